"""What the relations work out from the other figures: sums, quotients, changes, what is left over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from graphlib import TopologicalSorter
from math import inf

from workbench.indicators.consistency import units
from workbench.indicators.consistency.claims import Claim, Figure
from workbench.indicators.consistency.rows import Relation
from workbench.indicators.consistency.sentences import shown
from workbench.indicators.consistency.spans import Span, point
from workbench.indicators.consistency.statements import Statement, wholes
from workbench.indicators.consistency.units import PERCENT, RATIO, Unit
from workbench.messages import _

Figures = Mapping[str, Figure | None]
ONE = Figure(Fraction(1), point(Fraction(1)), RATIO)


@dataclass(frozen=True, slots=True)
class Working:
    """A figure worked out and its arithmetic in words; no figure when it cannot be, and then why."""

    figure: Figure | None
    says: str


def figures(known: Mapping[str, Statement]) -> dict[str, Figure | None]:
    """Every row's figure: the one stated, else the one worked out, else None; in each row's unit."""
    parts = wholes(known, Relation.PART)
    needs = {
        id_: (*s.row.of, *s.row.base) if s.row.relation not in {Relation.NONE, Relation.PART} else ()
        for id_, s in known.items()
    }
    found: dict[str, Figure | None] = {id_: stated(s) for id_, s in known.items()}
    for id_, members in parts.items():
        if found[id_] is not None:
            rest = [m for m in members if found[m] is None and not known[m].row.wording]
            if len(rest) == 1 and len(members) > 1:
                found[rest[0]] = _left(known[rest[0]].unit, id_, [m for m in members if m != rest[0]], found)
        needs[id_] = (*needs[id_], *members)
    for id_ in TopologicalSorter(needs).static_order():
        if found[id_] is None:
            worked = _worked(known[id_], parts.get(id_, []), found)
            found[id_] = worked.figure if worked else None
    return found


def stated(statement: Statement) -> Figure | None:
    """The figure that the row itself gives, as a number to compute with."""
    for claim in statement.claims:
        unit = statement.unit if statement.unit.family else claim.unit
        read = claim.read_in(unit)
        if read is not None:
            return _clamped(read, statement)
    return None


def related(statement: Statement, found: Figures) -> Working:
    """What the row's own sum, ratio or change comes to."""
    row = statement.row
    match row.relation:
        case Relation.SUM:
            return total(row.of, statement.unit, found)
        case Relation.RATIO:
            return ratio(row.of, row.base, found)
        case _:
            return change(row.of, row.base, statement.unit, found)


def total(ids: Sequence[str], unit: Unit, found: Figures) -> Working:
    """The sum, in this unit; a term that is not known makes it a lower bound, never a zero."""
    target = unit if unit.family else next((f.unit for i in ids if (f := found[i]) is not None), unit)
    terms = [found[i] for i in ids]
    read = [None if f is None else f.read_in(target, apart=True) for f in terms]
    if any(f is not None and r is None for f, r in zip(terms, read, strict=True)) or _several(ids, found):
        return Working(None, _("the units differ: {units}").format(units=_units(ids, found)))
    given = [f for f in read if f is not None]
    if not given:
        return Working(None, _("no figure is known for {ids}").format(ids=", ".join(ids)))
    span = given[0].span
    for other in given[1:]:
        span = span + other.span
    mids = [f.mid for f in given]
    mid: Fraction | None = sum((m for m in mids if m is not None), Fraction(0)) if None not in mids else None
    says = " + ".join(shown(f) for f in given)
    if len(given) < len(ids):
        absent = ", ".join(i for i in ids if found[i] is None)
        span, mid = replace(span, high=inf), None
        says += " + ? " + _("({ids} is not known)").format(ids=absent)
    figure = Figure(mid, span, target, any(f.loose for f in given))
    return Working(figure, says + _result(figure, len(ids)))


def _result(figure: Figure, terms: int) -> str:
    value = shown(figure)
    return "" if terms == 1 else f" {value}" if value[0] in "<>≤≥≈" else f" = {value}"


def ratio(of: Sequence[str], base: Sequence[str], found: Figures) -> Working:
    """One over the other, in the family's own scale; periods that differ are brought to one."""
    top, bottom, problem = _both(of, base, found)
    if top is None or bottom is None:
        return Working(None, problem)
    if bottom.span.high <= 0 or bottom.span.low < 0:
        return Working(None, _("the base is zero") if bottom.mid == 0 else _("the base is negative"))
    unit = units.quotient(top.unit, bottom.unit)
    by = Fraction(1)
    if top.unit.per and bottom.unit.per and top.unit.per[0] == bottom.unit.per[0]:
        by = bottom.unit.per[1] / top.unit.per[1]
    one_of_time = bottom.unit.family in {"months", "days", "hours"} and unit.per is not None
    # 225 000 € over 18 months are euros a month: the time is below the line, not in the number
    own = bottom if one_of_time else bottom.read_in(replace(bottom.unit, scale=Fraction(1)))
    over = top.read_in(replace(top.unit, scale=Fraction(1)))
    if own is None or over is None:
        return Working(None, problem)
    span = over.span.over(own.span).times(by)
    mid = over.mid / own.mid * by if over.mid is not None and own.mid else None
    return Working(Figure(mid, span, unit, top.loose or bottom.loose), f"{shown(top)} ÷ {shown(bottom)}")


