"""What a quote's own words may not give away; the lexicon is data, `corpus/lexicons/quotes.toml`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workbench import resources
from workbench.messages import _

LABEL = re.compile(r"\[[^\[\]]*\]")  # what a pseudonymiser put in: [prénom 1]
NAME = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ][\w’-]*(?:[ \u00a0]+[A-ZÀ-ÖØ-Þ][\w’-]*)*")
HEAD = re.compile(r"(?:^|[.!?…:;«»“”\"(\n–—-])[\s\u00a0\u202f«“\"(]*$")
CLAUSE = re.compile(r"[.!?…;]|,(?!\s*(?:qui|ils?|elles?)\b)")  # “mon fils, il est malade” is one
ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’']", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """[start, end) in code points of a quote's text, the kind of thing that stands there, and why it blocks."""

    start: int
    end: int
    text: str
    kind: str
    why: str


def reasons() -> dict[str, str]:
    """Why each kind of words blocks a quote, in the user's language."""
    return {
        "date": _("an exact date"),
        "money": _("a sum of money"),
        "phone": _("a telephone number or an e-mail address"),
        "number": _("a file number"),
        "address": _("an address"),
        "age": _("an exact age"),
        "rare": _("an event so rare that it points to one person"),
        "name": _("a proper name"),
        "third": _("somebody else who is named"),
    }


def lexicon() -> dict[str, Any]:
    """The lexicon of quotes as shipped."""
    return resources.lexicon("quotes")


@lru_cache
def _patterns(section: str) -> dict[str, list[re.Pattern[str]]]:
    return {kind: [re.compile(p, re.IGNORECASE) for p in found] for kind, found in lexicon()[section].items()}


def hits(text: str) -> list[Hit]:
    """The words that keep a quote back, in order; labels in square brackets are taken for replacements."""
    text = unicodedata.normalize("NFC", text) if len(unicodedata.normalize("NFC", text)) == len(text) else text
    open_text = LABEL.sub(lambda m: " " * len(m[0]), text)
    why = reasons()
    found = [
        Hit(m.start(), m.end(), text[m.start() : m.end()], kind, why[kind])
        for kind, patterns in _patterns("hits").items()
        for pattern in patterns
        for m in pattern.finditer(open_text)
    ]
    taken = [(hit.start, hit.end) for hit in found]
    found += [h for h in _names(open_text, why["name"]) if not any(a < h.end and h.start < b for a, b in taken)]
    return sorted(found, key=lambda hit: (hit.start, hit.end))


def _names(text: str, why: str) -> list[Hit]:
    """Capitalised words that are not the head of a sentence, and first names anywhere."""
    allowed = {word.casefold() for word in lexicon()["names"]["allowed"]}
    first = {word.casefold() for word in lexicon()["names"]["first"]}
    found = []
    for match in NAME.finditer(text):
        start, words = match.start(), match[0]
        if words.casefold() in allowed:
            continue
        for word in re.finditer(r"[\w’-]+", words):
            bare = ELIDED.sub("", word[0])
            at = start + word.start()
            head = word.start() == 0 and HEAD.search(text[:at]) is not None
            named = bare.casefold() in first or (bare[:1].isupper() and not head and not bare.isdigit())
            if named and bare.casefold() not in allowed:
                found.append(Hit(at, at + len(word[0]), word[0], "name", why))
    # After d’, l’, qu’ a name stands in the middle of a word as far as spaces tell.
    for match in re.finditer(r"(?<=[’'])[A-ZÀ-ÖØ-Þ][\w-]+", text):
        if match[0].casefold() not in allowed and not any(h.start <= match.start() < h.end for h in found):
            found.append(Hit(match.start(), match.end(), match[0], "name", why))
    return found


def delicate(text: str) -> set[str]:
    """The delicate matters that a text touches: "health", "violence", "nationality"."""
    return {kind for kind, patterns in _patterns("delicate").items() if any(p.search(text) for p in patterns)}


def tells_of_others(text: str) -> bool:
    """Whether a clause tells of the health, the violence or the legal matters of somebody who was not asked."""
    people, done = ([re.compile(p, re.IGNORECASE) for p in lexicon()["others"][name]] for name in ("people", "done"))
    for clause in CLAUSE.split(text):
        left = clause
        for pattern in done:
            left = pattern.sub(" ", left)
        if delicate(left) & {"health", "violence"} and any(p.search(left) for p in people):
            return True
    return False


def territory_said(text: str) -> bool:
    """Whether the words themselves name a département."""
    return any(re.search(p, text, re.IGNORECASE) for p in lexicon()["territory_said"]["patterns"])
