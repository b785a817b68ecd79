"""What to replace in a text before it enters a study: proposals for the evaluator, who decides on each."""

import re
from dataclasses import dataclass
from typing import Any

from workbench.intake.identifiers import ages, bare, codes, echoes, forms, names, propers
from workbench.intake.identifiers.forms import Span
from workbench.intake.identifiers.lexicons import lexicon
from workbench.intake.identifiers.words import Prepared
from workbench.language import entities

# An identifier is direct when it leads to one person by itself; a quasi-identifier does so with others.
DIRECT = frozenset(
    {
        "first_name",
        "name",
        "phone",
        "email",
        "address",
        "birth_date",
        "social_security",
        "housing_number",
        "file_number",
    }
)
KINDS = (
    "social_security",
    "housing_number",
    "phone",
    "email",
    "file_number",
    "birth_date",
    "address",
    "landlord",
    "school",
    "employer",
    "age",
    "date",
    "amount",
    "first_name",
    "name",
    "association",
    "organisation",
    "place",
    "event",
    "health",
    "origin",
)  # in the order in which they win where two overlap


@dataclass(frozen=True, slots=True)
class Proposal:
    """[start, end) in code points of the text given, its very words, and the kind of identifier they look like."""

    start: int
    end: int
    text: str
    kind: str

    @property
    def direct(self) -> bool:
        return self.kind in DIRECT

    @property
    def label(self) -> str:
        """The kind in French, as in the label that would replace it."""
        return str(lexicon("labels")["kinds"][self.kind])

    def as_json(self) -> dict[str, Any]:
        """The proposal as `workbench pseudonymise` prints it."""
        return {"start": self.start, "end": self.end, "text": self.text, "kind": self.kind, "direct": self.direct}


def propose(text: str) -> tuple[Proposal, ...]:
    """Every direct and quasi-identifier found in a text, in order, none overlapping another.

    Recall comes first: a wrong proposal costs a click, a missed name costs somebody's privacy. Nothing is certain, and
    nothing is replaced here. Labels already in square brackets are left alone. A title with an initial, a public
    body, a duration, a round sum and a month alone are no identifiers.
    """
    prepared = Prepared(text)
    by_form = forms.find(prepared) + codes.find(prepared) + bare.find(prepared)
    by_name = names.find(prepared, entities(prepared.text), _settled(by_form, prepared))
    people = by_name + [span for span in by_form if span.kind in ("first_name", "name")]
    spans = by_form + by_name + ages.find(prepared, people)
    spans += echoes.find(prepared, people)
    settled = _settled(spans, prepared)
    settled = _settled(settled + propers.find(prepared, settled), prepared)
    proposals = []
    for span in propers.joined(prepared, settled):
        start, end = prepared.back(span.start, span.end)
        proposals.append(Proposal(start, end, text[start:end], span.kind))
    return tuple(proposals)


def _settled(spans: list[Span], prepared: Prepared) -> list[Span]:
    """The spans without overlap: the kinds of greater weight first, then the longer; what is left of others is kept."""
    rank = {kind: n for n, kind in enumerate(KINDS)}
    owner = bytearray(len(prepared.text))
    for start, end in _labels(prepared.text):
        owner[start:end] = b"\1" * (end - start)
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (rank[s.kind], s.start - s.end, s.start)):
        for start, end in _free(owner, span.start, span.end):
            words = prepared.text[start:end]
            start += len(words) - len(words.lstrip(" \u00a0\u202f,;.–-\n"))
            end -= len(words) - len(words.rstrip(" \u00a0\u202f,;–-\n"))
            whole = (start, end) == (span.start, span.end)
            least = 1 if span.kind in DIRECT else 4
            if start < end and (whole or sum(c.isalnum() for c in prepared.text[start:end]) >= least):
                kept.append(Span(start, end, span.kind))
                owner[start:end] = b"\1" * (end - start)
    return sorted(kept, key=lambda s: s.start)


def _labels(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\[[^\[\]\n]*\]", text)]


def _free(owner: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of [start, end) that no stronger span holds."""
    found, at = [], start
    while at < end:
        while at < end and owner[at]:
            at += 1
        stop = at
        while stop < end and not owner[stop]:
            stop += 1
        if at < stop:
            found.append((at, stop))
        at = stop
    return found
