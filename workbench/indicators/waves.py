"""The follow-up table as typed waves, and the two ways of reading a column of it: wave by wave, or the last answer."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.errors import BadQuantity
from workbench.indicators import reading
from workbench.indicators.counting import by_group, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.shared import once
from workbench.indicators.words import UNKNOWN, Flags, Ints, Words, coded
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.indicators.quantities import Quantity
    from workbench.indicators.reading import Floats

MISSED = "manqué"
STEP = 3  # months between two waves


@dataclass(frozen=True, slots=True, eq=False)
class Waves:
    """One row per household and wave, sorted by household, then by wave; arrays of one length.

    `place` is the row in the table, `household` a number from 0 to `households` - 1, `month` the wave in months and
    `wave` the same as a word, `held` whether the household was met, `why` the reason of a missed wave.
    """

    place: Ints
    household: Ints
    month: "Floats"
    wave: Words
    held: NDArray[np.bool_]
    told: NDArray[np.bool_]
    why: Words
    households: int

    def __len__(self) -> int:
        return len(self.place)

    def rows(self, keep: NDArray[np.bool_]) -> "Waves":
        """The waves that are kept; households without any are left out."""
        kept = self.household[keep]
        household = np.cumsum(np.r_[0, kept[1:] != kept[:-1]]) if len(kept) else kept  # they are sorted
        households = int(household[-1]) + 1 if len(kept) else 0
        return replace(
            self, place=self.place[keep], household=household, month=self.month[keep], wave=self.wave[keep],
            held=self.held[keep], told=self.told[keep], why=self.why[keep], households=households,
        )  # fmt: skip

    @property
    def starts(self) -> NDArray[np.bool_]:
        """Whether a row is the first of its household."""
        starts: NDArray[np.bool_] = np.r_[True, self.household[1:] != self.household[:-1]]
        return starts


@once
def waves(tables: Tables, at: str) -> Waves:
    """The waves up to `at`.

    Raises BadQuantity with the row when a household stands twice at one wave, when it has no name, or when a later
    wave has an earlier date.
    """
    households = reading.texts(tables, "follow_up", "household")
    month = reading.numbers(tables, "follow_up", "wave")
    date = reading.dates(tables, "follow_up", "date")
    reading.refuse_first("follow_up", "household", ~households.known, _("the household is blank"))
    place = _sorted(households.codes, month)
    codes, month, date = households.codes[place], month[place], date[place]
    again = codes[1:] == codes[:-1]
    _refuse(place[1:], again & (month[1:] == month[:-1]), "wave", _("this household stands twice at this wave"))
    _refuse(place[1:], again & (date[1:] < date[:-1]), "date", _("this wave is earlier than the one before"))
    status = reading.texts(tables, "follow_up", "status")[place]
    why = reading.texts(tables, "follow_up", "missing_reason")[place]
    wave = _named(month)
    held = status.flags(MISSED) == 0
    found = Waves(place, codes, month, wave, held, status.known, why, len(households.names))
    inside = found.rows(date <= np.datetime64(at))
    if not len(inside):
        raise BadQuantity(why=_("the base is zero"))
    return inside


@once
def after_entry(tables: Tables, at: str) -> Waves:
    """The waves after the entry; may be none."""
    rows = waves(tables, at)
    return rows.rows(rows.month > 0)


def _sorted(household: Ints, month: "Floats") -> Ints:
    rising = (household[1:] > household[:-1]) | ((household[1:] == household[:-1]) & (month[1:] >= month[:-1]))
    return np.arange(len(household)) if rising.all() else np.lexsort((month, household))


def _named(month: "Floats") -> Words:
    whole, codes = np.unique(month, return_inverse=True)
    codes = np.where(np.isnan(month), UNKNOWN, codes)
    return Words(codes, tuple(f"{m:g}" for m in whole if m == m), ordered=True)


def _refuse(place: Ints, wrong: NDArray[np.bool_], column: str, why: str) -> None:
    if wrong.any():
        raise reading.refuse("follow_up", int(place[wrong].min()) + 2, column, why)


def cells(tables: Tables, rows: Waves, column: str) -> Words:
    """The words of a column, for these waves."""
    return reading.texts(tables, "follow_up", column)[rows.place]


def answers(tables: Tables, rows: Waves, column: str, positive: tuple[str, ...]) -> Flags:
    """Whether the cell is one of `positive`, a blank not known, for these waves."""
    return cells(tables, rows, column).flags(*positive)


def flagged(holds: NDArray[np.bool_], known: NDArray[np.bool_]) -> Flags:
    """Answers from what holds, where it is known."""
    flags: Flags = np.where(known, holds, UNKNOWN).astype(np.int8)
    return flags


def by_wave(rows: Waves, flags: Flags, base: str) -> dict[str, Result]:
    """At each wave, households whose answer is yes out of those whose answer is known; blanks with their reasons."""
    return by_group(flags, rows.wave, "household", base, rows.why)


def last(rows: Waves, known: NDArray[np.bool_]) -> Ints:
    """Per household, the last row at which something is known; -1 where nothing ever was."""
    found = np.full(rows.households, -1, dtype=np.int64)
    told = np.flatnonzero(known)
    found[rows.household[told]] = told  # rows are sorted: the last one stays
    return found


def latest(rows: Waves, flags: Flags, base: str) -> "Quantity":
    """Households whose last known answer is yes, out of those that gave one."""
    where = last(rows, flags >= 0)
    found = flagged(flags[where] == 1, where >= 0) if len(flags) else flags
    never = coded([_("never answered")])[np.zeros(len(found), dtype=np.int64)]
    return yes(found, "household", base, never)
