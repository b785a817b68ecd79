"""The register of consents: what holds, what was before, and answers from a table, all or none."""

import json
from pathlib import Path

import pytest

from tests.a_demo import workbench
from workbench.errors import BadInput, BadTable
from workbench.people import Answer, Audience, Consent, Person, Use, Voice, allows_quote
from workbench.study import Study
from workbench.study.register import Entry, answer_name, audience_name, record_answer, register
from workbench.study.register_file import add_answers, read_answers

PEOPLE = [
    Person("M02", Voice.HOUSEHOLD, "77"),
    Person("M07", Voice.HOUSEHOLD, "94"),
    Person("P01", Voice.ASSOCIATION, "77", "référente"),
]
TABLE = (
    "personne;usage;réponse;date;recueilli par;relu;relecture;représentant\r\n"
    "M02;citation-T2;oui;03/03/2015;E1;oui;à voix haute;sa fille\r\n"
    "M07;codage;non;2015-03-04;E2;;;\r\n"
)


def given(folder: Path, text: str = TABLE, name: str = "reponses.csv") -> Path:
    file = folder / name
    file.write_bytes(text.encode("cp1252"))
    return file


def held(study: Study, person: str, use: Use) -> Entry:
    return next(e for e in register(study) if (e.person, e.use) == (person, use))


def test_silence_is_listed_for_everybody_and_allows_nothing(study: Study) -> None:
    study.add_people(PEOPLE, by="eva")
    entries = register(study)
    assert len(entries) == 2 * len(Use) + len(Use) - 1  # a professional has no follow-up
    assert {e.answer for e in entries} == {Answer.NONE}
    assert not any(e.allowed for e in entries)
    assert all(e.as_dict()["date"] is None for e in entries)


def test_a_new_answer_holds_and_the_former_one_stays_in_the_history(study: Study) -> None:
    study.add_people(PEOPLE, by="eva")
    how = Consent("M02", Use.QUOTE_T2, Answer.YES, "2015-03-01", "E1", True, "sa fille", "avec un interprète")
    record_answer(study, how, by="E1")
    assert held(study, "M02", Use.QUOTE_T2).allowed
    record_answer(study, Consent("M02", Use.QUOTE_T2, Answer.NO, "2015-03-01", "E2"), by="E2")  # on the same day
    entry = held(study, "M02", Use.QUOTE_T2)
    assert (entry.answer, entry.allowed, len(entry.history)) == (Answer.NO, False, 2)
    assert entry.history[1] == how
    assert entry.as_dict()["history"][1]["how"] == "avec un interprète"
    assert not allows_quote(study.consents(), "M02", Audience.T2)
    assert study.journal()["kind"].tolist().count("consent.read_back") == 1
    study.verify_journal()


def test_who_withdrew_allows_nothing_and_cannot_say_yes_again(study: Study) -> None:
    study.add_people(PEOPLE, by="eva")
    record_answer(study, Consent("M02", Use.CODE, Answer.YES, "2015-03-01", "E1"), by="E1")
    study.withdraw("M02", by="E1")
    entry = held(study, "M02", Use.CODE)
    assert entry.withdrawn
    assert not entry.allowed
    assert entry.withdrawn in answer_name(entry)
    with pytest.raises(BadInput, match="M02 withdrew"):
        record_answer(study, Consent("M02", Use.CODE, Answer.YES, "2015-04-01", "E1"), by="E1")
    record_answer(study, Consent("M02", Use.QUOTE_T3, Answer.NO, "2015-04-01", "E1"), by="E1")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"date": "2999-01-01"}, "day to come"),
        ({"date": "mars"}, "2015-11-01"),
        ({"recorded_by": " "}, "who recorded"),
        ({"how": "à voix haute"}, "read back"),
        ({"representative": "x" * 200}, "120"),
    ],
)
def test_an_answer_that_does_not_hold_together_is_refused(local: Study, change: dict[str, str], why: str) -> None:
    local.add_people(PEOPLE, by="eva")
    facts = {"person": "M02", "use": Use.CODE, "answer": Answer.YES, "date": "2015-03-01", "recorded_by": "E1"} | change
    with pytest.raises(BadInput, match=why):
        record_answer(local, Consent(**facts), by="E1")
    assert local.consents() == []


def test_a_table_of_answers_is_recorded_whole(local: Study, tmp_path: Path) -> None:
    local.add_people(PEOPLE, by="eva")
    assert [c.person for c in add_answers(local, given(tmp_path), by="E1")] == ["M02", "M07"]
    assert local.consents()[0] == Consent(
        "M02", Use.QUOTE_T2, Answer.YES, "2015-03-03", "E1", True, "sa fille", "à voix haute"
    )
    ours = "person,use,answer,date,recorded_by\nM02,codage,sans réponse,2015-03-05,E1\n"
    assert read_answers(local, given(tmp_path, ours, "b.csv"))[0].answer is Answer.NONE


def test_every_fault_of_a_table_is_told_at_once_and_nothing_is_recorded(local: Study, tmp_path: Path) -> None:
    local.add_people(PEOPLE, by="eva")
    local.withdraw("M07", by="E1")
    bad = TABLE + "M99;codagee;peut-être;2999-01-01;;jamais;;\r\nM07;codage;oui;2015-05-05;E1;non;;\r\n"
    with pytest.raises(BadTable) as refused:
        add_answers(local, given(tmp_path, bad), by="E1")
    assert [(f.row, f.column) for f in refused.value.facts["faults"]] == [
        (4, "personne"),
        (4, "usage"),
        (4, "réponse"),
        (4, "date"),
        (4, "recueilli_par"),
        (4, "relu"),
        (5, "réponse"),
    ]
    assert "\n" not in str(refused.value)
    with pytest.raises(BadTable, match="recueilli_par"):
        add_answers(local, given(tmp_path, "personne;usage;réponse;date\nM02;codage;oui;2015-03-03\n"), by="E1")
    assert local.consents() == []


def test_audiences_are_named() -> None:
    assert len({audience_name(audience) for audience in Audience}) == 4


def test_the_command_lists_and_records(tmp_path: Path) -> None:
    folder = tmp_path / "etude"
    text = "Enquêteur : Les clés ?\nMadame : En mars.\nEnquêteur : Et ?\nMadame : Voilà.\n"
    (tmp_path / "e.txt").write_text(text, "utf-8")
    assert workbench("new", folder).returncode == 0
    assert workbench("add", folder, tmp_path / "e.txt", "--speaker", "Madame=M02:ménage:77").returncode == 0
    before = json.loads(workbench("consents", folder, "--json").stdout)
    assert [e["use"] for e in before] == [use.value for use in Use]
    assert {(e["person"], e["allowed"]) for e in before} == {("M02", False)}
    file = given(tmp_path, TABLE.replace("M07", "M02"))
    assert workbench("consents", folder, "--add", file).returncode == 0
    after = {e["use"]: e for e in json.loads(workbench("consents", folder, "--json").stdout)}
    assert after["citation-T2"] | {"history": []} == {
        "person": "M02", "role": "household", "use": "citation-T2", "audience": "T2", "answer": "oui", "allowed": True,
        "date": "2015-03-03", "recorded_by": "E1", "read_back": True, "how": "à voix haute",
        "representative": "sa fille", "withdrawn": None, "history": [],
    }  # fmt: skip
    refused = workbench("consents", folder, "--add", given(tmp_path, TABLE, "c.csv"))
    assert refused.returncode == 1
    assert "M07" in refused.stderr
    assert len(workbench("consents", folder).stdout.splitlines()) == len(Use)
