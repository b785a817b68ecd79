"""The list of what each coder did, so that it can be undone and done again, also after the study was closed.

An act is `done`, then `undone` and done again as often as one likes. It is `forgotten` (undone for good) once its
coder did something else, and `kept` (done for good) when others have built on it. The list is no evidence: what each
step changes has its own entries in the journal.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from workbench.study import schema
from workbench.study.rows import canonical, now

DONE, UNDONE, KEPT, FORGOTTEN = "done", "undone", "kept", "forgotten"
_LIST = schema.acts
_LATEST = select(func.max(_LIST.c.n))
_FORGET = update(_LIST).where(_LIST.c.who == bindparam("coder"), _LIST.c.state == UNDONE).values(state=FORGOTTEN)


@dataclass(frozen=True, slots=True)
class Act:
    """One gesture: codings that it made stand and codings that it took away, by id; or a change of a codebook."""

    id: str
    n: int
    kind: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    change: str | None  # of a codebook
    state: str


def did(
    connection: Connection,
    kind: str,
    *,
    added: Iterable[str] = (),
    removed: Iterable[str] = (),
    change: str | None = None,
    by: str,
) -> None:
    """Puts an act on its coder's list, in the caller's transaction; what they had undone is forgotten."""
    table = schema.acts
    connection.execute(_FORGET, {"coder": by})
    n = (connection.scalar(_LATEST) or 0) + 1  # no act is ever erased
    detail = _detail(added, removed, change)
    row = {"id": f"a{n}", "n": n, "who": by, "at": now(), "kind": kind, "detail": detail, "state": DONE}
    connection.execute(insert(table), [row])


def forget(connection: Connection, coding: str, *, by: str) -> None:
    """Takes the coder's latest act off the list when it made this coding and nothing else."""
    act = to_undo(connection, by)
    if act is not None and act.added == (coding,) and not act.removed:
        settle(connection, act, FORGOTTEN)


def _detail(added: Iterable[str], removed: Iterable[str], change: str | None) -> str:
    return canonical({"added": list(added), "removed": list(removed), "change": change})


def to_undo(connection: Connection, by: str) -> Act | None:
    """The coder's latest act that is done."""
    table = schema.acts.c
    latest = select(schema.acts).where(table.who == by, table.state == DONE).order_by(table.n.desc()).limit(1)
    return _act(connection.execute(latest).first())


def to_redo(connection: Connection, by: str) -> Act | None:
    """The coder's act that was undone last: the earliest of those undone, for they are undone backwards."""
    table = schema.acts.c
    first = select(schema.acts).where(table.who == by, table.state == UNDONE).order_by(table.n).limit(1)
    return _act(connection.execute(first).first())


def _act(row: Any) -> Act | None:
    if row is None:
        return None
    what = json.loads(row.detail)
    return Act(row.id, row.n, row.kind, tuple(what["added"]), tuple(what["removed"]), what["change"], row.state)


def settle(connection: Connection, act: Act, state: str, *, change: str | None = None) -> None:
    """The act's new state, and the change that it now stands for when it was made anew."""
    values: dict[str, str] = {"state": state}
    if change is not None:
        values["detail"] = _detail(act.added, act.removed, change)
    connection.execute(update(schema.acts).where(schema.acts.c.id == act.id).values(**values))
