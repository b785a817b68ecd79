"""That who withdraws is in no later release, and that an erasure leaves nothing they said in any file of the study."""

import bz2
import gzip
import hashlib
import html
import io
import json
import re
import shutil
import sqlite3
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document as Word
from odf.opendocument import OpenDocumentText
from odf.text import P
from sqlalchemy import text

from workbench.coding.codings import Coding, Suggestion
from workbench.coding.excerpts import Excerpt, Kind, cut, find
from workbench.errors import AlreadyWithdrawn, ErasureUnfinished, StoreLocked, StoreReadOnly, UnknownId
from workbench.findings.findings import Evidence, Finding, Strength, wording_hash
from workbench.findings.reviews import Position, Review
from workbench.intake.readers import read_document
from workbench.intake.turns import find_turns
from workbench.people import Answer, Consent, Person, Use, Voice
from workbench.study import Attribute, Study, engine, open_study, schema, sweep, upgrade, withdrawal

from .examples import BOOK, unprivileged

# Words that nobody else says; a decomposed accent, a no-break space and an emoji are what files really hold.
HERS = (
    "Le jour des clés j’ai pleuré dans l’escalier, avec mon panier à chat sur les genoux.",
    "Le radiateur chante la nuit, alors je chante plus fort que lui\u00a0! 🏠 Voilà.",
    "Ma fille dit que la cuisine se\u0301 rétrécit quand il pleut sur la verrière.",
)
HIS = (
    "On a compté les boîtes aux lettres cassées, il y en avait onze au total.",
    "Depuis que je suis là, je dors avec la fenêtre entrouverte sur la cour.",
)
CELL = "C’est calme, mais le calme me réveille vers quatre heures."
ANSWER = "Ce n’était pas la porte qui bloquait, c’était le courage de sonner."
PUBLIC = "La porte n’y était pour rien, il fallait oser frapper chez les gens."
QUESTION = "Racontez-moi votre arrivée, s’il vous plaît."
TABLE = f"household,wave,rent,self_change\nM02,0,320,{json.dumps(CELL, ensure_ascii=False)}\nM07,0,410,Rien.\n"
FINDING = Finding(
    "c1",
    1,
    "Les clés changent la vie.",
    "Avoir les clés compte beaucoup.",
    "Remettre les clés plus tôt.",
    "keys",
    Strength.DECLARED,
    "eva",
    limits=f"Une mère l’a dit ainsi : « {HERS[1]} » ; les autres non.",
)


def spoken(speaker: str, words: tuple[str, ...]) -> list[str]:
    return [line for said in words for line in (f"E : {QUESTION}", f"{speaker} : {said}")]


def as_word(lines: list[str]) -> bytes:
    made, out = Word(), io.BytesIO()
    for line in lines:
        paragraph = made.add_paragraph()
        for part in re.split(r"(?<= )", line):  # a run for each word, as a corrected text has
            paragraph.add_run(part)
    made.save(out)
    return out.getvalue()


def as_odt(lines: list[str]) -> bytes:
    made, out = OpenDocumentText(), io.BytesIO()
    for line in lines:
        made.text.addElement(P(text=line))
    made.save(out)
    return out.getvalue()


def interview(study: Study, folder: Path, name: str, content: bytes, speakers: dict[str, str]) -> str:
    file = folder / name
    file.write_bytes(content)
    document, original = read_document(file)
    turns = find_turns(document.text)
    return study.add_source(document, kind="interview", original=original, turns=turns, speakers=speakers, by="eva").id


def review(reviewer: str, words: str, public: str, finding: Finding = FINDING) -> Review:
    return Review(
        finding.id, 1, wording_hash(finding), reviewer, "household", Position.DISAGREE, words, "s1",
        "2015-06-01T10:00:00Z", "eva", True, f"{reviewer}-1", public,
    )  # fmt: skip


def bundle(study: Study, name: str, quotes: list[tuple[str, str]], dissents: list[str]) -> Path:
    """A release as it lies in the study's folder, with as much in it as this room reads."""
    folder = study.root / "releases" / name
    folder.mkdir()
    digest = hashlib.sha256(name.encode()).hexdigest()
    contents = {
        "manifest.json": {"digest": digest},
        "quotes.json": [{"id": id_, "text": said} for id_, said in quotes],
        "findings.json": [{"id": "c1", "dissents": [{"words": words} for words in dissents]}],
    }
    for file, content in contents.items():
        (folder / file).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return folder


