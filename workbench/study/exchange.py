"""Exchange with other tools: a study written as REFI-QDA, and a project or codebook of another tool taken in.

Taking in is one transaction: everything or nothing, and a second time nothing. The texts' files are kept nowhere but
with the evaluator, whose project file holds them.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from importlib.metadata import version as package_version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.coding.exchange.elements import OURS
from workbench.coding.exchange.offsets import utf16 as utf16_of
from workbench.coding.exchange.reading import read_exchange
from workbench.coding.exchange.writing import codepoints, write_codebook, write_project
from workbench.errors import AlreadyWithdrawn, BadInput, UnknownFormat
from workbench.messages import _
from workbench.study.codebooks import codebooks
from workbench.study.exchange_codes import codes_in
from workbench.study.exchange_guids import guids_of
from workbench.study.exchange_in import Wanted, people_in, texts_in, without_names
from workbench.study.exchange_out import codebook_of, project_of
from workbench.study.exchange_rows import Import, Imported
from workbench.study.files import write_whole
from workbench.study.outflow import record_copy
from workbench.study.rows import now
from workbench.study.sources import sources
from workbench.study.withdrawal import withdrawn

if TYPE_CHECKING:
    from workbench.study.study import Study


@dataclass(frozen=True)
class Exported:
    """What was written, counted, and what was kept back."""

    file: Path
    sources: int = 0
    codes: int = 0
    codings: int = 0
    memos: int = 0
    people: int = 0
    coders: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As `workbench export-qda --json` prints it."""
        return {**asdict(self), "file": str(self.file), "coders": list(self.coders), "left": list(self.left)}


def export_project(
    study: "Study", file: Path, *, by: str, coders: Collection[str] = (), utf16: bool = False
) -> Exported:
    """Writes the study as a .qdpx, with the codings of these coders if some are named, and records the copy.

    Positions are code points, as the standard says; with `utf16`, as NVivo for Windows counts. Raises UnknownFormat,
    BadInput for a file that is there already or a coder who coded nothing, UnreadableFile for one not writable.
    """
    _refuse_target(file, ".qdpx")
    origin = f"{OURS} {package_version('workbench')}" + (" UTF-16" if utf16 else "")
    project = project_of(study, by=by, coders=coders, origin=origin, at=now())
    if missing := sorted(set(coders) - set(project.users.values())):
        raise BadInput(why=_("nothing coded by {coder} can be exported").format(coder=missing[0]))
    _written(file, write_project(project, count=utf16_of if utf16 else codepoints))
    try:
        record_copy(study, kind="export", path=str(file.resolve()), by=by)
    except BaseException:
        file.unlink(missing_ok=True)  # nothing leaves without its trace
        raise
    marks = sum(len(one.marks) for text in project.texts for one in text.selections)
    codes = sum(node.own.get("id") is not None for node, _above in project.nodes())
    counts = (len(project.texts), codes, marks, len(project.notes), len(project.cases))
    return Exported(file, *counts, tuple(project.users.values()), project.left)


def export_codebook(study: "Study", file: Path, *, codebook: str | None = None) -> Exported:
    """Writes the study's codebooks, or one of them, as a .qdc. Raises as above, and UnknownId."""
    _refuse_target(file, ".qdc")
    project = codebook_of(study, only=codebook, origin=f"{OURS} {package_version('workbench')}")
    _written(file, write_codebook(project))
    return Exported(file, codes=sum(node.own.get("id") is not None for node, _above in project.nodes()))


def _refuse_target(file: Path, ending: str) -> None:
    if file.suffix.lower() != ending:
        raise UnknownFormat(file=file.name, formats=ending)
    if file.exists():
        raise BadInput(why=_("{file} is there already; choose another name").format(file=file.name))


def _written(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content)
    except OSError as why:
        raise BadInput(why=_("{file} cannot be written ({why})").format(file=file.name, why=why.strerror)) from why


def import_exchange(study: "Study", path: Path, *, by: str, wanted: Wanted | None = None) -> Imported:
    """Takes a .qdpx or a .qdc in, everything or nothing; what the study has already stays as it is.

    Raises UnknownFormat, UnreadableFile, EmptyFile, BadCodebook, NamesLeft, BadInput for a case without a pseudonym,
    AlreadyWithdrawn for a text of somebody who withdrew.
    """
    said = wanted or Wanted()
    project = read_exchange(path)
    known = {person.id for person in study.people()}
    who = people_in(project, path.name, known, said)
    if gone := sorted(withdrawn(study) & set(who.by_case.values())):
        raise AlreadyWithdrawn(person=gone[0])
    there = {record.sha256: record for record in sources(study)}
    found = texts_in(project, path.name, who)
    fresh = [one for one in found if one.document.sha256 not in there]
    taken = without_names(fresh, project, who, path.name, said) if fresh or project.notes else []
    guid, books = guids_of(study), codebooks(study)
    ours = {guid("code", f"{book.id}/{code.id}"): (book.id, code.id) for book in books for code in book.codes}
    codes = codes_in(project, path.name, ours, {book.id: book for book in books})
    with study.store.write() as connection:
        return Import(connection, path, project, by, said, who, codes).run(there, found, taken)
