"""The main job, looked at as its user sees it."""

import json
import re
import sqlite3

import pytest

from tests.a_demo import workbench
from workbench import study
from workbench.publishing.verify import verify


def test_every_step_says_what_it_made_and_how_long_it_took(demo):
    _, said = demo
    steps = re.findall(r"^  (.+?)  +(.+)  \((\d+\.\d) s\)$", said, re.M)
    assert len(steps) == 10
    assert all(re.search(r"\d", outcome) for _, outcome, _ in steps)
    assert "workbench lab" in said


def test_the_study_holds_the_whole_chain(demo):
    folder, _ = demo
    with study.open_study(folder) as opened:
        interviews = [s for s in opened.sources() if s.kind == "interview"]
        assert len(interviews) >= 14
        assert all(len(s.text.split()) >= 900 for s in interviews)
        codings = opened.codings()
        assert len(codings) >= 500
        assert {c.coder for c in codings} == {"E1", "E2"}
        assert {c.excerpt.source for c in codings} == {s.id for s in interviews}
        assert sum(person.is_household for person in opened.people()) == 24
        assert {len([p for p in opened.people() if p.territory == t and p.is_household]) for t in ("77", "94")} == {
            19,
            5,
        }
        assert {s.person[0] for s in interviews} == {"M", "P"}
        assert len(opened.suggestions()) > 0
        assert len(opened.findings()) >= 5
        assert sum(r.position.value in {"nuance", "disagree"} for r in opened.reviews()) >= 3
        opened.verify_journal()


def test_nothing_suggested_was_applied(demo):
    folder, _ = demo
    with study.open_study(folder) as opened:
        assert {c.origin.value for c in opened.codings()} == {"import"}


@pytest.mark.parametrize("audience", ["cellule-77", "copil", "atelier"])
def test_each_release_is_verified_from_its_files_alone(demo, audience):
    folder, _ = demo
    bundle = folder / "releases" / audience
    verify(bundle)
    done = workbench("verify", bundle)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_release_names_a_household_or_a_source(demo):
    folder, _ = demo
    with study.open_study(folder) as opened:
        names = [p.id for p in opened.people()] + [s.id for s in opened.sources()] + [s.name for s in opened.sources()]
    for file in (folder / "releases").rglob("*"):
        if file.is_file():
            text = file.read_text("utf-8")
            assert [n for n in names if re.search(rf"(?<![\w-]){re.escape(n)}(?![\w-])", text)] == []


def test_what_is_published_of_speech_was_allowed_for_partners(demo):
    folder, _ = demo
    with study.open_study(folder) as opened:
        latest = {}
        for c in sorted(opened.consents(), key=lambda c: c.date):
            latest[c.person, c.use.value] = c.answer.value
        silent = {p for (p, use), answer in latest.items() if use == "citation-T2" and answer != "oui"}
        excerpts = opened.excerpts()
    kept_back = set(excerpts[excerpts["person"].isin(silent)]["text"])
    for bundle in (folder / "releases").iterdir():
        quoted = {q["text"] for q in json.loads((bundle / "quotes.json").read_text("utf-8"))}
        assert quoted
        assert quoted & kept_back == set()


def test_dissent_travels_with_every_finding_that_has_some(demo):
    from workbench.findings.reviews import dissents

    folder, _ = demo
    with study.open_study(folder) as opened:
        expected = {f.id: len(dissents(opened.reviews(f.id))) for f in opened.findings()}
    for bundle in (folder / "releases").iterdir():
        findings = json.loads((bundle / "findings.json").read_text("utf-8"))
        assert findings
        assert {f["id"]: len(f["dissents"]) for f in findings} == {f["id"]: expected[f["id"]] for f in findings}


def test_a_folder_that_exists_is_left_as_it_was(demo):
    folder, _ = demo
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    done = workbench("demo", "--no-serve", "--into", folder)
    assert done.returncode == 1
    assert str(folder) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before


def test_a_port_in_use_stops_the_demonstration_before_it_makes_anything(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = workbench("demo", "--into", tmp_path / "etude", "--port", port)
    assert done.returncode == 1
    assert str(port) in done.stderr
    assert not (tmp_path / "etude").exists()


def test_a_failure_on_the_way_leaves_no_folder(tmp_path, monkeypatch):
    from workbench import demo as job

    monkeypatch.setattr(job, "codings", lambda making: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        job.run(tmp_path / "etude", serve_at=None)
    assert not (tmp_path / "etude").exists()


def test_the_store_is_sound_sqlite(demo):
    folder, _ = demo
    with sqlite3.connect(f"file:{folder / 'study.db'}?mode=ro", uri=True) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
