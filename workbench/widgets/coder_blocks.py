"""What the coding screen draws of a source: its turns in order, with whatever stands between them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.study import SourceRecord

PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n(?!\s*\n).*\S)*")
MARKER_SIGNS = re.compile(r"[\s\d:.,;\-–—>\[\]()]+")
LINE = "ligne "  # how readers name a line of a plain text; the margin has its own short way to say it
LONGEST_MARKER = 40  # a longer stretch between two turns is text, whatever it repeats


@dataclass(frozen=True, slots=True)
class Block:
    """[start, end) in code points; `where` is its place in the original, or its line; `turn` is None outside turns."""

    start: int
    end: int
    where: str
    turn: int | None = None
    speaker: str = ""
    asks: bool = False


def blocks(source: "SourceRecord") -> list[Block]:
    """The whole text in order: each turn, each paragraph between turns; only blanks and speakers' markers are left out.

    `where` is the place that the reader of the file recorded, or else the line in the text, counted from 1.
    """
    text = source.text
    lines = [0, *(m.end() for m in re.finditer("\n", text))]
    starts = [place.start for place in source.places]

    def where(offset: int) -> str:
        if n := bisect_right(starts, offset):
            return source.places[n - 1].where.removeprefix(LINE)
        return str(bisect_right(lines, offset))

    turns = sorted(source.turns, key=lambda t: t.start)
    drawn = [Block(t.start, t.end, where(t.start), t.n, t.speaker, t.asks) for t in turns]
    labels = {t.speaker for t in turns}
    edges = [(0, 0), *((t.start, t.end) for t in turns), (len(text), len(text))]
    for (_, after), (before, _) in pairwise(edges):
        drawn += [Block(s, e, where(s)) for s, e in _paragraphs(text, after, before) if not _marker(text[s:e], labels)]
    return sorted(drawn, key=lambda b: b.start)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in PARAGRAPH.finditer(text, start, end):
        yield match.span()


def _marker(words: str, labels: set[str]) -> bool:
    """Whether these words only announce a speaker or an instant, which the margin already shows."""
    if len(words) > LONGEST_MARKER:
        return False
    bare = MARKER_SIGNS.sub("", words)
    return not bare or bare in {MARKER_SIGNS.sub("", label) for label in labels}
