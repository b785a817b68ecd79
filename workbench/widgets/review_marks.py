"""A stretch of text cut where somebody's codings begin and end, so that a browser has only to draw the pieces."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.study import SourceRecord, SpokenTurn

Span = tuple[int, int]
Piece = list[str | bool]  # the words, and whether they are marked


def pieces(text: str, start: int, end: int, marked: Iterable[Span]) -> list[Piece]:
    """The text of [start, end) in pieces, those within one of the spans marked. Positions are code points."""
    inside = [(max(start, a), min(end, b)) for a, b in marked if a < end and start < b]
    cuts = sorted({start, end, *(at for span in inside for at in span)})
    found: list[Piece] = []
    for a, b in pairwise(cuts):
        on = any(first <= a and b <= last for first, last in inside)
        if found and found[-1][1] == on:
            found[-1][0] = f"{found[-1][0]}{text[a:b]}"
        else:
            found.append([text[a:b], on])
    return found


def neighbours(record: "SourceRecord", start: int) -> "tuple[SpokenTurn | None, SpokenTurn | None, SpokenTurn | None]":
    """The turn before the one that holds a position, that turn, and the one after."""
    turns = sorted(record.turns, key=lambda turn: turn.start)
    at = next((n for n, turn in enumerate(turns) if turn.start <= start < turn.end), None)
    if at is None:
        return None, None, None
    return turns[at - 1] if at else None, turns[at], turns[at + 1] if at + 1 < len(turns) else None


def said(record: "SourceRecord", turn: "SpokenTurn | None") -> list[str] | None:
    """A turn beside the one looked at: who speaks, and the words."""
    return [turn.speaker, record.text[turn.start : turn.end].strip()] if turn else None


def around(record: "SourceRecord", start: int, end: int, marked: Sequence[Span]) -> dict[str, object]:
    """A passage in its context: the turn that holds it, marked, between its neighbours; else the lines around it."""
    before, turn, after = neighbours(record, start)
    first, last = (turn.start, max(turn.end, end)) if turn else _lines(record.text, start, end)
    return {
        "before": said(record, before),
        "speaker": turn.speaker if turn else "",
        "pieces": pieces(record.text, first, last, marked),
        "after": said(record, after),
    }


def _lines(text: str, start: int, end: int, width: int = 300) -> Span:
    first, last = text.rfind("\n", 0, max(0, start - width)) + 1, text.find("\n", min(len(text), end + width))
    return first, len(text) if last < 0 else last
