"""Words made comparable: no accents, no capitals, numbers in figures, the nearest known spelling."""

import re
from difflib import get_close_matches
from functools import lru_cache

from workbench.language import without_accents

COUNTED = (
    "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
)  # fmt: skip
NUMBERS = {word: n for n, word in enumerate(COUNTED, start=1)} | {"une": 1, "vingt et un": 21}
SPELLED = "|".join(sorted(NUMBERS, key=len, reverse=True)).replace("-", "[- ]")
COUNTING = re.compile(
    rf"\b({SPELLED})(?=\s+(?:(?:jeunes?|petite?s?|grande?s?)\s+)?(?:enfants?|filles?|fils|garcons?|bebes?|ans?|mois)\b"
    rf"|\s*(?:,|et)\s+(?:{SPELLED}|\d+)\s+(?:ans?|mois)\b)"
)
SHORT = (
    (r"\benfts?\b\.?|\benf\b\.?", "enfants"),
    (r"^\(?f\.? (?=seule)", "femme "),
    (r"^\(?h\.? (?=seul)", "homme "),
    (r"\bfam\b\.?", "famille"),
    (r"\bmono\b\.?(?!-)", "monoparentale"),
    (r"\bheb\b\.?|\bheberg\b\.", "hebergement"),
    (r"(\d+)\s*ans? et demie?|(\d+),5\s*ans?|(\d+)\s*ans? 1/2", ""),
)


def folded(text: str) -> str:
    """Small letters without accents, plain apostrophes and spaces."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'")
    return " ".join(without_accents(text).casefold().split())


def figures(text: str) -> str:
    """Folded words with numbers of children and of years in figures, usual short forms in full, halves in months."""
    for pattern, full in SHORT[:-1]:
        text = re.sub(pattern, full, text)
    text = COUNTING.sub(lambda m: str(NUMBERS.get(m[1], NUMBERS.get(m[1].replace(" ", "-"), 0))), text)
    return re.sub(SHORT[-1][0], lambda m: f"{12 * int(m[1] or m[2] or m[3]) + 6} mois", text)


@lru_cache(maxsize=4096)
def respelled(text: str, words: tuple[str, ...]) -> str:
    """The text with each long word that is nearly one of these words put right."""

    def put_right(match: re.Match[str]) -> str:
        word = match[0]
        if word in words or word.rstrip("s") in words:
            return word
        near = get_close_matches(word, words, 1, 0.8)
        return near[0] if near and near[0][0] == word[0] else word

    return re.sub(r"\b[a-z]{5,}\b", put_right, text)
