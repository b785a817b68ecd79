"""What the evaluator decided, applied to a text: labels in brackets, a map of offsets back, a log kept apart."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.errors import BadSpan
from workbench.intake.identifiers.labels import LABEL, Key, parts
from workbench.intake.identifiers.proposals import Proposal
from workbench.messages import _


@dataclass(frozen=True, slots=True)
class Replacement:
    """[start, end) of the original, which `label` replaces at [at, at + len(label)) of the new text."""

    start: int
    end: int
    at: int
    label: str
    kind: str
    words: str  # what stood there: for the vault only

    def without_words(self) -> dict[str, str | int]:
        """The entry of the log that may be kept outside the vault."""
        return {"start": self.start, "end": self.end, "at": self.at, "label": self.label, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text with labels, what was replaced in order, and the key as it stands afterwards."""

    text: str
    replacements: tuple[Replacement, ...]
    key: Key

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The [start, end) in the original of a span of the new text; a label counts whole, however little is in it."""
        return self._mapped(start, ends=False, back=True), self._mapped(end, ends=True, back=True)

    def from_original(self, start: int, end: int) -> tuple[int, int]:
        """The [start, end) in the new text of a span of the original; a replaced stretch counts whole."""
        return self._mapped(start, ends=False, back=False), self._mapped(end, ends=True, back=False)

    def _mapped(self, offset: int, *, ends: bool, back: bool) -> int:
        here = [(r.at, r.at + len(r.label), r.start, r.end) for r in self.replacements]
        if not back:
            here = [(b, d, a, c) for a, c, b, d in here]
        n = bisect_right([first for first, *_rest in here], offset - ends) - 1
        if n < 0:
            return offset
        _first, last, other_first, other_last = here[n]
        if offset >= last and not (ends and offset == last):
            return other_last + offset - last
        if offset == last:
            return other_last
        return other_last if ends else other_first

    def restored(self) -> str:
        """The original, put together again from the new text and the log."""
        pieces, at = [], 0
        for r in self.replacements:
            pieces += [self.text[at : r.at], r.words]
            at = r.at + len(r.label)
        return "".join([*pieces, self.text[at:]])


def replace(text: str, accepted: Iterable[Proposal], key: Key | None = None) -> Replaced:
    """The text with a label for each accepted proposal; the same identity has the same label as in the key given.

    A full name becomes two labels, so that the first name alone is known again. Labels that the text already bears are
    not given to anybody else. Raises BadSpan for a proposal that overlaps another or does not stand in the text.
    """
    key = key or Key()
    taken = {match[0] for match in LABEL.finditer(text)} - set(key.identities)
    pieces: list[str] = []
    done: list[Replacement] = []
    at = length = 0
    for proposal in sorted(accepted, key=lambda p: p.start):
        _check(text, proposal, at)
        for first, last, kind in parts(proposal.kind, proposal.text):
            start, end = proposal.start + first, proposal.start + last
            label, key = key.with_words(kind, text[start:end], taken)
            pieces += [text[at:start], label]
            length += start - at
            done.append(Replacement(start, end, length, label, kind, text[start:end]))
            length += len(label)
            at = end
    return Replaced("".join([*pieces, text[at:]]), tuple(done), key)


def _check(text: str, proposal: Proposal, at: int) -> None:
    if not at <= proposal.start < proposal.end <= len(text) or text[proposal.start : proposal.end] != proposal.text:
        why = _("it overlaps another one or its words are not those of the text")
        raise BadSpan(start=proposal.start, end=proposal.end, source=_("the text"), length=len(text), why=why)
