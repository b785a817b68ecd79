"""How an attribution names a speaker: "Mme B.", "Awa, 34 ans", "Ménage 12", "E7"; invented names join quotes too."""

import re
from dataclasses import dataclass

from workbench.disclosure.letters import folded
from workbench.disclosure.words import lexicon
from workbench.intake.identifiers.lexicons import FIRST, fold, gazetteer

CAPITAL = "A-ZÀ-ÖØ-Þ"
SURNAME = rf"((?-i:[{CAPITAL}])[\w’'-]*(?:\.\s?(?-i:[{CAPITAL}])(?=\.|[\s,;)]|$))?)\.?(?!\w)"
MAN, WOMAN = r"(?:(?-i:M)\.?|Mr\.?|Monsieur)", r"(?:Mme\.?|Mlle\.?|Madame|Mademoiselle)"
# What stands before a surname, and who that makes of the speaker.
TITLES = (
    ("couple", re.compile(rf"\b(?:{MAN}\s+et\s+{WOMAN}|{WOMAN}\s+et\s+{MAN})\s+{SURNAME}", re.IGNORECASE)),
    ("madame", re.compile(rf"\b{WOMAN}\s+{SURNAME}", re.IGNORECASE)),
    ("monsieur", re.compile(rf"\b{MAN}\s+{SURNAME}", re.IGNORECASE)),
    ("famille", re.compile(rf"\bfamille\s+((?-i:[{CAPITAL}]))(?:\.|(?=[\s,;)]|$))", re.IGNORECASE)),
)
CALLED = re.compile(rf"^\W*([{CAPITAL}][\w-]+)(?:\s+([{CAPITAL}])(?:\.|(?=[,(])))?\s*\*?(?=\s*(?:[,;:(–—]|$)|\s-\s)")

# A number that the report gives to a household, an interview or a person: not of children, nor a département's. At the
# head only: "entretien 2" behind the details is the second interview of one person.
NUMBERED = re.compile(
    r"^\W*(?:l[ae] |l.|une? )?(m[eé]nage|famille|foyer|entretien|enqu[eê]t[eé]e?|personne|habitante?|locataire"
    r"|b[eé]n[eé]ficiaire|t[eé]moin|participante?|r[eé]pondante?|interview[eé]e?|cas)\s*(?:(n)\s*[°ºo]\.?|#)?\s*(\d{1,3})\b"
    r"(?!\s*(?:ans?|mois|enf|fil|gar|personnes?|%|€))",
    re.IGNORECASE,
)
CODE = re.compile(rf"^\W*((?![TF]\d)[{CAPITAL}]{{1,2}})[-_ ]?(\d{{1,3}})(?=\s*(?:[,;:)\]–—-]|$))")


@dataclass(frozen=True, slots=True)
class Named:
    """A surname, its initials or a number ("#m012"), a first name, folded, and the attribution without them."""

    surname: str
    first: str
    rest: str


def named(attribution: str) -> Named:
    """Who an attribution names; empty where it names nobody."""
    for kind, pattern in TITLES:
        if found := pattern.search(attribution):
            rest = f"{attribution[: found.start()]}{kind} {attribution[found.end() :]}"
            return Named(re.sub(r"\W+", "", folded(found[1])), "", rest)
    found = CODE.search(attribution)
    if found and found[2] not in lexicon()["territory"]:
        return Named(f"#{folded(found[1])[0]}{int(found[2]):03}", "", attribution[found.end() :])
    found = NUMBERED.search(attribution)
    if found and (found[2] or found[3] not in lexicon()["territory"]):
        rest = f"{attribution[: found.start()]} {attribution[found.end() :]}"
        return Named(f"#{folded(found[1])[0]}{int(found[3]):03}", "", rest)
    found = CALLED.search(attribution)
    if found and FIRST in gazetteer().get(tuple(fold(found[1]).split("-")), ()):
        return Named(folded(found[2] or ""), folded(found[1]), attribution[found.end() :])
    return Named("", "", attribution)


def same_name(one: str, other: str) -> bool | None:
    """Whether two names are one: an initial stands for every name that it begins; None where one is not said."""
    if not one or not other:
        return None
    short = min(len(one), len(other))
    return one[:short] == other[:short] if short <= 2 else one == other
