"""What there is to tell words spoken from a term, a title or a document: named facts, worth points."""

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from workbench import resources
from workbench.intake.speech.attributions import signed
from workbench.intake.speech.namings import Attribution, Certainty
from workbench.intake.speech.quotations import Quotation
from workbench.intake.speech.surroundings import Surroundings

ENOUGH_ALIKE = 3  # a form and place counts as the document's way of quoting speech from so many on
SHARE_ALIKE = 0.7


def _lexicon() -> dict[str, Any]:
    return resources.lexicon("speech_in_reports")


@lru_cache
def cues(group: str, name: str) -> re.Pattern[str]:
    """One expression for the cues of this name in `corpus/lexicons/speech_in_reports.toml`."""
    return re.compile("|".join(f"(?:{cue})" for cue in _lexicon()[group][name]), re.IGNORECASE)


def evidence(q: Quotation, around: Surroundings, said: Attribution) -> frozenset[str]:
    """What is there, without opinion: the names of the points that apply."""
    words, lead = around.words, around.lead
    n = len(words.split())
    alone = (not lead or cues("before", "openers").search(lead)) and n >= 5 and around.ends_sentence
    follows = said.certainty is Certainty.PRINTED
    spoken_after = follows and not lead and not _is_signature(around, said)
    there = {
        "stands_alone": bool(alone) or (not lead and n >= 5 and spoken_after),
        "after_colon": lead.endswith(":") and n >= 4,
        "announced": lead.endswith(":") and n >= 7 and follows and not _is_signature(around, said),
        "said_by": follows and not _is_signature(around, said),
        "signed": follows and _is_signature(around, said),
        "first_person": bool(cues("marks", "first_person").search(words)),
        "oral": bool(cues("marks", "oral").search(words)),
        "clause": bool(cues("marks", "clause").search(words)),
        "sentence_inside": bool(re.search(r"[.!?…](?:\s|$)|\([….]+\)|\[[….]+\]", words)),
        "twelve_words": n >= 12,
        "twenty_five_words": n >= 25,
        "under_four_words": n < 4,
        "under_six_words": 4 <= n < 6,
        "without_verb": not cues("marks", "clause").search(words),
        "inside_a_phrase": bool(lead and cues("before", "inside").search(lead)) or lead.endswith("("),
        "named_before": bool(lead and (cues("before", "title").search(lead) or cues("before", "term").search(lead))),
        "capitals": _in_capitals(words),
        "no_opening_mark": not q.whole and q.start == q.inner,
    }
    return frozenset(name for name, is_there in there.items() if is_there)


def _is_signature(around: Surroundings, said: Attribution) -> bool:
    return signed(around) == said


def _in_capitals(words: str) -> bool:
    found = re.findall(r"[^\W\d_]{3,}", words)
    return len(found) > 1 and sum(w[0].isupper() for w in found) >= max(2, 0.6 * len(found))


def points(facts: frozenset[str]) -> int:
    """The sum of the points of what is there."""
    worth = _lexicon()["points"]
    return sum(int(worth[fact]) for fact in facts)


def enough() -> int:
    """The sum of points from which words are taken as spoken."""
    return int(_lexicon()["points"]["enough"])


def like_the_others(
    quotations: list[Quotation], around: list[Surroundings], facts: list[frozenset[str]]
) -> list[frozenset[str]]:
    """The evidence, with that of the company: a form and place that the document keeps for words spoken."""
    limit = enough()
    manners = [
        q.form if a.displayed and len(a.words.split()) > 5 else "" for q, a in zip(quotations, around, strict=True)
    ]
    every = Counter(manners)
    spoken = Counter(m for m, f in zip(manners, facts, strict=True) if points(f) >= limit)
    kept = {m for m in every if m and spoken[m] >= ENOUGH_ALIKE and spoken[m] >= SHARE_ALIKE * every[m]}
    return [f | {"like_the_others"} if m in kept else f for m, f in zip(manners, facts, strict=True)]
