"""What is asked for: the plan of a set of tables, and the cells that it names.

A cell is a count of rows; its key gives the value of some columns and leaves the others summed. Equal keys are the
same quantity wherever they stand, which is what links tables to each other and to earlier releases.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import pandas as pd

from workbench.errors import BadPlan
from workbench.messages import _

Value = str | int | float | bool | None
Key = frozenset[tuple[str, Value]]  # the columns that a cell fixes, and to what
LIMIT = 200_000  # cells of one table; beyond that nobody reads it


@dataclass(frozen=True, slots=True)
class Table:
    """One table asked for: its columns in order, and whether its sums are shown too."""

    id: str
    by: tuple[str, ...]
    margins: bool

    def shapes(self) -> Iterator[tuple[str, ...]]:
        """The sets of columns that its cells fix, the finest first."""
        for size in range(len(self.by), -1 if self.margins else len(self.by) - 1, -1):
            yield from combinations(self.by, size)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to publish, under which rules, to readers who know what."""

    tables: tuple[Table, ...]
    threshold: int
    width: int
    known: tuple[tuple[str, ...], ...]  # the margins that everybody knows
    sensitive: frozenset[str]
    insiders: tuple[tuple[str, Value], ...]  # column and value of the rows that a partner knows; None: of each value
    previous: tuple[Mapping[str, Any], ...]  # earlier outputs, as they were printed


def plan_from(spec: Mapping[str, Any]) -> Plan:
    """The plan that a mapping describes; raises BadPlan with the first thing that is wrong."""
    threshold, width = spec.get("threshold", 5), spec.get("width", 3)
    for name, number in (("threshold", threshold), ("width", width)):
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise BadPlan(why=_("{name} must be a whole number of at least 1").format(name=name))
    tables = tuple(_table(i, row) for i, row in enumerate(_list(spec, "tables")))
    if not tables:
        raise BadPlan(why=_("it asks for no table"))
    if len({t.id for t in tables}) < len(tables):
        raise BadPlan(why=_("two tables have the same id"))
    known = tuple(tuple(str(c) for c in margin) for margin in _list(spec, "known"))
    sensitive = frozenset(str(c) for c in _list(spec, "sensitive"))
    insiders = tuple(pair for entry in _list(spec, "insiders") for pair in _insiders(entry))
    return Plan(tables, threshold, width, known, sensitive, insiders, tuple(_list(spec, "previous")))


def _list(spec: Mapping[str, Any], name: str) -> list[Any]:
    value = spec.get(name) or []
    if not isinstance(value, list):
        raise BadPlan(why=_("{name} must be a list").format(name=name))
    return value


def _insiders(entry: Any) -> list[tuple[str, Value]]:
    if isinstance(entry, Mapping):
        return [(str(column), plain(value)) for column, value in entry.items()]
    return [(str(entry), None)]


def _table(number: int, row: Any) -> Table:
    by = row.get("by") if isinstance(row, Mapping) else None
    if not isinstance(by, list) or len(set(by)) < len(by):
        raise BadPlan(why=_("table {n} needs “by”, a list of different columns").format(n=number + 1))
    return Table(str(row.get("id", number + 1)), tuple(str(c) for c in by), bool(row.get("margins", False)))


def plain(value: Any) -> Value:
    """A cell's value as JSON holds it; every kind of missing value is None, which is a category of its own."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if hasattr(value, "item"):
        return plain(value.item())
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def keyed(columns: Iterable[str], values: Iterable[Value]) -> Key:
    """The key that gives each of these columns its value."""
    return frozenset(zip(columns, values, strict=True))


def columns_of(key: Key) -> frozenset[str]:
    """The columns over which a key is said."""
    return frozenset(column for column, _value in key)


@dataclass(frozen=True)
class Facts:
    """What the rows say, as counts only: how often each combination of values occurs, and each column's values."""

    combinations: pd.DataFrame  # the columns of the plan, and `n`
    values: dict[str, tuple[Value, ...]]

    def counts_seen(self, columns: tuple[str, ...]) -> dict[tuple[Value, ...], int]:
        """The count of each combination of these columns' values that occurs."""
        found: dict[tuple[Value, ...], int] = {}
        for *values, n in self.combinations[[*columns, "n"]].itertuples(index=False, name=None):
            found[tuple(values)] = found.get(tuple(values), 0) + n
        return found

    def parts_by(self, column: str, value: Value) -> list["Facts"]:
        """The same facts of the rows that bear a value of a column, or each value (None); a blank is nobody's."""
        chosen = [v for v in self.values[column] if v is not None] if value is None else [value]
        return [Facts(self.combinations[self.combinations[column] == v], self.values) for v in chosen]

    def counts(self, columns: tuple[str, ...]) -> dict[Key, int]:
        """The count of every key over these columns, zeros included; raises BadPlan for more than LIMIT keys."""
        if not columns:
            return {frozenset(): int(self.combinations["n"].sum())}
        size = 1
        for column in columns:
            size *= len(self.values[column])
        if size > LIMIT:
            raise BadPlan(why=_("a table by {columns} would have {n} cells").format(columns=", ".join(columns), n=size))
        seen = self.counts_seen(columns)
        return {keyed(columns, v): seen.get(v, 0) for v in product(*(self.values[c] for c in columns))}


def facts_from(data: pd.DataFrame, plan: Plan, more: frozenset[str] = frozenset()) -> Facts:
    """The counts of the plan's columns and `more`; raises BadPlan when the data lack one of them."""
    named = {c for t in plan.tables for c in t.by} | {c for margin in plan.known for c in margin}
    wanted = sorted(named | {column for column, _value in plan.insiders} | more)
    if missing := [c for c in wanted if c not in data.columns]:
        raise BadPlan(why=_("the data have no column {columns}").format(columns=", ".join(missing)))
    if data.empty:
        raise BadPlan(why=_("the data have no row"))
    if not wanted:
        return Facts(pd.DataFrame({"n": [len(data)]}), {})
    grouped = data.groupby(wanted, dropna=False, observed=True, sort=False).size()
    rows = [[*map(plain, key if isinstance(key, tuple) else (key,)), int(n)] for key, n in grouped.items()]
    frame = pd.DataFrame(rows, columns=[*wanted, "n"], dtype=object)
    values = {c: tuple(sorted(set(frame[c]), key=lambda v: (v is None, str(type(v)), v))) for c in wanted}
    return Facts(frame, values)
