"""Findings as a release carries them: statement, evidence for and against, voices, and every dissent."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.disclosure.sentences import unpublished_counts
from workbench.findings.findings import Evidence, Finding, Stance, State, wording_hash
from workbench.findings.reviews import Review, dissents, latest
from workbench.findings.voices import balance, check_claim
from workbench.indicators.display import display
from workbench.indicators.registry import BY_ID, label
from workbench.messages import _
from workbench.people import Audience, Voice
from workbench.publishing.material import Material

if TYPE_CHECKING:
    from workbench.disclosure.quotes import Quote

READY = {
    "workshop": {State.CHECKED, State.REVIEWED, State.REVISED, State.RETURNED, State.PUBLISHED}
}  # what a page may show
RETURNED = {State.RETURNED, State.PUBLISHED}
FEWEST = {Audience.T1: 5, Audience.T2: 5, Audience.T3: 11}  # people below whom no count is shown: a lone vote is one
# Where an indicator of households is one cell of a protected table, the release says what that cell says.
CELLS = {
    "support-ended": ("state", "accompagnement terminé"),
    "support-ongoing": ("state", "accompagnement en cours"),
    "debts": ("debts", "oui"),
    "no-rental-experience": ("rental", "non"),
    "emergency-shelter": ("shelter", "oui"),
}
KNOWN = {"rehoused", "target-reached"}  # announced by the experiment itself
# Tables whose rows are people: what is computed from one of them, a share or a delay too, tells of people.
OF_PEOPLE = {"households", "follow_up", "selection_94"}


def findings(material: Material, quotes: Mapping[str, "Quote"]) -> tuple[list[dict[str, Any]], list[str]]:
    """The findings that this audience may read, and one notice for each that it may not.

    `quotes` maps the id of an excerpt to the quote made of it; evidence without its quote is counted, not shown.
    Raises Withheld when a finding speaks for households without a household's words.
    """
    shown, notices = [], []
    known = material.counts | set(material.study.settings.get("public_counts", ()))
    for finding in concerned(material):
        said = " ".join((finding.statement, finding.plain, finding.recommendation, finding.limits))
        if unpublished_counts(said, known, topics=material.topics, people=material.people(finding.territory)):
            notices.append(
                _("A finding on {theme} is kept back: it gives a number that this page may not give.").format(
                    theme=material.codebook.label(finding.theme).casefold()
                )
            )
            continue
        shown.append(_as_dict(material, finding, quotes))
    return shown, notices


def cited(material: Material) -> list[str]:
    """The excerpts on which this audience's findings rest."""
    return [e.ref for finding in concerned(material) for e in finding.evidence if e.kind == "excerpt"]


def concerned(material: Material) -> list[Finding]:
    """The findings ready for this audience, without the evidence of people who have withdrawn."""
    ready = READY.get(material.page, RETURNED)
    standing = {key for key, (person, _voice) in material.speakers.items() if person not in material.withdrawn}
    return [
        replace(finding, evidence=tuple(e for e in finding.evidence if e.kind != "excerpt" or e.ref in standing))
        for finding in material.study.findings()
        if finding.state in ready and (material.territory is None or finding.territory in (None, material.territory))
    ]


def _as_dict(material: Material, finding: Finding, quotes: Mapping[str, "Quote"]) -> dict[str, Any]:
    heard = balance(finding.evidence, material.speakers)
    check_claim(finding, heard)
    reviews = material.reviews(finding.id)
    return {
        "id": finding.id,
        "version": finding.version,
        "statement": finding.statement,
        "plain": finding.plain,
        "recommendation": finding.recommendation,
        "theme": material.codebook.label(finding.theme),
        "strength": finding.strength.value,
        "limits": " ".join(filter(None, (finding.limits, heard.warning))),
        "wording": wording_hash(finding),
        "evidence": {
            stance.value: _evidence(material, (e for e in finding.evidence if e.stance is stance), quotes)
            for stance in Stance
        },
        "voices": dict(sorted(heard.excerpts.items())),
        "reviews": _positions(reviews, FEWEST[material.tier]),
        "dissents": [_dissent(review) for review in dissents(reviews)],
    }


def _evidence(material: Material, evidence: Iterable[Evidence], quotes: Mapping[str, "Quote"]) -> list[Any]:
    shown: list[Any] = []
    kept_back = 0
    for one in evidence:
        if one.kind == "indicator":
            shown.append({"text": _figure(material, one.ref)})
        elif one.ref in quotes:
            shown.append(quotes[one.ref].id)
        else:
            kept_back += 1
    if kept_back:
        shown.append(
            {"text": _("Excerpts kept back (no agreement of the speaker, or recognisable): {n}").format(n=kept_back)}
        )
    return shown


def _figure(material: Material, indicator: str) -> str:
    """An indicator as this audience may read it: its quantity, its cell in a protected table, or its absence."""
    result = next((r for r in material.results if r.indicator == indicator), None)
    name = label(indicator)
    if result is None:
        return _("{figure}: not computed").format(figure=name)
    if indicator in KNOWN or not OF_PEOPLE & BY_ID[indicator].needs.keys():
        return f"{name} : {display(result.quantity)}"
    if indicator in CELLS:
        variable, category = CELLS[indicator]
        table = next(t for t in material.tables if t["id"] == variable)
        cell = next(c for c in table["cells"] if c["key"].get(variable) == category)
        low, high = cell["interval"]
        said = str(cell["count"]) if cell["count"] is not None else _("from {low} to {high}").format(low=low, high=high)
        return f"{name} : {said}"
    return _("{figure}: counted by the evaluators, not published at this size").format(figure=name)


def _positions(reviews: list[Review], fewest: int) -> dict[str, int | None]:
    counts = Counter(review.position.value for review in latest(reviews))
    return {position: n if n >= fewest else None for position, n in sorted(counts.items())}


def _dissent(review: Review) -> dict[str, str]:
    # the words agreed with the person for others to read; the page never tells which household speaks
    who = _("a household") if review.voice == Voice.HOUSEHOLD.value else _("a professional")
    if review.reviewer.startswith("groupe"):
        who = _("a group of households")
    return {"who": who, "position": review.position.value, "words": review.public_words or review.words}
