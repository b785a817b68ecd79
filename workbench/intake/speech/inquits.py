"""Verbs that bring somebody’s words, around them or inside: "explique une mère", "selon le maire", "dit-elle"."""

import re
from functools import lru_cache

from workbench.intake.speech.kinds import NAME, SURNAME, first_kind, lexicon
from workbench.intake.speech.namings import (
    ARTICLE,
    Attribution,
    Certainty,
    actor,
    has_verb,
    is_a_person,
    noun_phrase,
    one_of_gender,
    speaker_like,
    subject,
)
from workbench.intake.speech.quotations import BLANK_LINE
from workbench.intake.speech.surroundings import Surroundings, plain
from workbench.intake.speech.wordlists import alternation

PRONOUN = re.compile(r"-(?:t-)?(?:ils?|elles?|on)\b")
ADVERB = re.compile(
    r"^(?:ainsi|également|aussi|encore|alors|enfin|par exemple|quant à (?:lui|elle|eux)|pour (?:sa|leur) part|en effet"
    r"|à l'[A-Z]{2,}|cependant|néanmoins|pourtant|toutefois|notamment|de son côté|avec \w+|d'ailleurs)\s*,?\s*"
)
NOT_SUBJECT = re.compile(
    r"^(?:que?\b|qu'|à|aux?\b|de\b|d'|du\b|des difficult|par\b|bien\b|mieux\b|sur\b|en\b|comme\b|être\b|avoir\b|$)"
)
# "dit en souriant un père", "répond avec calme la directrice"
MANNER = re.compile(r"^(?:en \w+ant|avec|sans|d'une?|dans une?|à)\b[^,.;:«»]{0,40}?\s(?=(?:une?|l[ea])\s|l'|[A-ZÀ-Þ])")
SOMEBODY = r"(?:une?|l[ea]|cette?|son|sa|leur)\s|l'"
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
    """The verbs of the lexicon as one expression, the longest first."""
    return alternation(lexicon()["verbs"]["saying"])


def said_after(around: Surroundings) -> Attribution | None:
    """A verb of saying behind the words: « …, précise la directrice. », « … », dit-elle, « … », selon le maire."""
    after = plain(around.after)
    verb = rf"(?:comme (?:le |l')|ce que )?(?:nous |lui |me )?(?:{verbs_of_saying()})"
    ways = "|".join(map(re.escape, lexicon()["verbs"]["according_to"]))
    if m := re.match(rf"[\s,.)]*({verb})(?P<rest>[^\w].*|$)", after):
        return _inverted(m[1], m["rest"], around)
    if m := re.match(
        r"[\s,.]*(?:nous |lui |leur )?((?:a|ont|avait|avaient|aura)-(?:t-)?(?:ils?|elles?|on)\s+\w+)\b", after
    ):
        return Attribution(m[1], _last_person(around), Certainty.PRINTED)  # "a-t-elle déclaré"
    if m := re.match(rf"\s*,\s*({ways})(?P<rest>\s.*)", after):
        return _inverted(m[1], m["rest"], around)
    # any other word between a comma and somebody can only be such a verb: « … », souffle Nora, « … », ironise un élu
    m = re.match(rf"\s*,\s*((?:s'|se )?[a-zà-ÿ]{{4,}}[etd])\b(?P<rest>\s+(?:[A-ZÀ-Þ]|{SOMEBODY}).*)", after)
    return _inverted(m[1], m["rest"], around) if m and m[1] not in NO_VERB else None


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
        return Attribution(verb + pronoun[0], _last_person(around, pronoun[0]), Certainty.PRINTED)
    rest = re.sub(r"\s+-(?=[A-Z])", "-", rest.strip())  # a double name split at a line end
    rest = MANNER.sub("", rest)
    name = noun_phrase(ADVERB.sub("", rest))
    name += _function(rest[rest.index(name) + len(name) :] if name and name in rest else "", name)
    a_clause = len(around.words.split()) >= 5 or around.after.lstrip().startswith(",")
    someone = speaker_like(name) or (a_clause and re.match(r"une?\s", name))
    if not name or NOT_SUBJECT.match(name) or not someone:
        return None
    return Attribution(f"{verb} {rest[: rest.index(name) + len(name)]}", name, Certainty.PRINTED)


def _function(after: str, name: str) -> str:
    """What a person named by a surname does, behind a comma: ", directrice de l'agence"; empty when it is not said."""
    m = re.match(r",\s[^.,;:!?«»“”()]{3,90}", after)
    person = re.match(r"(?:M|Mme|Mlle|Monsieur|Madame|Dr|docteur)\b\.?\s", name) or SURNAME.match(name)
    return m[0].rstrip() if m and person and is_a_person(m[0][2:]) and not has_verb(m[0]) else ""


def said_next(around: Surroundings) -> Attribution | None:
    """In the sentence behind, when "ainsi" points back: « … » Le préfet résume ainsi sa doctrine."""
    after = plain(BLANK_LINE.split(around.after)[0])
    m = re.match(rf"[\s.]*([A-ZÀ-Þ][^.;:!?«»“”]{{2,90}}?)\s(?:{verbs_of_saying()})\sainsi\b[^.:«“]*\.", after)
    m = m or re.match(rf"[\s.]*Ainsi\s(?:{verbs_of_saying()})\s([^.;:!?«»“”,]{{2,90}})[.,]", after)
    if not m or not around.ends_sentence or has_verb(m[1]) or not speaker_like(m[1]):
        return None
    return Attribution(m[0].strip(" .,"), m[1], Certainty.PRINTED)