def release(study: Study, name: str, excerpts: dict[str, str], reviews: list[str]) -> None:
    digest = hashlib.sha256(name.encode()).hexdigest()
    facts = {"audience": "T2", "page": "workshop", "digest": digest, "path": name, "approved": ["eva", "bob"]}
    study.record_release(id=name, excerpts=excerpts, reviews=reviews, by="eva", **facts)


@pytest.fixture
def full(study: Study, tmp_path: Path) -> Study:
    """A study in which one household's words stand in every place that the workbench knows."""
    study.add_people([Person("M02", Voice.HOUSEHOLD, "77"), Person("M07", Voice.HOUSEHOLD, "77")], by="eva")
    study.add_consents([Consent("M02", Use.QUOTE_T2, Answer.YES, "2015-01-01", "eva")], by="eva")
    study.add_codebook(BOOK, by="eva")
    hers = interview(study, tmp_path, "hers.docx", as_word(spoken("Madame", HERS)), {"Madame": "M02"})
    interview(study, tmp_path, "his.odt", as_odt(spoken("Monsieur", HIS)), {"Monsieur": "M07"})
    both = [*spoken("Madame", HERS[:1]), *spoken("Monsieur", HIS[:1])] * 2
    together = interview(study, tmp_path, "both.odt", as_odt(both), {"Madame": "M02", "Monsieur": "M07"})
    interview(study, tmp_path, "copy.txt", "\n".join(spoken("Madame", HERS)).encode(), {})  # nobody said who speaks
    whole = study.source(hers).text
    study.add_codings(
        [
            Coding(find(hers, whole, HERS[0]), "themes", "keys", "ana"),
            Coding(find(hers, whole, HERS[1]), "themes", "support", "ben", memo=f"« {HERS[1]} » : à reprendre"),
            Coding(
                find(together, study.source(together).text[:400], HIS[0]),
                "themes", "keys", "ana", memo=f"comme M02, qui dit {HERS[2]}",
            ),
        ],
        by="ana",
    )  # fmt: skip
    proposal = Suggestion(find(hers, whole, HERS[2]), "keys", 0.4, 1, "lexical", ("clés",))
    study.decide(proposal, True, codebook="themes", by="ana")
    study.add_attributes(
        [Attribute("M02", "mot", "Elle parle de la verrière et du panier à chat", "2015", "e")], by="eva"
    )
    study.add_table("follow_up", TABLE.encode(), by="eva", original=TABLE.encode("utf-16"), ending=".csv")
    study.add_finding(Finding(**{**as_fields(FINDING), "evidence": (Evidence("excerpt", "e1"),)}), by="eva")
    study.add_reviews([review("M02", ANSWER, PUBLIC), review("M07", "Pas pour nous.", "")], by="eva")
    bundle(study, "r1", [("q1", HERS[0])], [PUBLIC])
    release(study, "r1", {"e1": "q1"}, ["M02-1", "M07-1"])
    bundle(study, "r2", [("q2", HIS[0])], ["Pas pour nous."])
    release(study, "r2", {"e3": "q2"}, ["M07-1"])
    study.record_copy(kind="print", path="atelier.pdf", release="r1", by="eva")
    study.record_copy(kind="print", path="mur.pdf", release="r2", by="eva")
    study.record_copy(kind="export", path="etude.qdpx", by="eva")
    scatter(study)
    return study


