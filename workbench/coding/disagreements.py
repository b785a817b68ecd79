"""Where coders differ, the weightiest first: what to talk about when they meet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from workbench.coding.agreement import Units
from workbench.coding.coefficients import masi_of_two
from workbench.coding.spans import Passage


@dataclass(frozen=True, slots=True)
class Differing:
    """A unit, or a stretch [start, end) of a source, and what each coder said of it (None: never saw it).

    `weight`: on units, the mean MASI distance of the coders' sets, in (0, 1]; on passages, the characters concerned
    times the share of coders in the minority.
    """

    where: str
    said: tuple[tuple[str, ...] | None, ...]
    weight: float
    start: int | None = None
    end: int | None = None


def on_units(coders: Sequence[Units]) -> list[Differing]:
    """The units that two coders saw and did not code alike, by weight, then by name."""
    seen = Counter(unit for units in coders for unit in units)
    found = []
    for unit in (unit for unit, n in seen.items() if n > 1):
        said = tuple(tuple(units[unit]) if unit in units else None for units in coders)
        sets = [frozenset(s) for s in said if s is not None]
        pairs = [masi_of_two(a, b) for a, b in combinations(sets, 2)]
        if any(pairs):
            found.append(Differing(unit, said, sum(pairs) / len(pairs)))
    return sorted(found, key=lambda d: (-d.weight, d.where))


def on_passages(coders: Sequence[Sequence[Passage]]) -> list[Differing]:
    """For each code, the stretches that some coders put it on and others did not, by weight, then by place."""
    found = []
    sources = sorted({p.source for passages in coders for p in passages})
    for source in sources:
        here = [[p for p in passages if p.source == source] for passages in coders]
        for code in sorted({p.code for passages in here for p in passages}):
            found += _code(source, code, here)
    return sorted(found, key=lambda d: (-d.weight, d.where, d.start or 0, d.said))


def _code(source: str, code: str, coders: Sequence[Sequence[Passage]]) -> list[Differing]:
    spans = [[(p.start, p.end) for p in passages if p.code == code] for passages in coders]
    edges = np.array(sorted({at for several in spans for span in several for at in span}))
    covered = np.zeros((len(spans), len(edges)), bool)
    for coder, several in enumerate(spans):
        for first, last in several:
            covered[coder, np.searchsorted(edges, first) : np.searchsorted(edges, last)] = True
    found: list[Differing] = []
    bounds = edges.tolist()
    for n, (start, end) in enumerate(pairwise(bounds)):
        on = covered[:, n].tolist()
        minority = min(sum(on), len(on) - sum(on)) / len(on)
        if not minority:
            continue
        said = tuple((code,) if yes else () for yes in on)
        if found and found[-1].end == start and found[-1].said == said:
            before = found.pop()
            found.append(Differing(source, said, before.weight + (end - start) * minority, before.start, end))
        else:
            found.append(Differing(source, said, (end - start) * minority, start, end))
    return found
