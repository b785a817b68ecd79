"""Running heads, feet and page numbers, which cut the sentences that go on over the page."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.intake.cleaned import Map, Piece, replaced

OFTEN = 3  # a head comes back at least so many times
LONGEST = 110  # characters of a head
NEAR_NUMBER = 2  # lines with words between a head and the number of its page
PAGE = (300, 9000)  # characters that a page may hold
NUMBER = re.compile(r"(?:p(?:age|\.)?\s*)?[-–—]?\s*(?P<n>\d{1,3})\s*[-–—]?(?:\s*(?:/|sur)\s*\d{1,3})?", re.I)
TITLE = re.compile(r"\W*#[.)#]|.*\b(?:annexe|article|étape|fiche|figure|partie|phase|question|tableau|thème) #")
SENTENCE_END = (".", "!", "?", ":", ";", "…", "»", "”", ")")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words, [start, end) in code points, blanks at its ends left out; `n` counts all printed lines."""

    n: int
    start: int
    end: int
    text: str

    @property
    def shape(self) -> str:
        """The words with every number read as #, so that a head is the same on every page."""
        return re.sub(r"\s+", " ", re.sub(r"\d+", "#", self.text)).casefold()


def without(text: str) -> Map:
    """The map without heads, feet and page numbers; words beside them are joined as if the page went on.

    A line is a head when it comes back and stands where only heads do: beside a page number, with numbers that change,
    at a form feed, or in the middle of sentences. A rubric ("Outils utilisés") that comes back is none.
    """
    lines = _lines(text)
    numbers = _page_numbers(lines)
    gone = numbers | _heads(text, lines, numbers)
    return replaced(text, _cuts(text, [line for n, line in enumerate(lines) if n in gone]))


def _lines(text: str) -> list[Line]:
    lines, at = [], 0
    for n, raw in enumerate(text.split("\n")):
        words = raw.strip()
        if words:
            start = at + raw.index(words[0])
            lines.append(Line(n, start, start + len(words), words))
        at += len(raw) + 1
    return lines


def _page_numbers(lines: list[Line]) -> set[int]:
    """The places of lines that are nothing but a page's number: a rising series, spaced as pages are."""
    often = Counter(line.shape for line in lines)
    rising: list[tuple[int, int, int]] = []  # (place, number, offset)
    for place, line in enumerate(lines):
        match = NUMBER.fullmatch(line.text)
        if match and _stands_alone(lines, place, often):
            rising.append((place, int(match["n"]), line.start))
    best: list[list[int]] = []  # for each candidate, the longest series that ends there
    for i, (_place, number, offset) in enumerate(rising):
        before = [best[j] for j in range(max(0, i - 60), i) if _pages_apart(rising[j], number, offset)]
        best.append([*max(before, key=len, default=[]), i])
    series = max(best, key=len, default=[])
    return {rising[i][0] for i in series} if len(series) >= OFTEN else set()


def _stands_alone(lines: list[Line], place: int, often: Counter[str]) -> bool:
    # a note's number is followed at once by the note, a figure by its table; a page's by a gap, or by a head
    if place + 1 == len(lines):
        return True
    after = lines[place + 1]
    return after.n > lines[place].n + 1 or (often[after.shape] >= OFTEN and any(c.isalpha() for c in after.text))


def _pages_apart(earlier: tuple[int, int, int], number: int, offset: int) -> bool:
    pages = number - earlier[1]
    return 0 < pages <= 20 and PAGE[0] * pages <= offset - earlier[2] <= PAGE[1] * pages


def _heads(text: str, lines: list[Line], numbers: set[int]) -> set[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if len(line.text) <= LONGEST and any(c.isalpha() for c in line.text):
            places[line.shape].append(place)
    gone: set[int] = set()
    ordered = sorted(numbers)
    for shape, found in places.items():
        if len(found) >= OFTEN and _is_head(text, lines, found, shape, ordered):
            gone.update(found)
    beside = {n for place in gone for n in (place - 1, place + 1) if 0 <= n < len(lines)}
    return gone | {n for n in beside if NUMBER.fullmatch(lines[n].text)}


def _is_head(text: str, lines: list[Line], found: Sequence[int], shape: str, numbers: list[int]) -> bool:
    if lines[found[0]].text.endswith(SENTENCE_END) and "#" not in shape:
        return False
    beside = sum(_near(place, numbers) for place in found)
    feeds = sum(_at_a_new_page(text, lines[place]) for place in found)
    cutting = sum(_cuts_a_sentence(lines, place) for place in found)
    if max(beside, feeds) * 2 >= len(found):
        return True
    if "#" in shape and len({lines[place].text for place in found}) * 2 > len(found) and _spaced(lines, found):
        return not TITLE.match(shape)
    # a line that closes no sentence and has the rest of one after it, twice at the same words, is no chance
    return cutting >= 2 and cutting * 3 >= len(found) and not TITLE.match(shape)


def _at_a_new_page(text: str, line: Line) -> bool:
    # some programs write the form feed between two pages as one blank before the first line
    beside = text[max(0, line.start - 3) : line.start] + text[line.end : line.end + 3]
    return "\f" in beside or re.match(r"[ \t]*\n \S", text[line.end : line.end + 6]) is not None


def _near(place: int, numbers: list[int]) -> bool:
    at = bisect_left(numbers, place)
    return any(abs(numbers[i] - place) <= NEAR_NUMBER for i in (at - 1, at) if 0 <= i < len(numbers))


def _spaced(lines: list[Line], found: Sequence[int]) -> bool:
    gaps = [lines[b].start - lines[a].start for a, b in pairwise(found)]
    return sum(gap >= PAGE[0] for gap in gaps) * 3 >= len(gaps) * 2


def _cuts_a_sentence(lines: list[Line], place: int) -> bool:
    before = lines[place - 1] if place else None
    after = lines[place + 1] if place + 1 < len(lines) else None
    return bool(
        before
        and after
        and len(before.text) > 40
        and not before.text.endswith(SENTENCE_END)
        and after.text[0].islower()
        and len(after.text) > 1
        and after.text[1] not in ") "
    )


def _cuts(text: str, lines: list[Line]) -> list[Piece]:
    """What goes: each head with its own line end; where a sentence goes on after it, the empty lines too."""
    cuts: list[Piece] = []
    for line in lines:
        start, end = line.start, line.end
        while start and text[start - 1] in " \t\f\u00a0":
            start -= 1
        while end < len(text) and text[end] in " \t\f\u00a0":
            end += 1
        end += end < len(text)  # its line feed
        if cuts and not text[cuts[-1].end : start].strip():
            start, first = cuts[-1].end, cuts.pop().start
            start = first
        cuts.append(Piece(start, end, ""))
    return [_over_the_page(text, cut) for cut in cuts]


def _over_the_page(text: str, cut: Piece) -> Piece:
    head, rest = cut.start, cut.end
    while head and text[head - 1].isspace():
        head -= 1
    while rest < len(text) and text[rest].isspace():
        rest += 1
    goes_on = head and rest < len(text) and text[rest].islower() and text[head - 1] not in ".!?…:"
    if not goes_on:
        return cut
    # one line feed stays between the two halves of the sentence
    return Piece(head + 1 if cut.start > head else cut.start, rest, "")
