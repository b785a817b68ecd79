"""The rows of codings: read as values, written from them, taken out of every count and put back, many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select, update

from workbench.coding.codings import Coding, Origin
from workbench.errors import UnknownId
from workbench.messages import _
from workbench.study import schema
from workbench.study.excerpts import excerpt_of
from workbench.study.journal import note, record
from workbench.study.rows import digest, in_parts, next_ids, now

Judgement = tuple[str, str, str, str, str]


def select_codings() -> Any:
    """Every coding with the columns of its excerpt, in order of arrival."""
    table, inside = schema.codings, schema.excerpts
    spot = [inside.c[name] for name in ("source", "start", "stop", "text", "kind", "person")]
    return select(table, *spot).select_from(table.join(inside, inside.c.id == table.c.excerpt)).order_by(table.c.n)


def coding_of(row: Any) -> Coding:
    """The value of a row of `select_codings`."""
    return Coding(
        excerpt_of(row),
        row.codebook,
        row.code,
        row.coder,
        Origin(row.origin),
        row.memo,
        row.id,
        row.version,
        row.created,
        row.retracted,
        row.model,
        row.score,
        row.rank,
    )


def load(connection: Connection, ids: Iterable[str]) -> dict[str, Coding]:
    """The codings of these ids, by id, in order of arrival; one that was erased is not among them."""
    found: dict[str, Coding] = {}
    for part in in_parts(list(ids)):
        rows = connection.execute(select_codings().where(schema.codings.c.id.in_(part)))
        found |= {row.id: coding_of(row) for row in rows}
    return found


def one(connection: Connection, id_: str) -> Coding:
    """One coding, retracted or not; raises UnknownId."""
    found = load(connection, [id_])
    if not found:
        raise UnknownId(what=_("coding"), id=id_)
    return found[id_]


def insert(connection: Connection, new: Sequence[tuple[str, Coding]], *, kind: str, by: str) -> list[Coding]:
    """Writes codings, each on an excerpt's id, and returns them with their own."""
    if not new:
        return []
    ids = next_ids(connection, "c", len(new))
    final = [replace(coding, id=id_) for (_n, id_), (_excerpt, coding) in zip(ids, new, strict=True)]
    rows = [_row(n, excerpt, coding) for (n, _id), (excerpt, _given), coding in zip(ids, new, final, strict=True)]
    record(connection, schema.codings, rows, kind=kind, by=by)
    return final


def _row(n: int, excerpt: str, coding: Coding) -> dict[str, object]:
    return {
        "id": coding.id,
        "n": n,
        "excerpt": excerpt,
        "codebook": coding.codebook,
        "version": coding.version,
        "code": coding.code,
        "coder": coding.coder,
        "origin": coding.origin.value,
        "memo": coding.memo,
        "created": coding.created,
        "retracted": None,
        "reason": "",
        "model": coding.model,
        "score": None if coding.score is None else float(coding.score),
        "rank": coding.rank,
    }


def retract(connection: Connection, ids: Iterable[str], *, reason: str, by: str) -> list[Coding]:
    """Takes out of every count those of these codings that stand, and returns them."""
    standing = [coding for coding in load(connection, ids).values() if coding.retracted is None]
    instant = now()
    _change(connection, standing, {"retracted": instant, "reason": reason}, "coding.retracted", by)
    return [replace(coding, retracted=instant) for coding in standing]


def restore(connection: Connection, ids: Iterable[str], *, by: str) -> list[Coding]:
    """Puts back those of these codings that are retracted, and returns them.

    One whose judgement stands again in another row (same excerpt, code, coder and memo) stays where it is.
    """
    away = [coding for coding in load(connection, ids).values() if coding.retracted is not None]
    if not away:
        return []
    spots = excerpt_ids(connection, [coding.id for coding in away])
    there = standing(connection, set(spots.values()))
    fresh = [coding for coding in away if judgement(spots[coding.id], coding) not in there]
    _change(connection, fresh, {"retracted": None, "reason": ""}, "coding.restored", by)
    return [replace(coding, retracted=None) for coding in fresh]


def judgement(excerpt: str, coding: Coding) -> Judgement:
    """What makes two codings one judgement, whatever the version of the codebook that lay before the coder."""
    return excerpt, coding.codebook, coding.code, coding.coder, coding.memo


def standing(connection: Connection, excerpts: Iterable[str]) -> dict[Judgement, str]:
    """The ids of the standing codings on these excerpts, by judgement."""
    table, found = schema.codings.c, dict[Judgement, str]()
    for part in in_parts(sorted(excerpts)):
        near = select(schema.codings).where(table.excerpt.in_(part), table.retracted.is_(None)).order_by(table.n)
        for row in connection.execute(near):
            found.setdefault((row.excerpt, row.codebook, row.code, row.coder, row.memo), row.id)
    return found


def excerpt_ids(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The excerpt's id of each coding."""
    table, found = schema.codings.c, dict[str, str]()
    for part in in_parts(ids):
        rows = connection.execute(select(table.id, table.excerpt).where(table.id.in_(part)))
        found |= {row.id: row.excerpt for row in rows}
    return found


def _change(connection: Connection, some: Sequence[Coding], values: dict[str, Any], kind: str, by: str) -> None:
    table = schema.codings
    for part in in_parts([coding.id for coding in some]):
        connection.execute(update(table).where(table.c.id.in_(part)).values(**values))
        rows = connection.execute(select(table).where(table.c.id.in_(part)).order_by(table.c.n)).mappings()
        note(connection, table.name, [(row["id"], digest(dict(row))) for row in rows], kind=kind, by=by)
