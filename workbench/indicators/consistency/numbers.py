"""A number as French reports print it: « 3 400 », « 1,5 », « −22 »; and in letters."""

import re
from dataclasses import dataclass
from fractions import Fraction

from workbench.indicators.consistency.lexicon import lexicon

LONGEST = 30  # digits; no report prints more
_SPACES = re.compile("[\u00a0\u202f\u2009]")
_NUMBER = re.compile(
    r"(?P<sign>[+\-−–]?) ?"
    r"(?:(?P<dotted>\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:\.\d{3}){2,})|(?P<whole>\d{1,3}(?: \d{3})+(?!\d)|\d+))"
    r"(?:[.,](?P<decimals>\d+))?"
)
_AMBIGUOUS = re.compile(r"[+\-−–]?[1-9]\d{0,2}\.\d{3}(?![\d.,])")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number and how it was printed. `decimals` counts the digits after the comma; `rest` is what follows it."""

    value: Fraction
    decimals: int
    signed: bool
    rest: str


def leading(text: str) -> Printed | None:
    """The number at the head of the text; None when there is none, or when it can be read in two ways (3.400)."""
    plain = _SPACES.sub(" ", text).strip()
    found = _NUMBER.match(plain)
    if not found or _AMBIGUOUS.match(plain):
        return None
    rest = plain[found.end() :].strip()
    if rest[:1].isdigit() or rest[:1] in {",", "."}:  # 3 40 and 1,2,3 are no numbers
        return None
    whole = (found["dotted"] or found["whole"]).replace(".", "").replace(" ", "")
    decimals = found["decimals"] or ""
    if len(whole + decimals) > LONGEST:
        return None
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    negative = found["sign"] not in {"", "+"}
    return Printed(-value if negative else value, len(decimals), bool(found["sign"]), rest)


def in_letters(text: str) -> tuple[int, str] | None:
    """The number written in letters at the head of a folded text, and what follows it."""
    known: dict[str, int] = lexicon()["numbers"]
    total = group = taken = 0
    rest = text
    while found := re.match(r"(?:et[ -])?([a-zéè]+)[ -]?", rest):
        n = known.get(found[1])
        if n is None or (found[0].startswith("et") and not taken):
            break
        if n == 1000:
            total, group = total + (group or 1) * 1000, 0
        elif n == 100 or (n == 20 and group % 100 == 4):  # deux cents, quatre-vingts
            group = (group or 1) * n if n == 100 else group - 4 + 80
        elif taken and n < 20 and group % 10 and group % 100 != 60:
            break  # "cinq six" are two numbers
        else:
            group += n
        taken += 1
        rest = rest[found.end() :]
    return (total + group, rest.strip()) if taken else None
