"""What a file holds besides its text: who made it, and words that are not read from it."""

import io

import docx
import pytest
from odf.office import Annotation
from odf.opendocument import OpenDocumentText
from odf.text import P

from workbench.intake.unread import Unread, unread

from .a_pdf import lines, pdf


def a_word_file(**about):
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("Les clés.")
    for name, said in about.items():
        setattr(made.core_properties, name, said)
    made.save(out)
    return out.getvalue()


def an_odt(comment=None):
    made, out = OpenDocumentText(), io.BytesIO()
    paragraph = P(text="Les clés.")
    if comment:
        remark = Annotation()
        remark.addElement(P(text=comment))
        paragraph.addElement(remark)
    made.text.addElement(paragraph)
    made.write(out)
    return out.getvalue()


def test_the_author_of_a_word_file_is_told():
    assert "Aminata Diallo" in unread("e.docx", a_word_file(author="Aminata Diallo")).about
    assert "Aminata Diallo" in unread("e.docx", a_word_file(last_modified_by="Aminata Diallo")).about
    assert unread("e.docx", a_word_file()).words == ()


def test_comments_of_an_open_document_are_told():
    assert unread("e.odt", an_odt("c’est la sœur de Fatou")).words == ("c’est la sœur de Fatou",)
    assert unread("e.odt", an_odt()).words == ()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("e.rtf", rb"{\rtf1{\info{\author Aminata Diallo}}Les cl\'e9s.}", Unread(("Aminata Diallo",))),
        ("e.rtf", rb"{\rtf1 Les {\deleted vieilles }cl\'e9s.}", Unread((), ("…",))),
        ("e.rtf", rb"{\rtf1 Les cl\'e9s.}", Unread()),
        ("e.vtt", b"WEBVTT\n\nNOTE c'est Fatou\n\n00:01.000 --> 00:02.000\nOui.\n", Unread((), ("c'est Fatou",))),
        ("e.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nOui.\n", Unread()),
        ("e.txt", b"Aminata", Unread()),
        ("e.pdf", pdf(lines("un")), Unread()),
    ],
)
def test_other_formats(name, content, expected):
    assert unread(name, content) == expected


def test_a_pdf_tells_its_author_and_that_somebody_wrote_on_it():
    made = pdf(lines("un"), trailer=b"/Info 1 0 R")
    made = made.replace(b"/Type /Catalog", b"/Author (Aminata Diallo) /Type /Catalog")
    assert unread("e.pdf", made) == Unread(("Aminata Diallo",))
    note = b"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Fatou) >>] /Contents"
    assert unread("e.pdf", pdf(lines("un")).replace(b"/Contents", note, 1)).words == ("…",)
