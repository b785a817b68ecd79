"""Rows set aside: the faulty rows of a follow-up table, kept word for word until their corrected form comes.

A table whose rows are not all as the data dictionary says is taken in two parts. The good rows are the table. The
others are `data/<name>_aside.csv`, as they were given, each with its row in the sheet and what is wrong: they are
registered and erased as tables are, and no figure is made of them. The corrected file, which may be the whole sheet
again or the rows set aside alone, puts exactly those rows into the table; what is still wrong in it stays aside.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from workbench.errors import Altered, BadTable, IdTaken
from workbench.intake import tables as sheets
from workbench.intake.tables import Dictionary, Fault
from workbench.messages import _, language, ngettext
from workbench.study import schema
from workbench.study.files import kept
from workbench.study.journal import amend, record
from workbench.study.rows import next_ids, now
from workbench.study.tables import ASIDE, insert

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

# The two columns that a file of rows set aside has besides its own, in either language.
ROW = re.compile(r"(?:ligne_de|row_of)_(?P<name>[a-z0-9][a-z0-9_-]*)")
WHY = ("a_corriger", "to_correct")


@dataclass(frozen=True, slots=True)
class Given:
    """A file that holds a table: its name, its bytes, its cells as text (index: row of the sheet less 2)."""

    file: str
    original: bytes
    cells: "DataFrame"

    @property
    def ending(self) -> str:
        """The file name's ending in small letters, ".csv"."""
        return Path(self.file).suffix.lower()

    @property
    def of(self) -> str | None:
        """The table whose rows set aside these are, when the file says so in its first column."""
        match = ROW.fullmatch(str(self.cells.columns[0])) if len(self.cells.columns) else None
        return match["name"] if match else None

    @property
    def own(self) -> "DataFrame":
        """The cells without the two columns that were added to them."""
        return self.cells.drop(columns=[c for c in self.cells if ROW.fullmatch(str(c)) or c in WHY])


@dataclass(frozen=True, slots=True)
class Parted:
    """What became of a table: rows in the study now, rows aside now, every fault, rows no longer in the file."""

    name: str
    rows: int
    aside: int
    faults: tuple[Fault, ...]
    left_out: int = 0

    def __str__(self) -> str:
        listed = " ; ".join(map(str, self.faults[: sheets.SHOWN]))
        return _(
            "{name}: {good}; {aside} set aside in data/{file}, none of them in the study: correct and add that file. "
            "{listed}"
        ).format(
            name=self.name,
            good=ngettext("{n} good row in the study", "{n} good rows in the study", self.rows).format(n=self.rows),
            aside=ngettext("{n} row", "{n} rows", self.aside).format(n=self.aside),
            file=f"{self.name}{ASIDE}.csv",
            listed=listed,
        )


def take(study: "Study", name: str, given: Given, dictionary: Dictionary, *, by: str) -> Parted:
    """Takes the good rows of a new table and sets the others aside. Raises BadTable when no row, or a column, is good.

    A value that may occur once and occurs twice sets both its rows aside: which of them is right, nobody here knows.
    """
    found = sheets.faults(given.cells, dictionary)
    bad = sorted({fault.row - 2 for fault in found if fault.row is not None})
    if any(fault.row is None for fault in found) or len(bad) == len(given.cells):
        sheets.check(given.file, given.cells, dictionary)
    good = sheets.normal(given.cells.drop(index=bad), dictionary)
    content = sheets.normal_csv(given.original, good)
    aside = _aside(name, given.cells.loc[bad], found)
    with ExitStack() as files, study.store.write() as connection:
        if bad:
            _register(study, connection, files, name + ASIDE, aside, len(bad), given, by=by)
        insert(study, connection, files, name, content, by=by, original=given.original, ending=given.ending)
    return Parted(name, len(good), len(bad), tuple(found))


def waiting(study: "Study", name: str) -> "DataFrame | None":
    """The rows set aside of a table, with ROW and WHY; None when none is. Raises Altered for a file that changed."""
    table = schema.data_tables.c
    with study.store.read() as connection:
        row = connection.execute(select(table.sha256, table.rows).where(table.name == name + ASIDE)).first()
    if row is None or not row.rows:
        return None
    path = study.root / "data" / f"{name}{ASIDE}.csv"
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Altered(what=_("The table"), id=name + ASIDE)
    return sheets.read_table(path.name, content)


