"""What a file holds besides the text that is read of it: author, comments, deleted words, notes between captions.

A text without names may come in a file that still has them. Nothing here enters a study; it only tells whether the
file itself may lie open in its folder.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.intake.plain import decode

PEOPLE = {"creator", "lastModifiedBy", "initial-creator", "Manager", "Company", "title", "subject", "keywords",
          "description", "printed-by"}  # fmt: skip
DELETED = {"delText", "delInstrText"}
RTF_PEOPLE = re.compile(rb"\{\\(?:author|operator|manager|company|title|subject|doccomm)\s+([^{}]*)\}")
RTF_REMARK = re.compile(rb"\\(?:\*\\annotation|deleted|revauth)")
PDF_PEOPLE = ("Author", "Title", "Subject", "Keywords")
NOTE = re.compile(r"^NOTE\b[ \t]*(?P<words>.*(?:\n.+)*)", re.M)


@dataclass(frozen=True, slots=True)
class Unread:
    """`about` says who made the file and what it is; `words` are comments, deletions and notes in it."""

    about: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def unread(name: str, content: bytes) -> Unread:
    """What a file that was read already holds besides; empty for a format that holds nothing but its text."""
    ending = Path(name).suffix.lower()
    if ending in (".docx", ".odt"):
        return _archive(content)
    if ending == ".pdf":
        return _pdf(content)
    if ending == ".rtf":
        about = tuple(m[1].decode("cp1252", "replace").strip() for m in RTF_PEOPLE.finditer(content))
        return Unread(tuple(filter(None, about)), ("…",) if RTF_REMARK.search(content) else ())
    if ending == ".vtt":
        return Unread(words=tuple(m["words"].strip() for m in NOTE.finditer(decode(content)) if m["words"].strip()))
    return Unread()


def _archive(content: bytes) -> Unread:
    about, words = list[str](), list[str]()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.endswith(".xml"):
                continue
            root = _xml(archive.read(name))
            if name in ("meta.xml", "docProps/core.xml", "docProps/app.xml"):
                about += _said(root, PEOPLE)
            elif re.fullmatch(r"word/comments\w*\.xml", name):
                words += _said(root, {"t"})
            elif name.endswith(("document.xml", "content.xml", "footnotes.xml", "endnotes.xml")):
                words += _said(root, DELETED)
                for part in root.iter("{*}annotation", "{*}tracked-changes"):
                    words += ["".join(part.itertext()).strip()]
    return Unread(tuple(filter(None, about)), tuple(filter(None, words)))


def _said(root: Any, names: set[str]) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in names:
            yield (element.text or "").strip()


def _xml(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))


def _pdf(content: bytes) -> Unread:
    from pypdfium2 import PdfDocument
    from pypdfium2.raw import FPDF_ANNOT_LINK, FPDFAnnot_GetSubtype, FPDFPage_CloseAnnot, FPDFPage_GetAnnot
    from pypdfium2.raw import FPDFPage_GetAnnotCount as count_annotations

    about, remarks = list[str](), 0
    with PdfDocument(content) as document:
        about += [str(value).strip() for key, value in document.get_metadata_dict().items() if key in PDF_PEOPLE]
        for page in document:
            for n in range(count_annotations(page)):
                annotation = FPDFPage_GetAnnot(page, n)
                remarks += FPDFAnnot_GetSubtype(annotation) != FPDF_ANNOT_LINK
                FPDFPage_CloseAnnot(annotation)
            page.close()
    return Unread(tuple(filter(None, about)), ("…",) if remarks else ())
