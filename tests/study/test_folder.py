import os
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import inspect

from workbench.errors import FolderTaken, NotAStudy, StoreReadOnly, StoreUnreachable, StudyRefused
from workbench.people import Person, Voice
from workbench.study import Study, create, engine, folder, open_default, open_study, versions

from .examples import fill, unprivileged


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_new_study_is_a_folder_with_its_parts(url: str | None, tmp_path: Path) -> None:
    root = tmp_path / "a" / "étude"
    with create(root, title='L’« étude » "3"\n\x7f\\', url=url, by="eva") as study:
        assert study.root == root
        assert study.title == 'L’« étude » "3"\n\x7f\\'
    settings = tomllib.loads((root / "study.toml").read_text("utf-8"))
    assert settings["title"] == study.title
    assert settings.get("url") == url
    names = {path.name for path in root.iterdir()}
    assert names == {"study.toml", "data", "originals", "releases", "inbox"} | (set() if url else {"study.db"})
    assert [path.name for path in root.parent.iterdir()] == ["étude"]
    with open_study(root) as again:
        assert again.settings == settings
        assert again.journal()["kind"].tolist() == ["study.created"]
        assert again.journal()["who"].tolist() == ["eva"]


def test_what_is_written_is_there_when_opened_again(study: Study) -> None:
    filled = fill(study)
    study.close()
    with open_study(study.root) as again:
        assert again.sources() == [filled.source]
        again.verify_journal()


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    root = tmp_path / "étude"
    root.mkdir()
    (root / "mine.txt").write_text("mine")
    with pytest.raises(FolderTaken, match="exists already and was left as it is"):
        create(root, title="t", by="eva")
    assert contents(tmp_path) == {"étude/mine.txt": b"mine"}
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(FolderTaken):
        create(file, title="t", by="eva")


def test_a_study_is_not_made_twice_and_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "étude").mkdir()
    with create(tmp_path / "étude", title="t", by="eva") as study:
        study.add_person(Person("M02", Voice.HOUSEHOLD), by="eva")
    with pytest.raises(FolderTaken):
        create(tmp_path / "étude", title="t", by="eva")
    with open_study(tmp_path / "étude") as study:
        assert len(study.people()) == 1


def test_a_failure_leaves_nothing(url: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object, **_more: object) -> None:
        raise RuntimeError("power cut")

    for part, name in ((versions, "migrate"), (folder, "note")):
        with monkeypatch.context() as patch:
            patch.setattr(part, name, breaks)
            with pytest.raises(RuntimeError, match="power cut"):
                create(tmp_path / "a" / "b" / "étude", title="t", url=url, by="eva")
        assert list(tmp_path.iterdir()) == []
    with create(tmp_path / "étude", title="t", url=url, by="eva") as study:  # nor is anything left on the server
        study.verify_journal()


def test_a_folder_that_cannot_get_its_name_leaves_the_server_as_it_was(
    server: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    url = server()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", breaks)
        with pytest.raises(StoreReadOnly):
            create(tmp_path / "étude", title="t", url=url, by="eva")
    assert list(tmp_path.iterdir()) == []
    with engine.server_store(url, tmp_path).read() as connection:
        assert inspect(connection).get_table_names() == []


def test_a_database_that_holds_tables_is_not_taken(study: Study, tmp_path: Path) -> None:
    url = study.settings.get("url")
    if url is None:
        with pytest.raises(FolderTaken):
            create(study.root, title="t", by="eva")
        return
    with pytest.raises(StoreUnreachable, match="already holds tables"):
        create(tmp_path / "other", title="t", url=url, by="eva")
    assert not (tmp_path / "other").exists()
    study.verify_journal()


def test_a_server_that_is_down_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="does not answer"):
        create(tmp_path / "étude", title="t", url=f"postgresql:///x?host={tmp_path}", by="eva")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_study_says_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotAStudy, match=r"it has no study\.toml"):
            open_study(path)
    (tmp_path / "study.toml").write_text("title = ")
    with pytest.raises(StudyRefused, match=r"study\.toml cannot be read"):
        open_study(tmp_path)


def foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
        other.commit()


def torn(file: Path) -> None:
    """A page in the middle overwritten, as by a failing disk; the header is whole."""
    content = bytearray(file.read_bytes())
    assert len(content) > 12 * 4096
    content[4096 * 2 : 4096 * 10] = b"\xa5" * (4096 * 8)
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (foreign, "belongs to another program"),
        (lambda file: file.write_bytes(b"not a database" * 100), "its file is damaged"),
        (lambda file: file.write_bytes(b""), "its file is damaged"),
        (lambda file: file.write_bytes(file.read_bytes()[:5000]), "its file is damaged"),
        (torn, "its file is damaged"),
        (lambda file: file.unlink(missing_ok=True), "study.db is missing"),
    ],
)
def test_a_store_that_cannot_be_trusted_is_not_opened(local: Study, spoil: Callable[[Path], None], why: str) -> None:
    local.close()
    file = local.root / "study.db"
    if spoil is foreign:
        file.unlink()
    spoil(file)
    before = contents(local.root)
    with pytest.raises(StoreUnreachable, match=why):
        open_study(local.root)
    assert contents(local.root) == before


@pytest.mark.parametrize("mode", [0o555, 0o755])
def test_a_read_only_study_is_read_and_refuses_writing(mode: int) -> None:
    """The folder and its file belong to somebody else, as on a share; in either mode nobody else may write."""
    with TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        root = Path(place) / "étude"
        with create(root, title="t", by="eva") as study:
            fill(study)
        (root / "study.db").chmod(0o444)
        root.chmod(mode)
        before = contents(root)
        with unprivileged():
            with open_study(root) as study:
                assert len(study.sources()) == 1
                with pytest.raises(StoreReadOnly, match="is read-only; make the folder writable"):
                    study.add_person(Person("M03", Voice.HOUSEHOLD), by="bob")
                study.verify_journal()
            with pytest.raises(StoreReadOnly):
                create(root.parent / "other", title="t", by="bob")
        assert contents(root) == before
        root.chmod(0o755)


def test_the_default_study_is_the_one_named_in_the_environment(local: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_STUDY", str(local.root))
    with open_default() as study:
        assert study.root == local.root
    monkeypatch.delenv("WORKBENCH_STUDY")
    monkeypatch.chdir(local.root.parent)
    with pytest.raises(NotAStudy, match="demo-asg"):
        open_default()
    local.close()
    local.root.rename(local.root.with_name("demo-asg"))
    with open_default() as study:
        assert study.title == "Étude"


def test_a_study_does_not_show_what_is_in_it(study: Study) -> None:
    fill(study)
    assert repr(study) == "<Study étude>"
    assert "M02" not in repr(study) + str(study) + repr(study.store)
