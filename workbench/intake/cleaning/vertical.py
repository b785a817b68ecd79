"""Titles printed upwards along a margin, which come out as one letter a line."""

import re

from workbench.intake.cleaned import Map, Piece, replaced
from workbench.intake.cleaning.lexicon import known

# four letters at least: fewer may be drop caps or the marks of a list
COLUMN = re.compile(r"^[ \t\f]*[^\W\d_](?:[ \t]*\n(?:[ \t]*\n)?[ \t\f]*[^\W\d_]){3,60}[ \t]*$", re.M)
SIGN = re.compile(r"[^\W\d_]")
LONGEST = 24  # letters of one word
SINGLE = {"À", "A", "Y", "Ô"}  # words of one letter


def upright(text: str) -> Map:
    """The map in which letters under each other are words on one line, read downwards or else upwards.

    Letters that make no French words either way are left as they are.
    """
    pieces: list[Piece] = []
    at = 0
    for column in COLUMN.finditer(text):
        letters = [m.start() + column.start() for m in SIGN.finditer(column.group())]
        order, words = _reading(text, letters)
        if not words:
            continue
        pieces += [Piece(at, letters[0])] if at < letters[0] else []
        ends = {sum(words[: n + 1]) for n in range(len(words) - 1)}
        for n, place in enumerate(order, 1):
            pieces.append(Piece(place, place + 1))
            pieces += [Piece(place + 1, place + 1, " ")] if n in ends else []
        at = letters[-1] + 1
    return (*pieces, Piece(at, len(text))) if pieces else replaced(text, ())


def _reading(text: str, letters: list[int]) -> tuple[list[int], list[int]]:
    """The places of the letters in the order of the words, and their lengths; one word is tried before several."""
    for several in (False, True):
        for order in (letters, letters[::-1]):
            signs = "".join(text[i] for i in order)
            words = _split(signs) if several else [len(signs)] * known(signs)
            if words:
                return order, words
    return letters, []


def _split(signs: str) -> list[int]:
    """The lengths of the fewest French words that capitals make; empty when they make none."""
    best: list[list[int] | None] = [[]]
    for end in range(1, len(signs) + 1 if signs.isupper() else 1):
        ways = []
        for size in range(1, min(end, LONGEST) + 1):
            word, before = signs[end - size : end], best[end - size]
            if before is not None and (word in SINGLE if size == 1 else size > 2 and known(word)):
                ways.append([*before, size])
        best.append(min(ways, key=len, default=None))
    return best[-1] or []
