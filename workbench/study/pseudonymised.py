"""A reviewed interview enters: labelled text into the study, file, names and log into the vault, or nothing at all."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from workbench.errors import AlreadyImported, WorkbenchError
from workbench.intake.documents import Document, Place, Turn, text_digest
from workbench.intake.identifiers import Key, Replaced
from workbench.people import Person
from workbench.study import schema, vault
from workbench.study.people import insert_people
from workbench.study.sources import Arrival, SourceRecord, insert_source, refuse_known
from workbench.study.vault import Original, Vault

if TYPE_CHECKING:
    from workbench.study.study import Study

NOTHING_SAID = Arrival("reviewed", 0, 0)
Decided = Callable[[Key], Replaced]  # the evaluator's decisions, applied under the key of the study


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was read, on its way in; `name` is what the study will call it.

    `speakers` says which person a printed label stands for; `people` are those whom the study does not know yet.
    """

    document: Document
    original: bytes
    turns: tuple[Turn, ...]
    name: str
    speakers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    people: tuple[Person, ...] = ()
    kind: str = "interview"
    arrival: Arrival = NOTHING_SAID  # what was proposed; what was replaced is counted on the way


def refuse_again(study: "Study", document: Document) -> None:
    """Raises AlreadyImported when the file with these bytes is in the study, whatever became of its text."""
    with study.store.read() as connection:
        refuse_known(connection, document)


def _refuse_same_text(connection: Connection, document: Document) -> None:
    """The vault keeps files by the text made of them: a second one would take the place of the first."""
    same = select(schema.sources.c.id).where(schema.sources.c.sha256 == document.sha256)
    if there := connection.scalar(same):
        raise AlreadyImported(file=document.name, source=there)


def has_vault(study: "Study") -> bool:
    """Whether the study has a vault."""
    return (study.root / vault.VAULT).exists()


def key_of(study: "Study", passphrase: str) -> Key:
    """The key from labels to identities; raises NoVault, WrongPassphrase or VaultDamaged."""
    return vault.read(study.root, passphrase).key


def enter(
    study: "Study", entry: Entry, decided: Decided, passphrase: str, *, by: str, fresh: bool = False
) -> SourceRecord:
    """Takes a reviewed text in, all of it or nothing; `fresh` makes the vault when there is none.

    The store gets the text with labels, with its places and turns moved accordingly; the vault gets the file's bytes,
    the key, and the log of replacements. Raises WrongPassphrase and its like, AlreadyImported, IdTaken, UnknownId.
    """
    refuse_again(study, entry.document)
    made = fresh and not has_vault(study)
    if made:
        vault.create(study.root, passphrase)
    before = after = Vault()
    taken: list[SourceRecord] = []
    try:
        # the rows wait, uncommitted, until the vault is on disk; the vault is put back when they cannot be committed
        with ExitStack() as transaction:

            def take_in(held: Vault) -> Vault:
                nonlocal before, after
                before = held
                done = decided(held.key)
                document, turns, speakers = moved(entry, done)
                connection = transaction.enter_context(study.store.write())
                _refuse_same_text(connection, document)
                insert_people(connection, entry.people, by=by)
                came = replace(entry.arrival, replaced=len(done.replacements), kept="vault")
                added = insert_source(
                    connection, document, kind=entry.kind, turns=turns, speakers=speakers, arrival=came, by=by
                )
                taken.append(added)
                original = Original(entry.document.name, entry.original, document.sha256)
                after = held.with_original(original).with_log(document.sha256, done.replacements).with_key(done.key)
                return after

            vault.change(study.root, passphrase, take_in)
    except BaseException:
        _put_back(study.root, passphrase, before, after, made=made)
        raise
    return taken[0]


def _put_back(folder: Path, passphrase: str, before: Vault, after: Vault, *, made: bool) -> None:
    """The vault as it was, unless somebody changed it since."""
    if not made and after == before:
        return
    with suppress(WorkbenchError, OSError):
        held = vault.read(folder, passphrase)
        if made and held in (Vault(), after):
            (folder / vault.VAULT).unlink()
        elif held == after:
            vault.change(folder, passphrase, lambda now: before if now == after else now)


def moved(entry: Entry, done: Replaced) -> tuple[Document, tuple[Turn, ...], dict[str, str]]:
    """The document with its labels, and its places, turns and speakers where they stand now.

    A speaker's printed label may be a name: it becomes what stands there now.
    """
    here = [Place(done.from_original(p.start, p.start)[0], p.where) for p in entry.document.places]
    turns, speakers, at = list[Turn](), dict[str, str](), 0
    for turn in entry.turns:
        start, end = done.from_original(turn.start, turn.end)
        label = _printed(entry.document.text, turn, at, done)
        turns.append(Turn(start, end, label, turn.asks))
        if turn.speaker in entry.speakers:
            speakers[label] = entry.speakers[turn.speaker]
        at = turn.end
    name = Path(entry.name).name + Path(entry.document.name).suffix.lower()
    document = Document(name, done.text, text_digest(done.text), entry.document.original_sha256, tuple(here))
    return document, tuple(turns), speakers


def _printed(text: str, turn: Turn, after: int, done: Replaced) -> str:
    """The label of a turn as the new text prints it."""
    at = text.rfind(turn.speaker, after, turn.start)
    if at < 0:  # printed in another way: no name may stay in it all the same
        said = turn.speaker
        for one in done.replacements:
            said = said.replace(one.words, one.label)
        return said
    start, end = done.from_original(at, at + len(turn.speaker))
    return done.text[start:end]
