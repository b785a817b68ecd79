"""Where coders agree, on fixed units: turns, sentences, anything that each coder had before them.

A figure never comes without what it leaves out. Coefficients and their degenerate cases: workbench.coding.coefficients.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.coding import coefficients
from workbench.coding.codings import Coding
from workbench.coding.coefficients import Coefficient, Patterns, Value, masi, nominal, resampled_units, value
from workbench.messages import _

Units = Mapping[str, Sequence[str]]  # unit -> its codes, the dominant one first; a unit without code has none
NO_CODE = ""  # read, nothing coded: a judgement like another; a unit that is not there was never seen

COEFFICIENTS: dict[str, Coefficient] = {
    "percent": coefficients.percent,
    "alpha": coefficients.alpha,
    "kappa": coefficients.cohen,
    "ac1": coefficients.gwet,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two coders on one code over units that both had before them.

    `alpha` is Krippendorff's nominal alpha (Content Analysis, 2004, ch. 11), None when no unit bears the code or
    every unit does, for then chance agreement is total and the formula is 0/0. `percent` is in [0, 1].
    """

    code: str
    units: int
    both: int
    only_first: int
    only_second: int
    percent: float
    alpha: float | None


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """One code: how many units bear it for all, for some, for none of the coders who saw them, and its coefficients."""

    code: str
    everyone: int
    some: int
    nobody: int
    values: Mapping[str, Value]  # percent, alpha, kappa, ac1


@dataclass(frozen=True, slots=True)
class OverallAgreement:
    """Agreement on units: `shared` were seen by two coders at least, `alone` by one only and left out.

    `values`: `alpha_dominant`, `kappa_dominant`, `ac1_dominant` and `percent` are about the first code of each unit
    (no code is a category of its own), `alpha_masi` about whole sets of codes, `percent_same` the share of coder pairs
    with the very same set.
    """

    shared: int
    alone: int
    values: Mapping[str, Value]
    codes: tuple[CodeAgreement, ...]


def binary_alpha(both: int, only_one: int, neither: int) -> float | None:
    """Krippendorff's nominal alpha of two coders on yes/no units without gaps.

    With u units there are 2u values, n1 = 2 both + only_one of them yes, n0 the others;
    alpha = 1 - (2u - 1) * only_one / (n0 * n1).
    """
    units = both + only_one + neither
    yes = 2 * both + only_one
    no = 2 * units - yes
    if not yes or not no:
        return None
    return 1 - (2 * units - 1) * only_one / (yes * no)


def on_units(first: Mapping[str, set[str]], second: Mapping[str, set[str]], codes: Iterable[str]) -> list[Agreement]:
    """Agreement per code over the units that both coders have; a unit without code is a unit with an empty set."""
    shared = first.keys() & second.keys()
    found = []
    for code in codes:
        both = sum(code in first[u] and code in second[u] for u in shared)
        one = sum(code in first[u] and code not in second[u] for u in shared)
        two = sum(code not in first[u] and code in second[u] for u in shared)
        neither = len(shared) - both - one - two
        percent = (both + neither) / len(shared) if shared else 0.0
        found.append(Agreement(code, len(shared), both, one, two, percent, binary_alpha(both, one + two, neither)))
    return found


def agreement(coders: Sequence[Units], codes: Iterable[str] | None = None) -> OverallAgreement:
    """Agreement of two coders or more on fixed units, overall and per code (all that occur, unless given)."""
    seen = Counter(unit for units in coders for unit in units)
    shared = sorted(unit for unit, n in seen.items() if n > 1)
    said = [[tuple(units[u]) if u in units else None for units in coders] for u in shared]
    used = sorted({code for row in said for several in row for code in several or ()})
    dominant = [[None if s is None else (s[0] if s else NO_CODE) for s in row] for row in said]
    sets = [[None if s is None else frozenset(s) for s in row] for row in said]
    values = {f"{name}_dominant": v for name, v in _values(dominant, COEFFICIENTS).items()}
    values["percent"] = values.pop("percent_dominant")
    whole = _values(sets, {"percent": coefficients.percent, "alpha": coefficients.alpha})
    values |= {"percent_same": whole["percent"], "alpha_masi": whole["alpha"]}
    per_code = tuple(_code(code, sets) for code in (used if codes is None else codes))
    return OverallAgreement(len(shared), len(seen) - len(shared), values, per_code)


def _code(code: str, sets: Sequence[Sequence[frozenset[str] | None]]) -> CodeAgreement:
    yes = [[None if s is None else code in s for s in row] for row in sets]
    judged = [[said for said in row if said is not None] for row in yes]
    everyone, nobody = sum(all(row) for row in judged), sum(not any(row) for row in judged)
    return CodeAgreement(
        code, everyone, len(yes) - everyone - nobody, nobody, _values(yes, COEFFICIENTS, [False, True])
    )


def _values(
    rows: Sequence[Sequence[object]], wanted: Mapping[str, Coefficient], categories: Sequence[object] | None = None
) -> dict[str, Value]:
    """The coefficients of rows of judgements (None: not seen); categories are those that occur unless given."""
    counts = Counter(tuple(row) for row in rows)
    occurring = {said for row in counts for said in row if said is not None}
    names = sorted(occurring, key=_order) if categories is None else list(categories)
    place = {name: k for k, name in enumerate(names)}
    coders = len(next(iter(counts), (None,)))
    patterns = [[-1 if said is None else place[said] for said in row] for row in counts]
    are_sets = any(isinstance(name, frozenset) for name in names)
    distance = masi(names) if are_sets else nominal(len(names))  # type: ignore[arg-type]
    judged = Patterns(np.array(patterns, np.int64).reshape(-1, coders), distance)
    weights = np.array(list(counts.values()), float)
    why = why_undefined(bool(counts))
    draws = resampled_units(weights)
    return {name: value(coefficient, judged, weights, draws, why) for name, coefficient in wanted.items()}


def _order(name: object) -> tuple[str, ...]:
    return tuple(sorted(name)) if isinstance(name, frozenset) else (str(name),)


def why_undefined(anything: bool) -> str:
    """The sentence for a coefficient that cannot be computed."""
    if anything:
        return _("Nothing varies: everybody said the same everywhere, so agreement cannot be told from chance.")
    return _("The coders have nothing in common to compare.")


def by_turn(codings: Iterable[Coding], turns: Mapping[str, Sequence[tuple[int, int]]]) -> dict[str, set[str]]:
    """Unit id -> codes, a unit being a turn [start, end) of a source: a coding falls in each turn that it touches."""
    units: dict[str, set[str]] = {f"{s}#{n}": set() for s, spans in turns.items() for n in range(len(spans))}
    for coding in codings:
        excerpt = coding.excerpt
        for n, (start, end) in enumerate(turns.get(excerpt.source, ())):
            if excerpt.start < end and start < excerpt.end:
                units[f"{excerpt.source}#{n}"].add(coding.code)
    return units
