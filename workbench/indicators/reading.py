"""Columns of the follow-up tables as typed values; what cannot be read is named with its table, row and column."""

from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from workbench.indicators.definitions import Tables


def refuse(table: str, row: int, column: str, why: str) -> BadQuantity:
    """The error for one cell; rows count from 2, as in a sheet with a heading."""
    return BadQuantity(why=_("table {table}, row {row}, column {column}: {why}").format(
        table=table, row=row, column=column, why=why))  # fmt: skip


def texts(tables: "Tables", table: str, column: str) -> "Series[str]":
    """The cells as text without blanks at their ends, empty ones as NA; 94 and 94.0 both read "94"."""
    import pandas as pd

    # a column repeats few distinct cells many times: each is cleaned once
    cells = tables[table][column]
    codes, distinct = pd.factorize(cells)
    words = pd.array([_clean(cell) for cell in distinct] + [None], dtype="string")
    return pd.Series(words.take(codes), index=cells.index)  # the code of a blank is -1, the last word


def _clean(cell: object) -> str | None:
    word = str(cell).strip()
    whole = word.removesuffix(".0")
    return (whole if whole.isdigit() else word) or None


def numbers(tables: "Tables", table: str, column: str) -> "Series[float]":
    """The cells as numbers that are not negative, blanks as NaN; raises BadQuantity on anything else."""
    import pandas as pd

    cells = tables[table][column]
    values: Series[float] = pd.to_numeric(cells, errors="coerce").astype("float64")
    unread = values.isna() & cells.notna()
    if unread.any():  # blanks may be written as spaces
        unread &= texts(tables, table, column).notna()
    _refuse_first(table, column, cells, unread, _("is not a number"))
    _refuse_first(table, column, cells, values < 0, _("is negative"))
    return values


def dates(tables: "Tables", table: str, column: str) -> "Series[Any]":
    """The cells as days, blanks as NaT; raises BadQuantity on what is not written 2015-11-01."""
    import pandas as pd

    cells = tables[table][column]
    if pd.api.types.is_datetime64_any_dtype(cells):
        return cells
    words = texts(tables, table, column)
    days = pd.to_datetime(words, format="%Y-%m-%d", errors="coerce")
    _refuse_first(table, column, cells, days.isna() & words.notna(), _("is not a date such as 2015-11-01"))
    return days


def lists(tables: "Tables", table: str, column: str) -> "Series[str]":
    """One row per answer of a cell that holds several, separated by ";"; the index is the row's, blanks are dropped."""
    answers = texts(tables, table, column).str.split(";").explode().str.strip()
    return answers[answers.notna() & (answers != "")]


def households(tables: "Tables") -> "DataFrame":
    """The table of households with text ids and territories; raises BadQuantity when one household stands twice."""
    frame = tables["households"].copy()
    frame["household"] = texts(tables, "households", "household")
    frame["territory"] = texts(tables, "households", "territory")
    _refuse_first("households", "household", frame["household"], frame["household"].duplicated(), _("stands twice"))
    return frame


def _refuse_first(table: str, column: str, cells: "Series[Any]", wrong: "Series[bool]", why: str) -> None:
    if wrong.any():
        at = int(wrong.to_numpy().argmax())
        raise refuse(table, at + 2, column, f"“{cells.iloc[at]}” {why}")
