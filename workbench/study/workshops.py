"""Sessions of a study: who was invited with which code, when it ended. Who holds a code is known here alone."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import IdTaken, UnknownId
from workbench.findings.sessions import Side, Workshop, require_peers_first, side_of
from workbench.messages import _
from workbench.people import Person
from workbench.study import schema
from workbench.study.journal import amend, record
from workbench.study.people import require_people
from workbench.study.rows import canonical, next_ids, now

if TYPE_CHECKING:
    from workbench.study.study import Study


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """One code and who holds it; `person` is None for the facilitator. `handle` stands for it outside the study."""

    handle: str
    person: str | None
    code: str


def new_id(study: "Study", day: str) -> str:
    """The next free name of a workshop on this ISO day: atelier-2026-11-22, then atelier-2026-11-22-2."""
    taken = {workshop.id for workshop in workshops(study)} | {review.session for review in study.reviews()}
    n, wanted = 1, f"atelier-{day}"
    while wanted in taken:
        n += 1
        wanted = f"atelier-{day}-{n}"
    return wanted


def invited(study: "Study", side: Side, people: Sequence[str] = (), territory: str | None = None) -> list[Person]:
    """Those of a side who still take part, or exactly those named; raises UnknownId for one who does not exist."""
    everybody = {person.id: person for person in study.people()}
    gone = study.withdrawn()
    if people:
        for one in people:
            if one not in everybody or one in gone:
                raise UnknownId(what=_("person who takes part"), id=one)
        return [everybody[one] for one in dict.fromkeys(people)]
    return [
        person
        for person in everybody.values()
        if person.id not in gone
        and (side is Side.ALL or side_of(person.voice.value) is side)
        and (territory is None or person.territory in (None, territory))
    ]


def open_workshop(study: "Study", workshop: Workshop, cards: Iterable[Card], *, by: str) -> Workshop:
    """Records a session and its codes; raises IdTaken, UnknownId, BadInput for a mixed circle that comes too early."""
    held = list(cards)
    people = {person.id: person for person in study.people()}
    if workshop.mixed:
        sides = {side_of(people[c.person].voice.value) for c in held if c.person in people}
        require_peers_first(
            (finding for finding, _version in workshop.findings), {s for s in sides if s is not None}, study.reviews()
        )
    table = schema.workshops
    with study.store.write() as connection:
        if connection.scalar(select(table.c.id).where(table.c.id == workshop.id)):
            raise IdTaken(what=_("workshop"), id=workshop.id)
        require_people(connection, (card.person for card in held))
        row = {
            "id": workshop.id,
            "n": next_ids(connection, "workshop", 1)[0][0],
            "title": workshop.title,
            "circle": "mixed" if workshop.mixed else "peers",
            "side": workshop.side.value,
            "audience": workshop.audience,
            "findings": canonical([list(one) for one in workshop.findings]),
            "opened": workshop.opened,
            "expires": workshop.expires,
            "closed": None,
            "release": workshop.release,
            "path": workshop.path,
            "address": workshop.address,
            "who": by,
        }
        record(connection, table, [row], kind="workshop.opened", by=by)
        rows = [
            {"handle": card.handle, "n": n, "workshop": workshop.id, "person": card.person, "code": card.code}
            for (n, _id), card in zip(next_ids(connection, "card", len(held)), held, strict=True)
        ]
        record(connection, schema.workshop_codes, rows, kind="workshop.card", by=by)
    return workshop


def workshops(study: "Study") -> list[Workshop]:
    """Every session, oldest first."""
    table = schema.workshops
    with study.store.read() as connection:
        return [_workshop(row) for row in connection.execute(select(table).order_by(table.c.n))]


def workshop(study: "Study", id_: str = "") -> Workshop:
    """One session, by its name; without a name the latest. Raises UnknownId."""
    known = workshops(study)
    if not id_ and known:
        return known[-1]
    for one in known:
        if one.id == id_:
            return one
    raise UnknownId(what=_("workshop"), id=id_ or "-")


def _workshop(row: Any) -> Workshop:
    return Workshop(
        row.id,
        row.title,
        Side(row.side),
        row.audience,
        tuple((finding, version) for finding, version in json.loads(row.findings)),
        row.opened,
        row.expires,
        row.closed,
        row.release,
        row.path,
        row.address,
    )


def cards(study: "Study", workshop_id: str) -> list[Card]:
    """Who holds which code of a session, in the order of handing out; for the evaluators' eyes."""
    table = schema.workshop_codes
    with study.store.read() as connection:
        rows = connection.execute(select(table).where(table.c.workshop == workshop_id).order_by(table.c.n)).all()
    return [Card(row.handle, row.person, row.code) for row in rows]


def holders(connection: Connection) -> dict[str, str | None]:
    """Every handle ever given out and its person; None is a facilitator, who writes for the group."""
    table = schema.workshop_codes.c
    return {row.handle: row.person for row in connection.execute(select(table.handle, table.person))}


def close_workshop(study: "Study", workshop_id: str, *, by: str) -> Workshop:
    """Ends a session; what comes in afterwards is set aside. Closing twice changes nothing. Raises UnknownId."""
    known, table = workshop(study, workshop_id), schema.workshops
    if known.closed:
        return known
    at = now()
    with study.store.write() as connection:
        amend(connection, table, {"id": known.id}, {"closed": at}, kind="workshop.closed", by=by)
    return replace(known, closed=at)
