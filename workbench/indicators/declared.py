"""Indicators that a study declares in its study.toml ([[indicator]]), over its register of figures and its tables.

id, label, family     as in the registry; numerator, denominator, caveat: in words
formula               figure (of), share (of, base), per (of, base), ratio (of, base, unit, assume), sum (of: ids),
                      count (table, where, among, filled: a column that must not be blank), total (table, value, where)
by                    ids shown below the figure, or the column by whose values a table is counted
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.indicators import quantities, register
from workbench.indicators.counting import part
from workbench.indicators.definitions import Family, Indicator, Result, Tables
from workbench.indicators.quantities import Kind, Quantity
from workbench.messages import _
from workbench.people import Audience

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Spec = Mapping[str, Any]


def declared(settings: Mapping[str, Any]) -> tuple[Indicator, ...]:
    """The indicators that a study's settings declare, in their order; raises BadQuantity for an unknown formula."""
    return tuple(_indicator(spec) for spec in settings.get("indicator", ()))


def _indicator(spec: Spec) -> Indicator:
    formula = FORMULAS.get(str(spec.get("formula")))
    if formula is None:
        raise BadQuantity(why=_("the indicator {id} has no known formula; write one of {all}").format(
            id=spec.get("id"), all=", ".join(FORMULAS)))  # fmt: skip
    if "table" in spec:
        where = {
            *spec.get("where", {}),
            *spec.get("among", {}),
            *(spec[k] for k in ("by", "value", "filled") if k in spec),
        }
        needs = {str(spec["table"]): tuple(sorted(where))}
    else:
        needs = {register.TABLE: register.COLUMNS}
    return Indicator(
        str(spec["id"]), str(spec["label"]), Family(spec.get("family", "process")), str(spec.get("numerator", "")),
        str(spec.get("denominator", "")), str(spec.get("unit", "")), str(spec.get("period", "")),
        str(spec.get("source", "")), needs, partial(formula, spec), audience=Audience.T3,
        caveat=" ".join(str(spec[k]) for k in ("assume", "caveat") if k in spec),
    )  # fmt: skip


def _figure(spec: Spec, tables: Tables, at: str) -> Result:
    known = register.register(tables)
    return Result(_of(known, spec["of"]), _listed(spec, tables, known))


def _share(spec: Spec, tables: Tables, at: str) -> Result:
    known = register.register(tables)
    base = _of(known, spec["base"])
    names = register.labels(tables)
    by = {names[id_]: Result(quantities.share(_of(known, id_), base)) for id_ in spec.get("by", ())}
    return Result(quantities.share(_of(known, spec["of"]), base), by)


def _per(spec: Spec, tables: Tables, at: str) -> Result:
    known = register.register(tables)
    return Result(quantities.per(_of(known, spec["of"]), _of(known, spec["base"])), _listed(spec, tables, known))


def _ratio(spec: Spec, tables: Tables, at: str) -> Result:
    """A quotient of unlike things: allowed only with the assumption that makes it mean something, in words."""
    if not spec.get("assume") or not spec.get("unit"):
        raise BadQuantity(why=_("dividing unlike units needs an assumption in words and the unit of the quotient"))
    known = register.register(tables)
    top, bottom = _of(known, spec["of"]), _of(known, spec["base"])
    for q in (top, bottom):
        if q.kind is Kind.MISSING:
            raise BadQuantity(why=_("a figure is missing ({reason})").format(reason=q.reason))
        if q.value is None or q.kind in quantities.BOUNDS:
            raise BadQuantity(why=_("a bound is not an exact figure"))
    if not bottom.value:
        raise BadQuantity(why=_("the base is zero"))
    kinds = {top.kind, bottom.kind}
    kind = next((k for k in (Kind.PLANNED, Kind.TARGET, Kind.ABOUT) if k in kinds), Kind.EXACT)
    source = " ; ".join(dict.fromkeys((top.source, bottom.source)))
    return Result(
        Quantity((top.value or 0) / bottom.value, str(spec["unit"]), kind, numerator=top.value,
                 denominator=bottom.value, base=str(spec.get("denominator", "")), period=top.period, source=source),
        _listed(spec, tables, known),
    )  # fmt: skip


def _sum(spec: Spec, tables: Tables, at: str) -> Result:
    known = register.register(tables)
    parts = [_of(known, id_) for id_ in spec["of"]]
    names = register.labels(tables)
    by = {names[id_]: Result(q) for id_, q in zip(spec["of"], parts, strict=True)}
    return Result(reduce(quantities.added, parts), by)


def _count(spec: Spec, tables: Tables, at: str) -> Result:
    """Rows of a table that are as `where` says, among those that are as `among` says; below, by a column's values."""
    rows = _matching(tables[spec["table"]], spec.get("among", {}))
    met = _matching(rows, spec.get("where", {}))
    if "filled" in spec:
        met = met[met[spec["filled"]].notna()]
    unit, noun = str(spec["unit"]), str(spec.get("denominator", ""))
    by = {}
    if "by" in spec:
        groups: Series[str] = rows[str(spec["by"])].astype(str)
        for name in dict.fromkeys(groups):
            inside = groups == name
            # without a condition each group is a part of all rows; with one, its own rows are the base
            base = int(inside.sum()) if {"where", "filled"} & spec.keys() else len(rows)
            by[str(name)] = Result(part(int(inside[met.index].sum()), base, unit, noun, sampled=False))
    return Result(part(len(met), len(rows), unit, noun, sampled=False), by)


def _total(spec: Spec, tables: Tables, at: str) -> Result:
    """The sum of a column of numbers in one unit; a blank makes it a lower bound, for a blank is not zero."""
    import pandas as pd

    rows = _matching(tables[spec["table"]], spec.get("where", {}))
    if "unit" in rows and rows["unit"].nunique() > 1:
        raise BadQuantity(why=_("the rows are in several units: {units}").format(
            units=", ".join(sorted(rows["unit"].dropna().unique()))))  # fmt: skip
    values = pd.to_numeric(rows[str(spec["value"])], errors="coerce")
    by = {}
    if "by" in spec:
        by = {
            str(name): Result(_added_up(spec, cells))
            for name, cells in values.groupby(rows[str(spec["by"])], sort=False)
        }
    return Result(_added_up(spec, values), by)


def _added_up(spec: Spec, values: "Series[float]") -> Quantity:
    lost = int(values.isna().sum())
    unit = str(spec["unit"])
    if lost == len(values):
        return quantities.missing(unit, _("not printed"), lost)
    kind = Kind.AT_LEAST if lost else Kind.EXACT
    return Quantity(float(values.sum()), unit, kind, missing=lost, reason=_("not printed") if lost else "")


def _matching(frame: "DataFrame", where: Mapping[str, str | Sequence[str]]) -> "DataFrame":
    kept = frame
    for column, wanted in where.items():
        values = [wanted] if isinstance(wanted, str) else list(wanted)
        kept = kept[kept[column].astype(str).isin(values)]
    return kept


def _listed(spec: Spec, tables: Tables, known: Mapping[str, Quantity]) -> dict[str, Result]:
    names = register.labels(tables)
    return {names[id_]: Result(_of(known, id_)) for id_ in spec.get("by", ())}


def _of(known: Mapping[str, Quantity], id_: str) -> Quantity:
    if id_ not in known:
        raise BadQuantity(why=_("there is no figure called “{id}”").format(id=id_))
    return known[id_]


FORMULAS: Mapping[str, Callable[[Spec, Tables, str], Result]] = {
    "figure": _figure, "share": _share, "per": _per, "ratio": _ratio, "sum": _sum, "count": _count, "total": _total,
}  # fmt: skip
