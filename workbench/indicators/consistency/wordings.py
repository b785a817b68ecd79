"""What words say about a figure: « près des 3/4 », « une dizaine », « a doublé », « entre 60 et 70 % »."""

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import inf
from typing import Any

from workbench.indicators.consistency.claims import Claim, scaled
from workbench.indicators.consistency.lexicon import folded, lexicon, starts
from workbench.indicators.consistency.numbers import Printed, in_letters, leading
from workbench.indicators.consistency.spans import Exact, Span, around, point
from workbench.indicators.consistency.units import RATIO, SHARE, UNSAID, Unit, known, read

_ARTICLES = ("le ", "la ", "les ", "de ", "à ")
# What `least` counts in each family: units and points, quarters of a year or an hour, nothing for amounts.
_LEAST = dict.fromkeys(("", "count", "share", "points"), Fraction(1))
_LEAST |= dict.fromkeys(("months", "days", "hours"), Fraction(1, 4))
_YEAR = re.compile(r"(?:[a-zéû]+ ){0,3}(?:19|20)\d\d")
QUARTERS = {
    "et quart": 15,
    "un quart": 15,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
    "quarante-cinq": 45,
    "trois quarts": 45,
}
_RANGES = (
    re.compile(r"^entre (?P<low>.+?) et (?P<high>.+)$"),
    re.compile(r"^de (?P<low>.+?) à (?P<high>.+)$"),
    re.compile(r"^(?P<low>[\d ,.]+(?: ?(?:%|€))?) ?(?:à|-|–|—) ?(?P<high>\d.*)$"),
)


def wording(text: str) -> Claim | None:
    """What the words claim, read from the first place where they say something; None for no figure, or a year."""
    words = folded(text)
    if is_year(text):
        return None
    for start in [0, *(m.end() for m in re.finditer(r"[ ,;:(]+", words))]:
        if claim := _here(words[start:]):
            return replace(claim, text=text.strip())
    return None


def is_year(text: str) -> bool:
    """Whether the words are a calendar year: « 2015 », « en 2015 », « l’année 2015 »."""
    return _YEAR.fullmatch(folded(text)) is not None


def whole_year(text: str) -> Claim:
    """A calendar year as the twelve months that it lasts."""
    return Claim(point(Fraction(12)), point(Fraction(12)), Fraction(12), text.strip())


def clock(text: str) -> Claim | None:
    """Hours and minutes: « 1 h 30 »; None for anything else."""
    claim = _clock(folded(text))
    return replace(claim, text=text.strip()) if claim else None


def value(text: str) -> Claim | None:
    """What a value printed with words claims ("> 30 %", "une dizaine"); nothing may stand before it."""
    claim = _here(folded(text))
    return replace(claim, text=text.strip()) if claim else None


def modifier(text: str) -> dict[str, Any] | None:
    """The modifier ("environ", "plus de") that the text is made of, when it holds no figure."""
    found = _modifier(folded(text))
    return found[0] if found and not found[1] else None


def modified(claim: Claim, how: dict[str, Any]) -> Claim:
    """A figure as a modifier changes it: "plus de" 80 %, "près de" 30."""
    if claim.value is None:
        return claim
    least = Fraction(how.get("least", 0)) * _LEAST.get(claim.unit.family, Fraction(0))
    if claim.unit.family == "share":
        least = least / 100 / claim.unit.scale
    elif claim.unit.family == "count":  # one unit of a million is one, and no million
        least = least / claim.unit.scale
    agrees = _stretched(claim.value, how["agrees"], least, how)
    possible = _stretched(claim.value, how.get("possible", how["agrees"]), 2 * least, how)
    if how["agrees"][1] == 1 and possible.low > -inf:  # 784 is "près de 800", and not "près de 900"
        possible = replace(possible, low=max(possible.low, _round_before(claim.value)))
    bound = inf in how["agrees"] or -inf in how["agrees"]
    return replace(claim, agrees=agrees, possible=possible, loose=not bound, bound=bound)


def _round_before(value: Fraction) -> Exact:
    """The round number before 80, 90, 800, 900…: below it, that one would have been said; -inf for other numbers."""
    if value.denominator != 1 or not re.fullmatch(r"[89]0+", str(value.numerator)):
        return -inf
    return value - Fraction(10) ** (len(str(value.numerator)) - 1)


def exact(printed: Printed, unit: Unit, text: str) -> Claim:
    """A number as printed: true to half its last digit; a plain whole number (24 households) is exact."""
    rounded = printed.decimals or unit.family in {"share", "points"} or unit.scale >= 1000
    step = Fraction(1, 10**printed.decimals) if rounded else Fraction(0)
    span = around(printed.value, step / 2)
    return Claim(span, span, printed.value, text, unit, step, signed=printed.signed)


