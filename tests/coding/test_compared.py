import json
from time import process_time

import numpy as np
import pytest

from workbench.coding.compared import codes_of, compare, in_words
from workbench.errors import BadInput

ONE = {"1": ["a", "b"], "2": ["b"], "3": [], "4": None}
TWO = {"1": ["a"], "2": ["a"], "3": [], "5": ["a"]}


def row(start, end, code="a", source="s"):
    return {"source": source, "start": start, "end": end, "code": code}


def test_units_give_figures_intervals_and_the_list_of_disagreements():
    found = compare([ONE, TWO])
    assert (found["units"], found["left_out"]) == (3, 1)
    assert found["percent"] == pytest.approx(2 / 3, abs=1e-6)
    assert found["alpha_dominant"] == pytest.approx(0.545455)
    assert len(found["intervals"]["alpha_masi"]) == 2
    assert set(found["per_code"]) == {"a", "b"}
    assert [d["where"] for d in found["disagreements"]] == ["2", "1"]
    json.dumps(found, allow_nan=False)


def test_passages_too():
    found = compare([[row(0, 100)], [row(50, 100), row(120, 200, "b")]])
    assert found["kind"] == "passages"
    assert found["per_code"]["a"]["everyone"] == 50
    assert found["alpha_unitizing"] < 1
    assert found["disagreements"][0]["start"] == 120
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    "files",
    [
        [{}],
        [{}, []],
        ["a", "b"],
        [{"1": 3}, {}],
        [{"1": [3]}, {}],
        [[row(5, 5)], []],
        [[row(-1, 5)], []],
        [[row(0.5, 5)], []],
        [[row(True, 5)], []],
        [[row(0, 5, "")], []],
        [[{"source": "s"}], []],
        [["a"], []],
    ],
)
def test_files_that_are_no_codings_are_refused_in_a_sentence(files):
    with pytest.raises(BadInput):
        compare(files)


def test_a_code_that_the_codebook_has_not_is_refused():
    with pytest.raises(BadInput, match="b"):
        compare([ONE, TWO], codes_of([{"id": "a", "label": "A"}]))
    with pytest.raises(BadInput):
        codes_of({"a": 1})


@pytest.mark.parametrize("files", [[{}, {}], [{"1": ["a"]}, {"2": ["a"]}], [[], []], [[row(0, 5)], [row(0, 5)]]])
def test_what_cannot_be_computed_is_empty_and_explained(files):
    found = compare(files)
    assert found["alpha_dominant"] is None
    assert found["notes"]
    json.dumps(found, allow_nan=False)
    assert all(isinstance(line, str) for line in in_words(found))


def test_a_reader_sees_figures_and_places():
    lines = "\n".join(in_words(compare([ONE, TWO])))
    assert "alpha_masi : 0.31 [" in lines
    assert "2 : b / a" in lines


def test_two_coders_on_a_long_text_are_compared_in_two_seconds():
    random = np.random.default_rng(1)

    def coder():
        starts = random.integers(0, 299_000, 1000)
        return [row(int(s), int(s + random.integers(20, 500)), f"c{random.integers(50)}") for s in starts]

    files = [coder(), coder()]
    start = process_time()
    found = compare(files)
    assert process_time() - start < 2
    assert len(found["per_code"]) == 50


def test_three_coders_by_units_and_by_passages():
    units = compare([ONE, TWO, {"1": ["a"], "2": ["b"], "3": [], "5": ["b"]}])
    assert (units["coders"], units["units"]) == (3, 4)
    assert -1 <= units["alpha_masi"] <= 1
    assert [d["where"] for d in units["disagreements"]] == ["5", "2", "1"]
    passages = compare([[row(0, 100)], [row(0, 100)], [row(50, 150)]])
    assert (passages["coders"], passages["per_code"]["a"]["everyone"]) == (3, 50)
    assert passages["disagreements"][0]["weight"] == pytest.approx(50 / 3, abs=1e-3)
