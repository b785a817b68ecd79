import pandas as pd
import pytest

from workbench.coding.codebooks import codebook_from
from workbench.joint import Fit, Link, household_frame, rows

BOOK = codebook_from(
    {"id": "b", "codes": [{"id": c, "label": c.title()} for c in ("budget", "droits", "emploi", "fin")]}
)
CODINGS = pd.DataFrame(
    [
        ("x1", "M02", "household", "budget"),
        ("x1", "M02", "household", "budget"),
        ("x2", "P01", "association", "budget"),
        ("x3", "P01", "association", "droits"),
    ],
    columns=["excerpt", "person", "voice", "code"],
)


def test_contradictions_come_first_and_both_strands_are_counted():
    links = [Link("budget", ("loyer",), Fit.CONFIRMS), Link("droits", ("droits",), Fit.CONTRADICTS)]
    found = rows(CODINGS, BOOK, links, {"loyer": "18 sur 24", "droits": "9 sur 24"})
    assert [row.theme for row in found] == ["droits", "budget"]
    budget = found[1]
    assert (budget.household_excerpts, budget.household_people, budget.professional_excerpts) == (1, 1, 1)


def test_a_strand_that_is_missing_leaves_the_fit_unknown():
    links = [Link("emploi", ("emploi",), Fit.CONFIRMS), Link("budget", ("absent",), Fit.CONFIRMS)]
    found = {row.theme: row for row in rows(CODINGS, BOOK, links, {"emploi": "3 sur 24"})}
    assert found["emploi"].fit is Fit.UNKNOWN  # a figure without a word
    assert found["emploi"].household_excerpts == 0
    assert found["budget"].fit is Fit.UNKNOWN  # words without their figure
    assert found["budget"].figures == ()
    assert "fin" not in found  # nobody spoke of it and no figure bears on it


def test_a_household_that_was_not_interviewed_is_not_silent():
    frame = household_frame(CODINGS, pd.DataFrame({"household": ["M02", "M03"]}), BOOK).set_index("household")
    assert frame.loc["M02", "budget"] == 1
    assert frame.loc["M02", "droits"] == 0
    assert frame.loc["M03", "budget"] is pd.NA


@pytest.mark.parametrize("fit", list(Fit))
def test_every_fit_has_its_place(fit):
    assert isinstance(fit.value, str)
