"""What a document says elsewhere of a name or of a function that it prints without more: "Les Deux Rives", "Nora"."""

import re
from collections import Counter
from functools import lru_cache

from workbench.intake.speech.kinds import first_kind, folded, is_first_name, people_words
from workbench.people import Voice

# "X, l'OPH Y et la ville" is a list: nothing is apposed to X
ANOTHER = r"\s*(?:l[ea]\s|l['’]|les\s)[\w-]+\s(?:[A-ZÀ-Þ]|de\s[A-ZÀ-Þ])"
MOST_MENTIONS = 60


@lru_cache(maxsize=512)
def said_of(name: str, document: str) -> Voice | None:
    """What a document says that a name is: "l'association X", "X, bailleur", "Foyer d'accueil … (X)"."""
    votes: Counter[Voice] = Counter()
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for _n, m in zip(range(MOST_MENTIONS), whole.finditer(document), strict=False):
        before = " ".join(document[max(0, m.start() - 60) : m.start()].replace("*", "").split("\n\n")[-1].split())
        after = " ".join(document[m.end() : m.end() + 60].replace("*", "").split("\n\n")[0].split())
        near = re.split(r"[.,;:()]", before[:-1])[-1] if before.endswith("(") else _apposed_before(before)
        behind = re.match(rf"(?:[,(–-](?!{ANOTHER})|est (?:une?|le|la)\b)([^.;)]{{0,50}})", after)
        said = first_kind(near) or (first_kind(behind[1]) if behind else None)
        if said and said[0] is not Voice.HOUSEHOLD:
            votes[said[0]] += 1
    if not votes and re.fullmatch(r"[A-Z]{3,6}", name):
        spelt = r"\w+[ ](?:(?:de|du|des|la|le|les|et|pour|à)[ ]|[dl]['’])*".join(f"{c}" for c in name)
        for m in re.finditer(rf"(?<!\w){spelt}\w+", document, re.IGNORECASE):
            if m[0][0].isupper() and (said := first_kind(" ".join(m[0].split()))):
                votes[said[0]] += 1
    return votes.most_common(1)[0][0] if votes else None


def _apposed_before(before: str) -> str:
    """The words right before a name, when they can be said of it: "l'association", "le bailleur social"."""
    near = re.split(r"[.,;:()]", before)[-1].split()[-3:]
    if near[1:] and near[-1] in ("Le", "La", "Les", "L'", "L’"):
        near.pop()  # the article is the name's: "l'association Les Deux Rives"
    if near and near[-1].casefold() in ("et", "ou", "de", "à", "par", "avec", "pour", "chez", "les", "des", "aux"):
        return ""
    return " ".join(near)


@lru_cache(maxsize=512)
def by_first_name(words: str, document: str) -> bool:
    """Whether words are a first name and no more, as reports name households; not one that elsewhere has a surname.

    Those who work with them are printed with a surname or with what they do: "Nora, directrice", "la cheffe, Nora".
    """
    name = re.split(r",\s|\s\(", words)[0].strip()
    if not is_first_name(name):
        return False
    every = re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", document)
    for _n, m in zip(range(MOST_MENTIONS), every, strict=False):
        if re.match(r"\s+[A-ZÀ-Þ]", document[m.end() : m.end() + 4]):
            return False
        before, after = document[max(0, m.start() - 60) : m.start()], document[m.end() : m.end() + 60]
        near = f"{_last_words(before)} {_first_words(after)}"
        if people_words().search(folded(near).lower()) or first_kind(near, "trades"):
            return False
    return True


def _last_words(before: str) -> str:
    """What a name is apposed to: "la cheffe de service, "."""
    return " ".join(re.split(r"[.;:()»«]", before)[-1].split()[-4:]) if before.rstrip()[-1:] == "," else ""


def _first_words(after: str) -> str:
    """What is apposed to a name: ", cheffe de service"."""
    return re.split(r"[.;:()»«]", after)[0] if after.startswith((",", " (")) else ""


def named_earlier(words: str, before: str) -> Voice | None:
    """The body that a function was last named with: "le coordinateur" is "la coordinatrice du SIAO" of before."""
    m = re.match(r"(?:l[ea]\s+|l['’])(?:même\s+|dite?\s+)?([a-zà-ÿ-]{4,})[\s,]*$", words)
    if not m or not people_words().fullmatch(folded(m[1])):
        return None
    fuller = re.compile(rf"\b{re.escape(m[1])}\s+(?:du|de|des|d['’])\s?([^.;:!?«»“”()]{{3,70}})")
    for said in reversed(list(fuller.finditer(before))):
        if found := first_kind(" ".join(said[1].split())):
            return found[0]
    return None
