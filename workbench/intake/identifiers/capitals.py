"""Capitals where a transcriber left them out: on words that no dictionary has, on names that the context makes sure."""

import re
from itertools import pairwise

from workbench.intake.identifiers.lexicons import (
    ASSOCIATION,
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
)
from workbench.language import dictionary

AT_SCHOOL = re.compile(
    r"\b(?:école|ecole|collège|college|lycée|lycee|maternelle|primaire|élémentaire|crèche)s?\s(?:\w+\s)?$", re.I
)
AT_WORK = re.compile(r"\b(?:chez\s|[àa]\s(?:la\s|l[’'])?|pour\s|au\s)$", re.I)
HEAD = re.compile(r"(?:^|[.!?…:;«“”\"(\[\n>–—•]|\n\s*-|(?:^|\n)\s*\d{1,2}\s?[).°/])[\s\u00a0\u202f«“\"(\[–—-]*$")
JOINED = re.compile(r"[ \u00a0\u202f](?:& )?|-|[’']|-\n[ ]*|(?<=\w)\.[ ]?-?")


def without_capitals(line: str) -> bool:
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


def with_capitals(text: str, lines: list[tuple[int, int]]) -> str:
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
            if ((bare and not cut) or _announced(spans, n)) and not _compound(line, start, _end):
                chars[start] = _upper(chars[start])
        n += size or 1
    return "".join(chars)


def _compound(line: str, start: int, end: int) -> bool:
    """Whether a word is a part of a hyphenated one that the dictionary has: "week-end"."""
    if "-" not in (line[start - 1 : start], line[end : end + 1]):
        return False
    left = re.search(r"[\w-]*$", line[:start])
    right = re.match(r"[\w-]*", line[end:])
    return fold((left[0] if left else "") + line[start:end] + (right[0] if right else "")) in dictionary()


def _announced(spans: list[tuple[int, int, str]], n: int) -> bool:
    """Whether the word before is "madame", "m’appelle" or the like."""
    before = spans[n - 1][2] if n else ""
    return len(before) > 2 and before in context("titles") | {"appelle", "appelait", "appelles", "prenom"}


def _listed(spans: list[tuple[int, int, str]], n: int, line: str) -> int:
    """The number of words of the listed expression that surely begins at the n-th word; 0 for none."""
    table = gazetteer()
    for length in range(min(longest(spans[n][2]), len(spans) - n), 0, -1):
        run = spans[n : n + length]
        key = tuple(word for _s, _e, word in run)
        kinds = table.get(key)
        if kinds and all(JOINED.fullmatch(line[a[1] : b[0]]) for a, b in pairwise(run)):
            if NOBODY in kinds:  # "moi c’est islam"
                return length if kinds & {FIRST, LAST} and _introduced(spans, n) else 0
            return length if _sure(key, spans, n, line) else 0
    return 0


def _introduced(spans: list[tuple[int, int, str]], n: int) -> bool:
    """Whether the words before say that a name comes: "je m’appelle ", "moi c’est ", "madame "."""
    before = [word for _s, _e, word in spans[max(0, n - 3) : n]]
    if not before:
        return False
    saying = {"appelle", "appelait", "appelles", "prenom", "prenomme", "prenommee", "famille", "disent", "appellent"}
    named = before[-1] in context("titles") | saying
    return named or before[-3:] == ["moi", "c", "est"] or before[-2:] == ["prenom", "est"]


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
    if _placed(kinds, left) or (FIRST in kinds and before[-1] in context("kin") and key[0] not in often):
        return True
    if (LANDLORD in kinds or ASSOCIATION in kinds) and len(key) > 1 and len(key[0]) > 3:
        return True
    if FIRST in kinds and len(key) == 1 and key[0] not in often and _beside_first(spans, n):
        return True
    if FIRST in kinds and len(key) == 1 and _listed_before(spans, n):
        return True
    listed_with = before[-1] == "et" and len(before) > 1 and _a_name(before[-2])
    if FIRST in kinds and listed_with and (key[0] not in context("oral")):
        return True
    named = _introduced(spans, n)
    first = FIRST in gazetteer().get((before[-1],), frozenset()) and spans[n][0] - spans[n - 1][1] == 1
    # "alpha bah" is a man of Conakry, "kevin bah" is Kevin and a hesitation
    after_name = first and (african(before[-1]) if key[0] in often else before[-1] not in words)
    if kinds & {FIRST, LAST} and (named or (after_name and LAST in kinds)):
        return True
    by = re.search(r"(?:\bà|\ben|\bde|\bsur|\bvers)\s+$", left)
    living = any(word in context("living") for word in before)
    to = re.search(r"\bà\s+$", left) is not None and key[0] not in often
    of = before[-1] == "de" and len(key[0]) > 5 and key[0] not in often  # "une famille de limoges"
    several = len(key) > 1 and len(max(key, key=len)) > 5  # not "mon grand est"
    return bool(PLACE in kinds and (several or to or of or (by and living)))


def _beside_first(spans: list[tuple[int, int, str]], n: int) -> bool:
    """Whether another first name stands right beside the n-th word: "jean christophe"."""
    beside = [spans[k] for k in (n - 1, n + 1) if 0 <= k < len(spans)]
    near = [w for s, e, w in beside if abs(s - spans[n][1]) == 1 or abs(spans[n][0] - e) == 1]
    oral = context("often_words") | context("oral")
    return any(FIRST in gazetteer().get((w,), frozenset()) and w not in oral for w in near)


def _placed(kinds: frozenset[str], left: str) -> bool:
    """Whether a school or an employer is expected: "au collège ", "je travaille chez "."""
    if SCHOOL in kinds and AT_SCHOOL.search(left):
        return True
    working = re.search(lexicon("contexts")["working"], left, re.IGNORECASE) is not None
    return EMPLOYER in kinds and working and AT_WORK.search(left) is not None


def _listed_before(spans: list[tuple[int, int, str]], n: int) -> bool:
    """Whether first names follow, the last of them behind "et" and in no dictionary: "merveille gloire et plamedi"."""
    for at in range(n + 1, min(n + 5, len(spans))):
        word = spans[at][2]
        if FIRST in gazetteer().get((word,), frozenset()):
            if spans[at - 1][2] == "et" and len(word) > 3 and word not in dictionary():
                return True
        elif word != "et":
            return False
    return False


def _a_name(word: str) -> bool:
    """Whether a word is a listed first name or one that no dictionary has: "adem et lina"."""
    return FIRST in gazetteer().get((word,), frozenset()) or (len(word) > 3 and word not in dictionary())


def _upper(char: str) -> str:
    return char.upper() if len(char.upper()) == 1 else char


def _same_length(line: str, other: str) -> str:
    return other if len(other) == len(line) else "".join(c.lower() if len(c.lower()) == 1 else c for c in line)
