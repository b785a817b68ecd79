"""Agreement on where passages begin and end: Krippendorff's alpha for unitizing, 1995/2004 formula.

K. Krippendorff, On the reliability of unitizing contiguous data, Sociological Methodology 25, 1995; Content Analysis,
2004, section 11.4. Not the family of 2016 (Krippendorff, Mathet, Bouvry, Widlöcher), which gives other values on the
same data. Passages of one code by one coder that overlap are merged first; passages that only touch stay two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Disagreement:
    """Observed, expected, and the observed as shares at places: `at` positions with `parts` that sum to observed."""

    observed: float
    expected: float
    at: Floats
    parts: Floats


def merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap joined."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _sections(spans: Sequence[Span], begin: int, length: int) -> Floats:
    """Begin, length and 1 for a passage or 0 for a gap, of everything from `begin` over `length`."""
    rows = []
    at = begin
    for start, end in spans:
        if start > at:
            rows.append((at, start - at, 0))
        rows.append((start, end - start, 1))
        at = end
    if at < begin + length:
        rows.append((at, begin + length - at, 0))
    return np.array(rows, float).reshape(-1, 3)


def _distances(one: Floats, two: Floats) -> Floats:
    """Sections x sections: the squared difference of two coders' sections (1995, equation 5)."""
    b1, l1, w1 = (one[:, k, None] for k in range(3))
    b2, l2, w2 = (two[None, :, k] for k in range(3))
    apart = b1 - b2
    overlap = (w1 == 1) & (w2 == 1) & (-l1 < apart) & (apart < l2)
    first_in_gap = (w1 == 1) & (w2 == 0) & (apart >= 0) & (l2 - l1 >= apart)
    second_in_gap = (w1 == 0) & (w2 == 1) & (apart <= 0) & (l2 - l1 <= apart)
    ends = apart**2 + (apart + l1 - l2) ** 2
    return np.where(overlap, ends, np.where(first_in_gap, l1**2, np.where(second_in_gap, l2**2, 0.0)))


def disagreement(coders: Sequence[Sequence[Span]], begin: int, length: int) -> Disagreement:
    """Of one code: each coder's passages over the `length` units from `begin`."""
    every = [_sections(merged(spans), begin, length) for spans in coders]
    m = len(coders)
    at, parts = [], []
    for i, one in enumerate(every):
        for two in every[i + 1 :]:
            apart = _distances(one, two) * 2 / (m * (m - 1) * float(length) ** 2)  # each pair counts both ways
            g, h = np.nonzero(apart)
            at.append(np.maximum(one[g, 0], two[h, 0]))
            parts.append(apart[g, h])
    units = np.vstack([s[s[:, 2] == 1] for s in every])
    gaps = np.vstack([s[s[:, 2] == 0] for s in every])
    where, shares = (np.concatenate(x) if x else np.zeros(0) for x in (at, parts))
    return Disagreement(float(shares.sum()), _expected(units[:, 1], gaps[:, 1], m, length), where, shares)


def _expected(units: Floats, gaps: Floats, m: int, length: int) -> float:
    """Disagreement expected when every coder's sections are thrown at random on the continuum (1995, equation 8)."""
    total = m * float(length)
    below = total * (total - 1) - (units * (units - 1)).sum()
    if not len(units) or below <= 0:
        return 0.0
    cubes = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    room = np.where(gaps[None, :] >= units[:, None], gaps[None, :] - units[:, None] + 1, 0).sum(1)
    return float(2 / length * (cubes + units**2 * room).sum() / below)


def unitizing_alpha(found: Sequence[Disagreement]) -> float | None:
    """1 - (sum of observed) / (sum of expected) over the codes given; None when nothing is expected, so no passage."""
    expected = sum(d.expected for d in found)
    return 1 - sum(d.observed for d in found) / expected if expected > 0 else None
