"""How far everybody is: turns read, interviews coded, and whose codings a second person has re-read."""

import json
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from workbench.errors import BadInput, UnknownId
from workbench.messages import _
from workbench.study import coding_rows, schema
from workbench.study.blind import hidden_sources
from workbench.study.codebooks import in_force
from workbench.study.journal import record
from workbench.study.rows import canonical, frame, next_ids, now

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

COLUMNS = {
    "source": "str",
    "coder": "str",
    "turns": "int64",
    "read": "int64",
    "coded": "int64",
    "codings": "int64",
    "reviewed": "int64",
    "reviewers": "str",
    "last": "str",
}


def mark_read(study: "Study", source: str, turns: Iterable[int], *, by: str) -> set[int]:
    """The coder has read these turns (their numbers); returns all that they have read there.

    Raises UnknownId for the source or a turn that it does not have.
    """
    new = set(turns)
    with study.store.write() as connection:
        there = _turns(connection, source)
        for turn in sorted(new - there):
            raise UnknownId(what=_("turn of {source}").format(source=source), id=turn)
        read = _read(connection, source, by)
        fresh = _stretches(new - read)
        ids = next_ids(connection, "r", len(fresh)) if fresh else []
        rows = [
            {"id": id_, "n": n, "source": source, "coder": by, "first": first, "last": last, "at": now()}
            for (n, id_), (first, last) in zip(ids, fresh, strict=True)
        ]
        record(connection, schema.reads, rows, kind="turns.read", by=by)
    return read | new


def turns_read(study: "Study", source: str, by: str) -> set[int]:
    """The numbers of the turns that the coder has read."""
    with study.store.read() as connection:
        return _read(connection, source, by)


def _turns(connection: Connection, source: str) -> set[int]:
    if connection.scalar(select(schema.sources.c.id).where(schema.sources.c.id == source)) is None:
        raise UnknownId(what=_("source"), id=source)
    return set(connection.scalars(select(schema.turns.c.n).where(schema.turns.c.source == source)))


def _read(connection: Connection, source: str, coder: str) -> set[int]:
    table = schema.reads.c
    rows = connection.execute(select(table.first, table.last).where(table.source == source, table.coder == coder))
    return {turn for first, last in rows for turn in range(first, last + 1)}


def _stretches(turns: set[int]) -> list[tuple[int, int]]:
    """Runs of numbers that follow each other: a coder scrolls, and one row says it all."""
    if not turns:
        return []
    order = sorted(turns)
    breaks = [(a, b) for a, b in pairwise(order) if b - a > 1]
    starts = [order[0], *(b for _a, b in breaks)]
    return list(zip(starts, [*(a for a, _b in breaks), order[-1]], strict=True))


def mark_reviewed(study: "Study", source: str, coder: str, *, codebook: str, by: str) -> int:
    """Another person has re-read all that the coder had put on a source so far; returns how many codings that is.

    Raises UnknownId, and BadInput when it is the coder, when nothing is coded, or while the interview is coded blind.
    """
    if by == coder:
        raise BadInput(why=_("nobody re-reads their own codings"))
    with study.store.write() as connection:
        _turns(connection, source)
        in_force(connection, codebook)
        if source in hidden_sources(connection, codebook):
            raise BadInput(why=_("{source} is still being coded blind").format(source=source))
        table = schema.codings.c
        own = coding_rows.select_codings().where(
            schema.excerpts.c.source == source,
            table.codebook == codebook,
            table.coder == coder,
            table.retracted.is_(None),
        )
        ids = [row.id for row in connection.execute(own)]
        if not ids:
            raise BadInput(why=_("{coder} has coded nothing there").format(coder=coder))
        n, id_ = next_ids(connection, "reading", 1)[0]
        row = {"id": id_, "n": n, "source": source, "codebook": codebook, "coder": coder, "codings": canonical(ids)}
        record(connection, schema.second_readings, [row | {"who": by, "at": now()}], kind="codings.reviewed", by=by)
    return len(ids)


def progress(study: "Study", codebook: str) -> "DataFrame":
    """One row a source and coder that has read or coded there; a source that nobody opened has one without a coder.

    Columns: source, coder, turns (of those interviewed), coded (turns that a standing coding touches), read (these and
    those marked as read: who codes has read), codings, reviewed (codings that somebody else has re-read), reviewers,
    last (instant of the latest of these).
    """
    with study.store.read() as connection:
        in_force(connection, codebook)
        rows = _progress(connection, codebook)
    return frame(rows, COLUMNS)


def _progress(connection: Connection, codebook: str) -> list[tuple[object, ...]]:
    said: dict[str, list[tuple[int, int, int]]] = {
        id_: [] for id_ in connection.scalars(select(schema.sources.c.id).order_by(schema.sources.c.n))
    }
    for turn in connection.execute(select(schema.turns).where(schema.turns.c.asks == 0).order_by(schema.turns.c.n)):
        said[turn.source].append((turn.n, turn.start, turn.stop))
    put: dict[tuple[str, str], list[tuple[str, int, int, str]]] = {}
    table = schema.codings.c
    standing = coding_rows.select_codings().where(table.codebook == codebook, table.retracted.is_(None))
    for row in connection.execute(standing):
        put.setdefault((row.source, row.coder), []).append((row.id, row.start, row.stop, row.created))
    read: dict[tuple[str, str], tuple[set[int], str]] = {}
    for row in connection.execute(select(schema.reads).order_by(schema.reads.c.n)):
        before, _last = read.get((row.source, row.coder), (set(), ""))
        read[row.source, row.coder] = (before | set(range(row.first, row.last + 1)), row.at)
    again: dict[tuple[str, str], list[tuple[set[str], str, str]]] = {}
    second = schema.second_readings
    for row in connection.execute(select(second).where(second.c.codebook == codebook).order_by(second.c.n)):
        again.setdefault((row.source, row.coder), []).append((set(json.loads(row.codings)), row.who, row.at))
    rows: list[tuple[object, ...]] = []
    for source, turns in said.items():
        coders = sorted({coder for where, coder in (*put, *read) if where == source})
        for coder in coders or [""]:
            mine, seconds = put.get((source, coder), []), again.get((source, coder), [])
            seen, last_read = read.get((source, coder), (set(), ""))
            coded = {n for n, start, end in turns if any(a < end and start < b for _id, a, b, _at in mine)}
            known = set[str]().union(*(ids for ids, _who, _at in seconds)) & {id_ for id_, *_rest in mine}
            rows.append(
                (
                    source,
                    coder,
                    len(turns),
                    len({n for n, _start, _end in turns if n in seen or n in coded}),
                    len(coded),
                    len(mine),
                    len(known),
                    ", ".join(sorted({who for _ids, who, _at in seconds})),
                    max([last_read, *(at for *_rest, at in mine), *(at for _ids, _who, at in seconds)]),
                )
            )
    return rows
