"""Figures that belong together: parts and their whole, answers and those who answered, amounts and their cap."""

from collections.abc import Iterator, Mapping

from workbench.indicators.consistency.compared import compared, unsaid
from workbench.indicators.consistency.rows import Relation
from workbench.indicators.consistency.sentences import printed, shown
from workbench.indicators.consistency.statements import Statement
from workbench.indicators.consistency.units import PERCENT, UNSAID
from workbench.indicators.consistency.verdicts import Outcome, Verdict, ceiling, judge, whole_of_shares
from workbench.indicators.consistency.wordings import wording
from workbench.indicators.consistency.working import Figures, parts_of, total
from workbench.messages import _

HUNDRED = "100 %"


def capped(statement: Statement, other: str, found: Figures) -> Outcome:
    figure = found[other]
    limit = ceiling(statement.claims[0]) if statement.claims else None
    if figure is None or limit is None:
        absent = other if figure is None else statement.row.id
        return Outcome(Verdict.CANNOT_TELL, figure, _("no figure is known for {ids}").format(ids=absent))
    read = figure.read_in(limit.unit)
    if read is None:
        units = f"{limit.unit.text or '-'}, {figure.unit.text or '-'}"
        return Outcome(Verdict.CANNOT_TELL, None, _("the units differ: {units}").format(units=units))
    verdict = judge(limit, read)
    why = {
        Verdict.CONTRADICTION: _("{id} is {figure}, above the cap of {cap}"),
        Verdict.AGREES: _("{id} is {figure}, within the cap of {cap}"),
        Verdict.CANNOT_TELL: _("{id} is {figure}; the cap of {cap} may be kept or not"),
    }[verdict]
    return Outcome(verdict, read, why.format(id=other, figure=shown(read), cap=printed(statement.claims[0])))


def answer_check(statement: Statement, whole: Statement, found: Figures) -> Outcome:
    """An answer among several is not more than the people who answered."""
    figure, size = found[statement.row.id], found[whole.row.id]
    if figure is None:
        return Outcome(Verdict.CANNOT_TELL, None, _("no figure is known for {ids}").format(ids=statement.row.id))
    share = figure.unit.family == "share"
    if share:
        hundred = wording(HUNDRED)
        size = hundred.figure if hundred else None
    read = None if size is None else size.read_in(figure.unit)
    if size is None or read is None:
        return Outcome(Verdict.CANNOT_TELL, None, _("no figure is known for {ids}").format(ids=whole.row.id))
    verdict = Verdict.CANNOT_TELL
    if figure.span.low > (100 if share and figure.unit.scale != 1 else read.span.high):
        verdict = Verdict.CONTRADICTION
    elif figure.mid is not None and read.mid is not None and figure.mid <= read.mid:
        verdict = Verdict.AGREES
    why = {
        Verdict.CONTRADICTION: _("{part} is more than the {whole} who answered"),
        Verdict.AGREES: _("{part} out of {whole}: one answer among several"),
        Verdict.CANNOT_TELL: _("{part} out of {whole}: it cannot be told"),
    }[verdict]
    return Outcome(verdict, read, why.format(part=shown(figure), whole=shown(read)))


def answered(members: list[str], found: Figures) -> Outcome:
    """Several answers of one person may add up to more than the people: that is no contradiction."""
    worked = total(members, UNSAID, found)
    why = _("{arithmetic}: several answers were possible, their sum may exceed the whole")
    return Outcome(Verdict.AGREES, None, why.format(arithmetic=worked.says))


def whole_check(
    whole: Statement, members: list[str], known: Mapping[str, Statement], found: Figures
) -> Iterator[Outcome]:
    """The parts against the whole; a part that was itself worked out from the whole proves nothing."""
    given = {id_: None if id_ in members and not known[id_].claims else found[id_] for id_ in found}
    worked = parts_of(whole, members, given)
    if worked.figure is not None and worked.figure.unit is PERCENT and whole.unit.family != "share":
        claim = wording(HUNDRED)
        claims = [claim] if claim else []
    else:
        claims = list(whole.claims)
    if not claims:
        yield unsaid(whole, worked)
    for claim in claims:
        yield compared(whole_of_shares(claim), worked, Relation.PART)


def part_check(part: Statement, whole: str, outcomes: list[Outcome], found: Figures) -> Outcome:
    """A part is told on its whole; one that is not printed is what the others leave."""
    figure = found[part.row.id]
    if not part.claims and figure is not None:
        why = _("{id} without its other parts leaves {figure}").format(id=whole, figure=shown(figure))
        return Outcome(Verdict.CANNOT_TELL, figure, why)
    verdict = max((o.verdict for o in outcomes), default=Verdict.CANNOT_TELL)
    if verdict is Verdict.AGREES:
        return Outcome(verdict, None, _("the parts of {id} make it").format(id=whole))
    return Outcome(Verdict.CANNOT_TELL, None, _("see {id}, told for all of its parts").format(id=whole))
