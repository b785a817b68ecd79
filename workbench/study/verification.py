"""Whether the journal holds: every entry chained to the one before, and every row still what its latest entry says."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from workbench.errors import JournalBroken
from workbench.messages import _
from workbench.study import schema
from workbench.study.codebooks import content_hash as codebook_hash
from workbench.study.codebooks import load_codebook
from workbench.study.findings import content_hash as finding_hash
from workbench.study.findings import load_finding
from workbench.study.journal import START
from workbench.study.rows import digest, key_of

if TYPE_CHECKING:
    from workbench.study.study import Study

ERASED = ".erased"  # the ending of a kind that says: this row is gone, and rightly so

# The other tables count, list what can be undone, or are children of these, held by a hash in their parent's row.
JOURNALED = tuple(
    table
    for table in schema.metadata.sorted_tables
    if table.name not in {"counters", "journal", "acts", "places", "turns", "codes", "evidence"}
)

Latest = dict[tuple[str, str], Any]  # (table, row id) -> its last entry


def verify_journal(study: "Study") -> None:
    """Raises JournalBroken with the first entry that is missing, changed, or no longer true of its row.

    A row that is there without an entry, or gone without an entry that erased it, is a break as well. What this cannot
    see is a store put back whole as it was before: for that, keep the last hash elsewhere.
    """
    with study.store.read() as connection:
        entries = connection.execute(select(schema.journal).order_by(schema.journal.c.n)).all()
        latest = _chain(study, entries)
        wrong = [break_ for table in JOURNALED for break_ in _rows(connection, table, latest, len(entries))]
        wrong += _children(connection, latest)
    if wrong:
        n, why = min(wrong)
        raise JournalBroken(folder=study.root, n=n, why=why)


def _chain(study: "Study", entries: Sequence[Any]) -> Latest:
    previous, latest = START, {}
    for place, entry in enumerate(entries, 1):
        if entry.n != place:
            raise JournalBroken(folder=study.root, n=place, why=_("the entry is missing"))
        if entry.previous != previous or entry.hash != digest(list(entry)[:-1]):
            raise JournalBroken(folder=study.root, n=place, why=_("the entry was changed"))
        previous = entry.hash
        latest[(entry.table_name, entry.row_id)] = entry
    if not entries:
        raise JournalBroken(folder=study.root, n=1, why=_("the entry is missing"))
    return latest


def _rows(connection: Connection, table: Table, latest: Latest, last: int) -> Iterator[tuple[int, str]]:
    """Holds a table's rows against their latest entries."""
    rows = [dict(row) for row in connection.execute(select(table)).mappings()]
    found = {key_of(table, row): digest(row) for row in rows}
    expected = {row: entry for (name, row), entry in latest.items() if name == table.name}
    for row, entry in expected.items():
        gone_rightly = row not in found and entry.kind.endswith(ERASED)
        if not gone_rightly and found.get(row) != entry.sha256:
            yield entry.n, _("its row in {table} changed").format(table=table.name)
    if found.keys() - expected.keys():
        yield last + 1, _("a row in {table} has no entry").format(table=table.name)


def _children(connection: Connection, latest: Latest) -> Iterator[tuple[int, str]]:
    """Holds what belongs to a row (turns, codes, evidence) against the hash that the row carries."""
    for row in connection.execute(select(schema.sources.c.id, schema.sources.c.layout)).all():
        parts = []
        for table in (schema.places, schema.turns):
            inside = select(table).where(table.c.source == row.id).order_by(table.c.n)
            parts.append([dict(part) for part in connection.execute(inside).mappings()])
        if digest(parts) != row.layout:
            yield from _child(latest, schema.sources, row.id, "turns")
    books = schema.codebooks.c
    for head in connection.execute(select(books.id, books.version, books.sha256)).all():
        if codebook_hash(load_codebook(connection, head.id, head.version)) != head.sha256:
            yield from _child(latest, schema.codebooks, f"{head.id}/{head.version}", "codes")
    for finding in connection.execute(select(schema.findings)).all():
        if finding_hash(load_finding(connection, finding)) != finding.content:
            yield from _child(latest, schema.findings, f"{finding.id}/{finding.version}", "evidence")


def _child(latest: Latest, table: Table, row: str, child: str) -> Iterator[tuple[int, str]]:
    entry = latest.get((table.name, row))
    if entry is not None:  # a row without an entry is reported as such
        yield entry.n, _("its row in {table} changed").format(table=child)
