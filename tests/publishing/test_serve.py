import socket

import pytest

from tests import a_release
from workbench.errors import BundleBroken, PortInUse
from workbench.publishing import withdrawn
from workbench.publishing.serve import HOST, environment, named, serve, words
from workbench.publishing.server import settings


@pytest.fixture
def taken():
    with socket.socket() as held:
        held.bind((HOST, 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_taken_port_is_said_before_anything_starts(tmp_path, taken):
    a_release.make(tmp_path / "r")
    with pytest.raises(PortInUse) as no:
        serve(tmp_path / "r", port=taken)
    assert str(taken) in str(no.value)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(BundleBroken):
        serve(tmp_path, port=1)


def test_a_changed_release_is_not_served(tmp_path, taken):
    a_release.make(tmp_path / "r")
    (tmp_path / "r" / "tables.json").write_text("{}")
    with pytest.raises(BundleBroken):
        serve(tmp_path / "r", port=taken)


def test_the_server_is_given_nothing_of_the_study(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_STUDY", "/etude")
    monkeypatch.setenv("SECRET_TOKEN", "x")
    given = environment(tmp_path / "r", tmp_path / "inbox", tmp_path / "run")
    assert given["WORKBENCH_BUNDLE"] == str(tmp_path / "r")
    assert not {"WORKBENCH_STUDY", "SECRET_TOKEN"} & set(given)
    assert given["HOME"].startswith(str(tmp_path / "run"))


def test_each_release_has_an_address_and_the_first_of_a_page_has_its_name(tmp_path):
    for name in ("cellule-77", "cellule-94", "copil"):
        page = "steering_committee" if name == "copil" else "coordination_cell"
        a_release.make(tmp_path / name, id=name, page=page)
    found = named(tmp_path)
    assert {name: where.name for name, (_manifest, where) in found.items()} == {
        "coordination_cell": "cellule-77",
        "cellule-94": "cellule-94",
        "steering_committee": "copil",
    }


def test_a_release_that_was_taken_back_is_not_served(tmp_path):
    manifest = a_release.make(tmp_path / "r" / "one")
    withdrawn.write(tmp_path / "r" / "one", manifest.digest, "2016-04-01")
    with pytest.raises(BundleBroken, match="one"):
        serve(tmp_path / "r", port=1)


def test_settings_close_what_was_measured_open(tmp_path):
    chosen = settings(tmp_path, 8866, words({}))
    page = chosen["VoilaConfiguration"]
    assert chosen["Voila"]["ip"] == HOST
    assert page["file_allowlist"] == []
    assert page["allow_template_override"] == page["allow_theme_override"] == "NO"
    assert page["show_tracebacks"] is False