def change(of: Sequence[str], base: Sequence[str], unit: Unit, found: Figures) -> Working:
    """From base to `of`: in shares of the base, or as a difference when the unit is points or the figures' own."""
    top, bottom, problem = _both(of, base, found)
    if top is None or bottom is None:
        return Working(None, problem)
    read = top.read_in(bottom.unit, apart=True)
    if read is None:
        return Working(None, _("the units differ: {units}").format(units=_units([*of, *base], found)))
    difference = Figure(
        None if read.mid is None or bottom.mid is None else read.mid - bottom.mid,
        read.span - bottom.span, bottom.unit, read.loose or bottom.loose,
    )  # fmt: skip
    minus = f"{shown(read)} − {shown(bottom)}"
    if unit.family == "points" and bottom.unit.family == "share":
        return Working(replace(difference, unit=Unit("points", bottom.unit.scale * 100)), minus)
    if unit.family not in {"share", "", "ratio", "points"} and bottom.unit.family in {unit.family, ""}:
        return Working(difference, minus)
    if bottom.span.high <= 0 or bottom.span.low < 0:
        return Working(None, _("the base is zero") if bottom.mid == 0 else _("the base is negative"))
    mid = read.mid / bottom.mid - 1 if read.mid is not None and bottom.mid else None
    span = read.span.over(bottom.span) - ONE.span
    return Working(Figure(mid, span, RATIO, difference.loose), f"({minus}) ÷ {shown(bottom)}")


def parts_of(whole: Statement, members: Sequence[str], found: Figures) -> Working:
    """What the parts come to, in the whole's unit; shares of a count are turned into counts of it."""
    shares = [i for i in members if (f := found[i]) is not None and f.unit.family == "share"]
    given = [i for i in members if found[i] is not None]
    count = whole.unit.family not in {"share", "ratio"} and bool(shares)
    target = PERCENT if count and len(shares) == len(given) else whole.unit
    counted = dict(found)
    size = found[whole.row.id] if count and target is not PERCENT else None
    if size is not None and size.mid is not None:
        for i in shares:
            counted[i] = _share_of(size, found[i])
    worked = total(members, target, counted)
    if worked.figure is not None and len(members) == 1:  # a single part says only that the whole is not less
        worked = replace(worked, figure=replace(worked.figure, mid=None, span=replace(worked.figure.span, high=inf)))
    return worked


def _share_of(size: Figure, part: Figure | None) -> Figure | None:
    if part is None or size.mid is None:
        return part
    by = part.unit.scale * size.mid
    return Figure(None if part.mid is None else part.mid * by, part.span.times(by), size.unit, part.loose)


def _worked(statement: Statement, members: list[str], found: Figures) -> Working | None:
    """The figure of a row that states none."""
    row = statement.row
    if members:
        worked = parts_of(statement, members, found)
    elif row.relation in {Relation.SUM, Relation.RATIO, Relation.CHANGE}:
        worked = related(statement, found)
    elif row.relation is Relation.SAME:
        worked = Working(found[row.of[0]], "")
    else:
        return None
    if worked.figure is None or not statement.unit.family:
        return worked
    return Working(worked.figure.read_in(statement.unit), worked.says)


def _left(unit: Unit, whole: str, others: list[str], found: Figures) -> Figure | None:
    """The whole without its other parts, when all but one are known."""
    size, known = found[whole], total(others, unit, found).figure
    if size is None or known is None or known.mid is None:
        return None
    read = size.read_in(known.unit, apart=True)
    if read is None or read.mid is None or read.mid < known.mid:
        return None
    return Figure(read.mid - known.mid, read.span - known.span, known.unit, read.loose or known.loose)


def _both(of: Sequence[str], base: Sequence[str], found: Figures) -> tuple[Figure | None, Figure | None, str]:
    absent = [i for i in (*of, *base) if found[i] is None]
    if absent:
        return None, None, _("no figure is known for {ids}").format(ids=", ".join(absent))
    top, bottom = (found[ids[0]] if len(ids) == 1 else total(ids, units.UNSAID, found).figure for ids in (of, base))
    return top, bottom, _("the units differ: {units}").format(units=_units([*of, *base], found))


def _several(ids: Sequence[str], found: Figures) -> bool:
    things = {f.unit.thing for i in ids if (f := found[i]) is not None and f.unit.thing}
    return len(things) > 1


def _units(ids: Sequence[str], found: Figures) -> str:
    named = dict.fromkeys(f.unit.text for i in ids if (f := found[i]) is not None and f.unit.text)
    return ", ".join(named) or "-"


def _clamped(claim: Claim, statement: Statement) -> Figure:
    """Counts and amounts are never below zero, so "at most 15 000" starts there; a change may be negative."""
    figure = claim.figure
    if figure.span.low == -inf and statement.row.relation is not Relation.CHANGE and not claim.signed:
        return replace(figure, span=Span(Fraction(0), figure.span.high, False, figure.span.high_open))
    return figure
