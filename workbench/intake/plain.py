"""Plain text in any usual encoding."""

import codecs

from workbench.messages import _

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """The text of bytes: by byte-order mark, else UTF-8, else the likeliest French encoding; line feeds only.

    Raises UnicodeDecodeError or ValueError for bytes that are no text.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        raise ValueError(_("it is not a text file"))
    if encoding is not None:
        text = data.decode(encoding)
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _guess(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(data: bytes) -> str:
    # French files that are not UTF-8 come from Windows or old Macs; a guesser may prefer exotic tables.
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["cp1252", "mac_roman", "latin_1"]).best()
    if best is None:
        raise ValueError(_("its encoding is not recognised"))
    return str(best)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every line with its number in the file, from 1."""
    lines = decode(data).split("\n")
    return [(f"ligne {n}", line) for n, line in enumerate(lines, 1)]
