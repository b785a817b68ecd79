"""A study's folder: made whole or not at all, opened only when its store can be trusted."""

import json
import os
import sqlite3
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from workbench.errors import FolderTaken, NotAStudy, StoreUnreachable, StudyRefused
from workbench.messages import _
from workbench.study import schema, versions
from workbench.study.engine import Store, server_store, sqlite_store
from workbench.study.files import file_refusal, sync_folder
from workbench.study.journal import note
from workbench.study.rows import digest, now
from workbench.study.study import Study

SETTINGS, STORE = "study.toml", "study.db"
FOLDERS = ("data", "originals", "releases", "inbox")
DEFAULT_FOLDER = "demo-asg"
HEADER = b"SQLite format 3\0"


def create(folder: Path, *, title: str, url: str | None = None, settings: str = "", by: str) -> Study:
    """Makes a study folder and its empty store, and opens it.

    `url` is a PostgreSQL address for a team; without it the store is one SQLite file. `settings` is what study.toml
    says besides (TOML: audiences, data dictionary). Raises FolderTaken when
    something is there already, StoreReadOnly, StoreFull or StoreUnreachable; after any failure nothing is left.
    """
    folder = Path(folder).absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(folder=folder)
    head = {"title": title, "created": now()} | ({"url": url} if url else {})
    missing = [parent for parent in folder.parents if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # made beside its place and renamed there at the end: a crash leaves no half study under the name
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            made = Path(beside) / "study"
            _fill(made, head, settings, folder, by)
            _settle(made, folder, url)
        return open_study(folder)
    except BaseException as why:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()  # only those made here, and only while they are empty
        if isinstance(why, OSError):
            raise file_refusal(why, folder) from why
        raise


def _fill(made: Path, settings: Mapping[str, str], more: str, folder: Path, by: str) -> None:
    for name in FOLDERS:
        (made / name).mkdir(parents=True)
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in settings.items())
    (made / SETTINGS).write_text(text + (f"\n{more}" if more else ""), "utf-8", newline="\n")
    read_settings(made)  # refuse a study that nobody could open
    if "url" in settings:
        store = server_store(settings["url"], folder)
    else:
        with closing(sqlite3.connect(made / STORE)) as blank:
            blank.execute("PRAGMA journal_mode = WAL")  # both are kept in the file
            blank.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        store = sqlite_store(made / STORE, folder)
    try:
        with store.write() as connection:
            if inspect(connection).get_table_names():
                raise StoreUnreachable(folder=folder, why=_("the database already holds tables"))
            versions.migrate(connection)
            note(connection, "study", [("study", digest(dict(settings)))], kind="study.created", by=by)
    finally:
        store.close()


def _settle(made: Path, folder: Path, url: str | None) -> None:
    """Gives the finished folder its name; on a server, what was made there goes again if that fails."""
    try:
        if folder.exists():
            folder.rmdir()  # it was found empty; Windows does not rename over it
        made.rename(folder)
    except OSError:
        if url:
            store = server_store(url, folder)
            with suppress(StudyRefused), store.write() as connection:
                versions.remove(connection)
            store.close()
        raise
    sync_folder(folder.parent)


def _toml(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's escapes are TOML's, but for DEL


def open_study(folder: Path) -> Study:
    """Opens a study; one on a read-only medium can be read, and only its writing verbs refuse.

    Raises NotAStudy, StoreVersion with the remedy, StoreLocked, StoreReadOnly or StoreUnreachable.
    """
    folder = Path(folder).absolute()
    settings = read_settings(folder)
    store = open_store(folder, settings)
    try:
        with store.read() as connection:
            versions.require_current(connection, folder)
    except BaseException:
        store.close()
        raise
    return Study(folder, str(settings.get("title", folder.name)), settings, store)


def open_default() -> Study:
    """The study in WORKBENCH_STUDY, else the one that the demonstration makes, `./demo-asg`."""
    return open_study(Path(os.environ.get("WORKBENCH_STUDY") or DEFAULT_FOLDER))


def read_settings(folder: Path) -> dict[str, Any]:
    """What study.toml says; raises NotAStudy when there is none, StudyRefused when it cannot be read."""
    file = folder / SETTINGS
    if not file.is_file():
        raise NotAStudy(folder=folder)
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise StudyRefused(folder=folder, why=_("study.toml cannot be read ({detail})").format(detail=why)) from why


def open_store(folder: Path, settings: Mapping[str, Any]) -> Store:
    """The database that the settings name, checked to be a study's, whatever its version."""
    if "url" in settings:
        return server_store(str(settings["url"]), folder)
    file = folder / STORE
    _require_ours(file, folder)
    writable = _writable(file) and _writable(folder)
    try:
        return _probed(sqlite_store(file, folder, writable=writable))
    except StudyRefused:
        # Reading a WAL store needs files beside it, which a read-only folder cannot get. Without them the store may be
        # read as one that stands still; with them somebody may be writing, and it does not.
        if writable or file.with_name(f"{STORE}-wal").exists():
            raise
    return _probed(sqlite_store(file, folder, writable=False, still=True))


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _require_ours(file: Path, folder: Path) -> None:
    """Looks at the first bytes without SQLite, which would already act on a foreign file's journal."""
    try:
        with file.open("rb") as opened:
            head = opened.read(100)
    except FileNotFoundError as why:
        raise StoreUnreachable(folder=folder, why=_("{file} is missing").format(file=STORE)) from why
    except OSError as why:
        raise StoreUnreachable(folder=folder, why=why.strerror or type(why).__name__) from why
    if len(head) < 100 or not head.startswith(HEADER):
        raise StoreUnreachable(folder=folder, why=_("its file is damaged; restore it from a backup"))
    if int.from_bytes(head[68:72], "big") != schema.APPLICATION_ID:
        raise StoreUnreachable(folder=folder, why=_("{file} belongs to another program").format(file=STORE))


def _probed(store: Store) -> Store:
    """The store, once it was read; closed again when it cannot be."""
    try:
        with store.read() as connection:
            verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if verdict != "ok":
            raise StoreUnreachable(folder=store.folder, why=_("its file is damaged; restore it from a backup"))
    except StudyRefused:
        store.close()
        raise
    return store
