"""What a printed attribution says of a speaker: "(Femme seule, 2 enfants (9 ans, 14 mois), hôtel, 77)".

The order of the details, their punctuation, figures or words, accents and slips of the keyboard make no difference.
"""

import re
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from workbench.disclosure.letters import figures, folded, respelled
from workbench.disclosure.naming import named
from workbench.disclosure.own_age import ADULT, age_span, own_age
from workbench.disclosure.words import lexicon

CHILD = r"(?:enfants?|filles?|fils|garcons?|bebes?|nourrissons?|jumeaux|jumelles|triple(?:s|tte|ttes))"
CHILDREN = re.compile(rf"\b(\d{{1,2}})\s+(?:jeunes?\s+|petite?s?\s+|grande?s?\s+)?({CHILD})\b")
SOME = re.compile(rf"\b{CHILD}\b|\bmonoparent\w*")
GROWN = 19  # an age that stands behind several children is the speaker's from here on; behind one, from MOST
MOST = 26
NONE = re.compile(r"\b(?:sans|pas d.|0)\s*enfants?\b")
AGE = re.compile(r"\b(\d{1,2})\s*(ans?|a|mois|m)?\b(?!\s*(?:enf|fill|fils|garc|%|€))")
UNDER = re.compile(r"\b(?:nourrissons?|nouveau[- ]nee?s?)\b")
AROUND = ' «».[]–—-:;*\t\n"'  # marks that stand around an attribution and say nothing
INNER = re.compile(r"\(([^()]*)\)")
SEVERAL = {"jum": 2, "tri": 3}
TWINS = re.compile(r"\b(jum|tri)(?:eaux|elles|ples|plettes)\W*(?:agee?s? )?(?:de )?(\d{1,2})\s*(ans?|mois)\b")
UNIT = r"\s*(?:ans?|mois|a|m)\b"
LISTED = (
    rf"(?:\d{{1,2}}(?:{UNIT})?\s*(?:,|/|;|et|\+|-|\s)\s*)*\d{{1,2}}{UNIT}"  # its last number bears a unit: "9 ans, 93"
)
AGED = re.compile(rf"(?:de\s+|ages?\w*\s+(?:de\s+)?|:\s*)?\b({LISTED})")
# Of whom the household is made: what each word leaves possible (w a woman alone, m a man alone, c a couple).
WHO = (
    ("couple", "c", r"\bcouple\b|\bmariee?s\b|\bm(?:r|onsieur)?\.? et (?:mme|madame)\b|\bconcubin\w*"),
    ("woman", "w", r"\bfemmes?\b(?! de menage)|\bmere\b|\bmaman\b|\bveuve\b|\bdame\b|\bmme\b|\bmadame\b|\bisolee\b"),
    ("man", "m", r"^m\.? ?,|\bhomme\b|\bpere\b|\bpapa\b|\bveuf\b|\bmonsieur\b"),
    ("single parent", "wm", r"\bmonoparent\w*|\bparent (?:seul|isole)\b"),
    ("single", "wm", r"\bpersonne (?:seule|isolee)\b|\bisole\b|\bcelibataire\b"),
    ("family", "wmc", r"\bfamille\b(?! d.accueil)|\bmenage\b|\bparents?\b"),
)
POSSIBLE = {name: set(people) for name, people, _pattern in WHO}
TERRITORY = re.compile(
    r"\b(?:(?:dans |en )?(?:le |la |l.)?(?:dep(?:artement|t)?\.? |dpt\.? )?)(\d{2}|2[ab]|97\d)\b(?!\s*%)"
)
FUNCTION = re.compile(
    r"\b(?:responsables?|direct\w+|chef\w*|chargee?s?|coordinat\w+|referente?s?|travailleu\w+ soci\w+|assistante?s?"
    r"(?! maternelle)|cesf|conseill\w+|educat\w+|siao|bailleu\w+|eds|mds|ddcs|drihl|operat\w+|associations?"
    r"|agents? (?!d.ent)|gestionnaires?|president\w*|representante?s?|professionnel\w*|intervenante?s?|prefecture|ccas"
    r"|salariee? d|(?:accompagn|anim|medi)at(?:eur|rice)s?|psycholog\w+|infirmi\w+|juristes?|benevoles?"
    r"|mandataires?|tut(?:eur|rice)s?|gardien\w*|elue?s?|cadres?|technicien\w*|tisf|adjointe?s?|maires?)\b",
)
# A household's member may work as one: "Femme seule, gardienne, 77".
HOUSEHOLD = re.compile(
    r"^(?:une? |l[ae] |jeune )*(?:femme|homme|couple|mere|pere|maman|papa|veuve|veuf|famille (?!d.accueil)|menage"
    r"|parent|monoparent|personne (?:seule|isolee))\b"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is said; an empty value was not said.

    `ages` of children in months, youngest first; `age` the speaker's own in years, or `years`, between which it lies.
    `origin` and `situation` join several by ", "; `parent` tells only whether there are children. Names are folded, and
    mostly invented by the report.
    """

    composition: str = ""
    children: int | None = None
    ages: tuple[int, ...] = ()
    age: int | None = None
    years: tuple[int, ...] = ()
    origin: str = ""
    situation: str = ""
    territory: str = ""
    function: str = ""
    parent: bool | None = None
    surname: str = ""
    first_name: str = ""

    def as_dict(self) -> dict[str, object]:
        """What was said, by name; `ages` as a list."""
        said = {name: value for name, value in asdict(self).items() if value not in ("", None, ())}
        if self.children is not None:
            said.pop("parent", None)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}

    def words(self, name: str) -> list[str]:
        """The details of one kind."""
        return [word for word in str(getattr(self, name)).split(", ") if word]

    def joined(self, other: "Attributes") -> "Attributes":
        """Both together; texts that differ are put side by side, the first of two numbers stays."""
        own: dict[str, Any] = {}
        for name, value in asdict(self).items():
            second = getattr(other, name)
            own[name] = second if value in ("", None, ()) else value
            if name in ("origin", "situation"):
                own[name] = ", ".join(dict.fromkeys([*self.words(name), *other.words(name)]))
            elif name == "ages" and len(second) > len(value):
                own[name] = second
        return Attributes(**own)


def parsed(attribution: str) -> Attributes:
    """What an attribution says; what fits nothing that is known goes to `situation`."""
    called = named(attribution.strip(AROUND))
    text = figures(respelled(folded(called.rest).strip(AROUND), _spelling()))
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    text = UNDER.sub("0 an", text) if CHILDREN.search(text) else text
    if FUNCTION.search(text) and not re.search(r"\benfants?\b", text) and not HOUSEHOLD.search(text):
        return replace(_professional(text), surname=called.surname, first_name=called.first)
    years, text = age_span(text)
    children, parent, text = _children(text)
    ages, text = _ages(text, children)
    place, text = _place(text)
    own, text = own_age(text)
    who = next((name for name, _people, pattern in WHO if re.search(pattern, text)), "")
    origin, text = _named("origin", text)
    situation, text = _named("situation", text)
    for _name, _people, pattern in WHO:
        text = re.sub(pattern, " ", text)
    return Attributes(
        composition=who,
        children=len(ages) if children is None and ages else children,
        ages=ages,
        age=own,
        years=years,
        origin=", ".join(origin),
        situation=", ".join([*situation, *_rest(text)]),
        territory=place,
        parent=True if children or ages or parent else (False if children == 0 else None),
        surname=called.surname,
        first_name=called.first,
    )


@lru_cache
def _spelling() -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(word) for word in lexicon()["said"]["spelling"]["words"]))


def _professional(text: str) -> Attributes:
    place, text = _place(text)
    plain = re.sub(r"[,;.()]+|\b(?:l[ae]|d[eu]|[dl]')(?=\W|\b)", " ", text)
    return Attributes(function=" ".join(plain.split()), territory=place)


def _children(text: str) -> tuple[int | None, bool, str]:
    """How many children, whether there are any, and the text without the number."""
    if NONE.search(text):
        return 0, False, NONE.sub(" ", text)
    found = [(int(n), what) for n, what in CHILDREN.findall(text)]
    some = SOME.search(text) is not None
    whole = [n for n, what in found if what.startswith("enfant")]
    number = whole[0] if whole else sum(n for n, _what in found) or None
    if number is None or (not whole and any(what[:3] in SEVERAL for _n, what in found)):
        number = next((n for start, n in SEVERAL.items() if re.search(rf"\b{start}\w+", text) and some), number)
    return number, some, CHILDREN.sub(r" \2 ", text)


def _months(text: str) -> list[int]:
    """Ages in months; a bare number takes the unit of the next one that has a unit: "14, 5 et 4 ans"."""
    ages: list[int] = []
    unit = 12
    for number, said in reversed(AGE.findall(text)):
        unit = {"m": 1, "a": 12}[said[0]] if said else unit
        ages.append(int(number) * unit)
    return ages


def _ages(text: str, children: int | None) -> tuple[tuple[int, ...], str]:
    """The children's ages, and the text without them: a list in parentheses, or numbers after the children."""
    if children == 0:
        return (), text
    found: list[int] = []
    said, at = text, SOME.search(text)
    for inner in INNER.finditer(text):
        if (at and inner.start() < at.start()) or (not at and _grown_up(inner[1])):
            continue  # "Femme (34 ans), 2 enfants", "Homme seul (43 ans)"
        own = AGE.sub(
            " ", re.sub(r"\b(?:et|ages?|agee?s?|de|ans?|mois|dont|filles?|garcons?|fils|enfants?)\b", " ", inner[1])
        )
        if re.search(r"\b(?:ans?|mois|\d+ ?[am])\b", inner[1]) or (
            at and AGE.search(inner[1]) and not own.strip(" ,;/+-:")
        ):
            found += _months(inner[1])
            text = text.replace(inner[0], " ", 1)
    twins = TWINS.search(said)
    text = _behind(text, children, found)
    if twins and found:
        more = [int(twins[2]) * (1 if twins[3].startswith("m") else 12)] * (SEVERAL[twins[1]] - 1)
        found += more if len(found) + len(more) <= (children or len(found) + len(more)) else []
    return tuple(sorted(found)), text


def _behind(text: str, children: int | None, found: list[int]) -> str:
    """The text without the ages that stand behind a word for children, which go to `found`.

    Beside a list in parentheses, or a first such age, only "et une fille de 4 ans" is one more.
    """
    at = 0
    while kin := SOME.search(text, at):
        at = kin.end()
        after = AGED.search(text, at)
        if not after:
            break
        said = re.search(r"\b(?:de|ages?\w*)\b", after[0]) is not None
        grown = _grown_up(after[1], MOST if children == 1 else GROWN) and not said
        far = re.search(r"[a-z]{4,}", re.sub(r"\bages?\w*", "", text[at : after.start()]))
        if not grown and not far and (said or not found):
            found += _months(after[1])
            text = text[: after.start()] + " , " + text[after.end() :]
    return text


def _grown_up(inner: str, least: int = ADULT) -> bool:
    """Whether one age is told, and no child's: the speaker's own."""
    ages = AGE.findall(inner)
    return len(ages) == 1 and ages[0][1][:1] != "m" and int(ages[0][0]) >= least


@lru_cache
def _places() -> dict[str, str]:
    names = {folded(name): code for code, name in lexicon()["territory"].items()}
    return names | {name.replace("-", " "): code for name, code in names.items()}


def _place(text: str) -> tuple[str, str]:
    """The département, and the text without it."""
    for name, code in _places().items():
        if re.search(rf"\b{re.escape(name)}\b", text):
            return code, re.sub(rf"\b(?:en |dans (?:le |l.)?|le )?{re.escape(name)}\b(?: ?\(?{code}\)?)?", " ", text)
    found = next((m for m in TERRITORY.finditer(text) if not re.match(r"\s*(?:ans?|mois)\b", text[m.end() :])), None)
    return (found[1], text[: found.start()] + " " + text[found.end() :]) if found else ("", text)


@lru_cache
def _categories(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile("|".join(patterns))) for name, patterns in lexicon()["said"][kind].items())


def _named(kind: str, text: str) -> tuple[list[str], str]:
    """The details of one kind that the lexicon names, and the text without them."""
    found = []
    for name, pattern in _categories(kind):
        if pattern.search(text):
            found.append(name)
            text = pattern.sub(" ", text)
    return found, text


EMPTY = re.compile(
    rf"\b(?:{CHILD}|seule?s?|monoparent\w*|et|avec|de|d|du|des|la|le|les|l|en|a|au|aux|un|une|dans|par|chez|puis|ans?|mois|agee?s?"
    r"|dont|provenance|origine|venue?s?|venant|sortie?|sortante?|ex|ancienne?|charge|situation|beneficiaire|percoit|hebergee?s?"
    r"|hebergement|logee?s?|parcours|social|departement|dep|dpt|depuis|son|sa|ses|personne|enf|suivie?|accompagnee?)\b"
)


def _rest(text: str) -> list[str]:
    """What is left, piece by piece, in plain words."""
    pieces = (re.sub(r"[^\w -]", " ", EMPTY.sub(" ", piece)) for piece in re.split(r"[,;()–/.]| - ", text))
    return [" ".join(piece.split()) for piece in pieces if re.search(r"[a-z]{3,}", piece)]
