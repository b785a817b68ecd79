"""One reader for each format that evaluators have; every reader gives paragraphs with their place."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from workbench.errors import EmptyFile, UnknownFormat, UnreadableFile
from workbench.intake import captions, guards, opendocument, pdf, plain, rtf, word
from workbench.intake.documents import Document, Place, text_digest
from workbench.intake.sheets import ENDINGS
from workbench.messages import _

Paragraphs = list[tuple[str, str]]  # (where it stands in the original, its text)

READERS: dict[str, Callable[[bytes], Paragraphs]] = {
    ".txt": plain.paragraphs,
    ".md": plain.paragraphs,
    ".docx": word.paragraphs,
    ".odt": opendocument.paragraphs,
    ".pdf": pdf.paragraphs,
    ".rtf": rtf.paragraphs,
    ".vtt": captions.paragraphs,
    ".srt": captions.paragraphs,
}


def read_document(path: Path) -> tuple[Document, bytes]:
    """The text of a file, with places, and the bytes it came from.

    Raises UnknownFormat, UnreadableFile (missing, too large, locked, damaged, not what its ending says) or EmptyFile.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnknownFormat(file=path.name, formats=", ".join([*READERS, *sorted(ENDINGS)]))
    original = guards.read_file(path)
    try:
        paragraphs = reader(original)
    except Exception as why:  # each library has its own way of failing on a broken file
        raise UnreadableFile(file=path.name, why=_reason(why)) from why
    return assemble(path.name, paragraphs, original), original


def assemble(name: str, paragraphs: Paragraphs, original: bytes) -> Document:
    """One text from paragraphs, a line feed between them, with the place of each; raises EmptyFile."""
    places: list[Place] = []
    parts: list[str] = []
    at = 0
    for where, text in paragraphs:
        if where and (not places or places[-1].where != where):
            places.append(Place(at, where))
        parts.append(text)
        at += len(text) + 1
    text = "\n".join(parts)
    if not text.strip():
        raise EmptyFile(file=name)
    return Document(name, text, text_digest(text), hashlib.sha256(original).hexdigest(), tuple(places))


def _reason(why: Exception) -> str:
    # our own readers say in words what is wrong; what a library says on a broken file is no help to an evaluator
    return str(why) if type(why) is ValueError else _("the file is damaged")


def pages_without_text(document: Document) -> list[str]:
    """The pages of a PDF that hold no text: pictures, or empty. Nobody should believe that they were read."""
    ends = [p.start for p in document.places[1:]] + [len(document.text)]
    return [
        p.where
        for p, end in zip(document.places, ends, strict=True)
        if p.where.startswith("p. ") and not document.text[p.start : end].strip()
    ]
