"""Exact tests for small groups, for those who ask: never by default, never with stars, the effect first.

Each returns counts and an effect with its interval beside the p-value, and says how many tests were made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import BadQuantity
from workbench.indicators.intervals import Interval, wilson
from workbench.messages import _

Answer = bool | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two counts compared.

    `first` and `second` are (yes, of); `difference` is second minus first in shares of the base, `interval` its 95 %
    interval (Newcombe's hybrid score for independent groups; for pairs, on the share of those who changed that went
    up). `p` is two-sided and exact; `lost` are pairs left out because one answer is not known; `tests` is the number
    of comparisons asked for together, to be shown beside p.
    """

    first: tuple[int, int]
    second: tuple[int, int]
    difference: float
    interval: Interval | None
    p: float
    lost: int = 0
    up: int = 0
    down: int = 0
    tests: int = 1


def fisher(first: tuple[int, int], second: tuple[int, int], tests: int = 1) -> Compared:
    """Two independent groups, each (yes, of), by Fisher's exact test; raises BadQuantity for an impossible count."""
    from scipy.stats import fisher_exact
    from statsmodels.stats.proportion import confint_proportions_2indep

    for count, base in (first, second):
        wilson(count, base)  # refuses what is no proportion
    table = [[count, base - count] for count, base in (first, second)]
    low, high = confint_proportions_2indep(second[0], second[1], first[0], first[1], method="newcomb")
    difference = second[0] / second[1] - first[0] / first[1]
    p = float(fisher_exact(table).pvalue)
    return Compared(first, second, difference, (float(low), float(high)), p, tests=tests)


def mcnemar(before: Sequence[Answer], after: Sequence[Answer], tests: int = 1) -> Compared:
    """The same households before and after, by McNemar's exact test on those that changed.

    A pair with an unknown answer is left out and counted. Raises BadQuantity for lists of two lengths, or no pair.
    """
    from scipy.stats import binomtest

    if len(before) != len(after):
        raise BadQuantity(why=_("{one} answers before and {two} after: they are not paired").format(
            one=len(before), two=len(after)))  # fmt: skip
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None]
    if not pairs:
        raise BadQuantity(why=_("the base is zero"))
    up, down = sum(b and not a for a, b in pairs), sum(a and not b for a, b in pairs)
    n = len(pairs)
    first, second = (sum(a for a, _b in pairs), n), (sum(b for _a, b in pairs), n)
    changed = up + down
    p = float(binomtest(up, changed, 0.5).pvalue) if changed else 1.0
    interval = wilson(up, changed) if changed else None
    return Compared(first, second, (up - down) / n, interval, p, len(before) - n, up, down, tests)
