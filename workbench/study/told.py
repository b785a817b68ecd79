"""What a person said in the follow-up tables and the inbox, and the tables without it: all else stays as it was."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from workbench.study import schema
from workbench.study.journal import amend
from workbench.study.tables import IDENTIFIERS
from workbench.study.words import Words, cut_out

ENDS = (".", "!", "?", "…", "»", "”")  # how a sentence ends, and a code, a date or a number does not
Rows = list[list[str]]


@dataclass(frozen=True, slots=True, repr=False)
class KeptTable:
    """A follow-up table: its file in `data/`, the bytes, the rows with the header first, its data dictionary."""

    name: str
    file: Path
    sha256: str  # the one that it is registered under
    raw: bytes
    rows: Rows
    columns: Mapping[str, Any]


def kept_tables(root: Path, connection: Connection, settings: Mapping[str, Any]) -> list[KeptTable]:
    """The registered tables, in the order of arrival; one whose file is gone holds nothing any more."""
    table, found = schema.data_tables, []
    for row in connection.execute(select(table).order_by(table.c.n)).all():
        file = root / "data" / f"{row.name}.csv"
        if file.is_file():
            raw = file.read_bytes()
            rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
            columns = settings.get("tables", {}).get(row.name, {}).get("columns", {})
            found.append(KeptTable(row.name, file, row.sha256, raw, rows, columns))
    return found


def written(rows: Rows, *, like: bytes) -> bytes:
    """The rows as CSV, with the mark and the line ends of the file that they come from."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n" if b"\r\n" in like else "\n").writerows(rows)
    return (b"\xef\xbb\xbf" if like.startswith(b"\xef\xbb\xbf") else b"") + out.getvalue().encode()


def replaced(connection: Connection, root: Path, one: KeptTable, content: bytes, *, by: str) -> list[Path]:
    """Registers a table's new bytes; returns the files that its former ones were read from, which are to go."""
    values = {"sha256": hashlib.sha256(content).hexdigest()}
    amend(connection, schema.data_tables, {"name": one.name}, values, kind="table.cleaned", by=by)
    return as_given(root, one)


def as_given(root: Path, one: KeptTable) -> list[Path]:
    """The files in `originals/` that a table was read from, under whatever table they are kept: rows aside have one."""
    folder = root / "originals"
    own = list(folder.glob(f"{one.sha256}*"))
    return sorted({*own, *(path for file in own if "-" in file.name for path in folder.glob(f"*-{file.name[65:]}"))})


def said(one: KeptTable, person: str) -> list[str]:
    """The sentences in the person's rows."""
    prose = _prose(one)
    return [row[i] for row in one.rows[1:] if person in row for i in prose if i < len(row) and row[i]]


def others(one: KeptTable, person: str) -> Iterator[str]:
    """Every other cell."""
    prose = _prose(one)
    for row in one.rows[1:]:
        yield from (cell for i, cell in enumerate(row) if cell and not (person in row and i in prose))


def without(one: KeptTable, person: str, known: Words) -> Rows:
    """The rows with the person's sentences left out, and quotations of them elsewhere cut out."""
    prose = _prose(one)
    kept = one.rows[:1]
    for row in one.rows[1:]:
        if person in row:
            kept.append(["" if i in prose else cut_out(cell, known.own_in(cell)) for i, cell in enumerate(row)])
        else:
            kept.append([cut_out(cell, known.quoted(cell)) for cell in row])
    return kept


def _prose(one: KeptTable) -> set[int]:
    """The columns in which sentences are written: never an identifier, a closed list or the reason of a blank."""
    reasons, found = {rules.get("missing") for rules in one.columns.values()}, set()
    for i, name in enumerate(one.rows[0] if one.rows else ()):
        rules = one.columns.get(name, {})
        closed = rules.get("type", "text") != "text" or rules.get("required", False)
        if closed or name in reasons or name in IDENTIFIERS or name.endswith("_id"):
            continue
        cells = [row[i].strip() for row in one.rows[1:] if i < len(row)]
        if any(cell.endswith(ENDS) and any(map(str.isalpha, cell)) for cell in cells):
            found.add(i)
    return found


def names(connection: Connection, person: str) -> frozenset[str]:
    """Under what a person's answers lie in an inbox: the pseudonym, and the handle of every code that they held."""
    table = schema.workshop_codes.c
    return frozenset({person, *connection.scalars(select(table.handle).where(table.person == person))})


def inbox(root: Path, known_as: frozenset[str]) -> tuple[list[str], list[str]]:
    """What lies in the inboxes, collected or not: the person's words, and everybody else's."""
    mine, theirs = list[str](), list[str]()
    for file in sorted(root.rglob("inbox/*.jsonl")):
        for line in file.read_text("utf-8", "ignore").splitlines():
            try:
                answer = json.loads(line)
                texts = [str(answer["words"]), str(answer.get("public_words", ""))]
                (mine if answer["reviewer"] in known_as else theirs).extend(texts)
            except (ValueError, TypeError, KeyError, AttributeError):
                continue
    return mine, theirs
