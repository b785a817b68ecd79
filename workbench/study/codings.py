"""Codings: who put which code on which excerpt. A retracted one stays, and can be restored."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding, Origin
from workbench.coding.excerpts import Excerpt
from workbench.errors import BadInput, UnknownId
from workbench.messages import _
from workbench.study import schema
from workbench.study.codebooks import load_codebook
from workbench.study.excerpts import COLUMNS as EXCERPT_COLUMNS
from workbench.study.excerpts import excerpt_of, placed, voice
from workbench.study.journal import amend, record
from workbench.study.rows import frame, next_ids, now
from workbench.study.sources import sources

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

Judgement = tuple[str, str, int, str, str, str]

COLUMNS = {
    "coding": "str",
    **EXCERPT_COLUMNS,
    "territory": "str",
    "codebook": "str",
    "version": "int64",
    "code": "str",
    "coder": "str",
    "origin": "str",
    "memo": "str",
    "created": "str",
}


def add_coding(study: "Study", coding: Coding, *, by: str) -> Coding:
    """Adds one coding and returns it with its id; see `add_codings`."""
    return add_codings(study, [coding], by=by)[0]


def add_codings(study: "Study", codings: Iterable[Coding], *, by: str) -> list[Coding]:
    """Adds codings, all or none, and returns them in the same order with id, person and instant.

    Raises BadSpan when the words do not stand at their place, UnknownId for a source, person, codebook or code, and
    BadInput for a heading that may not be coded or an accepted suggestion without its model, score and rank. The same
    judgement with the same memo, unretracted, is there once: it is returned as it stands.
    """
    with study.store.write() as connection:
        return put_codings(connection, list(codings), by=by)


def put_codings(connection: Connection, codings: Sequence[Coding], *, by: str) -> list[Coding]:
    """The same within a writer's transaction that is open already."""
    _check(connection, codings)
    spots = placed(connection, (coding.excerpt for coding in codings), by=by)
    known = _known(connection, spots, {coding.coder for coding in codings}) if spots else {}
    instant = now()
    taken: list[Coding] = []
    fresh: dict[Judgement, tuple[str, Coding]] = {}
    for (excerpt_id, excerpt), coding in zip(spots, codings, strict=True):
        judged = _judgement(excerpt_id, coding)
        if judged not in known:
            id_ = f"new{len(fresh)}"  # replaced below, once it is known how many numbers are needed
            known[judged] = replace(
                coding,
                excerpt=excerpt,
                id=id_,
                created=coding.created or instant,
                origin=Origin(coding.origin),
                retracted=None,
            )
            fresh[judged] = (excerpt_id, known[judged])
        taken.append(known[judged])
    if not fresh:
        return taken
    ids = next_ids(connection, "c", len(fresh))
    final = {one.id: replace(one, id=id_) for (_n, id_), (_e, one) in zip(ids, fresh.values(), strict=True)}
    rows = [_row(n, excerpt_id, final[one.id]) for (n, _id), (excerpt_id, one) in zip(ids, fresh.values(), strict=True)]
    record(connection, schema.codings, rows, kind="coding.added", by=by)
    return [final.get(coding.id, coding) for coding in taken]


def _check(connection: Connection, codings: Sequence[Coding]) -> None:
    books: dict[tuple[str, int], Codebook] = {}
    for coding in codings:
        key = (coding.codebook, coding.version)
        if key not in books:
            books[key] = load_codebook(connection, *key)
        code = books[key].by_id.get(coding.code)
        if code is None:
            raise UnknownId(what=_("code"), id=coding.code)
        if not code.codable:
            raise BadInput(why=_("{code} is a heading of the codebook, not a code").format(code=code.id))
        machine = (coding.model, coding.score, coding.rank)
        if coding.origin is Origin.SUGGESTION and None in machine:
            raise BadInput(why=_("an accepted suggestion names its model, its score and its rank"))


def _judgement(excerpt: str, coding: Coding) -> Judgement:
    return excerpt, coding.codebook, coding.version, coding.code, coding.coder, coding.memo


