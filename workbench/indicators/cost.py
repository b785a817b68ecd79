"""The published budget: what was planned, never what was spent."""

from workbench.errors import BadQuantity
from workbench.indicators import reading
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Kind, Quantity, per
from workbench.messages import _

YEAR = "budget annuel"
HOUSEHOLDS = "ménages budgétés"
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
    values = reading.numbers(tables, "budget", "value")
    names, units, periods, kinds, sources = (
        reading.texts(tables, "budget", column) for column in ("item", "unit", "period", "kind", "source")
    )
    lines = {}
    for row, value in enumerate(values):
        try:
            kind = Kind(str(kinds.iloc[row]))
        except ValueError:
            raise reading.refuse("budget", row + 2, "kind", _("is not a kind of figure")) from None
        period, source = (cells.iloc[row] for cells in (periods.fillna(""), sources.fillna("")))
        lines[str(names.iloc[row])] = Quantity(float(value), str(units.iloc[row]), kind, period=period, source=source)
    return lines


def _item(lines: dict[str, Quantity], name: str) -> Quantity:
    if name not in lines:
        raise BadQuantity(why=_("the budget has no line “{name}”").format(name=name))
    return lines[name]
