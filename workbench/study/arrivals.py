"""Files arriving in a study: each is taken whole or refused with its sentence; one refusal stops no other file.

Of a follow-up table with faults the good rows enter and the others are set aside, see `aside`.

Where a file's bytes go: a public document's into `originals/`; an interview's into the vault. An interview comes in
only once its names are decided, and where the study has no vault and nobody gave a passphrase, its bytes may lie in
`originals/` because they hold nothing but its text; a file that holds more (comments, an author's name) is kept
nowhere, and the evaluator is told so.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from workbench.errors import BadInput, BadTable, PassphraseNeeded
from workbench.intake import guards, tables
from workbench.intake.documents import Document, Turn
from workbench.intake.identifiers import replace
from workbench.intake.readers import pages_without_text, read_document
from workbench.intake.sheets import ENDINGS
from workbench.intake.turns import find_turns, told_by_somebody
from workbench.language import without_accents
from workbench.messages import _
from workbench.people import Person
from workbench.study import aside, vault
from workbench.study.named import look
from workbench.study.pseudonymised import Entry, enter, has_vault
from workbench.study.sources import Arrival, SourceRecord
from workbench.study.study import Study

CAPTIONS = frozenset({".vtt", ".srt"})  # transcripts of a recording, whoever speaks in them


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the source or table it is now, or the sentence that refused it."""

    file: Path
    kind: str
    id: str = ""
    detail: str = ""
    refused: str = ""

    def __str__(self) -> str:
        return self.refused or _("{file}: added as {id} ({detail})").format(
            file=self.file.name, id=self.id, detail=self.detail
        )


@dataclass(frozen=True, slots=True)
class Taking:
    """How files are taken: by whom, whether the evaluator says that their names are decided, the vault's passphrase.

    `speakers` says which person a printed label stands for; `people` are those of them whom the study does not know.
    """

    by: str
    decided: bool = False
    passphrase: str | None = None
    speakers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    people: tuple[Person, ...] = ()


def add_files(
    study: Study, files: Iterable[Path], *, by: str, decided: bool = False, passphrase: str | None = None
) -> list[Outcome]:
    """Each file's outcome, in order; .csv, .tsv, .xlsx and .ods are follow-up tables, all others are texts."""
    return list(arrivals(study, files, Taking(by, decided, passphrase)))


def arrivals(study: Study, files: Iterable[Path], how: Taking) -> Iterator[Outcome]:
    """The same, one at a time, for whoever shows progress. A store that cannot be written stops everything.

    Raises WrongPassphrase or VaultDamaged before anything is taken.
    """
    given = list(files)
    if how.passphrase is not None and has_vault(study) and not all(map(is_table, given)):
        vault.read(study.root, how.passphrase)
    for file in given:
        try:
            yield take_table(study, file, by=how.by) if is_table(file) else take_text(study, file, how)
        except (BadInput, PassphraseNeeded) as why:
            yield Outcome(file, "table" if is_table(file) else "source", refused=str(why))


def is_table(file: Path) -> bool:
    """Whether a file is a follow-up table, by its ending."""
    return file.suffix.lower() in ENDINGS


def add_text(
    study: Study, file: Path, *, by: str, speakers: Mapping[str, str] | None = None, decided: bool = False
) -> Outcome:
    """Adds one interview or document; `speakers` maps the labels printed in it to people of the study."""
    return take_text(study, file, Taking(by, decided, speakers=speakers or {}))


def take_text(study: Study, file: Path, how: Taking) -> Outcome:
    """Adds one interview or document. Raises NamesLeft for an interview that may name people, PassphraseNeeded."""
    document, original = read_document(file)
    turns = find_turns(document.text)
    if turns or file.suffix.lower() in CAPTIONS or told_by_somebody(document.text):
        record, where = _interview(study, document, original, turns, how)
        if turns:
            detail = _("interview, {n} turns; {where}").format(n=len(turns), where=where)
        else:
            detail = _("interview, no speaker found; {where}").format(where=where)
    else:
        record = study.add_source(document, kind="report", original=original, by=how.by)
        detail = _("document, {n} characters").format(n=len(document.text))
    if blank := pages_without_text(document):
        detail = _("{detail}; no text on {pages}").format(detail=detail, pages=", ".join(blank))
    return Outcome(file, "source", record.id, detail)


