"""Codings: who put which code on which excerpt. A retracted one stays, and can be restored."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select

from workbench.coding.codings import Coding, Origin
from workbench.coding.excerpts import Excerpt, cut
from workbench.errors import BadInput, UnknownId
from workbench.messages import _
from workbench.study import acts, coding_rows, schema
from workbench.study.blind import refuse_closed
from workbench.study.carrying import put_back
from workbench.study.codebooks import in_force, load_codebook
from workbench.study.coding_rows import Judgement, judgement
from workbench.study.excerpts import COLUMNS as EXCERPT_COLUMNS
from workbench.study.excerpts import placed, voice
from workbench.study.rows import frame, now
from workbench.study.sources import sources

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

# The questions of every gesture, made once.
_CODE = schema.codes.c
_NAMED = select(_CODE.id, _CODE.codable).where(
    _CODE.codebook == bindparam("book"),
    _CODE.version == bindparam("at"),
    _CODE.id.in_(bindparam("named", expanding=True)),
)
_NEAR = coding_rows.select_codings().where(
    schema.excerpts.c.source.in_(bindparam("sources", expanding=True)),
    schema.excerpts.c.start.between(bindparam("first"), bindparam("last")),
    schema.codings.c.coder.in_(bindparam("coders", expanding=True)),
    schema.codings.c.retracted.is_(None),
)

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
    """Adds codings, all or none, and returns them in the same order with id, person and instant; one act to undo,
    imports left aside.

    Raises BadSpan when the words do not stand at their place, UnknownId for a source, person, codebook or code, and
    BadInput for a heading that may not be coded, a code retired since, an interview that the coder has declared done,
    or an accepted suggestion without its model, score and rank. The same judgement with the same memo, unretracted, is
    there once, whatever the version of the codebook: it is returned as it stands.
    """
    with study.store.write() as connection:
        taken, fresh = put(connection, list(codings), by=by)
        own = [coding.id for coding in fresh if coding.origin is not Origin.IMPORT]
        if own:  # an import is nobody's gesture: a coder who undoes must not lose it
            acts.did(connection, "coded", added=own, by=by)
        return taken


def put_codings(connection: Connection, codings: Sequence[Coding], *, by: str) -> list[Coding]:
    """The same within a writer's transaction that is open already; on nobody's list of acts."""
    return put(connection, codings, by=by)[0]


def put(connection: Connection, codings: Sequence[Coding], *, by: str) -> tuple[list[Coding], list[Coding]]:
    """The same, with those that were not there yet."""
    _check(connection, codings)
    refuse_closed(connection, {(coding.codebook, coding.excerpt.source, coding.coder) for coding in codings})
    spots = placed(connection, (coding.excerpt for coding in codings), by=by)
    known = _known(connection, spots, {coding.coder for coding in codings}) if spots else {}
    instant = now()
    taken: list[Coding] = []
    fresh: dict[Judgement, tuple[str, Coding]] = {}
    for (excerpt_id, excerpt), coding in zip(spots, codings, strict=True):
        judged = judgement(excerpt_id, coding)
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
    added = coding_rows.insert(connection, list(fresh.values()), kind="coding.added", by=by)
    final = {one.id: coding for (_excerpt, one), coding in zip(fresh.values(), added, strict=True)}
    return [final.get(coding.id, coding) for coding in taken], added


def _check(connection: Connection, codings: Sequence[Coding]) -> None:
    known = _codable(connection, codings)
    for coding in codings:
        codable = known[coding.codebook, coding.version].get(coding.code)
        if codable is None:
            raise UnknownId(what=_("code"), id=coding.code)
        if not codable:
            raise BadInput(why=_("{code} is a heading of the codebook, not a code").format(code=coding.code))
        machine = (coding.model, coding.score, coding.rank)
        if coding.origin is Origin.SUGGESTION and None in machine:
            raise BadInput(why=_("an accepted suggestion names its model, its score and its rank"))
    for book in {coding.codebook for coding in codings}:
        refuse_retired(connection, book, {coding.code for coding in codings if coding.codebook == book})


def refuse_retired(connection: Connection, codebook: str, codes: Iterable[str]) -> None:
    """Raises BadInput for a code that the latest version of the codebook no longer offers."""
    version, retired = in_force(connection, codebook)
    for code in codes:
        if code in retired:
            book = load_codebook(connection, codebook, version)
            why = _("the code “{code}” is no longer offered")
            if retired[code]:
                why = _("the code “{code}” was merged into “{other}”: use that one")
            raise BadInput(why=why.format(code=book.label(code), other=book.label(retired[code])))


def _codable(connection: Connection, codings: Sequence[Coding]) -> dict[tuple[str, int], dict[str, bool]]:
    """Of each codebook's version that is named, the codes that are named, and whether each may be put on an excerpt.

    Only these: a gesture names one code, and a coder waits for its answer. Raises UnknownId for a codebook.
    """
    wanted = {(coding.codebook, coding.version) for coding in codings}
    found: dict[tuple[str, int], dict[str, bool]] = {}
    for book, version in wanted:
        named = {coding.code for coding in codings if (coding.codebook, coding.version) == (book, version)}
        rows = connection.execute(_NAMED, {"book": book, "at": version, "named": list(named)})
        found[book, version] = {row.id: bool(row.codable) for row in rows}
        if not found[book, version]:
            load_codebook(connection, book, version)  # says which codebook or version is not there
    return found


def _known(connection: Connection, spots: Sequence[tuple[str, Excerpt]], coders: set[str]) -> dict[Judgement, Coding]:
    """The unretracted codings of these coders near these excerpts, by judgement."""
    starts = [excerpt.start for _id, excerpt in spots]
    sources = list({excerpt.source for _id, excerpt in spots})
    near = {"sources": sources, "first": min(starts), "last": max(starts), "coders": list(coders)}
    found: dict[Judgement, Coding] = {}
    for row in connection.execute(_NEAR, near):
        coding = coding_rows.coding_of(row)
        found.setdefault(judgement(row.excerpt, coding), coding)
    return found


def retract_coding(study: "Study", id: str, *, by: str, reason: str = "", undoable: bool = True) -> None:  # noqa: A002
    """Takes a coding out of every count; it stays, with the reason. Raises UnknownId; twice is once.

    Not `undoable`, neither the retraction nor the coding is left on a list of acts: no undo brings it back.
    """
    with study.store.write() as connection:
        _refuse_closed(connection, coding_rows.one(connection, id))
        if not coding_rows.retract(connection, [id], reason=reason, by=by):
            return
        if undoable:
            acts.did(connection, "retracted", removed=[id], by=by)
        else:
            acts.forget(connection, id, by=by)


def restore_coding(study: "Study", id: str, *, by: str) -> None:  # noqa: A002
    """Puts a retracted coding back, under the code that took the place of its own if that was merged.

    Raises UnknownId.
    """
    with study.store.write() as connection:
        _refuse_closed(connection, coding_rows.one(connection, id))
        back, _gone = put_back(connection, [id], by=by)
        if back:
            acts.did(connection, "restored", added=[coding.id for coding in back], by=by)


def revise_coding(
    study: "Study",
    id: str,  # noqa: A002
    *,
    by: str,
    start: int | None = None,
    end: int | None = None,
    memo: str | None = None,
    code: str | None = None,
) -> Coding:
    """A standing coding with other bounds, another memo or code: a new row takes its place, in one act to undo.

    Without a change it is returned as it stands. The new row is the judgement of who revises, made now, by hand.
    Raises UnknownId, BadSpan, and BadInput for a coding that no longer stands or is another coder's.
    """
    with study.store.write() as connection:
        old = coding_rows.one(connection, id)
        if old.retracted is not None:
            raise BadInput(why=_("the coding {id} was taken away meanwhile").format(id=id))
        if old.coder != by:
            raise BadInput(why=_("only {coder} can revise this coding").format(coder=old.coder))
        new = _revised(connection, old, start, end, memo, code)
        if new == old:
            return old
        gone = coding_rows.retract(connection, [id], reason="revised", by=by)
        [taken], fresh = put(connection, [new], by=by)
        acts.did(connection, "revised", added=[c.id for c in fresh], removed=[c.id for c in gone], by=by)
        return taken


def _revised(
    connection: Connection, old: Coding, start: int | None, end: int | None, memo: str | None, code: str | None
) -> Coding:
    spot = old.excerpt
    first, last = spot.start if start is None else start, spot.end if end is None else end
    said = old.memo if memo is None else memo.strip()
    named = old.code if code is None else code
    if (first, last, said, named) == (spot.start, spot.end, old.memo, old.code):
        return old
    text = connection.scalar(select(schema.sources.c.text).where(schema.sources.c.id == spot.source)) or ""
    same = (first, last) == (spot.start, spot.end)
    excerpt = spot if same else cut(spot.source, text, first, last, kind=spot.kind)
    if named == old.code and same:  # a memo changes nothing of the judgement, nor of when and how it was made
        return replace(old, id="", memo=said)
    version, _retired = in_force(connection, old.codebook)
    return Coding(excerpt, old.codebook, named, old.coder, memo=said, version=version)


def _refuse_closed(connection: Connection, coding: Coding) -> None:
    refuse_closed(connection, {(coding.codebook, coding.excerpt.source, coding.coder)})


def codings(
    study: "Study",
    source: str | None = None,
    codebook: str | None = None,
    coder: str | None = None,
    retracted: bool = False,
) -> list[Coding]:
    """Codings in order of arrival, of one source, codebook or coder if said; with the retracted ones on demand."""
    table = schema.codings.c
    wanted = coding_rows.select_codings()
    for column, value in ((schema.excerpts.c.source, source), (table.codebook, codebook), (table.coder, coder)):
        if value is not None:
            wanted = wanted.where(column == value)
    if not retracted:
        wanted = wanted.where(table.retracted.is_(None))
    with study.store.read() as connection:
        return [coding_rows.coding_of(row) for row in connection.execute(wanted)]


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
