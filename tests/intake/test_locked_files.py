"""That the locked files of these tests are really locked, and that a file open to everybody is read."""

import pytest
from pypdfium2 import PdfDocument

from workbench.errors import UnreadableFile
from workbench.intake.readers import read_document

from .a_locked_file import PASSWORD, compound, locked_office, locked_pdf
from .a_sheet import xlsx


@pytest.mark.parametrize("aes", [False, True])
def test_a_pdf_opens_with_its_password_and_is_refused_without(tmp_path, aes):
    content = locked_pdf("Le bail est signé.", aes=aes)
    with PdfDocument(content, password=PASSWORD) as opened:
        assert opened[0].get_textpage().get_text_bounded() == "Le bail est signé."
    assert "signé".encode("cp1252") not in content
    path = tmp_path / "r.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="mot de passe"):
        read_document(path)


def test_a_pdf_that_forbids_copying_but_opens_for_everybody_is_read(tmp_path):
    path = tmp_path / "r.pdf"
    path.write_bytes(locked_pdf("Le bail est signé.", "", aes=True))
    assert read_document(path)[0].text == "Le bail est signé."


def test_a_compound_file_holds_its_streams_where_its_directory_says():
    small, large = b"s" * 100, bytes(range(256)) * 40
    made = compound({"Small": small, "Larger one": large})
    assert made.index(large) % 512 == 0
    assert made.index(small) % 64 == 0
    assert "Small".encode("utf-16-le") in made
    sheet = xlsx([("A", [["a"], [1]])])
    assert sheet[:200] not in locked_office(sheet)
