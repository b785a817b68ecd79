import pandas as pd

from workbench.coding.retrieval import code_by_code, code_by_voice, person_by_code

CODINGS = pd.DataFrame(
    [
        ("x1", "M02", "household", "budget", "E1"),
        ("x1", "M02", "household", "budget", "E2"),  # a second coder is not a second excerpt
        ("x1", "M02", "household", "droits", "E1"),
        ("x2", "M04", "household", "budget", "E1"),
        ("x3", "P01", "association", "droits", "E1"),
    ],
    columns=["excerpt", "person", "voice", "code", "coder"],
)


def test_voices_are_counted_in_excerpts_and_people_not_in_codings():
    found = code_by_voice(CODINGS).set_index(["code", "voice"])
    assert tuple(found.loc[("budget", "household")]) == (2, 2)
    assert tuple(found.loc[("droits", "association")]) == (1, 1)


def test_codes_met_on_one_excerpt():
    assert code_by_code(CODINGS).values.tolist() == [["budget", "droits", 1, 1]]


def test_somebody_never_coded_has_a_row_of_zeros():
    frame = person_by_code(CODINGS, ["M02", "M07"], ["budget", "droits", "emploi"])
    assert frame.values.tolist() == [[1, 1, 0], [0, 0, 0]]
