"""Excerpts by codes and people, the tables that count them, and their references."""

from dataclasses import replace

import pandas as pd
import pytest

from workbench.coding.codings import Coding
from workbench.coding.excerpts import find
from workbench.errors import BadInput, UnknownId
from workbench.people import Person, Voice
from workbench.study import Attribute

from .examples import Filled, coding, document, turns_of

LANDLORD = "E : Et vous ?\nB : Le loyer est payé, « les clés » sont rendues.\nE : Bien.\nB : Voilà.\n"


@pytest.fixture
def coded(filled: Filled) -> Filled:
    """A household and a landlord, coded by two people; the household's debts are not known."""
    study = filled.study
    study.add_people([Person("P01", Voice.LANDLORD, "94", "bailleur"), Person("M03", Voice.HOUSEHOLD, "94")], by="eva")
    taken, original = document(LANDLORD, "Bailleur.txt")
    other = study.add_source(
        taken, kind="interview", original=original, turns=turns_of(LANDLORD), speakers={"B": "P01"}, by="eva"
    )
    study.add_attributes(
        [
            Attribute("M02", "Composition", "isolé", "2015-01-01", "t"),
            Attribute("M02", "Dettes", None, "2015-01-01", "t", "non demandé"),
        ],
        by="eva",
    )
    mine = [
        coding(filled, "J’ai eu les clés en mars", "keys"),
        coding(filled, "les clés en mars. C’était petit", "support"),
        coding(filled, "l’association est venue", "support"),
        replace(coding(filled, "J’ai eu les clés en mars", "keys"), coder="bob"),
        Coding(find(other.id, other.text, "« les clés »"), "themes", "keys", "ana"),
    ]
    study.add_codings(mine, by="eva")
    return filled


def words(frame: pd.DataFrame) -> list[str]:
    return frame["text"].tolist()


def test_codes_are_combined_by_how_near_they_are(coded: Filled) -> None:
    retrieve = coded.study.retrieve
    assert words(retrieve("themes", "keys")) == ["« les clés »", "J’ai eu les clés en mars"]
    assert words(retrieve("themes", "keys et support")) == [
        "J’ai eu les clés en mars",
        "les clés en mars. C’était petit",
    ]
    assert words(retrieve("themes", "keys et support", near="excerpt")) == []
    assert words(retrieve("themes", "support sauf keys")) == ["l’association est venue"]
    assert words(retrieve("themes", "support et keys", near="person"))[-1] == "l’association est venue"
    assert words(retrieve("themes", "support et keys", near="turn"))[-1] == "les clés en mars. C’était petit"
    assert words(retrieve("themes", "entry")) == words(retrieve("themes", '"remise des clés"'))
    assert len(retrieve("themes")) == 4
    both = retrieve("themes", "keys", voices=["household"]).iloc[0]
    assert (both["codes"], both["coders"], both["turn"]) == ("Remise des clés", "ana, bob", 2)
    assert both["reference"] == "«\u00a0J’ai eu les clés en mars\u00a0» (entretien-m02, turn 2, household M02)"


def test_every_row_leads_back_to_its_place(coded: Filled) -> None:
    for row in coded.study.retrieve("themes").to_dict("records"):
        assert coded.study.source(row["source"]).text[row["start"] : row["end"]] == row["text"]


def test_filters_are_about_people_places_and_coders(coded: Filled) -> None:
    retrieve = coded.study.retrieve
    assert len(retrieve("themes", voices=["landlord"])) == 1
    assert len(retrieve("themes", territories=["77"])) == 3
    assert len(retrieve("themes", attributes={"Composition": "isolé"})) == 3
    assert len(retrieve("themes", attributes={"Composition": ["couple", "famille"]})) == 0
    assert len(retrieve("themes", attributes={"Dettes": [""]})) == 4  # nobody's are known
    assert len(retrieve("themes", people=["P01"], coders=["bob"])) == 0
    assert words(retrieve("themes", coders=["bob"])) == ["J’ai eu les clés en mars"]
    with pytest.raises(BadInput, match="no attribute called “Âge”"):
        retrieve("themes", attributes={"Âge": "30"})
    with pytest.raises(BadInput, match="near by"):
        retrieve("themes", near="street")
    with pytest.raises(UnknownId):
        retrieve("none")


