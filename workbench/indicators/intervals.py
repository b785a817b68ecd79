"""How far a count out of a base may be from the rate of similar households in the future. No Wald interval anywhere.

The cohort itself is counted whole: its count is exact, and the interval is not about it.
"""

from functools import lru_cache

from workbench.errors import BadQuantity
from workbench.messages import _

LEVEL = 0.95
Interval = tuple[float, float]


def wilson(count: int, base: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval (1927) of count/base, as two shares in [0, 1]; raises BadQuantity as _proportion does."""
    return _proportion(count, base, level, "wilson")


def clopper_pearson(count: int, base: int, level: float = LEVEL) -> Interval:
    """Clopper and Pearson's exact interval (1934) of count/base, as two shares in [0, 1]; wider than Wilson's."""
    return _proportion(count, base, level, "beta")


METHODS = {"wilson": wilson, "clopper-pearson": clopper_pearson}


@lru_cache(maxsize=4096)
def _proportion(count: int, base: int, level: float, method: str) -> Interval:
    """Raises BadQuantity for a base of zero, for a count outside 0..base, for a level outside ]0, 1[."""
    if base <= 0:
        raise BadQuantity(why=_("the base is zero"))
    if not 0 <= count <= base:
        raise BadQuantity(why=_("{count} is not a part of {base}").format(count=count, base=base))
    if not 0 < level < 1:
        raise BadQuantity(why=_("a level lies between 0 and 1, not at {level}").format(level=level))
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(count, base, alpha=1 - level, method=method)
    # none and all are exact ends of both intervals; the formulas leave a rounding error there
    return (0.0 if count == 0 else float(low)), (1.0 if count == base else float(high))
