"""The kinds of bodies, trades and people listed in `corpus/lexicons/speakers_in_reports.toml`, found in words."""

import re
from functools import lru_cache
from typing import Any

from workbench import resources
from workbench.intake.speech.wordlists import alternation
from workbench.language import without_accents
from workbench.people import Voice

COURTESY = r"(?:(?:M|Mr|Monsieur)\.?\s+et\s+)?(?:M|MM|Mme|Mmes|Mlle|Mr|Monsieur|Madame|Mademoiselle)\.?"
TITLE = re.compile(rf"^{COURTESY}\s+[A-Z](?:\.|\b)(?!\w)")
NAME = re.compile(
    r"(?<!\w)[A-ZÀ-ÖØ-Þ](?:[\w’-]*[A-ZÀ-ÖØ-Þa-zà-öø-ÿ\d])?"
    r"(?:(?:[ ]+-?|[ ]d['’]|[ ]de[ ]|[ ]et[ ])[A-ZÀ-ÖØ-Þ][\w’-]*|[ ]\d{1,2}\b)*"
)
SURNAME = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?(?: [A-ZÀ-Þ][\w-]+)+$")
FIRST_NAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?")
ALSO_WORDS = frozenset({"ELSA", "PASS", "PACT", "LOGIS"})  # with one capital these are words or names of people


def lexicon() -> dict[str, Any]:
    """The lexicon of speakers, as written."""
    return resources.lexicon("speakers_in_reports")


def folded(text: str) -> str:
    """Without accents, with straight apostrophes; the length may change, the case does not."""
    return without_accents(text.replace("’", "'").replace("œ", "oe").replace("Œ", "Oe"))


def any_of(words: list[str]) -> re.Pattern[str]:
    """One expression for plain words; those with a capital keep it, a plural s or x is understood."""

    def each(some: list[str]) -> str:
        return alternation((folded(w) for w in some), space="[sx]? ")

    spelt = [w.capitalize() for w in words if w.isalpha() and w.isupper() and len(w) >= 4 and w not in ALSO_WORDS]
    exact = each([*(w for w in words if w != w.lower()), *spelt])  # "Udaf" is UDAF
    loose = each([w for w in words if w == w.lower()])
    return re.compile(rf"(?<![\w-])(?:(?:{exact})|(?i:{loose}))(?i:[sx])?(?![\w-])")


@lru_cache
def _patterns(group: str) -> tuple[tuple[Voice, re.Pattern[str]], ...]:
    return tuple((Voice(name), any_of(words)) for name, words in lexicon()[group].items())


def first_kind(text: str, group: str = "bodies") -> tuple[Voice, re.Match[str]] | None:
    """The category named first in a text (the longest of those that start together) and where, in `folded(text)`."""
    found = [(m.start(), -m.end(), category, m) for category, p in _patterns(group) if (m := p.search(folded(text)))]
    if not found:
        return None
    _start, _end, category, match = min(found, key=lambda f: f[:2])
    return category, match


@lru_cache
def people_words() -> re.Pattern[str]:
    """Words that say that a person speaks, whatever the body."""
    return any_of(lexicon()["people"]["words"])


def all_kinds(text: str) -> list[Voice]:
    """The categories of the bodies named in a text, in the order in which they first come."""
    plain = folded(text)
    found = [(m.start(), category) for category, p in _patterns("bodies") if (m := p.search(plain))]
    return [category for _start, category in sorted(found)]


@lru_cache
def _first_names() -> frozenset[str]:
    lists = resources.lexicon("identifiers/first_names").values()
    return frozenset(folded(name.strip()) for text in lists for name in text.split(","))


def is_first_name(word: str) -> bool:
    """Whether a word is a first name of the list, written as one."""
    return FIRST_NAME.fullmatch(word) is not None and folded(word) in _first_names()
