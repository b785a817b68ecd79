"""Words found in a text: accents and case aside, or in whatever inflection (spaCy's lemmas). Places are code points.

What is built of a text is kept as long as the kernel lives: a text never changes. A plain search never loads spaCy.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

from workbench import language

KEPT = 256  # texts whose index stays in memory
PART = 4_000  # characters given to spaCy at once: memory stays flat
SPELLED = {"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-"}

Span = tuple[int, int]


@lru_cache(maxsize=8192)
def _letters(character: str) -> str:
    """One character without case and accent: none, one or several letters."""
    folded = "".join(SPELLED.get(c, c) for c in unicodedata.normalize("NFKD", character.casefold()))
    return "".join(c for c in folded if not unicodedata.combining(c))


@lru_cache(maxsize=KEPT)
def _folded(text: str) -> tuple[str, "array[int]"]:
    """The text folded, and for each of its characters the place of the one that it comes from."""
    parts, places = [], array("I")
    for at, character in enumerate(text):
        letters = _letters(character)
        parts.append(letters)
        places.extend([at] * len(letters))
    return "".join(parts), places


def plainly(text: str, words: str) -> list[Span]:
    """Where these words stand, case, accents and kinds of blanks aside; also inside longer words."""
    wanted = "".join(_letters(c) for c in words).split()
    if not wanted:
        return []
    folded, places = _folded(text)
    pattern = re.compile(r"\s+".join(re.escape(word) for word in wanted))
    found = []
    for match in pattern.finditer(folded):
        end = places[match.end() - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1  # an accent written as a character of its own belongs to its letter
        found.append((places[match.start()], end))
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: where each begins and ends, its folded lemma and its folded form."""

    starts: "array[int]"
    ends: "array[int]"
    lemmas: tuple[str, ...]
    forms: tuple[str, ...]


@lru_cache(maxsize=KEPT)
def _words(text: str) -> Words:
    starts, ends = array("I"), array("I")
    lemmas: list[str] = []
    forms: list[str] = []
    parts = _parts(text)
    # where sentences end does not matter here, and small batches keep memory flat
    read = language.pipeline().pipe((text[a:b] for a, b in parts), batch_size=8, disable=["senter"])
    for (first, _last), doc in zip(parts, read, strict=True):
        for token in doc:
            if token.is_alpha or token.like_num:
                starts.append(first + token.idx)
                ends.append(first + token.idx + len(token.text))
                lemmas.append(_fold(token.lemma_))
                forms.append(_fold(token.text))
    return Words(starts, ends, tuple(lemmas), tuple(forms))


def _fold(word: str) -> str:
    return "".join(_letters(c) for c in word)


def _parts(text: str) -> list[Span]:
    """The text in parts that end with a line, so that no sentence is cut."""
    parts, at = [], 0
    while at < len(text):
        end = text.find("\n", min(at + PART, len(text)))
        end = len(text) if end < 0 else end + 1
        parts.append((at, end))
        at = end
    return parts


def in_any_form(text: str, words: str) -> list[Span]:
    """Where these words stand one after the other in whatever inflection: "logement social", "logements sociaux"."""
    wanted = [{lemma, form} for lemma, form in zip(*_query(words), strict=True)]
    if not wanted:
        return []
    known = _words(text)
    found = []
    for n in range(len(known.forms) - len(wanted) + 1):
        if all(known.lemmas[n + k] in one or known.forms[n + k] in one for k, one in enumerate(wanted)):
            found.append((known.starts[n], known.ends[n + len(wanted) - 1]))
    return found


def _query(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked = _words(" ".join(words.split()))
    return asked.lemmas, asked.forms


def around(text: str, span: Span, width: int = 60) -> tuple[str, str]:
    """What stands before and after, about `width` characters each, whole words, on one line."""
    start, end = span
    first, last = max(0, start - width), min(len(text), end + width)
    before, after = text[first:start], text[end:last]
    if first > 0:
        before = "…" + re.sub(r"^\S*\s+(?=\S)", "", before)
    if last < len(text):
        after = re.sub(r"(?<=\S)\s+\S*$", "", after) + "…"
    return _one_line(before), _one_line(after)


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " / ", text)
