"""A prepared text being read: what stands before a word, and what each word was found to be."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from workbench.intake.identifiers.lexicons import context
from workbench.intake.identifiers.words import Prepared, Word

PERSON = {"name", "first_name"}
OF = {"de", "d", "du"}
ARTICLES = "le la les l de du des d un une qui que je il elle on a et votre vous mon ma"


@dataclass
class Reading:
    """A prepared text being read: what each word was found to be, word by word."""

    prepared: Prepared
    hints: list[tuple[int, int, str]]
    taken: set[int] = field(default_factory=set)  # words inside identifiers of a known form
    closed: set[int] = field(default_factory=set)  # words that name nobody: CAF, Noël
    kinds: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = self.prepared.words
        self._hint_starts = [start for start, _end, _label in self.hints]

    def hint(self, word: Word) -> str:
        n = bisect_right(self._hint_starts, word.start) - 1
        return self.hints[n][2] if n >= 0 and word.end <= self.hints[n][1] else ""

    def before(self, n: int, most: int = 4) -> list[Word]:
        """The words before the n-th in its line, nearest first, elisions included."""
        found: list[Word] = []
        for word in reversed(self.words[max(0, n - most - 1) : n]):
            nearer = found[-1] if found else self.words[n]
            if not found and self.opens_a_name(word, nearer):
                continue  # "N’Guessan" is one name
            if re.search(r"[\n.!?;…](?!\s?-)", self._gap(word, nearer)) and not self._title_dot(word, nearer):
                break
            found.append(word)
        return found[:most]

    def opens_a_name(self, word: Word, nearer: Word) -> bool:
        """Whether a letter and an apostrophe belong to the name after them: "N’Guessan", not "l’Adil"."""
        apostrophe = word.folded in {"n", "m", "o", "d", "l"} and self._gap(word, nearer) in ("’", "'")
        return apostrophe and nearer.capital and (word.capital or nearer.folded[0] not in "aeiouyh")

    def _gap(self, a: Word, b: Word) -> str:
        return self.prepared.between(a, b)

    def _title_dot(self, word: Word, nearer: Word) -> bool:
        return (
            word.folded in context("titles")
            and re.fullmatch(r"\.?[ \u00a0\u202f]*\s", self._gap(word, nearer)) is not None
        )

    def next(self, n: int) -> Word | None:
        if n + 1 < len(self.words) and self.prepared.adjacent(self.words[n], self.words[n + 1]):
            return self.words[n + 1]
        return None

    def titled(self, n: int) -> bool:
        """Whether a title stands before the n-th word: "Mme ", "monsieur "."""
        near = self.before(n, 1)
        if not near or near[0].folded not in context("titles"):
            return False
        gap = self.prepared.text[near[0].end : self.words[n].start]
        if re.fullmatch(r"\.?[ \u00a0\u202f]*\s?(?:[nmodlNMODL][’'])?", gap) is None:  # "Madame : Bah"
            return False
        return len(near[0].folded) > 1 or (near[0].text == "M" and gap[0] == ".")

    def abbreviated(self, n: int) -> bool:
        """Whether the title before the n-th word is one that is written with a stop: "M.", "Dr."."""
        near = self.before(n, 1)
        return (
            bool(near) and near[0].folded in {"m", "mm", "mme", "mlle", "me", "dr", "pr"} and near[0].text[0].isupper()
        )

    def named(self, n: int) -> bool:
        """Whether the words before announce a name: "je m’appelle ", "prénom : ", "moi c’est "."""
        near = [word.folded for word in self.before(n, 4)]
        while near and near[0] in {"donc", "euh", "bah", "aussi", "juste", "tout", "simplement", "toujours"}:
            near.pop(0)
        if not near:
            return False
        return (
            near[0] in announcing()
            or (near[:2] == ["est", "c"] and near[2:3] in (["moi"], ["prenom"], ["nom"], ["surnom"]))
            or near[:2] == ["est", "prenom"]
        )

    def kin(self, n: int) -> bool:
        """Whether the word before is a relative's or a helper's: "mon fils ", "ma référente, "."""
        near = self.before(n, 3)
        while near and near[0].folded in {"c", "est", "s", "social", "sociale", "euh", "de", "rue"} and len(near) > 1:
            near.pop(0)
        return bool(near) and near[0].folded in context("kin")

    def by(self, n: int, words: set[str]) -> bool:
        near = self.before(n, 2)
        while near and near[0].folded in {"l", "la", "le", "les"}:
            near.pop(0)
        return bool(near) and near[0].folded in words


def is_function(word: Word) -> bool:
    """Whether a word is one of those that open anything: articles, pronouns."""
    return word.folded in ARTICLES.split()


@lru_cache
def announcing() -> frozenset[str]:
    """The words that announce a name, without what is elided before them."""
    stems = {word.rpartition("'")[2] for word in context("naming")}
    return frozenset(stems)
