"""That making room and tidying change nothing of a study but the length of its log, and stand in nobody's way."""

import sqlite3
from contextlib import closing
from pathlib import Path

from workbench.people import Person, Voice
from workbench.study import Study, open_study
from workbench.study.settling import ROOM

ROOMY = ROOM // 2  # at least: the cache keeps its two megabytes


def _log(study: Study) -> Path:
    return study.root / "study.db-wal"


def _without_log(study: Study, folder: Path) -> int:
    """How many people the database holds by itself."""
    alone = folder / "alone.db"
    alone.write_bytes((study.root / "study.db").read_bytes())
    with closing(sqlite3.connect(alone)) as found:
        return int(found.execute("SELECT count(*) FROM people").fetchone()[0])


def _add(study: Study, n: int) -> None:
    study.add_person(Person(f"M{n:02}", Voice.HOUSEHOLD), by="eva")


def test_the_log_gets_its_length_at_once_and_keeps_it_while_one_works(local: Study) -> None:
    _add(local, 1)
    local.make_room()
    length = _log(local).stat().st_size
    assert length > ROOMY
    for n in range(2, 10):
        _add(local, n)
        assert _log(local).stat().st_size == length
    assert [person.id for person in local.people()] == [f"M{n:02}" for n in range(1, 10)]
    with local.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE name = 'room'").scalar() == 0


def test_settling_moves_what_the_log_holds_and_loses_nothing(local: Study, tmp_path: Path) -> None:
    local.make_room()
    _add(local, 1)
    assert _without_log(local, tmp_path) == 0
    local.settle()
    assert _without_log(local, tmp_path) == 1
    _add(local, 2)  # the log begins again
    with open_study(local.root) as other:
        assert [person.id for person in other.people()] == ["M01", "M02"]


def test_what_another_program_would_find_after_a_crash_is_whole(local: Study, tmp_path: Path) -> None:
    local.make_room()
    _add(local, 1)
    left = tmp_path / "left"  # the files as they are now, as a killed kernel leaves them
    left.mkdir()
    for name in ("study.db", "study.db-wal", "study.toml"):
        (left / name).write_bytes((local.root / name).read_bytes())
    with open_study(left) as found:
        assert [person.id for person in found.people()] == ["M01"]
        found.verify_journal()


def test_neither_harms_where_somebody_reads_or_the_store_is_no_file(study: Study) -> None:
    _add(study, 1)
    with study.store.read() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM people").scalar()
        study.make_room()
        study.settle()
        assert connection.exec_driver_sql("SELECT count(*) FROM people").scalar() == before == 1
    _add(study, 2)
    assert len(study.people()) == 2
