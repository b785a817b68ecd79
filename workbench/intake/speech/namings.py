"""Which words of a sentence name somebody who may speak, and where they end."""

import re
from dataclasses import dataclass
from enum import StrEnum

from workbench.intake.speech.kinds import COURTESY, NAME, TITLE, first_kind, folded, is_first_name, people_words
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
INTERVIEW = re.compile(
    r"^(?:entretien|verbatim|interview|ent\.|extrait d'entretien)\s(?:n°|no|avec)?\s?\d*(?:[\s,:;–-]+|$)", re.I
)
CLEFT = re.compile(r"^c'(?:est|était)\s+(.{2,120}?)\s+qu[ie]\s", re.IGNORECASE)
ONE_OF_THEM = re.compile(r"(?:l')?une?\s(?:autre\b|d'e(?:ntre|lles|ux))", re.IGNORECASE)
CLAUSE = re.compile(r",\s|^(?:pour|chez|à|au|du côté d[eu]s?)\s", re.IGNORECASE)
END_OF_NAME = re.compile(
    r"(?<!\bM)(?<!\bMme)[.;:!?«“”»(\[]|,\s(?!\d\d ans)|\s(?:en introduction|qui|dans|lors|pour|en|et que|à propos)\s"
)
INITIAL = re.compile(rf"{COURTESY}\s+[A-ZÀ-Þ]\.(?:,\s\d\d\sans)?(?!\w)")
OPENS_NAME = re.compile(r"[A-ZÀ-Þ]|(?:une?|l[ea]s?|des|cette?|ces|son|sa|leurs?)\s|l'")
SCENE = re.compile(r"^(?:dans|à|au|en|chez|sur|lors|après|avant|pendant|depuis|un jour|ce jour)\b[^,:]{2,60},\s", re.I)
ALONE = re.compile(r"(?:une?|l[ea]|cette?)\s|l'", re.IGNORECASE)
MYSELF = re.compile(r"\b(?:je|moi|me|mon|ma|mes)\b|\b[jm]['’]", re.IGNORECASE)
OF_OTHERS = re.compile(
    r"\b(?:elles?|lui|eux|leurs?|ils)\b|\b(?:je|on|nous)\s(?:l[ea]s?\s|l['’])|\b(?:cette|ce|la|le)\s(?:dame|monsieur|famille)\b",
    re.IGNORECASE,
)
BEFORE_BODY = re.compile(r"(?:[\w-]+ ){1,3}(?:d'|l')?")
OFFICE_OF = re.compile(r"[\w-]+(?:\s[\w-]+)?\s(?:de|du|des|à|au|aux|chez)\s|[\w-]+\sd'")
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


def speaker_like(text: str) -> bool:
    """Whether words name somebody: they open with a person, a trade or a body, or are a name and nothing else."""
    words = INTERVIEW.sub("", plain(text), count=1)
    if not words:
        return bool(text.strip())
    if NOBODY.match(words) or WRITTEN.search(words) or len(words.split()) > 40:
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


def household_alone(sentence: str, words: str) -> str | None:
    """The one member of a household that a sentence with a colon is about, when the words are somebody's of himself.

    "Une locataire en rit encore : « je m'étais trompée d'étage »", but not « je la vois le lundi », said of her.
    """
    if not sentence.endswith(":") or len(MYSELF.findall(words)) < max(1, 2 * len(OF_OTHERS.findall(words))):
        return None
    sentence = SCENE.sub("", sentence)
    if is_first_name(name := sentence.split(",")[0].split(" ")[0]):
        return name
    bare = ARTICLE.sub("", sentence)
    article, head = sentence[: len(sentence) - len(bare)], " ".join(bare.split()[:4])
    found = first_kind(head) if ALONE.match(article) else None
    if not found or found[0] is not Voice.HOUSEHOLD or found[1].start() > _third_word(head):
        return None
    return article + head[: found[1].end()] if len(folded(head)) == len(head) else None


def is_a_person(text: str) -> bool:
    """Whether words name one or several people by what they are, no book nor body: "une mère", "un éducateur"."""
    head = " ".join(ARTICLE.sub("", plain(text)).split()[:2])
    kinds = (first_kind(head), first_kind(head, "trades"))
    by_trade = kinds[1] is not None or (kinds[0] is not None and kinds[0][0] is Voice.HOUSEHOLD)
    return by_trade or people_words().match(folded(head)) is not None