def _interview(
    study: Study, document: Document, original: bytes, turns: tuple[Turn, ...], how: Taking
) -> tuple[SourceRecord, str]:
    """The interview as it stands in the study, and in words where its file is."""
    found = look(document, original)
    if found.direct and not how.decided:
        found.refuse(study.root)
    said = {turn.speaker: how.speakers[turn.speaker] for turn in turns if turn.speaker in how.speakers}
    known = {person.id for person in study.people()}
    people = tuple(p for p in how.people if p.id in said.values() and p.id not in known)
    came = Arrival("stated" if found.direct else "none", found.direct, found.quasi)
    if how.passphrase is not None:
        entry = Entry(document, original, turns, found.stem, said, people, arrival=came)
        text = document.text
        record = enter(study, entry, lambda key: replace(text, (), key), how.passphrase, by=how.by, fresh=True)
        return record, _("its file is in the vault")
    if has_vault(study):
        raise PassphraseNeeded(folder=study.root)
    came = dataclasses.replace(came, kept="nowhere" if found.more else "folder")
    record = study.add_source(
        dataclasses.replace(document, name=found.stem + Path(document.name).suffix),
        kind="interview",
        original=original,
        turns=turns,
        speakers=said,
        people=people,
        arrival=came,
        by=how.by,
    )
    if found.more:
        return record, _("keep its file yourself: {more}, and there is no vault for it").format(more=found.more)
    return record, _("its file is in the study, which has no vault")


def add_table(study: Study, file: Path, *, by: str) -> Outcome:
    """Adds one follow-up table, whole, checked against the data dictionary of study.toml. Raises BadTable."""
    original = guards.read_file(file)
    frame = tables.read_table(file.name, original)
    name = table_name(file)
    dictionary = study.settings.get("tables", {}).get(name)
    if dictionary is not None:
        tables.check(file.name, frame, dictionary)
    content = tables.normal_csv(original, tables.normal(frame, dictionary))
    study.add_table(name, content, by=by, original=original, ending=file.suffix.lower())
    detail = _("table, {n} rows").format(n=len(frame))
    return Outcome(file, "table", name, detail if dictionary else detail + _(", not in the data dictionary"))


def take_table(study: Study, file: Path, *, by: str) -> Outcome:
    """Takes a follow-up table's good rows and sets the others aside, or corrected rows into a table that waits.

    Nothing is partial in silence: while rows are aside the outcome is a refusal that lists every fault. Raises
    BadTable for corrections of a table of which no row waits.
    """
    original = guards.read_file(file)
    given = aside.Given(file.name, original, tables.read_table(file.name, original))
    name = given.of or table_name(file)
    dictionary = study.settings.get("tables", {}).get(name)
    waits = dictionary is not None and aside.waiting(study, name) is not None
    if given.of and not waits:
        raise BadTable(file=file.name, why=_("no row of the table {name} is waiting").format(name=name))
    if dictionary is None:
        return add_table(study, file, by=by)
    parted = (aside.complete if waits else aside.take)(study, name, given, dictionary, by=by)
    detail = _("table, {n} rows").format(n=parted.rows)
    if parted.left_out:
        detail += _(", {n} of those set aside no longer in it").format(n=parted.left_out)
    refused = f"{file.name}: {parted}" if parted.aside else ""
    return Outcome(file, "table", name, detail, refused)


def table_name(file: Path) -> str:
    """The name under which a file's table is known: its stem in plain letters."""
    plain = without_accents(file.stem.casefold())
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in plain).strip("_") or "table"
