"""From the command line: an interview that names people stays out, and the vault opens with its passphrase alone."""

import os

import pytest

from tests.a_demo import workbench
from tests.a_transcript import PASSPHRASE, SECRETS, transcript
from workbench.errors import WrongPassphrase
from workbench.study import vault

OPEN = os.environ | {"WORKBENCH_PASSPHRASE": PASSPHRASE}
WRONG = os.environ | {"WORKBENCH_PASSPHRASE": "une tout autre phrase"}
SHUT = {name: value for name, value in os.environ.items() if name != "WORKBENCH_PASSPHRASE"}


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "etude"
    assert workbench("new", folder).returncode == 0
    return folder


def held(folder):
    """What the folder holds, but for SQLite's own files and the empty lock."""
    left = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {n: c for n, c in left.items() if not n.endswith((".lock", "-wal", "-shm"))}


def test_names_that_nobody_decided_on_are_counted_and_stay_out(own, tmp_path):
    done = workbench("add", own, transcript(tmp_path), env=SHUT, stdin=-3)
    said = done.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert done.returncode == 1
    assert "9 prénoms (ligne 1, ligne 4, ligne 5…), 1 nom (ligne 4), 1 numéro de téléphone (ligne 4)" in said
    assert "rien n’a été importé" in said
    assert len(said.splitlines()) == 1
    content = b"".join(held(own).values())
    assert [secret for secret in SECRETS if secret.encode() in content] == []


def test_an_erasure_needs_the_passphrase_and_changes_nothing_without(own, tmp_path):
    words = ["--names-decided", "--speaker", "Aminata=M02:ménage:77"]
    assert workbench("add", own, transcript(tmp_path), *words, env=OPEN).returncode == 0
    assert list((own / "originals").iterdir()) == []
    before = held(own)
    for env in (SHUT, WRONG):
        done = workbench("withdraw", own, "M02", "--erase", env=env, stdin=-3)
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 1
        assert "phrase de passe" in done.stderr
        assert held(own) == before
    assert workbench("withdraw", own, "M02", "--erase", env=OPEN).returncode == 0
    assert not any(b"Aminata" in content for content in held(own).values())


def test_a_vault_changes_its_passphrase_only_for_who_knows_it(own, tmp_path):
    done = workbench("passphrase", own, env=OPEN)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)  # there is no vault yet
    assert workbench("add", own, transcript(tmp_path), "--names-decided", env=OPEN).returncode == 0
    before = held(own)
    new = "une phrase toute nouvelle"
    for env in (SHUT, WRONG, WRONG | {"WORKBENCH_NEW_PASSPHRASE": new}, OPEN, OPEN | {"WORKBENCH_NEW_PASSPHRASE": "a"}):
        done = workbench("passphrase", own, env=env, stdin=-3)
        assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1), done.stderr
        assert held(own) == before
    done = workbench("passphrase", own, env=OPEN | {"WORKBENCH_NEW_PASSPHRASE": new})
    assert done.returncode == 0, done.stderr
    with pytest.raises(WrongPassphrase):
        vault.read(own, PASSPHRASE)
    assert len(vault.read(own, new).originals) == 1
