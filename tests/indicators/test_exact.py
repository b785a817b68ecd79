"""Exact tests against published examples and against sums over the whole distribution."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import BadQuantity
from workbench.indicators.exact import fisher, mcnemar


def test_the_gaps_that_fifteen_and_nine_households_can_show():
    assert fisher((0, 15), (3, 9)).p == pytest.approx(0.0415, abs=5e-5)
    assert fisher((10, 12), (5, 12)).p == pytest.approx(0.089, abs=5e-4)


def test_fishers_tea():
    assert fisher((3, 4), (1, 4)).p == pytest.approx(0.4857, abs=5e-5)  # 34/70, Fisher 1935


def test_newcombes_interval_of_a_difference():
    """Newcombe 1998, method 10: 56/70 against 48/80."""
    found = fisher((48, 80), (56, 70))
    assert found.difference == pytest.approx(0.2)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(a=st.integers(0, 12), n=st.integers(1, 12), b=st.integers(0, 12), m=st.integers(1, 12))
def test_fisher_is_the_sum_of_the_tables_that_are_no_likelier(a, n, b, m):
    a, b = min(a, n), min(b, m)
    ways = {k: comb(n, k) * comb(m, a + b - k) for k in range(a + b + 1) if k <= n and a + b - k <= m}
    mine = Fraction(sum(w for w in ways.values() if w <= ways[a]), sum(ways.values()))
    assert fisher((a, n), (b, m)).p == pytest.approx(float(mine))


def test_pairs_that_changed_decide_alone():
    before = [True] * 5 + [False] * 12 + [None]
    after = [True] * 4 + [False] + [True] * 8 + [False] * 4 + [True]
    found = mcnemar(before, after)
    assert (found.first, found.second, found.up, found.down, found.lost) == ((5, 17), (12, 17), 8, 1, 1)
    assert found.difference == pytest.approx(7 / 17)
    assert found.p == pytest.approx(2 * (1 + 9) / 2**9)  # both tails of 9 throws of a coin


def test_nobody_changed_and_nobody_known():
    assert mcnemar([True, False], [True, False]).p == 1
    with pytest.raises(BadQuantity):
        mcnemar([None], [True])
    with pytest.raises(BadQuantity):
        mcnemar([True], [True, False])
    with pytest.raises(BadQuantity):
        fisher((3, 2), (1, 2))
