"""What a figure is counted in, and what converts into what: M€ into euros, per month into per year."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from workbench.indicators.consistency.lexicon import folded, lexicon

_TIMES = ("months", "days", "hours")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit.

    `family` is share, points, money, months, days, hours, count, ratio (a quotient of two alike) or "" (not said);
    `scale` how much of the family's own unit one of it is (M€: 1 000 000, %: 1/100, an: 12 months); `per` the time
    below the line as its family and scale; `thing` the class of what is counted, where the lexicon knows it.
    """

    family: str
    scale: Fraction = Fraction(1)
    per: tuple[str, Fraction] | None = None
    each: str = ""
    thing: str = ""
    text: str = ""


UNSAID = Unit("")
SHARE = Unit("share", text="")
PERCENT = Unit("share", Fraction(1, 100), text="%")
RATIO = Unit("ratio")


@cache
def read(text: str) -> Unit:
    """The unit as written; words that the lexicon does not know are things counted."""
    written = re.sub(r"[\u00a0\u202f\s]+", " ", text).strip()
    if not written:
        return UNSAID
    if (plain := _plain(written)) is not None:  # "points de %" holds no division
        return replace(plain, text=written)
    head, *below = re.split(r"\s*/\s*|\s+par\s+", written)
    unit = _head(head.strip())
    for divisor in below:
        time = _time(divisor)
        unit = replace(unit, per=time) if time else replace(unit, each=folded(divisor))
    return replace(unit, text=written)


def known(text: str) -> bool:
    """Whether the lexicon knows the head of this unit, so that it may follow a number."""
    if any(sign.isdigit() for sign in text):  # "20 ménages sur 24" is more than a unit
        return text.strip().lower() in lexicon()["units"]["percent"]
    unit = read(text)
    return unit.family not in {"", "count"} or bool(unit.thing) or unit.scale != 1


def factor(one: Unit, other: Unit, *, apart: bool = False) -> Fraction | None:
    """By how much a figure in `one` is multiplied to be read in `other`; None when they say nothing of each other.

    A unit not said fits any. With `apart`, things that are never added (households, dwellings) do not convert.
    """
    if not one.family or not other.family:
        return Fraction(1)
    if not _alike(one, other) or (apart and _mixed(one, other)):
        return None
    times = one.scale / other.scale
    if one.per and other.per and one.per != other.per:
        if one.per[0] != other.per[0]:
            return None
        times = times * other.per[1] / one.per[1]
    return times


def quotient(top: Unit, bottom: Unit) -> Unit:
    """The unit, in the family's own scale, of one divided by the other."""
    if (top.family in {"", "count"} and bottom.family in {"", "count"}) or top.family == bottom.family:
        return RATIO
    if bottom.family in _TIMES:
        return Unit(top.family, per=(bottom.family, bottom.scale), each=top.each)
    return Unit(top.family, per=top.per, each=bottom.text)


def _alike(one: Unit, other: Unit) -> bool:
    families = {one.family, other.family}
    return len(families) == 1 or families <= {"ratio", "share"} or families <= {"ratio", "count"}


def _mixed(one: Unit, other: Unit) -> bool:
    if bool(one.each) != bool(other.each) and one.family == "money":
        return True
    return bool(one.thing and other.thing and one.thing != other.thing)


def _plain(written: str) -> Unit | None:
    units = lexicon()["units"]
    form = written.lower()
    if form in units["percent"]:
        return PERCENT
    if form in units["points"]:
        return Unit("points")
    return None


def _head(text: str) -> Unit:
    units = lexicon()["units"]
    scale = Fraction(1)
    for word in sorted(units["scales"], key=len, reverse=True):
        # "M€" and "M de ménages" are millions, "Maisons" are not
        if found := re.match(rf"{word}(?=€|EUR|\s|$)", text):
            scale = Fraction(units["scales"][word])
            text = re.sub(r"^\s*(?:d['’]|de\s+)?", "", text[found.end() :])
            break
    plain = _plain(text)
    if plain is not None:
        return plain
    first, _, adjective = text.partition(" ")
    if first.lower() in units["money"]:
        return Unit("money", scale, per=_time(adjective))
    if time := _time(text):
        return Unit(time[0], time[1] * scale)
    words = folded(text).split(" ")
    thing = next((kind for kind, names in units["things"].items() if words[0] in names), "")
    return Unit("count", scale, thing=thing)


def _time(text: str) -> tuple[str, Fraction] | None:
    units = lexicon()["units"]
    form = text.strip().lower()
    return next(((family, Fraction(units[family][form])) for family in _TIMES if form in units[family]), None)
