"""Changing a codebook while coding goes on: each verb makes a new version that says who did what, and can be undone.

The codings that a change concerns are carried (see `carrying`), never rewritten; every coding keeps the version of the
codebook that its coder had before them. A change is taken back by a new change on the latest version: what others did
since stays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from workbench.coding import codebook_changes as changes
from workbench.coding.codebooks import Code, Codebook
from workbench.coding.codings import Coding
from workbench.coding.excerpts import Excerpt
from workbench.errors import BadInput
from workbench.messages import _
from workbench.study import acts, coding_rows, schema
from workbench.study.carrying import Moved, carry
from workbench.study.codebooks import load_codebook, put_codebook
from workbench.study.codings import put_codings
from workbench.study.history import sentence
from workbench.study.journal import record
from workbench.study.rows import canonical, next_ids, now

if TYPE_CHECKING:
    from workbench.study.study import Study

EDITED = ("definition", "include", "exclude", "example", "terms")


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a codebook: the version that it made, in one sentence, and the codings that it moved."""

    id: str
    codebook: str
    version: int
    kind: str
    code: str
    codes: tuple[str, ...]
    sentence: str
    added: tuple[Coding, ...] = ()
    removed: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A change to be written: the codebook after it, its subject and the other codes concerned."""

    kind: str
    book: Codebook
    code: str
    codes: tuple[str, ...] = ()


def new_code(
    study: "Study",
    codebook: str,
    label: str,
    *,
    by: str,
    group: str | None = None,
    definition: str = "",
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    example: str = "",
    terms: Sequence[str] = (),
    excerpt: Excerpt | None = None,
    why: str = "",
) -> Change:
    """A code more; with an `excerpt` it is born from these words (in vivo), which bear it at once.

    Its identifier is a number: a label made of somebody's words must be able to go with them. Raises BadCodebook for a
    label that another code has, UnknownId, BadSpan.
    """
    with study.store.write() as connection:
        book = load_codebook(connection, codebook)
        code = Code(
            _free_id(connection, book),
            label.strip(),
            group,
            True,
            definition,
            tuple(include),
            tuple(exclude),
            example,
            tuple(terms),
        )
        plan = Plan("new", changes.with_code(book, code), code.id, (group,) if group else ())
        change = apply(connection, plan, by=by, why=why)
        if excerpt is not None:
            coding = Coding(excerpt, codebook, code.id, by, version=change.version)
            change = replace(change, added=tuple(put_codings(connection, [coding], by=by)))
        return _listed(connection, change, by)


def rename_code(study: "Study", codebook: str, code: str, label: str, *, by: str, why: str = "") -> Change:
    """The code under another label. Raises UnknownId, and BadCodebook for a label that another code has."""
    return _change(study, codebook, lambda book: Plan("rename", changes.renamed(book, code, label), code), by, why)


def edit_code(
    study: "Study",
    codebook: str,
    code: str,
    *,
    by: str,
    why: str = "",
    definition: str | None = None,
    include: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
    example: str | None = None,
    terms: Sequence[str] | None = None,
) -> Change:
    """What belongs to the code, said otherwise; None leaves a part as it is. Raises UnknownId."""
    parts = dict(zip(EDITED, (definition, include, exclude, example, terms), strict=True))
    given = {n: v if v is None or isinstance(v, str) else tuple(v) for n, v in parts.items()}
    return _change(study, codebook, lambda book: Plan("edit", changes.edited(book, code, **given), code), by, why)


def move_code(study: "Study", codebook: str, code: str, group: str | None, *, by: str, why: str = "") -> Change:
    """The code under another one, or at the top level (None). Raises UnknownId, and BadCodebook for a cycle."""
    codes = (group,) if group else ()
    return _change(study, codebook, lambda book: Plan("move", changes.moved(book, code, group), code, codes), by, why)


def retire_code(study: "Study", codebook: str, code: str, *, by: str, why: str = "") -> Change:
    """The code no longer offered; its codings stay and stay readable. Raises UnknownId, BadCodebook."""
    return _change(study, codebook, lambda book: Plan("retire", changes.retired(book, code), code), by, why)


def reinstate_code(study: "Study", codebook: str, code: str, *, by: str, why: str = "") -> Change:
    """A retired code offered again. Raises UnknownId, BadCodebook."""
    return _change(study, codebook, lambda book: Plan("reinstate", changes.reinstated(book, code), code), by, why)


def merge_codes(study: "Study", codebook: str, code: str, into: str, *, by: str, why: str = "") -> Change:
    """The code retired in favour of `into`, in which all its codings go on, each under its own coder's name.

    Raises UnknownId, and BadCodebook for a heading, a retired code or one with codes under it.
    """
    with study.store.write() as connection:
        change = merge(connection, codebook, code, into, by=by, why=why)
        return _listed(connection, change, by)


def merge(connection: Connection, codebook: str, code: str, into: str, *, by: str, why: str = "") -> Change:
    """The same in the caller's transaction."""
    plan = Plan("merge", changes.merged(load_codebook(connection, codebook), code, into), code, (into,))
    change = apply(connection, plan, by=by, why=why)
    standing = _standing(connection, codebook, code)
    return _with(connection, change, carry(connection, change.id, dict.fromkeys(standing, into), change.version, by=by))


