"""Agreement coefficients, each under the name of its equation, computed for many resamples at once.

Everything here works on patterns: the distinct rows of "what each coder said of one unit", and how many units show
each pattern. `values` is patterns x coders, a category number, or -1 where the coder never saw the unit. `weights` is
resamples x patterns (one row, the data themselves, for the plain value). So a bootstrap of a thousand resamples is a
few products of matrices.

Degenerate cases, decided: a coefficient that corrects for chance is None (never 1, never 0, never NaN) when nothing
varies, that is when everything said falls in one category, for then chance agreement is total and the formula is 0/0;
and when no unit was seen by two coders. One single disagreement among units that are otherwise all alike is defined,
and its alpha is about 0: there is no evidence that the coders tell the two categories apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Coefficient = Callable[["Patterns", Floats], Floats]

DRAWS = 1000
SEED = 20151  # fixed: the same codings give the same interval
CONFIDENCE = 0.95
DEFINED = 0.5  # share of resamples in which a coefficient must be defined for an interval to be shown


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct judgements, `values` patterns x coders; `distance` categories x categories, 0 on its diagonal."""

    values: Ints
    distance: Floats | NDArray[np.float32]

    @property
    def categories(self) -> int:
        """How many categories there are."""
        return len(self.distance)

    @cached_property
    def counts(self) -> Floats:
        """Patterns x categories: how many coders said each."""
        found = np.zeros((len(self.values), self.categories))
        pattern, coder = np.nonzero(self.values >= 0)
        np.add.at(found, (pattern, self.values[pattern, coder]), 1.0)
        return found


@dataclass(frozen=True, slots=True)
class Value:
    """A coefficient with its 95 % percentile interval; None where it is undefined, then `why` says so."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


def nominal(categories: int) -> Floats:
    """The distance of names: 0 if the same, else 1."""
    return 1.0 - np.eye(categories)


def masi(sets: list[frozenset[str]]) -> NDArray[np.float32]:
    """Passonneau's distance of sets (LREC 2006): 1 - Jaccard x monotonicity.

    Monotonicity is 1 for the same set, 2/3 when one holds the other, 1/3 when they share something, 0 otherwise. Two
    empty sets are the same; an empty set and another one share nothing.
    """
    from scipy.sparse import csr_matrix

    names = sorted({name for one in sets for name in one})
    place = {name: k for k, name in enumerate(names)}
    where = [place[name] for one in sets for name in one]
    ends = np.cumsum([0, *map(len, sets)])
    marks = csr_matrix((np.ones(len(where), np.float32), where, ends), shape=(len(sets), max(1, len(names))))
    sizes = np.array([len(one) for one in sets], np.float32)
    met = (marks @ marks.T).tocoo()  # only sets that share something are near at all
    one, two, shared = sizes[met.row], sizes[met.col], met.data
    monotone = np.where(shared == np.minimum(one, two), 2 / 3, 1 / 3)
    monotone[(shared == one) & (shared == two)] = 1
    far = np.ones((len(sets), len(sets)), np.float32)
    far[met.row, met.col] = 1 - shared / (one + two - shared) * monotone
    empty = sizes == 0
    far[np.ix_(empty, empty)] = 0
    return far


def masi_of_two(one: frozenset[str], two: frozenset[str]) -> float:
    """The same distance, of two sets alone."""
    if one == two:
        return 0.0
    shared = len(one & two)
    return 1 - shared / len(one | two) * (2 / 3 if one <= two or two <= one else 1 / 3)


def percent(patterns: Patterns, weights: Floats) -> Floats:
    """Mean share of coder pairs that say the same, over units that two coders saw."""
    seen = patterns.counts.sum(1)
    pairs = (patterns.counts * (patterns.counts - 1)).sum(1)
    two = seen > 1
    share = np.divide(pairs, seen * (seen - 1), out=np.zeros_like(seen), where=two)
    return _ratio(weights @ (share * two), weights @ two.astype(float))


def alpha(patterns: Patterns, weights: Floats) -> Floats:
    """Krippendorff's alpha, 1 - Do/De from the coincidence matrix, for any distance (Content Analysis, 2004, ch. 11).

    Do = (1/n) sum_u sum_(c,k) n_uc n_uk d(c,k) / (m_u - 1); De = sum_(c,k) n_c n_k d(c,k) / (n (n - 1)).
    Units that one coder alone saw do not count.
    """
    from scipy.sparse import csr_matrix

    counts = patterns.counts
    seen = counts.sum(1)
    two = seen > 1
    # sparse, for many sets of codes make many categories, of which a unit shows as many as it has coders at most
    apart = np.asarray(csr_matrix(counts).multiply(csr_matrix(counts) @ patterns.distance).sum(1)).ravel()
    apart = np.divide(apart, seen - 1, out=np.zeros_like(seen), where=two)
    totals = np.asarray((csr_matrix(counts * two[:, None]).T @ weights.T).T)
    n = totals.sum(1)
    observed = _ratio(weights @ apart, n)
    expected = _ratio(((totals @ patterns.distance) * totals).sum(1), n * (n - 1))
    # what rounding leaves of an expected disagreement of zero is zero
    return 1 - _ratio(observed, np.where(expected > 1e-12, expected, 0.0))


def cohen(patterns: Patterns, weights: Floats) -> Floats:
    """Cohen's kappa (1960), (po - pe) / (1 - pe) with each coder's own margins; the mean over pairs of coders (Light).

    Pairs without a unit in common, or for which nothing varies, are left out of the mean.
    """
    coders = patterns.values.shape[1]
    found = []
    for i in range(coders):
        for j in range(i + 1, coders):
            one, two = patterns.values[:, i], patterns.values[:, j]
            both = (one >= 0) & (two >= 0)
            n = weights @ both.astype(float)
            same = _ratio(weights @ (both & (one == two)).astype(float), n)
            margins = [
                weights @ np.stack([both & (said == k) for k in range(patterns.categories)], 1).astype(float)
                for said in (one, two)
            ]
            chance = _ratio((margins[0] * margins[1]).sum(1), n * n)
            found.append(_ratio(same - chance, np.where(1 - chance > 1e-12, 1 - chance, 0.0)))
    stacked = np.array(found)
    defined = ~np.isnan(stacked)
    return _ratio(np.where(defined, stacked, 0.0).sum(0), defined.sum(0).astype(float))


def gwet(patterns: Patterns, weights: Floats) -> Floats:
    """Gwet's AC1 (2008), (pa - pe) / (1 - pe) with pe = sum_k p_k (1 - p_k) / (q - 1) over q categories."""
    counts = patterns.counts
    seen = counts.sum(1, keepdims=True)
    shares = np.divide(counts, seen, out=np.zeros_like(counts), where=seen > 0)
    units = weights @ (seen[:, 0] > 0).astype(float)
    p = _ratio(weights @ shares, units[:, None])
    q = patterns.categories
    if q < 2:
        return np.full(len(weights), np.nan)
    varied = (p > 1e-12).sum(1) > 1  # nothing is corrected for chance where nothing varies
    chance = (p * (1 - p)).sum(1) / (q - 1)
    return np.where(varied, _ratio(percent(patterns, weights) - chance, 1 - chance), np.nan)


