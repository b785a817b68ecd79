import pytest

from workbench.errors import Withheld
from workbench.findings.findings import Evidence, Finding, Strength, wording_hash
from workbench.findings.reviews import Position, Review, dissents
from workbench.findings.voices import balance, check_claim

SPEAKERS = {"x1": ("M02", "household"), "x2": ("M02", "household"), "x3": ("P01", "association")}


def finding(statement="Le loyer est payé.", **more):
    facts = {"id": "c1", "version": 1, "plain": "p", "recommendation": "r", "theme": "t", "author": "E1"}
    return Finding(statement=statement, strength=Strength.DECLARED, **(facts | more))


def heard(*refs):
    return balance([Evidence("excerpt", ref) for ref in refs], SPEAKERS)


def test_excerpts_and_people_are_counted_apart():
    found = heard("x1", "x2", "x3")
    assert found.excerpts == {"household": 2, "association": 1}
    assert found.people == {"household": 1, "association": 1}
    assert found.warning == ""


@pytest.mark.parametrize("refs", [(), ("x3",), ("x1",), ("x1", "x2")])
def test_an_unbalanced_finding_bears_a_warning(refs):
    assert heard(*refs).warning


def test_a_view_of_households_without_a_household_is_refused():
    with pytest.raises(Withheld):
        check_claim(finding("Les ménages disent que tout va bien."), heard("x3"))
    check_claim(finding("Les ménages disent que tout va bien."), heard("x1"))


def test_one_letter_changed_is_another_wording():
    assert wording_hash(finding()) != wording_hash(finding("Le loyer est payé !"))
    assert wording_hash(finding("e\N{COMBINING ACUTE ACCENT}")) == wording_hash(finding("é"))


def review(reviewer, position, at):
    return Review("c1", 1, "h", reviewer, "household", position, "mots", "s", at, "E1", True, f"{reviewer}{at}")


def test_the_latest_position_of_each_reviewer_counts():
    said = [
        review("M02", Position.DISAGREE, "2015-10-15T10:00:00"),
        review("M02", Position.AGREE, "2015-10-20T10:00:00"),
        review("M04", Position.NUANCE, "2015-10-15T10:00:00"),
        review("M07", Position.NO_ANSWER, "2015-10-15T10:00:00"),
    ]
    assert [r.reviewer for r in dissents(said)] == ["M04"]
