"""Who the households are when they come in: composition, resources, debts, housing past. Blanks stay blanks."""

from typing import TYPE_CHECKING

import numpy as np

from workbench.indicators import bases, reading
from workbench.indicators.counting import by_group, nothing, recorded, tally, total, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Kind, Quantity
from workbench.indicators.words import Flags, Words
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.indicators.reading import Floats

BANDS = ("<500", "500-1000", "1000-1500", ">1500")  # EUR a month, as the report prints them


def composition(tables: Tables, at: str) -> Result:
    """Households by composition, then by territory."""
    return _by_category(tables, "composition")


def origin(tables: Tables, at: str) -> Result:
    """Households by where they lived before, then by territory."""
    return _by_category(tables, "origin")


def _by_category(tables: Tables, column: str) -> Result:
    rows = reading.households(tables)
    kinds = reading.texts(tables, "households", column)
    return Result(
        recorded(kinds.known, "household", bases.REHOUSED),
        tally(kinds, "household", bases.REHOUSED, groups=rows.territory),
    )


def people(tables: Tables, at: str) -> Result:
    """Adults and children housed: persons, which are never added to households."""
    reading.households(tables)
    counts = {}
    for column in ("adults", "children"):
        cells = reading.numbers(tables, "households", column)
        lost = int(np.isnan(cells).sum())
        counts[column] = total(np.nansum(cells), "person", lost=lost, reason=_("no reason given") if lost else "")
    return Result(counts["adults"] + counts["children"], {name: Result(q) for name, q in counts.items()})


def resource_bands(tables: Tables, at: str) -> Result:
    """Households whose monthly resources at entry are known, by band, then by territory.

    500 and 1000 open a band; 1500 closes one, for the last is printed ">1500".
    """
    rows = reading.households(tables)
    amounts = reading.amounts(tables, "households", "resources_entry")
    reasons = reading.texts(tables, "households", "resources_missing")
    bands = band(amounts)
    by = {}
    for name in BANDS:
        inside = bands.flags(name)
        territories = by_group(inside, rows.territory, "household", bases.REHOUSED, reasons)
        by[name] = Result(yes(inside, "household", bases.REHOUSED, reasons), territories)
    return Result(recorded(bands.known, "household", bases.REHOUSED, reasons), by)


def band(amounts: "Floats") -> Words:
    """The band of each amount as the report prints it."""
    codes = (amounts >= 500).astype(np.int64) + (amounts >= 1000) + (amounts > 1500)
    return Words(np.where(np.isnan(amounts), -1, codes), BANDS, ordered=True)


def debts(tables: Tables, at: str) -> Result:
    """Households with debts among those who were asked, by territory; a territory not asked is missing, not zero."""
    rows = reading.households(tables)
    answers = _indebted(tables)
    reasons = reading.texts(tables, "households", "debts_missing")
    return Result(
        yes(answers, "household", bases.ASKED_DEBTS, reasons),
        by_group(answers, rows.territory, "household", bases.ASKED_DEBTS, reasons),
    )


def debt_types(tables: Tables, at: str) -> Result:
    """Mentions of debt types; below, the households that named each type. Several answers were possible."""
    reading.households(tables)
    indebted = int((_indebted(tables) == 1).sum())
    types = reading.lists(tables, "households", "debt_types")
    mentions = Words(types.pairs(np.arange(len(types.cell)))[1], types.names)
    return Result(total(len(mentions), "mention"), tally(mentions, "household", bases.INDEBTED, of=indebted))


def debt_amounts(tables: Tables, at: str) -> Result:
    """The smallest and the largest debt of a household, in EUR."""
    reading.households(tables)
    amounts = reading.amounts(tables, "households", "debt_amount")[_indebted(tables) == 1]
    known = amounts[~np.isnan(amounts)]
    lost = len(amounts) - len(known)
    if not len(known):
        return Result(nothing("EUR", lost, _("nobody answered")))
    return Result(Quantity(
        None, "EUR", Kind.RANGE, denominator=float(len(known)), base=bases.INDEBTED, low=float(known.min()),
        high=float(known.max()), missing=lost, reason=_("no reason given") if lost else "",
    ))  # fmt: skip


def _indebted(tables: Tables) -> Flags:
    return reading.texts(tables, "households", "debts").flags("oui")


def _yes_no(tables: Tables, column: str, positive: str) -> Result:
    rows = reading.households(tables)
    answers = reading.texts(tables, "households", column).flags(positive)
    return Result(
        yes(answers, "household", bases.REHOUSED), by_group(answers, rows.territory, "household", bases.REHOUSED)
    )


def no_rental_experience(tables: Tables, at: str) -> Result:
    """Households that never held a lease, by territory."""
    return _yes_no(tables, "rental_experience", "non")


def emergency_shelter(tables: Tables, at: str) -> Result:
    """Households that came from emergency shelter, by territory."""
    return _yes_no(tables, "emergency_shelter", "oui")


def hard_adhesion(tables: Tables, at: str) -> Result:
    """Households for which agreeing to the support was hard at first, by territory."""
    return _yes_no(tables, "adhesion", "difficile au début")
