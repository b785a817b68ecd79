"""What a person said in the follow-up tables, and the same tables without it: every other cell stays as it was."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.study.tables import IDENTIFIERS
from workbench.study.words import Words, cut_out

ENDS = (".", "!", "?", "…", "»", "”")  # how a sentence ends, and a code, a date or a number does not
Rows = list[list[str]]


def read(content: bytes) -> Rows:
    """The rows of a kept table, header first."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def written(rows: Rows, like: bytes) -> bytes:
    """The rows as CSV, with the mark and the line ends of the file that they come from."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n" if b"\r\n" in like else "\n").writerows(rows)
    return (b"\xef\xbb\xbf" if like.startswith(b"\xef\xbb\xbf") else b"") + out.getvalue().encode()


def said(rows: Rows, person: str, columns: Mapping[str, Any]) -> list[str]:
    """The sentences in the person's rows; `columns` is the table's data dictionary."""
    return [row[i] for row in rows[1:] if person in row for i in _prose(rows, columns) if row[i]]


def others(rows: Rows, person: str, columns: Mapping[str, Any]) -> Iterator[str]:
    """Every other cell."""
    prose = _prose(rows, columns)
    for row in rows[1:]:
        yield from (cell for i, cell in enumerate(row) if cell and not (person in row and i in prose))


def without(rows: Rows, person: str, columns: Mapping[str, Any], known: Words) -> Rows:
    """The table with the person's sentences left out, and quotations of them elsewhere cut out."""
    prose = _prose(rows, columns)
    kept = rows[:1]
    for row in rows[1:]:
        if person in row:
            kept.append(["" if i in prose else cut_out(cell, known.own_in(cell)) for i, cell in enumerate(row)])
        else:
            kept.append([cut_out(cell, known.quoted(cell)) for cell in row])
    return kept


def _prose(rows: Rows, columns: Mapping[str, Any]) -> Sequence[int]:
    """The columns in which sentences are written: never an identifier, a closed list or the reason of a blank."""
    if not rows:
        return ()
    reasons = {rules.get("missing") for rules in columns.values()}
    found = []
    for i, name in enumerate(rows[0]):
        rules = columns.get(name, {})
        closed = rules.get("type", "text") != "text" or rules.get("required", False)
        if closed or name in reasons or name in IDENTIFIERS or name.endswith("_id"):
            continue
        cells = [row[i].strip() for row in rows[1:] if i < len(row)]
        if any(cell.endswith(ENDS) and not cell[:-1].replace(".", "").isdigit() for cell in cells):
            found.append(i)
    return found
