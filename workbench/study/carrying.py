"""Codings that go on in another code when codes are merged or split.

Nobody's judgement is invented: the old coding is retracted with the reason and stays; the new one bears the coder, the
instant, the origin and the memo of the old one, and a row says which change carried it, made by whom. Where the coder
had put the other code on the same words already, that coding stands for both. Taking the change back retracts what
was carried and restores the old ones, but for those that somebody touched since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.coding.codings import Coding
from workbench.study import coding_rows, schema
from workbench.study.codebooks import in_force
from workbench.study.journal import amend, record
from workbench.study.rows import now

if TYPE_CHECKING:
    from workbench.study.study import Study

CARRIED = "carried"  # the reason of a coding retracted so; the row of `carried` says the rest
Moved = tuple[list[Coding], list[Coding]]  # codings that now stand, codings that no longer stand


def carry(connection: Connection, change: str, targets: Mapping[str, str], version: int, *, by: str) -> Moved:
    """Carries standing codings, each id to its target code in that version of their codebook."""
    old = [coding for coding in coding_rows.load(connection, targets).values() if coding.retracted is None]
    if not old:
        return [], []
    excerpts = coding_rows.excerpt_ids(connection, [coding.id for coding in old])
    there: dict[coding_rows.Judgement, str | int] = {**coding_rows.standing(connection, set(excerpts.values()))}
    gone = coding_rows.retract(connection, [coding.id for coding in old], reason=CARRIED, by=by)
    wanted: list[tuple[str, Coding]] = []
    place: list[tuple[Coding, str | int]] = []  # each old coding, with the coding that is there or its place in wanted
    for coding in old:
        fresh = replace(coding, id="", code=targets[coding.id], version=version)
        key = coding_rows.judgement(excerpts[coding.id], fresh)
        if key not in there:
            there[key] = len(wanted)
            wanted.append((excerpts[coding.id], fresh))
        place.append((coding, there[key]))
    added = coding_rows.insert(connection, wanted, kind="coding.carried", by=by)
    for coding, where in place:
        row = {
            "origin": coding.id,
            "change": change,
            "coding": added[where].id if isinstance(where, int) else where,
            "fresh": int(isinstance(where, int)),
            "undone": None,
        }
        _write(connection, row, by)
    return added, gone


def _write(connection: Connection, row: dict[str, object], by: str) -> None:
    """A link; one that was taken back before is there already, and holds again."""
    table = schema.carried.c
    key = {"origin": row["origin"], "change": row["change"]}
    there = select(table.origin).where(table.origin == row["origin"], table.change == row["change"])
    if connection.execute(there).first() is None:
        record(connection, schema.carried, [row], kind="coding.carried", by=by)
    else:
        amend(connection, schema.carried, key, row, kind="coding.carried", by=by)


def carry_back(connection: Connection, change: str, *, by: str) -> Moved:
    """Takes back what a change carried, as far as nobody touched it since."""
    table = schema.carried.c
    rows = connection.execute(select(schema.carried).where(table.change == change, table.undone.is_(None))).all()
    reached = coding_rows.load(connection, {row.coding for row in rows})
    still = [row for row in rows if row.coding in reached and reached[row.coding].retracted is None]
    gone = coding_rows.retract(connection, {row.coding for row in still if row.fresh}, reason="undo", by=by)
    back = coding_rows.restore(connection, [row.origin for row in still], by=by)
    instant = now()
    for row in rows:
        key = {"origin": row.origin, "change": change}
        amend(connection, schema.carried, key, {"undone": instant}, kind="coding.carried_back", by=by)
    return back, gone


def tips(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Each coding as it stands under today's codes: the coding that it went on in, itself when it was not carried."""
    return [path[-1].coding if (path := _links(connection, id_)) else id_ for id_ in ids]


def let_go(connection: Connection, ids: Iterable[str], *, by: str) -> tuple[list[Coding], bool]:
    """Retracts codings wherever they went on, and returns them, and whether anything changed.

    Where another coding of the same coder stands for one, that other one stays.
    """
    away, parted = [], False
    for id_ in ids:
        path = _links(connection, id_)
        shared = next((link for link in path if not link.fresh), None)
        if shared is None:
            away.append(path[-1].coding if path else id_)
        else:
            key = {"origin": shared.origin, "change": shared.change}
            amend(connection, schema.carried, key, {"undone": now()}, kind="coding.carried_back", by=by)
            parted = True
    removed = coding_rows.retract(connection, away, reason="undo", by=by)
    return removed, bool(removed) or parted


def _links(connection: Connection, id_: str) -> list[Any]:
    """The rows by which a coding was carried on and on."""
    table, path, at = schema.carried, list[Any](), id_
    while True:
        row = connection.execute(select(table).where(table.c.origin == at, table.c.undone.is_(None)).limit(1)).first()
        if row is None or any(row.coding == link.origin for link in path):
            return path
        path.append(row)
        at = row.coding


def put_back(connection: Connection, ids: Iterable[str], *, by: str) -> Moved:
    """Restores retracted codings; one whose code was merged meanwhile goes on in the code that took its place."""
    back = coding_rows.restore(connection, ids, by=by)
    added, gone = list(back), list[Coding]()
    while moved := _merged_away(connection, added):
        change, version, targets = moved
        fresh, old = carry(connection, change, targets, version, by=by)
        added = [coding for coding in added if coding.id not in targets] + fresh
        gone += [coding for coding in old if coding.id not in {one.id for one in back}]
    return added, gone


def _merged_away(connection: Connection, codings: Sequence[Coding]) -> tuple[str, int, dict[str, str]] | None:
    """The first merge in force that took the code of some of these codings away, and where they go."""
    table = schema.code_changes
    for book, code in sorted({(coding.codebook, coding.code) for coding in codings}):
        version, retired = in_force(connection, book)
        target = retired.get(code)
        if not target:
            continue
        here = select(table.c.id).where(table.c.codebook == book, table.c.code == code, table.c.kind == "merge")
        change = connection.scalar(here.order_by(table.c.n.desc()).limit(1))
        if change is not None:
            ids = [coding.id for coding in codings if (coding.codebook, coding.code) == (book, code)]
            return change, version, dict.fromkeys(ids, target)
    return None


def lineage(study: "Study", id: str) -> list[Coding]:  # noqa: A002 - the contract's word
    """The coding, after those that it was carried from, the oldest first; raises UnknownId.

    All bear the same coder, instant and origin: they are one judgement, under the codes of its time.
    """
    with study.store.read() as connection:
        path = [coding_rows.one(connection, id)]
        while origins := _origins(connection, path[0].id):
            path.insert(0, origins[0])
    return path


def _origins(connection: Connection, id_: str) -> list[Coding]:
    table = schema.carried.c
    ids = connection.scalars(select(table.origin).where(table.coding == id_, table.fresh == 1)).all()
    return list(coding_rows.load(connection, ids).values())
