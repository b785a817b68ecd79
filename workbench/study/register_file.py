"""Answers recorded from a table (CSV, .xlsx, .ods): all of them, or none and every fault at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import BadTable
from workbench.intake import cells, guards, tables
from workbench.intake.tables import Fault
from workbench.messages import _
from workbench.people import Answer, Consent, Use
from workbench.study.register import faults_of, today
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

# The columns, each under its own name and as a French evaluator writes it.
COLUMNS = {
    "person": "personne",
    "use": "usage",
    "answer": "réponse",
    "date": "date",
    "recorded_by": "recueilli_par",
    "read_back": "relu",
    "how": "relecture",
    "representative": "représentant",
}
NEEDED = ("person", "use", "answer", "date", "recorded_by")
YES_NO = {"oui": True, "non": False, "": False}
SHOWN = tables.SHOWN


def add_answers(study: Study, file: Path, *, by: str) -> list[Consent]:
    """Records every row of the file; raises BadTable with all that is wrong in it, and then records nothing."""
    given = read_answers(study, file)
    return study.add_consents(given, by=by)


def read_answers(study: Study, file: Path) -> list[Consent]:
    """The answers of a file in the order of its rows; raises BadTable with every fault."""
    frame = _named(tables.read_table(file.name, guards.read_file(file)))
    missing = [Fault(None, COLUMNS[name], "", _("a column of that name")) for name in NEEDED if name not in frame]
    known = {person.id for person in study.people()}
    gone = {one.person: one.at[:10] for one in study.withdrawals()}
    found: list[Consent] = []
    faults: list[Fault] = list(missing)
    for n, row in frame.iterrows() if not missing else ():
        cell = {name: "" if row.get(name) is None or row.get(name) != row.get(name) else str(row[name]).strip()
                for name in COLUMNS}  # fmt: skip
        wrong = _faults(int(str(n)) + 2, cell, known)
        consent = None if wrong else _consent(cell)
        if consent is not None:
            wrong = [Fault(int(str(n)) + 2, COLUMNS["answer"], consent.person, why) for why in faults_of(consent, gone)]
            found.append(consent)
        faults += wrong
    if faults:
        listed = " ; ".join(map(str, faults[:SHOWN]))
        raise BadTable(
            file=file.name, why=_("{n} faults: {listed}").format(n=len(faults), listed=listed), faults=faults
        )
    return found


def _named(frame: "DataFrame") -> "DataFrame":
    """The frame under our own names of columns; others are left out."""
    ours = {_plain(word): name for name, french in COLUMNS.items() for word in (name, french)}
    return frame.rename(columns={c: ours[_plain(c)] for c in frame.columns if _plain(c) in ours})


def _plain(word: str) -> str:
    return "_".join(word.strip().casefold().split())


def _faults(row: int, cell: Mapping[str, str], known: set[str]) -> list[Fault]:
    uses, answers = ", ".join(Use), ", ".join(Answer)
    wanted = {
        "person": (cell["person"] in known, _("somebody of this study")),
        "use": (cell["use"] in set(Use), _("one of {allowed}").format(allowed=uses)),
        "answer": (cell["answer"] in set(Answer), _("one of {allowed}").format(allowed=answers)),
        "date": ("" < (cells.day(cell["date"]) or "") <= today().isoformat(), _("a day that is past, as 2015-11-01")),
        "recorded_by": (bool(cell["recorded_by"]), _("a value")),
        "read_back": (cell["read_back"].casefold() in YES_NO, _("one of {allowed}").format(allowed="oui, non")),
    }
    return [Fault(row, COLUMNS[name], cell[name], expected) for name, (good, expected) in wanted.items() if not good]


def _consent(cell: Mapping[str, str]) -> Consent:
    return Consent(
        cell["person"],
        Use(cell["use"]),
        Answer(cell["answer"]),
        cells.day(cell["date"]) or "",
        cell["recorded_by"],
        YES_NO[cell["read_back"].casefold()],
        cell["representative"] or None,
        cell["how"] or None,
    )