def as_fields(one: Finding | Review) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def scatter(study: Study) -> None:
    """The copies that work leaves behind."""
    root = study.root
    cell = {"cell_type": "code", "source": ["etude.sources()"], "metadata": {}, "execution_count": 3,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": [HERS[0] + "\n"]}]}  # fmt: skip
    said = {"cell_type": "markdown", "source": [f"Elle dit : {HERS[1]}\n", "À revoir."], "metadata": {}}
    notebook = {"cells": [cell, said], "metadata": {"widgets": {"state": HERS[2]}}, "nbformat": 4, "nbformat_minor": 5}
    for place in ("notebooks/1-corpus.ipynb", "notebooks/.ipynb_checkpoints/1-corpus-checkpoint.ipynb"):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(json.dumps(notebook), "utf-8")  # accents as \u00e9
    for place, content in {
        ".lab/workspaces/default.json": json.dumps({"search": HERS[0]}).encode(),
        ".lab/settings/theme.json": b'{"theme": "dark"}',
        "inbox/answers.jsonl": "".join(
            json.dumps(as_fields(one), ensure_ascii=False) + "\n"
            for one in (review("M02", ANSWER, PUBLIC), review("M07", "Pas pour nous.", ""))
        ).encode()
        + f'{{"words": "{ANSWER}'.encode(),
        "joint.yaml": f"- theme: keys\n  remark: elle dit {HERS[0]}\n".encode(),
        "exports/etude.zip": zipped({"a/t.xml": f"<p>{html.escape(HERS[1])}</p>".encode(), "b.txt": b"rien"}),
        "exports/etude.tar.gz": tarred({"s.txt": HERS[2].encode()}),
        "exports/etude.bz2": bz2.compress(HERS[0].encode("utf-16-le")),
        "exports/page.html": f"<b>{html.escape(HERS[0][:30])}</b>{html.escape(HERS[0][30:])}".encode(),
        "exports/his.txt": HIS[0].encode(),
        ".study.csv.part": CELL.encode("cp1252", "ignore"),
        "__pycache__/x.pyc": b"\x00cache",
    }.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)
    if "url" not in study.settings:
        copied = root / "study.db.0001"
        with closing(sqlite3.connect(root / "study.db")) as origin, closing(sqlite3.connect(copied)) as copy:
            origin.backup(copy)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzip.compress(out.getvalue())


# ---- the search, written apart from the code that erases ---------------------------------------------------------
def runs(words: str) -> set[str]:
    return {words[i : i + 20] for i in range(len(words) - 19)}


def everything_said() -> set[str]:
    forms = [unicodedata.normalize(form, said) for said in (*HERS, CELL, ANSWER, PUBLIC) for form in ("NFC", "NFD")]
    return set().union(*(runs(said) for said in (*forms, *HERS)))


def spellings(content: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"):
        for start in (0, 1):
            found = content[start:].decode(encoding, "ignore")
            yield found
            yield html.unescape(re.sub("<[^>]*>", "", found))
            yield re.sub(r"\\u(....)", lambda m: chr(int(m[1], 16)) if re.fullmatch("[0-9a-f]{4}", m[1]) else "", found)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from spellings(archive.read(name))
    if content[:2] == b"\x1f\x8b":
        yield from spellings(gzip.decompress(content))
    if content[:3] == b"BZh":
        yield from spellings(bz2.decompress(content))


def found_in(root: Path) -> set[str]:
    """The files in which any run of twenty characters that she said stands."""
    said = everything_said()
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file()
        and any(not said.isdisjoint(runs(form)) for text_ in spellings(path.read_bytes()) for form in (text_,))
    }


def rows_holding(study: Study) -> set[str]:
    """The tables in which it stands, read as the database has them."""
    said, tables = everything_said(), set()
    with study.store.read() as connection:
        for table in schema.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                if any(isinstance(value, str) and not said.isdisjoint(runs(value)) for value in row):
                    tables.add(table.name)
    return tables


def test_the_search_finds_what_is_there(full: Study) -> None:
    assert rows_holding(full) == {"sources", "excerpts", "codings", "findings", "reviews"}
    found = found_in(full.root)
    expected = {
        "data/follow_up.csv",
        "notebooks/1-corpus.ipynb",
        "notebooks/.ipynb_checkpoints/1-corpus-checkpoint.ipynb",
        ".lab/workspaces/default.json",
        "inbox/answers.jsonl",
        "joint.yaml",
        "exports/etude.zip",
        "exports/etude.tar.gz",
        "exports/etude.bz2",
        "exports/page.html",
        ".study.csv.part",
        "releases/r1/quotes.json",
        "releases/r1/findings.json",
    }
    expected |= set() if "url" in full.settings else {"study.db.0001"}
    assert expected <= found
    assert len([name for name in found if name.startswith("originals/")]) == 4


