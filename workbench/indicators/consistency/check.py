"""The checker: every figure of a file, what the others make of it, and whether the two agree."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from workbench.indicators.consistency.claims import Figure
from workbench.indicators.consistency.compared import compared, each, same_check, twin
from workbench.indicators.consistency.groups import answer_check, answered, capped, part_check, whole_check
from workbench.indicators.consistency.rows import Relation, rows
from workbench.indicators.consistency.sentences import shown
from workbench.indicators.consistency.statements import Statement, statements, wholes
from workbench.indicators.consistency.units import Unit
from workbench.indicators.consistency.verdicts import Outcome, Verdict
from workbench.indicators.consistency.working import Figures, Working, figures, related
from workbench.messages import _


def check(text: str, file: str = "") -> list[dict[str, Any]]:
    """What a CSV text of printed figures says, one entry a row and in its order.

    Each entry has `id`, `verdict` (contradiction, agrees, cannot_tell), `computed` (a number in the row's unit, or
    None) and `why`, the arithmetic in words. A whole whose parts do not add up is told on the whole; every other
    contradiction on the row that bears the relation. Raises EmptyFile or BadFigures, naming file and line.
    """
    known = statements(rows(text, file), file)
    found = figures(known)
    parts, answers = wholes(known, Relation.PART), wholes(known, Relation.ANSWER)
    summed = {id_: list(whole_check(known[id_], members, known, found)) for id_, members in parts.items()}
    told = []
    for id_, statement in known.items():
        outcomes = [*_own(statement, known, found), *summed.get(id_, [])]
        if statement.row.relation is Relation.PART:
            outcomes += [part_check(statement, whole, summed[whole], found) for whole in statement.row.of]
        if id_ in answers:
            outcomes.append(answered(answers[id_], found))
        told.append(_entry(id_, statement, outcomes, found))
    return told


def _entry(id_: str, statement: Statement, outcomes: list[Outcome], found: Figures) -> dict[str, Any]:
    verdict = max((o.verdict for o in outcomes), default=Verdict.CANNOT_TELL)
    ordered = sorted(outcomes, key=lambda o: -o.verdict)
    figure = next((o.figure for o in ordered if o.figure is not None), None)
    if figure is None and not statement.claims:
        figure = found[id_]
    reasons = dict.fromkeys(o.why for o in ordered if o.verdict is verdict or o.verdict is Verdict.CONTRADICTION)
    why = " ; ".join(reasons) or _("nothing in the file bears on this figure")
    return {"id": id_, "verdict": verdict.word, "computed": _number(figure), "why": why}


def _number(figure: Figure | None) -> float | int | None:
    """The figure as JSON has it: its middle, the bound of an "at least", nothing for a range."""
    if figure is None:
        return None
    value = figure.mid
    if value is None:
        if figure.span.high < inf or figure.span.low == -inf:
            return None
        plain = round(float(figure.span.low), 4)
    else:
        plain = round(float(value), 4)
    return int(plain) if plain == int(plain) else plain


def _own(statement: Statement, known: Mapping[str, Statement], found: Figures) -> Iterator[Outcome]:
    """The checks that the row itself asks for."""
    row, claims = statement.row, statement.claims
    if row.wording and not claims:
        yield Outcome(Verdict.CANNOT_TELL, None, _("the words “{text}” say no figure").format(text=row.wording))
    if len(claims) > 1:  # a value and words that speak of another figure
        given = claims[0].figure
        yield compared(claims[1], Working(given, shown(given)), Relation.SAME)
    match row.relation:
        case Relation.CHANGE if len({claim.unit.family for claim in claims}) > 1:
            for claim in claims:  # 70 %, "près de 800 dossiers de plus": each in its own unit
                alone = replace(statement, unit=claim.unit, claims=(claim,))
                yield from each(alone, related(alone, found))
        case Relation.SUM | Relation.RATIO | Relation.CHANGE:
            worked = related(statement, found)
            like = twin(statement, known) if worked.figure is None else None
            told = list(same_check(statement, like, known, found) if like else each(statement, worked))
            yield from (_as_difference(statement, known, found) or told) if _refused(told) else told
        case Relation.SAME | Relation.CAP | Relation.ANSWER:
            for other in row.of:
                yield from _beside(statement, known[other], known, found)


def _refused(told: list[Outcome]) -> bool:
    return any(outcome.verdict is Verdict.CONTRADICTION for outcome in told)


def _as_difference(statement: Statement, known: Mapping[str, Statement], found: Figures) -> list[Outcome]:
    """A change printed without a unit, as the difference that it exactly is; nothing when it is none."""
    row = statement.row
    if row.relation is not Relation.CHANGE or row.unit or len(statement.claims) != 1 or "%" in row.value + row.wording:
        return []
    unit = known[row.base[0]].unit
    if unit.family in {"", "share", "ratio"}:
        unit = Unit("points") if unit.family == "share" else Unit("count")
    alone = replace(statement, unit=unit, claims=(replace(statement.claims[0], unit=unit),))
    told = list(each(alone, related(alone, found)))
    return told if all(outcome.verdict is Verdict.AGREES for outcome in told) else []


def _beside(
    statement: Statement, other: Statement, known: Mapping[str, Statement], found: Figures
) -> Iterator[Outcome]:
    match statement.row.relation:
        case Relation.SAME:
            yield from same_check(statement, other.row.id, known, found)
        case Relation.CAP:
            yield capped(statement, other.row.id, found)
        case _:
            yield answer_check(statement, other, found)
