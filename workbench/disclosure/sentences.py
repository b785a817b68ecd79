"""Counts of households in sentences: words pass through the same gate as tables.

A count passes when a published table gives it; where the sentence names a table's subject (debts, resources…), when
that table does. A percentage of few people is a count, and so is a fraction: "la moitié" of nine households.
"""

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache

from workbench.disclosure.letters import NUMBERS
from workbench.disclosure.words import lexicon

WORDS = NUMBERS | {"vingt-deux": 22, "vingt-trois": 23, "vingt-quatre": 24}  # as many as there are households
NUMBER = r"\d+|" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
PEOPLE = r"(?:ménages?|familles?|personnes?|foyers?|locataires?|mères?|pères?|couples?|isolée?s?)"
COUNT = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:(?:des|de|autres?)\s+)?{PEOPLE}\b(?:\s+(?:sur|des)\s+(?P<base>{NUMBER})\b)?"
    rf"|\b(?P<part>{NUMBER})\s+(?:sur|des)\s+(?P<whole>{NUMBER})\b",
    re.IGNORECASE,
)
OF_PEOPLE = rf"(?:d(?:es|e\s+ces|e\s+nos|e\s+leurs)\s+(?:\w+\s+){{0,2}}?{PEOPLE}|d[’']entre\s+(?:eux|elles))\b"
PERCENT = re.compile(rf"\b(\d+)([.,]\d+)?[\s\u00a0\u202f]*(?:%|pour\s+cent)\s+{OF_PEOPLE}", re.IGNORECASE)
PARTS = {"moitié": 2, "tiers": 3, "quart": 4, "quarts": 4, "cinquième": 5, "cinquièmes": 5, "sixième": 6, "dixième": 10}
FRACTION = re.compile(
    rf"\b(?:(la)|(un|deux|trois|quatre))\s+({'|'.join(sorted(PARTS, key=len, reverse=True))})\s+{OF_PEOPLE}",
    re.IGNORECASE,
)
NOBODY = re.compile(rf"\baucune?\s+(?:des\s+)?{PEOPLE}\b", re.IGNORECASE)
EVERYBODY = re.compile(rf"\b(?:tous|toutes)\s+(?:les|ces|nos)\s+(?:\w+\s+)?{PEOPLE}\b", re.IGNORECASE)
ROUGH = re.compile(
    r"\b(?:environ|près\s+d[e’']|à\s+peu\s+près|autour|presque|plus\s+d[e’']|moins\s+d[e’']|au\s+moins|un\s+peu|quelque)\b[^.;,]{0,25}$",
    re.IGNORECASE,
)
MANY = 20  # people of whom a rough half, third or quarter leaves three counts possible; of fewer it is a count
PARTS_AT_MOST = 5  # into which people are divided in a rough fraction; finer ones are counts


def _pairs(text: str) -> Iterator[tuple[int, int | None]]:
    """The counts of a text, each with the number of which it is a part, if that is said.

    "un ménage" and "une personne" are articles as often as counts, and are not taken for counts.
    """
    for match in COUNT.finditer(text):
        numbers = [match[g] for g in ("n", "base", "part", "whole") if match[g]]
        if numbers[0].casefold() in {"un", "une"} and len(numbers) == 1:
            continue
        first, *others = (int(n) if n.isdigit() else WORDS[n.casefold()] for n in numbers)
        yield first, others[0] if others else None


def unpublished_counts(
    text: str,
    published: Set[int],
    *,
    topics: Mapping[str, Set[int]] | None = None,
    people: int | None = None,
) -> set[int]:
    """The counts said in a text that no published table gives; empty when the text is safe in this respect.

    `topics` maps a subject of the lexicon to the counts that are published on it; without it counts are compared by
    value alone. `people` is the number of people of whom the text speaks, by default the greatest count published.
    """
    whole = people if people is not None else max(published, default=0)
    return {
        n
        for sentence in re.split(r"(?<=[.!?;])\s|\n", text)
        for n in _unpublished(sentence, published, topics or {}, whole)
    }


@lru_cache
def _subjects() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(found), re.IGNORECASE) for name, found in lexicon()["topics"].items()}


def _unpublished(sentence: str, published: Set[int], topics: Mapping[str, Set[int]], whole: int) -> Iterator[int]:
    named = [topics[name] for name, pattern in _subjects().items() if name in topics and pattern.search(sentence)]
    allowed = set().union(*named) if named else set(published)
    for count, base in _pairs(sentence):
        if count not in allowed and not (named and count == whole):
            yield count
        if base is not None and base not in published:
            yield base
    for match in PERCENT.finditer(sentence):
        share = int(match[1])
        rough = not match[2] and share % 10 == 0 and ROUGH.search(sentence[: match.start()]) and whole >= MANY
        if not rough and (match[2] or not _gives(share, published, allowed)):
            yield round(share * whole / 100)
    for match in FRACTION.finditer(sentence):
        above = 1 if match[1] else WORDS[match[2].casefold()]
        below = PARTS[match[3].casefold()]
        count = round(above * whole / below)
        if (whole < MANY or below > PARTS_AT_MOST) and count not in allowed:
            yield count
    if named and NOBODY.search(sentence) and 0 not in allowed:
        yield 0
    if named and EVERYBODY.search(sentence) and whole not in allowed:
        yield whole


def _gives(share: int, published: Set[int], allowed: Set[int]) -> bool:
    """Whether a published count of a published number of people is this percentage, to the nearest whole."""
    return any(n > 0 and k <= n and abs(100 * k / n - share) <= 0.5 for n in published for k in allowed)
