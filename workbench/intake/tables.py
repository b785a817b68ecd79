"""Follow-up tables against their data dictionary: every fault at once, with its row and what was expected."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import BadTable
from workbench.intake.plain import decode
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame, Series
    from pandera.pandas import Column, DataFrameSchema

Dictionary = Mapping[str, Any]  # one table of study.toml: {"columns": {name: {"type", "required", ...}}}
SHOWN = 8  # faults listed in one message; the count is always given


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
    """The cells of a comma-separated file as text, empty ones as NA; raises BadTable when it is no table."""
    import pandas as pd

    try:
        frame = pd.read_csv(io.StringIO(decode(content)), dtype=str, keep_default_na=False, na_values=[""])
    except (ValueError, pd.errors.ParserError, pd.errors.EmptyDataError) as why:
        raise BadTable(file=name, why=str(why).splitlines()[0]) from why
    if frame.empty:
        raise BadTable(file=name, why=_("it has no row"))
    return frame


def faults(frame: "DataFrame", dictionary: Dictionary) -> list[Fault]:
    """Everything in a table of texts that contradicts its dictionary, in the order of the sheet."""
    from pandera.errors import SchemaErrors

    columns = dictionary["columns"]
    found = [Fault(None, name, "", _("a column of that name")) for name in columns if name not in frame]
    present = {name: rules for name, rules in columns.items() if name in frame}
    try:
        schema(present).validate(frame, lazy=True)
    except SchemaErrors as why:
        cases = why.failure_cases
        for case in cases.itertuples():
            row = None if case.index is None or case.index != case.index else int(case.index) + 2
            value = "" if case.failure_case is None or case.failure_case != case.failure_case else case.failure_case
            found.append(Fault(row, str(case.column), str(value), expectation(columns[case.column], str(case.check))))
    found += _unexplained(frame, present)
    return sorted(found, key=lambda f: (f.row or 0, f.column))


def check(name: str, frame: "DataFrame", dictionary: Dictionary) -> None:
    """Raises BadTable that counts the faults and names the first ones; silent when there are none."""
    if found := faults(frame, dictionary):
        listed = " ; ".join(str(fault) for fault in found[:SHOWN])
        raise BadTable(file=name, why=_("{n} faults: {listed}").format(n=len(found), listed=listed))


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


def _numbers(cells: "Series[str]") -> "Series[float]":
    import pandas as pd

    return pd.to_numeric(cells, errors="coerce")


def _dates(cells: "Series[str]") -> "Series[Any]":
    import pandas as pd

    return pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")