def one_of_gender(sentence: str, pronoun: str) -> str | None:
    """The first person of a sentence for whom "il" or "elle" can stand, a household too: the pronoun makes it speak."""
    if re.search(r"(?:ils|elles|on)\b", pronoun, re.IGNORECASE):
        return None
    articles = "une|la|sa|cette" if "elle" in pronoun.lower() else "un|le|du|au|son|ce"
    for m in re.finditer(rf"(?:^|(?<=\s))({articles})\s((?:[\w'-]+\s?){{1,4}})", sentence, re.IGNORECASE):
        head = m[2].strip()
        kinds = (first_kind(head), first_kind(head, "trades"))
        who = [k[1] for k in kinds if k and k[1].start() == 0] + [p for p in [people_words().match(folded(head))] if p]
        person = who and is_a_person(head) and len(folded(head)) == len(head)
        if person:
            return f"{'le' if m[1].lower() in ('du', 'au') else m[1]} {head[: max(w.end() for w in who)]}"
    return None


def may_be(named: str, printed: str) -> bool:
    """Whether the pronoun of "ajoute-t-il" or "Elle précise" can stand for these words, by the gender they tell."""
    pronoun = re.search(r"(?:^|[-\s])(il|elle)s?\b", printed, re.IGNORECASE)
    if not pronoun:
        return True
    hers = re.match(r"(?:une|la|cette|Mmes?|Madame|Mlle|Femme)\s", named) is not None
    his = re.match(r"(?:un|le|ce|cet|M\.|Monsieur|Homme)\s", named) is not None
    return not (hers if pronoun[1].casefold() == "il" else his)


def _third_word(head: str) -> int:
    return len(" ".join(folded(head).split()[:2])) + 1


def noun_phrase(text: str) -> str:
    """Words up to the end of the clause, no more than a name can hold; the full stop of an initial is the name's."""
    if initial := INITIAL.match(text):
        return initial[0]
    clause = END_OF_NAME.split(text)[0]
    return " ".join(clause.split()[:LONGEST_NAME]).rstrip(" ,*\uf0a2")


def subject(before: str) -> str | None:
    """Who does what the verb says: the last part of the words before it that names somebody."""
    before = re.sub(r"\s+(?:se|s'|ne|n'|nous|lui|leur|y|en|le|l'|qui)$", "", before.strip())
    parts = [p.strip() for p in re.split(r",\s|;\s|:\s|\bet que\s|\bcar\s", before) if p.strip()]
    for n in range(len(parts) - 1, -1, -1):
        if speaker_like(parts[n]):
            first = _apposed_to(parts, n)
            return parts[n] if n == first == len(parts) - 1 else ", ".join(parts[first:])
    return None


def _apposed_to(parts: list[str], n: int) -> int:
    """The part that names whom part n only describes: "Karim, quarante ans, hébergé par son frère"; else n itself."""
    if n and not OPENS_NAME.match(parts[n]) and all(len(p.split()) <= 4 for p in parts[1:n]):
        first = parts[0].split()
        if speaker_like(parts[0]) and len(first) <= LONGEST_NAME:
            return 0
    return n


def actor(sentence: str) -> str | None:
    """The body or the trade that is the subject of a sentence, with the name behind it; never a household."""
    if (cleft := CLEFT.match(sentence)) and is_a_person(cleft[1]) and speaker_like(cleft[1]):
        return cleft[1]
    for clause in CLAUSE.split(sentence)[:4]:
        bare = ARTICLE.sub("", clause)
        article = clause[: len(clause) - len(bare)]
        office = OFFICE_OF.match(" ".join(bare.split()))
        head = " ".join(bare.split()[: 9 if office and people_words().match(folded(bare)) else 5])
        bare = " ".join(bare.split())
        found = [f for f in (first_kind(head), first_kind(head, "trades")) if f and f[0] is not Voice.HOUSEHOLD]
        inside = [
            f[1]
            for f in found
            if f[1].start() == 0
            or BEFORE_BODY.fullmatch(head[: f[1].start()])
            or (len(head.split()) > 5 and not has_verb(head[: f[1].start()]) and "," not in head[: f[1].start()])
        ]
        named = article or head[:1].isupper()  # "bailleurs" in a list does nothing
        if not inside or not named or len(folded(head)) != len(head):
            continue
        match = min(inside, key=lambda m: m.start())
        more = re.match(r"(?:\s+(?:de l'|d'|de |du |des )?[A-ZÀ-Þ][\w-]*)*", bare[match.end() :])
        if match.start() == 0 or people_words().match(folded(head)) or first_kind(head.split()[0], "trades"):
            return article + bare[: match.end() + (more.end() if more else 0)]
    return None


def has_verb(text: str) -> bool:
    """Whether words are more than a name: a verb or a relative clause is among them."""
    return bool(re.search(r"\b(?:est|sont|a|ont|était|doit|peut|fait|se|ne|qui|que)\b", text))
