import io
import zipfile

import pytest

from workbench.errors import UnreadableFile
from workbench.intake import guards
from workbench.intake.readers import read_document

from .test_readers import open_document, word, written

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def changed(data, name, content):
    """The archive with one member replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def entities():
    xml = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    return changed(word("un"), "word/document.xml", xml)


def entities_in_utf16():
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'.encode("utf-16")
    return changed(word("un"), "word/document.xml", xml)


def lying():
    """A bomb whose directory claims to be small."""
    data = bytearray(changed(word("un"), "word/x.xml", b"x" * 1_000_000))
    real, claimed = (1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    return bytes(data.replace(real, claimed))


CASES = {
    "password": ("e.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "password on a sheet": ("e.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "old document": ("e.docx", OLE + "WordDocument".encode("utf-16-le"), ".doc"),
    "not a zip": ("e.docx", b"%PDF-1.4 nothing", "n’est pas un fichier .docx"),
    "a sheet called a document": ("e.docx", None, "n’est pas un fichier .docx"),
    "cut short": ("e.docx", word("un" * 500)[:-30], ".docx"),
    "bomb": ("e.docx", changed(word("un"), "word/x.bin", b"0" * 40_000_000), "décompressé"),
    "lying bomb": ("e.docx", lying(), "endommagé"),
    "entities": ("e.docx", entities(), "entités"),
    "entities in UTF-16": ("e.docx", entities_in_utf16(), "entités"),
    "entities in odt": ("e.odt", changed(open_document("un"), "content.xml", b'<!ENTITY x "y">'), "entités"),
    "locked odt": (
        "e.odt",
        changed(open_document("un"), "META-INF/manifest.xml", b"<encryption-data/>"),
        "mot de passe",
    ),
    "no RTF": ("e.rtf", b"bonjour", "RTF"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_dangerous_file_is_refused_before_it_is_read(tmp_path, case):
    name, data, why = CASES[case]
    if data is None:
        data = changed(word("un"), "[Content_Types].xml", b"<Types>spreadsheetml.sheet.main</Types>")
    with pytest.raises(UnreadableFile) as refusal:
        guards.read_file(written(tmp_path, name, data))
    sentence = str(refusal.value).replace("\N{NO-BREAK SPACE}", " ")
    assert why in sentence
    assert "rien n’a été importé" in sentence
    assert "\n" not in sentence


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "e.pdf"
    with path.open("wb") as file:
        file.truncate(500_000_000)  # sparse: reading it would fail the test by memory, not by a message
    with pytest.raises(UnreadableFile, match="500"):
        read_document(path)
    (tmp_path / "f.txt").mkdir()
    with pytest.raises(UnreadableFile):
        read_document(tmp_path / "f.txt")


def test_good_archives_pass(tmp_path):
    assert guards.read_file(written(tmp_path, "e.docx", word("un")))
    assert guards.read_file(written(tmp_path, "e.odt", open_document("un")))
