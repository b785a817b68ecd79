"""Memos: what somebody notes on an excerpt, a code, an interview, a household or a coding. An edit is a new version."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from workbench.errors import BadInput, UnknownId
from workbench.messages import _
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.rows import next_ids, now

if TYPE_CHECKING:
    from workbench.study.study import Study


class On(StrEnum):
    """What a memo can be about."""

    EXCERPT = "excerpt"
    CODE = "code"
    INTERVIEW = "interview"
    HOUSEHOLD = "household"
    CODING = "coding"


@dataclass(frozen=True, slots=True)
class Memo:
    """One version of a memo: who wrote it and when. An empty text says that it was taken away."""

    id: str
    version: int
    on: On
    target: str
    text: str
    who: str
    at: str


def add_memo(study: "Study", on: str, target: str, text: str, *, by: str) -> Memo:
    """A new memo. `target` is an excerpt's, source's, person's or coding's id, or "codebook/code".

    Raises UnknownId for a target that the study does not have, BadInput for an empty text or another kind of target.
    """
    if not text.strip():
        raise BadInput(why=_("a memo says something"))
    if on not in set(On):
        raise BadInput(why=_("a memo is on an excerpt, a code, an interview, a household or a coding"))
    with study.store.write() as connection:
        _require(connection, On(on), target)
        id_ = next_ids(connection, "m", 1)[0][1]
        return _write(connection, Memo(id_, 1, On(on), target, text.strip(), by, now()), "memo.added")


def edit_memo(study: "Study", id: str, text: str, *, by: str, version: int) -> Memo:  # noqa: A002
    """A new version of a memo, the earlier ones stay readable; an empty text takes it away.

    `version` is the one that the writer had before them. Raises UnknownId, and BadInput when somebody has written a
    newer one: nothing is overwritten unseen.
    """
    with study.store.write() as connection:
        versions = _versions(connection, schema.memos.c.id == id)
        if not versions:
            raise UnknownId(what=_("memo"), id=id)
        last = versions[-1]
        if last.version != version:
            why = _("{coder} has changed this memo since; read it, then write yours")
            raise BadInput(why=why.format(coder=last.who))
        if last.text == text.strip():
            return last
        kind = "memo.edited" if text.strip() else "memo.taken_away"
        return _write(connection, Memo(id, version + 1, last.on, last.target, text.strip(), by, now()), kind)


def memos(study: "Study", on: str | None = None, target: str | None = None, *, history: bool = False) -> list[Memo]:
    """The memos in the order of their versions' arrival: as they stand now, or with `history` every version of each."""
    table = schema.memos.c
    wanted = [table.sort == on] if on is not None else []
    wanted += [table.target == target] if target is not None else []
    with study.store.read() as connection:
        versions = _versions(connection, *wanted)
    if history:
        return versions
    return [memo for memo in {memo.id: memo for memo in versions}.values() if memo.text]


def _versions(connection: Connection, *wanted: Any) -> list[Memo]:
    rows = connection.execute(select(schema.memos).where(*wanted).order_by(schema.memos.c.n))
    return [Memo(row.id, row.version, On(row.sort), row.target, row.text, row.who, row.at) for row in rows]


def _write(connection: Connection, memo: Memo, kind: str) -> Memo:
    last = connection.scalar(select(func.max(schema.memos.c.n))) or 0
    row = {
        "id": memo.id,
        "version": memo.version,
        "n": last + 1,
        "sort": memo.on.value,
        "target": memo.target,
        "text": memo.text,
        "who": memo.who,
        "at": memo.at,
    }
    record(connection, schema.memos, [row], kind=kind, by=memo.who)
    return memo


def _require(connection: Connection, on: On, target: str) -> None:
    book, _slash, code = target.partition("/")
    codes = schema.codes.c
    places: dict[On, tuple[Any, str]] = {
        On.EXCERPT: (select(schema.excerpts.c.id).where(schema.excerpts.c.id == target), _("excerpt")),
        On.CODE: (select(codes.id).where(codes.codebook == book, codes.id == code), _("code")),
        On.INTERVIEW: (select(schema.sources.c.id).where(schema.sources.c.id == target), _("source")),
        On.HOUSEHOLD: (select(schema.people.c.id).where(schema.people.c.id == target), _("person")),
        On.CODING: (select(schema.codings.c.id).where(schema.codings.c.id == target), _("coding")),
    }
    query, what = places[on]
    if connection.execute(query.limit(1)).first() is None:
        raise UnknownId(what=what, id=target)