def test_an_erasure_leaves_nothing_that_she_said(full: Study) -> None:
    done = full.withdraw("M02", by="eva", erase=True)
    assert rows_holding(full) == set()
    assert found_in(full.root) == set()
    full.verify_journal()
    full.close()
    assert found_in(full.root) == set()  # nor once the write-ahead log is folded in
    assert done.erased
    assert done.sealed == ()
    assert {"releases/r1", ".study.csv.part", "exports/etude.zip"} <= set(done.removed)
    assert {"data/follow_up.csv", "inbox/answers.jsonl", "joint.yaml", "notebooks/1-corpus.ipynb"} <= set(
        done.rewritten
    )
    assert {"findings/c1/1", "codings/c3"} <= set(done.cleaned)
    assert not list(full.root.glob(f"{sweep.STAGING}*"))


def test_what_others_said_stays(full: Study) -> None:
    before = {source.id: source for source in full.sources()}
    full.withdraw("M02", by="eva", erase=True)
    after = {source.id: source for source in full.sources()}
    assert set(after) == {"his", "both", "copy"}
    assert after["his"] == before["his"]
    assert all(said in after["both"].text for said in HIS[:1])
    assert len(after["both"].text) == len(before["both"].text)
    assert after["both"].turns == before["both"].turns
    (left,) = full.codings()
    assert left.excerpt.text == HIS[0]
    assert left.memo == "comme M02, qui dit (…)"
    assert [one.reviewer for one in full.reviews()] == ["M07"]
    frame = full.table("follow_up")
    assert frame["self_change"].fillna("").tolist() == ["", "Rien."]
    assert frame["rent"].tolist() == [320, 410]
    assert (full.root / "releases" / "r2" / "quotes.json").is_file()
    assert (full.root / "exports" / "his.txt").is_file()
    assert (full.root / ".lab" / "settings" / "theme.json").is_file()
    assert full.codebook("themes") == BOOK or full.codebook("themes").codes == BOOK.codes
    notebook = json.loads((full.root / "notebooks" / "1-corpus.ipynb").read_text("utf-8"))
    assert notebook["cells"][0]["source"] == ["etude.sources()"]
    assert "".join(notebook["cells"][1]["source"]).startswith("Elle dit : (…)")
    answers = (full.root / "inbox" / "answers.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["reviewer"] for line in answers] == ["M07"]


def test_the_places_to_clean_are_listed_and_stay_listed(full: Study) -> None:
    done = full.withdraw("M02", by="eva")
    assert [(h.kind, h.id, h.there, h.excerpts, h.reviews) for h in done.held] == [
        ("release", "r1", True, ("e1",), ("M02-1",)),
        ("print", "copy1", False, ("e1",), ("M02-1",)),
        ("export", "copy3", False, ("e1", "e2", "e4"), ("M02-1",)),
    ]
    assert full.withdrawn() == {"M02"}
    erased = full.withdraw("M02", by="eva", erase=True)  # withdrawn first, erased on a later day
    assert [held.id for held in erased.held] == [held.id for held in done.held]
    assert erased.at == done.at
    assert [one.held for one in full.withdrawals()] == [erased.held]
    traced = full.trace("M02")
    assert traced["excerpts"] == traced["reviews"] == []
    assert [source["id"] for source in traced["sources"]] == ["both"]  # where others speak as well
    assert [place["id"] for place in traced["went"]] == ["r1", "copy1", "copy3"]
    assert full.releases()["id"].tolist() == ["r1", "r2"]  # the record of a release outlives it
    kinds = full.journal()["kind"].tolist()
    assert kinds.count("person.withdrawn") == kinds.count("person.erased_words") == 1
    entries = full.journal().set_index("kind").loc[["source.erased", "coding.erased", "review.erased"]]
    assert entries["row"].tolist() == ["hers", "c1", "c2", "c4", "M02-1"]


def test_a_release_made_before_records_were_kept_is_read(full: Study) -> None:
    bundle(full, "r0", [("q9", HERS[0])], [])
    release(full, "r0", {}, [])
    assert "r0" in [held.id for held in full.withdraw("M02", by="eva").held]


def test_the_chain_from_each_of_its_links(full: Study) -> None:
    person = full.trace("M02")
    assert [e["id"] for e in person["excerpts"]] == ["e1", "e2", "e4"]
    first = person["excerpts"][0]
    assert first["text"] == HERS[0]
    assert [c["code"] for c in first["codings"]] == ["keys"]
    assert [f["id"] for f in first["findings"]] == ["c1"]
    assert [(w["kind"], w["id"], w["audience"]) for w in first["went"]] == [
        ("release", "r1", "T2"), ("print", "copy1", "T2"), ("export", "copy3", "T0"),
    ]  # fmt: skip
    assert [s["id"] for s in person["sources"]] == ["hers", "both"]
    assert [r["went"][0]["id"] for r in person["reviews"]] == ["r1"]
    for link, kind in (("hers", "source"), ("e1", "excerpt"), ("c1", "finding")):
        found = full.trace(link)
        assert (found["kind"], found["excerpts"][0]["id"]) == (kind if link != "c1" else "coding", "e1")
    assert full.trace("c2")["kind"] == "coding"
    with pytest.raises(UnknownId, match="no person, source, excerpt, coding or finding called M99"):
        full.trace("M99")


def test_unknown_and_already_withdrawn_change_nothing(full: Study) -> None:
    for erase in (False, True):
        with pytest.raises(UnknownId, match="no person called M99"):
            full.withdraw("M99", by="eva", erase=erase)
    full.withdraw("M02", by="eva")
    entries = len(full.journal())
    with pytest.raises(AlreadyWithdrawn, match="M02 has already withdrawn"):
        full.withdraw("M02", by="eva")
    full.withdraw("M02", by="eva", erase=True)
    for erase in (False, True):
        with pytest.raises(AlreadyWithdrawn):
            full.withdraw("M02", by="eva", erase=erase)
    assert len(full.journal()) > entries
    full.verify_journal()


def test_nothing_of_an_erased_person_comes_back(full: Study, tmp_path: Path) -> None:
    full.withdraw("M02", by="eva", erase=True)
    assert full.add_reviews([review("M02", ANSWER, PUBLIC, full.findings()[0])], by="eva") == 0
    with pytest.raises(AlreadyWithdrawn):
        interview(full, tmp_path, "again.docx", as_word(spoken("Madame", HERS)), {"Madame": "M02"})
    with pytest.raises(AlreadyWithdrawn):
        full.add_excerpt(Excerpt("his", 0, 3, full.source("his").text[:3], Kind.SPEECH, "M02"), by="eva")
    assert found_in(full.root) == set()


def everything(root: Path) -> dict[str, bytes]:
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in root.rglob("*")
        if p.is_file() and not p.name.startswith("study.db-") and p.name != "study.db"
    }


