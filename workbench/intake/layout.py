"""In which order a page is read: segments of text with their places to printed lines, columns one after the other."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

LEAST_ROWS = 6  # rows that show a gutter before a page is believed to have columns
FULL = 0.65  # typical width of a line in its column: prose fills its column, the cells of a table do not


@dataclass(frozen=True, slots=True)
class Segment:
    """Words side by side: from x0 to x1, baseline y upwards from the foot of the page, in points."""

    text: str
    x0: float
    x1: float
    y: float
    height: float


Row = list[Segment]


def printed_lines(segments: list[Segment]) -> list[Segment]:
    """The lines of a page: rows in the order given, or, where the rows run across two columns of prose, by column."""
    rows = _rows(segments)
    gutter = _gutter(rows)
    if gutter is None:
        return [_merged(row) for row in rows]
    lines: list[Segment] = []
    band: list[Row] = []
    for row in rows:
        if any(s.x0 < gutter < s.x1 for s in row):
            lines += [*_by_column(band, gutter), _merged(row)]
            band = []
        else:
            band.append(row)
    return lines + _by_column(band, gutter)


def _rows(segments: list[Segment]) -> list[Row]:
    """Segments that follow each other to the right on one baseline are one row."""
    rows: list[Row] = []
    for segment in segments:
        last = rows[-1][-1] if rows else None
        same = last is not None and abs(last.y - segment.y) < 0.4 * max(last.height, segment.height)
        if last is not None and same and segment.x0 >= last.x1 - 1:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return rows


def _gutter(rows: list[Row]) -> float | None:
    """The x of a gap that many rows share with prose on both sides; None on a page of one column, or of tables."""
    gaps = [(a.x1, b.x0) for row in rows for a, b in pairwise(row)]
    if len(gaps) < LEAST_ROWS:
        return None
    middles = [(left + right) / 2 for left, right in gaps]
    x = max(middles, key=lambda m: sum(left < m < right for left, right in gaps))
    across = [row for row in rows if len(row) == 2 and row[0].x1 < x < row[1].x0]
    crossing = sum(any(s.x0 < x < s.x1 for s in row) for row in rows)
    if len(across) < max(LEAST_ROWS, crossing / 2):
        return None
    prose = all(
        median(widths) >= FULL * max(widths)
        for widths in zip(*([s.x1 - s.x0 for s in row] for row in across), strict=True)
    )
    return x if prose else None


def _by_column(band: list[Row], gutter: float) -> list[Segment]:
    left = [[s for s in row if s.x1 <= gutter] for row in band]
    right = [[s for s in row if s.x1 > gutter] for row in band]
    return [_merged(row) for row in [*left, *right] if row]


def _merged(row: Row) -> Segment:
    text = " ".join(s.text for s in row)
    return Segment(text, row[0].x0, row[-1].x1, row[0].y, max(s.height for s in row))
