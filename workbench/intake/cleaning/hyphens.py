"""Words split at the end of a line: "difficul-⏎tés" is one word again, "sous-⏎location" keeps its hyphen."""

import re
from collections import Counter
from enum import Enum

from workbench.intake.cleaned import Map, Piece, replaced
from workbench.intake.cleaning.lexicon import habits, known

LETTER = r"[^\W\d_]"
OPENING = r"(?<![^\W\d_])(?<![-’'])"  # a word is tried from its beginning only, or a chain takes for ever
# Markdown made from a PDF may close and open bold around the break; up to two empty lines may lie in it.
BROKEN = re.compile(
    rf"{OPENING}(?P<left>{LETTER}+(?:[-’']{LETTER}+)*)(?P<hyphen>[-\u2010\u00ad])"
    r"(?P<gap>\**[ \t\u00a0]*\n(?:[ \t\u00a0\f]*\n){0,2}[ \t\u00a0\f]*\**)"
    rf"(?P<right>{LETTER}+(?:[-’']{LETTER}+)*)"
)
LONGEST = 60  # letters of a word
TRUE = re.compile(rf"{OPENING}{LETTER}+(?:-{LETTER}+)+")
WORD = re.compile(rf"{LETTER}+")


class Verdict(Enum):
    """What a hyphen at the end of a line is."""

    BREAK = "the printer's: the word is written without it"
    TRUE = "the author's: the word is written with it"
    OPEN = "neither: it ends there (“médico- et psychosocial”)"


def rejoined(text: str) -> Map:
    """The map in which words split over two lines are whole; a soft hyphen is always the printer's."""
    written = Counter(w.group().lower() for w in TRUE.finditer(text))
    plain = Counter(w.group().lower() for w in WORD.finditer(text))
    edits, at, begun = [], 0, ("", -1)  # the word so far of a break that was joined, and where it goes on
    while found := BROKEN.search(text, at):
        # the right half may be the left half of the next break
        at = found.start("right")
        left, right = _before(found), found["right"]
        if begun[1] == found.start("left"):
            left = (begun[0] + left)[-LONGEST:]
        verdict = Verdict.BREAK if found["hyphen"] == "\u00ad" else verdict_on(left, right, written, plain)
        begun = (left, at) if verdict is Verdict.BREAK else ("", -1)
        if verdict is not Verdict.OPEN:
            start = found.start("hyphen") if verdict is Verdict.BREAK else found.start("gap")
            edits.append(Piece(start, found.end("gap"), ""))
    return replaced(text, edits)


def _before(found: re.Match[str]) -> str:
    # an elided article is no part of the word: l’accom-
    whole = found["left"]
    return whole if whole.lower().startswith(("c’est", "c'est")) else re.split(r"[’']", whole)[-1]


def verdict_on(left: str, right: str, written: Counter[str], plain: Counter[str]) -> Verdict:
    """Whose hyphen stands between two halves, given how often the text has each word with a hyphen, and each without.

    In order: the text's own other spellings, the list of compounds, capitals and digits, the dictionary, habits.
    """
    habit = habits()["hyphens"]
    # of "l’ex-ploitant-type" only the parts beside the break are looked up as one word
    first, last = left.split("-")[-1], re.split(r"[-’']", right)[0]
    joined, hyphened = (first + last).lower(), f"{first}-{last}".lower()
    whole = f"{left}-{right}".lower().replace("’", "'")
    if any(w in habit["keep"] for w in (whole, hyphened, f"{left}-{last}".lower().replace("’", "'"))):
        return Verdict.TRUE
    if first.lower() in habit["never"]:
        return Verdict.BREAK
    if last in {"et", "ou", "puis"} and not known(joined):
        return Verdict.OPEN
    if written[hyphened] != plain[joined]:
        return Verdict.TRUE if written[hyphened] > plain[joined] else Verdict.BREAK
    if last[0].isupper() and not first.isupper():
        return Verdict.TRUE
    if known(hyphened) or known(whole) or known(f"{left}-{last}"):
        return Verdict.TRUE
    if known(joined):
        return Verdict.BREAK
    return _by_habit(first.lower(), last.lower())


def _by_habit(first: str, last: str) -> Verdict:
    habit = habits()["hyphens"]
    if last in habit["after"] and known(first):
        return Verdict.TRUE
    if first in habit["before"] and known(last):
        return Verdict.TRUE
    both = min(len(first), len(last)) > 3 and known(first) and known(last)
    return Verdict.TRUE if both else Verdict.BREAK
