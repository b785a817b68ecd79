"""Excerpts: one row for each span, kind and person of a source, whoever points at it and however often."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, select

from workbench.coding.excerpts import Excerpt, Kind, fits
from workbench.errors import BadSpan, UnknownId
from workbench.messages import _
from workbench.people import Voice
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.people import require_people
from workbench.study.rows import frame, grouped, next_ids

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

Key = tuple[str, int, int, str, str | None]

# The questions of every gesture, made once.
_TEXTS = select(schema.sources.c.id, schema.sources.c.text).where(
    schema.sources.c.id.in_(bindparam("names", expanding=True))
)
_TURN = schema.turns.c
_TURNS = (
    select(schema.turns)
    .where(_TURN.source.in_(bindparam("names", expanding=True)))
    .where(_TURN.start <= bindparam("last"), _TURN.stop >= bindparam("first"))
    .order_by(_TURN.n)
)
_SPOT = schema.excerpts.c
_NEAR = select(schema.excerpts).where(
    _SPOT.source.in_(bindparam("names", expanding=True)), _SPOT.start.between(bindparam("first"), bindparam("last"))
)

COLUMNS = {
    "excerpt": "str",
    "source": "str",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "kind": "str",
    "person": "str",
    "voice": "str",
}


def excerpt(study: "Study", id: str) -> Excerpt:  # noqa: A002 - the contract's word
    """One excerpt; raises UnknownId."""
    with study.store.read() as connection:
        row = connection.execute(select(schema.excerpts).where(schema.excerpts.c.id == id)).first()
    if row is None:
        raise UnknownId(what=_("excerpt"), id=id)
    return excerpt_of(row)


def add_excerpt(study: "Study", one: Excerpt, *, by: str) -> str:
    """The id of an excerpt, which gets a row if it has none: for what is quoted as evidence without being coded.

    Raises BadSpan, UnknownId.
    """
    with study.store.write() as connection:
        [(id_, _full)] = placed(connection, [one], by=by)
    return id_


def excerpt_of(row: Any) -> Excerpt:
    """The value of a row that has an excerpt's columns."""
    return Excerpt(row.source, row.start, row.stop, row.text, Kind(row.kind), row.person)


def voice() -> ColumnElement[str]:
    """Whose side an excerpt speaks for: its person's; the author's for a report's own text; otherwise unknown."""
    unnamed = case((schema.excerpts.c.kind == Kind.DOCUMENT.value, Voice.AUTHOR.value), else_=Voice.UNKNOWN.value)
    return func.coalesce(schema.people.c.voice, unnamed)


def excerpts(study: "Study") -> "DataFrame":
    """Every excerpt ever pointed at, in order of arrival: excerpt, source, start, end, text, kind, person, voice."""
    table = schema.excerpts
    columns = [table.c[name] for name in ("id", "source", "start", "stop", "text", "kind", "person")]
    both = table.outerjoin(schema.people, schema.people.c.id == table.c.person)
    with study.store.read() as connection:
        rows = connection.execute(select(*columns, voice()).select_from(both).order_by(table.c.n)).all()
    return frame(rows, COLUMNS)


def speakers(study: "Study") -> dict[str, tuple[str, str]]:
    """Who speaks in each excerpt: its id -> (person, voice); an unknown person is an empty string."""
    rows = excerpts(study)
    people = rows["person"].fillna("")
    return {str(i): (str(p), str(v)) for i, p, v in zip(rows["excerpt"], people, rows["voice"], strict=True)}


def placed(connection: Connection, wanted: Iterable[Excerpt], *, by: str) -> list[tuple[str, Excerpt]]:
    """The id and the full value of each excerpt, in the same order; those that are new get a row.

    Raises BadSpan when the source's text does not hold the words at that place, or only the interviewer speaks there;
    UnknownId for a source or a person. An excerpt without a person gets the one of the turn that it lies in.
    """
    given = list(wanted)
    full = dict(zip(given, _checked(connection, given), strict=True))
    require_people(connection, {one.person for one in full.values()})
    known = _known(connection, full.values())
    new = {_key(one): one for one in full.values() if _key(one) not in known}
    rows = []
    for (n, id_), one in zip(next_ids(connection, "e", len(new)) if new else [], new.values(), strict=True):
        known[_key(one)] = id_
        rows.append(
            {
                "id": id_,
                "n": n,
                "source": one.source,
                "start": one.start,
                "stop": one.end,
                "text": one.text,
                "kind": Kind(one.kind).value,
                "person": one.person,
            }
        )
    record(connection, schema.excerpts, rows, kind="excerpt.added", by=by)
    return [(known[_key(full[one])], full[one]) for one in given]


def _key(one: Excerpt) -> Key:
    return one.source, one.start, one.end, Kind(one.kind).value, one.person


def _checked(connection: Connection, given: Sequence[Excerpt]) -> list[Excerpt]:
    names = list({one.source for one in given})
    texts = {row.id: row.text for row in connection.execute(_TEXTS, {"names": names})}
    said: dict[str, list[Any]] = {}
    if given:  # a long interview has thousands of turns, one gesture touches one
        reach = {"last": max(one.start for one in given), "first": min(one.end for one in given)}
        said = grouped(connection.execute(_TURNS, {"names": names, **reach}), "source")
    return [_fitted(one, texts, said.get(one.source, [])) for one in given]


def _fitted(one: Excerpt, texts: dict[str, str], turns: list[Any]) -> Excerpt:
    if one.source not in texts:
        raise UnknownId(what=_("source"), id=one.source)
    text = texts[one.source]
    facts = {"start": one.start, "end": one.end, "source": one.source, "length": len(text)}
    if not 0 <= one.start < one.end <= len(text):
        raise BadSpan(**facts, why=_("it lies outside the text or is empty"))
    if not fits(one, text):
        raise BadSpan(**facts, why=_("other words stand there"))
    turn = next((turn for turn in turns if turn.start <= one.start and one.end <= turn.stop), None)
    if turn is not None and turn.asks:
        raise BadSpan(**facts, why=_("only the interviewer speaks there"))
    return replace(one, person=turn.person) if turn is not None and one.person is None else one


def _known(connection: Connection, wanted: Iterable[Excerpt]) -> dict[Key, str]:
    """Ids of the excerpts of the same sources that start within the same stretch: one query, few rows too many."""
    spans = list(wanted)
    if not spans:
        return {}
    starts = [one.start for one in spans]
    near = {"names": list({one.source for one in spans}), "first": min(starts), "last": max(starts)}
    return {(r.source, r.start, r.stop, r.kind, r.person): r.id for r in connection.execute(_NEAR, near)}
