import re

import pytest

from tests import a_release
from workbench.errors import BundleBroken, FolderTaken
from workbench.publishing import static, withdrawn


@pytest.fixture
def releases(tmp_path):
    for name, page in (("a", "coordination_cell"), ("b", "steering_committee"), ("w", "workshop")):
        a_release.make(tmp_path / "r" / name, id=name, page=page)
    return tmp_path / "r"


def test_the_pages_of_a_folder_are_files_that_send_for_nothing(releases, tmp_path):
    files = static.write(releases, tmp_path / "site")
    names = {path.relative_to(tmp_path / "site").as_posix() for path in files}
    assert {"index.html", "coordination_cell.html", "steering_committee.html", "coordination_cell/tables.csv"} <= names
    assert not [name for name in names if "workshop" in name]  # it takes answers
    assert sum(path.stat().st_size for path in files) <= 1_000_000
    for path in files:
        if path.suffix == ".html":
            html = re.sub(r"http://www.w3.org/2000/svg", "", path.read_text("utf-8"))
            assert not re.search(r"https?://|//[a-z]|<link[^>]+stylesheet|<script[^>]+src", html)
            for target in re.findall(r'(?:href|src)="([^"#]+)"', html):
                assert target.startswith("data:") or (path.parent / target).is_file()


def test_one_release_is_one_page(releases, tmp_path):
    static.write(releases / "a", tmp_path / "site")
    html = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert html.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert html.count("<h1>") == html.count("<main ") == 1
    assert (tmp_path / "site" / "coordination_cell" / "manifest.json").read_bytes() == (
        releases / "a" / "manifest.json"
    ).read_bytes()


def test_nothing_is_written_when_one_release_is_broken(releases, tmp_path):
    (releases / "b" / "quotes.json").write_text("[]")
    with pytest.raises(BundleBroken):
        static.write(releases, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_nor_when_one_was_taken_back(releases, tmp_path):
    withdrawn.write(releases / "b", "0" * 64, "2016-04-01")
    with pytest.raises(BundleBroken):
        static.write(releases, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_folder_that_is_there_is_left_alone(releases, tmp_path):
    (tmp_path / "site").mkdir()
    with pytest.raises(FolderTaken):
        static.write(releases, tmp_path / "site")


def test_a_workshop_alone_has_no_page_without_a_server(releases, tmp_path):
    with pytest.raises(BundleBroken):
        static.write(releases / "w", tmp_path / "site")
