"""A text made ready: composed characters, capitals put where a transcriber left them out, words with their looks."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from workbench.intake.identifiers.capitals import HEAD, JOINED, with_capitals, without_capitals
from workbench.intake.identifiers.lexicons import ATOM, context, fold, gazetteer, longest, sound, sounds
from workbench.language import dictionary

SENTENCE_END = re.compile(r"[.!?…]+[\s\u00a0\u202f»”\")]|\n")
ELIDED = {"j", "c", "s", "t", "l", "qu", "d", "m", "n"}
BLOCK = re.compile(r"[^\n]+(?:\n[ \t]*(?=[a-zà-ÿ])[^\n]+)*")  # a line and those that go on with it


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, [start, end) in the prepared text."""

    n: int
    start: int
    end: int
    text: str
    folded: str
    capital: bool  # begins with a capital, or would if the transcriber wrote capitals
    head: bool  # where a sentence begins, and any word bears a capital
    known: bool  # a word of the dictionary
    bare: bool  # in a passage without capitals


class Prepared:
    """A text in composed characters, of which every offset leads back to the text given."""

    def __init__(self, original: str) -> None:
        self.original = original
        plain, self._back = _composed(original)
        self._plain = plain
        self.bare_lines = [(m.start(), m.end()) for m in BLOCK.finditer(plain) if without_capitals(m[0])]
        self.text = with_capitals(plain, self.bare_lines)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The [start, end) in the original of a span of the prepared text."""
        return self._back[start], self._back[end]

    def printed_capital(self, word: Word) -> bool:
        """Whether the capital of a word is the transcriber's, not ours."""
        return word.capital and self._plain[word.start].isupper()

    def is_bare(self, at: int) -> bool:
        n = bisect_right(self.bare_lines, (at, len(self.text) + 1)) - 1
        return n >= 0 and self.bare_lines[n][0] <= at < self.bare_lines[n][1]

    @cached_property
    def words(self) -> list[Word]:
        known = dictionary()
        found = []
        for n, m in enumerate(ATOM.finditer(self.text)):
            plain = fold(m[0])
            raised = self._plain[m.start()] != m[0][0]  # by us, so that its capital says nothing of its place
            head = not raised and HEAD.search(self.text[max(0, m.start() - 8) : m.start()]) is not None
            known_word = plain in known or plain.isdigit()
            bare = self.is_bare(m.start())
            found.append(Word(n, m.start(), m.end(), m[0], plain, m[0][0].isupper(), head, known_word, bare))
        return found

    @cached_property
    def starts(self) -> list[int]:
        return [word.start for word in self.words]

    def between(self, a: Word, b: Word) -> str:
        return self.text[a.end : b.start]

    def adjacent(self, a: Word, b: Word) -> bool:
        """Whether only a blank, a hyphen or an apostrophe lies between two words."""
        return JOINED.fullmatch(self.between(a, b)) is not None

    def sentence(self, at: int) -> tuple[int, int]:
        """The bounds of the sentence around an offset, at most 300 characters each side."""
        low, high = max(0, at - 300), min(len(self.text), at + 300)
        starts = [m.end() for m in SENTENCE_END.finditer(self.text, low, at)]
        end = SENTENCE_END.search(self.text, at, high)
        return (starts[-1] if starts else low), (end.start() if end else high)

    @cached_property
    def phrases(self) -> list[tuple[int, int, frozenset[str]]]:
        """Listed expressions as (first word, one past the last, what they can be); the longest one at each place."""
        return list(self._phrases())

    def _phrases(self) -> Iterator[tuple[int, int, frozenset[str]]]:
        table = gazetteer()
        n = 0
        while n < len(self.words):
            most = max(longest(self.words[n].folded), 2)  # two: a name may have been split
            for length in range(min(most, len(self.words) - n), 0, -1):
                run = self.words[n : n + length]
                if any(not self.adjacent(a, b) for a, b in pairwise(run)):
                    continue
                key = tuple(word.folded for word in run)
                kinds = table.get(key) or (table.get(("".join(key),)) if self._one_word(run) else None)
                if kinds:
                    yield n, n + length, kinds
                    n += length - 1
                    break
            n += 1

    def _one_word(self, run: list[Word]) -> bool:
        """Whether two pieces may be one name that was split: "N’Diaye", "Fatou-mata", "Tra oré"."""
        if len(run) != 2 or len(run[0].folded + run[1].folded) < 5:
            return False
        gap = self.between(run[0], run[1])
        if gap in ("’", "'") and run[0].folded in ELIDED and run[1].known:  # "J’aime" is no Jaime
            return False
        return gap not in " \u00a0" or not (run[0].known and run[1].known)


def _composed(text: str) -> tuple[str, list[int]]:
    """The text with each letter and its accents as one character where Unicode has one, and offsets back."""
    parts: list[str] = []
    back: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        one = unicodedata.normalize("NFC", text[at:end]) if end > at + 1 else text[at]
        if len(one) == 1:
            back.append(at)
        else:
            one = text[at:end]
            back += range(at, end)
        parts.append(one)
        at = end
    return "".join(parts), [*back, len(text)]


def misspelt(word: str) -> frozenset[str]:
    """What a word that sounds like a listed name can be; empty for French words."""
    plain = fold(word)
    if len(plain) < 5 or plain in dictionary() or plain in context("oral"):
        return frozenset()
    return sounds().get(sound(plain), frozenset())
