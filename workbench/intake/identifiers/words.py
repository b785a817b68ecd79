"""A text made ready: composed characters, capitals put where a transcriber left them out, words with their looks."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbench.intake.identifiers.lexicons import (
    ATOM,
    EMPLOYER,
    FIRST,
    LANDLORD,
    LAST,
    NOBODY,
    PLACE,
    SCHOOL,
    african,
    context,
    fold,
    gazetteer,
    lexicon,
    longest,
    sound,
    sounds,
)
from workbench.language import dictionary

AT_SCHOOL = re.compile(
    r"\b(?:école|ecole|collège|college|lycée|lycee|maternelle|primaire|élémentaire|crèche)s?\s(?:\w+\s)?$", re.I
)
AT_WORK = re.compile(r"\b(?:chez|à|a|pour|au)\s$", re.I)
HEAD = re.compile(r"(?:^|[.!?…:;«“”\"(\[\n>–—•]|\n\s*-)[\s\u00a0\u202f«“\"(\[–—-]*$")
SENTENCE_END = re.compile(r"[.!?…]+[\s\u00a0\u202f»”\")]|\n")
BLOCK = re.compile(r"[^\n]+(?:\n[ \t]*(?=[a-zà-ÿ])[^\n]+)*")  # a line and those that go on with it
JOINED = re.compile(r"[ \u00a0\u202f]|-|[’']|-\n[ ]*|(?<=\w)\.[ ]?-?")


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
        self.bare_lines = [(m.start(), m.end()) for m in BLOCK.finditer(plain) if _without_capitals(m[0])]
        self.text = _with_capitals(plain, self.bare_lines)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The [start, end) in the original of a span of the prepared text."""
        return self._back[start], self._back[end]

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

    def phrases(self) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Listed expressions as (first word, one past the last, what they can be); the longest one at each place."""
        table, most = gazetteer(), longest()
        n = 0
        while n < len(self.words):
            for length in range(min(most, len(self.words) - n), 0, -1):
                run = self.words[n : n + length]
                if any(not self.adjacent(a, b) for a, b in zip(run, run[1:], strict=False)):
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


def _without_capitals(line: str) -> bool:
    """At least five words with no capital inside sentences and no care for stops, or words that mostly shout."""
    words = list(re.finditer(r"[^\W\d_]{2,}", line))
    if len(words) < 5:
        return False
    if sum(m[0].isupper() for m in words) > 0.7 * len(words):
        return True
    said = re.sub(r"^[^\n:]{1,30}[:>]\s*|^\W+", "", line.strip())
    if said[:1].isupper() and re.search(r"[.!?…][»”)\s]*$", said):
        return False  # written with care: that there is no name in it is no accident
    return not any(m[0][0].isupper() and not HEAD.search(line[: m.start()]) for m in words)


def _with_capitals(text: str, lines: list[tuple[int, int]]) -> str:
    """The text of equal length in which likely names bear a capital, in lines without capitals unknown words too."""
    parts, at = [], 0
    for start, end in lines:
        parts += [_raised(text[at:start], bare=False), _raised(text[start:end], bare=True)]
        at = end
    return "".join([*parts, _raised(text[at:], bare=False)])


def _raised(line: str, *, bare: bool) -> str:
    if bare and sum(c.isupper() for c in line) > 0.5 * sum(c.isalpha() for c in line):
        line = _same_length(line, line.lower())
    chars = list(line)
    spans = [(m.start(), m.end(), fold(m[0])) for m in ATOM.finditer(line)]
    words, oral = dictionary(), context("oral")
    n = 0
    while n < len(spans):
        size = _listed(spans, n, line)
        start, _end, word = spans[n]
        if size:
            for start, _end, word in spans[n : n + size]:
                if size == 1 or len(word) > 3 or word not in words:
                    chars[start] = _upper(chars[start])
        elif len(word) > 3 and word.isalpha() and word not in words and word not in oral:
            cut = line[max(0, start - 2) : start] == "-\n" or line[_end : _end + 2] == "-\n"
            if (bare and not cut) or _announced(spans, n):
                chars[start] = _upper(chars[start])
        n += size or 1
    return "".join(chars)


def _announced(spans: list[tuple[int, int, str]], n: int) -> bool:
    """Whether the word before is "madame", "m’appelle" or the like."""
    before = spans[n - 1][2] if n else ""
    return len(before) > 2 and before in context("titles") | {"appelle", "appelait", "appelles", "prenom"}


def _listed(spans: list[tuple[int, int, str]], n: int, line: str) -> int:
    """The number of words of the listed expression that surely begins at the n-th word; 0 for none."""
    table = gazetteer()
    for length in range(min(longest(), len(spans) - n), 0, -1):
        run = spans[n : n + length]
        key = tuple(word for _s, _e, word in run)
        kinds = table.get(key)
        if kinds and all(JOINED.fullmatch(line[a[1] : b[0]]) for a, b in zip(run, run[1:], strict=False)):
            return length if NOBODY not in kinds and _sure(key, spans, n, line) else 0
    return 0


def _sure(key: tuple[str, ...], spans: list[tuple[int, int, str]], n: int, line: str) -> bool:
    """Whether a listed expression without capital is itself here rather than the French word it also is."""
    often, words = context("often_words") | context("oral"), dictionary()
    if any(word not in words and word not in often and len(word) > 2 for word in key):
        return True
    before = [word for _s, _e, word in spans[max(0, n - 3) : n]]
    if not before:
        return False
    kinds = gazetteer()[key]
    left = line[max(0, spans[n][0] - 60) : spans[n][0]]
    if SCHOOL in kinds and AT_SCHOOL.search(left):
        return True
    if EMPLOYER in kinds and AT_WORK.search(left) and re.search(lexicon("contexts")["working"], left, re.IGNORECASE):
        return True
    if FIRST in kinds and before[-1] in context("kin") and key[0] not in often:
        return True
    if LANDLORD in kinds and len(key) > 1:
        return True
    listed_with = before[-1] == "et" and len(before) > 1 and FIRST in gazetteer().get((before[-2],), frozenset())
    if FIRST in kinds and listed_with and (key[0] not in context("oral")):
        return True
    named = before[-1] in context("titles") | {"appelle", "appelait", "appelles", "prenom", "prenomme", "prenommee"}
    named = named or before[-3:] == ["moi", "c", "est"] or before[-2:] == ["prenom", "est"]
    first = FIRST in gazetteer().get((before[-1],), frozenset()) and spans[n][0] - spans[n - 1][1] == 1
    # "alpha bah" is a man of Conakry, "kevin bah" is Kevin and a hesitation
    after_name = first and (african(before[-1]) if key[0] in often else before[-1] not in words)
    if kinds & {FIRST, LAST} and (named or (after_name and LAST in kinds)):
        return True
    by = re.search(r"(?:\bà|\ben|\bde|\bsur|\bvers)\s+$", line[: spans[n][0]])
    living = any(word in context("living") for word in before)
    to = re.search(r"\bà\s+$", left) is not None and key[0] not in often
    return bool(PLACE in kinds and (len(key) > 1 or to or (by and living)))


def misspelt(word: str) -> frozenset[str]:
    """What a word that sounds like a listed name can be; empty for French words."""
    plain = fold(word)
    if len(plain) < 5 or plain in dictionary() or plain in context("oral"):
        return frozenset()
    return sounds().get(sound(plain), frozenset())


def _upper(char: str) -> str:
    return char.upper() if len(char.upper()) == 1 else char


def _same_length(line: str, other: str) -> str:
    return other if len(other) == len(line) else "".join(c.lower() if len(c.lower()) == 1 else c for c in line)
