"""Who a report says is speaking: behind the words in brackets or after a dash, in their sentence, in the one before."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workbench.intake.speakers import NAME, SURNAME, TITLE, Category, any_of, first_kind, folded, lexicon
from workbench.intake.surroundings import Surroundings, plain

ARTICLE = re.compile(r"^(?:une?|l[ea]s?|l'|des|deux|trois|certaine?s|plusieurs|cette?|ces|autre)\s*", re.IGNORECASE)
NOBODY = re.compile(
    r"^(?:cf|voir|soit|ex|par exemple|exemple|p\.|pp\.|page|art|notamment|dont|ou|et|en|de|du|pour|si|sur|avec|loi"
    r"|livre|selon)\b",
    re.IGNORECASE,
)
WRITTEN = re.compile(r"\b(?:p\.\s*\d|n°|(?:19|20)\d{2}\b)|\b(?:article|ibid|op\.)", re.IGNORECASE)
PRONOUN = re.compile(r"-(?:t-)?(?:ils?|elles?|on)\b")
ADVERB = re.compile(
    r"^(?:ainsi|également|aussi|encore|alors|enfin|par exemple|quant à (?:lui|elle|eux)|pour (?:sa|leur) part|en effet"
    r"|cependant|néanmoins|pourtant|toutefois|notamment|de son côté|avec \w+|d'ailleurs)\s*,?\s*"
)
NOT_SUBJECT = re.compile(
    r"^(?:que?\b|qu'|à|aux?\b|de\b|d'|du\b|des difficult|par\b|bien\b|mieux\b|sur\b|en\b|comme\b|être\b|avoir\b|$)"
)
CLAUSE = re.compile(r",\s|^(?:pour|chez|à|au|du côté d[eu]s?)\s", re.IGNORECASE)
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
def _verbs() -> str:
    return "|".join(sorted(map(re.escape, lexicon()["verbs"]["saying"]), key=len, reverse=True))


@lru_cache
def _people() -> re.Pattern[str]:
    return any_of(lexicon()["people"]["words"])


def speaker_like(text: str) -> bool:
    """Whether words name somebody: they open with a person, a trade or a body, or are a name and nothing else."""
    words = plain(text)
    if not words or NOBODY.match(words) or WRITTEN.search(words) or len(words.split()) > 40:
        return False
    if TITLE.match(words):
        return True
    bare = ARTICLE.sub("", words)
    head = " ".join(bare.split()[:4])
    for found in (first_kind(head), first_kind(head, "trades")):
        if found and found[1].start() <= _third_word(head):
            return True
    person = _people().search(folded(head))
    if person and person.start() <= _third_word(head):
        return True
    return bool(NAME.fullmatch(bare.rstrip(".").split(",")[0])) and len(bare.split()) <= LONGEST_NAME


def _third_word(head: str) -> int:
    return len(" ".join(folded(head).split()[:2])) + 1


def attribution(around: Surroundings) -> Attribution:
    """Who speaks, by the surest of the ways that reports have; the empty attribution when none says it."""
    for way in (signed, said_after, said_before, named_before):
        if found := way(around):
            return found
    return Attribution()


def signed(around: Surroundings) -> Attribution | None:
    """Behind the words: "(Directrice, CHRS)", "– Mme B., locataire", or a line of its own."""
    after = around.after
    opening = re.match(r"[\s.,]*\(", after)
    if opening and after[: opening.end()].count("\n") <= 3:
        inside = _balanced(after, opening.end() - 1)
        if inside and speaker_like(inside):
            return Attribution(f"({plain(inside)})", plain(inside), Certainty.PRINTED)
    line = re.match(r"(?P<gap>[\s.]*)(?P<dash>[–—-]\s+)?(?P<name>[^\n]{2,120}?)\s*(?:\n\s*\n|\n|$)", after)
    if not line or line["gap"].count("\n") > 1:
        return None
    name = plain(line["name"])
    if _has_verb(name) or (not line["dash"] and len(name.split()) > 10):
        return None
    alone = around.displayed or ("\n" not in line["gap"] and name.endswith("."))
    if not line["dash"] and not (alone and re.match(r"[^\n]*(?:\n\s*\n|\n \S|\s*$)", after[line.start("name") :])):
        return None
    named = speaker_like(name) and name[:1] not in "«“["
    return Attribution(name, name.rstrip("."), Certainty.PRINTED) if named else None


def _balanced(text: str, opening: int) -> str | None:
    depth = 0
    for i, sign in enumerate(text[opening : opening + 320]):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return text[opening + 1 : opening + i]
    return None


def _has_verb(text: str) -> bool:
    return bool(re.search(r"\b(?:est|sont|a|ont|était|doit|peut|fait|se|ne|qui|que)\b", text))


def said_after(around: Surroundings) -> Attribution | None:
    """A verb of saying behind the words: « …, précise la directrice. », « … », dit-elle."""
    after = plain(around.after)
    m = re.match(rf"[\s,.)]*((?:comme (?:le |l')|ce que )?(?:nous |lui |me )?(?:{_verbs()}))(?P<rest>[^\w].*|$)", after)
    if not m:
        return None
    if pronoun := PRONOUN.match(m["rest"]):
        return Attribution(m[1] + pronoun[0], _last_person(around), Certainty.PRINTED)
    rest = re.sub(r"\s+-(?=[A-Z])", "-", m["rest"].strip())  # "BELTRAME \\n-MONTCOUET"
    name = _noun_phrase(ADVERB.sub("", rest))
    if not name or NOT_SUBJECT.match(name):
        return None
    return Attribution(m[1] + " " + rest[: rest.index(name) + len(name)], name, Certainty.PRINTED)


def _noun_phrase(text: str) -> str:
    """Words up to the end of the clause, no more than a name can hold."""
    clause = re.split(
        r"(?<!\bM)(?<!\bMme)[.;:!?«“”»(\[]|,\s|\s(?:en introduction|qui|dans|lors|pour|en|et que|à propos)\s", text
    )[0]
    return " ".join(clause.split()[:LONGEST_NAME]).rstrip(" ,*\uf0a2")


def _last_person(around: Surroundings) -> str | None:
    """The last person named before: a first name and a surname, or a title."""
    before = f"{around.sentence_before} {around.lead}"
    names = [" ".join(m[0].split()[-2:]) for m in NAME.finditer(before) if len(m[0].split()) > 1]
    people = [name for name in names if SURNAME.match(name) and not first_kind(name)]
    return people[-1] if people else None


def said_before(around: Surroundings) -> Attribution | None:
    """In the sentence of the words, before them: "Une mère raconte :", "Pour le directeur,", "Éducatrice :"."""
    lead = around.lead
    if not lead:
        return None
    for reading in (_with_verb, _according_to, _label):
        if found := reading(lead, around):
            return found
    return None


def _with_verb(lead: str, around: Surroundings) -> Attribution | None:
    verbs = list(re.finditer(rf"(?<![\w'-])(?:{_verbs()})(?![\w'])(?!-(?:t-)?(?:ce|là))", lead))
    for m in reversed(verbs):
        before, rest = lead[: m.start()].strip(), lead[m.end() :].strip()
        if pronoun := PRONOUN.match(lead[m.end() :]):
            return Attribution(m[0] + pronoun[0], _last_person(around), Certainty.PRINTED)
        inverted = (
            re.search(r"(?:^|\b(?:comme (?:le|l'|nous le)|dont|que|ce que|où)|[»”],?)$", before, re.IGNORECASE)
            is not None
        )
        said = ADVERB.sub("", rest)
        if inverted and (name := _noun_phrase(said)) and not NOT_SUBJECT.match(name):
            return Attribution(lead[m.start() :].rstrip(" ,:"), name, Certainty.PRINTED)
        if not (re.fullmatch(r"(?:que?|qu'|:|,)?", said) or (rest.endswith(":") and len(rest.split()) <= 16)):
            continue
        subject = _subject(before)
        if subject:
            return Attribution(f"{subject} {lead[m.start() :]}".rstrip(" ,:"), subject, Certainty.PRINTED)
        if re.search(r"\b(?:ils?|elles?)(?: (?:se|s'|nous|lui|leur|en|y|l'))*$", before, re.IGNORECASE):
            return Attribution(lead.rstrip(" ,:"), _last_person(around), Certainty.PRINTED)
    return None


def _subject(before: str) -> str | None:
    """Who does what the verb says: the last part of the words before it that names somebody."""
    before = re.sub(r"\s+(?:se|s'|ne|n'|nous|lui|leur|y|en|le|l'|qui)$", "", before)
    parts = [p.strip() for p in re.split(r",\s|;\s|:\s|\bet que\s|\bcar\s", before) if p.strip()]
    for n in range(len(parts) - 1, -1, -1):
        if speaker_like(parts[n]):
            return parts[n] if n == len(parts) - 1 else ", ".join(parts[n:])
    return None


def _according_to(lead: str, around: Surroundings) -> Attribution | None:
    ways = "|".join(map(re.escape, lexicon()["verbs"]["according_to"])).replace("pour", r"p\s?our")
    m = re.search(rf"(?:^|[,;]\s)\s*((?:{ways})\s+(.{{2,160}}?))\s*[,:]\s*$", lead, re.IGNORECASE)
    if not m or not speaker_like(m[2]) or _has_verb(m[2]):
        return None
    return Attribution(m[1], m[2], Certainty.PRINTED)


def _label(lead: str, around: Surroundings) -> Attribution | None:
    name = lead.rstrip(" :")
    short = all(len(part.split()) <= 4 for part in re.split(r"[,(]", name))
    if lead.endswith(":") and short and not _has_verb(name) and speaker_like(name):
        return Attribution(name, name, Certainty.PRINTED)
    return None


def named_before(around: Surroundings) -> Attribution | None:
    """Guessed: the sentence before says that somebody speaks, or a colon follows what a body or a trade does.

    A household is never guessed from being written about: a verb of saying must make it speak.
    """
    sentences = [s for s in (around.lead, around.sentence_before) if s]
    if around.lead and not re.match(r"(?:elles?|ils?)\b", around.lead, re.IGNORECASE):
        sentences = sentences[:1]
    for n, sentence in enumerate(sentences):
        verb = re.search(rf"(?<![\w'-])(?:{_verbs()})(?![\w'-])", sentence)
        if verb and (subject := _subject(sentence[: verb.start()])):
            return Attribution(subject, subject, Certainty.INFERRED)
        announced = sentence.endswith(":") or n
        if announced and (actor := _actor(sentence)):
            return Attribution(actor, actor, Certainty.INFERRED)
    return None


def _actor(sentence: str) -> str | None:
    """The body or the trade that is the subject of a sentence, with the name behind it; never a household."""
    for clause in CLAUSE.split(sentence)[:4]:
        bare = ARTICLE.sub("", clause)
        article = clause[: len(clause) - len(bare)]
        head = " ".join(bare.split()[:5])
        found = [f for f in (first_kind(head), first_kind(head, "trades")) if f and f[0] is not Category.HOUSEHOLD]
        inside = [
            f[1]
            for f in found
            if f[1].start() == 0 or re.fullmatch(r"(?:\w+ ){1,3}(?:d'|de |du |de l')?", head[: f[1].start()])
        ]
        named = article or head[:1].isupper()  # "bailleurs" in a list does nothing
        if not inside or not named or len(folded(head)) != len(head):
            continue
        match = min(inside, key=lambda m: m.start())
        more = re.match(r"(?:\s+(?:de l'|d'|de |du |des )?[A-ZÀ-Þ][\w-]*)*", head[match.end() :])
        if match.start() == 0 or _people().match(folded(head)) or first_kind(head.split()[0], "trades"):
            return article + head[: match.end() + (more.end() if more else 0)]
    return None
