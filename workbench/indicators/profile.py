"""Who the households are when they come in: composition, resources, debts, housing past. Blanks stay blanks."""

from typing import TYPE_CHECKING, Any

from workbench.indicators import reading
from workbench.indicators.counting import by_group, recorded, tally, total, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Kind, Quantity, missing
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import Series

BASE = "households rehoused"
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
    by = tally(kinds, "household", BASE, groups=rows["territory"])
    return Result(recorded(kinds, "household", BASE), by)


def people(tables: Tables, at: str) -> Result:
    """Adults and children housed: persons, which are never added to households."""
    reading.households(tables)
    counts = {}
    for column in ("adults", "children"):
        cells = reading.numbers(tables, "households", column)
        lost = int(cells.isna().sum())
        counts[column] = total(cells.sum(), "person", lost=lost, reason=_("no reason given") if lost else "")
    return Result(counts["adults"] + counts["children"], {name: Result(q) for name, q in counts.items()})


def resource_bands(tables: Tables, at: str) -> Result:
    """Households whose monthly resources at entry are known, by band, then by territory.

    500 and 1000 open a band; 1500 closes one, for the last is printed ">1500".
    """
    rows = reading.households(tables)
    amounts = reading.numbers(tables, "households", "resources_entry")
    reasons = reading.texts(tables, "households", "resources_missing")
    bands = _band(amounts)
    by = {}
    for band in BANDS:
        inside = (bands == band).astype("boolean").mask(amounts.isna())
        territories = by_group(inside, rows["territory"], "household", BASE, reasons)
        by[band] = Result(yes(inside, "household", BASE, reasons), territories)
    return Result(recorded(amounts, "household", BASE, reasons), by)


def _band(amounts: "Series[float]") -> "Series[Any]":
    import pandas as pd

    bands = pd.Series(BANDS[3], index=amounts.index, dtype="string")
    for band, inside in zip(BANDS[2::-1], (amounts <= 1500, amounts < 1000, amounts < 500), strict=True):
        bands = bands.mask(inside, band)
    return bands


def debts(tables: Tables, at: str) -> Result:
    """Households with debts among those who were asked, by territory; a territory not asked is missing, not zero."""
    rows = reading.households(tables)
    answers = _indebted(tables)
    reasons = reading.texts(tables, "households", "debts_missing")
    return Result(
        yes(answers, "household", "households asked about debts", reasons),
        by_group(answers, rows["territory"], "household", "households asked about debts", reasons),
    )


def debt_types(tables: Tables, at: str) -> Result:
    """Mentions of debt types; below, the households that named each type. Several answers were possible."""
    reading.households(tables)
    indebted = int(_indebted(tables).sum())
    mentions = reading.lists(tables, "households", "debt_types")
    by = tally(mentions, "household", "households with debts", of=indebted)
    return Result(total(len(mentions), "mention"), by)


def debt_amounts(tables: Tables, at: str) -> Result:
    """The smallest and the largest debt of a household, in EUR."""
    reading.households(tables)
    amounts = reading.numbers(tables, "households", "debt_amount")[_indebted(tables).fillna(False).astype(bool)]
    known = amounts.dropna()
    lost = len(amounts) - len(known)
    if known.empty:
        return Result(missing("EUR", _("nobody answered"), lost))
    return Result(Quantity(
        None, "EUR", Kind.RANGE, denominator=float(len(known)), base="households with debts", low=float(known.min()),
        high=float(known.max()), missing=lost, reason=_("no reason given") if lost else "",
    ))  # fmt: skip


def _indebted(tables: Tables) -> "Series[Any]":
    return _answers(tables, "debts", "oui")


def _answers(tables: Tables, column: str, positive: str) -> "Series[Any]":
    """Yes/no cells of the households' table as booleans, blanks as NA."""
    cells = reading.texts(tables, "households", column)
    return (cells == positive).astype("boolean").mask(cells.isna())


def _yes_no(tables: Tables, column: str, positive: str) -> Result:
    rows = reading.households(tables)
    answers = _answers(tables, column, positive)
    return Result(yes(answers, "household", BASE), by_group(answers, rows["territory"], "household", BASE))


def no_rental_experience(tables: Tables, at: str) -> Result:
    """Households that never held a lease, by territory."""
    return _yes_no(tables, "rental_experience", "non")


def emergency_shelter(tables: Tables, at: str) -> Result:
    """Households that came from emergency shelter, by territory."""
    return _yes_no(tables, "emergency_shelter", "oui")


def hard_adhesion(tables: Tables, at: str) -> Result:
    """Households for which agreeing to the support was hard at first, by territory."""
    return _yes_no(tables, "adhesion", "difficile au début")
