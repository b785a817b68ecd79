"""Two columns of prose read across ("left words    right words"): one after the other again, where it can be told."""

import re
from itertools import groupby

from workbench.intake.cleaned import Map, Piece, replaced

GUTTER = re.compile(r"(?<=\S)[ \t]{3,}(?=\S)")
LEAST = 5  # lines that show the same gutter
FLOWS = 0.4  # share of lines in each column that go on in lower case: prose does, a table's cells do not

Line = tuple[int, int]  # [start, end)


def side_by_side(text: str) -> Map:
    """The map in which such a block is read column by column; a table, or a block in doubt, stays as it is."""
    lines, at = [], 0
    for raw in text.split("\n"):
        lines.append((at, at + len(raw)))
        at += len(raw) + 1
    pieces: list[Piece] = []
    done = 0
    for gutter, group in groupby(_with_gutters(text, lines), key=lambda pair: pair[1] is not None):
        block = [(line, column) for line, column in group if column is not None]
        if not gutter or len(block) < LEAST:
            continue
        left = [(line[0], column[0]) for line, column in block]
        right = [(column[1], line[1]) for line, column in block]
        if not (_flows(text, left) and _flows(text, right)):
            continue
        pieces += [Piece(done, block[0][0][0])] if done < block[0][0][0] else []
        # every column line keeps one line end; the last line's own stays behind the block
        for (start, end), feed in zip([*left, *right], _feeds([line for line, _column in block]), strict=True):
            pieces += [Piece(start, end), *feed]
        done = block[-1][0][1]
    if not pieces:
        return replaced(text, ())
    return (*pieces, Piece(done, len(text))) if done < len(text) else tuple(pieces)


def _feeds(lines: list[Line]) -> list[list[Piece]]:
    """What ends each line of the left column, then of the right: its printed line feed once, an added one else."""
    printed = [[Piece(end, end + 1)] for _start, end in lines[:-1]]
    added = [[Piece(end, end, "\n")] for _start, end in lines]
    return [*added, *printed, []]


def _with_gutters(text: str, lines: list[Line]) -> list[tuple[Line, tuple[int, int] | None]]:
    """Each line with its widest gap, when a line beside it has a gap at the same place."""
    gaps: list[list[tuple[int, int]]] = []
    for start, end in lines:
        gaps.append([(m.start() - start, m.end() - start) for m in GUTTER.finditer(text, start, end)])
    found: list[tuple[Line, tuple[int, int] | None]] = []
    for n, (start, end) in enumerate(lines):
        beside = [gap for m in (n - 1, n + 1) if 0 <= m < len(lines) for gap in gaps[m]]
        shared = [gap for gap in gaps[n] if any(abs(gap[1] - other[1]) <= 1 for other in beside)]
        widest = max(shared, key=lambda gap: gap[1] - gap[0], default=None) if len(gaps[n]) == 1 else None
        found.append(((start, end), (start + widest[0], start + widest[1]) if widest else None))
    return found


def _flows(text: str, column: list[Line]) -> bool:
    opens = [text[start:end].lstrip()[:1] for start, end in column]
    return sum(c.islower() for c in opens) >= FLOWS * len(opens)
