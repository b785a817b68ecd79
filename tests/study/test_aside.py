"""A table with faults: the good rows are the table, the others wait aside until corrected; both databases."""

import csv
from pathlib import Path

import pytest

from workbench.study import Study, create, open_study
from workbench.study.arrivals import add_files
from workbench.study.aside import waiting

SETTINGS = """
[tables.suivi]
[tables.suivi.columns.household]
required = true
unique = true
[tables.suivi.columns.debt]
type = "number"
min = 0
[tables.suivi.columns.entered]
type = "date"
"""
SHEET = (
    "household;debt;entered\nM01;1 250,50;03/02/2015\nM02;beaucoup;04/02/2015\nM03;0;31/02/2015\n"
    "M04;12;05/02/2015\n;7;hier\nM06;8;06/02/2015\nM06;9;06/02/2015\n"
)
MENDED = "household;debt;entered\nM01;1 250,50;03/02/2015\nM02;400;04/02/2015\nM03;0;28/02/2015\n" + (
    "M04;12;05/02/2015\nM05;7;01/02/2015\nM06;8;06/02/2015\n"
)


@pytest.fixture
def filled(tmp_path: Path, url: str | None):
    with create(tmp_path / "s", title="S", url=url, settings=SETTINGS, by="eva") as study:
        yield study


def given(folder: Path, text: str, name: str = "suivi.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def held(study: Study) -> list[list[str]]:
    with (study.root / "data" / "suivi_aside.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_good_rows_enter_and_the_others_wait_word_for_word(filled: Study, tmp_path: Path) -> None:
    (one,) = add_files(filled, [given(tmp_path, SHEET)], by="eva")
    assert filled.table("suivi")["household"].tolist() == ["M01", "M04"]
    assert filled.tables() == ["suivi"]
    rows = held(filled)
    assert rows[0] == ["row_of_suivi", "household", "debt", "entered", "to_correct"]
    assert [row[:4] for row in rows[1:]] == [
        ["3", "M02", "beaucoup", "04/02/2015"],
        ["4", "M03", "0", "31/02/2015"],
        ["6", "", "7", "hier"],
        ["7", "M06", "8", "06/02/2015"],  # which of the two is right nobody knows
        ["8", "M06", "9", "06/02/2015"],
    ]
    assert rows[3][4].count(";") == 1  # both faults of the row
    assert one.id == "suivi"
    for words in ("2 good rows", "5 rows set aside", "data/suivi_aside.csv", "row 3, column debt: “beaucoup”", "row 8"):
        assert words in one.refused


def test_the_corrected_sheet_replaces_exactly_the_rows_that_wait(filled: Study, tmp_path: Path) -> None:
    add_files(filled, [given(tmp_path, SHEET)], by="eva")
    (one,) = add_files(filled, [given(tmp_path, MENDED)], by="eva")
    assert (one.refused, "1 of those set aside" in one.detail) == ("", True)
    assert sorted(filled.table("suivi")["household"]) == ["M01", "M02", "M03", "M04", "M05", "M06"]
    assert filled.table("suivi")["debt"].sum() == 1250.5 + 400 + 12 + 7 + 8
    assert waiting(filled, "suivi") is None
    assert len(held(filled)) == 1
    (again,) = add_files(filled, [given(tmp_path, MENDED)], by="eva")
    assert again.refused
    assert len(filled.table("suivi")) == 6


def test_the_rows_alone_may_come_back_and_what_is_still_wrong_stays(filled: Study, tmp_path: Path) -> None:
    add_files(filled, [given(tmp_path, SHEET)], by="eva")
    rows = held(filled)
    rows[1][2], rows[2][3] = "400", "28/02/2015"
    text = "\n".join(";".join(row) for row in [rows[0], *([*r[:4], ""] for r in rows[1:])]) + "\n"
    (one,) = add_files(filled, [given(tmp_path, text, "à corriger.csv")], by="eva")
    assert filled.table("suivi")["household"].tolist() == ["M01", "M04", "M02", "M03"]
    assert "3 rows set aside" in one.refused
    assert [row[1:4] for row in held(filled)[1:]] == [
        ["", "7", "hier"],
        ["M06", "8", "06/02/2015"],
        ["M06", "9", "06/02/2015"],
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (MENDED.replace("M01;1 250,50", "M01;1 250,51"), "1 rows that are in the study already are changed"),
        (MENDED + "M07;1;\nM08;1;\n", "6 rows where 5 are waiting"),
        (MENDED.replace("debt", "dette"), "a column of that name"),
    ],
)
def test_a_correction_that_touches_more_than_what_waits_changes_nothing(
    filled: Study, tmp_path: Path, text: str, why: str
) -> None:
    add_files(filled, [given(tmp_path, SHEET)], by="eva")
    before = {path: path.read_bytes() for path in filled.root.rglob("*.csv")}
    (one,) = add_files(filled, [given(tmp_path, text)], by="eva")
    assert why in one.refused
    assert {path: path.read_bytes() for path in filled.root.rglob("*.csv")} == before
    assert len(waiting(filled, "suivi")) == 5


def test_nothing_enters_where_no_row_or_a_whole_column_is_wrong(filled: Study, tmp_path: Path) -> None:
    for text in ("household;debt\nM01;1\n", "household;debt;entered\n;x;y\n"):
        (one,) = add_files(filled, [given(tmp_path, text)], by="eva")
        assert "nothing was imported" in one.refused
    assert filled.tables() == []
    assert list((filled.root / "data").iterdir()) == []


def test_the_originals_of_both_parts_are_found_when_either_is_erased(filled: Study, tmp_path: Path) -> None:
    from workbench.study import told

    add_files(filled, [given(tmp_path, SHEET)], by="eva")
    add_files(filled, [given(tmp_path, MENDED)], by="eva")
    with filled.store.read() as connection:
        parts = told.kept_tables(filled.root, connection, filled.settings)
    every = sorted((filled.root / "originals").iterdir())
    assert {SHEET.encode(), MENDED.encode()} == {path.read_bytes() for path in every}
    assert [told.as_given(filled.root, one) for one in parts] == [every, every]


def test_a_file_of_rows_for_a_table_that_waits_for_none_is_refused(filled: Study, tmp_path: Path) -> None:
    (one,) = add_files(filled, [given(tmp_path, "ligne_de_suivi;household\n2;M01\n")], by="eva")
    assert "no row of the table suivi is waiting" in one.refused


def test_the_journal_still_verifies_and_the_study_opens(filled: Study, tmp_path: Path) -> None:
    add_files(filled, [given(tmp_path, SHEET)], by="eva")
    add_files(filled, [given(tmp_path, MENDED)], by="eva")
    kinds = filled.journal()
    assert {"table.aside", "table.added", "table.completed"} <= set(kinds["kind"])
    filled.verify_journal()
    with open_study(filled.root) as again:
        assert len(again.table("suivi")) == 6
