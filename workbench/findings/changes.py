"""What changed thanks to a workshop: the words before and after, each remark with its answer, each dissent kept."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.findings.findings import Finding
from workbench.findings.reviews import Review, dissents
from workbench.findings.states import remarks

WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: "same", "gone" (only before) or "new" (only after)."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the evaluators owe to one answer: `changed` or kept, and why, in words for the person."""

    answer: str
    finding: str
    version: int
    changed: bool
    words: str
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class Change:
    """One finding after a workshop. `owed` are the remarks without a reply yet."""

    finding: Finding
    before: Finding | None
    statement: tuple[Piece, ...]
    plain: tuple[Piece, ...]
    answered: tuple[tuple[Review, Reply], ...]
    owed: tuple[Review, ...]
    dissents: tuple[Review, ...]


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The two wordings word by word, in the order of reading; what went stands before what came in its place."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece("gone", "".join(old[i:j])))
        if k < m:
            pieces.append(Piece("new", "".join(new[k:m])))
    return tuple(pieces)


def change(versions: Iterable[Finding], reviews: Iterable[Review], replies: Iterable[Reply]) -> Change:
    """What became of one finding: its first version that anybody answered on against its latest one."""
    every, said = sorted(versions, key=lambda f: f.version), tuple(reviews)
    latest = every[-1]
    seen = {review.version for review in said}
    before = next((f for f in every if f.version in seen and f.version < latest.version), None)
    by_answer = {reply.answer: reply for reply in replies}
    asked = remarks(said)
    old = before or latest
    return Change(
        latest,
        before,
        compared(old.statement, latest.statement),
        compared(old.plain, latest.plain),
        tuple((r, by_answer[r.answer_id]) for r in asked if r.answer_id in by_answer),
        tuple(r for r in asked if r.answer_id not in by_answer),
        tuple(dissents(list(said))),
    )
