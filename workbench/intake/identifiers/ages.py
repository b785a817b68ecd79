"""Ages told from durations: "ma fille de sept ans" but "pendant sept ans"."""

import re
from functools import lru_cache

from workbench.intake.identifiers.forms import Span, pattern
from workbench.intake.identifiers.lexicons import FIRST, context, fold, gazetteer
from workbench.intake.identifiers.words import Prepared

NEVER_AFTER = re.compile(
    r"^\s?(?:et plus|et \+|ou plus|et moins|d[’']|de (?!son|mon|leur)|que\b|pour\b|pour|plus tôt|plus tard|après|avant|auparavant"
    r"|ferme|avec sursis|renouvelable|maximum|minimum)",
    re.IGNORECASE,
)
NEVER_BEFORE = re.compile(
    r"(?:depuis|pendant|durant|dans|après|avant|pour|en|y a|y avait|y aura|ça fait|cela fait|ça faisait|fait|faut|mis|met|duré?|dure"
    r"|tous les|toutes les|chaque|moins de|plus de|au moins|près de|environ|jusqu[’']à|au bout de|passé|payé|attendu|tenu|resté"
    r"|bail de|contrat de|peine de|carte de|titre de|durée de|délai de|mesure de|préavis de|stage de|retard de|période de"
    r"|engagement de|dette de|plan de|formation de|prison|deuxième|\d\s?(?:à|-|–)|entre \w+ et)\s?(?:au moins |presque |près de |environ )?$",
    re.IGNORECASE,
)
HAVING = re.compile(
    r"(?:\b(?:il|elle|ils|elles|iel|qui|lui|chacune?|j[’'])\s?(?:n[’']|en\s)?\s?(?:a|ai|as|ont|avait|avaient|avais|aura|auront|va avoir|vont avoir"
    r"|allait avoir|a eu|ont eu|vient d[’']avoir|fête|fêtait|doit avoir|devait avoir|avait que|a que)|\b(?:fêté|fêter)\s(?:ses|leurs)|\b(?:ses|mes|leurs|vos|tes)"
    r"|\bâgée?s?\s(?:de|d[’'])|\bagée?s?\s(?:de|d[’'])|\b[âa]ge\s(?:de|d[’'])|\bsur ses|\bvers ses|\bvers l[’']âge de)"
    r"\s?(?:même |déjà |que |maintenant |tout juste |à peine |pas encore |presque |bientôt |à peu près |aujourd[’']hui |quoi |euh,? )*$",
    re.IGNORECASE,
)
AT_AGE = re.compile(r"(?:^|[\s,(])(?:à|dès|à ses|depuis ses|depuis l[’']âge de)\s$", re.IGNORECASE)
LINK = re.compile(
    r"^(?:[ \u00a0\u202f,(–-]|\bde\b|\bd[’']|\ba\b|\bavait\b|\bont\b|\bavaient\b|\baura\b|\bc[’']est\b|\bil\b|\belle\b|\bils\b|\belles\b|\bdéjà\b"
    r"|\bmaintenant\b|\beuh\b|\bqui\b|\btous\b|\bpetit\b|\bde mon mari\b|\b(?:le|la)\b|\bélève\b|\blycéen(?:ne)?\b|\bsco?larisée?\b)*$",
    re.IGNORECASE,
)


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
        named = _follows(text, match.start(), ends, bare=prepared.is_bare(match.start()))
        if not NEVER_AFTER.search(after) and (named or _is_age(before, match[0], chained)):
            found.append(Span(match.start(), match.end(), "age"))
            last = match.end()
    return found


def _follows(text: str, start: int, ends: set[int], *, bare: bool) -> bool:
    """Whether a name stands just before: "Naïla, trois ans", "Mme Diop (41 ans"; nearby where nothing is punctuated."""
    for end in range(start, max(-1, start - (30 if bare else 14)), -1):
        if end in ends:
            gap = text[end:start]
            return NEVER_BEFORE.search(gap) is None and (
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
    if NEVER_BEFORE.search(before):
        return False
    if chained or HAVING.search(before):
        return True
    if it.rstrip().endswith("mois") and AT_AGE.search(before):
        return re.search(r"bébé|né|marche|enceinte|sevr|crèche", before) is not None
    if AT_AGE.search(before):
        return True
    return _of_somebody(before)


def _of_somebody(before: str) -> bool:
    """Whether the words before are a person and a link: "mon fils, ", "Femme de ", "la petite a ", "(l’aîné "."""
    people = context("kin") | context("aged")
    words = list(re.finditer(r"[^\W_]+(?:-[^\W_]+)*", before))
    for word in reversed(words[-7:]):
        plain = fold(word[0])
        link = before[word.end() :]
        if (plain in people and plain not in {"il", "elle", "ils", "elles"}) and LINK.match(link):
            return True
        named = word[0][0].isupper() and FIRST in gazetteer().get((plain,), frozenset())
        if named and LINK.match(link):
            return True
        if re.search(r"[.!?;\n]", link):
            return False
    return re.search(r"\benfants?\b[^.;!?\n]{0,40}[(:]\s?(?:[^.;!?\n()]*,\s?)?$", before, re.IGNORECASE) is not None
