import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.coefficients import masi, masi_of_two
from workbench.coding.disagreements import on_passages, on_units
from workbench.coding.spans import Passage


def test_units_come_by_weight_and_agreed_ones_not_at_all():
    found = on_units(
        [{"1": ["a"], "2": ["a", "b"], "3": ["a"], "4": []}, {"1": ["a"], "2": ["a"], "3": ["b"], "5": ["a"]}]
    )
    assert [(d.where, round(d.weight, 3)) for d in found] == [("3", 1.0), ("2", 0.667)]
    assert found[0].said == (("a",), ("b",))


def test_passages_give_the_stretches_where_one_stands_alone():
    one, two = [Passage("s", 0, 100, "a")], [Passage("s", 20, 60, "a"), Passage("s", 300, 310, "b")]
    found = on_passages([one, two])
    assert [(d.start, d.end, d.said) for d in found] == [
        (60, 100, (("a",), ())),
        (0, 20, (("a",), ())),
        (300, 310, ((), ("b",))),
    ]
    assert found[0].weight == 20


@given(st.frozensets(st.sampled_from("abc")), st.frozensets(st.sampled_from("abc")))
def test_the_distance_of_two_sets_is_that_of_the_table(one, two):
    assert masi_of_two(one, two) == pytest.approx(masi([one, two])[0, 1], abs=1e-6)
    assert masi_of_two(one, two) == masi_of_two(two, one)
