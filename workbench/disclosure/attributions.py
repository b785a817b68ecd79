"""What a printed attribution says of a speaker: "(Femme seule, 2 enfants (9 ans, 14 mois), hôtel, 77)"."""

import re
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from workbench.disclosure.words import lexicon

COUNTED = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
NUMBERS = {word: n for n, word in enumerate(COUNTED, start=1)} | {"une": 1}
WORD = "|".join(NUMBERS)
CHILDREN = re.compile(rf"\b(\d{{1,2}}|{WORD})\s+(?:jeunes?\s+)?(?:enfants?|filles?|fils|garçons?)\b", re.IGNORECASE)
AGE = re.compile(r"\b(\d{1,2})(?:\s*(?:,|et|/|;)?\s*)(ans?|mois)?\b", re.IGNORECASE)
WHO = (
    ("woman", re.compile(r"\b(?:femme|mère|maman|veuve|dame|mme|madame)\b", re.IGNORECASE)),
    ("man", re.compile(r"\b(?:homme|père|papa|veuf|monsieur)\b", re.IGNORECASE)),
    ("couple", re.compile(r"\bcouple\b", re.IGNORECASE)),
    ("family", re.compile(r"\b(?:famille|ménage|parent|monoparentale?)\b", re.IGNORECASE)),
    ("single", re.compile(r"\b(?:personne\s+seule|isolée?)\b", re.IGNORECASE)),
)
ORIGIN = re.compile(
    r"\b(?:hôtel|115|chrs|rue|foyer|résidence|centre|hébergée?s?|hébergement|squat|voiture|chez\s+un\s+tiers|sous-loca\w+"
    r"|expuls\w+|origin\w+|venue?\s+d\w+|née?\s+(?:en|au|à)|arrivée?\s+d\w+|pu\s+daho|maternel)\b",
    re.IGNORECASE,
)
TERRITORY = re.compile(r"^(?:dans\s+l[ea]\s+|le\s+|en\s+)?(\d{2}|2[ab]|97\d)$", re.IGNORECASE)
FUNCTION = re.compile(
    r"\b(?:responsable|direct\w+|chef\w*|cheffe|chargée?|coordinat\w+|référente?s?|travailleu\w+|assistante?|cesf|conseill\w+"
    r"|éducat\w+|siao|bailleur|eds|mds|ddcs|drihl|opérateur|association|agent\w*|gestionnaire)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is said; `ages` in months, youngest first; an empty value was not said."""

    composition: str = ""
    children: int | None = None
    ages: tuple[int, ...] = ()
    origin: str = ""
    situation: str = ""
    territory: str = ""
    function: str = ""

    def as_dict(self) -> dict[str, object]:
        """What was said, by name; `ages` as a list."""
        said = {name: value for name, value in asdict(self).items() if value not in ("", None, ())}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}

    def words(self, name: str) -> list[str]:
        return str(getattr(self, name)).split(", ")

    def joined(self, other: "Attributes") -> "Attributes":
        """Both together; texts that differ are put side by side, the first of two numbers stays."""
        own, more = asdict(self), asdict(other)
        for name, value in more.items():
            if own[name] in ("", None, ()):
                own[name] = value
            elif name in ("origin", "situation") and value:
                own[name] = ", ".join(dict.fromkeys([*self.words(name), *other.words(name)]))
        return replace(self, **own)


@lru_cache
def _places() -> dict[str, str]:
    return {name.casefold(): code for code, name in lexicon()["territory"].items()}


def _pieces(text: str) -> list[str]:
    """The parts between commas and semicolons that are outside inner parentheses."""
    pieces, depth, start = [], 0, 0
    for i, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth <= 0 and sign in ",;–":
            pieces.append(text[start:i])
            start = i + 1
    pieces.append(text[start:])
    return [piece.strip(" .\u00a0\n\t-") for piece in pieces if piece.strip(" .\u00a0\n\t-")]


def _ages(text: str) -> tuple[int, ...]:
    """Ages in months; a bare number takes the unit of the next one that has a unit: "14, 5 et 4 ans"."""
    ages: list[int] = []
    unit = 12
    for number, said in reversed(AGE.findall(text)):
        unit = {"m": 1, "a": 12}[said[0].casefold()] if said else unit
        ages.append(int(number) * unit)
    return tuple(sorted(ages))


def parsed(attribution: str) -> Attributes:
    """What an attribution says; what it cannot be sure of goes to `situation`."""
    text = attribution.strip().strip('«»" .\u00a0')
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    found = Attributes()
    for piece in _pieces(text):
        found = _read(found, piece)
    return found


def _read(found: Attributes, piece: str) -> Attributes:
    outside = re.sub(r"\([^()]*\)", " ", piece)
    if place := TERRITORY.match(outside.strip()):
        return replace(found, territory=place[1])
    code = next((code for name, code in _places().items() if name in piece.casefold()), None)
    if code is not None:
        found = replace(found, territory=code)
        if piece.casefold() in _places():
            return found
    children = CHILDREN.search(outside)
    inner = " ".join(re.findall(r"\(([^()]*)\)", piece))
    if children or (re.fullmatch(r"[\d\s,et/ansmoi]+", piece) and re.search(r"ans|mois", piece)):
        ages = _ages(inner) or (_ages(outside[children.end() :]) if children else _ages(piece))
        ages = tuple(sorted((*found.ages, *ages)))
        number = NUMBERS.get(children[1].casefold()) or int(children[1]) if children else found.children
        found = replace(found, children=number, ages=ages)
    who = [name for name, pattern in WHO if pattern.search(outside)]
    if who and not FUNCTION.search(outside):
        return replace(found, composition=found.composition or who[0])
    if children or (found.ages and re.fullmatch(r"[\d\s,et/ansmoi]+", piece)):
        return found
    if code is not None:
        return found
    name = "function" if FUNCTION.search(piece) else "origin" if ORIGIN.search(piece) else "situation"
    said = piece.casefold()
    before = getattr(found, name)
    more: dict[str, Any] = {name: f"{before}, {said}" if before else said}
    return replace(found, **more)


def plain_attribution(attribution: str) -> str:
    """The most that is safe to print without knowing the cohort: who lives together, or the kind of profession.

    A number of children becomes "avec enfants"; ages, origin, situation and département go.
    """
    said = parsed(attribution)
    if said.function:
        head = next((p for p in _pieces(attribution.strip(" ().")) if FUNCTION.search(p)), attribution)
        return head if len(said.as_dict()) > 1 else attribution.strip()
    if not said.composition:
        return "Un ménage accompagné" if said.as_dict() else attribution.strip()
    words = re.sub(r"\bsans\s+enfants?\b", "", attribution, flags=re.IGNORECASE)
    children = bool(said.children or said.ages or re.search(r"\benfants?\b|monoparent", words, re.IGNORECASE))
    base = {"woman": "Femme seule", "man": "Homme seul", "couple": "Couple", "family": "Famille"}.get(said.composition)
    if said.composition == "woman" and not re.search(r"\bseule\b|mère|isolée", attribution, re.IGNORECASE):
        base = "Femme"
    return (base or "Personne seule") + (" avec enfants" if children else "")
