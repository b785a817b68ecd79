"""What the review screen draws of a text: all of it, speakers' markers included, for a name may stand there too."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.intake.documents import Document, Turn
from workbench.widgets.coder_blocks import PARAGRAPH


@dataclass(frozen=True, slots=True)
class Block:
    """[start, end) in code points, its place in the original or its line, and who speaks there, if anybody does."""

    start: int
    end: int
    where: str
    speaker: str = ""
    asks: bool = False


def blocks(document: Document, turns: Sequence[Turn]) -> list[Block]:
    """Every word of the text in order: each turn with the marker on its line, each paragraph between turns."""
    text, drawn, at = document.text, list[Block](), 0
    lines = [0, *(m.end() for m in re.finditer("\n", text))]

    def where(offset: int) -> str:
        return document.where(offset).removeprefix("ligne ") or str(bisect_right(lines, offset))

    def between(start: int, end: int) -> None:
        for found in PARAGRAPH.finditer(text, start, end):
            drawn.append(Block(*found.span(), where(found.start())))

    for turn in sorted(turns, key=lambda t: t.start):
        line = text.rfind("\n", 0, turn.start) + 1
        start = max(at, line)
        between(at, start)
        start += len(text[start : turn.start]) - len(text[start : turn.start].lstrip())
        drawn.append(Block(start, turn.end, where(start), turn.speaker, turn.asks))
        at = turn.end
    between(at, len(text))
    return drawn
