"""What the words of a quote tell of who speaks: their children's ages and names, and events that few people live."""

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.disclosure.letters import figures, folded
from workbench.disclosure.words import lexicon

OWN = r"\b(?:ma|mon|mes|notre|nos)\b"
KIN = r"(?:filles?|fils|garcons?|bebe|enfants?|ainee?|petite?|grande?|cadette?|derniere?|jumeaux|jumelles)"
AGE = re.compile(
    rf"{OWN}[^.;!?]{{0,25}}\b{KIN}\b[^.;!?\d]{{0,25}}\b(?:de|a|avait|aura|agee?s? de)\s+(\d{{1,2}})\s+(ans?|mois)\b"
)
NUMBER = re.compile(r"\b(?:mes|nos|j'ai|j'avais|avec|mere de|pere de)\s+(\d{1,2})\s+enfants?\b")
NAME = re.compile(
    r"\b(?:ma|mon|notre)\s+(?:(?:petite?|grande?|plus\s+\w+)\s+)?(?:fille|fils|garçon|bébé|aînée?|cadette?|dernière?|petite?)"
    r"(?:\s+(?:aînée?|cadette?))?,?\s+((?-i:[A-ZÀ-Þ])[\w-]+|\[prénom[^\]]*\])",
    re.IGNORECASE,
)
COMMON = frozenset({"twins"})  # joins quotes, but of a cohort keeps none of them back


@dataclass(frozen=True, slots=True)
class Told:
    """Children's ages in months, their number, their names or labels, and rare events, by the lexicon's own ids."""

    ages: tuple[int, ...] = ()
    children: int | None = None
    names: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()


@lru_cache
def _events() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(patterns)) for name, patterns in lexicon()["events"].items()}


def events(text: str) -> frozenset[str]:
    """The rare events that words tell of, in a quote or under it."""
    plain = folded(text)
    return frozenset(name for name, pattern in _events().items() if pattern.search(plain))


def told(text: str) -> Told:
    """What a quote tells of its speaker, in the first person; nothing when it tells of others."""
    plain = figures(folded(text))
    number = NUMBER.search(plain)
    return Told(
        tuple(sorted(int(n) * (1 if unit.startswith("m") else 12) for n, unit in AGE.findall(plain))),
        int(number[1]) if number else None,
        frozenset(folded(name) for name in NAME.findall(text)),
        events(text),
    )
