"""Withdrawal: from now on nothing of a person leaves the study, and on demand nothing that they said stays in it.

What counts of the cohort hold (24 households) is not computed anew for it: a fall from 24 to 23 would itself tell who
left. A row's figures stay in the tables; only a new wave changes the base.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import AlreadyWithdrawn, ErasureUnfinished, UnknownId, WorkbenchError
from workbench.messages import _
from workbench.study import erasure, schema, told
from workbench.study.engine import Store, sqlite_store, tidy
from workbench.study.files import file_refusal
from workbench.study.journal import amend, record
from workbench.study.outflow import Held, bundle, holdings
from workbench.study.people import person_ids
from workbench.study.readings import Sealed
from workbench.study.rows import canonical, next_ids, now
from workbench.study.sweep import STAGING, STORE, Staged, holds, sweep
from workbench.study.vault import VAULT, Original, Vault, sealed
from workbench.study.vault import held as opened_vault
from workbench.study.vault_contents import Emptied, without

if TYPE_CHECKING:
    from workbench.study.study import Study

Safe = tuple[Vault, str] | None  # what the vault holds, and the passphrase under which it is written anew


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who withdrew, when, and which releases, exports and prints held something of theirs.

    After an erasure: the files of the study that went or were written anew, those that could not be looked into, and
    the evaluators' own texts (table/row) out of which the person's words were cut, and what went out of the vault.
    """

    person: str
    at: str
    erased: str | None
    held: tuple[Held, ...]
    removed: tuple[str, ...] = ()
    rewritten: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    cleaned: tuple[str, ...] = ()
    vault: Emptied | None = None


def withdrawn(study: "Study") -> set[str]:
    """Everybody who has withdrawn: nothing of theirs may enter a release any more."""
    with study.store.read() as connection:
        return set(connection.scalars(select(schema.withdrawals.c.person)))


def withdrawals(study: "Study") -> list[Withdrawal]:
    """Every withdrawal, oldest first, with the places that held something on that day."""
    table = schema.withdrawals
    with study.store.read() as connection:
        rows = connection.execute(select(table).order_by(table.c.n)).all()
    return [Withdrawal(row.person, row.at, row.erased, _held_of(row)) for row in rows]


def _held_of(row: Any) -> tuple[Held, ...]:
    return tuple(
        Held(**{**held, "excerpts": tuple(held["excerpts"]), "reviews": tuple(held["reviews"])})
        for held in json.loads(row.held)
    )


def withdraw(study: "Study", person: str, *, by: str, erase: bool = False, passphrase: str | None = None) -> Withdrawal:
    """Takes a person out of every later release, and says which earlier releases, exports and prints held something.

    With `erase`, nothing that the person said stays in the study folder: rows, originals, releases that quote them,
    printed cells, backups, free pages, and what the vault holds, which `passphrase` opens; what is not theirs stays.
    Somebody who withdrew before can still be erased. Raises UnknownId, AlreadyWithdrawn, and for an erasure StoreLocked
    while the study is open elsewhere, PassphraseNeeded, WrongPassphrase or VaultDamaged; nothing has changed then.
    ErasureUnfinished says that the words are gone from the rows and the rest of the work is to be run again.
    """
    if not erase:
        with study.store.write() as connection:
            _require(connection, person, again=False)
            held = tuple(_held(study.root, connection, person))
            row = _withdrawal(connection, person, held, by)
        return Withdrawal(person, row["at"], None, held)
    with study.store.read() as connection:
        _require(connection, person, again=True)
    with opened_vault(study.root, passphrase) as inside, _alone(study) as store:
        done = _erase(study, store, person, by, None if inside is None else (inside, str(passphrase)))
        _finish(study.root, store, person)
    return done


def _require(connection: Connection, person: str, *, again: bool) -> Any:
    """The person's withdrawal so far, or None; raises UnknownId or AlreadyWithdrawn."""
    if person not in person_ids(connection):
        raise UnknownId(what=_("person"), id=person)
    table = schema.withdrawals
    row = connection.execute(select(table).where(table.c.person == person)).first()
    if row is not None and not again:
        raise AlreadyWithdrawn(person=person)
    return row


def _withdrawal(connection: Connection, person: str, held: Iterable[Held], by: str) -> dict[str, Any]:
    row = {
        "person": person,
        "n": next_ids(connection, "withdrawal", 1)[0][0],
        "at": now(),
        "who": by,
        "erased": None,
        "held": canonical([one.as_dict() for one in held]),
    }
    record(connection, schema.withdrawals, [row], kind="person.withdrawn", by=by)
    return row


def _held(root: Path, connection: Connection, person: str) -> list[Held]:
    """The releases, exports and prints that hold words of this person."""
    excerpts, reviews = schema.excerpts.c, schema.reviews.c
    mine = select(excerpts.id, excerpts.text).where(excerpts.person == person).order_by(excerpts.n)
    said = select(reviews.answer_id, reviews.words, reviews.public_words).where(reviews.reviewer == person)
    return holdings(
        root,
        connection,
        {row.id: row.text for row in connection.execute(mine)},
        {row.answer_id: (row.words, row.public_words) for row in connection.execute(said.order_by(reviews.n))},
    )


@contextmanager
def _alone(study: "Study") -> Iterator[Store]:
    """The store with nobody else in it. On a server writers queue, and rows read elsewhere are no copy."""
    if study.store.engine.dialect.name != "sqlite":
        yield study.store
        return
    study.store.close()  # our own idle connections; the next verb opens new ones
    store = sqlite_store(study.root / STORE[0], study.root, alone=True)
    try:
        yield store
    finally:
        store.close()