def split_code(
    study: "Study", codebook: str, code: str, parts: Mapping[str, Sequence[str]], *, by: str, why: str = ""
) -> Change:
    """New codes beside the code, `parts` giving for each new label the ids of the codings that go there.

    Those not named stay where they are. Raises UnknownId for a code or a standing coding of it, BadCodebook for a
    label that is taken, BadInput for a coding in two parts.
    """
    with study.store.write() as connection:
        change = split(connection, codebook, code, parts, by=by, why=why)
        return _listed(connection, change, by)


def split(
    connection: Connection,
    codebook: str,
    code: str,
    parts: Mapping[str, Sequence[str]],
    *,
    by: str,
    why: str = "",
    ids: Sequence[str] = (),
) -> Change:
    """The same in the caller's transaction; `ids` are the new codes' when they were there before."""
    book = load_codebook(connection, codebook)
    named = [id_ for several in parts.values() for id_ in several]
    if len(named) != len(set(named)):
        raise BadInput(why=_("a coding can go to one of the new codes only"))
    if not parts:
        raise BadInput(why=_("a code is split into at least one new code"))
    changes.code_of(book, code)
    standing = set(_standing(connection, codebook, code))
    for id_ in named:
        if id_ not in standing:
            coding_rows.one(connection, id_)
            raise BadInput(why=_("the coding {id} does not bear this code any more").format(id=id_))
    fresh = [
        Code(given or _free_id(connection, book), label.strip())
        for label, given in zip(parts, ids or [""] * len(parts), strict=True)
    ]
    plan = Plan("split", changes.split(book, code, fresh), code, tuple(part.id for part in fresh))
    change = apply(connection, plan, by=by, why=why)
    targets = {id_: part.id for part, several in zip(fresh, parts.values(), strict=True) for id_ in several}
    return _with(connection, change, carry(connection, change.id, targets, change.version, by=by))


def apply(connection: Connection, plan: Plan, *, by: str, why: str = "", undoes: str | None = None) -> Change:
    """Writes the next version of the codebook and what led to it."""
    book = plan.book
    version = book.version + 1
    put_codebook(connection, book, version, by=by)
    n, id_ = next_ids(connection, "h", 1)[0]
    row = {
        "id": id_,
        "n": n,
        "codebook": book.id,
        "version": version,
        "kind": plan.kind,
        "code": plan.code,
        "codes": canonical(list(plan.codes)),
        "who": by,
        "at": now(),
        "why": why.strip(),
        "undoes": undoes,
    }
    record(connection, schema.code_changes, [row], kind=f"code.{plan.kind}", by=by)
    said = sentence(connection, id_)
    return Change(id_, book.id, version, plan.kind, plan.code, plan.codes, said)


def _change(study: "Study", codebook: str, planned: Callable[[Codebook], Plan], by: str, why: str) -> Change:
    with study.store.write() as connection:
        change = apply(connection, planned(load_codebook(connection, codebook)), by=by, why=why)
        return _listed(connection, change, by)


def _listed(connection: Connection, change: Change, by: str) -> Change:
    """The change, on its author's list of what can be undone; codings that it carried come back with it."""
    own = change.added if change.kind == "new" else ()
    acts.did(connection, change.kind, added=[coding.id for coding in own], change=change.id, by=by)
    return change


def _with(connection: Connection, change: Change, moved: Moved) -> Change:
    said = sentence(connection, change.id)  # which now counts what went over
    return replace(change, sentence=said, added=tuple(moved[0]), removed=tuple(moved[1]))


def _standing(connection: Connection, codebook: str, code: str) -> list[str]:
    """The ids of the standing codings of a code, by whomever."""
    table = schema.codings.c
    here = coding_rows.select_codings().where(table.codebook == codebook, table.code == code, table.retracted.is_(None))
    return [row.id for row in connection.execute(here)]


def _free_id(connection: Connection, book: Codebook) -> str:
    while (id_ := next_ids(connection, "code", 1)[0][1]) in book.by_id:
        pass
    return id_
