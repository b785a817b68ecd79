"""Where coders agree, on free passages of text: character by character, and on where passages begin and end.

Sources are laid end to end. Without its length a source is taken to end where the last passage of any coder does: the
rest, that nobody coded, would only raise the share of agreement. Intervals resample blocks of text, not characters,
for neighbouring characters are coded together; an interval of the unitizing alpha resamples what was observed and
keeps what is expected, as Krippendorff's own procedure does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.coding import coefficients
from workbench.coding.agreement import COEFFICIENTS, NO_CODE, why_undefined
from workbench.coding.coefficients import Patterns, Value, interval, masi, nominal, resampled_blocks, value
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
    found = {}
    for what in (0, 1):
        rows = list(zip(*(layer[what] for layer in layers), strict=True))
        names = sorted({said for row in rows for said in row}, key=lambda said: (tuple(sorted(said)), str(said)))
        place = {name: k for k, name in enumerate(names)}
        kinds = {row: k for k, row in enumerate(dict.fromkeys(rows))}
        blocks = np.zeros((int(block[-1]) + 1, len(kinds)))
        np.add.at(blocks, (block, [kinds[row] for row in rows]), lengths)
        said = np.array([[place[one] for one in row] for row in kinds], np.int64)
        distance = masi(names) if what else nominal(len(names))  # type: ignore[arg-type]
        patterns, counts, draws = Patterns(said, distance), blocks.sum(0), resampled_blocks(blocks)
        for name, coefficient in (("percent", coefficients.percent), ("alpha", coefficients.alpha)):
            key = {"percent": ("percent", "percent_same"), "alpha": ("alpha_dominant", "alpha_masi")}[name][what]
            found[key] = value(coefficient, patterns, counts, draws, why_undefined(True))
    return found


def _stretches(
    passages: Sequence[tuple[str, int, int]], edges: NDArray[np.int64]
) -> tuple[list[str], list[frozenset[str]]]:
    """Between each two edges, one coder's dominant code and set of codes."""
    there: list[list[str]] = [[] for _ in range(len(edges) - 1)]
    for code, start, end in passages:
        for n in range(int(np.searchsorted(edges, start)), int(np.searchsorted(edges, end))):
            there[n].append(code)
    return [codes[0] if codes else NO_CODE for codes in there], [frozenset(codes) for codes in there]
