"""How other tools count positions, and the one way in which this workbench does.

The standard says code points from 0 and leaves open whether the end is inside. NVivo for Windows counts UTF-16 units
of a text with CRLF line ends, without its byte-order mark, end outside; ATLAS.ti stores CRLF and counts it once. What
this workbench writes has line feeds only and no mark, so that only characters beyond U+FFFF can be read in two ways.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

Span = tuple[int, int]
MARK = "\ufeff"
FEWEST = 5  # selections from which the look of their ends says anything
DOUBTFUL = 0.5  # share of good ends under which the reader is told
BETTER = 0.3  # by how much another way of counting must look better before the standard's is left


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting: in UTF-16 units or code points, a CRLF once or twice, the mark or not, the end inside or not.

    The default is the standard's, taken literally.
    """

    utf16: bool = False
    crlf_once: bool = False
    mark: bool = False
    end_inside: bool = False


STANDARD = Counting()
KNOWN = {"nvivo": Counting(utf16=True), "atlas": Counting(crlf_once=True)}


def plain(raw: str) -> str:
    """A text as this workbench keeps it: line feeds only, no byte-order mark."""
    return raw.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


def positions(raw: str, counting: Counting) -> list[int]:
    """For each position in the file, the code point of the plain text that it names; -1 inside a surrogate pair."""
    found: list[int] = []
    at = 0
    for i, letter in enumerate(raw):
        if i == 0 and letter == MARK:
            found += [0] if counting.mark else []
        elif letter == "\r" and raw[i + 1 : i + 2] == "\n":
            found += [] if counting.crlf_once else [at]
        else:
            found += [at, -1] if counting.utf16 and letter > "\uffff" else [at]
            at += 1
    return [*found, at]


def utf16(text: str, point: int) -> int:
    """The UTF-16 index of a code point of a text, as NVivo for Windows reads it."""
    return point + bisect_left(_beyond(text), point)


@lru_cache(maxsize=4)
def _beyond(text: str) -> tuple[int, ...]:
    """The code points of a text that take two UTF-16 units."""
    return tuple(i for i, letter in enumerate(text) if letter > "\uffff")


def placed(raw: str, spans: Sequence[Span], counting: Counting) -> list[Span | None]:
    """The [start, end) in the plain text of each span of the file; None for one outside the text or cut in a letter."""
    there = positions(raw, counting)
    return [_one(there, start, end + counting.end_inside) for start, end in spans]


def _one(there: list[int], start: int, end: int) -> Span | None:
    if not 0 <= start <= end < len(there) or -1 in (there[start], there[end]):
        return None
    return there[start], there[end]


def counted(texts: Sequence[tuple[str, Sequence[Span]]], origin: str) -> tuple[Counting, float]:
    """How a file counts, and the share of its selections that begin and end between words so.

    The way known of the tool named in `origin`, or the standard's, stands unless selections fall outside their text,
    or another way looks much better on enough of them.
    """
    ways = _ways(texts)
    usual = next((way for name, way in KNOWN.items() if name in origin.casefold()), STANDARD)
    usual = usual if usual in ways else _nearest(usual, ways)
    looks = {way: _looks(texts, way) for way in ways}
    best = max(ways, key=lambda way: (*looks[way], way == usual, way == STANDARD))
    many = sum(len(spans) for _raw, spans in texts) >= FEWEST
    clear = looks[best][0] > looks[usual][0] or (many and looks[best][1] > looks[usual][1] + BETTER)
    chosen = best if clear else usual
    return chosen, looks[chosen][1]


def _ways(texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Counting]:
    """The ways of counting that differ on these texts."""
    raws = [raw for raw, _spans in texts]
    beyond, crlf = any(max(raw, default="") > "\uffff" for raw in raws), any("\r\n" in raw for raw in raws)
    marked, spans = any(raw.startswith(MARK) for raw in raws), sum(len(spans) for _raw, spans in texts)
    both = [[False, True] if differs else [False] for differs in (beyond, crlf, marked, spans >= FEWEST)]
    return [Counting(*way) for way in product(*both)]


def _nearest(wanted: Counting, ways: Sequence[Counting]) -> Counting:
    """The same way, where the texts hold nothing on which it would differ."""
    same = Counting(
        wanted.utf16 and any(way.utf16 for way in ways), wanted.crlf_once and any(way.crlf_once for way in ways)
    )
    return same if same in ways else STANDARD


def _looks(texts: Sequence[tuple[str, Sequence[Span]]], way: Counting) -> tuple[int, float]:
    """How many spans fall inside their text (fewer is worse), and the share whose two ends stand between words."""
    inside, good, all_ = 0, 0.0, 0
    for raw, spans in texts:
        text = plain(raw)
        for span in placed(raw, spans, way) if spans else []:
            all_ += 1
            if span is not None:
                inside += 1
                good += _between(text, *span)
    return inside, good / all_ if all_ else 1.0


def _between(text: str, start: int, end: int) -> float:
    """1 when both ends stand between words and touch no blank, 0.5 when one does."""
    if start == end:
        return 1.0
    first = not text[start].isspace() and not (text[start].isalnum() and start > 0 and text[start - 1].isalnum())
    last = not text[end - 1].isspace() and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    return (first + last) / 2
