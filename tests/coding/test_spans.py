import pytest

from workbench.coding.agreement import binary_alpha
from workbench.coding.spans import Passage, on_spans


def p(start, end, code="a", source="s"):
    return Passage(source, start, end, code)


def test_a_code_is_counted_by_characters():
    found = on_spans([[p(0, 40)], [p(20, 60)]], {"s": 100})
    (code,) = found.codes
    assert (code.everyone, code.some, code.nobody) == (20, 40, 40)
    assert code.values["alpha"].value == pytest.approx(binary_alpha(20, 40, 40))
    assert code.values["percent"].value == pytest.approx(0.6)
    assert found.characters == 100


def test_sets_and_dominant_codes_are_counted_by_characters():
    # both say a everywhere, one says b as well on the second half
    found = on_spans([[p(0, 100)], [p(0, 100), p(50, 100, "b")]])
    assert found.values["percent"].value == 1
    assert found.values["alpha_dominant"].value is None  # nothing varies
    assert found.values["percent_same"].value == 0.5
    assert found.values["alpha_masi"].value == pytest.approx(-0.33, abs=0.02)


def test_the_same_codings_agree_wholly_and_another_order_changes_nothing():
    codings = [p(0, 300), p(500, 800, "b"), p(100, 200, "b"), p(0, 50, source="t")]
    found = on_spans([codings, codings])
    assert {v.value for v in found.values.values()} == {1}
    one, two = [p(10, 300), p(500, 900, "b")], [p(0, 300), p(400, 800, "b")]
    assert on_spans([one, two]).values["alpha_masi"] == on_spans([two, one]).values["alpha_masi"]


def test_overlapping_passages_of_one_code_are_merged_first():
    whole, parts = [p(0, 100)], [p(0, 70), p(50, 100)]
    assert on_spans([whole, parts], {"s": 300}).codes[0].values["alpha_unitizing"].value == 1


def test_intervals_resample_blocks_and_hold_the_value():
    one = [p(n * 1000, n * 1000 + 300) for n in range(60)]
    two = [p(n * 1000 + (200 if n % 3 else 0), n * 1000 + 500) for n in range(60)]
    values = on_spans([one, two], {"s": 60_000}).codes[0].values
    for name in ("alpha", "percent", "kappa", "ac1", "alpha_unitizing"):
        assert values[name].low < values[name].value < values[name].high


def test_three_coders():
    found = on_spans([[p(0, 50)], [p(0, 50)], [p(25, 75)]], {"s": 100})
    assert (found.codes[0].everyone, found.codes[0].some) == (25, 50)
    assert 0 < found.codes[0].values["alpha"].value < 1


@pytest.mark.parametrize("coders", [[[], []], [[p(0, 5)], []]])
def test_nothing_or_one_coder_alone(coders):
    found = on_spans(coders)
    assert all(v.value is None or v.value <= 1 for v in found.values.values())
    assert all(v.why for v in found.values.values() if v.value is None)


def test_the_textbook_s_passages_on_its_continuum_of_three_hundred():
    """Krippendorff, Content Analysis (2004), p. 254, begun at 0 instead of 150."""
    one, two = [p(75, 145, "c"), p(220, 250, "c")], [p(70, 150, "c"), p(205, 225, "c"), p(250, 270, "c")]
    same = [p(30, 90, "k"), p(150, 200, "k")]
    found = on_spans([one + same, two + same], {"s": 300})
    by_code = {code.code: code.values["alpha_unitizing"].value for code in found.codes}
    assert by_code["c"] == pytest.approx(0.7286, abs=5e-5)
    assert by_code["k"] == 1
    assert found.values["alpha_unitizing"].value == pytest.approx(0.8591, abs=5e-4)
