"""What housing weighs on a household's budget at entry: the effort rate, and what is left to live on.

The effort rate has one rule in law. What is left to live on has several, and no national one: each is a declared
formula with its name and source, and nothing is computed without naming one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.errors import BadQuantity
from workbench.indicators import bases, reading
from workbench.indicators.counting import by_group, middle, middles, nothing, reason_of
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.formulas import FORMULAS, Formula
from workbench.indicators.shared import once
from workbench.indicators.words import Ints, Words, places
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.indicators.quantities import Quantity
    from workbench.indicators.reading import Floats

TABLE = "budgets"
HOUSING = ("rent", "annexes", "charges", "works", "water_heating")
COLUMNS = ("household", *HOUSING, "housing_aid")
EFFORT_BANDS = ("<20 %", "20-25 %", "25-30 %", ">30 %")
# Consumption units of the Insee: the first adult, each other person of 14 or more, each child under 14.
FIRST, OTHER, CHILD = 1.0, 0.5, 0.3


@dataclass(frozen=True, slots=True, eq=False)
class _Month:
    """A month of each household at entry, in EUR: its resources, what housing costs it, and why one is not known."""

    resources: "Floats"
    housing: "Floats"
    row: Ints
    why: Words
    composition: Words


@once
def _month(tables: Tables) -> _Month:
    """Raises BadQuantity for a household twice, one that is not in the cohort, aid above what it helps to pay."""
    homes = reading.households(tables).household
    own = reading.texts(tables, TABLE, "household")
    where = places(own, homes)
    reading.refuse_first(TABLE, "household", where < 0, _("this household is not in the table of households"))
    again = np.ones(len(own), dtype=bool)
    again[np.unique(own.codes, return_index=True)[1]] = False
    reading.refuse_first(TABLE, "household", again, _("this household stands twice"))
    owed = total_of(tables, HOUSING)
    aid = reading.amounts(tables, TABLE, "housing_aid")
    reading.refuse_first(TABLE, "housing_aid", aid > owed, _("the aid is more than the rent and charges"))
    row = np.full(len(homes), -1)
    row[where] = np.arange(len(own))
    resources = reading.amounts(tables, "households", "resources_entry")
    housing = np.where(row >= 0, (owed - aid)[row], np.nan)
    given = reading.texts(tables, "households", "resources_missing")
    extra = [_("budget at entry not known"), _("no resources at entry")]
    codes = np.where(np.isnan(housing), len(given.names), given.codes)
    codes = np.where(resources == 0, len(given.names) + 1, codes)
    why = Words(codes, [*given.names, *extra])
    kinds = reading.texts(tables, "households", "composition")
    return _Month(resources, housing, row, why, kinds)


def total_of(tables: Tables, columns: tuple[str, ...]) -> "Floats":
    """These columns of the budgets together, row by row; NaN where one of them is blank, for a blank is not zero."""
    found: Floats = np.sum([reading.amounts(tables, TABLE, column) for column in columns], axis=0)
    return found


def effort(tables: Tables, at: str) -> Result:
    """Median effort rate at entry; below, households by band, then medians by composition.

    Rule of the arrêté of 10 March 2011 (article R. 441-3-1 of the construction and housing code): rent, annexes,
    recoverable charges and the contribution to energy works, with a lump sum where water and heating are paid
    apart, less housing aid (APL or AL), over the resources of those who will live there.
    """
    month = _month(tables)
    rates = month.housing / np.where(month.resources == 0, np.nan, month.resources)
    whole = _median(rates, "share", month)
    codes = (rates >= 0.20).astype(np.int64) + (rates >= 0.25) + (rates > 0.30)
    bands = Words(np.where(np.isnan(rates), -1, codes), EFFORT_BANDS, ordered=True)
    by: dict[str, Result] = {}
    for place, name in enumerate(EFFORT_BANDS):
        inside = np.where(bands.known, bands.codes == place, -1).astype(np.int8)
        one = Words(np.zeros(len(rates), dtype=np.int64), (name,))
        by |= by_group(inside, one, "household", bases.BUDGETS, month.why)
    return Result(whole, by)


def remaining(formula: str = "") -> Callable[[Tables, str], Result]:
    """The formula of that name, as an indicator computes it; raises BadQuantity when none, or an unknown one, is named.

    Several ways of reckoning what is left to live on coexist and give other figures: none is the default.
    """
    if formula not in FORMULAS:
        raise BadQuantity(why=_("several formulas say what is left to live on: name one of {all}").format(
            all=", ".join(FORMULAS)))  # fmt: skip
    chosen = FORMULAS[formula]

    def compute(tables: Tables, at: str) -> Result:
        """Median of what is left to live on at entry under the formula; below, by composition."""
        month = _month(tables)
        values = _left(tables, month, chosen)
        by = middles(values, month.composition, chosen.unit, bases.BUDGETS, reason=_("resources or budget not known"))
        return Result(_median(values, chosen.unit, month), by.by)

    return compute


def _left(tables: Tables, month: _Month, formula: Formula) -> "Floats":
    """EUR left to each household under the formula, NaN where a part of it is not known; it may be below zero."""
    left = month.resources - month.housing
    for column in formula.deducted:
        left = left - _each(reading.amounts(tables, TABLE, column), month)
    return left / _sharers(tables, month, formula.shared) / formula.days


def _sharers(tables: Tables, month: _Month, shared: str) -> "Floats":
    if shared == "household":
        return np.ones(len(month.resources))
    people = _each(reading.numbers(tables, TABLE, "persons"), month)
    if shared == "person":
        return np.where(people > 0, people, np.nan)
    young = _each(reading.numbers(tables, TABLE, "under_14"), month)
    wrong = reading.numbers(tables, TABLE, "under_14") >= reading.numbers(tables, TABLE, "persons")
    reading.refuse_first(TABLE, "under_14", wrong, _("there is nobody of 14 or more"))
    return FIRST + OTHER * (people - young - 1) + CHILD * young


def _each(values: "Floats", month: _Month) -> "Floats":
    found: Floats = np.where(month.row >= 0, values[month.row], np.nan)
    return found


def _median(values: "Floats", unit: str, month: _Month) -> "Quantity":
    reason = reason_of(np.isnan(values), month.why)
    if np.isnan(values).all():
        return nothing(unit, len(values), reason)
    return middle(values, unit, bases.BUDGETS, reason=reason)
