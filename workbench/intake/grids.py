"""What a spreadsheet holds that the reader of its cells does not tell: merged cells, and formulas that failed."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')  # a cell of .xlsx
FAILED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def merged(sheet: Any, content: bytes, ending: str) -> list[str]:
    """The merged cells of a sheet ("A1:C1")."""
    if ending != ".ods":
        ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]] = sheet.merged_cell_ranges or ()
        return [f"{address(*start)}:{address(*end)}" for start, end in ranges]
    wide = (
        (row, column, _span(cell, "columns"), _span(cell, "rows")) for row, column, cell in _cells(content, sheet.name)
    )
    return [f"{address(r, c)}:{address(r + high - 1, c + w - 1)}" for r, c, w, high in wide if w * high > 1]


def errors(sheet: Any, content: bytes, ending: str) -> list[str]:
    """The cells that show an error such as #N/A, which the reader gives as empty; an error is no missing answer."""
    if ending == ".ods":
        return [
            address(row, column) for row, column, cell in _cells(content, sheet.name) if cell.get(FAILED) == "error"
        ]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        return [
            str(c.get("r")) for part in parts for c in _xml(archive.read(part)).iter(f"{MAIN}c") if c.get("t") == "e"
        ]


def area(content: bytes, ending: str) -> int:
    """How many cells the smallest rectangles around the cells of the sheets have; the largest counts.

    One cell written far down and right makes the reader build a rectangle of billions, and the program die.
    """
    if ending == ".ods":
        titles = [t.get(f"{TABLE}name") for t in _content(content).iter(f"{TABLE}table")]
        return max((_rectangle(_filled(content, title)) for title in titles), default=0)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        return max((_rectangle(_placed(archive.read(part))) for part in parts), default=0)


def _rectangle(corners: Iterator[tuple[int, int]]) -> int:
    rows = columns = 0
    for row, column in corners:
        rows, columns = max(rows, row), max(columns, column)
    return rows * columns


def _placed(sheet: bytes) -> Iterator[tuple[int, int]]:
    for found in PLACE.finditer(sheet):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - 64
        yield int(found[2]), column


def _filled(content: bytes, title: str) -> Iterator[tuple[int, int]]:
    for row, column, cell in _cells(content, title):
        if len(cell):
            high = int(cell.getparent().get(f"{TABLE}number-rows-repeated", 1))
            yield row + high, column + int(cell.get(f"{TABLE}number-columns-repeated", 1))


def address(row: int, column: int) -> str:
    """A cell as a spreadsheet calls it, from its row and column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _cells(content: bytes, title: str) -> Iterator[tuple[int, int, Any]]:
    table = next((t for t in _content(content).iter(f"{TABLE}table") if t.get(f"{TABLE}name") == title), None)
    row = 0
    for line in () if table is None else table.iter(f"{TABLE}table-row"):
        column = 0
        for cell in line:
            yield row, column, cell
            column += int(cell.get(f"{TABLE}number-columns-repeated", 1))
        row += int(line.get(f"{TABLE}number-rows-repeated", 1))


def _content(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _xml(archive.read("content.xml"))


def _span(cell: Any, way: str) -> int:
    return int(cell.get(f"{TABLE}number-{way}-spanned", 1))


def _xml(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
