"""The published budget: what was planned, never what was spent."""

import numpy as np

from workbench.errors import BadQuantity
from workbench.indicators import reading
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Kind, Quantity, per
from workbench.indicators.words import Words
from workbench.messages import _

YEAR = "budget annuel"
HOUSEHOLDS = "ménages budgétés"
OTHERS = {"F", "FRF", "FRANCS", "CHF", "USD", "$", "GBP", "£"}
PRINTED = "coût par ménage et par an"


def budget(tables: Tables, at: str) -> Result:
    """The budget of a year; below, every item of the table in its own unit. Items are never added."""
    lines = items(tables)
    return Result(_item(lines, YEAR), {name: Result(q) for name, q in lines.items()})


def per_household_year(tables: Tables, at: str) -> Result:
    """The budget of a year over the households budgeted; below, the figure that the report prints."""
    lines = items(tables)
    printed = {PRINTED: Result(lines[PRINTED])} if PRINTED in lines else {}
    return Result(per(_item(lines, YEAR), _item(lines, HOUSEHOLDS)), printed)


def items(tables: Tables) -> dict[str, Quantity]:
    """Each line of the budget as a quantity, in the order of the table; raises BadQuantity on an unknown kind."""
    values = reading.amounts(tables, "budget", "value")
    names, units, periods, kinds, sources = (
        reading.texts(tables, "budget", column) for column in ("item", "unit", "period", "kind", "source")
    )
    _refuse_currencies(units)
    lines = {}
    for row, value in enumerate(values):
        try:
            kind = Kind(kinds.word(row))
        except ValueError:
            raise reading.refuse("budget", row + 2, "kind", _("is not a kind of figure")) from None
        if np.isnan(value):
            raise reading.refuse("budget", row + 2, "value", _("the amount is blank"))
        if units.word(row) == "%" and value > 100:
            raise reading.refuse("budget", row + 2, "value", _("is more than 100 %"))
        lines[names.word(row)] = Quantity(
            float(value), units.word(row), kind, period=periods.word(row), source=sources.word(row)
        )
    return lines


def _refuse_currencies(units: Words) -> None:
    """A budget in two currencies has no total: the first line that is not in euros is named."""
    foreign = [place for place, unit in enumerate(units.names) if unit.partition("/")[0].upper() in OTHERS]
    wrong = np.isin(units.codes, foreign)
    why = _("is not in euros: amounts in several currencies are not put together")
    if wrong.any():
        row = int(wrong.argmax())
        raise reading.refuse("budget", row + 2, "unit", f"“{units.word(row)}” {why}")


def _item(lines: dict[str, Quantity], name: str) -> Quantity:
    if name not in lines:
        raise BadQuantity(why=_("the budget has no line “{name}”").format(name=name))
    return lines[name]
