import io
import zipfile
from datetime import date

import pytest

from workbench.errors import BadTable, UnreadableFile
from workbench.intake import cells
from workbench.intake.guards import inspect
from workbench.intake.sheets import read_sheet
from workbench.intake.tables import normal, normal_csv, read_table

from .a_sheet import ods, xlsx
from .test_guards import changed

HEADER = ["household", "amount", "day", "note"]
TEXT = [HEADER, ["077", "1 234,50", "31/01/2015", "l’été ; fini"], ["94", "12", "01/12/2015", ""]]
NORMAL = "household,amount,day,note\n077,1234.50,2015-01-31,l’été ; fini\n94,12,2015-12-01,\n"


def delimited(delimiter, space=" "):
    quoted = [[f'"{c}"' if delimiter in c else c for c in row] for row in TEXT]
    return "\r\n".join(delimiter.join(row).replace("1 234", f"1{space}234") for row in quoted) + "\r\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_kind_of_csv_becomes_one(delimiter, encoding):
    content = delimited(delimiter).encode(encoding)
    assert normal_csv(content, normal(read_table("t.csv", content))).decode() == NORMAL


@pytest.mark.parametrize("space", ["\N{THIN SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}", " "])
def test_every_blank_between_thousands_is_read(space):
    content = delimited(";", space).encode()
    assert normal_csv(content, normal(read_table("t.csv", content))).decode() == NORMAL


def test_excels_own_note_of_the_delimiter_is_no_row():
    assert read_sheet("t.csv", b"sep=;\na;b\n1;2\n").header == ["a", "b"]


def test_a_table_that_is_normal_already_keeps_its_bytes():
    content = b'household,amount\r\n"M02",1\r\n'
    assert normal_csv(content, normal(read_table("t.csv", content))) == content


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("5", "5"), ("12,5", "12.5"), ("1 234 567,89", "1234567.89"), ("-3", "-3"),
        ("\N{MINUS SIGN}3,0", "-3.0"), ("+7", "7"),
        ("0,50", "0.50"), ("1 23", None), ("12,", None), ("1.234,5", None),
        ("inf", None), ("1e5", None), ("5 €", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_the_french_way(cell, number):
    assert cells.number(cell) == number


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31/01/2015", "2015-01-31"), ("1/2/2015", "2015-02-01"), ("01.02.2015", "2015-02-01"),
        ("2015-2-1", "2015-02-01"),
        ("2015-02-01 00:00:00", "2015-02-01"), ("01/31/2015", None), ("30/02/2015", None), ("01/02/15", None),
        ("mars 2015", None),
    ],
)  # fmt: skip
def test_dates_the_french_way(cell, day):
    assert cells.day(cell) == day


VALUES = [HEADER, ["M02", 1234.5, date(2015, 1, 31), "oui"], ["M03", 12, date(2015, 12, 1), "un  deux"]]


@pytest.mark.parametrize(("name", "made"), [("t.xlsx", xlsx), ("t.ods", ods)])
def test_spreadsheets_give_the_same_table(name, made):
    content = made([("Suivi", VALUES), ("Vide", [])])
    inspect(name, content)
    assert read_sheet(name, content).rows == [
        (2, ["M02", "1234.5", "2015-01-31", "oui"]),
        (3, ["M03", "12", "2015-12-01", "un  deux"]),
    ]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("t.xlsx", xlsx([("Suivi", VALUES), ("suivi", VALUES)]), "deux feuilles"),
        ("t.xlsx", xlsx([("A", VALUES), ("B", VALUES)]), "(A, B)"),
        ("t.xlsx", xlsx([("A", VALUES)], merged=["A1:B1"]), "A1:B1"),
        ("t.ods", ods([("A", VALUES)], span=2), "A1:B1"),
        ("t.ods", ods([("Suivi", VALUES), ("Suivi", VALUES)]), "deux feuilles"),
        ("t.xlsx", xlsx([("A", [["a", "b"], ["1", "#N/A"]])]), "B2"),
        ("t.xlsx", xlsx([("A", [["", ""], ["a", "b"], [1, 2]])]), "première ligne"),
        ("t.xlsx", xlsx([("A", [])]), "vide"),
        ("t.csv", b"a;b;a\n1;2;3\n", "s’appellent a"),
        ("t.csv", b"a;;c\n1;2;3\n", "colonne 2"),
    ],
)
def test_a_table_out_of_shape_is_refused_in_one_sentence(name, content, why):
    with pytest.raises(BadTable) as refusal:
        read_sheet(name, content)
    sentence = str(refusal.value).replace("\N{NO-BREAK SPACE}", " ")
    assert why in sentence
    assert sentence.startswith(name)
    assert "\n" not in sentence


def test_all_uneven_rows_are_told_at_once():
    with pytest.raises(BadTable) as refusal:
        read_sheet("t.csv", b"a;b\n1\n1;2\n\n1;2;3\n")
    assert "ligne 2" in str(refusal.value)
    assert "ligne 5" in str(refusal.value)


def test_a_damaged_spreadsheet_is_refused():
    content = xlsx([("A", VALUES)])
    with pytest.raises(UnreadableFile):
        inspect("t.xlsx", content[:-100])


def test_columns_and_rows_of_the_empty_grid_are_left_out():
    sheet = read_sheet("t.csv", b"a;b;;\n1;2;;\n;;;\n3;4;;\n")
    assert sheet.header == ["a", "b"]
    assert sheet.rows == [(2, ["1", "2"]), (4, ["3", "4"])]


def far(name):
    """A sheet with one cell in its last corner."""
    if name.endswith(".ods"):
        content = ods([("A", [["a"], ["x"]])])
        marked = (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048576">')
    else:
        content = xlsx([("A", [["a"], ["x"]])])
        marked = (b'r="A2"', b'r="XFD1048576"')
    part = "content.xml" if name.endswith(".ods") else "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(part).replace(*marked)
    xml = xml.replace(b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16384" ')
    return changed(content, part, xml)


@pytest.mark.parametrize("name", ["t.xlsx", "t.ods"])
def test_a_cell_in_the_last_corner_does_not_fill_the_memory(name):
    with pytest.raises(BadTable, match="5000000"):
        read_sheet(name, far(name))


@pytest.mark.parametrize(("name", "made"), [("t.xlsx", xlsx), ("t.ods", ods)])
def test_a_table_of_one_column_is_a_table(name, made):
    assert read_sheet(name, made([("A", [["ménage"], ["M02"]]), ("Vide", [])])).rows == [(2, ["M02"])]
