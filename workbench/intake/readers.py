"""One reader for each format that evaluators have; every reader gives paragraphs with their place."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from workbench.errors import EmptyFile, UnknownFormat, UnreadableFile
from workbench.intake import captions, opendocument, plain, word
from workbench.intake.documents import Document, Place

Paragraphs = list[tuple[str, str]]  # (where it stands in the original, its text)

READERS: dict[str, Callable[[bytes], Paragraphs]] = {
    ".txt": plain.paragraphs,
    ".md": plain.paragraphs,
    ".docx": word.paragraphs,
    ".odt": opendocument.paragraphs,
    ".vtt": captions.paragraphs,
    ".srt": captions.paragraphs,
}


def read_document(path: Path) -> tuple[Document, bytes]:
    """The text of a file, with places, and the bytes it came from.

    Raises UnknownFormat, UnreadableFile (missing, corrupt, not what its ending says) or EmptyFile.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnknownFormat(file=path.name, formats=", ".join(READERS))
    try:
        original = path.read_bytes()
    except OSError as why:
        raise UnreadableFile(file=path.name, why=why.strerror or str(why)) from why
    if not original.strip():
        raise EmptyFile(file=path.name)
    try:
        paragraphs = reader(original)
    except Exception as why:  # each library has its own way of failing on a broken file
        raise UnreadableFile(file=path.name, why=_short(why)) from why
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
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name, text, digest, hashlib.sha256(original).hexdigest(), tuple(places))


def _short(why: Exception) -> str:
    return (str(why).splitlines() or [""])[0][:120] or type(why).__name__
