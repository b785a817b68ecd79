"""The wordings and units that the checker knows; they are data, `corpus/lexicons/wordings.toml`."""

import re
from functools import cache
from typing import Any

from workbench import resources

_ELISIONS = (("jusqu'", "jusque "), ("d'", "de "), ("l'", "le "), ("qu'", "que "), ("n'", "ne "), ("s'", "se "))
_CONTRACTIONS = {"du": "de le", "des": "de les"}


def lexicon() -> dict[str, Any]:
    """The whole lexicon, as its file writes it."""
    return resources.lexicon("wordings")


@cache
def folded(text: str) -> str:
    """The words in one way of writing: lower case, plain spaces and apostrophes, "du" and "d’un" undone."""
    plain = re.sub(r"[\u00a0\u202f\u2009\s]+", " ", text.replace("’", "'").lower()).strip(' .;:«»"')
    for short, long in _ELISIONS:
        plain = re.sub(rf"\b{short}", long, plain)
    plain = re.sub(r"\b(du|des)\b", lambda m: _CONTRACTIONS[m[1]], plain)
    return re.sub(r"\s+", " ", plain)


def starts(text: str, words: list[str]) -> str | None:
    """What follows the longest of these words at the head of a folded text; None when none stands there."""
    best = ""
    for word in words:
        form = folded(word)
        if text.startswith(form) and len(form) > len(best) and _ends_there(text, form):
            best = form
    return text[len(best) :].strip() if best else None


def _ends_there(text: str, form: str) -> bool:
    # a sign may touch its figure (">30"), a word may not go on ("quart" in "quartier")
    return not form[-1].isalnum() or len(text) == len(form) or not (text[len(form)].isalnum() or text[len(form)] == "-")
