"""Withdrawal on the demonstration study, as its users meet it: the next releases, the three commands, the folder."""

import json
import re
import sqlite3
import unicodedata
import zipfile
from contextlib import closing

import pytest

from tests.a_demo import copied, workbench
from workbench import study
from workbench.people import Use
from workbench.publishing.assemble import release
from workbench.publishing.verify import verify


@pytest.fixture
def own(demo, tmp_path):
    return copied(demo[0], tmp_path)


def said(done, status=0):
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout) if status == 0 else done.stderr.strip()


def quoted_household(folder):
    """A household that a release quotes, and the study's own trace of it."""
    for person in said(workbench("people", folder, "--json")):
        if person["role"] == "household" and person["sources"]:
            traced = said(workbench("trace", folder, person["id"], "--json"))
            if any(e["went"] for e in traced["excerpts"]) and any(r["went"] for r in traced["reviews"]):
                return person["id"], traced
    raise AssertionError("no release of the demonstration quotes a household")


def runs(words):
    return {words[i : i + 20] for i in range(len(words) - 19)}


def everything(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.endswith(("-wal", "-shm"))
    }


def test_everybody_is_listed_by_pseudonym(own):
    people = said(workbench("people", own, "--json"))
    assert {"id", "role", "sources"} == set(people[0])
    assert sum(p["role"] == "household" for p in people) == 24
    assert {p["id"]: p["sources"] for p in people}["M02"] == ["entretien-m02"]
    assert all(re.fullmatch(r"[MP]\d\d", p["id"]) for p in people)


def test_the_next_releases_hold_nothing_of_who_withdrew(own):
    person, before = quoted_household(own)
    texts = {e["text"] for e in before["excerpts"]} | {r["words"] for r in before["reviews"]}
    texts |= {r["public_words"] for r in before["reviews"]} - {""}
    done = said(workbench("withdraw", own, person, "--json"))
    assert {place["id"] for place in done["releases"]} == {place["id"] for place in before["went"]}
    with study.open_study(own) as opened:
        for audience in opened.settings["audience"]:
            out = own / "releases" / f"{audience}-2"
            release(opened, audience, out, approved=["E1", "E2"], by="E1")
            verify(out)
            former = json.loads((own / "releases" / audience / "findings.json").read_text("utf-8"))
            later = json.loads((out / "findings.json").read_text("utf-8"))
            assert {f["id"] for f in later} == {f["id"] for f in former}
            heard, then = (sum(sum(f["voices"].values()) for f in findings) for findings in (later, former))
            assert heard < then or not then  # a page without findings hears nobody
            for file in out.iterdir():
                written = file.read_text("utf-8")
                assert [text for text in texts if text in written] == []
        assert [p["path"] for p in opened.trace(person)["went"]] == [p["path"] for p in before["went"]]
        opened.verify_journal()


def test_an_erasure_leaves_no_file_that_holds_what_only_they_said(own):
    person, _before = quoted_household(own)
    with closing(sqlite3.connect(own / "study.db")) as origin, closing(sqlite3.connect(own / "study.db.0001")) as copy:
        origin.backup(copy)
    with study.open_study(own) as opened:
        words, others = set(), []
        for source in opened.sources():
            if source.person == person:
                turns = [source.text[t.start : t.end] for t in source.turns if not t.asks]
                words |= set().union(*(runs(unicodedata.normalize("NFC", turn)) for turn in turns))
                original = source.original_sha256
            else:
                others.append(source.text)
        words |= set().union(*(runs(r.words) | runs(r.public_words) for r in opened.reviews() if r.reviewer == person))
        others += [r.words + r.public_words for r in opened.reviews() if r.reviewer != person]
        # ordinary phrases of twenty characters that somebody else says too are theirs and stay
        own_words = {run for run in words if not any(run.casefold() in text.casefold() for text in others)}
        tables = {f.name: f.read_text("utf-8") for f in (own / "data").iterdir()}
    assert len(own_words) > 0.9 * len(words)
    done = said(workbench("withdraw", own, person, "--erase", "--json"))
    assert "study.db.0001" in done["removed"]
    left = {name: own_words & runs(content.decode("utf-8", "ignore")) for name, content in everything(own).items()}
    rows = [line for name, text in tables.items() for line in text.splitlines() if not line.startswith(person)]
    elsewhere = {run for run in own_words if any(run in row for row in rows)}
    assert {name: sorted(found - elsewhere) for name, found in left.items() if found - elsewhere} == {}
    for packed in (own / "originals").iterdir():
        assert original not in packed.name
        if zipfile.is_zipfile(packed):
            with zipfile.ZipFile(packed) as archive:
                inside = " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
            assert own_words & runs(re.sub("<[^>]+>", "", inside)) == set()
    with study.open_study(own) as opened:
        opened.verify_journal()
        assert [c for c in opened.consents() if c.person == person and c.use is Use.CODE]  # what they answered is kept
        release(opened, "copil", own / "releases" / "copil-2", approved=["E1", "E2"], by="E1")
        verify(own / "releases" / "copil-2")


