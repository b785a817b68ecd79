"""Blocks that a page prints twice (a table and its picture, a box and its shadow): marked, never removed."""

from dataclasses import dataclass

WINDOW = 3  # lines with words that must agree one after the other
LEAST = 80  # letters and digits in them


@dataclass(frozen=True, slots=True)
class Repeat:
    """[start, end) says again what [first_start, first_end) said before it, in code points of the same text."""

    start: int
    end: int
    first_start: int
    first_end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words: [start, end), and its letters and digits alone."""

    start: int
    end: int
    core: str


def repeated(text: str) -> tuple[Repeat, ...]:
    """Every run of lines that stood before in the same words, case and blanks aside, each as long as can be."""
    lines = _lines(text)
    seen: dict[tuple[str, ...], int] = {}
    found: list[Repeat] = []
    n = 0
    while n + 1 <= len(lines):
        window = _window(lines, n)
        earlier = seen.get(window) if window else None
        if earlier is None or earlier + len(window) > n:  # what still overlaps itself says nothing again
            if window:
                seen.setdefault(window, n)
            n += 1
            continue
        size = len(window)
        while n + size < len(lines) and earlier + size < n and lines[earlier + size].core == lines[n + size].core:
            size += 1
        last, first_last = lines[n + size - 1], lines[earlier + size - 1]
        found.append(Repeat(lines[n].start, last.end, lines[earlier].start, first_last.end))
        n += size
    return tuple(found)


def _lines(text: str) -> list[Line]:
    lines, at = [], 0
    for raw in text.split("\n"):
        core = "".join(c for c in raw.casefold() if c.isalnum())
        if core:
            lines.append(Line(at, at + len(raw), core))
        at += len(raw) + 1
    return lines


def _window(lines: list[Line], n: int) -> tuple[str, ...]:
    """The shortest run from line n that is long enough to be no chance; empty near the end or for a running head."""
    if len(lines[n].core) >= LEAST:
        return (lines[n].core,)
    cores = tuple(line.core for line in lines[n : n + WINDOW])
    return cores if len(cores) == WINDOW and sum(map(len, cores)) >= LEAST else ()