@cache
def _here(words: str) -> Claim | None:
    return _growth(words) or _range(words) or _named(words) or _sized_count(words) or _modified(words) or _core(words)


def _modified(words: str) -> Claim | None:
    if found := _modifier(words):
        how, rest = found
        claim = _core(rest) if rest else None
        return modified(claim, how) if claim else None
    for how in lexicon()["modifier"]:  # "200 environ", "80 % au moins"
        for word in how["words"]:
            if words.endswith(" " + folded(word)) and (claim := _core(words[: -len(folded(word)) - 1])):
                return modified(claim, how)
    return None


def _modifier(words: str) -> tuple[dict[str, Any], str] | None:
    rests = [(how, rest) for how in lexicon()["modifier"] if (rest := starts(words, how["words"])) is not None]
    return min(rests, key=lambda found: len(found[1]), default=None)  # the longest words win


def _core(words: str) -> Claim | None:
    """A figure without anything before it; articles do not count."""
    for reading in (_named, _counted, _clock, _fraction, _out_of, _halves, _number):
        if claim := reading(words):
            return claim
    article = next((a for a in _ARTICLES if words.startswith(a)), None)
    return _core(words[len(article) :]) if article else None


def _named(words: str) -> Claim | None:
    for entry in lexicon()["share"]:
        if starts(words, entry["words"]) is not None:
            # none is none of a share and of a count alike
            return _entry(entry, SHARE if entry["agrees"][1] else UNSAID)
    return None


def _sized_count(words: str) -> Claim | None:
    """« une bonne centaine », « une petite dizaine », « un gros tiers »."""
    plain = re.sub(r"^une? ", "", words)
    for size, said in lexicon()["counted"].items():
        if (rest := starts(plain, said)) is not None and (claim := _counted(rest)):
            return _sized(claim, size)
        if rest is not None and (claim := _fraction(rest)):
            how = modifier("un peu moins de" if size == "small" else "un peu plus de")
            return modified(claim, how) if how else None
    return None


def _counted(words: str) -> Claim | None:
    """« une dizaine », « deux douzaines »."""
    several = in_letters(words)
    for entry in lexicon()["count"]:
        names = [w.partition(" ")[2] if w.startswith(("une ", "un ")) else w for w in entry["words"]]
        if starts(words, [*entry["words"], *names]) is not None:
            return _entry(entry, UNSAID)
        if several and several[0] > 1 and "value" in entry and starts(several[1], [f"{n}s" for n in names]) is not None:
            return _times_over(_entry(entry, UNSAID), several[0])
    return None


def _sized(claim: Claim, size: str) -> Claim:
    """« une petite dizaine » lies below ten, « une bonne dizaine » above."""
    if claim.value is None:
        return claim
    value = claim.value
    spans = [
        replace(span, high=value) if size == "small" else replace(span, low=value)
        for span in (claim.agrees, claim.possible)
    ]
    return replace(claim, agrees=spans[0], possible=spans[1])


def _times_over(claim: Claim, times: int) -> Claim:
    """« deux douzaines » is as loose as one of them."""
    more = point((claim.value or Fraction(0)) * (times - 1))
    value = None if claim.value is None else claim.value * times
    return replace(claim, agrees=claim.agrees + more, possible=claim.possible + more, value=value)


def _fraction(words: str) -> Claim | None:
    if found := re.match(r"(\d+) ?/ ?(\d+)\b(?! ?\d)", words):
        return _share(int(found[1]), int(found[2]))
    for name, forms in lexicon()["fractions"].items():
        if starts(words, forms) is not None:
            return _share(*map(int, name.split("/")))
    return {"½": _share(1, 2), "¼": _share(1, 4), "¾": _share(3, 4)}.get(words[:1])


def _out_of(words: str) -> Claim | None:
    found = re.match(r"(?P<top>\S+)(?: [^\d,;]{0,60}?)? sur (?P<bottom>.+)$", words)
    if not found:
        return None
    top, bottom = _whole(found["top"]), _whole(found["bottom"])
    return _share(top, bottom) if top is not None and bottom else None


def _share(top: int, bottom: int) -> Claim | None:
    if not bottom:
        return None
    how, value = lexicon()["fraction"], Fraction(top, bottom)
    if bottom > how["exact_beyond"] and bottom != 100:
        return Claim(point(value), point(value), value, "", SHARE)
    spans = [
        scaled(value, how[k][0], how[k][1], Fraction(str(how[f"least_{k}"])) / 100) for k in ("agrees", "possible")
    ]
    return Claim(spans[0], spans[1], value, "", SHARE, loose=True)


