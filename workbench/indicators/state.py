"""Where the households stand on a day: in the programme or out of it, and still housed after 6, 12 or 18 months."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import BadQuantity
from workbench.indicators import bases, reading
from workbench.indicators.counting import by_group, middles, part, tally, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Quantity, missing, share
from workbench.indicators.reading import Days
from workbench.indicators.shared import once
from workbench.indicators.waves import flagged
from workbench.indicators.words import Words
from workbench.messages import _

BREAK = "rupture"
# Ways of leaving the dwelling itself; they compete with each other and are never merged into one failure.
DEPARTURES = ("expulsion", "départ choisi", "décès")
MILESTONES = (6, 12, 18)
STATES = ("housed", "not known", "not yet due")
MONTH = 365.25 / 12  # days


@dataclass(frozen=True, slots=True, eq=False)
class Cohort:
    """The households with keys by a day: when they entered, when and how their support ended (NaT if after)."""

    household: Words
    territory: Words
    entered: Days
    exited: Days
    exit_kind: Words

    def __len__(self) -> int:
        return len(self.entered)

    @property
    def out(self) -> NDArray[np.bool_]:
        """Whether the support has ended."""
        return ~np.isnat(self.exited)


@once
def cohort(tables: Tables, at: str) -> Cohort:
    """The households with keys by `at`; raises BadQuantity with the row when an exit stands before its entry."""
    homes = reading.households(tables)
    entered, exited = (reading.dates(tables, "households", column) for column in ("entered", "exited"))
    kinds = reading.texts(tables, "households", "exit_kind")
    reading.refuse_first("households", "exited", exited < entered, _("the exit is before the entry"))
    day = np.datetime64(at)
    inside, gone = entered <= day, exited <= day
    if not inside.any():
        raise BadQuantity(why=_("the base is zero"))
    exited = np.where(gone, exited, np.datetime64("NaT"))
    kinds = Words(np.where(gone, kinds.codes, -1), kinds.names)
    return Cohort(homes.household[inside], homes.territory[inside], entered[inside], exited[inside], kinds[inside])


def out(tables: Tables, at: str) -> Result:
    """Households whose support has ended by `at`, by territory."""
    rows = cohort(tables, at)
    return _count(rows, rows.out, at)


def ongoing(tables: Tables, at: str) -> Result:
    """Households still supported on `at`, by territory."""
    rows = cohort(tables, at)
    return _count(rows, ~rows.out, at)


def out_share(tables: Tables, at: str) -> Result:
    """Households whose support has ended by `at` as a share of those rehoused."""
    count = out(tables, at).quantity
    return Result(share(count, Quantity(count.denominator, count.unit, base=count.base, date=at)))


def _count(rows: Cohort, holds: NDArray[np.bool_], at: str) -> Result:
    flags = holds.astype(np.int8)
    return Result(
        yes(flags, "household", bases.REHOUSED, date=at),
        by_group(flags, rows.territory, "household", bases.REHOUSED, date=at),
    )


def ends(tables: Tables, at: str) -> Result:
    """How the supports that have ended by `at` ended, by kind, then by territory."""
    rows = cohort(tables, at)
    over = rows.out
    if not over.any():
        return Result(missing("household", _("no support has ended"), date=at))
    kinds = rows.exit_kind[over].filled(_("no reason given"))
    return Result(
        part(int(over.sum()), len(rows), "household", bases.REHOUSED, date=at),
        tally(kinds, "household", bases.ENDED, groups=rows.territory[over]),
    )


def breaks(tables: Tables, at: str) -> Result:
    """Households that broke off the support by `at`, by territory."""
    rows = cohort(tables, at)
    return _count(rows, rows.exit_kind.among(BREAK), at)


def duration(tables: Tables, at: str) -> Result:
    """Median months of the supports that have ended (30.4 days each), by territory; those ongoing are missing."""
    rows = cohort(tables, at)
    days = (rows.exited - rows.entered).astype("timedelta64[D]")
    months = np.where(np.isnat(days), np.nan, days.astype("float64")) / MONTH
    return middles(months, rows.territory, "month", reason=_("support still ongoing"))


def housed_after(months: int) -> Callable[[Tables, str], Result]:
    """The formula for households known to be housed `months` after their keys."""

    def formula(tables: Tables, at: str) -> Result:
        """Households known to be housed at the milestone, out of those due with a known state; ends kept apart.

        Below: at the milestone "housed", each way of leaving the dwelling, "not known" (support ended before, so
        nobody saw them that day) and "not yet due" (the milestone lies after `at`).
        """
        rows = cohort(tables, at)
        stands = standing(rows, months, at)
        due = ~stands.among("not yet due")
        if not due.any():
            return Result(missing("household", _("no household has reached this milestone"), len(rows), at))
        known = flagged(stands.among("housed"), ~stands.among("not known"))
        said = _("support ended before: {kind}")
        kinds = rows.exit_kind.filled("")
        reasons = Words(kinds.codes, [said.format(kind=kind) for kind in kinds.names])
        base = bases.DUE_KNOWN
        return Result(yes(known[due], "household", base, reasons[due], at), tally(stands, "household", bases.REHOUSED))

    return formula


def standing(rows: Cohort, months: int, at: str) -> Words:
    """Per household at the milestone: housed, a way of leaving, not known, or not yet due."""
    milestone = reading.months_after(rows.entered, months)
    gone = rows.exited < milestone
    names = [*STATES, *DEPARTURES]
    codes = np.where(gone, 1, 0)
    for kind in DEPARTURES:
        codes = np.where(gone & rows.exit_kind.among(kind), names.index(kind), codes)
    return Words(np.where(milestone > np.datetime64(at), 2, codes), names)
