import io
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from tests.a_transcript import PASSPHRASE, SECRETS, TEXT, transcript
from tests.intake.a_pdf import IMAGE, lines, pdf
from tests.intake.a_sheet import xlsx
from workbench.errors import BadInput, WrongPassphrase
from workbench.people import Person, Voice
from workbench.study import Study, vault
from workbench.study.arrivals import Taking, add_files
from workbench.study.arrivals import arrivals as arriving
from workbench.study.sources import arrivals
from workbench.study.speaking import read_speakers

WRITTEN = "ménage;montant;jour\r\n077;1 234,50;31/01/2015\r\n94;12;01/12/2015\r\n".encode("cp1252")
STORED = "ménage,montant,jour\n077,1234.50,2015-01-31\n94,12,2015-12-01\n"


def given(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def kept(study: Study, folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (study.root / folder).iterdir()}


def test_a_table_is_stored_in_one_form_and_its_file_kept_as_given(local: Study, tmp_path: Path) -> None:
    sheet = xlsx([("Suivi", [["household", "visits"], ["M02", 3], ["M03", 1.5]])])
    files = [given(tmp_path, "Suivi d’été.csv", WRITTEN), given(tmp_path, "visites.xlsx", sheet)]
    assert [outcome.refused for outcome in add_files(local, files, by="eva")] == ["", ""]
    assert kept(local, "data") == {
        "suivi_d_ete.csv": STORED.encode(),
        "visites.csv": b"household,visits\nM02,3\nM03,1.5\n",
    }
    assert set(kept(local, "originals").values()) == {WRITTEN, sheet}
    assert {Path(name).suffix for name in kept(local, "originals")} == {".csv", ".xlsx"}
    assert local.table("visites")["visits"].tolist() == [3, 1.5]
    assert [outcome.refused != "" for outcome in add_files(local, files, by="eva")] == [True, True]
    assert len(kept(local, "originals")) == 2


def test_a_table_stored_as_given_needs_no_second_copy(local: Study, tmp_path: Path) -> None:
    add_files(local, [given(tmp_path, "t.csv", b"household,visits\nM02,3\n")], by="eva")
    assert kept(local, "originals") == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.pdf", pdf(IMAGE)),
        ("r.docx", b"PK\x03\x04 cut short"),
        ("t.csv", b"a;b\n1;2\n3\n"),
        ("t.xlsx", xlsx([("A", [["a"], [1]]), ("a", [["a"], [1]])])),
        ("t.ods", b"no zip"),
    ],
)
def test_a_refused_file_leaves_nothing_and_stops_no_other(
    local: Study, tmp_path: Path, name: str, content: bytes
) -> None:
    good = given(tmp_path, "bon.txt", b"Bonjour.")
    refused, taken = add_files(local, [given(tmp_path, name, content), good], by="eva")
    assert refused.refused.startswith(name)
    assert "nothing was imported" in refused.refused
    assert taken.id == "bon"
    assert kept(local, "data") == {}
    assert list(kept(local, "originals").values()) == [b"Bonjour."]


def test_a_report_with_pictures_for_pages_is_taken_and_they_are_told(local: Study, tmp_path: Path) -> None:
    (outcome,) = add_files(local, [given(tmp_path, "r.pdf", pdf(lines("un"), IMAGE, lines("trois")))], by="eva")
    assert "no text on p. 2" in str(outcome)
    assert [p.where for p in local.source("r").places] == ["p. 1", "p. 2", "p. 3"]


# -- interviews: names stay out, and bytes go where they may lie

CLEAN = "Enquêteur : Les clés ?\nMadame : Oui, en mars.\nEnquêteur : Et le bail ?\nMadame : Je l’ai signé.\n"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "COST", 6)


def test_an_interview_that_names_people_stays_out_with_how_many_and_where(local: Study, tmp_path: Path) -> None:
    (outcome,) = add_files(local, [transcript(tmp_path, name="essai.txt")], by="eva")
    assert (
        "9 first names (ligne 1, ligne 4, ligne 5…), 1 name (ligne 4), 1 telephone number (ligne 4)" in outcome.refused
    )
    assert "--names-decided" in outcome.refused
    assert not any(secret in outcome.refused for secret in SECRETS)
    assert "\n" not in outcome.refused
    assert local.sources() == []
    assert kept(local, "originals") == {}


def test_what_was_told_without_labels_is_an_interview_too(local: Study, tmp_path: Path) -> None:
    said = (
        "Moi je suis arrivée avec mon fils, je ne dormais pas. J’ai appelé ma sœur Aminata Diallo, je lui ai dit. " * 3
    )
    report = "L’opérateur accompagne les ménages. Mme Aminata Diallo dirige le service depuis 2012. " * 20
    story, public = add_files(
        local,
        [given(tmp_path, "recit.txt", said.encode()), given(tmp_path, "rapport.txt", report.encode())],
        by="eva",
    )
    assert "3 names" in story.refused
    assert public.refused == ""
    assert local.source("rapport").kind == "report"
    assert list(kept(local, "originals").values()) == [report.encode()]
    assert arrivals(local) == {}


