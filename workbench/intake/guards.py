"""What is refused before anything is read: files too large, locked, old, forged, or that unpack into too much."""

import io
import re
import zipfile
import zlib
from pathlib import Path

from workbench.errors import EmptyFile, UnreadableFile
from workbench.messages import _

MEGABYTE = 1_000_000
LARGEST = 100 * MEGABYTE  # bytes of any file
LARGEST_TEXT = 20 * MEGABYTE  # bytes of a file that is nothing but text
UNPACKED = 300 * MEGABYTE  # bytes that an archive or a PDF may unpack into
RATIO = 150  # unpacked to packed: real documents stay under 50, bombs reach 1000
RATIO_FROM = 20 * MEGABYTE  # below this much unpacked text no ratio can hurt
MEMBERS = 10_000

TEXTS = frozenset({".txt", ".md", ".vtt", ".srt", ".csv", ".tsv"})
ARCHIVES = {
    ".docx": b"wordprocessingml.document.main",
    ".xlsx": b"spreadsheetml.sheet.main",
    ".odt": b"opendocument.text",
    ".ods": b"opendocument.spreadsheet",
}
OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
LONGEST_HEAD = 4000  # bytes of the dictionary before a stream


def read_file(path: Path) -> bytes:
    """The bytes of a file that can be opened safely as what its ending says.

    Raises UnreadableFile (missing, too large, locked with a password, an old format renamed, a bomb, corrupt) or
    EmptyFile. The size is asked of the system before a byte is read.
    """
    ending = path.suffix.lower()
    try:
        if not path.is_file() and path.exists():
            raise UnreadableFile(file=path.name, why=_("it is not a file"))
        size = path.stat().st_size
        limit = LARGEST_TEXT if ending in TEXTS else LARGEST
        if size > limit:
            raise UnreadableFile(file=path.name, why=too_large(size, limit))
        data = path.read_bytes()
    except OSError as why:
        raise UnreadableFile(file=path.name, why=why.strerror or str(why)) from why
    if not data.strip():
        raise EmptyFile(file=path.name)
    inspect(path.name, data)
    return data


def inspect(name: str, data: bytes) -> None:
    """Raises UnreadableFile when the bytes are not safely what the name's ending says; silent otherwise."""
    ending = Path(name).suffix.lower()
    try:
        if ending in ARCHIVES:
            _archive(data, ARCHIVES[ending], ending)
        elif ending == ".pdf":
            _pdf(data)
        elif ending == ".rtf" and not data.lstrip().startswith(b"{\\rtf"):
            raise ValueError(_("it is not an RTF document"))
    except (ValueError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as why:
        reason = str(why) if isinstance(why, ValueError) else _("the file is damaged")
        raise UnreadableFile(file=name, why=reason) from why


def too_large(size: int, limit: int) -> str:
    """Why a file is too large, in words."""
    return _("it is {size} MB, the limit is {limit} MB").format(size=round(size / MEGABYTE), limit=limit // MEGABYTE)


def _archive(data: bytes, mark: bytes, ending: str) -> None:
    if data.startswith(OLD_OFFICE):
        raise ValueError(_old(data, ending))
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise ValueError(_("it is not a {ending} file, or it is damaged").format(ending=ending))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        _unpacks_into(sum(m.file_size for m in members), len(data), len(members))
        if any(m.flag_bits & 1 for m in members):
            raise ValueError(_("it is locked with a password"))
        head = b""
        for member in members:
            content = _content(archive, member)
            if b"<!ENTITY" in content.replace(b"\0", b""):  # UTF-16 puts zeros between the letters
                raise ValueError(_("its XML defines entities, which no office program does"))
            if member.filename in {"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"}:
                head += content
    if b"encryption-data" in head:
        raise ValueError(_("it is locked with a password"))
    if mark not in head:
        raise ValueError(_("it is not a {ending} file").format(ending=ending))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """An XML member whole, nothing of any other; both are unpacked to the end, where the checksum is compared.

    The size that a member claims need not be true: zipfile stops there, and a false claim fails the checksum.
    """
    if member.filename.endswith((".xml", ".rels", "mimetype")):
        return archive.read(member)
    with archive.open(member) as stream:
        while stream.read(MEGABYTE):
            pass
    return b""


def _old(data: bytes, ending: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _("it is locked with a password")
    for stream, name in (("WordDocument", ".doc"), ("Workbook", ".xls"), ("PowerPoint Document", ".ppt")):
        if stream.encode("utf-16-le") in data:
            return _("it is an old {old} file; open it and save it as {ending}").format(old=name, ending=ending)
    return _("it is not a {ending} file").format(ending=ending)


def _unpacks_into(unpacked: int, packed: int, members: int = 1) -> None:
    bomb = unpacked > UNPACKED or members > MEMBERS
    if bomb or (unpacked > RATIO_FROM and unpacked > RATIO * packed):
        raise ValueError(_("it would unpack into {size} MB").format(size=round(unpacked / MEGABYTE)))


def _pdf(data: bytes) -> None:
    if b"%PDF-" not in data[:1024]:
        raise ValueError(_("it is not a PDF, or it is damaged"))
    unpacked = 0
    for found in STREAM.finditer(data):
        head = data[max(0, found.start() - LONGEST_HEAD) : found.start()]
        head = head[head.rfind(b" obj") :]
        if b"FlateDecode" not in head or b"/Image" in head:
            continue  # pictures are large and never unpacked here
        if head.count(b"FlateDecode") > 1:  # packed twice: nobody does so but to hide the size
            raise ValueError(_("the file is damaged"))
        unpacked += _size(data, found.end())
        _unpacks_into(unpacked, len(data))


def _size(data: bytes, start: int) -> int:
    """How much a deflated stream unpacks into, counted a megabyte at a time and given up above the limit."""
    engine, waiting, size = zlib.decompressobj(), data[start : start + 65536], 0
    at = start + len(waiting)
    try:
        while not engine.eof and size <= UNPACKED:
            if not waiting:
                waiting = data[at : at + 65536]
                at += len(waiting)
                if not waiting:
                    break
            size += len(engine.decompress(waiting, MEGABYTE))
            waiting = engine.unconsumed_tail
    except zlib.error:
        return size  # encrypted or damaged: the reader will say so
    return size
