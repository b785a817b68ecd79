import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.coding.agreement import agreement, binary_alpha, by_turn, on_units
from workbench.coding.codings import Coding
from workbench.coding.excerpts import Excerpt

# Krippendorff, Content Analysis (2004), p. 230: four observers, twelve units, "." not seen
TEXTBOOK = "B B . B|L L P L|P P P P|P P P P|L L L L|B L P C|C C C C|B B L B|L L L L|. F F F|. . B B|. . P ."


def textbook():
    rows = [row.split() for row in TEXTBOOK.split("|")]
    return [{f"u{n}": [row[k]] for n, row in enumerate(rows) if row[k] != "."} for k in range(4)]


def test_alpha_of_the_textbook_four_observers():
    found = agreement(textbook())
    assert found.values["alpha_dominant"].value == pytest.approx(0.743, abs=5e-4)
    # sets of one code each: the distance of sets is that of names
    assert found.values["alpha_masi"].value == pytest.approx(0.743, abs=5e-4)
    assert (found.shared, found.alone) == (11, 1)


def test_coefficients_of_the_textbook_table():
    # Krippendorff (2004), p. 246, second table: percent .460, alpha about pi .186, kappa .258
    table = {("a", "a"): 12, ("a", "b"): 18, ("a", "c"): 18, ("b", "b"): 14, ("b", "c"): 18, ("c", "c"): 20}
    pairs = [pair for pair, n in table.items() for _ in range(n)]
    found = agreement([{f"u{n}": [pair[k]] for n, pair in enumerate(pairs)} for k in (0, 1)]).values
    assert found["percent"].value == pytest.approx(0.460, abs=5e-4)
    assert found["kappa_dominant"].value == pytest.approx(0.258, abs=5e-4)
    assert found["alpha_dominant"].value == pytest.approx(0.186, abs=5e-3)


def test_gwet_ac1_of_a_worked_table():
    # yes/yes 118, yes/no 5, no/yes 2, no/no 0: pa = .944, p = .972, pe = 2 p (1 - p) = .0544, so AC1 = .9408
    pairs = [("y", "y")] * 118 + [("y", "n")] * 5 + [("n", "y")] * 2
    found = agreement([{f"u{n}": [pair[k]] for n, pair in enumerate(pairs)} for k in (0, 1)]).values
    assert found["ac1_dominant"].value == pytest.approx(0.9408, abs=5e-4)
    assert found["kappa_dominant"].value == pytest.approx(-0.0234, abs=5e-4)


def test_coders_who_hold_one_code_in_common_agree_by_a_part():
    # MASI of {a, b} and {a}: 1 - 1/2 * 2/3 = 2/3; with {a}/{a} and {b}/{b}: Do = (2/3)/3 over units
    found = agreement([{"1": ["a", "b"], "2": ["a"], "3": ["b"]}, {"1": ["a"], "2": ["a"], "3": ["b"]}])
    assert found.values["alpha_dominant"].value == 1
    assert 0 < found.values["alpha_masi"].value < 1
    assert found.values["percent_same"].value == pytest.approx(2 / 3)


def test_the_interval_holds_the_value_and_is_the_same_each_time():
    one, two = agreement(textbook()), agreement(textbook())
    value = one.values["alpha_dominant"]
    assert value.low < value.value <= value.high
    assert value == two.values["alpha_dominant"]


def test_each_code_says_how_many_and_what_is_undefined_says_why():
    found = agreement([{"1": ["a"], "2": ["a"], "3": ["a", "b"]}, {"1": ["a"], "2": ["a"], "3": ["a"]}])
    everywhere, once = found.codes
    assert (everywhere.everyone, everywhere.some, everywhere.nobody) == (3, 0, 0)
    assert everywhere.values["alpha"].value is None
    assert everywhere.values["alpha"].why
    assert (once.everyone, once.some, once.nobody) == (0, 1, 2)
    assert once.values["alpha"].value == pytest.approx(0)  # one disagreement and nothing else


@pytest.mark.parametrize("coders", [[{}, {}], [{"a": ["x"]}, {"b": ["x"]}], [{"a": []}, {"a": []}]])
def test_nothing_to_compare_gives_sentences_not_numbers(coders):
    found = agreement(coders)
    assert found.values["alpha_dominant"].value is None
    assert found.values["alpha_masi"].value is None
    assert found.values["alpha_dominant"].why.endswith(".")


judgements = st.lists(st.sampled_from([(), ("a",), ("b",), ("a", "b")]), min_size=1, max_size=12)


@settings(deadline=None)  # the first example waits for imports
@given(judgements, judgements)
def test_no_figure_is_ever_above_one_or_not_a_number(first, second):
    found = agreement([dict(enumerate(first)), dict(enumerate(second))])
    values = [v for c in found.codes for v in c.values.values()] + list(found.values.values())
    assert all(v.value is None or -1 - 1e-9 <= v.value <= 1 + 1e-9 for v in values)
    assert all(v.value is not None or v.why for v in values)


@settings(deadline=None)  # the first example waits for imports
@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_both_ways_to_compute_a_code_s_alpha_agree(both, one, two, neither):
    pairs = [(["a"], ["a"])] * both + [(["a"], [])] * one + [([], ["a"])] * two + [([], [])] * neither
    coders = [{n: pair[k] for n, pair in enumerate(pairs)} for k in (0, 1)]
    found = agreement(coders, codes=["a"]).codes[0].values["alpha"].value
    assert found == (None if not pairs else pytest.approx(binary_alpha(both, one + two, neither)))


def test_alpha_of_the_textbook_binary_example():
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), B: two observers, ten binary units,
    # matches 5 of 0-0, 1 of 1-1, mismatches 4: alpha = 0.095
    assert binary_alpha(both=1, only_one=4, neither=5) == pytest.approx(0.095, abs=5e-4)


@pytest.mark.parametrize("counts", [(0, 0, 9), (9, 0, 0), (0, 0, 0)])
def test_alpha_is_not_invented_where_nothing_varies(counts):
    assert binary_alpha(*counts) is None


def test_only_units_that_both_coders_saw_count():
    first = {"u1": {"a"}, "u2": set(), "u3": {"a"}}
    second = {"u1": {"a"}, "u2": {"a"}}
    (found,) = on_units(first, second, ["a"])
    assert (found.units, found.both, found.only_first, found.only_second) == (2, 1, 0, 1)
    assert found.percent == 0.5


def test_a_coding_falls_in_every_turn_that_it_touches():
    coding = Coding(Excerpt("s", 5, 15, "x" * 10), "b", "a", "E1")
    assert by_turn([coding], {"s": [(0, 4), (4, 10), (10, 20)]}) == {"s#0": set(), "s#1": {"a"}, "s#2": {"a"}}
