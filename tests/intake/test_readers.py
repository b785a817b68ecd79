import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from workbench.errors import EmptyFile, UnknownFormat, UnreadableFile
from workbench.intake.readers import assemble, read_document


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


def word(*paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "gauche", "droite"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def open_document(*paragraphs):
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Titre"))
    for paragraph in paragraphs:
        document.text.addElement(P(text=paragraph))
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


VTT = """WEBVTT

NOTE une remarque
1
00:00:04.200 --> 00:00:06.000
<v Enquêtrice>Vous avez eu</v>

2
00:00:06.100 --> 00:00:08.000
<v Enquêtrice>les clés &amp; le bail ?</v>

3
00:00:09.000 --> 00:00:12.000
<v Ménage>Oui, en mars.</v>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_french_text_comes_out_of_every_usual_encoding(tmp_path, encoding):
    text = "Hé bien, ça a été dur, « vraiment » dur : l’hôtel, l’été, les Noëls passés là-bas.\r\nOù aller ?"
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    document, original = read_document(written(tmp_path, "e.txt", data))
    assert document.text == text.replace("\r\n", "\n")
    assert original == data


def test_word_keeps_paragraphs_and_table_cells_in_order(tmp_path):
    document, _ = read_document(written(tmp_path, "e.docx", word("un", "deux")))
    assert document.text == "un\ndeux\ngauche\ndroite"
    assert document.where(document.text.index("deux")) == "§ 2"


def test_open_document_keeps_headings_and_paragraphs(tmp_path):
    document, _ = read_document(written(tmp_path, "e.odt", open_document("un", "deux")))
    assert document.text == "Titre\nun\ndeux"


def test_captions_join_the_cues_of_one_speaker_and_keep_times(tmp_path):
    document, _ = read_document(written(tmp_path, "e.vtt", VTT.encode()))
    assert document.text == "Enquêtrice : Vous avez eu les clés & le bail ?\nMénage : Oui, en mars."
    assert document.where(0) == "00:00:04"
    assert document.where(document.text.index("Ménage")) == "00:00:09"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("e.pages", b"x", UnknownFormat),
        ("e.txt", b"", EmptyFile),
        ("e.txt", b" \n\r\n ", EmptyFile),
        ("e.docx", b"not a zip", UnreadableFile),
        ("e.odt", b"PK\x03\x04broken", UnreadableFile),
        ("e.vtt", "pas de légende".encode(), UnreadableFile),
        ("e.txt", b"\x00\x01\x02\x00", UnreadableFile),
    ],
)
def test_a_bad_file_gets_one_sentence_with_its_name(tmp_path, name, data, error):
    with pytest.raises(error) as refusal:
        read_document(written(tmp_path, name, data))
    sentence = str(refusal.value)
    assert name in sentence
    assert "\n" not in sentence


def test_a_missing_file_and_a_zip_that_is_no_document_are_unreadable(tmp_path):
    with pytest.raises(UnreadableFile):
        read_document(tmp_path / "absent.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnreadableFile):
        read_document(written(tmp_path, "e.docx", out.getvalue()))


@given(st.lists(st.text(), min_size=1))
def test_every_paragraph_stands_where_its_place_says(paragraphs):
    marked = [(f"§ {n}", text) for n, text in enumerate(paragraphs, 1)]
    if not any(text.strip() for text in paragraphs):
        with pytest.raises(EmptyFile):
            assemble("x", marked, b"")
        return
    document = assemble("x", marked, b"")
    at = 0
    for n, text in enumerate(paragraphs, 1):
        assert document.text[at : at + len(text)] == text
        assert document.where(at) == f"§ {n}"
        at += len(text) + 1


RTF = r"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}
\pard\f0 Enqu\'eatrice : Et l\rquote h\'f4tel ?\par
M\'e9nage : \u171\'ab Fini \u187\'bb \u-10179?\u-8694? !\par}"""


def test_rich_text_keeps_accents_quotes_and_emoji(tmp_path):
    document, _ = read_document(written(tmp_path, "e.rtf", RTF.encode("ascii")))
    assert document.text == "Enquêtrice : Et l’hôtel ?\nMénage : « Fini » 😊 !"
    assert document.where(30) == "§ 2"


def inserted(data):
    """A Word file with an insertion, a deletion, a content control, a box (twice, as Word writes it) and a note."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    box = "<w:txbxContent><w:p><w:r><w:t>encadré</w:t></w:r></w:p></w:txbxContent>"
    fallback = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:document xmlns:w="{space}" xmlns:mc="{fallback}"><w:body><w:p><w:r><w:t>gardé </w:t></w:r>'
        "<w:ins><w:r><w:t>ajouté</w:t></w:r></w:ins><w:del><w:r><w:delText>ôté</w:delText></w:r></w:del></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>champ</w:t><w:tab/><w:t>rempli</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>avant</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t> après</w:t></w:r></w:p></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member, body if member.filename == "word/document.xml" else old.read(member))
    return out.getvalue()


def test_word_loses_no_word_of_insertions_fields_and_boxes(tmp_path):
    document, _ = read_document(written(tmp_path, "e.docx", inserted(word("x"))))
    assert document.text.split("\n") == ["gardé ajouté", "champ\trempli", "avant après", "encadré"]


def test_open_document_sets_notes_apart_and_leaves_comments(tmp_path):
    from odf.office import Annotation
    from odf.text import Note, NoteBody, NoteCitation, S, Span

    document = OpenDocumentText()
    paragraph = P(text="un mot")
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text="la note"))
    note.addElement(body)
    comment = Annotation()
    comment.addElement(P(text="à revoir"))
    for child in (note, comment, S(c=2), Span(text="et la suite")):
        paragraph.addElement(child)
    document.text.addElement(paragraph)
    out = io.BytesIO()
    document.write(out)
    taken, _ = read_document(written(tmp_path, "e.odt", out.getvalue()))
    assert taken.text == "un mot  et la suite\nla note"


FRENCH = "Enquêteur : ça a été, l'été là-bas ?\nMadame : Très bien, à bientôt, où ça ? Noël, cœur, garçon.\n"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp850", "utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize(
    "text", [FRENCH, "Été là.", "Voilà, à Évry.", "« Ça ira »", "Elle m’a dit : « À demain… » – voilà."]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_short_french_text_is_read_whatever_wrote_it(tmp_path, encoding, text, end):
    try:
        data = text.replace("\n", end).encode(encoding)
    except UnicodeEncodeError:
        data = (
            text.replace("œ", "oe").translate(dict.fromkeys(map(ord, "’…–"), " ")).replace("\n", end).encode(encoding)
        )
        text = text.replace("œ", "oe").translate(dict.fromkeys(map(ord, "’…–"), " "))
    assert read_document(written(tmp_path, "e.txt", data))[0].text == text


def test_several_voices_in_one_caption_are_several_turns(tmp_path):
    cue = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"
    taken, _ = read_document(
        written(tmp_path, "e.vtt", cue.format("<v E.>Et <i>après</i> ?</v> <v Mme U.>Rien,\nrien du tout.").encode())
    )
    assert taken.text == "E. : Et après ?\nMme U. : Rien, rien du tout."


def test_subtitles_lose_their_dress_and_no_word(tmp_path):
    srt = '1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color="#fff">E. : Ça va ?</font>\r\n'
    taken, _ = read_document(written(tmp_path, "e.srt", srt.encode("cp1252")))
    assert taken.text == "E. : Ça va ?"


def test_rich_text_keeps_its_footnotes_apart(tmp_path):
    note = r"{\footnote\pard\plain {\super\chftn} sign\'e9 {\i en} mars}"
    body = r"{\rtf1\ansi\ansicpg1252 Le bail" + note + r" court.\par Fin.\par}"
    taken, _ = read_document(written(tmp_path, "e.rtf", body.encode()))
    assert taken.text == "Le bail court.\nFin.\nsigné en mars"
    assert taken.where(taken.text.index("signé")) == "note 1"


def test_word_keeps_the_signs_of_symbol_fonts(tmp_path):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/>'
    body += "<w:t>loyer</w:t></w:r></w:p></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member, body if member.filename == "word/document.xml" else old.read(member))
    assert read_document(written(tmp_path, "e.docx", out.getvalue()))[0].text == "\uf0a7loyer"