def test_counts_are_of_excerpts_and_of_people(coded: Filled) -> None:
    found = coded.study.code_by_attribute("themes", "voice")
    assert found.values.tolist() == [
        ["keys", "Remise des clés", "household", 1, 1],
        ["keys", "Remise des clés", "landlord", 1, 1],
        ["support", "Accompagnement", "household", 2, 1],
    ]
    debts = coded.study.code_by_attribute("themes", "Dettes")
    assert set(debts["value"]) == {"not known"}
    assert coded.study.code_by_code("themes").empty
    coded.study.add_coding(coding(coded, "J’ai eu les clés en mars", "support"), by="ana")
    [pair] = coded.study.code_by_code("themes").to_dict("records")
    assert (pair["label"], pair["label_with"], pair["excerpts"], pair["people"]) == (
        "Remise des clés", "Accompagnement", 1, 1,
    )  # fmt: skip


def test_households_by_codes_in_one_call(coded: Filled) -> None:
    frame = coded.study.household_codes("themes")
    assert frame.to_dict("index") == {"M02": {"keys": 1, "support": 1}}  # M03 was not interviewed: no zero for them
    assert frame.index.name == "household"


def test_a_merged_code_counts_as_the_one_that_took_its_place(coded: Filled) -> None:
    coded.study.merge_codes("themes", "support", "keys", by="ana")
    assert len(coded.study.retrieve("themes", "keys")) == 4
    assert len(coded.study.retrieve("themes", "support")) == 4
    assert coded.study.household_codes("themes")["support"].tolist() == [0]


def test_what_is_coded_blind_is_not_found_by_others(coded: Filled) -> None:
    study = coded.study
    study.draw_sample("themes", coders=["ana", "bob"], n=1, among=[coded.source.id], by="eva")
    assert words(study.retrieve("themes")) == ["« les clés »"]
    assert len(study.retrieve("themes", by="ana")) == 4
    assert words(study.retrieve("themes", by="bob", voices=["household"])) == ["J’ai eu les clés en mars"]
    assert study.household_codes("themes").to_dict("index") == {"M02": {"keys": 0, "support": 0}}


def test_a_settled_view_leaves_out_what_a_decision_refused(coded: Filled) -> None:
    study = coded.study
    [support, *_rest] = [d for d in study.comparison("themes").differences if d.code == "support"]
    study.adjudicate("themes", support.source, *support.span, "support", False, by="eva", reason="c’est la taille")
    assert len(study.retrieve("themes", "support")) == 2
    assert words(study.retrieve("themes", "support", settled=True)) == ["l’association est venue"]


def test_a_reference_quotes_and_says_where(coded: Filled) -> None:
    source = coded.study.source("bailleur")
    start = source.text.index("« les clés »")
    said = coded.study.reference("bailleur", start, start + len("« les clés » sont"))
    assert said == "«\u00a0“les clés” sont\u00a0» (bailleur, turn 2, bailleur P01)"


def test_the_wave_is_what_the_study_says_or_what_its_follow_up_says(coded: Filled) -> None:
    study = coded.study
    csv = b"household,wave,date\nM02,0,2015-01-01\nM02,3,2015-04-01\nM02,6,2015-07-01\n"
    study.add_table("follow_up", csv, by="eva")
    study.settings["interviews"] = {coded.source.id: {"date": "2015-05-12"}, "bailleur": {"wave": 12}}
    assert study.retrieve("themes", waves=["3"])["source"].unique().tolist() == [coded.source.id]
    assert study.retrieve("themes", waves=["12"])["source"].unique().tolist() == ["bailleur"]
    assert len(study.retrieve("themes", waves=["6"])) == 0


def test_words_are_found_in_one_interview_or_in_all(coded: Filled) -> None:
    study = coded.study
    assert [(f.source, f.turn, f.words) for f in study.search("CLES")] == [
        (coded.source.id, 2, "clés"), ("bailleur", 2, "clés"),
    ]  # fmt: skip
    [one] = study.search("rendre", "bailleur", inflections=True)
    assert (one.words, one.where, one.before) == (
        "rendues",
        "bailleur, turn 2",
        "E : Et vous ? / B : Le loyer est payé, « les clés » sont ",
    )
    assert study.source("bailleur").text[one.start : one.end] == "rendues"
    assert study.search("rendre", "bailleur") == []
    assert len(study.search("e", most=3)) == 3
    with pytest.raises(UnknownId):
        study.search("x", "none")
