"""What the rent account says besides: three months paid in a row, plans kept, months of rent owed, school."""

import numpy as np

from workbench.indicators import bases, living, reading
from workbench.indicators.counting import middles, nothing
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.waves import after_entry, by_wave, cells, flagged, last, latest, waves
from workbench.indicators.words import places
from workbench.messages import _

MONTHS = 3  # paid in a row
KEPT, BROKEN = "respecté", "non respecté"
AT_SCHOOL, NO_CHILD = "tous", "sans objet"


def three_months(tables: Tables, at: str) -> Result:
    """Households that have paid at least three months in a row at their last known meeting; below, by wave."""
    rows = after_entry(tables, at)
    run = reading.numbers(tables, "follow_up", "rent_streak")[rows.place]
    flags = flagged(run >= MONTHS, ~np.isnan(run))
    return Result(latest(rows, flags, bases.STREAK_KNOWN), by_wave(rows, flags, bases.STREAK_KNOWN))


def plan(tables: Tables, at: str) -> Result:
    """Households that keep their repayment plan, among those that have one at a meeting; below, by wave.

    Households without a plan are not in the base; a household with one at some meetings counts by its last.
    """
    rows = after_entry(tables, at)
    state = cells(tables, rows, "plan")
    planned = rows.rows(state.among(KEPT, BROKEN))
    if not len(planned):
        return Result(nothing("household", 0, _("no household has a repayment plan")))
    flags = cells(tables, planned, "plan").flags(KEPT)
    return Result(latest(planned, flags, bases.PLANNED), by_wave(planned, flags, bases.PLANNED))


def months_owed(tables: Tables, at: str) -> Result:
    """Median arrears in months of full rent and charges, of the households with arrears at their last known meeting."""
    rows = after_entry(tables, at)
    owed = reading.amounts(tables, "follow_up", "arrears")[rows.place]
    ends = last(rows, ~np.isnan(owed))
    ends = ends[ends >= 0]
    due = rows.place[ends][owed[ends] > 0]
    if not len(due):
        return Result(nothing("month", 0, _("no household has arrears")))
    own = reading.texts(tables, living.TABLE, "household")
    where = places(reading.texts(tables, "follow_up", "household")[due], own)
    rent = living.total_of(tables, ("rent", "annexes", "charges"))
    rent = np.where(where >= 0, rent[where], np.nan)
    months = reading.amounts(tables, "follow_up", "arrears")[due] / np.where(rent > 0, rent, np.nan)
    homes = reading.households(tables)
    territory = homes.territory[places(reading.texts(tables, "follow_up", "household")[due], homes.household)]
    return middles(months, territory, "month", bases.OWING_MONTHS, reason=_("rent not known"))


def schooling(tables: Tables, at: str) -> Result:
    """Households whose children of school age all go to school; those without such children are not in the base."""
    rows = waves(tables, at)
    word = cells(tables, rows, "schooling")
    # a meeting missed says nothing of a household that has no such children at the others
    families = np.zeros(rows.households, dtype=bool)
    families[rows.household[word.known & ~word.among(NO_CHILD)]] = True
    concerned = rows.rows(families[rows.household] & ~word.among(NO_CHILD))
    if not len(concerned):
        return Result(nothing("household", 0, _("no household has children of school age")))
    flags = cells(tables, concerned, "schooling").flags(AT_SCHOOL)
    return Result(latest(concerned, flags, bases.SCHOOL), by_wave(concerned, flags, bases.SCHOOL))
