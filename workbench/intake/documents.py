"""The values that reading a file gives: an immutable text and where each part of it stands in the original."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """From code point `start` on, the text stands at `where` in the original ("§ 12", "ligne 40", "00:03:12")."""

    start: int
    where: str


def text_digest(text: str) -> str:
    """The sha256 of a text in UTF-8, in hexadecimal: the name under which a source is known everywhere.

    Half of a character pair, which UTF-8 has no bytes for, counts with its own three.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text: Unicode code points, line feeds only, no byte-order mark, otherwise as in the file.

    `sha256` is the text's (`text_digest`), `original_sha256` of the file's bytes.
    """

    name: str
    text: str
    sha256: str
    original_sha256: str
    places: tuple[Place, ...]

    def where(self, offset: int) -> str:
        """The place in the original of a code-point offset; empty when the original gives none."""
        n = bisect_right([p.start for p in self.places], offset)
        return self.places[n - 1].where if n else ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch [start, end) in code points, without its marker; `speaker` is the printed label.

    `asks` is true for the interviewer, whose words are never coded.
    """

    start: int
    end: int
    speaker: str
    asks: bool
