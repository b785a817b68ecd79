"""The way of a finding from draft to publication: which step follows which, and what each one asks for.

The table is closed: a step that it does not name is refused. A condition answers with what is missing, in words that
follow a colon, or with nothing; it looks at facts that the study gathered and never changes them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from workbench.errors import NotReady
from workbench.findings.findings import Finding, State, wording_hash
from workbench.findings.reviews import Position, Review, dissents
from workbench.findings.voices import Balance, speaks_for_households
from workbench.findings.words import state as state_name
from workbench.messages import _, ngettext
from workbench.people import Voice


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a finding when a step is asked for.

    `told` names what the texts give away (counts, names, dates). `checked_by` are those who looked for disclosure in
    this very version, `replied` the answers that were replied to, `returned_to` the sessions in which this version was
    brought back, `declined` the reason a group gave for not wanting that.
    """

    finding: Finding
    reviews: tuple[Review, ...] = ()
    heard: Balance | None = None
    told: tuple[str, ...] = ()
    checked_by: frozenset[str] = frozenset()
    replied: frozenset[str] = frozenset()
    returned_to: tuple[str, ...] = ()
    declined: str = ""


def remarks(reviews: tuple[Review, ...]) -> list[Review]:
    """The answers to which something is owed: every dissent that stands, and whatever else somebody put into words."""
    standing = {review.answer_id for review in dissents(list(reviews))}
    return [
        review
        for review in reviews
        if review.answer_id in standing or (review.words.strip() and review.position is not Position.NO_ANSWER)
    ]


def _checked(facts: Facts) -> str:
    finding = facts.finding
    if not finding.plain.strip():
        return _("it has no plain wording")
    if not finding.evidence:
        return _("it rests on no evidence")
    said_for = speaks_for_households(finding)
    if said_for and facts.heard is not None and not facts.heard.excerpts.get(Voice.HOUSEHOLD.value):
        return _("it speaks for households without a household’s words behind it")
    if facts.told:
        return _("its texts give away {what}").format(what=", ".join(facts.told))
    if not facts.checked_by - {finding.author}:
        return _("nobody but its author has checked what this wording gives away")
    return ""


def _reviewed(facts: Facts) -> str:
    wording = wording_hash(facts.finding)
    if not any(review.wording == wording for review in facts.reviews):
        return _("nobody has answered on this wording yet")
    return ""


def _revised(facts: Facts) -> str:
    if missing := _checked(facts):
        return missing
    owed = [review for review in remarks(facts.reviews) if review.answer_id not in facts.replied]
    if owed:
        return ngettext(
            "{n} remark still waits for an answer", "{n} remarks still wait for an answer", len(owed)
        ).format(n=len(owed))
    return ""


def _returned(facts: Facts) -> str:
    if not facts.returned_to and not facts.declined:
        return _("this wording was not brought back to the group, and no group has declined it")
    return ""


def _published(facts: Facts) -> str:
    silent = [
        review for review in dissents(list(facts.reviews)) if not (review.public_words.strip() or review.words.strip())
    ]
    if silent:
        return _("a disagreement has no words that may travel with it")
    return _checked(facts)


NEXT: Mapping[State, tuple[State, Callable[[Facts], str]]] = {
    State.DRAFT: (State.CHECKED, _checked),
    State.CHECKED: (State.REVIEWED, _reviewed),
    State.REVIEWED: (State.REVISED, _revised),
    State.REVISED: (State.RETURNED, _returned),
    State.RETURNED: (State.PUBLISHED, _published),
}


def missing(facts: Facts) -> tuple[State | None, str]:
    """The state that comes next, and what is missing for it; no state after the last."""
    if facts.finding.state not in NEXT:
        return None, ""
    following, condition = NEXT[facts.finding.state]
    return following, condition(facts)


def require(facts: Facts, wanted: State) -> None:
    """Raises NotReady, which says in one sentence what is missing, unless the finding may enter this state now."""
    following, lacking = missing(facts)
    if following is not wanted:
        why = (
            _("it is published, and its way ends there")
            if following is None
            else _("from “{here}” the next step is “{next}”").format(
                here=state_name(facts.finding.state.value), next=state_name(following.value)
            )
        )
        raise NotReady(finding=facts.finding.id, state=state_name(wanted.value), why=why)
    if lacking:
        raise NotReady(finding=facts.finding.id, state=state_name(wanted.value), why=lacking)


def after_rewording(state: State) -> State:
    """Where a finding stands once its words have changed: what was reviewed must be revised, the rest begins again."""
    return State.DRAFT if state in {State.DRAFT, State.CHECKED} else State.REVIEWED


def reworded(finding: Finding, **words: str) -> Finding:
    """The next version with these words; raises NotReady when nothing changes."""
    changed = replace(finding, **words)  # type: ignore[arg-type] # the caller names texts alone
    if changed == finding:
        raise NotReady(
            finding=finding.id, state=state_name(State.REVISED.value), why=_("the words are those that it has")
        )
    return replace(changed, version=finding.version + 1, state=after_rewording(finding.state))
