"""A change of a codebook taken back, or made anew, on top of the latest version."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from workbench.coding import codebook_changes as changes
from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding
from workbench.errors import BadCodebook, BadInput
from workbench.messages import _
from workbench.study import schema
from workbench.study.carrying import carry_back
from workbench.study.codebook_edits import EDITED, Change, Plan, apply, merge, split
from workbench.study.codebooks import load_codebook
from workbench.study.history import before, change_row


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step did: codings that stand, codings that went, the codebook's version, or why nothing could be done."""

    added: Sequence[Coding] = ()
    removed: Sequence[Coding] = ()
    codebook: str | None = None
    version: int | None = None
    change: str | None = None
    nothing: str = ""

    def then(self, other: "Outcome") -> "Outcome":
        """Both, one after the other."""
        return Outcome(
            [*self.added, *other.added],
            [*self.removed, *other.removed],
            self.codebook or other.codebook,
            self.version or other.version,
            self.change or other.change,
            self.nothing if other.nothing else "",
        )


def undo_change(connection: Connection, id_: str, *, by: str) -> Outcome:
    """Takes a change back. Raises BadInput, with who did it, when somebody changed the same thing since."""
    row = change_row(connection, id_)
    book = load_codebook(connection, row.codebook)
    old, new = before(connection, row), load_codebook(connection, row.codebook, row.version)
    added, removed = carry_back(connection, id_, by=by)
    plan = _inverse(connection, row, book, old, new)
    change = apply(connection, plan, by=by, undoes=id_)
    return Outcome(added, removed, book.id, change.version, change.id)


def _inverse(connection: Connection, row: Any, book: Codebook, old: Codebook, new: Codebook) -> Plan:
    code, codes = row.code, json.loads(row.codes)
    if code not in book.by_id:
        raise BadInput(why=_("the code is no longer there"))
    if row.kind == "new":
        return Plan("new", _without(connection, book, [code]), code)
    if row.kind == "split":
        return Plan("split", _without(connection, book, codes), code, tuple(codes))
    if row.kind in {"merge", "retire"}:
        if book.retired.get(code) != new.retired[code]:
            raise _touched(connection, row)
        return Plan(row.kind, changes.reinstated(book, code), code, tuple(codes))
    if row.kind == "reinstate":
        if code in book.retired:
            raise _touched(connection, row)
        return Plan(row.kind, changes.retired(book, code, old.retired[code]), code)
    return _said_before(connection, row, book, old, new)


def _said_before(connection: Connection, row: Any, book: Codebook, old: Codebook, new: Codebook) -> Plan:
    """The code's name, place or meaning as it was, unless somebody changed the same since."""
    code = row.code
    fields = {"rename": ("label",), "move": ("group",), "edit": EDITED}[row.kind]
    was, made, now = old.by_id[code], new.by_id[code], book.by_id[code]
    changed = [name for name in fields if getattr(was, name) != getattr(made, name)]
    if any(getattr(made, name) != getattr(now, name) for name in changed):
        raise _touched(connection, row)
    if row.kind == "rename":
        return Plan("rename", changes.renamed(book, code, was.label), code)
    if row.kind == "move":
        return Plan("move", changes.moved(book, code, was.group), code, (was.group,) if was.group else ())
    return Plan("edit", changes.edited(book, code, **{name: getattr(was, name) for name in changed}), code)


def _without(connection: Connection, book: Codebook, codes: Sequence[str]) -> Codebook:
    """The codebook without these new codes; one that others use or build on stays readable, and is offered no more."""
    table = schema.codings.c
    for code in codes:
        if code not in book.by_id:
            continue
        borne = connection.scalar(
            select(table.id).where(table.codebook == book.id, table.code == code, table.retracted.is_(None)).limit(1)
        )
        try:
            if borne:
                raise BadCodebook(codebook=book.id, why="")
            book = changes.without_code(book, code)
        except BadCodebook:
            if code not in book.retired:
                book = changes.retired(book, code)
    return book


def _touched(connection: Connection, row: Any) -> BadInput:
    table = schema.code_changes
    since = (
        select(table.c.who)
        .where(table.c.codebook == row.codebook, table.c.code == row.code, table.c.version > row.version)
        .order_by(table.c.n.desc())
        .limit(1)
    )
    return BadInput(why=_("{coder} has changed it since").format(coder=connection.scalar(since) or "?"))


def redo_change(connection: Connection, id_: str, *, by: str) -> Outcome:
    """Makes a change anew that was taken back, on the codebook as it is now."""
    row = change_row(connection, id_)
    book, new = load_codebook(connection, row.codebook), load_codebook(connection, row.codebook, row.version)
    code, codes = row.code, json.loads(row.codes)
    if row.kind == "merge":
        return _outcome(merge(connection, book.id, code, codes[0], by=by, why=row.why))
    if row.kind == "split":
        return _split(connection, row, book, new, codes, by)
    if row.kind == "new":
        made = changes.reinstated(book, code) if code in book.retired else changes.with_code(book, new.by_id[code])
    elif row.kind == "retire":
        made = changes.retired(book, code)
    elif row.kind == "reinstate":
        made = changes.reinstated(book, code)
    elif row.kind == "rename":
        made = changes.renamed(book, code, new.by_id[code].label)
    elif row.kind == "move":
        made = changes.moved(book, code, new.by_id[code].group)
    else:
        old = before(connection, row).by_id[code]
        given = {n: getattr(new.by_id[code], n) for n in EDITED if getattr(new.by_id[code], n) != getattr(old, n)}
        made = changes.edited(book, code, **given)
    return _outcome(apply(connection, Plan(row.kind, made, code, tuple(codes)), by=by, why=row.why))


def _split(connection: Connection, row: Any, book: Codebook, new: Codebook, codes: Sequence[str], by: str) -> Outcome:
    """The same codings go to the same new codes, those that somebody took away meanwhile left out."""
    table, chosen = schema.carried.c, schema.codings.c
    went = connection.execute(
        select(table.origin, chosen.code).where(table.change == row.id, chosen.id == table.coding)
    ).all()
    standing = set(
        connection.scalars(
            select(chosen.id).where(chosen.codebook == book.id, chosen.code == row.code, chosen.retracted.is_(None))
        )
    )
    parts = {new.by_id[code].label: [o for o, c in went if c == code and o in standing] for code in codes}
    for code in [code for code in codes if code in book.by_id]:  # it stayed because others used it
        raise BadInput(why=_("the code “{code}” is there already").format(code=book.label(code)))
    return _outcome(split(connection, book.id, row.code, parts, by=by, why=row.why, ids=codes))


def _outcome(change: Change) -> Outcome:
    return Outcome(change.added, change.removed, change.codebook, change.version, change.id)
