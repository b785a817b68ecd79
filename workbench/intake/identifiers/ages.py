"""Ages told from durations: "ma fille de sept ans" but "pendant sept ans"."""

import re
from functools import lru_cache

from workbench.intake.identifiers import numbers
from workbench.intake.identifiers.forms import Span, pattern
from workbench.intake.identifiers.lexicons import FIRST, context, fold, gazetteer, lexicon
from workbench.intake.identifiers.words import Prepared

AT_AGE = re.compile(r"(?:^|[\s,(])(?:à|jusqu[’']à|dès|à ses|depuis ses|depuis l[’']âge de)\s$", re.IGNORECASE)


@lru_cache
def _said(name: str, shape: str) -> re.Pattern[str]:
    """One list of ages.toml as an expression; `{}` in the shape stands for "any of them"."""
    return re.compile(shape.replace("{}", "(?:" + "|".join(lexicon("ages")[name]) + ")"), re.IGNORECASE)


def _never_before(text: str) -> bool:
    return _said("never_before", r"{}\s?(?:au moins |presque |près de |environ )?$").search(text) is not None


def _linked(text: str) -> bool:
    return _said("link", r"^{}*$").match(text) is not None


@lru_cache
def _age() -> re.Pattern[str]:
    return pattern(
        r"(?<![\w,.-])(?:{N}\s?(?:,|et|ou|/|puis)\s?)*(?:{N})\s?(?:ans?|mois)(?:\set\s(?:demie?|{N}\smois))?(?![\w-])"
    )


def find(prepared: Prepared, people: list[Span]) -> list[Span]:
    """The ages said of people, those named in the text included; one that follows another in a list is one too."""
    text, found = prepared.text, []
    ends = {span.end for span in people if span.kind in ("name", "first_name")}
    last = -1  # where the age before ended
    for match in _age().finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        after = text[match.end() : match.end() + 20]
        chained = last >= 0 and _continues(text[last : match.start()])
        opens = _opens(before, match[0], after)
        named = opens or _follows(text, match.start(), ends, bare=prepared.is_bare(match.start()))
        barred = _said("never_after", r"^\s?{}").search(after) is not None
        if barred and prepared.is_bare(match.start()):  # no comma says that "après" opens what follows
            barred = not (_having(before) and re.match(r"\s(?:après|avant|pour|que)\b", after))
        if not barred and (named or _is_age(before, match[0], chained)):
            found.append(Span(match.start(), match.end(), "age"))
            last = match.end()
    return found + _beside_names(prepared, ends, found)


def _beside_names(prepared: Prepared, ends: set[int], found: list[Span]) -> list[Span]:
    """Numbers right behind names where ages are being told: "Fily dix-sept, Aminata quatorze"."""
    text, more = prepared.text, []
    for end in ends:
        match = _number().match(text, end)
        years = numbers.value(match["it"]) if match else None
        near = any(abs(span.start - end) < 160 for span in found)
        if match and years and 1 < years < 30 and near:
            more.append(Span(match.start("it"), match.end("it"), "age"))
    return more


@lru_cache
def _number() -> re.Pattern[str]:
    counted = "ans|mois|enfants|fois|euros|pièces|jours|heures|semaines|kilos|rue|ter|bis|€|%"
    follows = r"(?=\s?(?:[,;.)]|$|et\b|puis\b|[^\W\d_]{3,}))"
    return pattern(
        r"[\s,(:]{1,3}(?:il a |elle a |a )?(?P<it>{N})" + follows + rf"(?!\s(?:{counted}|[^\W\d_]{{3,}}s\b))"
    )


def _opens(before: str, it: str, after: str) -> bool:
    """Whether an age stands alone at the head of a sentence: "Soixante et un ans, ancien docker"."""
    years = numbers.value(it) or 0
    return (
        it.endswith("ans")
        and years >= 16
        and re.search(r"[.!?:\n]\s*$", before) is not None
        and re.match(r"[,.]", after) is not None
    )


def _follows(text: str, start: int, ends: set[int], *, bare: bool) -> bool:
    """Whether a name stands just before: "Naïla, trois ans", "Mme Diop (41 ans"; nearby where nothing is punctuated."""
    for end in range(start, max(-1, start - (30 if bare else 14)), -1):
        if end in ends:
            gap = text[end:start]
            return not _never_before(gap) and (
                bare or re.fullmatch(r"[ ,(:–-]*(?:(?:qui )?(?:a|avait|aura) )?", gap) is not None
            )
    return False


def _continues(gap: str) -> bool:
    """Whether only a listing lies between two ages: ", ", " et la petite ", " et l’autre "."""
    return (
        len(gap) < 40
        and re.search(r"[.;!?\n]|\b(?:depuis|pendant|après|dans|il y a|y a|fait|durée?|bail)\b", gap) is None
        and (
            re.fullmatch(
                r"\s?(?:,|et|puis|/|\+|ou|,\s?et)\s?(?:l[’']autre\s|une? de\s|de\s|le |la |l[’'])?(?:\w+\s?,?\s?){0,3}",
                gap,
            )
            is not None
        )
    )


def _is_age(before: str, it: str, chained: bool) -> bool:
    if _never_before(before):
        return False
    if chained or _having(before):
        return True
    if it.rstrip().endswith("mois") and AT_AGE.search(before):
        return re.search(r"bébé|né|marche|enceinte|sevr|crèche", before) is not None
    if AT_AGE.search(before):
        return True
    return _of_somebody(before)


def _having(before: str) -> bool:
    between = "|".join(lexicon("ages")["between"])
    return _said("having", rf"{{}}\s?(?:(?:{between}) )*$").search(before) is not None


def _of_somebody(before: str) -> bool:
    """Whether the words before are a person and a link: "mon fils, ", "Femme de ", "la petite a ", "(l’aîné "."""
    people = context("kin") | context("aged")
    words = list(re.finditer(r"[^\W_]+(?:-[^\W_]+)*", before))
    for word in reversed(words[-7:]):
        plain = fold(word[0])
        link = before[word.end() :]
        if (plain in people and plain not in {"il", "elle", "ils", "elles"}) and _linked(link):
            return True
        named = word[0][0].isupper() and FIRST in gazetteer().get((plain,), frozenset())
        if named and _linked(link):
            return True
        if re.search(r"[.!?;\n]", link):
            return False
    return re.search(r"\benfants?\b[^.;!?\n]{0,40}[(:]\s?(?:[^.;!?\n()]*,\s?)?$", before, re.IGNORECASE) is not None
