"""The journal: who did what to which row and when, each entry chained to the one before. It names, never quotes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, and_, insert, select, update

from workbench.study import schema
from workbench.study.rows import Row, checked, digest, frame, insert_rows, key_of, now

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

_LAST = select(schema.journal.c.n, schema.journal.c.hash).order_by(schema.journal.c.n.desc()).limit(1)
START = "0" * 64  # what the first entry has for a predecessor

COLUMNS = {
    "n": "int64",
    "at": "str",
    "who": "str",
    "kind": "str",
    "table": "str",
    "row": "str",
    "sha256": "str",
    "previous": "str",
    "hash": "str",
}


def record(connection: Connection, table: Table, rows: Iterable[Row], *, kind: str, by: str) -> list[Row]:
    """Inserts rows and their journal entries in the caller's transaction; returns the rows."""
    taken = insert_rows(connection, table, rows)
    note(connection, table.name, [(key_of(table, row), digest(row)) for row in taken], kind=kind, by=by)
    return taken


def amend(connection: Connection, table: Table, key: Row, values: Row, *, kind: str, by: str) -> None:
    """Changes one row, found by its whole primary key, and appends the entry of its new form."""
    checked([values])
    here = and_(*(table.c[name] == value for name, value in key.items()))
    connection.execute(update(table).where(here).values(**values))
    row = dict(connection.execute(select(table).where(here)).one()._mapping)
    note(connection, table.name, [(key_of(table, row), digest(row))], kind=kind, by=by)


def note(connection: Connection, table: str, hashes: Sequence[tuple[str, str]], *, kind: str, by: str) -> None:
    """Appends one entry per (row id, sha256); the caller holds the writers' lock, so the last entry is the last."""
    if not hashes:
        return
    entries = schema.journal
    last = connection.execute(_LAST).first()
    n, previous = (last.n, last.hash) if last else (0, START)
    at, added = now(), []
    for row_id, sha256 in hashes:
        n += 1
        entry = [n, at, by, kind, table, row_id, sha256, previous]
        previous = digest(entry)
        added.append(dict(zip(entries.c.keys(), [*entry, previous], strict=True)))
    connection.execute(insert(entries), checked(added))


def journal(study: "Study") -> "DataFrame":
    """Every entry in order: n, at, who, kind, table, row, sha256, previous, hash."""
    with study.store.read() as connection:
        rows = connection.execute(select(schema.journal).order_by(schema.journal.c.n)).all()
    return frame(rows, COLUMNS)
