from pathlib import Path

import pytest

from tests.intake.a_pdf import IMAGE, lines, pdf
from tests.intake.a_sheet import xlsx
from workbench.study import Study
from workbench.study.arrivals import add_files

WRITTEN = "ménage;montant;jour\r\n077;1 234,50;31/01/2015\r\n94;12;01/12/2015\r\n".encode("cp1252")
STORED = "ménage,montant,jour\n077,1234.50,2015-01-31\n94,12,2015-12-01\n"


def given(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def kept(study: Study, folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (study.root / folder).iterdir()}


def test_a_table_is_stored_in_one_form_and_its_file_kept_as_given(local: Study, tmp_path: Path) -> None:
    sheet = xlsx([("Suivi", [["household", "visits"], ["M02", 3], ["M03", 1.5]])])
    files = [given(tmp_path, "Suivi d’été.csv", WRITTEN), given(tmp_path, "visites.xlsx", sheet)]
    assert [outcome.refused for outcome in add_files(local, files, by="eva")] == ["", ""]
    assert kept(local, "data") == {
        "suivi_d_ete.csv": STORED.encode(),
        "visites.csv": b"household,visits\nM02,3\nM03,1.5\n",
    }
    assert set(kept(local, "originals").values()) == {WRITTEN, sheet}
    assert {Path(name).suffix for name in kept(local, "originals")} == {".csv", ".xlsx"}
    assert local.table("visites")["visits"].tolist() == [3, 1.5]
    assert [outcome.refused != "" for outcome in add_files(local, files, by="eva")] == [True, True]
    assert len(kept(local, "originals")) == 2


def test_a_table_stored_as_given_needs_no_second_copy(local: Study, tmp_path: Path) -> None:
    add_files(local, [given(tmp_path, "t.csv", b"household,visits\nM02,3\n")], by="eva")
    assert kept(local, "originals") == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.pdf", pdf(IMAGE)),
        ("r.docx", b"PK\x03\x04 cut short"),
        ("t.csv", b"a;b\n1;2\n3\n"),
        ("t.xlsx", xlsx([("A", [["a"], [1]]), ("a", [["a"], [1]])])),
        ("t.ods", b"no zip"),
    ],
)
def test_a_refused_file_leaves_nothing_and_stops_no_other(
    local: Study, tmp_path: Path, name: str, content: bytes
) -> None:
    good = given(tmp_path, "bon.txt", b"Bonjour.")
    refused, taken = add_files(local, [given(tmp_path, name, content), good], by="eva")
    assert refused.refused.startswith(name)
    assert "nothing was imported" in refused.refused
    assert taken.id == "bon"
    assert kept(local, "data") == {}
    assert list(kept(local, "originals").values()) == [b"Bonjour."]


def test_a_report_with_pictures_for_pages_is_taken_and_they_are_told(local: Study, tmp_path: Path) -> None:
    (outcome,) = add_files(local, [given(tmp_path, "r.pdf", pdf(lines("un"), IMAGE, lines("trois")))], by="eva")
    assert "no text on p. 2" in str(outcome)
    assert [p.where for p in local.source("r").places] == ["p. 1", "p. 2", "p. 3"]
