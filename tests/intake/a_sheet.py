"""Small .xlsx files written by hand, and .ods files through odfpy."""

import io
import zipfile
from datetime import date

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
EPOCH = date(1899, 12, 30)


def cell(place, value):
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - EPOCH).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    if str(value).startswith("#"):
        return f'<c r="{place}" t="e"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>' if value else ""


def sheet_xml(rows, merged=()):
    body = "".join(
        f'<row r="{n}">' + "".join(cell(f"{chr(65 + c)}{n}", v) for c, v in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, 1)
    )
    merges = "".join(f'<mergeCell ref="{m}"/>' for m in merged)
    merges = f'<mergeCells count="{len(merged)}">{merges}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{merges}</worksheet>'


def xlsx(sheets, merged=()):
    """`sheets` are (name, rows); the first has the merged cells. Values: text, numbers, dates, "#N/A"."""
    numbers = range(1, len(sheets) + 1)
    names = "".join(f'<sheet name="{sheets[n - 1][0]}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    styles = f'<Relationship Id="rId99" Type="{RELS}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}{styles}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    for n in numbers:
        parts[f"xl/worksheets/sheet{n}.xml"] = sheet_xml(sheets[n - 1][1], merged if n == 1 else ())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods_cell(value, span=1):
    more = {"numbercolumnsspanned": span} if span > 1 else {}
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat(), **more)
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=value, **more)
    made = TableCell(valuetype="string", **more)
    made.addElement(P(text=value))
    return made


def ods(sheets, span=1):
    """The same for .ods; the first cell of each sheet spans so many columns."""
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets:
        table = Table(name=name)
        for n, row in enumerate(rows):
            line = TableRow()
            for c, value in enumerate(row):
                line.addElement(ods_cell(value, span if n == c == 0 else 1))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()
