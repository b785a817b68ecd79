"""One person's words, to be found wherever they were copied: in runs of twenty characters, whatever their typography.

A run that other people said or wrote too ("l’assistante sociale") is theirs as well and stays where they have it;
sixty characters in a row are a quotation of the person, wherever they stand.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

RUN = 20  # characters of which none may be left in a row
LONG = 60  # characters in a row that nobody says twice by chance
GONE = "(…)"  # what stands in a text where the person's words stood
BLANK = "█"  # the same, character for character, where later positions must hold

# Blanks are one blank and apostrophes one apostrophe, each for one: positions stay those of the text.
_SAME = {ord(c): " " for c in "\t\n\v\f\r\x85\u00a0\u2007\u2009\u200a\u2028\u2029\u202f"} | {
    ord(c): "’" for c in "'‘ʼ＇`"
}


def folded(text: str) -> str:
    """The text in one typography and in lower case, code point for code point."""
    plain = text.translate(_SAME)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def runs_of(text: str) -> set[str]:
    """Every run of twenty characters of a folded text that holds words; eight letters are the least."""
    plain = folded(text)
    found = {plain[i : i + RUN] for i in range(len(plain) - RUN + 1)}
    return {run for run in found if sum(map(str.isalnum, run)) >= 8}


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """`runs` are all of the person's, `own` those that nobody else said or wrote."""

    runs: frozenset[str]
    own: frozenset[str]

    def quoted(self, text: str) -> list[tuple[int, int]]:
        """Where a text quotes the person at length: [start, end) in code points, apart, in order."""
        return _stretches(text, self.runs, LONG)

    def all_of(self, text: str) -> list[tuple[int, int]]:
        """Where a text that is nobody else's speech holds the person's words: every run of them, as above."""
        return _stretches(text, self.runs, RUN)

    def own_in(self, text: str) -> list[tuple[int, int]]:
        """The same for runs that are the person's alone."""
        return _stretches(text, self.own, RUN)


def words(texts: Iterable[str], others: Iterable[str]) -> Words:
    """The words of one person, `others` being what everybody else said or wrote."""
    runs: set[str] = set()
    for text in texts:
        for form in {text, *(unicodedata.normalize(name, text) for name in ("NFC", "NFD"))}:
            runs |= runs_of(form)
    own = set(runs)
    for text in others:
        plain = folded(text)
        own.difference_update(plain[i : i + RUN] for i in range(len(plain) - RUN + 1))
    return Words(frozenset(runs), frozenset(own))


def _stretches(text: str, runs: frozenset[str], at_least: int) -> list[tuple[int, int]]:
    plain, found = folded(text), list[tuple[int, int]]()
    for i in range(len(plain) - RUN + 1):
        if plain[i : i + RUN] in runs:
            if found and i <= found[-1][1]:
                found[-1] = (found[-1][0], i + RUN)
            else:
                found.append((i, i + RUN))
    return [(start, end) for start, end in found if end - start >= at_least]


def cut_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mark in the place of each span; spans are apart and in order."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], GONE]
        at = end
    return "".join([*parts, text[at:]])


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with every character of the spans but its line feeds blanked: as long as before."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [c if c == "\n" else BLANK for c in letters[start:end]]
    return "".join(letters)
