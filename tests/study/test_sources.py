from dataclasses import replace

import pytest
from sqlalchemy import text, update

from workbench.errors import AlreadyImported, Altered, BadInput, BadSpan, EmptyFile, UnknownId
from workbench.intake.documents import Document, Place, Turn
from workbench.study import SourceKind, Study, schema
from workbench.study.sources import slug

from .examples import WORDS, Filled, document


def test_a_source_comes_back_whole(filled: Filled) -> None:
    source = filled.study.source("entretien-m02")
    assert source == filled.source == filled.study.sources()[0]
    assert source.text == WORDS  # neither composed nor decomposed: é and é stay what they were
    assert source.kind is SourceKind.INTERVIEW
    assert source.places == (Place(0, "ligne 1"),)
    assert [turn.speaker for turn in source.turns] == ["E", "M", "E", "M"]
    assert [turn.person for turn in source.turns] == [None, "M02", None, "M02"]
    assert source.turns[1].asks is False
    assert WORDS[source.turns[1].start :].startswith("J’ai eu les clés")
    assert source.person == "M02"
    kept = filled.study.root / "originals" / f"{source.original_sha256}.txt"
    assert kept.read_bytes() == WORDS.encode()


def test_the_same_file_is_imported_once(filled: Filled) -> None:
    again, original = document(WORDS, "autre nom.txt")
    with pytest.raises(AlreadyImported, match="entretien-m02"):
        filled.study.add_source(again, kind="interview", original=original, by="eva")
    assert len(filled.study.sources()) == 1
    assert len(list((filled.study.root / "originals").iterdir())) == 1


def test_ids_are_short_readable_and_unique(study: Study) -> None:
    for n in range(3):
        taken, original = document(f"texte {n}", "Récit de l’été.docx")
        study.add_source(taken, kind="report", original=original, by="eva")
    assert [source.id for source in study.sources()] == ["recit-de-lete", "recit-de-lete-2", "recit-de-lete-3"]
    assert slug("???") == ""
    taken, original = document("encore", "???.txt")
    assert study.add_source(taken, kind="note", original=original, by="eva").id == "source"


@pytest.mark.parametrize(
    ("change", "more", "error"),
    [
        ({"text": " \n", "sha256": document(" \n")[0].sha256}, {}, EmptyFile),
        ({"sha256": "0" * 64}, {}, BadInput),
        ({"original_sha256": "0" * 64}, {}, BadInput),
        ({}, {"turns": [Turn(0, 10_000, "M", False)]}, BadSpan),
        ({}, {"speakers": {"M": "M99"}}, UnknownId),
        ({}, {"kind": "rumour"}, ValueError),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    local: Study, change: dict[str, str], more: dict[str, object], error: type[Exception]
) -> None:
    taken, original = document("Bonjour.")
    with pytest.raises(error):
        local.add_source(replace(taken, **change), original=original, by="eva", **({"kind": "interview"} | more))
    assert local.sources() == []
    assert list((local.root / "originals").iterdir()) == []
    assert len(local.journal()) == 1


def test_a_text_with_a_null_character_is_refused_on_both_databases(study: Study) -> None:
    taken, original = document("Bon\0jour")
    with pytest.raises(BadInput, match="text holds a character"):
        study.add_source(taken, kind="note", original=original, by="eva")
    assert list((study.root / "originals").iterdir()) == []


def test_a_text_changed_behind_our_back_is_not_read(filled: Filled) -> None:
    with filled.study.store.write() as connection:
        connection.execute(update(schema.sources).values(text=WORDS.replace("mars", "mai")))
    with pytest.raises(Altered, match="entretien-m02"):
        filled.study.source("entretien-m02")
    with pytest.raises(Altered):
        filled.study.sources()


def test_a_failed_commit_takes_the_kept_file_away(study: Study) -> None:
    with study.store.write() as connection:
        connection.execute(text("DROP TABLE turns"))  # the insert after the journal entry will fail
    taken, original = document("Bonjour.")
    with pytest.raises(Exception, match="turns"):
        study.add_source(taken, kind="note", original=original, turns=[Turn(0, 3, "M", False)], by="eva")
    assert list((study.root / "originals").iterdir()) == []
    assert len(study.journal()) == 1


def test_an_unknown_source_is_named(study: Study) -> None:
    with pytest.raises(UnknownId, match="no source called nowhere"):
        study.source("nowhere")


def test_places_answer_after_the_round_trip(filled: Filled) -> None:
    source = filled.study.source(filled.source.id)
    again = Document(source.name, source.text, source.sha256, source.original_sha256, source.places)
    assert again.where(5) == "ligne 1"
