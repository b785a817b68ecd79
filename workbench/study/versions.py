"""The store's version: which one this workbench needs, and how a store gets there (Alembic)."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from workbench.errors import StoreUnreachable, StoreVersion
from workbench.messages import _
from workbench.study import schema
from workbench.study.journal import note
from workbench.study.rows import digest

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def found_version(connection: Connection) -> str | None:
    """The version that a store says it has; None when it is no store of ours."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def require_current(connection: Connection, folder: Path) -> None:
    """Raises StoreVersion, with what to do, unless the store has the version that this workbench needs."""
    found, needed = found_version(connection), schema.VERSIONS[-1]
    if found is None:
        raise StoreUnreachable(folder=folder, why=_("the database is not a study's"))
    if found == needed:
        return
    older = found in schema.VERSIONS
    cure = _("run: workbench upgrade {folder}").format(folder=folder) if older else _("install a newer workbench")
    raise StoreVersion(folder=folder, found=found, expected=needed, cure=cure)


def configuration(connection: Connection) -> "Config":
    """Alembic's settings for work on this connection, inside its transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection) -> None:
    """Brings the store to the version that this workbench needs, in the caller's transaction."""
    from alembic import command

    command.upgrade(configuration(connection), schema.VERSIONS[-1])


def remove(connection: Connection) -> None:
    """Takes every table of ours out of a database again, in the caller's transaction."""
    from alembic import command

    command.downgrade(configuration(connection), "base")
    connection.execute(text("DROP TABLE alembic_version"))


def upgrade(folder: Path, *, by: str) -> Path | None:
    """Brings an older study's store to this workbench's version, in one transaction, and returns the copy made before.

    An SQLite file is copied to `study.db.<version>` beside it first; a server's backups are its keeper's, so None is
    returned there, as when the store was current already. Raises what `open_study` raises.
    """
    from workbench.study.folder import STORE, open_store, read_settings

    folder = Path(folder).absolute()
    settings = read_settings(folder)
    store = open_store(folder, settings)
    try:
        with store.read() as connection:
            found = found_version(connection)
            if found is None or found not in schema.VERSIONS:
                require_current(connection, folder)
        if found == schema.VERSIONS[-1]:
            return None
        copy = None if "url" in settings else _copy(folder / STORE, folder / f"{STORE}.{found}")
        with store.write() as connection:
            migrate(connection)
            note(connection, "study", [("study", digest(dict(settings)))], kind="study.upgraded", by=by)
    finally:
        store.close()
    return copy


def _copy(file: Path, copy: Path) -> Path:
    """A whole copy of a store that others may be writing to."""
    with closing(sqlite3.connect(file)) as origin, closing(sqlite3.connect(copy)) as target:
        origin.backup(target)
    return copy
