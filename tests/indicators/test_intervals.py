"""Intervals against values printed elsewhere; and no Wald anywhere."""

import inspect
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbench.indicators as room
from workbench.errors import BadQuantity
from workbench.indicators.intervals import clopper_pearson, wilson

# Newcombe, Statistics in Medicine 17 (1998) 857-872, table I: methods 3 (score) and 5 (exact)
NEWCOMBE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


@pytest.mark.parametrize(("count", "base", "score", "exact"), NEWCOMBE)
def test_as_newcombe_prints_them(count, base, score, exact):
    assert wilson(count, base) == pytest.approx(score, abs=5e-5)
    assert clopper_pearson(count, base) == pytest.approx(exact, abs=5e-5)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_both_hold_the_share_inside_zero_and_one_and_mirror_each_other(case):
    count, base = case
    for method in (wilson, clopper_pearson):
        low, high = method(count, base)
        assert 0 <= low <= count / base + 1e-12
        assert count / base - 1e-12 <= high <= 1
        mirrored = method(base - count, base)
        assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(("count", "base"), [(0, 0), (1, 0), (5, 4), (-1, 4)])
def test_a_base_of_zero_and_a_count_beyond_it_are_refused(count, base):
    with pytest.raises(BadQuantity):
        wilson(count, base)


def test_a_level_outside_zero_and_one_is_refused():
    with pytest.raises(BadQuantity):
        clopper_pearson(3, 4, level=95)


def test_no_module_of_the_room_asks_for_a_wald_interval():
    files = list(Path(inspect.getfile(room)).parent.glob("*.py"))
    assert len(files) > 10
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert '"normal"' not in text, file
        assert ("proportion_confint" in text) == (file.name == "intervals.py"), file
