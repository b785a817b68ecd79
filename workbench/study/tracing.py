"""The whole chain from any of its links: who said it, what was made of it, and where it went."""

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, select

from workbench.errors import UnknownId
from workbench.intake.documents import Document, Place
from workbench.messages import _
from workbench.study import schema
from workbench.study.outflow import Held, holdings
from workbench.study.rows import grouped, in_parts

if TYPE_CHECKING:
    from workbench.study.study import Study

Json = dict[str, Any]


def trace(study: "Study", id: str) -> Json:  # noqa: A002 - the contract's word
    """A person, a source, an excerpt, a coding or a finding, and every link of its chain, as plain values.

    Keys: id, kind, withdrawn ({at, erased} or None, of a person), sources, excerpts (each with id, text, source, place,
    person, voice, its codings, the findings that it proves, the releases, exports and prints that hold it), reviews
    (a person's own, or those of a finding, each with where its words went), findings, went (every release, export and
    print of the chain). An erased person's `went` is what was listed on the day of the erasure. Raises UnknownId.
    """
    with study.store.read() as connection:
        kind, wanted = _start(connection, id)
        rows = _excerpts(connection, wanted)
        reviews = _reviews(connection, kind, id)
        said = {r.answer_id: (r.words, r.public_words) for r in reviews}
        went = holdings(study.root, connection, {row.id: row.text for row in rows}, said)
        gone = _withdrawal(connection, kind, id)
        excerpts = _with_chain(connection, rows, went)
        return {
            "id": id,
            "kind": kind,
            "withdrawn": None if gone is None else {"at": gone.at, "erased": gone.erased},
            "sources": _sources(connection, kind, id, {row.source for row in rows}),
            "excerpts": excerpts,
            "reviews": [_review(row, went) for row in reviews],
            "findings": _findings(connection, kind, id, excerpts, reviews),
            "went": _past(gone) if gone is not None and gone.erased else [held.as_dict() for held in went],
        }


def roles(study: "Study") -> list[Json]:
    """Everybody by pseudonym: id, role (household, association, …) and the sources in which they speak."""
    speaks: dict[str, list[str]] = {}
    for source in study.sources():
        for person in sorted({t.person for t in source.turns if t.person is not None and not t.asks}):
            speaks.setdefault(person, []).append(source.id)
    return [{"id": p.id, "role": p.voice.value, "sources": speaks.get(p.id, [])} for p in study.people()]


def _start(connection: Connection, id_: str) -> tuple[str, Any]:
    """What this id is, and the condition that the excerpts of its chain meet."""
    excerpts, proofs = schema.excerpts.c, schema.evidence.c
    newest = select(func.max(schema.findings.c.version)).where(schema.findings.c.id == id_).scalar_subquery()
    proving = select(proofs.ref).where(proofs.finding == id_, proofs.kind == "excerpt")
    coded = select(schema.codings.c.excerpt).where(schema.codings.c.id == id_)
    chains: tuple[tuple[str, Table, Any], ...] = (
        ("person", schema.people, excerpts.person == id_),
        ("source", schema.sources, excerpts.source == id_),
        ("excerpt", schema.excerpts, excerpts.id == id_),
        ("coding", schema.codings, excerpts.id.in_(coded)),
        ("finding", schema.findings, excerpts.id.in_(proving.where(proofs.version == newest))),
    )
    for kind, table, condition in chains:
        if connection.scalar(select(table.c.id).where(table.c.id == id_).limit(1)) is not None:
            return kind, condition
    raise UnknownId(what=_("person, source, excerpt, coding or finding"), id=id_)


def _excerpts(connection: Connection, condition: Any) -> list[Any]:
    table, people = schema.excerpts, schema.people
    both = table.outerjoin(people, people.c.id == table.c.person)
    wanted = select(table, people.c.voice).select_from(both).where(condition).order_by(table.c.n)
    return list(connection.execute(wanted).all())


