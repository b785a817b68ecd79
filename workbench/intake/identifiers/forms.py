"""Identifiers known by their form: telephones, numbers, addresses, dates, sums, rare events; the rule files applied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.intake.identifiers import numbers
from workbench.intake.identifiers.lexicons import PLACE, SCHOOL, atoms, gazetteer, lexicon
from workbench.intake.identifiers.words import Prepared

FILES = ("patterns", "times", "work", "events", "health", "wide")  # rules of one shape, by class
PUBLIC_MONEY = re.compile(
    r"\b(?:budgets?|subventions?|enveloppe|dotation|financements?|financée?s?|forfait|barème"
    r"|coûts|coûte? (?:moyen|total|annuel|unitaire|global|public|par|en moyenne|de la mesure|du dispositif)\w*"
    r"|plafonds? (?:de|du|des|d[’'])|plafonné|en moyenne|moyenne|par ménage|par mesure|par place|maximum|minimum)\b",
    re.IGNORECASE,
)
NEAR = 60  # code points
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
    """One rule of a rule file, compiled."""

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
    anycase: bool  # `find` is to be run on the text in lower case: twice as quick as comparing without regard to case


@lru_cache
def rules() -> tuple[Rule, ...]:
    """The rules as shipped, file after file; where two overlap, the kind decides and then the length."""
    pieces = _pieces()
    return tuple(_rule(row, pieces) for name in FILES for row in lexicon(name)["rule"])


def pattern(text: str) -> re.Pattern[str]:
    """An expression written with the {PIECES} of the rule files, compiled without regard to case."""
    return re.compile(_filled(text, _pieces()), re.IGNORECASE)


@lru_cache
def _pieces() -> dict[str, str]:
    """The pieces of every file, each written out with those before it."""
    pieces: dict[str, str] = {}
    for file in FILES:
        for name, piece in lexicon(file).get("pieces", {}).items():
            pieces[name] = _filled(piece, pieces)
    return pieces


def _filled(text: str, pieces: dict[str, str]) -> str:
    return re.sub(r"{([A-Z]+)}", lambda m: pieces[m[1]], text)


def _rule(row: dict[str, object], pieces: dict[str, str]) -> Rule:
    def compiled(key: str) -> re.Pattern[str] | None:
        return re.compile(_filled(str(row[key]), pieces), re.IGNORECASE) if key in row else None

    shape = _filled(str(row["find"]), pieces)
    anycase = "(?-i:" not in shape
    return Rule(
        str(row["kind"]),
        re.compile(_lowered(shape)) if anycase else re.compile(shape, re.IGNORECASE),
        compiled("unless_before"),
        compiled("if_before"),
        compiled("unless_after"),
        compiled("unless_it"),
        float(str(row.get("least", 0))),
        bool(row.get("town")),
        bool(row.get("whole")),
        bool(row.get("lower_only")),
        anycase,
    )


def _lowered(shape: str) -> str:
    """An expression in lower case: its letters, not its escapes nor the names of its groups."""
    return re.sub(r"\\.|\(\?P<\w+>|[^\\]", lambda m: m[0] if m[0][0] == "\\" or len(m[0]) > 1 else m[0].lower(), shape)


def find(prepared: Prepared) -> list[Span]:
    """Every match of every rule that its guards let through."""
    text, found = prepared.text, []
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for rule in rules():
        for match in _matches(rule, lower if rule.anycase else text, prepared.bare_lines):
            group = "it" if "it" in rule.find.groupindex and not rule.whole else 0
            start, end = match.span(group)
            while end > start and text[end - 1] in " \u00a0\u202f\n,;.-–…(":
                end -= 1
            while start < end and text[start] in " \u00a0\u202f\n,;(":
                start += 1
            if start < end and _allowed(rule, match, prepared, start, end):
                found += _each(rule, text, start, end)
    return found


def _matches(rule: Rule, text: str, bare_lines: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The matches in the text, or in its lines without capitals only."""
    if not rule.lower_only:
        yield from rule.find.finditer(text)
        return
    for start, end in bare_lines:
        yield from rule.find.finditer(text, start, end)


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
    if prepared.is_bare(start):  # nothing tells where a sentence ends
        low, high = max(low, start - NEAR), min(high, end + NEAR)
    return PUBLIC_MONEY.search(prepared.text[low:high]) is None


def _only_a_town(match: re.Match[str], rule: Rule) -> bool:
    """Whether what names a school or a place is a town, which is then proposed alone: "la gare de Chelles"."""
    group = "name" if "name" in rule.find.groupindex else "it"
    key = atoms(match[group])
    kinds = gazetteer().get(key, frozenset())
    if PLACE in kinds and SCHOOL not in kinds:  # "la gare de Chelles", but "la tour Bellevue" is one name
        return (
            re.search(r"\b(?:de|de la|du|des|d[’']|à|en)\s?$", match[0][: match.start(group) - match.start()])
            is not None
        )
    return "nobody" in kinds or "landlord" in kinds
