"""Where coders agree, on free passages of text: character by character, and on where passages begin and end.

Sources are laid end to end. Without its length a source is taken to end where the last passage of any coder does: the
rest, that nobody coded, would only raise the share of agreement. Intervals resample blocks of text, not characters,
for neighbouring characters are coded together; an interval of the unitizing alpha resamples what was observed and
keeps what is expected, as Krippendorff's own procedure does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.coding.agreement import COEFFICIENTS, why_undefined
from workbench.coding.coefficients import Floats, Patterns, Value, interval, masi, nominal, resampled_blocks, value
from workbench.coding.unitizing import Disagreement, disagreement, merged, unitizing_alpha

BLOCK = 1000  # characters resampled together: a turn or two
FEWEST = 20  # blocks, shorter ones when the text is short


@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) in code points of a source, and its code."""

    source: str
    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class CodeOnSpans:
    """One code: characters that everyone, some or nobody put it on; `values` percent, alpha, kappa, ac1 (binary, on
    characters) and alpha_unitizing (1995/2004 formula)."""

    code: str
    everyone: int
    some: int
    nobody: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Agreement on passages. Of `values`, alpha_dominant and percent take at each character the code of the passage
    that each coder listed first, alpha_masi the set of codes there, alpha_unitizing all codes' passages."""

    characters: int
    values: Mapping[str, Value]
    codes: tuple[CodeOnSpans, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """All sources end to end: where each begins, and how long everything is."""

    begins: Mapping[str, int]
    length: int


def laid_out(coders: Sequence[Sequence[Passage]], lengths: Mapping[str, int] | None = None) -> Text:
    """The sources in the order of their names, each as long as `lengths` says or as its last passage reaches."""
    ends: dict[str, int] = dict(lengths or {})
    for passages in coders:
        for p in passages:
            ends[p.source] = max(ends.get(p.source, 0), p.end)
    begins, at = {}, 0
    for source in sorted(ends):
        begins[source] = at
        at += ends[source]
    return Text(begins, at)


def on_spans(coders: Sequence[Sequence[Passage]], lengths: Mapping[str, int] | None = None) -> SpanAgreement:
    """Agreement of two coders or more on passages, overall and per code; `lengths` are the sources' in code points."""
    text = laid_out(coders, lengths)
    placed = [[(p.code, p.start + text.begins[p.source], p.end + text.begins[p.source]) for p in c] for c in coders]
    codes = sorted({code for passages in placed for code, _start, _end in passages})
    if not text.length or not codes:
        nothing = Value(None, why=why_undefined(False))
        names = ("percent", "alpha_dominant", "percent_same", "alpha_masi", "alpha_unitizing")
        return SpanAgreement(text.length, dict.fromkeys(names, nothing), ())
    size = max(1, min(BLOCK, text.length // FEWEST))
    found, apart = [], []
    for code in codes:
        spans = [merged([(s, e) for c, s, e in passages if c == code]) for passages in placed]
        differ = disagreement(spans, 0, text.length)
        apart.append(differ)
        found.append(_code(code, spans, differ, text.length, size))
    values = _overall(placed, text.length, size) | {"alpha_unitizing": _unitizing(apart, text.length, size)}
    return SpanAgreement(text.length, values, tuple(found))


def _code(
    code: str, spans: Sequence[Sequence[tuple[int, int]]], differ: Disagreement, length: int, size: int
) -> CodeOnSpans:
    """Patterns are the coders' yes and no at a character, read as the digits of a binary number."""
    kinds = 2 ** len(spans)
    marks = np.zeros(length, np.int64)
    for n, several in enumerate(spans):
        for start, end in several:
            marks[start:end] += 1 << n
    block = np.arange(length) // size
    blocks = np.bincount(block * kinds + marks, minlength=(block[-1] + 1) * kinds).reshape(-1, kinds).astype(float)
    said = np.array([[kind >> n & 1 for n in range(len(spans))] for kind in range(kinds)], np.int64)
    patterns, counts, draws = Patterns(said, nominal(2)), blocks.sum(0), resampled_blocks(blocks)
    values = {name: value(c, patterns, counts, draws, why_undefined(True)) for name, c in COEFFICIENTS.items()}
    values["alpha_unitizing"] = _unitizing([differ], length, size)
    everyone, nobody = int(counts[-1]), int(counts[0])
    return CodeOnSpans(code, everyone, length - everyone - nobody, nobody, values)


def _unitizing(apart: Sequence[Disagreement], length: int, size: int) -> Value:
    plain = unitizing_alpha(apart)
    if plain is None:
        return Value(None, why=why_undefined(True))
    blocks = np.zeros((-(-length // size), 1))
    for differ in apart:
        np.add.at(blocks[:, 0], (differ.at // size).astype(int), differ.parts)
    expected = sum(differ.expected for differ in apart)
    low, high = interval(1 - resampled_blocks(blocks)[:, 0] / expected)
    return Value(plain, low, high)


def _overall(placed: Sequence[Sequence[tuple[str, int, int]]], length: int, size: int) -> dict[str, Value]:
    """Dominant codes and sets of codes, on stretches between which nothing changes."""
    cuts = {0, length, *range(0, length, size)}
    cuts |= {at for passages in placed for _code, start, end in passages for at in (start, end)}
    edges = np.array(sorted(cuts))
    layers = [_stretches(passages, edges) for passages in placed]
    lengths, block = np.diff(edges).astype(float), edges[:-1] // size
    dominant = _on_stretches([layer[0] for layer in layers], lengths, block, lambda names: nominal(len(names)))
    whole = _on_stretches([layer[1] for layer in layers], lengths, block, masi)
    return {
        "percent": dominant["percent"],
        "alpha_dominant": dominant["alpha"],
        "percent_same": whole["percent"],
        "alpha_masi": whole["alpha"],
    }


def _on_stretches(
    said: Sequence[Sequence[frozenset[str]]],
    lengths: Floats,
    block: NDArray[np.int64],
    distance_of: Callable[[list[frozenset[str]]], Floats | NDArray[np.float32]],
) -> dict[str, Value]:
    """Percent and alpha of coders x stretches. As coefficients.alpha, but summed by block before it is resampled.

    So the many sets of codes that a long text shows are multiplied with their distances once, not in every resample.
    """
    names = sorted({one for coder in said for one in coder}, key=sorted)
    place = {name: k for k, name in enumerate(names)}
    judged = np.array([[place[one] for one in coder] for coder in said])
    distance = distance_of(names).astype(np.float32, copy=False)
    blocks, coders = int(block[-1]) + 1, len(said)
    totals = np.zeros((blocks, len(names)), np.float32)
    apart, same, there = np.zeros(blocks), np.zeros(blocks), np.zeros(blocks)
    for one in judged:
        np.add.at(totals, (block, one), lengths)
    for one, two in combinations(judged, 2):
        np.add.at(apart, block, 2 * lengths * distance[one, two] / (coders - 1))
        np.add.at(same, block, lengths * (one == two))
        np.add.at(there, block, lengths)
    crossed = np.asarray(totals @ distance @ totals.T, np.float64)
    draws = resampled_blocks(np.eye(blocks))

    def alpha(weights: Floats) -> Floats:
        n = weights @ totals.sum(1).astype(float)
        expected = ((weights @ crossed) * weights).sum(1) / (n * (n - 1))
        varies = expected > 1e-9
        ratio = np.divide(weights @ apart / n, expected, out=np.full(len(n), np.nan), where=varies)
        return np.asarray(1 - ratio, np.float64)

    def percent(weights: Floats) -> Floats:
        return np.asarray((weights @ same) / (weights @ there), np.float64)

    found = {}
    for name, coefficient in (("percent", percent), ("alpha", alpha)):
        plain = float(coefficient(np.ones((1, blocks)))[0])
        undefined = np.isnan(plain)
        low, high = (None, None) if undefined else interval(coefficient(draws))
        found[name] = Value(None if undefined else plain, low, high, why_undefined(True) if undefined else "")
    return found


def _stretches(
    passages: Sequence[tuple[str, int, int]], edges: NDArray[np.int64]
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Between each two edges, one coder's dominant code (alone in its set, an empty set for no code) and all codes."""
    there: list[list[str]] = [[] for _ in range(len(edges) - 1)]
    for code, start, end in passages:
        for n in range(int(np.searchsorted(edges, start)), int(np.searchsorted(edges, end))):
            there[n].append(code)
    return [frozenset(codes[:1]) for codes in there], [frozenset(codes) for codes in there]
