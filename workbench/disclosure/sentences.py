"""Counts of households in sentences: words pass through the same gate as tables."""

import re
from collections.abc import Set

WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "dix-sept": 17,
    "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "vingt et un": 21, "vingt-deux": 22, "vingt-trois": 23,
    "vingt-quatre": 24,
}  # fmt: skip
NUMBER = r"\d+|" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
PEOPLE = r"(?:ménages?|familles?|personnes?|foyers?|locataires?|mères?|pères?|couples?|isolée?s?)"
COUNT = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:(?:des|de|autres?)\s+)?{PEOPLE}\b(?:\s+(?:sur|des)\s+(?P<base>{NUMBER})\b)?"
    rf"|\b(?P<part>{NUMBER})\s+(?:sur|des)\s+(?P<whole>{NUMBER})\b",
    re.IGNORECASE,
)


def counts_said(text: str) -> set[int]:
    """The numbers of people that a French sentence gives, in figures or in words up to twenty-four.

    "un ménage" and "une personne" are articles as often as counts, and are not taken for counts.
    """
    said: set[int] = set()
    for match in COUNT.finditer(text):
        numbers = [match[g] for g in ("n", "base", "part", "whole") if match[g]]
        if numbers[0].casefold() in {"un", "une"} and len(numbers) == 1:
            continue
        said |= {int(n) if n.isdigit() else WORDS[n.casefold()] for n in numbers}
    return said


def unpublished_counts(text: str, published: Set[int]) -> set[int]:
    """The counts said in a text that no published table gives; empty when the text is safe in this respect."""
    return counts_said(text) - set(published)
