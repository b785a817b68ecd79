"""Households and professionals, what each allowed, and what is known of each on a date."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select

from workbench.errors import AlreadyWithdrawn, BadInput, IdTaken, UnknownId
from workbench.messages import _
from workbench.people import Answer, Consent, Person, Use, Voice
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.rows import frame, next_ids

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing known of a person on a day (ISO date), and from where.

    Exactly one of `value` and `missing` is given: a blank is not a zero, so its absence has a reason.
    """

    person: str
    name: str
    value: str | None
    date: str
    source: str
    missing: str | None = None


def add_person(study: "Study", person: Person, *, by: str) -> Person:
    """Adds one pseudonym; raises IdTaken when it is there."""
    return add_people(study, [person], by=by)[0]


def add_people(study: "Study", people: Iterable[Person], *, by: str) -> list[Person]:
    """Adds pseudonyms, all or none; raises IdTaken for one that is there or is given twice."""
    with study.store.write() as connection:
        return insert_people(connection, people, by=by)


def insert_people(connection: Connection, people: Iterable[Person], *, by: str) -> list[Person]:
    """The same in the caller's transaction."""
    new, known = list(people), person_ids(connection)
    for person in new:
        if person.id in known:
            raise IdTaken(what=_("person"), id=person.id)
        known.add(person.id)
    record(connection, schema.people, map(_row, new), kind="person.added", by=by)
    return new


def _row(person: Person) -> dict[str, object]:
    return {**asdict(person), "voice": Voice(person.voice).value}


def people(study: "Study") -> list[Person]:
    """Everybody, in the order of their identifiers."""
    with study.store.read() as connection:
        rows = connection.execute(select(schema.people)).all()
    found = [Person(row.id, Voice(row.voice), row.territory, row.function) for row in rows]
    return sorted(found, key=lambda person: person.id)  # not by the database, whose alphabet depends on its locale


def person_ids(connection: Connection) -> set[str]:
    """The identifiers of everybody in the study."""
    return set(connection.scalars(select(schema.people.c.id)))


# made once: every coding asks the first
_ERASED = select(schema.withdrawals.c.person).where(schema.withdrawals.c.erased.is_not(None))
_NAMED = select(schema.people.c.id, schema.people.c.id.in_(_ERASED).label("gone")).where(
    schema.people.c.id.in_(bindparam("named", expanding=True))
)


def require_people(connection: Connection, wanted: Iterable[str | None]) -> None:
    """Raises UnknownId for the first of these persons that the study does not know; None is nobody.

    Raises AlreadyWithdrawn for one whose words were erased: nothing of theirs comes back.
    """
    named = [person for person in wanted if person is not None]
    if not named:
        return
    gone = {row.id: row.gone for row in connection.execute(_NAMED, {"named": named})}
    for person in named:
        if person not in gone:
            raise UnknownId(what=_("person"), id=person)
        if gone[person]:
            raise AlreadyWithdrawn(person=person)


def erased_ids(connection: Connection) -> set[str]:
    """The identifiers of those whose words were erased on their demand."""
    return set(connection.scalars(_ERASED))


def add_consents(study: "Study", consents: Iterable[Consent], *, by: str) -> list[Consent]:
    """Adds recorded answers, all or none; an earlier answer stays, the latest one holds."""
    new = list(consents)
    with study.store.write() as connection:
        require_people(connection, (consent.person for consent in new))
        rows = [
            {
                "id": id_,
                "n": n,
                **asdict(consent),
                "use": Use(consent.use).value,
                "answer": Answer(consent.answer).value,
                "read_back": int(consent.read_back),
            }
            for (n, id_), consent in zip(next_ids(connection, "a", len(new)), new, strict=True)
        ]
        told = [{"consent": row["id"], "how": how} for row in rows if (how := row.pop("how"))]
        record(connection, schema.consents, rows, kind="consent.added", by=by)
        record(connection, schema.read_backs, told, kind="consent.read_back", by=by)
    return new


def consents(study: "Study") -> list[Consent]:
    """Every answer ever recorded, in the order of recording."""
    table, told = schema.consents, schema.read_backs
    both = select(table, told.c.how).join(told, told.c.consent == table.c.id, isouter=True).order_by(table.c.n)
    with study.store.read() as connection:
        rows = connection.execute(both).all()
    return [
        Consent(
            row.person,
            Use(row.use),
            Answer(row.answer),
            row.date,
            row.recorded_by,
            bool(row.read_back),
            row.representative,
            row.how,
        )
        for row in rows
    ]


def add_attributes(study: "Study", rows: Iterable[Attribute], *, by: str) -> list[Attribute]:
    """Adds dated attributes, all or none; raises BadInput unless each has a value or the reason why it has none."""
    new = list(rows)
    for attribute in new:
        if (attribute.value is None) == (attribute.missing is None):
            why = _("{name} of {person} needs either a value or the reason why it is missing")
            raise BadInput(why=why.format(name=attribute.name, person=attribute.person))
    with study.store.write() as connection:
        require_people(connection, (attribute.person for attribute in new))
        insert_attributes(connection, new, by=by)
    return new


def insert_attributes(connection: Connection, new: Sequence[Attribute], *, by: str) -> None:
    """The same in the caller's transaction, of people and attributes that were checked."""
    ids = next_ids(connection, "p", len(new)) if new else []
    rows = [{"id": id_, "n": n, **asdict(one)} for (n, id_), one in zip(ids, new, strict=True)]
    record(connection, schema.attributes, rows, kind="attribute.added", by=by)


def attributes(study: "Study") -> "DataFrame":
    """What is known of persons, one row per recorded attribute: person, name, value, date, source, missing."""
    table = schema.attributes.c
    columns = [table.person, table.name, table.value, table.date, table.source, table.missing]
    with study.store.read() as connection:
        rows = connection.execute(select(*columns).order_by(table.n)).all()
    return frame(rows, dict.fromkeys(("person", "name", "value", "date", "source", "missing"), "str"))
