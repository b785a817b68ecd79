"""The number of a footnote glued to the word before it: "pauvreté1", "de son choix1.", "AFFIL1"."""

import re

from workbench.intake.cleaned import Map, Piece, replaced
from workbench.intake.cleaning.lexicon import habits, known

# not before " 000": "de1 000 h" has lost a blank, and 1 000 is no note
CALL = re.compile(
    r"(?P<word>(?<![\w/@.-])(?:[^\W\d_]+['’-])*[^\W\d_]+)(?P<close>[»)\]”]?)(?P<call>[1-9]\d?)"
    r"(?![\w%°€/@-]|[.,]\d|[ \u00a0\u2009\u202f]\d{3})"
)
AFTER_CLOSE = re.compile(r"(?<=[»”])(?P<call>[1-9]\d?)(?=[\s.,;:)]|$)")
SUPERSCRIPT = re.compile(r"<sup>\s*\d{1,3}\s*</sup>")
SAME_PAGE = 4000  # characters
NOTE = r"^[ \t\f]*{n}(?:[.)]|[ \t]|\n)[ \t]*[^\W\d_]"  # how a note's own text begins, somewhere in the document


def unglued(text: str) -> Map:
    """The map without the calls of notes; "m2", "CO2", "T3", "groupe1" and web addresses keep their digits.

    After an acronym the digit is a call only if a note of that number follows soon, or if the document has both such a
    note and the acronym without the digit.
    """
    edits = {m.start(): Piece(m.start(), m.end(), "") for m in SUPERSCRIPT.finditer(text)}
    for m in CALL.finditer(text):
        if _is_call(text, m):
            edits[m.start("call")] = Piece(m.start("call"), m.end("call"), "")
    for m in AFTER_CLOSE.finditer(text):
        edits.setdefault(m.start(), Piece(m.start(), m.end(), ""))
    return replaced(text, edits.values())


def _is_call(text: str, found: re.Match[str]) -> bool:
    word, last = found["word"], re.split(r"['’-]", found["word"])[-1]
    if last.lower() in habits()["footnotes"]["units"]:
        return False
    if len(last) > 1 and last.isupper():
        note = re.compile(NOTE.format(n=found["call"]), re.M)
        if note.search(text, found.end(), found.end() + SAME_PAGE):
            return True
        return re.search(rf"\b{re.escape(last)}\b", text) is not None and note.search(text) is not None
    return bool(found["close"]) or (len(last) > 2 and (known(last) or known(word)))
