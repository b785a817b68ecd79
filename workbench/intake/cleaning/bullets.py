"""Bullets that a symbol font left behind as a letter ("w Les sans domicile fixe") or as a character without a name."""

import re
from collections import Counter

from workbench.intake.cleaned import Map, Piece, replaced
from workbench.intake.cleaning.lexicon import habits

PRIVATE = "[\ue000-\uf8ff\U000f0000-\U000ffffd]"
NAMELESS = re.compile(rf"^(?P<blank>[ \t\u00a0\f]*)(?P<sign>{PRIVATE}|\(cid:\d+\))(?=[ \t\u00a0]*\S)", re.M)
ORNAMENT = re.compile(rf"[ \t\u00a0]{{0,9}}{PRIVATE}")
LETTER = re.compile(r"^(?P<blank>[ \t\u00a0\f]*)(?P<sign>\S)[ \t\u00a0]+(?=[^\W\d_])", re.M)
OFTEN = 3  # a letter that opens this many lines is a bullet
WORDS = {"y", "o"}  # those that are words: only before a capital, or alone with others of their kind


def plain(text: str) -> Map:
    """The map in which such bullets are "•"; nameless characters that open no line are ornaments, and left out."""
    edits = {m.start("sign"): Piece(m.start("sign"), m.end("sign"), "•") for m in NAMELESS.finditer(text)}
    for m in ORNAMENT.finditer(text):
        if m.end() - 1 not in edits:
            edits[m.end() - 1] = Piece(m.start(), m.end(), "")
    signs = bullet_letters(text)
    for m in LETTER.finditer(text):
        if m["sign"] in signs:
            edits[m.start("sign")] = Piece(m.start("sign"), m.end("sign"), "•")
    return replaced(text, edits.values())


def bullet_letters(text: str) -> frozenset[str]:
    """The letters that this text has for bullets: they open many lines, as no word of French does."""
    letters = set(habits()["bullets"]["letters"])
    opened: Counter[str] = Counter()
    for m in LETTER.finditer(text):
        if m["sign"] in letters and (m["sign"] not in WORDS or text[m.end()].isupper()):
            opened[m["sign"]] += 1
    return frozenset(sign for sign, n in opened.items() if n >= OFTEN)
