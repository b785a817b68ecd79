"""Verbs that bring somebody’s words, around them or inside: "explique une mère", "selon le maire", "dit-elle"."""

import re
from functools import lru_cache

from workbench.intake.speech.namings import (
    ARTICLE,
    Attribution,
    Certainty,
    actor,
    has_verb,
    noun_phrase,
    speaker_like,
    subject,
)
from workbench.intake.speech.speakers import NAME, SURNAME, first_kind, lexicon
from workbench.intake.speech.surroundings import Surroundings, plain

PRONOUN = re.compile(r"-(?:t-)?(?:ils?|elles?|on)\b")
ADVERB = re.compile(
    r"^(?:ainsi|également|aussi|encore|alors|enfin|par exemple|quant à (?:lui|elle|eux)|pour (?:sa|leur) part|en effet"
    r"|à l'[A-Z]{2,}|cependant|néanmoins|pourtant|toutefois|notamment|de son côté|avec \w+|d'ailleurs)\s*,?\s*"
)
NOT_SUBJECT = re.compile(
    r"^(?:que?\b|qu'|à|aux?\b|de\b|d'|du\b|des difficult|par\b|bien\b|mieux\b|sur\b|en\b|comme\b|être\b|avoir\b|$)"
)
NO_VERB = {
    "cette",
    "entre",
    "contre",
    "comme",
    "avant",
    "devant",
    "pendant",
    "durant",
    "suivant",
    "quand",
    "dont",
    "outre",
}


@lru_cache
def verbs_of_saying() -> str:
    """The verbs of the lexicon as one alternation of an expression, the longest first."""
    return "|".join(sorted(map(re.escape, lexicon()["verbs"]["saying"]), key=len, reverse=True))


def said_after(around: Surroundings) -> Attribution | None:
    """A verb of saying behind the words: « …, précise la directrice. », « … », dit-elle, « … », selon le maire."""
    after = plain(around.after)
    verb = rf"(?:comme (?:le |l')|ce que )?(?:nous |lui |me )?(?:{verbs_of_saying()})"
    ways = "|".join(map(re.escape, lexicon()["verbs"]["according_to"]))
    if m := re.match(rf"[\s,.)]*({verb})(?P<rest>[^\w].*|$)", after):
        return _inverted(m[1], m["rest"], around)
    if m := re.match(rf"\s*,\s*({ways})(?P<rest>\s.*)", after):
        return _inverted(m[1], m["rest"], around)
    # any other word between a comma and a first name can only be such a verb: « … », souffle Nora
    if (m := re.match(r"\s*,\s*((?:s'|se )?[a-zà-ÿ]{4,}[etd])\b(?P<rest>\s+[A-ZÀ-Þ].*)", after)) and m[
        1
    ] not in NO_VERB:
        return _inverted(m[1], m["rest"], around)
    return None


def said_inside(around: Surroundings) -> Attribution | None:
    """A verb of saying between two commas inside the marks, as newspapers print it: « J'attends, soupire Ana, et… »."""
    for m in re.finditer(
        rf",\s((?:{verbs_of_saying()}|[a-zà-ÿ]{{4,}}e)(?:-t)?)(?P<rest>(?:-(?:il|elle)s?)?[\s,.].*)", around.words
    ):
        name = noun_phrase(m["rest"])
        someone = NAME.match(name) or (speaker_like(name) and re.fullmatch(verbs_of_saying(), m[1]))
        named = (name[:1].isupper() or ARTICLE.match(name)) and someone
        if m[1] not in NO_VERB and (PRONOUN.match(m["rest"]) or named):
            return _inverted(m[1], m["rest"], around)
    return None


def _inverted(verb: str, rest: str, around: Surroundings) -> Attribution | None:
    """The speaker named behind a verb: by a pronoun, or by words that can be somebody."""
    if pronoun := PRONOUN.match(rest):
        return Attribution(verb + pronoun[0], _last_person(around), Certainty.PRINTED)
    rest = re.sub(r"\s+-(?=[A-Z])", "-", rest.strip())  # a double name split at a line end
    name = noun_phrase(ADVERB.sub("", rest))
    a_clause = len(around.words.split()) >= 5 or around.after.lstrip().startswith(",")
    someone = speaker_like(name) or (a_clause and re.match(r"une?\s", name))
    if not name or NOT_SUBJECT.match(name) or not someone:
        return None
    return Attribution(f"{verb} {rest[: rest.index(name) + len(name)]}", name, Certainty.PRINTED)


def _last_person(around: Surroundings) -> str | None:
    """The last person named before, by first name and surname, else who the sentence before is about."""
    before = f"{around.sentence_before} {around.lead}"
    names = [" ".join(m[0].split()[-2:]) for m in NAME.finditer(before) if len(m[0].split()) > 1]
    people = [name for name in names if SURNAME.match(name) and not first_kind(name)]
    return people[-1] if people else actor(around.sentence_before)


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
    verbs = list(re.finditer(rf"(?<![\w'-])(?:{verbs_of_saying()})(?![\w'])(?!-(?:t-)?(?:ce|là))", lead))
    for m in reversed(verbs):
        before, rest = lead[: m.start()].strip(), lead[m.end() :].strip()
        if pronoun := PRONOUN.match(lead[m.end() :]):
            return Attribution(m[0] + pronoun[0], _last_person(around), Certainty.PRINTED)
        inverted = (
            re.search(r"(?:^|\b(?:comme (?:le|l'|nous le)|dont|que|ce que|où)|[»”],?)$", before, re.IGNORECASE)
            is not None
        )
        said = ADVERB.sub("", rest)
        if inverted and (name := noun_phrase(said)) and not NOT_SUBJECT.match(name):
            return Attribution(lead[m.start() :].rstrip(" ,:"), name, Certainty.PRINTED)
        if not (re.fullmatch(r"(?:que?|qu'|:|,)?", said) or (rest.endswith(":") and len(rest.split()) <= 16)):
            continue
        if who := subject(before):
            return Attribution(f"{who} {lead[m.start() :]}".rstrip(" ,:"), who, Certainty.PRINTED)
        if re.search(r"\b(?:ils?|elles?)(?: (?:se|s'|nous|lui|leur|en|y|l'))*$", before, re.IGNORECASE):
            return Attribution(lead.rstrip(" ,:"), _last_person(around), Certainty.PRINTED)
    return None


def _according_to(lead: str, around: Surroundings) -> Attribution | None:
    ways = "|".join(map(re.escape, lexicon()["verbs"]["according_to"])).replace("pour", r"p\s?our")
    m = re.search(rf"(?:^|[,;]\s)\s*((?:{ways})\s+(.{{2,160}}?))\s*[,:]\s*$", lead, re.IGNORECASE)
    if not m or not speaker_like(m[2]) or has_verb(m[2]):
        return None
    return Attribution(m[1], m[2], Certainty.PRINTED)


def _label(lead: str, around: Surroundings) -> Attribution | None:
    name = lead.rstrip(" :")
    short = all(len(part.split()) <= 4 for part in re.split(r"[,(]", name))
    if lead.endswith(":") and short and not has_verb(name) and speaker_like(name):
        return Attribution(name, name, Certainty.PRINTED)
    return None