def test_a_refusal_half_way_puts_every_file_back(full: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    before, entries = everything(full.root), len(full.journal())

    def breaks(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(withdrawal, "amend", breaks)  # the last act of the transaction
        with pytest.raises(Exception, match="disk that holds"):
            full.withdraw("M02", by="eva", erase=True)
    assert everything(full.root) == before
    assert len(full.journal()) == entries
    assert full.withdrawn() == set()
    full.verify_journal()
    full.withdraw("M02", by="eva", erase=True)
    assert found_in(full.root) == set()


def test_a_crash_before_the_store_had_it_is_undone_by_the_next_run(full: Study) -> None:
    before = everything(full.root)
    staged = sweep.Staged(full.root, full.root / f"{sweep.STAGING}1")
    staged.aside.mkdir()
    staged.set_aside(full.root / "releases" / "r1" / "quotes.json", None)
    staged.set_aside(full.root / "joint.yaml", b"- theme: keys\n")
    (staged.aside / "part").write_bytes(b"half")
    with full.store.write() as connection:
        assert withdrawal._settle(full.root, connection) == set()
    assert everything(full.root) == before


def test_an_erasure_cut_short_is_finished_by_running_it_again(full: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(sweep.Staged, "destroy", breaks)
        with pytest.raises(ErasureUnfinished, match="run the command again"):
            full.withdraw("M02", by="eva", erase=True)
    assert rows_holding(full) == set()
    assert found_in(full.root) != set()
    assert full.withdraw("M02", by="eva", erase=True).erased
    assert found_in(full.root) == set()
    full.verify_journal()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE_SECONDS", 0.2)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # on a server, who reads holds no copy in the folder
def test_a_study_that_is_open_elsewhere_is_not_erased(full: Study) -> None:
    before = everything(full.root)
    with open_study(full.root) as other:
        assert len(other.people()) == 2
        with pytest.raises(StoreLocked):
            full.withdraw("M02", by="eva", erase=True)
        assert everything(full.root) == before
        full.withdraw("M02", by="eva")  # to take no further part needs no empty room
    full.withdraw("M02", by="eva", erase=True)
    assert found_in(full.root) == set()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_folder_that_cannot_be_written_is_left_whole(full: Study) -> None:
    full.close()
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        root = Path(shutil.copytree(full.root, Path(place) / "étude"))
        for path in (root, *root.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = everything(root)
        with unprivileged(), open_study(root) as reader:
            for erase in (False, True):
                with pytest.raises(StoreReadOnly):
                    reader.withdraw("M02", by="eva", erase=erase)
            assert reader.withdrawn() == set()
        assert everything(root) == before
        with unprivileged(), open_study(root) as reader:
            reader.verify_journal()


def test_what_cannot_be_searched_is_named(full: Study) -> None:
    (full.root / "exports" / "casse.zip").write_bytes(b"PK\x03\x04 pas un zip")
    (full.root / "exports" / "copie.vault").write_bytes(b"\x93\x07")
    (full.root / "exports" / "entretien.MP3").write_bytes(b"ID3")
    done = full.withdraw("M02", by="eva", erase=True)
    assert done.sealed == ("exports/casse.zip", "exports/copie.vault", "exports/entretien.MP3")


def test_a_phrase_that_others_say_too_stays_theirs(full: Study, tmp_path: Path) -> None:
    shared = "l’assistante sociale de secteur"
    lines = [*spoken("Madame", (f"J’ai vu {shared} le lundi.",) * 2), ""]
    interview(full, tmp_path, "more.txt", "\n".join(lines).encode(), {"Madame": "M02"})
    lines = [*spoken("Monsieur", (f"Moi, {shared} ne vient pas.",) * 2), ""]
    interview(full, tmp_path, "moi.txt", "\n".join(lines).encode(), {"Monsieur": "M07"})
    his = full.source("moi")
    full.withdraw("M02", by="eva", erase=True)
    assert full.source("moi") == his
    assert (full.root / "originals" / f"{his.original_sha256}.txt").is_file()


def test_an_older_store_gets_its_new_tables(local: Study) -> None:
    first = (Path(schema.__file__).parents[1] / "migrations" / "versions" / "0001_first_store.py").read_text("utf-8")
    later = [t.name for t in reversed(schema.metadata.sorted_tables) if f'"{t.name}",' not in first]
    assert {"withdrawals", "copies", "release_reviews", "release_excerpts"} <= set(later)
    with local.store.write() as connection:
        for table in later:
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    local.close()
    assert upgrade(local.root, by="eva") == local.root / "study.db.0001"
    with open_study(local.root) as again:
        again.add_person(Person("M02", Voice.HOUSEHOLD), by="eva")
        again.withdraw("M02", by="eva", erase=True)
        again.verify_journal()
        assert again.withdrawn() == {"M02"}


def test_an_excerpt_that_spans_two_speakers_keeps_the_other(full: Study) -> None:
    source = full.source("both")
    hers, his = source.turns[1], source.turns[3]
    full.add_excerpt(cut("both", source.text, hers.start, his.end), by="eva")
    full.withdraw("M02", by="eva", erase=True)
    left = full.excerpts().set_index("start").loc[hers.start]
    assert left["text"].endswith(HIS[0])
    assert left["text"].startswith("█")
    full.verify_journal()


def test_a_short_copy_in_somebody_elses_interview_or_in_a_report_goes_too(full: Study, tmp_path: Path) -> None:
    copied = HERS[1][:30]  # too short to be a quotation of anybody, and nobody else says it
    lines = [f"E : On m’a dit « {copied} », et vous ?", "Monsieur : Chez moi il fait froid.", "E : Depuis quand ?",
             "Monsieur : Depuis toujours, je crois bien."]  # fmt: skip
    theirs = interview(full, tmp_path, "echo.txt", "\n".join(lines).encode(), {"Monsieur": "M07"})
    file = tmp_path / "rapport.txt"
    file.write_text(f"Une personne dit que {copied} et rien de plus.", "utf-8")
    document, original = read_document(file)
    report = full.add_source(document, kind="report", original=original, turns=[], speakers={}, by="eva").id
    full.withdraw("M02", by="eva", erase=True)
    assert found_in(full.root) == set()
    assert "Chez moi il fait froid." in full.source(theirs).text
    assert copied not in full.source(theirs).text + full.source(report).text
    full.verify_journal()
