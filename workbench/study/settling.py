"""What keeps the wait for a gesture short: room made for it on the disk, and tidying left to quiet moments.

An SQLite store syncs its write-ahead log at each commit. While that file grows, a sync also waits for the file system
to write the new length down, which takes as long again; and the commit that fills it (1,000 pages, some sixty
gestures) moves them all into the database before it returns. What is synced, and when, stays the same here.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from workbench.study.study import Study

ROOM = 6_000_000  # bytes: what the page cache cannot hold of it (2 MB) is written to the log, as much as it ever takes


def make_room(study: "Study") -> None:
    """Lets the write-ahead log of an SQLite store grow at once to the length it will have; the study stays as it is.

    A transaction too large for the cache spills into the log and is rolled back: the file keeps its length. Where that
    cannot be (somebody else writes, the disk is full, the store is read-only), one goes without.
    """
    _sqlite(study, _spilled)


def settle(study: "Study") -> None:
    """Moves what the log holds into the database, as far as that hinders nobody; the log then begins again."""
    _sqlite(study, lambda driver: driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall())


def _spilled(driver: sqlite3.Connection) -> None:
    driver.execute("BEGIN IMMEDIATE")
    try:
        driver.execute("CREATE TABLE room (filler BLOB)")
        driver.execute("INSERT INTO room VALUES (zeroblob(?))", (ROOM,))
    finally:
        driver.execute("ROLLBACK")
    handle = os.open(driver.execute("PRAGMA database_list").fetchone()[2] + "-wal", os.O_RDWR)
    try:
        os.fsync(handle)  # or else the first gesture would wait for all of it
    finally:
        os.close(handle)


def _sqlite(study: "Study", act: Callable[[sqlite3.Connection], object]) -> None:
    """Does it on a connection of the store, if that is SQLite; a refusal of the database is no harm."""
    if study.store.engine.dialect.name != "sqlite":
        return
    with suppress(OSError, sqlite3.Error, DBAPIError):
        raw = study.store.engine.raw_connection()
        try:
            act(cast("sqlite3.Connection", raw.driver_connection))
        finally:
            raw.close()
