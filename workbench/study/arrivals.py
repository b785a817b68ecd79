"""Files arriving in a study: each is taken whole or refused with its sentence; one refusal stops no other file."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import BadInput
from workbench.intake import guards, tables
from workbench.intake.readers import pages_without_text, read_document
from workbench.intake.sheets import ENDINGS
from workbench.intake.turns import find_turns
from workbench.messages import _
from workbench.study.study import Study


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


def add_files(study: Study, files: Iterable[Path], *, by: str) -> list[Outcome]:
    """Each file's outcome, in order; .csv, .tsv, .xlsx and .ods are follow-up tables, all others are texts."""
    return list(arrivals(study, files, by=by))


def arrivals(study: Study, files: Iterable[Path], *, by: str) -> Iterator[Outcome]:
    """The same, one at a time, for whoever shows progress. A store that cannot be written stops everything."""
    for file in files:
        kind = "table" if file.suffix.lower() in ENDINGS else "source"
        try:
            yield add_table(study, file, by=by) if kind == "table" else add_text(study, file, by=by)
        except BadInput as why:
            yield Outcome(file, kind, refused=str(why))


def add_text(study: Study, file: Path, *, by: str, speakers: Mapping[str, str] | None = None) -> Outcome:
    """Adds one interview or document; `speakers` maps the labels printed in it to people of the study."""
    document, original = read_document(file)
    turns = find_turns(document.text)
    record = study.add_source(
        document,
        kind="interview" if turns else "report",
        original=original,
        turns=list(turns),
        speakers=dict(speakers or {}),
        by=by,
    )
    detail = (
        _("interview, {n} turns").format(n=len(turns))
        if turns
        else _("document, {n} characters").format(n=len(document.text))
    )
    if blank := pages_without_text(document):
        detail = _("{detail}; no text on {pages}").format(detail=detail, pages=", ".join(blank))
    return Outcome(file, "source", record.id, detail)


def add_table(study: Study, file: Path, *, by: str) -> Outcome:
    """Adds one follow-up table after checking it against the data dictionary of study.toml, where it is described."""
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


def table_name(file: Path) -> str:
    """The name under which a file's table is known: its stem in plain letters."""
    letters = unicodedata.normalize("NFKD", file.stem.casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in plain).strip("_") or "table"
