"""Columns of the follow-up tables as typed values; what cannot be read is named with its table, row and column."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import BadQuantity
from workbench.indicators.shared import once
from workbench.indicators.words import UNKNOWN, Lists, Words, split
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.indicators.definitions import Tables

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]
EUROS = {"", "€", "eur", "euro", "euros"}
_AMOUNT = re.compile(r"(?P<before>[^\d\s.,+-]*)\s*(?P<figure>-?[\d\s]+(?:[.,]\d+)?)\s*(?P<after>[^\d\s]*)")


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """The table of households: one row a household."""

    household: Words
    territory: Words


def refuse(table: str, row: int, column: str, why: str) -> BadQuantity:
    """The error for one cell; rows count from 2, as in a sheet with a heading."""
    return BadQuantity(why=_("table {table}, row {row}, column {column}: {why}").format(
        table=table, row=row, column=column, why=why))  # fmt: skip


def refuse_first(table: str, column: str, wrong: NDArray[np.bool_], why: str) -> None:
    """Raises for the first row that is wrong, if there is one."""
    if wrong.any():
        raise refuse(table, int(wrong.argmax()) + 2, column, why)


@once
def texts(tables: "Tables", table: str, column: str) -> Words:
    """The cells as text without blanks at their ends, empty ones as blanks; 94 and 94.0 both read "94"."""
    import pandas as pd

    # a column repeats few distinct cells many times: each is cleaned once
    cells = tables[table][column]
    if isinstance(cells.dtype, pd.CategoricalDtype):
        codes, distinct = cells.cat.codes.to_numpy(), cells.cat.categories
    else:
        codes, distinct = pd.factorize(cells)
    clean = [_clean(cell) for cell in np.asarray(distinct, dtype=object).tolist()]
    places = {word: place for place, word in enumerate(dict.fromkeys(word for word in clean if word))}
    if len(places) == len(clean):
        return Words(codes, tuple(places))
    told = [UNKNOWN if word is None else places[word] for word in clean]
    return Words(np.array([*told, UNKNOWN], dtype=np.int64)[codes], tuple(places))


def _clean(cell: object) -> str | None:
    word = cell.strip() if isinstance(cell, str) else str(cell).strip()
    if word[-2:] == ".0" and (whole := word[:-2]).isdigit():
        return whole
    return word or None


@once
def numbers(tables: "Tables", table: str, column: str) -> Floats:
    """The cells as numbers that are not negative, blanks as NaN; raises BadQuantity on anything else."""
    return _figures(tables, table, column, _plain)


@once
def amounts(tables: "Tables", table: str, column: str) -> Floats:
    """The cells as euros that are not negative, blanks as NaN: 1200, "1 200,50 €"; another currency is refused."""
    return _figures(tables, table, column, _euros)


@once
def percentages(tables: "Tables", table: str, column: str) -> Floats:
    """The cells as percentages from 0 to 100, blanks as NaN; raises BadQuantity on anything else."""
    values = numbers(tables, table, column)
    _refuse_cell(tables, table, column, values > 100, _("is more than 100 %"))
    return values


def _figures(tables: "Tables", table: str, column: str, read: Any) -> Floats:
    import pandas as pd

    cells = tables[table][column]
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        values = cells.to_numpy(dtype="float64", na_value=np.nan)
    else:
        words = texts(tables, table, column)
        found, faults = [], []
        for word in words.names:
            figure = read(word)
            faults.append(figure if isinstance(figure, str) else "")
            found.append(np.nan if isinstance(figure, str) else figure)
        for fault in dict.fromkeys(faults):
            if fault:
                bad = np.array([f == fault for f in faults] + [False])
                _refuse_cell(tables, table, column, bad[words.codes], fault)
        values = np.array([*found, np.nan])[words.codes]
    _refuse_cell(tables, table, column, np.isinf(values), _("is not a number"))
    _refuse_cell(tables, table, column, values < 0, _("is negative"))
    return values


def _plain(word: str) -> float | str:
    try:
        return float(word)
    except ValueError:
        return _("is not a number")


def _euros(word: str) -> float | str:
    """The amount, or what is wrong with it."""
    found = _AMOUNT.fullmatch(word.replace("\u202f", " ").replace("\u00a0", " "))
    if not found:
        return _plain(word)
    currencies = {found["before"].lower().strip("."), found["after"].lower().strip(".")}
    if currencies - EUROS:
        return _("is not in euros: amounts in several currencies are not put together")
    return float(re.sub(r"\s", "", found["figure"]).replace(",", "."))


@once
def dates(tables: "Tables", table: str, column: str) -> Days:
    """The cells as days, blanks as NaT; raises BadQuantity on what is not written 2015-11-01."""
    import pandas as pd

    cells = tables[table][column]
    if pd.api.types.is_datetime64_any_dtype(cells):
        return cells.to_numpy(dtype="datetime64[D]")
    words = texts(tables, table, column)
    read = pd.to_datetime(pd.Series(list(words.names), dtype="object"), format="%Y-%m-%d", errors="coerce")
    days = np.array([*read.to_numpy(dtype="datetime64[D]"), np.datetime64("NaT")], dtype="datetime64[D]")[words.codes]
    _refuse_cell(tables, table, column, np.isnat(days) & words.known, _("is not a date such as 2015-11-01"))
    return days


@once
def lists(tables: "Tables", table: str, column: str) -> Lists:
    """The answers of cells that hold several, separated by ";"."""
    return split(texts(tables, table, column))


@once
def households(tables: "Tables") -> Homes:
    """The households and their territories; raises BadQuantity when one household stands twice, or has no name."""
    ids = texts(tables, "households", "household")
    first = np.unique(ids.codes, return_index=True)[1]
    again = np.ones(len(ids), dtype=bool)
    again[first] = False
    _refuse_cell(tables, "households", "household", again, _("stands twice"))
    return Homes(ids, texts(tables, "households", "territory"))


def months_after(days: Days, months: int) -> Days:
    """The same day of the month, that many months later; the last of a month that is shorter."""
    month = days.astype("datetime64[M]")
    within = days - month.astype("datetime64[D]")
    later = month + np.timedelta64(months, "M")
    last = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    found: Days = np.minimum(later.astype("datetime64[D]") + within, last)
    return found


def _refuse_cell(tables: "Tables", table: str, column: str, wrong: NDArray[np.bool_], why: str) -> None:
    if wrong.any():
        at = int(wrong.argmax())
        raise refuse(table, at + 2, column, f"“{tables[table][column].iloc[at]}” {why}")
