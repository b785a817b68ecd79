"""What a reader may take away: the release's own files, and its tables once more in the form that spreadsheets open."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.messages import _

TABLES = "tables.csv"
FILES_OFFERED = (TABLES, "manifest.json", "audit.json", "settings.json")
SEPARATOR = ";"  # what a spreadsheet that speaks French expects
MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else


def tables_csv(tables: Sequence[Mapping[str, Any]]) -> bytes:
    """Every protected table, one line a cell: table, trait and category of each column, count, lowest, highest.

    A count that is withheld is an empty cell between its two ends; nothing that a page does not show stands there.
    """
    wide = max((len(table["by"]) for table in tables), default=1)
    text = io.StringIO()
    out = csv.writer(text, delimiter=SEPARATOR, lineterminator="\r\n")
    pairs = [name for n in range(1, wide + 1) for name in (f"critere_{n}", f"valeur_{n}")]
    out.writerow(["tableau", *pairs, "effectif", "minimum", "maximum"])
    for table in tables:
        for cell in table["cells"]:
            keys = [word for pair in cell["key"].items() for word in map(_plain, pair)]
            low, high = cell["interval"]
            numbers = ["" if n is None else str(n) for n in (cell["count"], low, high)]
            out.writerow([_plain(table["id"]), *keys, *[""] * (2 * wide - len(keys)), *numbers])
    return (MARK + text.getvalue()).encode()


def _plain(value: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    said = "" if value is None else str(value)
    return f"'{said}" if said[:1] in "=+-@\t\r" and said else said


def offered() -> dict[str, str]:
    """Each file that a page offers, with its name for readers."""
    return {
        TABLES: _("The tables (CSV, for a spreadsheet)"),
        "manifest.json": _("What this release holds, with its fingerprints (JSON)"),
        "audit.json": _("The report of the audit (JSON)"),
        "settings.json": _("The rules that were applied (JSON)"),
    }
