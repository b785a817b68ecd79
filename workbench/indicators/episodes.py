"""Supports that stop and start again: episodes are not households, and a return is an event, not a failure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import BadQuantity
from workbench.indicators import bases, reading
from workbench.indicators.counting import by_group, part, tally, total, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.reading import Days
from workbench.indicators.shared import once
from workbench.indicators.words import Ints, Words, places
from workbench.messages import _

TABLE = "episodes"


@dataclass(frozen=True, slots=True, eq=False)
class Episodes:
    """One row an episode begun by a day, sorted by household, then by beginning; `ended` is NaT if after that day."""

    household: Ints
    ended: Days
    end_kind: Words
    households: int
    territory: Words  # one a household

    @property
    def returns(self) -> NDArray[np.bool_]:
        """Whether an episode follows another of the same household."""
        same: NDArray[np.bool_] = np.r_[False, self.household[1:] == self.household[:-1]]
        return same


@once
def episodes(tables: Tables, at: str) -> Episodes:
    """The episodes begun by `at`.

    Raises BadQuantity with the row when an episode ends before it begins, or begins before the one before has ended.
    """
    own = reading.texts(tables, TABLE, "household")
    started, ended = (reading.dates(tables, TABLE, column) for column in ("started", "ended"))
    reading.refuse_first(TABLE, "household", ~own.known, _("the household is blank"))
    reading.refuse_first(TABLE, "started", np.isnat(started), _("the beginning is blank"))
    reading.refuse_first(TABLE, "ended", ended < started, _("the end is before the beginning"))
    order = np.lexsort((started, own.codes))
    codes, started, ended = own.codes[order], started[order], ended[order]
    after = codes[1:] == codes[:-1]
    wrong = np.zeros(len(order), dtype=bool)
    wrong[order[1:]] = after & ~(ended[:-1] <= started[1:])  # an episode without an end has not ended either
    reading.refuse_first(TABLE, "started", wrong, _("this episode begins before the one before has ended"))
    day = np.datetime64(at)
    keep = started <= day
    if not keep.any():
        raise BadQuantity(why=_("the base is zero"))
    names, household = np.unique(codes[keep], return_inverse=True)
    kinds = reading.texts(tables, TABLE, "end_kind")[order][keep]
    gone = ended[keep] <= day
    homes = reading.households(tables)
    where = places(Words(names, own.names), homes.household)
    territory = Words(np.where(where >= 0, homes.territory.codes[where], -1), homes.territory.names)
    return Episodes(
        household, np.where(gone, ended[keep], np.datetime64("NaT")),
        Words(np.where(gone, kinds.codes, -1), kinds.names), len(names), territory,
    )  # fmt: skip


def counted(tables: Tables, at: str) -> Result:
    """Episodes of support; below, households by their number of episodes."""
    rows = episodes(tables, at)
    each = np.bincount(rows.household)
    by = {
        str(n): Result(part(int(k), rows.households, "household", bases.SUPPORTED))
        for n, k in enumerate(np.bincount(each))
        if k and n
    }
    return Result(total(len(rows.household), "episode"), by)


def returns(tables: Tables, at: str) -> Result:
    """Returns to support after an interruption, as events; below, households with one at least, by territory."""
    rows = episodes(tables, at)
    back = np.bincount(rows.household, weights=rows.returns, minlength=rows.households) > 0
    flags = back.astype(np.int8)
    by = {"ménages concernés": Result(
        yes(flags, "household", bases.SUPPORTED), by_group(flags, rows.territory, "household", bases.SUPPORTED)
    )}  # fmt: skip
    return Result(total(int(rows.returns.sum()), "event"), by)


def interruptions(tables: Tables, at: str) -> Result:
    """Episodes that have ended, by the way they ended; an episode that others follow was an interruption."""
    rows = episodes(tables, at)
    over = ~np.isnat(rows.ended)
    kinds = rows.end_kind[over].filled(_("no reason given"))
    return Result(total(int(over.sum()), "episode"), tally(kinds, "episode", bases.ENDED_EPISODES))
