"""Every text that a file holds, however it is packed: to find words in it, not to read them."""

import bz2
import gzip
import html
import io
import json
import lzma
import re
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import IO, cast

from workbench.intake.readers import READERS

DEEPEST = 4  # archives inside archives
LARGEST = 200 * 2**20  # bytes of a file, and of what is packed in it
UNPACK: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: cast("IO[bytes]", gzip.GzipFile(fileobj=file)),
    b"BZh": lambda file: cast("IO[bytes]", bz2.BZ2File(file)),
    b"\xfd7zXZ": lambda file: cast("IO[bytes]", lzma.LZMAFile(file)),  # noqa: SIM115 - a value in memory
}
TAG = re.compile(r"<[^<>]{0,2000}>")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


class Sealed(Exception):
    """A file that cannot be looked into: locked by a password, damaged, or beyond all size."""


def readings(name: str, content: bytes, depth: int = 0) -> Iterator[str]:
    """The texts of a file in NFC: as bytes spell them, without markup and escapes, and of all that is packed in it.

    Raises Sealed for an archive that cannot be opened.
    """
    for text in _spelled(content):
        yield text
        if "\\u" in text:
            yield _nfc(ESCAPE.sub(lambda found: chr(int(found[1], 16)), text))
        if "<" in text or "&" in text:
            yield _nfc(html.unescape(TAG.sub("", text)))
            yield _nfc(html.unescape(TAG.sub(" ", text)))
    if PurePath(name).suffix.lower() in {".pdf", ".rtf"}:
        yield from _read(name, content)
    if depth < DEEPEST:
        for inside, part in _packed(name, content):
            yield from readings(inside, part, depth + 1)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _spelled(content: bytes) -> Iterator[str]:
    yield _nfc(content.decode("utf-8", "ignore"))
    if b"\0" in content:
        for encoding in ("utf-16-le", "utf-16-be"):
            for shift in (0, 1):  # a text in a binary file starts on any byte
                yield _nfc(content[shift:].decode(encoding, "ignore"))
    elif _foreign(content):
        yield _nfc(content.decode("cp1252", "ignore"))


def _foreign(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _read(name: str, content: bytes) -> Iterator[str]:
    try:
        paragraphs = READERS[PurePath(name).suffix.lower()](content)
    except Exception as why:  # each library has its own way of failing on a broken file
        raise Sealed(name) from why
    yield _nfc("\n".join(text for _where, text in paragraphs))
    yield _nfc(" ".join(text for _where, text in paragraphs))


def _packed(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        for magic, unpacked in UNPACK.items():
            if content.startswith(magic):
                yield PurePath(name).stem, _within(name, unpacked(io.BytesIO(content)).read(LARGEST + 1))
        if content[257:262] == b"ustar":
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                for member in archive:
                    if file := archive.extractfile(member):
                        yield member.name, _within(name, file.read(LARGEST + 1))
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                for entry in packed.infolist():
                    with packed.open(entry) as file:
                        yield entry.filename, _within(name, file.read(LARGEST + 1))
    except (OSError, EOFError, ValueError, RuntimeError, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile) as why:
        raise Sealed(name) from why


def _within(name: str, content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise Sealed(name)
    return content


def without_outputs(content: bytes) -> tuple[dict[str, object], bool] | None:
    """A notebook without what its cells printed, and whether anything was printed; None when it is no notebook."""
    try:
        notebook = json.loads(content)
        cells = notebook["cells"]
        printed = bool(notebook.get("metadata", {}).pop("widgets", None))
        for cell in cells:
            if cell["cell_type"] == "code":
                printed = printed or bool(cell.get("outputs")) or cell.get("execution_count") is not None
                cell["outputs"], cell["execution_count"] = [], None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return notebook, printed
