"""Undo and redo, without limit and after the study was closed: each coder takes back what they did, latest first.

Nothing is deleted: a coding is retracted or restored, a codebook gets a new version on top of the latest. What another
coder did since stays: where they built on the act, it is kept, the sentence says so, and the next undo goes on.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.coding.codings import Coding
from workbench.errors import BadInput, UnknownId
from workbench.messages import _, ngettext
from workbench.study import acts, coding_rows, schema
from workbench.study.acts import Act
from workbench.study.blind import refuse_closed
from workbench.study.carrying import CARRIED, let_go, put_back, tips
from workbench.study.codebook_undo import Outcome, redo_change, undo_change
from workbench.study.history import sentence

if TYPE_CHECKING:
    from workbench.study.study import Study

SHOWN = 60  # characters of an excerpt in a sentence


@dataclass(frozen=True, slots=True)
class Step:
    """What an undo or a redo did, in one sentence: the codings that stand again and those that no longer stand.

    `codebook` and `version` are said when it changed a codebook. When nothing was done, the sentence says why.
    """

    done: bool
    sentence: str
    kind: str = ""
    added: tuple[Coding, ...] = ()
    removed: tuple[Coding, ...] = ()
    codebook: str | None = None
    version: int | None = None


def undo(study: "Study", *, by: str) -> Step:
    """Takes back the latest act of this coder that is not undone yet. Raises what the store refuses."""
    with study.store.write() as connection:
        act = acts.to_undo(connection, by)
        if act is None:
            return Step(False, _("There is nothing left to undo."))
        what = told(connection, act)
        return _step(connection, act, back=True, what=what, by=by)


def redo(study: "Study", *, by: str) -> Step:
    """Does again what this coder undid last, unless they have done something else since."""
    with study.store.write() as connection:
        act = acts.to_redo(connection, by)
        if act is None:
            return Step(False, _("There is nothing left to redo."))
        what = told(connection, act)
        return _step(connection, act, back=False, what=what, by=by)


def undoable(study: "Study", by: str) -> tuple[str, str]:
    """What the next undo and the next redo would do, in a sentence each; empty when there is nothing."""
    with study.store.read() as connection:
        back, forth = acts.to_undo(connection, by), acts.to_redo(connection, by)
        return told(connection, back) if back else "", told(connection, forth) if forth else ""


def _step(connection: Connection, act: Act, *, back: bool, what: str, by: str) -> Step:
    try:
        with connection.begin_nested():
            outcome = (_undone if back else _redone)(connection, act, by)
            if outcome.nothing:
                raise BadInput(why=outcome.nothing)
    except (BadInput, UnknownId) as no:  # others built on it, or took its place
        acts.settle(connection, act, acts.KEPT if back else acts.FORGOTTEN)
        why = no.facts.get("why") or str(no)
        said = _("Not undone, and left as it is: {what} ({why}).") if back else _("Not done again: {what} ({why}).")
        return Step(False, said.format(what=what, why=why), act.kind)
    acts.settle(connection, act, acts.UNDONE if back else acts.DONE, change=None if back else outcome.change)
    said = _("Undone: {what}.") if back else _("Done again: {what}.")
    moved = tuple(outcome.added), tuple(outcome.removed)
    return Step(True, said.format(what=what), act.kind, *moved, outcome.codebook, outcome.version)


def _undone(connection: Connection, act: Act, by: str) -> Outcome:
    if act.change is None:
        return _codings(connection, stand=act.removed, go=act.added, by=by)
    own = _codings(connection, stand=(), go=act.added, by=by)
    return own.then(undo_change(connection, act.change, by=by))


def _redone(connection: Connection, act: Act, by: str) -> Outcome:
    if act.change is None:
        return _codings(connection, stand=act.added, go=act.removed, by=by)
    return redo_change(connection, act.change, by=by).then(_codings(connection, stand=act.added, go=(), by=by))


def _codings(connection: Connection, *, stand: tuple[str, ...], go: tuple[str, ...], by: str) -> Outcome:
    """Makes some codings stand and others go, wherever merges and splits have carried them meanwhile."""
    back = tips(connection, stand)
    for coding in coding_rows.load(connection, [*tips(connection, go), *back]).values():
        refuse_closed(connection, {(coding.codebook, coding.excerpt.source, coding.coder)})
    removed, parted = let_go(connection, go, by=by)
    added, gone = put_back(connection, [id_ for id_ in back if not _by_another(connection, id_, by)], by=by)
    nothing = "" if added or parted or not (stand or go) else _("somebody has changed these codings since")
    return Outcome(added, [*removed, *gone], nothing=nothing)


def _by_another(connection: Connection, id_: str, by: str) -> bool:
    """Whether the coding was taken away by another person than who wants it back: that is theirs to undo.

    One that a merge took along, taken back since, was taken away by nobody.
    """
    table, entries = schema.codings.c, schema.journal.c
    if connection.scalar(select(table.reason).where(table.id == id_)) == CARRIED:
        return False
    last = (
        select(entries.who, entries.kind)
        .where(entries.table_name == "codings", entries.row_id == id_)
        .order_by(entries.n.desc())
        .limit(1)
    )
    row = connection.execute(last).first()
    return row is not None and row.kind == "coding.retracted" and row.who != by


def told(connection: Connection, act: Act) -> str:
    """An act in a few words."""
    if act.change is not None:
        return sentence(connection, act.change)
    ids = act.added or act.removed
    if len(ids) > 1:
        many = {
            "retracted": ngettext("{n} coding taken away", "{n} codings taken away", len(ids)),
            "restored": ngettext("{n} coding put back", "{n} codings put back", len(ids)),
        }.get(act.kind, ngettext("{n} coding put", "{n} codings put", len(ids)))
        return many.format(n=len(ids))
    about = [*coding_rows.load(connection, ids).values()]
    if not about:
        return _("codings that were erased since")
    sentences = {
        "coded": _("“{code}” put on « {words} »"),
        "accepted": _("suggestion “{code}” accepted on « {words} »"),
        "retracted": _("“{code}” taken away from « {words} »"),
        "restored": _("“{code}” put back on « {words} »"),
        "revised": _("coding “{code}” changed on « {words} »"),
    }
    return sentences.get(act.kind, sentences["coded"]).format(**_facts(connection, about[0]))


def _facts(connection: Connection, coding: Coding) -> dict[str, Any]:
    words = " ".join(coding.excerpt.text.split())
    short = words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"
    table = schema.codes.c
    label = select(table.label).where(
        table.codebook == coding.codebook, table.version == coding.version, table.id == coding.code
    )
    return {"code": connection.scalar(label) or coding.code, "words": short}
