import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.agreement import binary_alpha, by_turn, on_units
from workbench.coding.codings import Coding
from workbench.coding.excerpts import Excerpt


def test_alpha_of_the_textbook_binary_example():
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), B: two observers, ten binary units,
    # matches 5 of 0-0, 1 of 1-1, mismatches 4: alpha = 0.095
    assert binary_alpha(both=1, only_one=4, neither=5) == pytest.approx(0.095, abs=5e-4)


@given(st.integers(1, 50), st.integers(1, 50))
def test_full_agreement_is_one(both, neither):
    assert binary_alpha(both, 0, neither) == 1


@pytest.mark.parametrize("counts", [(0, 0, 9), (9, 0, 0), (0, 0, 0)])
def test_alpha_is_not_invented_where_nothing_varies(counts):
    assert binary_alpha(*counts) is None


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_alpha_never_exceeds_one(both, one, neither):
    alpha = binary_alpha(both, one, neither)
    assert alpha is None or -1 <= alpha <= 1


def test_only_units_that_both_coders_saw_count():
    first = {"u1": {"a"}, "u2": set(), "u3": {"a"}}
    second = {"u1": {"a"}, "u2": {"a"}}
    (found,) = on_units(first, second, ["a"])
    assert (found.units, found.both, found.only_first, found.only_second) == (2, 1, 0, 1)
    assert found.percent == 0.5


def test_a_coding_falls_in_every_turn_that_it_touches():
    coding = Coding(Excerpt("s", 5, 15, "x" * 10), "b", "a", "E1")
    assert by_turn([coding], {"s": [(0, 4), (4, 10), (10, 20)]}) == {"s#0": set(), "s#1": {"a"}, "s#2": {"a"}}
