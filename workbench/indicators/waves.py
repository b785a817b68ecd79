"""The follow-up table as typed waves, and the two ways of reading a column of it: wave by wave, or the last answer."""

from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.indicators import reading
from workbench.indicators.counting import yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Quantity
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame, Series

MISSED = "manqué"
STEP = 3  # months between two waves


def waves(tables: Tables, at: str) -> "DataFrame":
    """One row per household and wave up to `at`: household, wave (months), date, status, why (of a missed wave).

    Sorted by household and wave; the index is the table's. Raises BadQuantity with the row when a household stands
    twice at one wave, or when a later wave has an earlier date.
    """
    from pandas import DataFrame

    rows = DataFrame({
        "household": reading.texts(tables, "follow_up", "household"),
        "wave": reading.numbers(tables, "follow_up", "wave"),
        "date": reading.dates(tables, "follow_up", "date"),
        "status": reading.texts(tables, "follow_up", "status"),
        "why": reading.texts(tables, "follow_up", "missing_reason"),
    })  # fmt: skip
    _refuse(rows.duplicated(["household", "wave"]), "wave", _("this household stands twice at this wave"))
    rows = rows.sort_values(["household", "wave"])
    back = (rows["date"] < rows["date"].shift()) & (rows["household"] == rows["household"].shift())
    _refuse(back, "date", _("this wave is earlier than the one before"))
    rows = rows[rows["date"] <= at]
    if rows.empty:
        raise BadQuantity(why=_("the base is zero"))
    return rows


def _refuse(wrong: "Series[bool]", column: str, why: str) -> None:
    if wrong.any():
        raise reading.refuse("follow_up", int(wrong[wrong].index[0]) + 2, column, why)


def answers(tables: Tables, rows: "DataFrame", column: str, positive: tuple[str, ...]) -> "Series[Any]":
    """Whether the cell is one of `positive`, blanks as NA, for the rows of `waves`."""
    cells = reading.texts(tables, "follow_up", column)[rows.index]
    return cells.isin(positive).astype("boolean").mask(cells.isna())


def by_wave(rows: "DataFrame", flags: "Series[Any]", base: str, why: "Series[str] | None" = None) -> dict[str, Result]:
    """At each wave, households whose answer is yes out of those whose answer is known; blanks with their reasons."""
    reasons = rows["why"] if why is None else why
    return {
        f"{wave:g}": Result(yes(cells, "household", base, reasons.loc[cells.index]))
        for wave, cells in flags.groupby(rows["wave"])
    }


def last(rows: "DataFrame", flags: "Series[Any]") -> "Series[Any]":
    """Each household's last known answer, NA where it never gave one; the index is the household."""
    return flags.groupby(rows["household"]).last()


def latest(rows: "DataFrame", flags: "Series[Any]", base: str) -> Quantity:
    """Households whose last known answer is yes, out of those that gave one."""
    found = last(rows, flags)
    import pandas as pd

    never = pd.Series(_("never answered"), index=found.index, dtype="string")
    return yes(found, "household", base, never)
