import pandas as pd
import pytest

from workbench.coding.codebooks import codebook_from
from workbench.errors import BadInput
from workbench.joint import Fit, Heard, Link, arrears, comparison, crossed, household_frame, links_from, quotes, rows
from workbench.joint import timeline as times
from workbench.resources import shipped
from workbench.study.results import results

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


STANCES = pd.DataFrame(
    [("budget", "x1", "M02", "for"), ("budget", "x2", "P01", "against"), ("budget", "x2", "P01", "against"),
     ("droits", "x3", "P01", "for")],
    columns=["theme", "excerpt", "person", "stance"],
)  # fmt: skip


def test_excerpts_and_people_are_counted_for_and_against():
    found = {row.theme: row for row in rows(CODINGS, BOOK, [], {}, STANCES)}
    assert found["budget"].speaks_for == Heard(1, 1)
    assert found["budget"].speaks_against == Heard(1, 1)  # one excerpt, though two findings rest on it
    assert found["droits"].speaks_against == Heard()


def test_households_are_among_the_voices_even_when_silent():
    found = {row.theme: dict(row.voices) for row in rows(CODINGS, BOOK, [], {})}
    assert found["droits"] == {"household": Heard(), "association": Heard(1, 1)}
    assert found["budget"]["household"] == Heard(1, 1)


def test_a_theme_on_few_people_is_marked():
    few = {
        row.theme: row.few for row in rows(CODINGS, BOOK, [Link("emploi", ("emploi",), Fit.CONFIRMS)], {"emploi": "3"})
    }
    assert few == {"budget": True, "droits": True, "emploi": False}  # nobody at all is another matter


def test_links_keep_what_is_written():
    assert links_from([{"theme": "budget", "indicators": ["a"], "fit": "expands"}]) == (
        Link("budget", ("a",), Fit.EXPANDS),
    )
    with pytest.raises(ValueError, match="proves"):
        links_from([{"theme": "budget", "fit": "proves"}])


FOLLOWED = pd.DataFrame(
    [("M1", 3, 0), ("M1", 6, 120), ("M2", 3, 50), ("M2", 6, None), ("M3", 3, None), ("M4", 0, 70), ("M5", 6, 0),
     ("M5", 3, 10)],
    columns=["household", "wave", "arrears"],
)  # fmt: skip


def test_arrears_are_those_of_the_last_known_answer_after_the_entry_and_a_blank_is_unknown():
    assert arrears(FOLLOWED).to_dict() == {"M1": "some", "M2": "some", "M3": "unknown", "M4": "unknown", "M5": "none"}


def test_the_demonstration_s_arrears_are_those_of_its_indicator():
    told = arrears(pd.read_csv(shipped("corpus") / "asg" / "tables" / "follow_up.csv"))
    entry = next(r.quantity for r in results(shipped("corpus") / "asg") if r.indicator == "arrears")
    assert (told == "some").sum() == entry.numerator
    assert (told != "unknown").sum() == entry.denominator


def test_themes_and_follow_up_meet_household_by_household():
    frame = pd.DataFrame({"household": ["M1", "M2", "M3"], "budget": [1, 0, None], "state": ["some", None, "none"]})
    frame["budget"] = frame["budget"].astype("Int64")
    found = crossed(frame, ["budget"], "state", "unknown").set_index(["said", "state"])["count"]
    assert found.sum() == 3
    assert (found["spoke", "some"], found["heard", "unknown"], found["not heard", "none"]) == (1, 1, 1)
    assert found["spoke", "none"] == 0  # a counted zero stands
    with pytest.raises(BadInput):
        crossed(frame, ["droits"], "state", "unknown")


TABLES = {
    "households": pd.DataFrame(
        {"household": ["M1", "M2", "M3"], "territory": ["77", "77", "94"],
         "entered": ["2014-03-02", "2014-03-30", "2014-04-01"],
         "exited": ["2015-10-31", None, None]}
    ),
    "coordination": pd.DataFrame(
        {"date": ["2014-03-05"] * 3, "territory": ["77"] * 3, "partner": ["a", "b", "c"], "present": "oui"}
    ),
}  # fmt: skip


def test_a_territory_s_months_count_events_and_never_follow_a_household():
    found = times.months(TABLES, "77")
    assert found.to_dict("records") == [
        {"month": "2014-03", "event": "entered", "count": 2},
        {"month": "2014-03", "event": "met", "count": 1},  # three partners, one meeting
        {"month": "2015-10", "event": "exited", "count": 1},
    ]
    assert "household" not in found


def test_a_date_that_cannot_be_read_is_named():
    wrong = {"households": TABLES["households"].assign(entered="mars 2014")}
    with pytest.raises(BadInput, match="mars 2014"):
        times.months(wrong, "77", ["entered"])
    with pytest.raises(BadInput, match="baptême"):
        times.months(TABLES, "77", ["baptême"])


QUOTED = pd.DataFrame(
    [("x1", "M02", "Trois mots courts.", "budget", "household"),
     ("x1", "M02", "Trois mots courts.", "budget", "household"),
     ("x2", "M02", "Deux.", "budget", "household"), ("x3", "M04", "Une autre personne parle.", "budget", "household"),
     ("x4", "P01", "mot " * 100, "budget", "landlord")],
    columns=["excerpt", "person", "text", "code", "voice"],
)  # fmt: skip


def test_quotes_stand_by_code_and_group_one_a_person():
    cells = quotes.matrix(
        QUOTED, {"budget": "Budget", "droits": "Droits"}, {"household": "ménages", "landlord": "bailleurs"}
    )
    budget = cells["Budget"]["ménages"]
    assert (budget.excerpts, budget.people) == (3, 2)
    assert budget.quotes == ("Deux.", "Une autre personne parle.")  # the same person is not quoted twice
    assert len(cells["Budget"]["bailleurs"].quotes[0]) <= quotes.LONGEST
    assert cells["Droits"]["ménages"] == quotes.Cell(0, 0, ())
    assert "Deux" not in repr(budget)


CELLS = pd.DataFrame(
    [("a", "cout", "documenté", "5 €"), ("a", "duree", "sans objet", None), ("b", "cout", "non documenté", None),
     ("b", "duree", "documenté", "un an")],
    columns=["action", "facet", "state", "text"],
)  # fmt: skip


def test_a_comparison_says_what_is_silent_and_what_does_not_apply():
    counted = comparison.coverage(CELLS, "action").set_index("action")
    assert counted.loc["a"].tolist() == [1, 0, 1, 1]  # what does not apply is in no base
    assert counted.loc["b"].tolist() == [1, 1, 0, 2]


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (CELLS.iloc[:3], "1"),
        (pd.concat([CELLS, CELLS.iloc[:1]]), "cout"),
        (CELLS.assign(state="peut-être"), "peut-être"),
        (CELLS.assign(text=None), "cout"),
    ],
)
def test_a_comparison_with_a_hole_is_refused_by_name(broken, named):
    with pytest.raises(BadInput, match=named):
        comparison.complete(broken, "action")