def test_names_that_were_decided_are_stated_and_counted_in_the_journal(
    local: Study, tmp_path: Path, quick: None
) -> None:
    file = transcript(tmp_path)
    (outcome,) = add_files(local, [file], by="eva", decided=True, passphrase=PASSPHRASE)
    assert (outcome.id, outcome.refused) == ("interview", "")  # the file's name names her, and does not come in
    assert local.source("interview").text == TEXT
    came = arrivals(local)["interview"]
    assert (came.names, came.direct, came.replaced, came.kept) == ("stated", 11, 0, "vault")
    entry = local.journal().query("table == 'entries'").iloc[0]
    assert (entry["kind"], entry["row"], entry["who"]) == ("names.stated", "interview", "eva")
    assert kept(local, "originals") == {}
    held = vault.read(local.root, PASSPHRASE)
    assert [(o.name, o.content) for o in held.originals.values()] == [(file.name, TEXT.encode())]
    local.verify_journal()


def test_a_vault_takes_every_interview_and_needs_its_passphrase(local: Study, tmp_path: Path, quick: None) -> None:
    vault.create(local.root, PASSPHRASE)
    files = [given(tmp_path, "e.txt", CLEAN.encode()), given(tmp_path, "t.csv", b"household,visits\nM02,3\n")]
    interview, table = add_files(local, files, by="eva")
    assert "passphrase" in interview.refused
    assert table.refused == ""
    with pytest.raises(WrongPassphrase):
        add_files(local, files[:1], by="eva", passphrase="quatre chaises rouges")
    assert local.sources() == []
    (interview,) = add_files(local, files[:1], by="eva", passphrase=PASSPHRASE)
    assert "vault" in str(interview)
    assert arrivals(local)["e"].names == "none"
    assert kept(local, "originals") == {}


def test_without_a_vault_a_file_that_is_nothing_but_its_text_may_lie_in_the_study(local: Study, tmp_path: Path) -> None:
    (outcome,) = add_files(local, [given(tmp_path, "e.txt", CLEAN.encode())], by="eva")
    assert "no vault" in str(outcome)
    assert list(kept(local, "originals").values()) == [CLEAN.encode()]
    assert arrivals(local)["e"].kept == "folder"


@pytest.mark.parametrize("hidden", ["author", "comment", "deleted"])
def test_without_a_vault_a_file_that_holds_more_than_its_text_is_kept_nowhere(
    local: Study, tmp_path: Path, hidden: str
) -> None:
    (outcome,) = add_files(local, [given(tmp_path, "e.docx", a_word_file(CLEAN, hidden))], by="eva")
    assert "keep its file yourself" in str(outcome)
    assert local.source("e").text == CLEAN.rstrip("\n")
    assert kept(local, "originals") == {}
    assert arrivals(local)["e"].kept == "nowhere"
    local.verify_journal()


def a_word_file(text: str, hidden: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    paragraphs = [made.add_paragraph(line) for line in text.rstrip("\n").split("\n")]
    if hidden == "author":
        made.core_properties.author = "Aminata Diallo"
    elif hidden == "comment":
        made.add_comment(paragraphs[0].runs, text="c’est la sœur de Fatou", author="E1")
    else:
        gone = OxmlElement("w:del")
        run, words = OxmlElement("w:r"), OxmlElement("w:delText")
        words.text = "Fatou"
        run.append(words)
        gone.append(run)
        paragraphs[0]._p.append(gone)
    made.save(out)
    return out.getvalue()


def test_labels_are_given_to_people_whom_the_study_may_not_know_yet(local: Study, tmp_path: Path) -> None:
    speakers, people = read_speakers(["Madame=M02:ménage:77", "Monsieur=M02"])
    files = [given(tmp_path, f"{n}.txt", CLEAN.replace("mars", f"mars {n}").encode()) for n in ("a", "b")]
    found = list(arriving(local, files, Taking("eva", speakers=speakers, people=people)))
    assert [outcome.refused for outcome in found] == ["", ""]
    assert local.people() == [Person("M02", Voice.HOUSEHOLD, "77")]
    assert [source.person for source in local.sources()] == ["M02", "M02"]
    for bad in ("Madame", "Madame=", "=M02", "Madame=M02:voisine"):
        with pytest.raises(BadInput):
            read_speakers([bad])


def test_captions_without_voices_are_an_interview(local: Study, tmp_path: Path) -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\nLes clés, en mars.\n"
    (outcome,) = add_files(local, [given(tmp_path, "e.srt", cues.encode())], by="eva")
    assert "no speaker found" in str(outcome)
    assert local.source("e").kind == "interview"
