"""The two databases a study can live in, and what each of their refusals means to a user."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from workbench.errors import (
    BadInput,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
    StudyRefused,
    WorkbenchError,
)
from workbench.messages import _
from workbench.study import schema

# How long a writer waits for another one before it says that the store is locked.
PATIENCE_SECONDS = 10
# Writers of one PostgreSQL study queue on this advisory lock ("WBSt"), so that the journal stays one chain.
WRITERS = 0x57425374
APPEND_ONLY = "the journal is append-only"

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # with WAL: what was acknowledged survives a power cut
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",  # a file from elsewhere cannot make us run its functions
)
# Kept from the first read until the store is closed; and what is set aside while tidying never meets the disk.
ALONE = ("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA temp_store = MEMORY")


@dataclass(frozen=True, slots=True, repr=False)
class Store:
    """One open database of the study in `folder`."""

    engine: Engine
    folder: Path

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; what others write meanwhile is not seen."""
        with translated(self.folder), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, alone among writers: all of it is on disk afterwards, or nothing of it."""
        with translated(self.folder), self.engine.connect() as connection:
            writing = connection.execution_options(writing=True)
            with writing.begin():
                yield writing

    def close(self) -> None:
        """Lets go of every connection."""
        self.engine.dispose()


def sqlite_store(file: Path, folder: Path, *, writable: bool = True, still: bool = False, alone: bool = False) -> Store:
    """The store in an SQLite file; `still` says that the file cannot change while it is open (read-only medium).

    `alone` lets nobody else have it open: its first use raises StoreLocked where somebody has.
    """
    mode = "rw" if writable else "ro"
    uri = f"{file.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if still else "")

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)

    # the connection used last comes first: it knows the pages that another one would read anew
    pool = {"pool_size": 1 if alone else 2, "pool_use_lifo": True}
    engine = create_engine("sqlite+pysqlite:///study.db", creator=connect, **pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in (*PRAGMAS, *(ALONE if alone else ())):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE takes the writer's place at once: a later upgrade from reader to writer could fail half-way
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return Store(engine, folder)


def server_store(url: str, folder: Path) -> Store:
    """The store in a PostgreSQL database; raises StoreUnreachable when the address cannot be understood."""
    try:
        address = make_url(url)
        if address.get_backend_name() != "postgresql":
            raise StoreUnreachable(folder=folder, why=_("its url is not a PostgreSQL address"))
        engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            connect_args={"connect_timeout": 5, "client_encoding": "utf8"},
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as why:
        raise StoreUnreachable(folder=folder, why=_("its url is not a PostgreSQL address")) from why

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'")
            connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return Store(engine, folder)


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turns a database's refusal into the one sentence that a user can act on."""
    try:
        yield
    except DBAPIError as why:
        raise refusal(why, folder) from why


def refusal(why: DBAPIError, folder: Path) -> WorkbenchError:
    """What a database error means to a user of the study in this folder."""
    origin = why.orig
    if APPEND_ONLY in str(origin):  # the databases raise it from the migrations' triggers, each in its own class
        return StudyRefused(folder=folder, why=_("the journal is append-only"))
    if isinstance(why, IntegrityError):
        return BadInput(why=_("the store refused a row that contradicts another ({detail})").format(detail=_first(why)))
    known = _sqlite(origin, folder) if isinstance(origin, sqlite3.Error) else _postgresql(origin, folder)
    return known or StoreUnreachable(folder=folder, why=_first(why))


def _first(why: DBAPIError) -> str:
    return (str(why.orig).splitlines() or [type(why).__name__])[0]


def _sqlite(origin: sqlite3.Error, folder: Path) -> WorkbenchError | None:
    code = getattr(origin, "sqlite_errorcode", 0) & 0xFF  # the low byte is the family, the rest its detail
    plain: dict[int, Callable[..., WorkbenchError]] = {
        sqlite3.SQLITE_BUSY: StoreLocked,
        sqlite3.SQLITE_LOCKED: StoreLocked,
        sqlite3.SQLITE_READONLY: StoreReadOnly,
        sqlite3.SQLITE_FULL: StoreFull,
    }
    if code in plain:
        return plain[code](folder=folder)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreUnreachable(folder=folder, why=_("its file is damaged; restore it from a backup"))
    return None


def _postgresql(origin: Any, folder: Path) -> WorkbenchError | None:
    state = ""
    with suppress(AttributeError):
        state = origin.sqlstate or ""
    if state in {"55P03", "40001", "40P01"}:  # lock not available, serialisation failure, deadlock
        return StoreLocked(folder=folder)
    if state == "25006":
        return StoreReadOnly(folder=folder)
    if state == "53100":
        return StoreFull(folder=folder)
    if not state:  # no answer came from a server at all
        return StoreUnreachable(folder=folder, why=_("the PostgreSQL server does not answer, or refuses this user"))
    return None


def tidy(store: Store) -> None:
    """Writes the database anew without what was erased: no free page, no dead row, no write-ahead log keeps it.

    The store is one that nobody else uses. Raises the driver's own error, or StoreLocked.
    """
    raw = store.engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        if store.engine.dialect.name == "sqlite":
            driver.execute("VACUUM")
            if driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreLocked(folder=store.folder)
        else:
            raw.detach()  # its settings are not for the next user of the pool
            driver.autocommit = True
            driver.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
            driver.execute(
                f"VACUUM (FULL) {', '.join(schema.metadata.tables)}"
            )  # the server may hold more than a study
    finally:
        raw.close()
