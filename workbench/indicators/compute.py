"""Every indicator on a study's tables. What cannot be computed says why and does not stop the others."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from workbench.errors import BadQuantity
from workbench.indicators.definitions import Indicator, Result, Tables
from workbench.indicators.intervals import METHODS
from workbench.indicators.quantities import Kind, Quantity, missing
from workbench.indicators.registry import REGISTRY
from workbench.indicators.shared import Shared
from workbench.messages import _

__all__ = ["AT", "Result", "as_dict", "as_json", "compute", "lacking", "quantities", "with_intervals"]
AT = "2015-11-01"  # the day of the picture in the demonstration study


def compute(tables: Tables, at: str = AT, registry: Iterable[Indicator] = REGISTRY) -> list[Result]:
    """The result of every indicator on `at` (ISO day), in the registry's order; the tables are left as they are.

    An indicator whose table or column is missing, or whose data make no sense, gives a missing quantity with the
    reason (table, row and column where there is one); the others are computed.
    """
    shared = Shared(tables)
    return [_one(indicator, shared, at) for indicator in registry]


def _one(indicator: Indicator, tables: Tables, at: str) -> Result:
    if why := lacking(indicator, tables):
        return Result(missing(indicator.unit, why, date=at), indicator=indicator.id)
    try:
        found = indicator.compute(tables, at)
    except BadQuantity as error:
        return Result(missing(indicator.unit, str(error.facts["why"]), date=at), indicator=indicator.id)
    return replace(_signed(found, indicator, at), indicator=indicator.id)


def lacking(indicator: Indicator, tables: Tables) -> str:
    """The tables and columns that the indicator needs and does not find, in words; empty when all are there."""
    gaps = []
    for table, columns in indicator.needs.items():
        if table not in tables:
            gaps.append(_("there is no table {table}").format(table=table))
        elif absent := [name for name in columns if name not in tables[table]]:
            gaps.append(_("the table {table} has no column {columns}").format(table=table, columns=", ".join(absent)))
        elif tables[table].empty:
            gaps.append(_("the table {table} has no row").format(table=table))
    return " ; ".join(gaps)


def _signed(result: Result, indicator: Indicator, at: str) -> Result:
    q = result.quantity
    signed = replace(q, date=q.date or at, period=q.period or indicator.period, source=q.source or indicator.source)
    return replace(result, quantity=signed, by={k: _signed(r, indicator, at) for k, r in result.by.items()})


def with_intervals(results: Iterable[Result], method: str) -> list[Result]:
    """The same results with the intervals of this method ("wilson", "clopper-pearson") where they have one.

    Raises BadQuantity for a method of another name.
    """
    if method not in METHODS:
        raise BadQuantity(why=_("there is no interval “{name}”; write one of {all}").format(
            name=method, all=", ".join(METHODS)))  # fmt: skip
    return [_with_interval(result, method) for result in results]


def _with_interval(result: Result, method: str) -> Result:
    q = result.quantity
    if q.interval and q.numerator is not None and q.denominator is not None:
        q = replace(q, interval=METHODS[method](int(q.numerator), int(q.denominator)))
    return replace(result, quantity=q, by={name: _with_interval(r, method) for name, r in result.by.items()})


def as_json(results: Iterable[Result]) -> list[dict[str, Any]]:
    """The results as plain JSON values: id, value, kind, unit, numerator, denominator, missing, period, interval, by…

    Below the first level the id is the path of the categories ("composition/isolé/94"). `value` of a range is the
    list of its two ends; `interval` is [low, high] in shares of the base (Wilson's unless another was asked for), or
    null. Words (base, period, reason, source) are in the user's language.
    """
    return [as_dict(r, r.indicator) for r in results]


def as_dict(result: Result, path: str) -> dict[str, Any]:
    """One result as plain JSON values, with everything below it under "by"."""
    q = result.quantity
    return {
        "id": path,
        "value": [q.low, q.high] if q.kind is Kind.RANGE else _short(q.value),
        "kind": str(q.kind),
        "unit": q.unit,
        "numerator": _short(q.numerator),
        "denominator": _short(q.denominator),
        "base": _(q.base) if q.base else "",
        "low": _short(q.low),
        "high": _short(q.high),
        "missing": q.missing,
        "reason": q.reason,
        "period": _(q.period) if q.period else "",
        "date": q.date,
        "source": _(q.source) if q.source else "",
        "interval": [round(end, 6) for end in q.interval] if q.interval else None,
        "by": {name: as_dict(r, f"{path}/{name}") for name, r in result.by.items()},
    }


def _short(value: float | None) -> float | int | None:
    if value is None or not float(value).is_integer():
        return value
    return int(value)


def quantities(results: Iterable[Result]) -> Mapping[str, Quantity]:
    """Every quantity by its path, first level and below: {"composition/isolé/94": …}."""
    found: dict[str, Quantity] = {}
    todo = [(r.indicator, r) for r in results]
    while todo:
        path, result = todo.pop(0)
        found[path] = result.quantity
        todo += [(f"{path}/{name}", r) for name, r in result.by.items()]
    return found