def _erase(study: "Study", store: Store, person: str, by: str, safe: Safe) -> Withdrawal:
    """The rows in one transaction; the files are put back when it fails."""
    staged: Staged | None = None
    try:
        with store.write() as connection:
            row = _require(connection, person, again=True)
            unfinished = _settle(study.root, connection)
            if row is not None and row.erased is not None:
                if person not in unfinished:
                    raise AlreadyWithdrawn(person=person)
                return Withdrawal(person, row.at, row.erased, _held_of(row))
            held = tuple(_held(study.root, connection, person)) if row is None else _held_of(row)
            held = tuple({one.id: one for one in (*held, *_held(study.root, connection, person))}.values())
            fresh = _withdrawal(connection, person, held, by) if row is None else dict(row._mapping)
            staged = Staged(study.root, study.root / f"{STAGING}{fresh['n']}")
            staged.aside.mkdir()
            found = _words_out(study, connection, person, held, staged, by, safe)
            values = {"erased": now(), "held": canonical([one.as_dict() for one in held])}
            amend(connection, schema.withdrawals, {"person": person}, values, kind="person.erased_words", by=by)
            return Withdrawal(person, fresh["at"], values["erased"], held, **found)
    except BaseException as why:
        if staged is not None and staged.aside.exists():
            staged.put_back()
        if isinstance(why, OSError):
            raise file_refusal(why, study.root) from why
        raise


def _words_out(
    study: "Study", connection: Connection, person: str, held: Iterable[Held], staged: Staged, by: str, safe: Safe
) -> dict[str, Any]:
    """Erases rows and sets files aside; what of a Withdrawal that makes."""
    root, tables = study.root, told.kept_tables(study.root, connection, study.settings)
    known_as = told.names(connection, person)
    said, others = told.inbox(root, known_as)
    for one in tables:
        said += told.said(one, person)
        others += told.others(one, person)
    plan = erasure.find(connection, person, said, others)
    erasure.erase(connection, person, plan, by=by)
    gone = [root / "originals" / name for name in plan.originals if name]
    anew: dict[Path, bytes] = {}
    for one in tables:
        if (clean := told.without(one, person, plan.words)) != one.rows:
            anew[one.file] = told.written(clean, like=one.raw)
            gone += told.replaced(connection, root, one, anew[one.file], by=by)
    kept = {root / "originals" / name for name in connection.scalars(select(schema.sources.c.original)) if name}
    kept |= {one.file for one in tables} | {path for one in tables for path in told.as_given(root, one)}
    emptied = None
    if safe:
        content, emptied = _vault_out(safe, plan)
        kept.add(root / VAULT)
        if any(asdict(emptied).values()):
            anew[root / VAULT] = content
    folders = [b.folder for one in held if one.kind == "release" and (b := bundle(root, one.path, one.digest))]
    found = sweep(root, known_as, plan.words, settled={*gone, *kept}, releases=folders)
    gone = [path for path in dict.fromkeys([*gone, *found.gone]) if path.exists() or path.is_symlink()]
    for path in gone:
        staged.set_aside(path, None)
    for path, content in (anew | found.anew).items():
        staged.set_aside(path, content)
    lists = {"removed": gone, "rewritten": [*anew, *found.anew], "sealed": found.sealed}
    shown = {name: tuple(sorted({_shown(root, path) for path in paths})) for name, paths in lists.items()}
    return {**shown, "cleaned": tuple(plan.cleaned), "vault": emptied}


def _vault_out(safe: tuple[Vault, str], plan: erasure.Erased) -> tuple[bytes, Emptied]:
    """The vault's file without the person, and what went."""

    def quotes(original: Original) -> bool:
        try:
            return holds(original.name, original.content, plan.words)
        except Sealed:
            return False  # a recording of somebody else: it stays in the vault, where nobody reads it

    inside, passphrase = safe
    left, emptied = without(inside, plan.texts, plan.labels, quotes)
    return sealed(passphrase, left), emptied


def _shown(root: Path, path: Path) -> str:
    """A file's name in the study; a release is one thing."""
    inside = path.relative_to(root)
    return Path(*inside.parts[:2] if inside.parts[0] == "releases" else inside.parts).as_posix()


def _settle(root: Path, connection: Connection) -> set[str]:
    """After a crash: puts back what no erasure in the store accounts for; who was erased without being finished."""
    table, unfinished = schema.withdrawals, set()
    for aside in sorted(root.glob(f"{STAGING}*")):
        n = aside.name.removeprefix(STAGING)
        row = connection.execute(select(table).where(table.c.n == (int(n) if n.isdigit() else 0))).first()
        if row is not None and row.erased is not None:
            unfinished.add(str(row.person))
        else:
            Staged(root, aside).put_back()
    return unfinished


def _finish(root: Path, store: Store, person: str) -> None:
    """Destroys what was set aside and writes the store anew; only then is the erasure said to be done."""
    try:
        tidy(store)
        for aside in sorted(root.glob(f"{STAGING}*")):
            Staged(root, aside).destroy()
    except (OSError, sqlite3.Error, WorkbenchError) as why:
        raise ErasureUnfinished(person=person, folder=root, why=str(why).rstrip(".")) from why
    except Exception as why:
        if type(why).__module__.split(".")[0] != "psycopg":  # imported only where a server is used
            raise
        raise ErasureUnfinished(person=person, folder=root, why=(str(why).splitlines() or [""])[0]) from why
