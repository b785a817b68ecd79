"""What arithmetic does with figures, and what it refuses."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import BadQuantity
from workbench.indicators.quantities import Kind, Quantity, missing, per, ratio, share

WHOLE = st.integers(0, 10_000).map(float)
UNITS = st.sampled_from(["household", "person", "dwelling", "file", "measure", "EUR", "EUR/year", "hour/month"])


def households(n, **more):
    return Quantity(float(n), "household", **more)


@given(WHOLE, WHOLE, UNITS)
def test_a_sum_is_the_sum_whatever_the_order(a, b, unit):
    one, two = Quantity(a, unit), Quantity(b, unit)
    assert (one + two).value == (two + one).value == a + b
    assert (one + two).kind is Kind.EXACT
    assert ((one + two) - two).value == a


@given(WHOLE, WHOLE, UNITS, UNITS)
def test_units_never_mix(a, b, unit, other):
    one, two = Quantity(a + 1, unit), Quantity(b + 1, other)
    for act in (lambda: one + two, lambda: one - two, lambda: one / two, lambda: share(one, two)):
        if unit != other:
            with pytest.raises(BadQuantity) as refusal:
                act()
            assert unit in str(refusal.value)
            assert other in str(refusal.value)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_keeps_its_counts_and_lies_between_none_and_all(case):
    count, base = case
    found = share(households(count), households(base, base="households rehoused"))
    assert (found.numerator, found.denominator, found.base) == (count, base, "households rehoused")
    assert 0 <= found.value <= 1
    assert found.value * base == pytest.approx(count)


@given(st.integers(1, 200), st.integers(0, 200), st.integers(0, 200))
def test_parts_of_a_base_add_up_to_the_base_at_most(base, a, b):
    if a <= base and b <= base:
        parts = [households(n, numerator=float(n), denominator=float(base)) for n in (a, b)]
        if a + b <= base:
            assert (parts[0] + parts[1]).numerator == a + b
        else:  # several answers to one question
            with pytest.raises(BadQuantity):
                parts[0] + parts[1]


@given(WHOLE, WHOLE)
def test_a_lower_bound_stays_a_lower_bound_and_is_never_exact(a, b):
    bound, exact = households(a, kind=Kind.AT_LEAST), households(b)
    assert (bound + exact).kind is Kind.AT_LEAST
    assert (bound + exact).value == a + b
    for act in (lambda: exact - bound, lambda: bound - exact, lambda: bound / exact, lambda: share(bound, exact)):
        with pytest.raises(BadQuantity):
            act()


@given(WHOLE, st.sampled_from(["+", "-", "/"]))
def test_a_blank_is_not_zero(a, sign):
    figure, blank = households(a + 1), missing("household", "ménage absent")
    act = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "/": lambda x, y: x / y}[sign]
    for pair in ((figure, blank), (blank, figure)):
        with pytest.raises(BadQuantity) as refusal:
            act(*pair)
        assert "ménage absent" in str(refusal.value)


def test_periods_bases_and_dates_must_be_the_same():
    year = Quantity(12.0, "EUR", period="2014")
    for other in (replace(year, period="2015"), replace(year, base="households"), replace(year, date="2015-11-01")):
        with pytest.raises(BadQuantity):
            year + other
    with pytest.raises(BadQuantity):
        households(5, denominator=5.0) + households(5, denominator=19.0)


def test_about_colours_a_sum_and_opposite_bounds_do_not_add():
    assert (households(3_400, kind=Kind.ABOUT) + households(10)).kind is Kind.ABOUT
    for kind in (Kind.AT_MOST, Kind.ABOUT, Kind.RANGE):
        ends = {"low": 1.0, "high": 3.0, "value": None} if kind is Kind.RANGE else {}
        with pytest.raises(BadQuantity):
            households(700, kind=Kind.AT_LEAST) + replace(households(2), kind=kind, **ends)


def test_a_range_plus_a_figure_moves_both_ends():
    debts = Quantity(None, "EUR", Kind.RANGE, low=150.0, high=22_000.0)
    moved = debts + Quantity(100.0, "EUR")
    assert (moved.low, moved.high, moved.kind) == (250.0, 22_100.0, Kind.RANGE)
    with pytest.raises(BadQuantity):
        debts - Quantity(100.0, "EUR")


def test_an_intention_is_no_observation_but_may_be_the_whole_of_a_share():
    target, reached = households(30, kind=Kind.TARGET), households(24)
    with pytest.raises(BadQuantity):
        target + reached
    with pytest.raises(BadQuantity):
        share(target, reached)
    assert share(reached, target).value == 0.8
    assert share(households(33), target).value == pytest.approx(1.1)  # a target can be passed
    assert (target + households(10, kind=Kind.TARGET)).kind is Kind.TARGET


def test_money_per_heads_but_no_heads_per_heads():
    cost = per(Quantity(150_000.0, "EUR/year", Kind.PLANNED), households(30, kind=Kind.PLANNED))
    assert (cost.value, cost.unit, cost.kind) == (5_000.0, "EUR/household-year", Kind.PLANNED)
    with pytest.raises(BadQuantity):
        per(households(24), Quantity(33.0, "dwelling"))
    with pytest.raises(BadQuantity):
        per(Quantity(9.0, "EUR"), Quantity(2.0, "EUR"))


def test_a_ratio_needs_one_unit_and_something_below():
    assert ratio(households(24), households(12)).value == 2
    with pytest.raises(BadQuantity):
        households(24) / households(0)
    with pytest.raises(BadQuantity):
        share(households(0), households(0))
    with pytest.raises(BadQuantity):
        share(households(25), households(24))
    with pytest.raises(BadQuantity):
        households(4) - households(5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None},
        {"value": float("nan")},
        {"value": None, "kind": Kind.MISSING},
        {"value": 3.0, "kind": Kind.MISSING, "reason": "absent"},
        {"value": None, "kind": Kind.RANGE, "low": 1.0},
        {"value": 2.0, "low": 3.0, "high": 1.0},
        {"value": 2.0, "denominator": 0.0},
    ],
)
def test_a_figure_that_cannot_be_is_refused_at_once(wrong):
    with pytest.raises(BadQuantity):
        Quantity(**{"unit": "household"} | wrong)
