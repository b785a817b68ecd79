"""Where coders differ, the weightiest first: what to talk about when they meet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from workbench.coding.agreement import Units
from workbench.coding.coefficients import masi
from workbench.coding.spans import Passage, laid_out


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
        pairs = [float(masi([a, b])[0, 1]) for a, b in combinations(sets, 2)]
        if any(pairs):
            found.append(Differing(unit, said, sum(pairs) / len(pairs)))
    return sorted(found, key=lambda d: (-d.weight, d.where))


def on_passages(coders: Sequence[Sequence[Passage]], lengths: Mapping[str, int] | None = None) -> list[Differing]:
    """For each code, the stretches that some coders put it on and others did not, by weight, then by place."""
    found = []
    text = laid_out(coders, lengths)
    sources = sorted({p.source for passages in coders for p in passages})
    for source in sources:
        here = [[p for p in passages if p.source == source] for passages in coders]
        for code in sorted({p.code for passages in here for p in passages}):
            found += _code(source, code, here, text.length)
    return sorted(found, key=lambda d: (-d.weight, d.where, d.start or 0, d.said))


def _code(source: str, code: str, coders: Sequence[Sequence[Passage]], length: int) -> list[Differing]:
    spans = [[(p.start, p.end) for p in passages if p.code == code] for passages in coders]
    edges = sorted({at for several in spans for span in several for at in span})
    found: list[Differing] = []
    for start, end in zip(edges, edges[1:], strict=False):
        on = [any(s <= start and end <= e for s, e in several) for several in spans]
        minority = float(min(np.mean(on), 1 - np.mean(on)))
        if not minority:
            continue
        said = tuple((code,) if yes else () for yes in on)
        if found and found[-1].end == start and found[-1].said == said:
            last = found.pop()
            found.append(Differing(source, said, last.weight + (end - start) * minority, last.start, end))
        else:
            found.append(Differing(source, said, (end - start) * minority, start, end))
    return found
