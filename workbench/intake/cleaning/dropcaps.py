"""Large initials that were lost ("e Doubs, département…") or fell elsewhere ("E" alone, then "n Charente")."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workbench.intake.cleaned import Map, Piece
from workbench.intake.cleaning.lexicon import forms, habits, known

REST = re.compile(r"^[ \t\u00a0\f]*(?P<rest>[^\W\d_]+)(?=[ \t\u00a0,])", re.M)
ALONE = re.compile(r"^[ \t\u00a0\f]*(?P<cap>[^\W\d_])(?P<mark>[’']?)[ \t\u00a0]*$", re.M)
FAR = 400  # characters between an initial that fell elsewhere and its word
WORDS = {"a", "y", "à", "ô"}  # the words of one letter
CAPITALS = "ABCDEFGHIJLMNOPQRSTUVÀÉÊŒ"


@dataclass(frozen=True, slots=True)
class Initial:
    """A capital alone on its line, [start, end), with the apostrophe that may follow it."""

    start: int
    end: int
    text: str


def restored(text: str) -> Map:
    """The map in which an initial found nearby is moved to its word, and one that is nowhere is put back.

    Only a rest that is no French word by itself is completed, so that no printed word is changed; which capital was
    lost is told by the dictionary when one alone fits, and by habit for the commonest ("e": Le).
    """
    initials = [Initial(m.start("cap"), m.end("mark"), m["cap"] + m["mark"]) for m in ALONE.finditer(text)]
    initials = [i for i in initials if i.text[0].isupper()]
    moved: dict[int, Initial] = {}
    added: dict[int, str] = {}
    taken: set[int] = set()
    for at, rest in _rests(text, initials):
        near = [i for i in _near(initials, at) if i.start not in taken and _fits(i, rest)]
        if near:
            moved[at] = min(near, key=lambda i: abs(i.start - at))
            taken.add(moved[at].start)
        elif _no_word(rest) and (capital := _lost(rest)):
            added[at] = capital
    return _map(text, moved, added)


def _rests(text: str, initials: list[Initial]) -> Iterator[tuple[int, str]]:
    for m in REST.finditer(text):
        rest, at = m["rest"], m.start("rest")
        before = text[max(0, m.start() - 200) : m.start()].rstrip()
        if not rest[0].islower() or before.endswith(("-", "\u2010", "\u00ad", ",")) or before[-3:].lower() == " tu":
            continue
        # a rest that is a word by itself ("accompagnement" after L’) needs its initial close before it
        apostrophe = any(i.start < at and len(i.text) == 2 for i in _near(initials, at))
        opens = text.endswith("\n\n", 0, m.start()) or not before
        if _no_word(rest) or (apostrophe and opens):
            yield at, rest


def _near(initials: list[Initial], at: int) -> list[Initial]:
    low = bisect_left(initials, at - FAR, key=lambda i: i.start)
    return initials[low : bisect_left(initials, at + FAR, low, key=lambda i: i.start)]


def _no_word(rest: str) -> bool:
    """Whether a line cannot well begin with these letters; the dictionary takes single letters, and "es", for words."""
    return rest not in WORDS and (len(rest) == 1 or rest in habits()["dropcaps"]["guess"] or not known(rest))


def _fits(initial: Initial, rest: str) -> bool:
    if len(initial.text) == 2:
        return known(rest) and rest[0] in "aeiouyhâàéèêëîïôœ"
    return _no_word(rest) and known(initial.text + rest)


def _lost(rest: str) -> str:
    guess = str(habits()["dropcaps"]["guess"].get(rest, ""))
    if guess or len(rest) < 3:
        return guess
    # several words may fit ("créée", "gréée"): the one that is known to open sentences
    opening = [c for c in CAPITALS if c + rest in forms()]
    fitting = opening if len(opening) == 1 else [c for c in CAPITALS if known(c.lower() + rest)]
    return fitting[0] if len(fitting) == 1 else ""


def _map(text: str, moved: dict[int, Initial], added: dict[int, str]) -> Map:
    cuts = sorted({0, len(text), *moved, *added, *(x for i in moved.values() for x in (i.start, i.end))})
    gone = {i.start for i in moved.values()}
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        if start in moved:
            pieces.append(Piece(moved[start].start, moved[start].end))
        if start in added:
            pieces.append(Piece(start, start, added[start]))
        if start not in gone:
            pieces.append(Piece(start, end))
    return tuple(pieces)
