"""Follow-up tables as they come (CSV in all its kinds, .xlsx, .ods) to a header and rows of text."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import BadTable
from workbench.intake import cells, grids
from workbench.intake.plain import decode
from workbench.messages import _

ENDINGS = frozenset({".csv", ".tsv", ".xlsx", ".ods"})
DELIMITERS = ",;\t"
MOST_CELLS = 5_000_000  # of the rectangle that holds all cells, which the reader makes in memory
SHOWN = 20  # cells named in one message

Rows = list[tuple[int, list[str]]]  # (its number as in a sheet: the header is 1, its cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Names of columns, and the rows that hold anything, each with its number as a spreadsheet shows it."""

    header: list[str]
    rows: Rows


def read_sheet(name: str, content: bytes) -> Sheet:
    """The one table of a file; raises BadTable with everything that is wrong with its shape."""
    try:
        rows = _spreadsheet(content, name) if Path(name).suffix.lower() in {".xlsx", ".ods"} else _csv(decode(content))
    except (ValueError, csv.Error) as why:
        raise BadTable(file=name, why=str(why).splitlines()[0]) from why
    if not rows:
        raise BadTable(file=name, why=_("it is empty"))
    (first, header), body = rows[0], rows[1:]
    header = [column.strip() for column in header]
    # columns at the end without a name are the grid's, not the table's, as long as nothing stands in them
    width = max((n for n, column in enumerate(header, 1) if column), default=0)
    header, body = header[:width], [(n, row[:width] if not any(row[width:]) else row) for n, row in body]
    if wrong := _misshapen(first, header, body):
        raise BadTable(file=name, why=" ; ".join(wrong))
    if not body:
        raise BadTable(file=name, why=_("it has no row"))
    return Sheet(header, body)


def _misshapen(first: int, header: list[str], body: Rows) -> list[str]:
    wrong = [_("column {n} has no name").format(n=n) for n, column in enumerate(header, 1) if not column]
    doubles = [column for column, times in Counter(header).items() if column and times > 1]
    wrong += [_("two columns are called {name}").format(name=column) for column in doubles]
    if first > 1:
        wrong.append(_("the names of the columns are not in the first row"))
    uneven = _("line {n} has {found} fields, the header has {expected}")
    wrong += [uneven.format(n=n, found=len(r), expected=len(header)) for n, r in body if len(r) != len(header)]
    return wrong


def _csv(text: str) -> Rows:
    told = re.match(r"sep=(.)\n", text, re.I)  # Excel's own note of the delimiter
    if told:
        return _split(text[told.end() :], told[1])
    best: tuple[tuple[float, int], Rows] | None = None
    failure: csv.Error | None = None
    for delimiter in DELIMITERS:
        try:
            rows = _split(text, delimiter)
        except csv.Error as why:
            failure = why
            continue
        width = len(rows[0][1]) if rows else 0
        even = sum(len(row) == width for _n, row in rows) / len(rows) if rows and width > 1 else 0.0
        # the delimiter that makes columns, and in most rows as many as in the header
        if best is None or (even, width) > best[0]:
            best = ((even, width), rows)
    if best is None:
        raise ValueError(_("line {n} is not CSV").format(n=1)) from failure
    return best[1]


def _split(text: str, delimiter: str) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    try:
        for n, row in enumerate(reader, 1):
            if any(cell.strip() for cell in row):
                rows.append((n, row))
    except csv.Error as why:
        raise csv.Error(_("line {n} is not CSV").format(n=reader.line_num)) from why
    return rows


def _spreadsheet(content: bytes, name: str) -> Rows:
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    ending = Path(name).suffix.lower()
    try:
        if grids.area(content, ending) > MOST_CELLS:
            raise ValueError(_("it has more than {n} cells").format(n=MOST_CELLS))
        book = load_workbook(io.BytesIO(content))
        names = book.sheet_names
        if doubles := [sheet for sheet, times in Counter(n.casefold() for n in names).items() if times > 1]:
            raise ValueError(_("two sheets are called {name}").format(name=doubles[0]))
        kinds = zip(names, book.sheets_metadata, strict=True)
        seen = [n for n, m in kinds if m.visible == SheetVisibleEnum.Visible and m.typ == SheetTypeEnum.WorkSheet]
        sheets = {n: book.get_sheet_by_name(n) for n in seen}
        sheets = {n: sheet for n, sheet in sheets.items() if sheet.height and sheet.width}
        if len(sheets) > 1:
            several = _("it has several sheets with cells ({names}); save each as its own file")
            raise ValueError(several.format(names=", ".join(sheets)))
        if not sheets:
            return []
        [sheet] = sheets.values()
        rows = sheet.to_python(skip_empty_area=False)
    except CalamineError as why:
        raise ValueError(_("the file is damaged")) from why
    if merged := grids.merged(sheet, content, ending):
        told = _("cells {cells} are merged; unmerge them, one value in each cell")
        raise ValueError(told.format(cells=", ".join(merged[:SHOWN])))
    if errors := grids.errors(sheet, content, ending):
        told = _("cells {cells} show an error; give each its value, or leave it empty with its reason")
        raise ValueError(told.format(cells=", ".join(errors[:SHOWN])))
    texts = [(n, [cells.printed(value) for value in row]) for n, row in enumerate(rows, 1)]
    return [(n, row) for n, row in texts if any(row)]
