"""A reading of a source without the accidents of its pages, and the way back from every letter to what is printed.

The source stays as printed and is what the study keeps and quotes. A reading is derived from it, whenever wanted: the
pieces of the source in reading order, most of them word for word, some left out (a running head in mid-sentence), some
moved (a drop cap), a few replaced or added (a bullet, a lost capital).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise, takewhile

from workbench.errors import BadSpan
from workbench.messages import _


@dataclass(frozen=True, slots=True)
class Piece:
    """[start, end) of a text in code points, read as `text`, or word for word when that is None."""

    start: int
    end: int
    text: str | None = None


Map = tuple[Piece, ...]  # in reading order; what no piece covers is left out of the reading
Span = tuple[int, int]


def replaced(text: str, edits: Iterable[Piece]) -> Map:
    """The map of a text in which each edit's span is read as its text ("" leaves it out); edits must not overlap."""
    pieces: list[Piece] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces += [Piece(at, edit.start)] if at < edit.start else []
        pieces += [edit] if edit.text is None or edit.text else []
        at = edit.end
    return (*pieces, Piece(at, len(text))) if at < len(text) else tuple(pieces)


def reading(text: str, pieces: Map) -> str:
    """The words that a map reads from its text."""
    return "".join(text[p.start : p.end] if p.text is None else p.text for p in pieces)


@dataclass(frozen=True)
class Cleaned:
    """A reading (`text`) of an original and the map (`map`) from it: offsets of both in code points."""

    original: str
    map: Map

    @classmethod
    def whole(cls, original: str) -> "Cleaned":
        """The reading that is the original itself."""
        return cls(original, (Piece(0, len(original)),) if original else ())

    @cached_property
    def text(self) -> str:
        """The words in reading order."""
        return reading(self.original, self.map)

    @cached_property
    def _starts(self) -> list[int]:
        sizes = (p.end - p.start if p.text is None else len(p.text) for p in self.map)
        return list(accumulate(sizes, initial=0))

    def read_again(self, pieces: Map) -> "Cleaned":
        """The reading of this reading under another map, still mapped to the original."""
        found: list[Piece] = []
        for piece in pieces:
            under = self._pieces(piece.start, piece.end)
            if piece.text is None:
                found += under
            elif under:
                found.append(Piece(min(p.start for p in under), max(p.end for p in under), piece.text))
            else:  # something is added between two letters
                at = self._place(piece.start)
                found.append(Piece(at, at, piece.text))
        return Cleaned(self.original, _joined(found))

    def original_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where the words [start, end) of the reading stand in the original, in reading order; raises BadSpan.

        Words side by side are one span. Letters that the reading added stand nowhere.
        """
        if not 0 <= start <= end <= len(self.text):
            raise self._bad(start, end, _("it lies outside the text"))
        spans: list[Span] = []
        for piece in self._pieces(start, end):
            if piece.start == piece.end:
                continue
            if spans and spans[-1][1] == piece.start:
                spans[-1] = (spans[-1][0], piece.end)
            else:
                spans.append((piece.start, piece.end))
        return tuple(spans)

    def original_span(self, start: int, end: int) -> Span:
        """The one span of the original that holds the words [start, end) of the reading, as printed.

        What the reading leaves out inside it (a running head, a line-end hyphen) is in it. Raises BadSpan when the
        words stand apart in the original, with others of the reading between them, or nowhere.
        """
        spans = self.original_spans(start, end)
        if not spans:
            raise self._bad(start, end, _("no printed word stands there"))
        first, last = spans[0][0], spans[-1][1]
        if spans != tuple(sorted(spans)) or self._others(first, last, spans):
            raise self._bad(start, end, _("its words stand in several places of the original"))
        return first, last

    def _pieces(self, start: int, end: int) -> list[Piece]:
        """The pieces of the original behind [start, end) of the reading, cut to it; a replacement is cut as text."""
        found: list[Piece] = []
        n = max(bisect_right(self._starts, start) - 1, 0)
        while n < len(self.map) and self._starts[n] < end:
            piece, at = self.map[n], self._starts[n]
            low, high = max(start - at, 0), min(end, self._starts[n + 1]) - at
            if low < high:
                if piece.text is None:
                    found.append(Piece(piece.start + low, piece.start + high))
                else:
                    found.append(Piece(piece.start, piece.end, piece.text[low:high]))
            n += 1
        return found

    def _place(self, at: int) -> int:
        """The offset in the original of the letter that follows `at` in the reading, or of the end."""
        following = self._pieces(at, at + 1)
        if following:
            return following[0].start
        return self.map[-1].end if self.map else len(self.original)

    @cached_property
    def _printed(self) -> list[Span]:
        return sorted((p.start, p.end) for p in self.map if p.start < p.end)

    def _others(self, first: int, last: int, spans: tuple[Span, ...]) -> bool:
        """Whether the reading has, elsewhere, words that stand in the gaps between the spans."""
        gaps = [(a[1], b[0]) for a, b in pairwise(spans)]
        n = max(bisect_right(self._printed, (first, first)) - 1, 0)
        near = takewhile(lambda span: span[0] < last, islice(self._printed, n, None))
        return any(start < high and low < end for start, end in near for low, high in gaps)

    def _bad(self, start: int, end: int, why: str) -> BadSpan:
        return BadSpan(start=start, end=end, source=_("the reading"), length=len(self.text), why=why)


def _joined(pieces: list[Piece]) -> Map:
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.text is None and piece.text is None and last.end == piece.start:
            joined[-1] = Piece(last.start, piece.end)
        else:
            joined.append(piece)
    return tuple(joined)
