"""Invented texts with their identifiers marked as `<kind>words</kind>`, and how well proposals cover them."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from workbench.intake.identifiers.proposals import DIRECT, KINDS, Proposal

HERE = Path(__file__).parent
# In the order of their writing. The rules were made on the first set, then mended, by kind of miss, after each of the
# others was measured: the head of each file says what came out the first time, which is what unseen texts may expect.
NAMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
NAMES += ("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth")
NAMES += ("fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth")
NAMES += ("twentieth", "twentyfirst", "twentysecond", "twentythird", "twentyfourth", "twentyfifth")
SETS = {name: HERE / f"written_{name}.toml" for name in NAMES}
MARK = re.compile(r"</?(?:" + "|".join(KINDS) + r")>")


@dataclass(frozen=True)
class Marked:
    """A text without its marks, and the marks as (start, end, kind) in code points."""

    genre: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def unmarked(genre: str, marked: str) -> Marked:
    """The text and its marks; a mark that is not closed is an error in the set."""
    text, spans, opened, at = "", [], None, 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        kind = mark[0].strip("</>")
        if mark[0].startswith("</"):
            assert (opened or (0, None))[1] == kind, marked[max(0, mark.start() - 40) : mark.end()]
            spans.append((opened[0], len(text), kind))
            opened = None
        else:
            assert opened is None, marked[mark.start() - 40 : mark.end()]
            opened = (len(text), kind)
    assert opened is None
    return Marked(genre, text + marked[at:], tuple(spans))


def texts(path: Path) -> list[Marked]:
    return [unmarked(row["genre"], row["marked"]) for row in tomllib.loads(path.read_text("utf-8"))["text"]]


@dataclass
class Score:
    """What was found: whole documents for direct identifiers, characters (letters and digits) for the others."""

    documents: int = 0
    whole: int = 0  # documents in which every letter of every direct identifier is proposed
    proposed: int = 0
    right: int = 0
    wanted: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    given: Counter = field(default_factory=Counter)
    good: Counter = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(self.proposed, 1)

    def recall(self, *, direct: bool) -> float:
        kinds = [k for k in self.wanted if (k in DIRECT) == direct]
        return sum(self.found[k] for k in kinds) / max(sum(self.wanted[k] for k in kinds), 1)


def letters(text: str, start: int, end: int) -> set[int]:
    """The offsets that carry information: blanks and punctuation between words do not count."""
    return {n for n in range(start, end) if text[n].isalnum()}


def score(cases: list[tuple[Marked, tuple[Proposal, ...]]]) -> Score:
    """Totals over texts; a mark counts as found by whatever kind of proposal covers it."""
    total = Score()
    for marked, proposals in cases:
        total.documents += 1
        covered = set().union(*(letters(marked.text, p.start, p.end) for p in proposals), set())
        wanted = set().union(*(letters(marked.text, a, b) for a, b, _k in marked.spans), set())
        whole = True
        for start, end, kind in marked.spans:
            mine = letters(marked.text, start, end)
            total.wanted[kind] += len(mine)
            total.found[kind] += len(mine & covered)
            if mine - covered:
                total.missed.append(
                    f"{kind}: {marked.text[start:end]!r} in …{marked.text[max(0, start - 30) : end + 20]!r}"
                )
                whole = whole and kind not in DIRECT
        total.whole += whole
        total.proposed += len(covered)
        total.right += len(covered & wanted)
        for p in proposals:
            mine = letters(marked.text, p.start, p.end)
            total.given[p.kind] += len(mine)
            total.good[p.kind] += len(mine & wanted)
            if mine - wanted:
                total.extra.append(f"{p.kind}: {p.text!r} in …{marked.text[max(0, p.start - 30) : p.end + 20]!r}")
    return total