def _known(connection: Connection, spots: Sequence[tuple[str, Excerpt]], coders: set[str]) -> dict[Judgement, Coding]:
    """The unretracted codings of these coders near these excerpts, by judgement."""
    table, inside = schema.codings, schema.excerpts.c
    starts = [excerpt.start for _id, excerpt in spots]
    near = _all().where(
        inside.source.in_({excerpt.source for _id, excerpt in spots}),
        inside.start.between(min(starts), max(starts)),
        table.c.coder.in_(coders),
        table.c.retracted.is_(None),
    )
    return {_judgement(row.excerpt, coding): coding for row in connection.execute(near) for coding in [_coding(row)]}


def _all() -> Any:
    table, inside = schema.codings, schema.excerpts
    spot = [inside.c[name] for name in ("source", "start", "stop", "text", "kind", "person")]
    return select(table, *spot).select_from(table.join(inside, inside.c.id == table.c.excerpt)).order_by(table.c.n)


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


def _coding(row: Any) -> Coding:
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


def retract_coding(study: "Study", id: str, *, by: str, reason: str = "") -> None:  # noqa: A002
    """Takes a coding out of every count; it stays, with the reason. Raises UnknownId; twice is once."""
    with study.store.write() as connection:
        if _retracted(connection, id) is None:
            values = {"retracted": now(), "reason": reason}
            amend(connection, schema.codings, {"id": id}, values, kind="coding.retracted", by=by)


def restore_coding(study: "Study", id: str, *, by: str) -> None:  # noqa: A002
    """Puts a retracted coding back; raises UnknownId."""
    with study.store.write() as connection:
        if _retracted(connection, id) is not None:
            values = {"retracted": None, "reason": ""}
            amend(connection, schema.codings, {"id": id}, values, kind="coding.restored", by=by)


def _retracted(connection: Connection, id_: str) -> str | None:
    row = connection.execute(select(schema.codings.c.retracted).where(schema.codings.c.id == id_)).first()
    if row is None:
        raise UnknownId(what=_("coding"), id=id_)
    return row.retracted  # type: ignore[no-any-return]


def codings(
    study: "Study",
    source: str | None = None,
    codebook: str | None = None,
    coder: str | None = None,
    retracted: bool = False,
) -> list[Coding]:
    """Codings in order of arrival, of one source, codebook or coder if said; with the retracted ones on demand."""
    table = schema.codings.c
    wanted = _all()
    for column, value in ((schema.excerpts.c.source, source), (table.codebook, codebook), (table.coder, coder)):
        if value is not None:
            wanted = wanted.where(column == value)
    if not retracted:
        wanted = wanted.where(table.retracted.is_(None))
    with study.store.read() as connection:
        return [_coding(row) for row in connection.execute(wanted)]


def codings_frame(study: "Study") -> "DataFrame":
    """The unretracted codings, one row each, with their excerpt, its voice and territory, in order of arrival."""
    table, spot, who = schema.codings, schema.excerpts, schema.people
    place = [spot.c[name] for name in ("id", "source", "start", "stop", "text", "kind", "person")]
    rest = [table.c[name] for name in ("codebook", "version", "code", "coder", "origin", "memo", "created")]
    all_three = table.join(spot, spot.c.id == table.c.excerpt).outerjoin(who, who.c.id == spot.c.person)
    wanted = (
        select(table.c.id, *place, voice(), who.c.territory, *rest)
        .select_from(all_three)
        .where(table.c.retracted.is_(None))
        .order_by(table.c.n)
    )
    with study.store.read() as connection:
        rows = connection.execute(wanted).all()
    return frame(rows, COLUMNS)


def uncoded_turns(study: "Study", codebook: str) -> list[Excerpt]:
    """The interviewees' turns that no standing coding of this codebook touches, in order of source and place."""
    touched: dict[str, list[Excerpt]] = {}
    for coding in codings(study, codebook=codebook):
        touched.setdefault(coding.excerpt.source, []).append(coding.excerpt)
    return [
        Excerpt(source.id, turn.start, turn.end, source.text[turn.start : turn.end], person=turn.person)
        for source in sources(study)
        for turn in source.turns
        if not turn.asks and not any(e.start < turn.end and turn.start < e.end for e in touched.get(source.id, ()))
    ]
