"""Identifiers known by their form: telephones, numbers, addresses, dates, sums, rare events; patterns.toml applied."""

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.intake.identifiers import numbers
from workbench.intake.identifiers.lexicons import LAST, PLACE, SCHOOL, atoms, gazetteer, lexicon
from workbench.intake.identifiers.words import Prepared

PUBLIC_MONEY = re.compile(
    r"\b(?:budgets?|subventions?|enveloppe|dotation|financements?|financée?s?|coût|coûts|coûte|forfait|plafonds?|barème"
    r"|en moyenne|moyenne|par ménage|par mesure|par place|maximum|minimum)\b",
    re.IGNORECASE,
)
PUBLIC_DATES = re.compile(r"\btrêve\b", re.IGNORECASE)
TRUCE = re.compile(r"^(?:1er|premier) novembre$|^(?:31|trente[- ]et[- ]un|15|quinze) mars$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) of the prepared text and what stands there."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of patterns.toml, compiled."""

    kind: str
    find: re.Pattern[str]
    unless_before: re.Pattern[str] | None
    if_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    unless_it: re.Pattern[str] | None
    least: float
    town: bool
    whole: bool
    lower_only: bool


@lru_cache
def rules() -> tuple[Rule, ...]:
    """The rules as shipped, in their order, which is that of their precedence."""
    data = lexicon("patterns")
    pieces: dict[str, str] = {}
    for name, piece in data["pieces"].items():
        pieces[name] = _filled(piece, pieces)
    return tuple(_rule(row, pieces) for row in data["rule"])


def pattern(text: str) -> re.Pattern[str]:
    """An expression written with the {PIECES} of patterns.toml, compiled without regard to case."""
    pieces: dict[str, str] = {}
    for name, piece in lexicon("patterns")["pieces"].items():
        pieces[name] = _filled(piece, pieces)
    return re.compile(_filled(text, pieces), re.IGNORECASE)


def _filled(text: str, pieces: dict[str, str]) -> str:
    return re.sub(r"{([A-Z]+)}", lambda m: pieces[m[1]], text)


def _rule(row: dict[str, object], pieces: dict[str, str]) -> Rule:
    def compiled(key: str) -> re.Pattern[str] | None:
        return re.compile(_filled(str(row[key]), pieces), re.IGNORECASE) if key in row else None

    return Rule(
        str(row["kind"]),
        re.compile(_filled(str(row["find"]), pieces), re.IGNORECASE),
        compiled("unless_before"),
        compiled("if_before"),
        compiled("unless_after"),
        compiled("unless_it"),
        float(str(row.get("least", 0))),
        bool(row.get("town")),
        bool(row.get("whole")),
        bool(row.get("lower_only")),
    )


def find(prepared: Prepared) -> list[Span]:
    """Every match of every rule that its guards let through."""
    text, found = prepared.text, []
    for rule in rules():
        for match in rule.find.finditer(text):
            group = "it" if "it" in rule.find.groupindex and not rule.whole else 0
            start, end = match.span(group)
            while end > start and text[end - 1] in " \u00a0\u202f\n,;.-–…(":
                end -= 1
            while start < end and text[start] in " \u00a0\u202f\n,;(":
                start += 1
            if start < end and _allowed(rule, match, prepared, start, end):
                found += _each(rule, text, start, end)
    return found


def _each(rule: Rule, text: str, start: int, end: int) -> list[Span]:
    """The span; of first names told one after another in a text without capitals, each its own."""
    if rule.kind != "first_name" or not rule.lower_only:
        return [Span(start, end, rule.kind)]
    names = [m for m in re.finditer(r"[^\W\d_]+", text[start:end]) if m[0].casefold() != "et"]
    return [Span(start + m.start(), start + m.end(), rule.kind) for m in names]


def _allowed(rule: Rule, match: re.Match[str], prepared: Prepared, start: int, end: int) -> bool:
    text = prepared.text
    before, after, it = text[max(0, start - 60) : start], text[end : end + 30], text[start:end]
    if (rule.unless_before and rule.unless_before.search(before)) or (
        rule.if_before and not rule.if_before.search(before)
    ):
        return False
    if (rule.unless_after and rule.unless_after.search(after)) or (rule.unless_it and rule.unless_it.search(it)):
        return False
    if rule.lower_only and not prepared.is_bare(start):
        return False
    if rule.town and _only_a_town(match, rule):
        return False
    if rule.kind == "amount":
        return _singles_out(prepared, start, end, rule.least)
    if rule.kind == "date" and TRUCE.search(it):
        low, high = prepared.sentence(start)
        return PUBLIC_DATES.search(text[low:high]) is None
    return True


def _singles_out(prepared: Prepared, start: int, end: int, least: float) -> bool:
    """Whether a sum belongs to a household: not round, not that of a programme."""
    amount = numbers.value(prepared.text[start:end])
    if amount is None or amount < max(least, 1) or numbers.is_round(amount):
        return False
    if least and 1900 <= amount <= 2100 and re.search(r"\ben\s$|\bdepuis\s$", prepared.text[:start][-8:]):
        return False
    low, high = prepared.sentence(start)
    return PUBLIC_MONEY.search(prepared.text[low:high]) is None


def _only_a_town(match: re.Match[str], rule: Rule) -> bool:
    """Whether what names a school or a place is a town, which is then proposed alone: "la gare de Chelles"."""
    group = "name" if "name" in rule.find.groupindex else "it"
    key = atoms(match[group])
    kinds = gazetteer().get(key, frozenset())
    if PLACE in kinds and SCHOOL not in kinds:
        return (
            LAST not in kinds
            or re.search(r"\b(?:de|d[’']|à)\s?$", match[0][: match.start(group) - match.start()]) is not None
        )
    return "nobody" in kinds or "landlord" in kinds
