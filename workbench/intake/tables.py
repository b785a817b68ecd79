"""Follow-up tables against their data dictionary: every fault at once, with its row and what was expected."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import BadTable
from workbench.intake import cells as forms
from workbench.intake.sheets import read_sheet
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame, Series
    from pandera.pandas import Column, DataFrameSchema

Dictionary = Mapping[str, Any]  # one table of study.toml: {"columns": {name: {"type", "required", ...}}}
SHOWN = 100  # faults listed in one message; the count is always given, and all are in the error's facts


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell, or one column (row None), that is not what the dictionary says; rows count from 2, as in a sheet."""

    row: int | None
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = _("column {column}").format(column=self.column)
        if self.row is not None:
            place = _("row {row}, {place}").format(row=self.row, place=place)
        return _("{place}: “{value}” where {expected} is expected").format(
            place=place, value=self.value, expected=self.expected
        )


def read_table(name: str, content: bytes) -> "DataFrame":
    """The cells of a .csv, .tsv, .xlsx or .ods file as text, empty ones as NA; raises BadTable when it is no table.

    The index is the row in the sheet less 2, so that empty rows between others do not shift the faults.
    """
    import pandas as pd

    sheet = read_sheet(name, content)
    rows = [[cell if cell.strip() else None for cell in row] for _n, row in sheet.rows]
    return pd.DataFrame(rows, columns=sheet.header, index=[n - 2 for n, _row in sheet.rows], dtype="str")


def normal(frame: "DataFrame", dictionary: Dictionary | None = None) -> "DataFrame":
    """The same table with decimal points, ISO dates and no blanks around cells; what is neither stays as it is.

    Columns that the dictionary does not describe are numbers or dates when every cell in them is one.
    """
    columns = dictionary["columns"] if dictionary else {}
    return frame.apply(lambda cells: _normal(cells, columns[cells.name]) if cells.name in columns else _guessed(cells))


def normal_csv(content: bytes, frame: "DataFrame") -> bytes:
    """A normal table as UTF-8 CSV; the given bytes themselves when they are that already."""
    table = [list(frame.columns), *frame.astype(object).where(frame.notna(), "").to_numpy().tolist()]
    try:
        given = [row for row in csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True) if row]
        if given == table:
            return content
    except (UnicodeDecodeError, csv.Error):
        pass
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue().encode("utf-8")


def faults(frame: "DataFrame", dictionary: Dictionary) -> list[Fault]:
    """Everything in a table of texts that contradicts its dictionary, in the order of the sheet, values as given."""
    from pandera.errors import SchemaErrors

    columns = dictionary["columns"]
    found = [Fault(None, name, "", _("a column of that name")) for name in columns if name not in frame]
    present = {name: rules for name, rules in columns.items() if name in frame}
    checked = normal(frame, dictionary)
    try:
        schema(present).validate(checked, lazy=True)
    except SchemaErrors as why:
        for case in why.failure_cases.itertuples():
            row = None if case.index is None or case.index != case.index else int(case.index)
            value: Any = case.failure_case if row is None else frame.at[row, case.column]
            text = value if isinstance(value, str) else ""
            expected = expectation(columns[case.column], str(case.check))
            found.append(Fault(None if row is None else row + 2, str(case.column), text, expected))
    found += _unexplained(checked, present)
    return sorted(set(found), key=lambda f: (f.row or 0, list(columns).index(f.column)))


def check(name: str, frame: "DataFrame", dictionary: Dictionary) -> None:
    """Raises BadTable that counts and names the faults (all of them in its facts["faults"]); silent without any."""
    if found := faults(frame, dictionary):
        listed = " ; ".join(str(fault) for fault in found[:SHOWN])
        why = _("{n} faults: {listed}").format(n=len(found), listed=listed)
        raise BadTable(file=name, why=why, faults=found)


def schema(columns: Mapping[str, Any]) -> "DataFrameSchema":
    """The pandera schema of the dictionary's columns, over cells that are still text."""
    from pandera.pandas import DataFrameSchema

    return DataFrameSchema({name: _column(rules) for name, rules in columns.items()})


def _column(rules: Mapping[str, Any]) -> "Column":
    from pandera.pandas import Check, Column

    allowed = set(rules.get("allowed", ()))
    checks = []
    match rules.get("type", "text"):
        case "number":
            low, high = rules.get("min", float("-inf")), rules.get("max", float("inf"))
            checks.append(Check(lambda cells: _numbers(cells).between(low, high), name="number"))
        case "date":
            checks.append(Check(lambda cells: _dates(cells).notna(), name="date"))
        case "choice":
            checks.append(Check.isin(sorted(allowed), name="choice"))
        case "list":
            checks.append(Check(lambda cells: cells.map(lambda c: set(c.split(";")) <= allowed), name="list"))
    return Column(
        object, checks, nullable=not rules.get("required", False), unique=rules.get("unique", False), coerce=True
    )


def expectation(rules: Mapping[str, Any], broken: str) -> str:
    """What a cell should have held, in words."""
    if broken == "not_nullable":
        return _("a value")
    if "unique" in broken:
        return _("a value that occurs once")
    match rules.get("type", "text"):
        case "number":
            low, high = rules.get("min"), rules.get("max")
            if low is None and high is None:
                return _("a number")
            return _("a number from {low} to {high}").format(
                low="−∞" if low is None else low, high="+∞" if high is None else high
            )
        case "date":
            return _("a date such as 2015-11-01")
        case "choice" | "list":
            return _("one of {allowed}").format(allowed=", ".join(map(str, rules.get("allowed", ()))))
    return _("another value")


def _unexplained(frame: "DataFrame", columns: Mapping[str, Any]) -> list[Fault]:
    # a blank is not zero: where the dictionary asks for a reason, a blank without one is a fault
    found = []
    for name, rules in columns.items():
        reason = rules.get("missing")
        if reason and reason in frame:
            rows = frame.index[frame[name].isna() & frame[reason].isna()]
            found += [
                Fault(int(r) + 2, name, "", _("a value, or a reason in {column}").format(column=reason)) for r in rows
            ]
    return found


def _normal(cells: "Series[str]", rules: Mapping[str, Any]) -> "Series[str]":
    match rules.get("type", "text"):
        case "number":
            return _each(cells, forms.number)
        case "date":
            return _each(cells, forms.day)
        case "list":
            return _each(cells, lambda cell: ";".join(part.strip() for part in cell.split(";")))
    return _each(cells, str.strip)


def _guessed(cells: "Series[str]") -> "Series[str]":
    filled = cells.dropna()
    for form in (forms.number, forms.day):
        # an identifier such as 077 is no number to be rewritten: only what is printed the French way is
        if len(filled) and all(form(cell) is not None for cell in filled):
            return _each(cells, form)
    return _each(cells, str.strip)


def _each(cells: "Series[str]", form: Callable[[str], str | None]) -> "Series[str]":
    return cells.map(lambda cell: cell if (new := form(cell)) is None else new, na_action="ignore")


def _numbers(cells: "Series[str]") -> "Series[float]":
    import pandas as pd

    # "inf" and "1e5" are numbers to pandas, and to nobody who fills in a follow-up
    return pd.to_numeric(cells.where(cells.str.fullmatch(r"-?\d+(?:\.\d+)?")), errors="coerce")


def _dates(cells: "Series[str]") -> "Series[Any]":
    import pandas as pd

    return pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")