def _number(words: str) -> Claim | None:
    if printed := leading(words):
        rest = re.sub(r"^(de |le |les )+", "", printed.rest)
        written = next((u for u in _heads(rest) if known(_cased(u))), "")
        return exact(printed, read(_cased(written)), words)
    if found := in_letters(words):
        unit = next((read(u) for u in _heads(found[1]) if known(u)), UNSAID)
        if found[0] == 1 and found[1] and unit is UNSAID:  # "une forte minorité" is an article and no figure
            return None
        return exact(Printed(Fraction(found[0]), 0, False, ""), unit, words)
    return None


def _clock(words: str) -> Claim | None:
    """« 1 h 30 », « 2h15 », « une heure trente », « une heure et quart », « trois quarts d’heure »."""
    if found := re.match(
        rf"(?P<hours>\d+|[a-zéè]+) ?h(?:eures?)? ?(?P<more>\d{{1,2}}(?!\d)|{'|'.join(QUARTERS)})\b", words
    ):
        hours, more = _whole(found["hours"]), found["more"]
        minutes = QUARTERS.get(more) or int(more)
    elif found := re.match(r"(?:un |le |les )?(?P<n>trois )?quarts? de heure\b", words):
        hours, minutes = 0, 45 if found["n"] else 15
    else:
        return None
    if hours is None or minutes > 59:
        return None
    span = around(hours + Fraction(minutes, 60), Fraction(1, 120))
    return Claim(span, span, hours + Fraction(minutes, 60), words, read("heures"), Fraction(1, 60))


def _halves(words: str) -> Claim | None:
    """« deux ans et demi », « un million et demi », « une demi-heure »."""
    if found := re.match(r"(?:une? )?demie?[- ](?P<unit>[^\W\d]+)", words):
        unit = found["unit"]
        return exact(Printed(Fraction(1, 2), 1, False, ""), read(unit), words) if known(unit) else None
    found = re.match(r"(?P<whole>\S+ (?P<unit>\S+)) et demie?\b ?(?:de )?(?P<rest>\S*)", words)
    claim = _number(found["whole"]) if found else None
    if not found or claim is None or claim.value is None or not claim.unit.family:
        return None
    unit = read(f"{found['unit']} {found['rest']}") if claim.unit.scale >= 1000 else claim.unit
    return exact(Printed(claim.value + Fraction(1, 2), 1, False, ""), unit, words)


def _range(words: str) -> Claim | None:
    for shape in _RANGES:
        found = shape.match(words)
        if not found:
            continue
        low, high = _core(found["low"].strip()), _core(found["high"].strip())
        if low is None or high is None or low.value is None or high.value is None:
            continue
        unit = high.unit if high.unit.family else low.unit
        low = low if low.unit.family else replace(low, unit=unit)
        read_low = low.read_in(unit)
        if read_low is not None and read_low.value is not None and read_low.value <= high.value:
            # a bound of a range is a round figure: what rounds to it is inside
            span = Span(read_low.value - high.step / 2, high.value + high.step / 2)
            return Claim(span, span, None, "", unit, loose=True)
    return None


def _growth(words: str) -> Claim | None:
    """« a doublé », « en légère hausse », « a été divisé par deux »."""
    for degree in lexicon()["growth"]["degree"]:
        shape = rf"\b(?:{'|'.join(map(re.escape, degree['words']))})\b ?"
        if re.search(shape, words):
            claim = _changed(re.sub(shape, "", words, count=1).strip())
            return claim if claim is None or claim.value is not None else _by_degree(claim, degree)
    return _changed(words)


def _by_degree(claim: Claim, degree: dict[str, Any]) -> Claim:
    """A rise or a fall without a figure, said to be slight or strong."""
    up = claim.agrees.high == inf
    spans = []
    for low, high in (degree["agrees"], degree["possible"]):
        ends = [1 + Fraction(str(e)) if abs(e) < inf else inf for e in (low, high)]
        if not up:
            ends = [1 - Fraction(str(e)) if abs(e) < inf else -inf for e in (high, low)]
        spans.append(Span(ends[0], ends[1], low_open=up and low == 0, high_open=not up and low == 0))
    return replace(claim, agrees=spans[0], possible=spans[1], loose=True, bound=False)


