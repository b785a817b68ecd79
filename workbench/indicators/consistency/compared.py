"""One claim beside one figure worked out: the outcome and its sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from workbench.indicators.consistency.claims import Claim, Figure
from workbench.indicators.consistency.rows import Relation
from workbench.indicators.consistency.sentences import between, printed, shown
from workbench.indicators.consistency.statements import Statement
from workbench.indicators.consistency.units import PERCENT
from workbench.indicators.consistency.verdicts import Outcome, Verdict, in_percent, judge, mirrored, rounded
from workbench.indicators.consistency.wordings import negative
from workbench.indicators.consistency.working import Figures, Working
from workbench.messages import _


def each(statement: Statement, worked: Working) -> Iterator[Outcome]:
    """Every claim of the row against one figure worked out."""
    if not statement.claims:
        yield unsaid(statement, worked)
    for claim in statement.claims:
        yield compared(claim, worked, statement.row.relation)


def unsaid(statement: Statement, worked: Working) -> Outcome:
    if worked.figure is None:
        return Outcome(Verdict.CANNOT_TELL, None, worked.says)
    figure = worked.figure.read_in(statement.unit) or worked.figure
    why = _("{arithmetic}; nothing is printed to compare it with").format(arithmetic=_equation(worked.says, figure))
    return Outcome(Verdict.CANNOT_TELL, figure, why)


def compared(claim: Claim, worked: Working, relation: Relation) -> Outcome:
    """One claim against one figure worked out."""
    if worked.figure is None:
        return Outcome(Verdict.CANNOT_TELL, None, worked.says)
    claim = in_percent(claim, worked.figure)
    read, figure = _in_one_unit(claim, worked.figure, relation)
    if read is None or figure is None:
        why = _("the units differ: {units}").format(units=f"{claim.unit.text or '-'}, {worked.figure.unit.text or '-'}")
        return Outcome(Verdict.CANNOT_TELL, None, why)
    if relation is Relation.SAME and _a_fall(read, figure):
        read = negative(read)
    read = rounded(read, figure, relation)
    verdict = judge(read, figure)
    turned = relation is Relation.CHANGE and verdict is Verdict.CONTRADICTION and not claim.signed
    if turned and judge(mirrored(read), figure) is Verdict.AGREES:
        why = _("{arithmetic}; {printed} is printed without a direction")
        arithmetic = _equation(worked.says, figure)
        return Outcome(Verdict.CANNOT_TELL, figure, why.format(arithmetic=arithmetic, printed=printed(claim)))
    return Outcome(verdict, figure, _sentence(verdict, _equation(worked.says, figure), read, figure))


def _a_fall(claim: Claim, figure: Figure) -> bool:
    """Whether words tell of a fall ("une baisse de 300 €") of which the other figure prints the size."""
    size = figure.mid is not None and figure.mid > 0
    return size and claim.signed and any(c.isalpha() for c in claim.text) and (claim.value or 0) < 0


def _in_one_unit(claim: Claim, figure: Figure, relation: Relation) -> tuple[Claim | None, Figure | None]:
    if not claim.growth:
        return claim, figure.read_in(claim.unit)
    # "doubled" beside a quotient is 2, beside a change +100 %
    unit = figure.unit if figure.unit.family == "share" else PERCENT
    if relation is Relation.RATIO:
        return replace(claim, growth=False), figure.read_in(claim.unit)
    if figure.unit.family not in {"ratio", "share", ""}:
        return None, None
    return claim.read_in(unit), figure.read_in(unit)


def same_check(statement: Statement, other: str, known: Mapping[str, Statement], found: Figures) -> Iterator[Outcome]:
    """Two figures of one thing: rounding is allowed on either side."""
    figure = found[other]
    if figure is None:
        yield Outcome(Verdict.CANNOT_TELL, None, _("no figure is known for {ids}").format(ids=other))
        return
    worked = Working(figure, _("{id} is {figure}").format(id=other, figure=shown(figure)))
    if not statement.claims:
        yield Outcome(Verdict.CANNOT_TELL, figure, worked.says)
    for claim in statement.claims:
        outcome = compared(claim, worked, Relation.SAME)
        back = [
            compared(theirs, Working(mine, ""), Relation.SAME).verdict
            for theirs in known[other].claims
            if outcome.figure is not None and (mine := _as_figure(claim, theirs)) is not None
        ]
        if Verdict.AGREES in back and outcome.verdict is not Verdict.AGREES:
            why = _("{arithmetic}: {printed} is the same once rounded")
            why = why.format(arithmetic=worked.says, printed=printed(claim))
            outcome = Outcome(Verdict.AGREES, outcome.figure, why)
        yield outcome


def _as_figure(claim: Claim, other: Claim) -> Figure | None:
    read = claim.read_in(other.unit if not other.growth else PERCENT)
    return None if read is None else read.figure


def twin(statement: Statement, known: Mapping[str, Statement]) -> str | None:
    """Another row that prints the very same ratio or change as a figure, when the terms are not known."""
    row = statement.row
    if row.relation not in {Relation.RATIO, Relation.CHANGE} or not statement.claims:
        return None
    for id_, other in known.items():
        alike = (other.row.relation, other.row.of, other.row.base) == (row.relation, row.of, row.base)
        if id_ != row.id and alike and other.row.value and (not row.value or other.row.line < row.line):
            return id_
    return None


def _equation(says: str, figure: Figure) -> str:
    value = shown(figure)
    if not says or says.endswith(value):
        return says
    return f"{says} {value}" if value[0] in "<>≤≥≈" else f"{says} = {value}"


def _sentence(verdict: Verdict, arithmetic: str, claim: Claim, figure: Figure) -> str:
    said = printed(claim)
    worded = claim.loose or claim.bound
    fits = between(claim.possible if verdict is Verdict.CONTRADICTION else claim.agrees, claim.unit)
    if verdict is Verdict.CONTRADICTION:
        form = _("{arithmetic}, which {printed} cannot say ({range})") if worded else _("{arithmetic}, not {printed}")
    elif verdict is Verdict.CANNOT_TELL:
        form = _("{arithmetic}; {printed} ({range}) is neither confirmed nor contradicted")
        if claim.agrees.low == claim.agrees.high:
            form = _("{arithmetic}; {printed} is neither confirmed nor contradicted")
    elif worded:
        form = _("{arithmetic}, which {printed} says ({range})")
    elif figure.mid is not None and claim.value is not None and figure.mid == claim.value:
        form = _("{arithmetic}, as printed")
    else:
        form = _("{arithmetic}, that is {printed} once rounded")
    return form.format(arithmetic=arithmetic, printed=said, range=fits)
