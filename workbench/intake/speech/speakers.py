"""What kind of speaker an attribution names, and where; the lexicon is `corpus/lexicons/speakers_in_reports.toml`."""

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from workbench import resources
from workbench.language import without_accents
from workbench.people import Voice

TITLE = re.compile(r"^(?:M|MM|Mme|Mmes|Mlle|Mr|Monsieur|Madame|Mademoiselle)\.?\s+[A-Z](?:\.|\b)(?!\w)")
NAME = re.compile(
    r"(?<!\w)[A-ZÀ-ÖØ-Þ](?:[\w’-]*[A-ZÀ-ÖØ-Þa-zà-öø-ÿ\d])?"
    r"(?:(?:[ ]+-?|[ ]d['’]|[ ]de[ ]|[ ]et[ ])[A-ZÀ-ÖØ-Þ][\w’-]*|[ ]\d{1,2}\b)*"
)
NUMBER = re.compile(r"(?:^|[\s,(/–-])(\d{2}|2[AB]|97\d)(?=$|[\s,)/.])(?!\s*(?:ans|mois|enfants?|€|euros|h\b|%))")
SURNAME = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?(?: [A-ZÀ-Þ][\w-]+)+$")
AGE = re.compile(r"\b\d\d ans\b")  # reports print the age of those they are about, not of those who work with them
OFFICE = re.compile(r"l[ea]\s+(?:direct|responsab|président|chef|coord)\w*$", re.IGNORECASE)
ASIDE = re.compile(r"\b(?:concernée?s?|intervenant|auprès|suivie?s? par|accompagnée?s? par|à propos)\b")
HEADING = re.compile(r"^(?:#+ .+|[^a-zà-ÿ\n]*[A-ZÀ-Þ]{4}[^a-zà-ÿ\n]{6,})$", re.MULTILINE)
MOST_MENTIONS = 60
LONGEST_SECTION = 14_000


def lexicon() -> dict[str, Any]:
    """The lexicon of speakers, as written."""
    return resources.lexicon("speakers_in_reports")


def folded(text: str) -> str:
    """Without accents, with straight apostrophes; the length may change, the case does not."""
    return without_accents(text.replace("’", "'").replace("œ", "oe").replace("Œ", "Oe"))


def any_of(words: list[str]) -> re.Pattern[str]:
    """One expression for plain words; those with a capital keep it, a plural s or x is understood."""

    def each(some: list[str]) -> str:
        ordered = sorted((folded(w) for w in some), key=len, reverse=True)
        return "|".join("[sx]? ".join(map(re.escape, w.split())) for w in ordered) or r"(?!)"

    exact = each([w for w in words if w != w.lower()])
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


def category(speaker: str, document: str = "", at: int = 0) -> Voice:
    """The category of the speaker that these words name, quoted at `at` in the document.

    A body named decides; else what the document says elsewhere of the names in it; else words that names of landlords
    have; else the trade; for a bare surname or "la directrice", the body that the section is about; else `unknown`.
    """
    words = ASIDE.split(speaker)[0]
    if body := first_kind(words):
        return body[0]
    names = [name for name in NAME.findall(_without_people(words)) if len(name) > 2]
    for name in names:
        if known := _said_of(name, document):
            return known
    for group in ("names", "trades"):
        if likely := first_kind(words, group):
            return likely[0]
    if TITLE.match(words.strip("( ")) or AGE.search(words):
        return Voice.HOUSEHOLD
    local = any(SURNAME.search(name) for name in names) or (not names and OFFICE.match(words))
    return _section(document, at) if local else Voice.UNKNOWN


def _without_people(words: str) -> str:
    """The words without those that only say that a person speaks: what is left are names."""
    said = any_of(lexicon()["people"]["words"])
    kept = [w for w in words.split() if not said.fullmatch(folded(w.strip("(),.")).lower())]
    return " ".join(kept)


@lru_cache(maxsize=512)
def _said_of(name: str, document: str) -> Voice | None:
    """What a document says that a name is: "l'association X", "X, bailleur", "Foyer d'accueil … (X)"."""
    votes: Counter[Voice] = Counter()
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for _n, m in zip(range(MOST_MENTIONS), whole.finditer(document), strict=False):
        before = " ".join(document[max(0, m.start() - 60) : m.start()].replace("*", "").split())
        after = " ".join(document[m.end() : m.end() + 60].replace("*", "").split())
        near = re.split(r"[.,;:()]", before[:-1])[-1] if before.endswith("(") else _apposed_before(before)
        behind = re.match(r"(?:[,(–-]|est (?:une?|le|la)\b)([^.;)]{0,50})", after)
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
    if near and near[-1].casefold() in ("et", "ou", "de", "à", "par", "avec", "pour", "chez", "les", "des", "aux"):
        return ""
    return " ".join(near)


def _section(document: str, at: int) -> Voice:
    """The body that the section around a place is about, by its heading and its first words; never a household."""
    headings = list(HEADING.finditer(document, max(0, at - LONGEST_SECTION), at))
    for heading in reversed(headings[-4:]):
        start = document[heading.start() : heading.end() + 260].replace("*", "")
        found = [f for f in _all_kinds(" ".join(start.split())) if f is not Voice.HOUSEHOLD]
        if found:
            return found[0]
    return Voice.UNKNOWN


def _all_kinds(text: str) -> list[Voice]:
    """The categories of the bodies named in a text, in the order in which they first come."""
    plain = folded(text)
    found = [(m.start(), category) for category, p in _patterns("bodies") if (m := p.search(plain))]
    return [category for _start, category in sorted(found)]


def territory(attribution: str) -> str | None:
    """The number of the département that an attribution prints, by number or by name; None when it prints none."""
    if number := NUMBER.search(attribution):
        code = number[1].upper()
        if code in lexicon()["territories"]:
            return code
    plain = folded(attribution)
    names = sorted(lexicon()["territories"].items(), key=lambda item: -len(item[1]))
    for code, name in names:
        spelt = "[ -]".join(map(re.escape, folded(name).split("-")))
        if re.search(rf"(?<![\w-]){spelt}(?![\w-])", plain):
            return str(code)
    return None
