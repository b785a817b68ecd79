"""Every bad file that an evaluator may have, given to `workbench add` at once: one French sentence each, no loss."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.a_demo import workbench
from tests.intake.a_locked_file import compound, locked_office, locked_pdf
from tests.intake.a_pdf import IMAGE, lines, pdf
from tests.intake.a_sheet import ods, xlsx
from tests.intake.test_guards import changed, entities, entities_in_utf16, lying
from tests.intake.test_readers import open_document, word
from workbench import study

GOOD = "Enquêteur : Et les clés ?\nMadame : En mars.\nEnquêteur : Ah.\nMadame : Voilà, quoi.\n"
TABLE = xlsx([("A", [["a", "b"], [1, 2]])])
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><office:document-content>&x;</office:document-content>'


def bomb(member: str, base: bytes) -> bytes:
    """A file whose member unpacks into 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
        with new.open(member, "w", force_zip64=True) as long:
            for _n in range(400):
                long.write(bytes(1_000_000))
    return out.getvalue()


def damaged(data: bytes, at: float = 0.4) -> bytes:
    middle = int(len(data) * at)
    return data[:middle] + bytes(b ^ 0x5A for b in data[middle : middle + 200]) + data[middle + 200 :]


FILES = {
    "mot-de-passe.docx": (lambda: locked_office(word("Bonjour.")), "mot de passe"),
    "mot-de-passe.xlsx": (lambda: locked_office(TABLE), "mot de passe"),
    "mot-de-passe-rc4.pdf": (lambda: locked_pdf("Bonjour.", aes=False), "mot de passe"),
    "mot-de-passe-aes.pdf": (lambda: locked_pdf("Bonjour.", aes=True), "mot de passe"),
    "abime.docx": (lambda: damaged(word("Bonjour." * 300)), ""),
    "abime.pdf": (lambda: pdf(lines("Bonjour"))[:400], ""),
    "abime.xlsx": (lambda: damaged(TABLE), ""),
    "coupe.docx": (lambda: word("Bonjour." * 300)[:-900], ""),
    "coupe.xlsx": (lambda: TABLE[:-60], ""),
    "bombe.docx": (lambda: bomb("word/document.xml", word("x")), "décompressé"),
    "bombe.xlsx": (lambda: bomb("xl/worksheets/sheet1.xml", TABLE), "décompressé"),
    "bombe.odt": (lambda: bomb("Pictures/a.png", open_document("x")), "décompressé"),
    "menteuse.docx": (lying, ""),
    "entites.docx": (entities, "entités"),
    "entites-utf16.docx": (entities_in_utf16, "entités"),
    "rires.docx": (lambda: changed(word("x"), "word/document.xml", f"{LAUGHS}]><d>&i;</d>"), "entités"),
    "ailleurs.odt": (lambda: changed(open_document("x"), "content.xml", OUTSIDE), "entités"),
    "entites.xlsx": (lambda: changed(TABLE, "xl/worksheets/sheet1.xml", f"{LAUGHS}]><w>&i;</w>"), "entités"),
    "ancien.docx": (lambda: compound({"WordDocument": b"\xec\xa5" + bytes(5000)}), "ancien fichier .doc"),
    "ancien.xlsx": (lambda: compound({"Workbook": bytes(5000)}), "ancien fichier .xls"),
    "image.pdf": (lambda: pdf(IMAGE), "aucun texte : ce PDF est une image"),
    "deux-feuilles.xlsx": (
        lambda: xlsx([("Suivi", [["a"], [1]]), ("suivi", [["a"], [2]])]),
        "deux feuilles s’appellent",
    ),
    "fusion.xlsx": (lambda: xlsx([("A", [["a", "b", "c"], [1, 2, 3]])], merged=["A1:B1"]), "A1:B1"),
    "fusion.ods": (lambda: ods([("A", [["a", "b", "c"], [1, 2, 3]])], span=2), "A1:B1"),
    "vide.txt": (lambda: b"", ""),
    "binaire.txt": (lambda: bytes(range(256)) * 8, "pas un fichier de texte"),
    "tableur.docx": (lambda: TABLE, "n’est pas un fichier .docx"),
    "photo.jpg": (lambda: b"\xff\xd8\xff", "format"),
    "enorme.pdf": (None, "500 Mo"),
    "enorme.csv": (None, "500 Mo"),
    "enorme.docx": (None, "500 Mo"),
}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """A study that was given them all between two good files, and what was answered."""
    folder = tmp_path_factory.mktemp("mauvais")
    for name, (make, _said) in FILES.items():
        if make is None:
            with (folder / name).open("wb") as file:
                file.truncate(500_000_000)  # sparse: reading it would fail the test by memory
        else:
            (folder / name).write_bytes(make())
    (folder / "bon.txt").write_text(GOOD, "utf-8")
    (folder / "bonne.csv").write_text("a;b\n1;2\n", "utf-8")
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    own = folder / "etude"
    assert workbench("new", own).returncode == 0
    files = [folder / "bon.txt", *(folder / name for name in FILES), folder / "bonne.csv"]
    done = workbench("add", own, *files, "--json")
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.is_file()} == before
    return own, done


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_in_one_sentence_that_says_why(given, name):
    _own, done = given
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    said = next(o["refused"] for o in json.loads(done.stdout) if Path(o["file"]).name == name)
    plain = said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert name in plain
    assert "\n" not in plain
    assert plain.endswith(".")
    assert len(plain) < 400
    assert FILES[name][1] in plain
    assert "rien n’a été importé" in plain or "format" in plain
    assert " the " not in plain


def test_the_good_files_are_taken_and_nothing_of_the_others_is_left(given):
    own, _done = given
    with study.open_study(own) as opened:
        assert [s.name for s in opened.sources()] == ["bon.txt"]
        assert opened.tables() == ["bonne"]
        opened.verify_journal()
        assert set(opened.journal()["kind"]) == {"study.created", "source.added", "names.none", "table.added"}
    assert [p.read_text("utf-8") for p in (own / "originals").glob("*.txt")] == [GOOD]
    assert len(list((own / "originals").iterdir())) <= 2
    assert not list(own.rglob("*.part"))