def _last_person(around: Surroundings, pronoun: str = "") -> str | None:
    """The last person named before, by first name and surname, else who the sentence before is about."""
    before = f"{around.sentence_before} {around.lead}"
    names = [" ".join(m[0].split()[-2:]) for m in NAME.finditer(before) if len(m[0].split()) > 1]
    people = [name for name in names if SURNAME.match(name) and not first_kind(name)]
    if people:
        return people[-1]
    return actor(around.sentence_before) or (one_of_gender(around.sentence_before, pronoun) if pronoun else None)


def said_before(around: Surroundings) -> Attribution | None:
    """In the sentence of the words, before them: "Une mère raconte :", "Pour le directeur,", "Éducatrice :"."""
    lead = around.lead
    if not lead:
        return None
    for reading in (_with_verb, _according_to, with_noun, _label):
        if found := reading(lead, around):
            return found
    return None


def _with_verb(lead: str, around: Surroundings) -> Attribution | None:
    verbs = list(re.finditer(rf"(?<![\w'-])(?:{verbs_of_saying()})(?![\w'])(?!-(?:t-)?(?:ce|là))", lead))
    for m in reversed(verbs):
        before, rest = lead[: m.start()].strip(), lead[m.end() :].strip()
        if pronoun := PRONOUN.match(lead[m.end() :]):
            return Attribution(m[0] + pronoun[0], _last_person(around, pronoun[0]), Certainty.PRINTED)
        inverted = (
            re.search(r"(?:^|\b(?:comme (?:le|l'|nous le)|dont|que|ce que|où)|[»”],?)$", before, re.IGNORECASE)
            is not None
        ) or (before.endswith(",") and rest.endswith(","))  # "L'hiver, racontent les voisins, « … »"
        said = ADVERB.sub("", rest)
        if inverted and (name := noun_phrase(said)) and not NOT_SUBJECT.match(name):
            return Attribution(lead[m.start() :].rstrip(" ,:"), name, Certainty.PRINTED)
        if not (re.fullmatch(r"(?:que?|qu'|:|,)?", said) or (rest.endswith(":") and len(rest.split()) <= 16)):
            continue
        if who := subject(before):
            return Attribution(f"{who} {lead[m.start() :]}".rstrip(" ,:"), who, Certainty.PRINTED)
        if p := re.search(r"\b(?:ils?|elles?)(?: (?:se|s'|nous|lui|leur|en|y|l'))*$", before, re.IGNORECASE):
            return Attribution(lead.rstrip(" ,:"), _last_person(around, p[0]), Certainty.PRINTED)
    return None


def _according_to(lead: str, around: Surroundings) -> Attribution | None:
    ways = "|".join(map(re.escape, lexicon()["verbs"]["according_to"])).replace("pour", r"p\s?our")
    m = re.search(rf"(?:^|[,;]\s)\s*((?:{ways})\s+(.{{2,160}}?))\s*[,:]\s*$", lead, re.IGNORECASE)
    if m and speaker_like(m[2]) and not has_verb(m[2]):
        return Attribution(m[1], m[2], Certainty.PRINTED)
    if m := re.search(
        r"(?:^|[,;]\s)\s*(?:selon|pour|d'après)\s+(lui|elle|eux|elles)\b[^.;:]{0,80}[,:]$", lead, re.IGNORECASE
    ):
        return Attribution(m[0].strip(" ,;:"), actor(around.sentence_before), Certainty.PRINTED)
    # "Pour la directrice, le ton a changé : « … »"; a service is also "pour les familles", who do not speak by that
    m = re.match(rf"((?:{ways})\s+([^,:]{{2,160}})),\s.+:$", lead, re.IGNORECASE)
    if m and speaker_like(m[2]) and not has_verb(m[2]) and not re.match(r"pour\s(?:les?|des|ces)\s\w+s\b", m[1], re.I):
        return Attribution(m[1], m[2], Certainty.PRINTED)
    return None


def with_noun(lead: str, around: Surroundings) -> Attribution | None:
    """ "Réponse du coordinateur :", "Le témoignage d'une mère est net :"."""
    nouns = "|".join(map(re.escape, lexicon()["verbs"]["nouns"]))
    came = r"(?:est |était |a été )?(?:venue?|vient|émane|faite?|reçue?|recueillie?|entendue?|exprimée?|formulée?)s? "
    m = re.match(
        rf"(?:l[ea]\s|l'|les\s)?(?:{nouns})\s+(?:{came})?(?:d'|de\s|par\s|(?=du\s|des\s|avec\s))([^:,]{{2,120}}).*:$",
        lead,
        re.IGNORECASE,
    )
    if not m:
        return None
    name = noun_phrase(re.sub(r"^avec\s", "", re.sub(r"^du\s", "le ", re.sub(r"^des\s", "les ", m[1]))))
    return Attribution(lead.rstrip(" :"), name, Certainty.PRINTED) if speaker_like(name) else None


def tells(sentence: str) -> str | None:
    """Who is said to tell, in the infinitive, in a sentence with a colon: "Awa a accepté de raconter ses hivers :"."""
    verb = re.search(rf"\b(?:{'|'.join(lexicon()['verbs']['infinitives'])})\b[^,;:]*:$", sentence)
    if not verb:
        return None
    first = sentence[: verb.start()].split(",")[0]
    name = re.split(
        r"\s(?:a|ont|avait|avaient|accepte|acceptent|tient|tiennent|veut|veulent|vient|viennent|se)\s", first
    )[0]
    return name if name != sentence[: verb.start()] and speaker_like(name) and len(name.split()) <= 8 else None


def _label(lead: str, around: Surroundings) -> Attribution | None:
    name = lead.rstrip(" :")
    short = all(len(part.split()) <= 4 for part in re.split(r"[,(]", name))
    if lead.endswith(":") and short and not has_verb(name) and speaker_like(name):
        return Attribution(name, name, Certainty.PRINTED)
    return None
