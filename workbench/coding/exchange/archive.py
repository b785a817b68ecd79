"""The files of an exchange, opened safely: nothing is unpacked to disk, sizes are bounded, XML has no entities."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import EmptyFile, UnreadableFile
from workbench.messages import _

MEGABYTE = 1_000_000
LARGEST_XML = 100 * MEGABYTE
LARGEST_TEXT = 20 * MEGABYTE
ALL_TEXTS = 300 * MEGABYTE
MEMBERS = 20_000
INTERNAL = "internal://"


@dataclass
class Archive:
    """An open .qdpx; pictures and recordings in it are never read."""

    file: str
    zip: zipfile.ZipFile
    read: int = 0

    def project(self) -> Any:
        """The root of its XML, whatever the name and case of the one .qde at its top; raises UnreadableFile."""
        names = [name for name in self.zip.namelist() if name.lower().endswith(".qde") and "/" not in name.strip("/")]
        if len(names) != 1:
            raise UnreadableFile(file=self.file, why=_("it holds no project, or several"))
        return parsed(self.file, self._member(self.zip.getinfo(names[0]), LARGEST_XML))

    def text(self, path: str) -> bytes:
        """The bytes of an internal text; raises UnreadableFile when it is not there."""
        name = path.removeprefix(INTERNAL).strip("/").lower()
        here = {f"sources/{name}", name}
        found = [info for info in self.zip.infolist() if info.filename.lower().replace("\\", "/") in here]
        if not found or "/" in name or "\\" in name:
            raise UnreadableFile(file=self.file, why=_("the text {name} is not in it").format(name=path[:80]))
        data = self._member(found[0], LARGEST_TEXT)
        self.read += len(data)
        if self.read > ALL_TEXTS:
            raise _too_large(self.file, self.read)
        return data

    def _member(self, info: zipfile.ZipInfo, most: int) -> bytes:
        if info.flag_bits & 1:
            raise UnreadableFile(file=self.file, why=_("it is locked with a password"))
        if info.file_size > most:
            raise _too_large(self.file, info.file_size)
        try:
            with self.zip.open(info) as stream:
                return stream.read(most)  # never more than claimed: a false claim fails the checksum
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as why:
            raise UnreadableFile(file=self.file, why=_("the file is damaged")) from why


def _too_large(file: str, size: int) -> UnreadableFile:
    return UnreadableFile(file=file, why=_("it would unpack into {size} MB").format(size=round(size / MEGABYTE)))


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The .qdpx at this path; raises UnreadableFile, EmptyFile."""
    _refuse_missing(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as why:
        raise UnreadableFile(file=path.name, why=_("it is not a .qdpx project, or it is damaged")) from why
    with archive:
        if len(archive.infolist()) > MEMBERS:
            raise UnreadableFile(file=path.name, why=_("it holds too many files"))
        yield Archive(path.name, archive)


def read_xml(path: Path) -> Any:
    """The root of an XML file (a .qdc); raises UnreadableFile, EmptyFile."""
    _refuse_missing(path)
    if path.stat().st_size > LARGEST_XML:
        raise _too_large(path.name, path.stat().st_size)
    try:
        return parsed(path.name, path.read_bytes())
    except OSError as why:
        raise UnreadableFile(file=path.name, why=why.strerror or str(why)) from why


def _refuse_missing(path: Path) -> None:
    if not path.is_file():
        why = _("it is not a file") if path.exists() else _("there is no such file")
        raise UnreadableFile(file=path.name, why=why)
    if path.stat().st_size == 0:
        raise EmptyFile(file=path.name)


def parsed(file: str, data: bytes) -> Any:
    """The root element of XML without a document type: nothing is expanded, fetched or left half read.

    Raises UnreadableFile for XML that is not well formed or defines entities.
    """
    from lxml import etree

    if any(mark in data.replace(b"\0", b"").upper() for mark in (b"<!DOCTYPE", b"<!ENTITY")):
        raise UnreadableFile(file=file, why=_("its XML defines entities, which no such file needs"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as why:
        raise UnreadableFile(file=file, why=_("its XML is not well formed")) from why
    if root.getroottree().docinfo.internalDTD is not None:  # written in an encoding that the search above cannot see
        raise UnreadableFile(file=file, why=_("its XML defines entities, which no such file needs"))
    return root
