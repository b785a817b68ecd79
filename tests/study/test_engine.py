"""That each refusal of a database reaches the user as one sentence, and changes nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, text

from workbench.errors import BadInput, StoreFull, StoreLocked, StoreReadOnly, StoreUnreachable
from workbench.people import Person, Voice
from workbench.study import Study, engine, open_study

from .examples import BOOK

NEW = Person("M02", Voice.HOUSEHOLD)


def test_the_pragmas_are_in_force(local: Study) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": engine.PATIENCE_SECONDS * 1000,
        "application_id": 0x57425374,
    }
    with local.store.read() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


def test_a_locked_store_says_so(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE_SECONDS", 1)
    with study.store.write(), open_study(study.root) as other:
        with pytest.raises(StoreLocked, match="locked by another program; close it and try again, nothing was changed"):
            other.add_person(NEW, by="bob")
        assert other.people() == []  # reading goes on
    assert study.people() == []
    study.add_person(NEW, by="eva")


def test_a_store_locked_as_a_whole_says_so_on_opening(local: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE_SECONDS", 0)
    local.close()
    with closing(sqlite3.connect(local.root / "study.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked):
            open_study(local.root)


def test_a_read_only_server_is_read_and_refuses_writing(study: Study) -> None:
    url = study.settings.get("url")
    if url is None:
        store = engine.sqlite_store(study.root / "study.db", study.root, writable=False)
    else:
        store = engine.server_store(
            url.replace("options=", "options=-cdefault_transaction_read_only%3Don%20"), study.root
        )
    other = Study(study.root, study.title, study.settings, store)
    with other:
        assert other.people() == []
        with pytest.raises(StoreReadOnly, match="make the folder writable"):
            other.add_person(NEW, by="bob")
    assert study.people() == []


def test_a_full_disk_says_so_and_keeps_what_was_there(local: Study) -> None:
    local.add_person(NEW, by="eva")
    before = len(local.journal())
    local.store.engine.dispose()

    @event.listens_for(local.store.engine, "connect")
    def full(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreFull, match="free some space"):
        local.add_people([Person(f"M{n:04}", Voice.HOUSEHOLD) for n in range(1000)], by="eva")
    assert local.people() == [NEW]
    assert len(local.journal()) == before
    local.verify_journal()


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "sqlite:///x.db", "postgresql://h:port/x"])
def test_an_address_that_is_none_says_so(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="not a PostgreSQL address"):
        engine.server_store(url, tmp_path)


def test_a_server_that_is_not_there_says_so_without_its_password(tmp_path: Path) -> None:
    store = engine.server_store(f"postgresql://eva:secret@/study?host={tmp_path}", tmp_path)
    with pytest.raises(StoreUnreachable, match="does not answer") as refused, store.read():
        pass
    assert "secret" not in str(refused.value)
    assert "secret" not in repr(store)


def test_an_unknown_database_is_unreachable(server: Callable[[], str], tmp_path: Path) -> None:
    store = engine.server_store(server().replace("/postgres?", "/nowhere?"), tmp_path)
    with pytest.raises(StoreUnreachable, match="cannot be opened"), store.read():
        pass


def test_a_row_that_contradicts_another_is_refused(study: Study) -> None:
    statement = text("INSERT INTO places (source, n, start, place) VALUES ('nowhere', 1, 0, 'x')")
    with pytest.raises(BadInput, match="contradicts another"), study.store.write() as connection:
        connection.execute(statement)


def test_a_text_in_a_column_of_numbers_is_refused(study: Study) -> None:
    statement = text("INSERT INTO counters (name, last) VALUES ('x', 'many')")
    with pytest.raises((BadInput, StoreUnreachable)), study.store.write() as connection:
        connection.execute(statement)


def test_a_reader_sees_one_moment(study: Study) -> None:
    with study.store.read() as connection:
        count = text("SELECT count(*) FROM people")
        assert connection.scalar(count) == 0
        with open_study(study.root) as other:
            other.add_person(NEW, by="bob")
        assert connection.scalar(count) == 0
    assert study.people() == [NEW]


def test_a_failure_inside_a_verb_leaves_nothing(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.study import codebooks

    def breaks(*_given: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(codebooks, "insert_rows", breaks)  # after the head and its journal entry
    with pytest.raises(RuntimeError, match="power cut"):
        study.add_codebook(BOOK, by="eva")
    assert study.codebooks() == []
    assert len(study.journal()) == 1
