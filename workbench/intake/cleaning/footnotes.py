"""The number of a footnote glued to the word before it: "pauvreté1", "de son choix1.", "AFFIL1"."""

import re

from workbench.intake.cleaned import Map, Piece, replaced
from workbench.intake.cleaning.lexicon import habits, known

# not before " 000": "de1 000 h" has lost a blank, and 1 000 is no note
CALL = re.compile(
    r"(?P<word>(?<![\w/@.’'-])(?:[^\W\d_]+['’-])*[^\W\d_]+)(?P<close>[»)\]”]?)(?P<call>[1-9]\d?)"
    r"(?![\w%°€/@-]|[.,]\d|[ \u00a0\u2009\u202f]\d{3})"
)
AFTER_STOP = re.compile(r"(?P<word>(?<![\w.])[^\W\d_]{3,40})(?:[ \u00a0\u202f]?[!?]|[.…])(?P<call>[1-9]\d?)(?=\s|$)")
AFTER_CLOSE = re.compile(r"(?<=[»”])(?P<call>[1-9]\d?)(?=[\s.,;:)]|$)")
SUPERSCRIPT = re.compile(r"<sup>\s*\d{1,3}\s*</sup>")
SAME_PAGE = 4000  # characters
# how a note's own text begins, somewhere in the document
NOTE = re.compile(r"^[ \t\f]*(?P<n>[1-9]\d?)(?:[.)]|[ \t]|\n)[ \t]*[^\W\d_]", re.M)


def unglued(text: str) -> Map:
    """The map without the calls of notes; "m2", "CO2", "T3", "groupe1" and web addresses keep their digits.

    After an acronym the digit is a call only if a note of that number follows soon, or if the document has both such a
    note and the acronym without the digit.
    """
    edits = {m.start(): Piece(m.start(), m.end(), "") for m in SUPERSCRIPT.finditer(text)}
    notes = {m["n"] for m in NOTE.finditer(text)}
    for m in CALL.finditer(text):
        if _is_call(text, m, notes):
            edits[m.start("call")] = Piece(m.start("call"), m.end("call"), "")
    for m in AFTER_STOP.finditer(text):
        if known(m["word"]) and m["word"].lower() not in habits()["footnotes"]["units"]:
            edits[m.start("call")] = Piece(m.start("call"), m.end("call"), "")
    for m in AFTER_CLOSE.finditer(text):
        edits.setdefault(m.start(), Piece(m.start(), m.end(), ""))
    return replaced(text, edits.values())


def _is_call(text: str, found: re.Match[str], notes: set[str]) -> bool:
    word, last = found["word"], re.split(r"['’-]", found["word"])[-1]
    if last.lower() in habits()["footnotes"]["units"]:
        return False
    if len(last) > 1 and last.isupper():
        soon = NOTE.finditer(text, found.end(), found.end() + SAME_PAGE)
        if any(note["n"] == found["call"] for note in soon):
            return True
        return found["call"] in notes and re.search(rf"\b{re.escape(last)}\b", text) is not None
    return bool(found["close"]) or (len(last) > 2 and (known(last) or known(word)))