def _ratio(above: Floats, below: Floats) -> Floats:
    """NaN, kept inside this module, where it is divided by zero."""
    above, below = np.broadcast_arrays(above, below)
    ratio: Floats = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
    return ratio


def resampled_units(counts: Floats) -> Floats:
    """DRAWS resamples of units with replacement, as counts of patterns."""
    n = int(counts.sum())
    if not n:
        return np.zeros((0, len(counts)))
    return np.random.default_rng(SEED).multinomial(n, counts / n, size=DRAWS).astype(float)


@lru_cache(maxsize=8)
def _picked(n: int) -> Floats:
    """How often each of n blocks is drawn in each of DRAWS resamples with replacement."""
    picked: Floats = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=DRAWS).astype(np.float64)
    return picked


def resampled_blocks(blocks: Floats) -> Floats:
    """DRAWS resamples of whole blocks (blocks x patterns): neighbours in a text go together."""
    resampled: Floats = _picked(len(blocks)) @ blocks
    return resampled


def value(coefficient: Coefficient, patterns: Patterns, counts: Floats, draws: Floats, why: str) -> Value:
    """The coefficient on the data with its interval over the draws; `why` is what to say when it is undefined."""
    if not len(counts):
        return Value(None, why=why)
    plain = float(coefficient(patterns, counts[None, :])[0])
    if np.isnan(plain):
        return Value(None, why=why)
    low, high = interval(coefficient(patterns, draws))
    return Value(plain, low, high)


def interval(found: Floats) -> tuple[float | None, float | None]:
    """The middle 95 % of the resamples in which the coefficient is defined; None when it is so in too few."""
    defined = found[~np.isnan(found)]
    if len(defined) < max(2, DEFINED * len(found)):
        return None, None
    low, high = np.quantile(defined, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