def test_a_refusal_is_one_sentence_and_changes_nothing(own):
    before = everything(own)
    for words in (("M99",), ("M99", "--erase")):
        assert "M99" in said(workbench("withdraw", own, *words), status=1)
    assert "M99" in said(workbench("trace", own, "M99"), status=1)
    with study.open_study(own) as opened:
        opened.people()
        refused = said(workbench("withdraw", own, "M02", "--erase"), status=1)
    assert "verrouillée" in refused
    assert len(refused.splitlines()) == 1
    assert everything(own) == before
    assert workbench("withdraw", own, "M02").returncode == 0
    assert "déjà" in said(workbench("withdraw", own, "M02"), status=1)


def test_what_a_person_reads_of_it(own):
    done = workbench("withdraw", own, "M02", "--erase")
    assert done.returncode == 0
    assert "M02 s’est retirée" in done.stdout
    assert "copil" in done.stdout
    assert "Rien de ce qu’elle a dit ne reste" in done.stdout
    traced = workbench("trace", own, "M02")
    assert "s’est retirée le" in traced.stdout
    assert "copil" in traced.stdout
    assert "entretien-m04" in workbench("trace", own, "entretien-m04").stdout
    assert "household" in workbench("people", own).stdout


def spoken(opened, person):
    """What a person says in every source, and what every other person says, turn by turn; questions are nobody's."""
    mine, theirs = [], []
    for source in opened.sources():
        for turn in source.turns:
            if not turn.asks:
                (mine if turn.person == person else theirs).append(source.text[turn.start : turn.end])
    for review in opened.reviews():
        (mine if review.reviewer == person else theirs).extend([review.words, review.public_words])
    return mine, theirs


@pytest.mark.parametrize("person", ["M10", "M21"])
def test_no_run_of_twenty_characters_that_is_theirs_alone_stays_in_any_file(own, person):
    with study.open_study(own) as opened:
        mine, theirs = spoken(opened, person)
    theirs += [
        line
        for file in (own / "data").iterdir()
        for line in file.read_text("utf-8").splitlines()
        if not line.startswith(person)
    ]
    others = "\0".join(theirs).casefold()
    alone = {run for words in mine for run in runs(words) if run.casefold() not in others}
    alone = {run for run in alone if sum(map(str.isalnum, run)) >= 8}
    assert len(alone) > 4000
    one, two = sorted(alone)[0], sorted(alone)[-1]
    for place, content in {
        "__pycache__/carnet.pyc": one,
        ".ipynb_checkpoints/x-checkpoint.ipynb": two,
        ".cache/y": one,
        "exports/note.txt": two,
    }.items():
        (own / place).parent.mkdir(parents=True, exist_ok=True)
        (own / place).write_text(content, "utf-8")
    with closing(sqlite3.connect(own / "study.db")) as origin, closing(sqlite3.connect(own / "study.db.0001")) as copy:
        origin.backup(copy)
    said(workbench("withdraw", own, person, "--erase", "--json"))
    left = {}
    for file in (path for path in own.rglob("*") if path.is_file()):
        texts = [file.read_bytes().decode("utf-8", "ignore")]
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                texts += [re.sub("<[^>]+>", "", packed.read(n).decode("utf-8", "ignore")) for n in packed.namelist()]
        if found := {run for text in texts for run in alone & runs(text)}:
            left[file.name] = sorted(found)[:3]
    assert left == {}
