"""The command line as its users meet it: one sentence for each refusal, nothing lost, three exit statuses."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.a_demo import copied, workbench
from workbench import study

INTERVIEW = "Enquêteur : Et les clés ?\nMadame : En mars.\nEnquêteur : Ah.\nMadame : Voilà, quoi.\n"


@pytest.fixture
def empty(tmp_path):
    folder = tmp_path / "etude"
    assert workbench("new", folder, "--title", "Essai").returncode == 0
    return folder


def sentence(done, status=1):
    assert done.returncode == status
    said = (done.stderr or done.stdout).strip()
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said
    return said


def everything(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_an_interview_and_a_table_are_added(empty, tmp_path):
    (tmp_path / "e.txt").write_text(INTERVIEW, "utf-8")
    (tmp_path / "suivi.csv").write_text("household,visits\nM01,3\n", "utf-8")
    done = workbench("add", empty, tmp_path / "e.txt", tmp_path / "suivi.csv", "--json")
    assert done.returncode == 0
    assert [o["refused"] for o in json.loads(done.stdout)] == ["", ""]
    with study.open_study(empty) as opened:
        assert [len(s.turns) for s in opened.sources()] == [4]
        assert opened.tables() == ["suivi"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("vide.txt", b""), ("casse.docx", b"PK\x03\x04 pas un zip"), ("image.bmp", b"BM"), ("vide.csv", b"a,b\n")],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_others_are_taken(empty, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "bon.txt").write_text(INTERVIEW, "utf-8")
    done = workbench("add", empty, tmp_path / name, tmp_path / "bon.txt")
    assert done.returncode == 1
    refused, taken = done.stdout.splitlines()
    assert name in refused
    assert "bon.txt" in taken
    with study.open_study(empty) as opened:
        assert [s.name for s in opened.sources()] == ["bon.txt"]


def test_a_missing_file_and_a_second_import_change_nothing(empty, tmp_path):
    (tmp_path / "bon.txt").write_text(INTERVIEW, "utf-8")
    assert workbench("add", empty, tmp_path / "bon.txt").returncode == 0
    before = {p: b for p, b in everything(empty).items() if p.suffix != ".db-wal"}
    for file in (tmp_path / "absent.txt", tmp_path / "bon.txt"):
        assert file.name in sentence(workbench("add", empty, file))
    after = {p: b for p, b in everything(empty).items() if p.suffix != ".db-wal"}
    assert {p for p in before if p.suffix != ".db-shm" and before[p] != after.get(p)} == set()


def test_a_table_against_its_dictionary_tells_every_fault(demo, tmp_path):
    own = copied(demo[0], tmp_path)
    (tmp_path / "targets.csv").write_text("territory,target\n75,10\n77,-2\n", "utf-8")
    said = workbench("add", own, tmp_path / "targets.csv").stdout
    assert "2 fautes" in said
    assert "ligne 2, colonne territory : « 75 »" in said
    assert "ligne 3, colonne target : « -2 »" in said


def test_a_study_folder_that_exists_is_left_alone(empty):
    before = everything(empty)
    assert str(empty) in sentence(workbench("new", empty))
    assert everything(empty) == before


def test_a_folder_that_is_no_study(tmp_path):
    for command in ("add", "indicators", "lab", "release"):
        more = {"add": ["x.txt"], "release": ["--audience", "a", "--out", "o", "--approved", "A", "--approved", "B"]}
        assert "workbench new" in sentence(workbench(command, tmp_path, *more.get(command, [])))


def test_a_locked_store_says_so_and_keeps_everything(empty, tmp_path):
    (tmp_path / "bon.txt").write_text(INTERVIEW, "utf-8")
    with sqlite3.connect(empty / "study.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = sentence(workbench("add", empty, tmp_path / "bon.txt"))
        other.execute("ROLLBACK")
    assert "verrouillée" in said
    assert workbench("add", empty, tmp_path / "bon.txt").returncode == 0


def test_a_store_of_another_version_says_what_to_do(empty):
    with sqlite3.connect(empty / "study.db") as store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "9999" in sentence(workbench("indicators", empty))


def test_a_store_that_is_another_programs_file(empty):
    (empty / "study.db").write_bytes(b"not a database at all, but long enough to look like a file" * 20)
    sentence(workbench("indicators", empty))


def test_wrong_use_is_told_apart_from_a_refusal(tmp_path):
    for words in (["add"], ["verify", "--nope", "x"], ["frobnicate"], ["serve", "x", "--port", "abc"]):
        assert "--help" in sentence(workbench(*words), status=2)


COMMANDS = (
    "add agreement audit check demo excerpts indicators lab linkage new people protect pseudonymise release serve "
    "suggest trace upgrade verify withdraw"
)


@pytest.mark.parametrize("command", COMMANDS.split())
def test_every_command_has_help_with_an_example(command):
    done = workbench(command, "--help")
    assert done.returncode == 0
    assert f"Exemple : workbench {command}" in done.stdout


def test_english_on_request(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "en")
    assert "is not a study" in sentence(workbench("indicators", tmp_path))


def test_a_release_changed_by_one_byte_is_refused(demo, tmp_path):
    own = copied(demo[0], tmp_path)
    file = own / "releases" / "cellule-77" / "findings.json"
    file.write_bytes(file.read_bytes().replace(b"e", b"a", 1))
    assert "cellule-77" in sentence(workbench("verify", own / "releases" / "cellule-77"))
    sentence(workbench("serve", own / "releases"))


def test_a_release_needs_two_different_approvers_and_a_known_audience(demo, tmp_path):
    own = copied(demo[0], tmp_path)
    for audience, approvers in (("cellule-77", ("E1", "E1")), ("inconnue", ("E1", "E2"))):
        approved = [word for who in approvers for word in ("--approved", who)]
        done = workbench("release", own, "--audience", audience, "--out", tmp_path / "sortie", *approved)
        sentence(done)
        assert not (tmp_path / "sortie").exists()


def test_suggestions_for_texts_that_are_in_no_study(tmp_path):
    book = [{"id": "b", "label": "Budget", "definition": "Le loyer."}, {"id": "s", "label": "Santé", "definition": ""}]
    texts = [{"id": "t", "text": "Mon budget, c’est le loyer et puis c’est tout."}]
    for name, value in (("book", book), ("texts", texts)):
        (tmp_path / f"{name}.json").write_text(json.dumps(value), "utf-8")
    done = workbench("suggest", "--codebook", tmp_path / "book.json", "--texts", tmp_path / "texts.json", "--json")
    (found,) = json.loads(done.stdout)
    assert found["suggestions"][0]["code"] == "b"
    assert found["suggestions"][0]["because"]
    (tmp_path / "book.json").write_text("[{]", "utf-8")
    sentence(workbench("suggest", "--codebook", tmp_path / "book.json", "--texts", tmp_path / "texts.json"))


def test_tables_protected_and_audited_from_files(tmp_path):
    rows = ["dep,type"] + ["77,a"] * 8 + ["77,b"] * 7 + ["94,a"] * 7 + ["94,b"] * 2
    (tmp_path / "d.csv").write_text("\n".join(rows), "utf-8")
    spec = {"threshold": 5, "width": 3, "known": [[]], "sensitive": [], "previous": [],
            "tables": [{"id": "t", "by": ["dep", "type"], "margins": True}]}  # fmt: skip
    (tmp_path / "s.json").write_text(json.dumps(spec), "utf-8")
    done = workbench("protect", tmp_path / "d.csv", "--tables", tmp_path / "s.json", "--json")
    assert done.returncode == 0, done.stderr
    (tmp_path / "o.json").write_text(done.stdout, "utf-8")
    cells = {tuple(c["key"].items()): c["count"] for c in json.loads(done.stdout)["tables"][0]["cells"]}
    assert cells[("dep", "94"), ("type", "b")] is None
    assert workbench("audit", tmp_path / "o.json", "--json").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_what_stops_the_command_stops_its_server(demo, how):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("workbench")),
        "serve",
        str(demo[0] / "releases"),
        "--port",
        str(port),
    ]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        said = iter(running.stdout.readline, "")  # the readers' password comes first
        assert any(f"http://127.0.0.1:{port}/" in line for line in said)
        running.send_signal(how)
        assert running.wait(20) == 0
    finally:
        running.kill()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
