from dataclasses import replace

import pytest

from workbench.errors import NotReady
from workbench.findings import states
from workbench.findings.findings import Evidence, Finding, State, Strength, wording_hash
from workbench.findings.reviews import Position, Review
from workbench.findings.states import Facts, missing, reworded
from workbench.findings.voices import Balance


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "en")


FINDING = Finding(
    "c1", 1, "Le loyer est payé.", "On paie son loyer.", "Continuer.", "budget-loyer", Strength.DECLARED, "E1",
    evidence=(Evidence("excerpt", "e1"),),
)  # fmt: skip
HEARD = Balance({"household": 1}, {"household": 1})


def said(n, position=Position.DISAGREE, words="Pas moi.", finding=FINDING, **more):
    facts = {"reviewer": f"M{n:02}", "voice": "household", "session": "s1", "at": f"2026-01-0{n}", "written_by": "E1"}
    return Review(
        finding.id, finding.version, wording_hash(finding), position=position, words=words, read_back=True,
        answer_id=f"a{n}", **(facts | more),
    )  # fmt: skip


def facts(state, **more):
    base = {"heard": HEARD, "checked_by": frozenset({"E2"})}
    return Facts(replace(FINDING, state=state), **(base | more))


READY = {
    State.DRAFT: {},
    State.CHECKED: {"reviews": (said(1),)},
    State.REVIEWED: {"reviews": (said(1),), "replied": frozenset({"a1"})},
    State.REVISED: {"returned_to": ("s2",)},
    State.RETURNED: {"reviews": (said(1),)},
}


@pytest.mark.parametrize(("state", "known"), READY.items())
def test_each_step_is_taken_when_nothing_is_missing(state, known):
    following, lacking = missing(facts(state, **known))
    assert (following, lacking) == (list(State)[list(State).index(state) + 1], "")
    states.require(facts(state, **known), following)


@pytest.mark.parametrize(
    ("state", "known", "why"),
    [
        (State.DRAFT, {"checked_by": frozenset()}, "nobody but its author"),
        (State.DRAFT, {"checked_by": frozenset({"E1"})}, "nobody but its author"),
        (State.DRAFT, {"told": ("M07",)}, "give away M07"),
        (State.CHECKED, {}, "nobody has answered"),
        (State.CHECKED, {"reviews": (replace(said(1), wording="0" * 64),)}, "nobody has answered"),
        (State.REVIEWED, {"reviews": (said(1), said(2, Position.AGREE, "Oui."))}, "2 remarks still wait"),
        (
            State.REVIEWED,
            {"reviews": (said(1),), "replied": frozenset({"a1"}), "checked_by": frozenset()},
            "nobody but",
        ),
        (State.REVISED, {}, "not brought back"),
        (State.RETURNED, {"reviews": (said(1, words=""),)}, "no words that may travel"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(state, known, why):
    following, lacking = missing(facts(state, **known))
    assert why in lacking
    with pytest.raises(NotReady, match="The finding c1 cannot become") as no:
        states.require(facts(state, **known), following)
    assert str(no.value).count(".") == 1


def test_a_step_that_the_table_does_not_name_is_refused():
    for state in State:
        following, _why = missing(facts(state, **READY.get(state, {})))
        for wanted in set(State) - {following}:
            with pytest.raises(NotReady):
                states.require(facts(state, **READY.get(state, {})), wanted)


def test_a_group_may_decline_to_see_it_again():
    assert missing(facts(State.REVISED, declined="s2 : le groupe ne se réunit plus"))[1] == ""


def test_a_passed_answer_and_a_silent_yes_ask_for_nothing():
    quiet = (said(1, Position.NO_ANSWER, "Je passe."), said(2, Position.AGREE, ""))
    assert states.remarks(quiet) == []


def test_a_view_of_households_needs_a_household():
    claim = replace(FINDING, statement="Les ménages disent aller mieux.")
    nobody = Facts(claim, heard=Balance({"association": 2}, {}), checked_by=frozenset({"E2"}))
    assert "speaks for households" in missing(nobody)[1]


def test_other_words_are_a_next_version_that_must_be_checked_again():
    assert reworded(FINDING, plain="On règle son loyer.").state is State.DRAFT
    later = reworded(replace(FINDING, state=State.RETURNED), plain="On règle son loyer.")
    assert (later.version, later.state) == (2, State.REVIEWED)
    with pytest.raises(NotReady):
        reworded(FINDING, plain=FINDING.plain)