def _with_chain(connection: Connection, rows: list[Any], went: list[Held]) -> list[Json]:
    ids = [row.id for row in rows]
    codings = grouped(_among(connection, schema.codings, "excerpt", ids), "excerpt")
    proofs = grouped(_among(connection, schema.evidence, "ref", ids), "ref")
    places = {source: _document(connection, source) for source in {row.source for row in rows}}
    return [
        {
            "id": row.id,
            "text": row.text,
            "source": row.source,
            "start": row.start,
            "end": row.stop,
            "place": places[row.source].where(row.start),
            "kind": row.kind,
            "person": row.person,
            "voice": row.voice,
            "codings": [_coding(one) for one in codings.get(row.id, [])],
            "findings": [
                {"id": one.finding, "version": one.version, "stance": one.stance}
                for one in proofs.get(row.id, [])
                if one.kind == "excerpt"
            ],
            "went": [_place(held) for held in went if row.id in held.excerpts],
        }
        for row in rows
    ]


def _among(connection: Connection, table: Table, column: str, ids: list[str]) -> list[Any]:
    order = list(table.primary_key) if "n" not in table.c else [table.c.n]
    found: list[Any] = []
    for part in in_parts(ids):
        found += connection.execute(select(table).where(table.c[column].in_(part)).order_by(*order)).all()
    return found


def _document(connection: Connection, source: str) -> Document:
    row = connection.execute(select(schema.sources).where(schema.sources.c.id == source)).one()
    table = schema.places
    places = connection.execute(select(table).where(table.c.source == source).order_by(table.c.n)).all()
    return Document(row.name, "", row.sha256, row.original_sha256, tuple(Place(p.start, p.place) for p in places))


def _coding(row: Any) -> Json:
    names = ("id", "codebook", "version", "code", "coder", "origin", "memo", "created", "retracted")
    return {name: getattr(row, name) for name in names}


def _place(held: Held) -> Json:
    names = ("kind", "id", "audience", "date", "digest", "path", "there")
    return {name: getattr(held, name) for name in names}


def _reviews(connection: Connection, kind: str, id_: str) -> list[Any]:
    table = schema.reviews
    column = {"person": table.c.reviewer, "finding": table.c.finding}.get(kind)
    if column is None:
        return []
    return list(connection.execute(select(table).where(column == id_).order_by(table.c.n)).all())


def _review(row: Any, went: list[Held]) -> Json:
    names = ("answer_id", "finding", "version", "reviewer", "position", "words", "public_words", "session", "at")
    said = {name: getattr(row, name) for name in names}
    return {**said, "went": [_place(held) for held in went if row.answer_id in held.reviews]}


def _sources(connection: Connection, kind: str, id_: str, around: set[str]) -> list[Json]:
    """The sources of the chain; a person's are those where they speak, a source's is itself."""
    wanted = set(around)
    if kind == "person":
        turns = schema.turns.c
        wanted |= set(connection.scalars(select(turns.source).where(turns.person == id_)))
    if kind == "source":
        wanted.add(id_)
    table = schema.sources
    rows = connection.execute(select(table).where(table.c.id.in_(wanted)).order_by(table.c.n)).all()
    return [{"id": row.id, "name": row.name, "kind": row.kind, "sha256": row.sha256} for row in rows]


def _findings(connection: Connection, kind: str, id_: str, excerpts: list[Json], reviews: list[Any]) -> list[Json]:
    """The latest version of every finding of the chain: proved by its excerpts, or reviewed."""
    wanted = {one["id"] for excerpt in excerpts for one in excerpt["findings"]} | {r.finding for r in reviews}
    if kind == "finding":
        wanted.add(id_)
    table, latest = schema.findings, dict[str, Any]()
    for row in connection.execute(select(table).where(table.c.id.in_(wanted)).order_by(table.c.n)):
        latest[row.id] = row
    names = ("id", "version", "statement", "state", "theme", "territory")
    return [{name: getattr(row, name) for name in names} for row in latest.values()]


def _withdrawal(connection: Connection, kind: str, id_: str) -> Any:
    table = schema.withdrawals
    return connection.execute(select(table).where(table.c.person == id_)).first() if kind == "person" else None


def _past(gone: Any) -> list[Json]:
    return list(json.loads(gone.held))
