"""Which words of a sentence name somebody who may speak, and where they end."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workbench.intake.speech.speakers import NAME, TITLE, any_of, first_kind, folded, lexicon
from workbench.intake.speech.surroundings import plain
from workbench.people import Voice

ARTICLE = re.compile(r"^(?:une?|l[ea]s?|l'|des|deux|trois|certaine?s|plusieurs|cette?|ces|autre)\s*", re.IGNORECASE)
NOBODY = re.compile(
    r"^(?:cf|voir|soit|ex|par exemple|exemple|p\.|pp\.|page|art|notamment|dont|ou|et|en|de|du|pour|si|sur|avec|loi"
    r"|livre|selon|elles?|ils?|on|nous|je|cela|ça|ce|c)\b",
    re.IGNORECASE,
)
WRITTEN = re.compile(
    r"\b(?:p\.\s*\d|n°|(?<!depuis )(?<!en )(?<!née )(?<!né )(?:19|20)\d{2}\b)|\b(?:article|ibid|op\.)", re.IGNORECASE
)
ONE_OF_THEM = re.compile(r"(?:l')?une?\s(?:autre\b|d'e(?:ntre|lles|ux))", re.IGNORECASE)
CLAUSE = re.compile(r",\s|^(?:pour|chez|à|au|du côté d[eu]s?)\s", re.IGNORECASE)
END_OF_NAME = re.compile(
    r"(?<!\bM)(?<!\bMme)[.;:!?«“”»(\[]|,\s(?!\d\d ans)|\s(?:en introduction|qui|dans|lors|pour|en|et que|à propos)\s"
)
LONGEST_NAME = 14  # words


class Certainty(StrEnum):
    """How sure it is who speaks: the report prints it with the words, one has to guess, or nothing says it."""

    PRINTED = "printed"
    INFERRED = "inferred"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that attribute a quotation, as printed but on one line, and those that name the speaker."""

    printed: str | None = None
    speaker: str | None = None
    certainty: Certainty = Certainty.NONE


@lru_cache
def people_words() -> re.Pattern[str]:
    """Words that say that a person speaks, whatever the body."""
    return any_of(lexicon()["people"]["words"])


def speaker_like(text: str) -> bool:
    """Whether words name somebody: they open with a person, a trade or a body, or are a name and nothing else."""
    words = plain(text)
    if not words or NOBODY.match(words) or WRITTEN.search(words) or len(words.split()) > 40:
        return False
    if TITLE.match(words) or ONE_OF_THEM.match(words):
        return True
    bare = ARTICLE.sub("", words)
    head = " ".join(bare.split()[:4])
    for found in (first_kind(head), first_kind(head, "trades")):
        if found and found[1].start() <= _third_word(head):
            return True
    person = people_words().search(folded(head))
    if person and person.start() <= _third_word(head):
        return True
    return bool(NAME.fullmatch(bare.rstrip(".").split(",")[0])) and len(bare.split()) <= LONGEST_NAME


def _third_word(head: str) -> int:
    return len(" ".join(folded(head).split()[:2])) + 1


def noun_phrase(text: str) -> str:
    """Words up to the end of the clause, no more than a name can hold."""
    clause = END_OF_NAME.split(text)[0]
    return " ".join(clause.split()[:LONGEST_NAME]).rstrip(" ,*\uf0a2")


def subject(before: str) -> str | None:
    """Who does what the verb says: the last part of the words before it that names somebody."""
    before = re.sub(r"\s+(?:se|s'|ne|n'|nous|lui|leur|y|en|le|l'|qui)$", "", before.strip())
    parts = [p.strip() for p in re.split(r",\s|;\s|:\s|\bet que\s|\bcar\s", before) if p.strip()]
    for n in range(len(parts) - 1, -1, -1):
        if speaker_like(parts[n]):
            return parts[n] if n == len(parts) - 1 else ", ".join(parts[n:])
    return None


def actor(sentence: str) -> str | None:
    """The body or the trade that is the subject of a sentence, with the name behind it; never a household."""
    for clause in CLAUSE.split(sentence)[:4]:
        bare = ARTICLE.sub("", clause)
        article = clause[: len(clause) - len(bare)]
        head = " ".join(bare.split()[:5])
        found = [f for f in (first_kind(head), first_kind(head, "trades")) if f and f[0] is not Voice.HOUSEHOLD]
        inside = [
            f[1]
            for f in found
            if f[1].start() == 0 or re.fullmatch(r"(?:[\w-]+ ){1,3}(?:d'|l')?", head[: f[1].start()])
        ]
        named = article or head[:1].isupper()  # "bailleurs" in a list does nothing
        if not inside or not named or len(folded(head)) != len(head):
            continue
        match = min(inside, key=lambda m: m.start())
        more = re.match(r"(?:\s+(?:de l'|d'|de |du |des )?[A-ZÀ-Þ][\w-]*)*", head[match.end() :])
        if match.start() == 0 or people_words().match(folded(head)) or first_kind(head.split()[0], "trades"):
            return article + head[: match.end() + (more.end() if more else 0)]
    return None


def has_verb(text: str) -> bool:
    """Whether words are more than a name: a verb or a relative clause is among them."""
    return bool(re.search(r"\b(?:est|sont|a|ont|était|doit|peut|fait|se|ne|qui|que)\b", text))
