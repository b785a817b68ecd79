"""The journal: who did what to which row and when, each entry chained to the one before. It names, never quotes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, and_, insert, select, update

from workbench.errors import JournalBroken
from workbench.messages import _
from workbench.study import schema
from workbench.study.rows import Row, checked, digest, frame, insert_rows, key_of, now

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

START = "0" * 64  # what the first entry has for a predecessor
ERASED = ".erased"  # the ending of a kind that says: this row is gone, and rightly so

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
    last = connection.execute(select(entries.c.n, entries.c.hash).order_by(entries.c.n.desc()).limit(1)).first()
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


def verify_journal(study: "Study") -> None:
    """Raises JournalBroken with the first entry that is missing, changed, or no longer true of its row.

    A row that is there without an entry, or gone without an entry that erased it, is a break as well.
    """
    with study.store.read() as connection:
        rows = connection.execute(select(schema.journal).order_by(schema.journal.c.n)).all()
        latest = _chain(study, rows)
        for table in schema.metadata.sorted_tables:
            _compare(study, connection, table, latest)


def _chain(study: "Study", rows: Sequence[Any]) -> dict[tuple[str, str], Any]:
    previous, latest = START, {}
    for place, row in enumerate(rows, 1):
        if row.n != place:
            raise JournalBroken(folder=study.root, n=place, why=_("the entry is missing"))
        if row.previous != previous or row.hash != digest(list(row)[:-1]):
            raise JournalBroken(folder=study.root, n=place, why=_("the entry was changed"))
        previous = row.hash
        latest[(row.table_name, row.row_id)] = row
    if not rows:
        raise JournalBroken(folder=study.root, n=1, why=_("the entry is missing"))
    return latest


def _compare(study: "Study", connection: Connection, table: Table, latest: dict[tuple[str, str], Any]) -> None:
    """Holds each journaled table against its latest entries; names the lowest entry that its row contradicts."""
    if table.name not in JOURNALED:
        return
    rows = [dict(row) for row in connection.execute(select(table)).mappings()]
    found = {key_of(table, row): digest(row) for row in rows}
    expected = {row: entry for (name, row), entry in latest.items() if name == table.name}
    wrong = [
        entry.n
        for row, entry in expected.items()
        if (row in found or not entry.kind.endswith(ERASED)) and found.get(row) != entry.sha256
    ]
    if wrong:
        raise JournalBroken(
            folder=study.root, n=min(wrong), why=_("its row in {table} changed").format(table=table.name)
        )
    if found.keys() - expected.keys():
        n = len(latest) + 1
        raise JournalBroken(folder=study.root, n=n, why=_("a row in {table} has no entry").format(table=table.name))


# The other tables are children of these, covered by a hash in their parent's row, or count.
JOURNALED = frozenset(
    table.name
    for table in schema.metadata.sorted_tables
    if table.name not in {"counters", "journal", "places", "turns", "codes", "evidence"}
)