def _changed(words: str) -> Claim | None:
    how = lexicon()["growth"]
    if starts(words, how["stable"]) is not None:
        return _factor(Fraction(1), how["stable_agrees"], how["stable_possible"])
    rest = next((r for a in sorted(how["auxiliaries"], key=len, reverse=True) if (r := starts(words, [a])) is not None),
                words)  # fmt: skip
    found = _modifier(rest)
    word = found[1] if found else rest
    for value, forms in how["words"].items():
        if starts(word, forms) is not None:
            factor = Fraction(value)
            return _modified_factor(factor, found[0]) if found else _factor(factor, how["agrees"], how["possible"])
    for verbs, sense in ((how["multiplied"], 1), (how["divided"], -1)):
        if (after := starts(rest, verbs)) is not None and (by := _core(after)) and by.value:
            inexact = by.step == 0
            factor = by.value**sense
            return _factor(factor, how["agrees"] if inexact else [0.99, 1.01], how["possible"])
    return _moved(rest, how)


def _moved(words: str, how: dict[str, Any]) -> Claim | None:
    """Up or down, by a share or by nothing said."""
    for forms, sense in ((how["up"], 1), (how["down"], -1)):
        rest = starts(words, forms)
        if rest is None:
            continue
        rest = re.sub(r"^(?:de|par) ", "", rest)
        by = (_modified(rest) or _core(rest)) if rest else None
        if by is not None and by.unit.family == "share" and by.value is not None:
            by = by.times(by.unit.scale)
            spans = [_turned(span, sense) for span in (by.agrees, by.possible)]
            value = 1 + sense * (by.value or 0)
            return Claim(spans[0], spans[1], Fraction(value), "", RATIO, by.step, by.loose, True, True, by.bound)
        if by is not None and by.unit.family and by.value is not None:  # "une baisse de 300 €" is an amount
            return replace(by if sense > 0 else negative(by), signed=True)
        whole = Span(Fraction(1), inf, low_open=True) if sense > 0 else Span(-inf, Fraction(1), high_open=True)
        return Claim(whole, whole, None, "", RATIO, growth=True, signed=True, bound=True)
    return None


def negative(claim: Claim) -> Claim:
    """The same figure below zero."""
    turned = [Span(-s.high, -s.low, s.high_open, s.low_open) for s in (claim.agrees, claim.possible)]
    value = None if claim.value is None else -claim.value
    return replace(claim, agrees=turned[0], possible=turned[1], value=value)


def _turned(span: Span, sense: int) -> Span:
    one = point(Fraction(1))
    return one + span if sense > 0 else one - span


def _factor(value: Fraction, agrees: list[float], possible: list[float]) -> Claim:
    if value < 1:  # "divided by two" is loose as "multiplied by two" is, the other way up
        agrees, possible = [1 / x for x in reversed(agrees)], [1 / x for x in reversed(possible)]
    spans = [scaled(value, ends[0], ends[1]) for ends in (agrees, possible)]
    return Claim(spans[0], spans[1], value, "", RATIO, loose=True, growth=True, signed=True)


def _modified_factor(value: Fraction, how: dict[str, Any]) -> Claim:
    plain = Claim(point(value), point(value), value, "", RATIO, growth=True, signed=True)
    return modified(plain, {**how, "least": 0})


def _entry(entry: dict[str, Any], unit: Unit) -> Claim:
    opened = bool(entry.get("strict"))
    spans = []
    for ends in (entry["agrees"], entry.get("possible", entry["agrees"])):
        low, high = (Fraction(str(end)) for end in ends)
        spans.append(Span(low, high, low_open=opened and low > 0, high_open=opened and high < 1))
    value = Fraction(entry["value"]) if "value" in entry else None
    return Claim(spans[0], spans[1], value, "", unit, loose=True)


def _stretched(value: Fraction, ends: list[float], least: Fraction, how: dict[str, Any]) -> Span:
    low, high = ends
    span = scaled(value, low, high, least)
    opened = bool(how.get("strict"))
    return replace(span, low_open=opened and low == 1, high_open=opened and high == 1)


def _whole(text: str) -> int | None:
    if printed := leading(text):
        return int(printed.value) if printed.value.denominator == 1 else None
    found = in_letters(text)
    return found[0] if found else None


def _heads(rest: str) -> list[str]:
    """The unit that may follow a number, from the longest words to the first alone."""
    words = rest.split(" ")
    return [" ".join(words[:n]) for n in range(min(len(words), 4), 0, -1)] if rest else []


def _cased(unit: str) -> str:
    # folding lowered the scales: "2 m€" is written M€ in reports, and nobody writes thousandths of euros
    return re.sub(r"^m(d?)(?=€|$)", lambda m: "M" + m[1], unit)
