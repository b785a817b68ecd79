import subprocess
import sys

import pytest

from tests import a_release
from workbench.errors import BundleBroken
from workbench.publishing.reader import INBOX, VARIABLE, inbox, open_bundle


@pytest.fixture
def releases(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    a_release.make(tmp_path / "old", title="Ancienne", created="2016-01-01")
    a_release.make(tmp_path / "new", title="Nouvelle", created="2016-03-02")
    a_release.make(tmp_path / "w", page="workshop")
    return tmp_path


def test_the_page_picks_its_newest_release(releases):
    assert open_bundle("coordination_cell").title == "Nouvelle"
    assert open_bundle("workshop").manifest.page == "workshop"


def test_one_release_can_be_named(releases, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(releases / "old"))
    assert open_bundle("coordination_cell").title == "Ancienne"
    with pytest.raises(BundleBroken):
        open_bundle("workshop")


def test_a_page_without_release_is_refused(releases):
    with pytest.raises(BundleBroken):
        open_bundle("steering_committee")


def test_one_byte_changed_is_refused(releases):
    path = releases / "new" / "quotes.json"
    path.write_bytes(path.read_bytes().replace(b"trois", b"deux!"))
    with pytest.raises(BundleBroken):
        open_bundle("coordination_cell")


def test_without_release_there_is_a_sentence(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv(INBOX, raising=False)
    with pytest.raises(BundleBroken):
        open_bundle("workshop")
    with pytest.raises(BundleBroken):
        inbox()


def test_printing_a_release_shows_no_word_of_it(releases):
    assert "papiers" not in repr(open_bundle("coordination_cell"))


def test_a_reader_imports_nothing_that_could_open_a_study_or_draw():
    heavy = [
        "pandas",
        "spacy",
        "sqlalchemy",
        "altair",
        "numpy",
        "workbench.study",
        "workbench.intake",
        "workbench.charts",
    ]
    code = f"import sys, workbench.publishing.reader; print([m for m in {heavy} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
