"""What reviewers answered: each answer once, however often it is brought in, and never averaged."""

from collections.abc import Iterable
from dataclasses import MISSING, asdict, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import BadInput, UnknownId
from workbench.findings.reviews import Position, Review
from workbench.messages import _
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.people import erased_ids
from workbench.study.rows import next_ids

if TYPE_CHECKING:
    from workbench.study.study import Study


def add_reviews(study: "Study", reviews: Iterable[Review], *, by: str) -> int:
    """Adds answers, all or none, and says how many were new: a known `answer_id` is not added twice.

    An answer of somebody whose words were erased is not added again. Raises UnknownId for a finding or version,
    BadInput for an answer given on other words than that version's.
    """
    with study.store.write() as connection:
        return put_reviews(connection, list(reviews), by)


def put_reviews(connection: Connection, reviews: list[Review], by: str) -> int:
    """The same in the caller’s transaction."""
    table, found = schema.reviews, schema.findings.c
    known = set(connection.scalars(select(table.c.answer_id)))
    gone = erased_ids(connection)
    first: dict[str, Review] = {}
    for one in reviews:
        if one.answer_id not in known and one.reviewer not in gone:
            first.setdefault(one.answer_id, one)
    new = list(first.values())
    wordings = {
        (row.id, row.version): row.wording for row in connection.execute(select(found.id, found.version, found.wording))
    }
    for one in new:
        shown = wordings.get((one.finding, one.version))
        if shown is None:
            raise UnknownId(what=_("finding"), id=f"{one.finding}, version {one.version}")
        if shown != one.wording:
            why = _("the answer {id} was given on other words than those of {finding}, version {version}")
            raise BadInput(why=why.format(id=one.answer_id, finding=one.finding, version=one.version))
    ids = next_ids(connection, "review", len(new)) if new else []
    rows = [
        {**asdict(one), "n": n, "position": Position(one.position).value, "read_back": int(one.read_back)}
        for (n, _id), one in zip(ids, new, strict=True)
    ]
    record(connection, table, rows, kind="review.added", by=by)
    return len(new)


def reviews(study: "Study", finding: str | None = None) -> list[Review]:
    """Every answer in the order of arrival, of one finding (all its versions) if said."""
    table = schema.reviews
    wanted = select(table).order_by(table.c.n)
    if finding is not None:
        wanted = wanted.where(table.c.finding == finding)
    with study.store.read() as connection:
        return [_review(row) for row in connection.execute(wanted)]


def _review(row: Any) -> Review:
    plain = {field.name: getattr(row, field.name) for field in fields(Review)}
    return Review(**{**plain, "position": Position(row.position), "read_back": bool(row.read_back)})


def answer_of(given: Any) -> Review:
    """The answer in a JSON object; raises ValueError, TypeError or KeyError for a missing or wrong field."""
    values = {}
    for field in fields(Review):
        value = given[field.name] if field.default is MISSING else given.get(field.name, field.default)
        if field.name == "position":
            value = Position(value)
        elif type(value) is not TYPES.get(field.name, str):
            raise TypeError(field.name)
        values[field.name] = value
    return Review(**values)


TYPES: dict[str, type] = {"version": int, "read_back": bool}
