"""Plain text in any usual encoding."""

import codecs
import re

from workbench.messages import _

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


# French files that are not UTF-8 come from Windows, from old Macs, or from DOS; the first of two as good is taken.
FRENCH = ("cp1252", "mac_roman", "cp850")
USUAL = frozenset("éèêëàâäùûüôöîïçœæÉÈÊËÀÂÄÙÛÜÔÖÎÏÇŒÆ«»’‘“”„…–—•·°€§ºª²³½¼\u00a0")
BETWEEN_LETTERS = frozenset("«»“”„…–—•°€§²³½¼\u00a0")  # what never stands inside a word
INSIDE = re.compile(r"[a-zà-ÿœ](?P<capital>[À-ÖØ-ÞŒŠŽŸ])|(?P<before>[À-ÖØ-ÞŒŠŽŸ])[a-zà-ÿœ]+[À-ÖØ-ÞŒŠŽŸ]")
STRANGE = 0.4  # share of letters beyond ASCII that French hardly has, above which the encoding is none of the three


def decode(data: bytes) -> str:
    """The text of bytes: by byte-order mark, else UTF-8, else the likeliest French encoding; line feeds only.

    Raises UnicodeDecodeError or ValueError for bytes that are no text.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), None) or _halves(data)
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


def _halves(data: bytes) -> str | None:
    """UTF-16 without its mark, told by the zero beside nearly every letter; None for anything else."""
    head = data[:4000]
    if len(head) < 4 or len(data) % 2:
        return None
    for name, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) > 0.9 * len(zeros) and not letters.count(0):
            return name
    return None


def _guess(data: bytes) -> str:
    # a guesser in general prefers exotic tables for a short text; these three have a known French look
    read = [text for name in FRENCH if (text := _decoded(data, name)) is not None]
    best = max(read, key=_french, default="")
    beyond = [c for c in best if not c.isascii()]
    if best and sum(c not in USUAL for c in beyond) <= STRANGE * len(beyond):
        return best
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=["cp1252", "mac_roman", "latin_1"]).best()
    if found is None:
        raise ValueError(_("its encoding is not recognised"))
    return str(found)


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _french(text: str) -> int:
    """How French the letters beyond ASCII look: usual ones count, strange ones and capitals inside words against."""
    score = sum(1 if c in USUAL else -3 for c in text if not c.isascii())
    score -= 3 * sum(1 for _m in INSIDE.finditer(text))
    inner = zip(text, text[1:], text[2:], strict=False)
    return score - 3 * sum(b in BETWEEN_LETTERS and a.isalpha() and c.isalpha() for a, b, c in inner)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every line with its number in the file, from 1."""
    lines = decode(data).split("\n")
    return [(f"ligne {n}", line) for n, line in enumerate(lines, 1)]