def complete(study: "Study", name: str, given: Given, dictionary: Dictionary, *, by: str) -> Parted:
    """Puts the corrected rows into a table of which rows are aside; the rows that it has stay word for word.

    Raises BadTable, and changes nothing, when the file brings more rows than are waiting, or is the whole sheet with
    a row changed or gone that is in the study already.
    """
    import pandas as pd

    held, there = waiting(study, name), study.root / "data" / f"{name}.csv"
    if held is None:
        raise BadTable(file=given.file, why=_("no row of the table {name} is waiting").format(name=name))
    raw = there.read_bytes()
    known = sheets.normal(sheets.read_table(there.name, raw), dictionary)
    cells = given.own
    if sorted(cells.columns) != sorted(known.columns):
        sheets.check(given.file, cells, dictionary)
        raise BadTable(file=given.file, why=_("its columns are not those of the table {name}").format(name=name))
    cells = cells[list(known.columns)]
    new = cells if given.of else _new(given.file, known, cells, dictionary)
    if len(new) > len(held):
        why = _("it brings {n} rows where {m} are waiting").format(n=len(new), m=len(held))
        raise BadTable(file=given.file, why=why)
    both = pd.concat([known.set_index(pd.Index(range(-2 - len(known), -2))), new])
    found = [f for f in sheets.faults(both, dictionary) if f.row is None or f.row >= 2]
    bad = sorted({f.row - 2 for f in found if f.row is not None})
    good = pd.concat([known, sheets.normal(new.drop(index=bad), dictionary)])
    content = sheets.normal_csv(b"", good)
    parts = (raw, content, len(good)), (None, _aside(name, new.loc[bad], found), len(bad))
    _complete(study, name, given, parts, by=by)
    return Parted(name, len(good), len(bad), tuple(found), len(held) - len(new))


def _new(file: str, known: "DataFrame", cells: "DataFrame", dictionary: Dictionary) -> "DataFrame":
    """The rows of a whole sheet that the table has not; the table's own must all be there."""
    have = Counter(map(tuple, known.fillna("").to_numpy().tolist()))
    fresh = []
    for at, row in zip(cells.index, sheets.normal(cells, dictionary).fillna("").to_numpy().tolist(), strict=True):
        if have[tuple(row)]:
            have[tuple(row)] -= 1
        else:
            fresh.append(at)
    if lost := sum(have.values()):
        why = _("{n} rows that are in the study already are changed or gone in it; add the rows set aside alone")
        raise BadTable(file=file, why=why.format(n=lost))
    return cells.loc[fresh]


def _aside(name: str, cells: "DataFrame", found: list[Fault]) -> bytes:
    """The rows as given, before them their row in the sheet, behind them what each wrong column should hold.

    The first column bears the table's name, so that the file says whose rows it holds, and no two are the same bytes.
    """
    rows, french = cells.copy(), language() == "fr"
    wanted = [" ; ".join(f"{f.column} : {f.expected}" for f in found if f.row == at + 2) for at in rows.index]
    rows.insert(0, f"ligne_de_{name}" if french else f"row_of_{name}", [str(at + 2) for at in rows.index])
    rows["a_corriger" if french else "to_correct"] = wanted
    return sheets.normal_csv(b"", rows)


def _register(
    study: "Study",
    connection: Connection,
    files: ExitStack,
    name: str,
    content: bytes,
    rows: int,
    given: Given,
    *,
    by: str,
) -> None:
    """Registers rows set aside as a table of their own, with the file given beside, so that erasing finds them."""
    table, sha256 = schema.data_tables, hashlib.sha256(content).hexdigest()
    if connection.scalar(select(table.c.name).where(table.c.name == name)):
        raise IdTaken(what=_("table"), id=name)
    n = next_ids(connection, "table", 1)[0][0]
    row = {"name": name, "n": n, "sha256": sha256, "rows": rows, "added": now()}
    record(connection, table, [row], kind="table.aside", by=by)
    _keep(study, files, name, sha256, content, given)


def _complete(
    study: "Study", name: str, given: Given, parts: Iterable[tuple[bytes | None, bytes, int]], *, by: str
) -> None:
    """Puts the new bytes of a table, then of its rows aside; `parts` are (bytes expected there, new bytes, rows)."""
    table, folder = schema.data_tables, study.root / "originals"
    with ExitStack() as files, study.store.write() as connection:
        for part, (expected, content, rows) in zip((name, name + ASIDE), parts, strict=True):
            before = connection.scalar(select(table.c.sha256).where(table.c.name == part))
            if expected is not None and before != hashlib.sha256(expected).hexdigest():
                raise Altered(what=_("The table"), id=name)
            sha256 = hashlib.sha256(content).hexdigest()
            if before != sha256:
                values = {"sha256": sha256, "rows": rows}
                amend(connection, table, {"name": part}, values, kind="table.completed", by=by)
            for file in sorted(folder.glob(f"{before}-*")):  # what a table was read from is found by its sha256
                again = folder / f"{sha256}-{file.name.partition('-')[2]}"
                files.enter_context(kept(again, file.read_bytes(), study.root))
            _keep(study, files, part, sha256, content, given)


def _keep(study: "Study", files: ExitStack, name: str, sha256: str, content: bytes, given: Given) -> None:
    files.enter_context(kept(study.root / "data" / f"{name}.csv", content, study.root))
    as_given = f"{sha256}-{hashlib.sha256(given.original).hexdigest()}{given.ending}"
    files.enter_context(kept(study.root / "originals" / as_given, given.original, study.root))
