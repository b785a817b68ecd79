"""Codes and numbers that nothing explains: what is no sum, date, year, law or measure is somebody's number."""

import re
from functools import lru_cache

from workbench.intake.identifiers import numbers
from workbench.intake.identifiers.forms import Span, pattern
from workbench.intake.identifiers.words import Prepared

# Letters and digits with signs inside: "77F-0932", "0X49-22", "LG-4471/b"; runs of five digits or more.
CODE = re.compile(r"(?<![\w.,/@’'-])(?=[\w/.-]*\d)[A-Z0-9]+(?:[-/._][A-Za-z0-9]+)*(?![\w@])(?!,\d)")
SPACED = re.compile(r"(?<![\w.,/-])(?:[A-Z]{1,4} ?)?\d{1,6}(?:[ \u00a0.]\d{1,6}){2,9}(?: ?[A-Z]{1,3})?(?![\w/]|,\d)")
THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+")
YEARS = re.compile(r"(?:19|20)\d\d(?:[-/](?:(?:19|20)?\d\d))?")
DATED = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-](?:\d{4}|\d{2}))?|\d{4}-\d\d?-\d\d?|\d{1,2}[/.-](?:19|20)\d\d")
LAW = re.compile(
    r"(?:\b(?:art|articles?|loi|lois|décrets?|circulaires?|ordonnances?|arrêtés?|directives?|règlements?|instructions?"
    r"|cerfa|version|tome|ISBN|ISSN|NOR|budget|enveloppe|population|effectif|total|page|pages|p|alinéa|annexe"
    r"|figure|tableau|graphique|encadré|programme|BOP|norme|ISO|NF|formulaire)\b\.?\s?(?:n[°ºo]\.?\s?|:\s?|n\s)?"
    r"|\b[LRD]\.?\s?)$",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"\s?(?:€|%|‰|euros?\b|EUR\b|k€|m²|m2\b|m³|km\b|kg\b|ha\b|kWh|habitants|hab\b|logements|ménages|familles|personnes"
    r"|places|demand\w+|dossiers|enfants|nuitées|mesures|heures|h\b|jours|mois|ans\b|fois|points|signes|mots|mètres"
    r"|litres|femmes|hommes|adultes|jeunes|salariés|agents|bénéficiaires|situations|allocataires|locataires|baux"
    r"|attributions|expulsions|sorties|entrées|décisions|recours|visites|entretiens|appels|millions?|milliards?|p\.)",
    re.IGNORECASE,
)
SAID = 4  # numbers said one after another, from which on they are a code


def find(prepared: Prepared) -> list[Span]:
    """Written codes, then numbers said in a row: "six douze trente-quatre cinquante-six"."""
    text = prepared.text
    found = []
    for shape in (CODE, SPACED):
        for match in shape.finditer(text):
            if _is_code(match[0]) and _free(text, match.start(), match.end()):
                found.append(Span(match.start(), match.end(), "file_number"))
    return found + _said(text)


def _is_code(it: str) -> bool:
    digits = sum(c.isdigit() for c in it)
    if THOUSANDS.fullmatch(it) or YEARS.fullmatch(it) or DATED.fullmatch(it):
        return False
    letters = sum(c.isalpha() for c in it)
    if not letters and re.fullmatch(r"\d+(?:[.]\d+)?", it):
        return digits >= 5 and "." not in it
    least = 3 if letters and re.search(r"[-/]", it) else 4
    return digits >= least and not re.fullmatch(r"[A-Z]{1,2}(?:19|20)\d\d", it) and digits + letters >= 5


def _free(text: str, start: int, end: int) -> bool:
    """Whether no law stands before and no measure behind."""
    return LAW.search(text[max(0, start - 30) : start]) is None and UNIT.match(text, end) is None


def _said(text: str) -> list[Span]:
    found = []
    for match in _row().finditer(text):
        words = re.findall(r"[^\W_]+", match[0])
        if _count(words) >= SAID and UNIT.match(text, match.end()) is None:
            found.append(Span(match.start(), match.end(), "file_number"))
    return found


@lru_cache
def _row() -> re.Pattern[str]:
    return pattern(r"(?<![\w-])(?:{WORD}|\d{1,4})(?:(?:[- ]|,\s|[- ]et[- ]){1}(?:{WORD}|\d{1,4}))+(?![\w-])")


def _count(words: list[str]) -> int:
    """How many numbers a row of number words says: "vingt-huit huit quatre-vingt-un" says three."""
    count, last = 0, 0
    sizes = [numbers.UNITS.get(w.casefold(), int(w) if w.isdigit() else -1) for w in words]
    for word, size in zip((w.casefold() for w in words), sizes, strict=True):
        if word in ("cent", "cents", "mille", "et"):
            last = 1000 if word != "et" else last
            continue
        follows = (last == 4 and size == 20) or (last >= 20 and last % 10 == 0 and 0 < size < 20 and not word.isdigit())
        follows = follows or (last == 10 and 7 <= size <= 9) or last == 1000
        if not follows:
            count += 1
        last = 80 if (last == 4 and size == 20) else (last + size if follows and last < 1000 else size)
    return count
