"""How old the speaker is: "34 ans", "la trentaine", "entre 30 et 35 ans", "plus de 60 ans", "20-25 ans"."""

import re

OLDEST = 120
TENS = {"vingt": 20, "trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60}
LATIN = {"trente": 30, "quadra": 40, "quinqua": 50, "sexa": 60, "septua": 70, "octo": 80}
ROUND = re.compile(rf"\b(?:l[ae] |une |petite |bonne )*({'|'.join(TENS)})aine(?: d'annees)?\b(?! d)")
LATIN_NAME = re.compile(rf"\b({'|'.join(LATIN)})genaire\b")
BETWEEN = re.compile(r"\b(?:entre |de |agee?s? (?:de )?)?(\d{2})(?: ans)? ?(?:et|a|-|–|/) ?(\d{2}) ?ans\b")
BOUND = re.compile(r"\b(plus|moins) de (\d{2}) ?ans\b")
ONE = re.compile(r"\b(\d{2})\s*ans\b")
ADULT = 16


def age_span(text: str) -> tuple[tuple[int, ...], str]:
    """The years between which the speaker's age is said to lie, and a folded text without them.

    A decade is as wide as it is said: somebody in "la trentaine" is 28 to 42. Children's ages are not taken.
    """
    if found := ROUND.search(text):
        ten = TENS[found[1]]
        return (ten - 2, ten + 12), _without(text, found)
    if found := LATIN_NAME.search(text):
        return (LATIN[found[1]], LATIN[found[1]] + 9), _without(text, found)
    for found in BETWEEN.finditer(text):
        low, high = sorted((int(found[1]), int(found[2])))
        if low >= ADULT and (found[0].startswith("entre") or not re.search(r"\b(?:enfants?|filles?|fils)\b", text)):
            return (low, high), _without(text, found)
    if (found := BOUND.search(text)) and int(found[2]) > ADULT:
        limit = int(found[2])
        return ((limit, OLDEST) if found[1] == "plus" else (ADULT, limit)), _without(text, found)
    return (), text


def own_age(text: str) -> tuple[int | None, str]:
    """The speaker's own age in years, and the text without it; children's ages are gone from it already."""
    found = ONE.search(text)
    return (int(found[1]), _without(text, found)) if found else (None, text)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
