"""The rules that read a printed page as its author wrote it: each a pure function from a text to the map of a reading.

`clean` applies them one after the other; the source itself is never changed.
"""

from collections.abc import Callable, Sequence

from workbench.intake.cleaned import Cleaned, Map
from workbench.intake.cleaning import bullets, columns, dropcaps, footnotes, heads, hyphens, vertical

Rule = Callable[[str], Map]

# In this order: heads go before words are joined across pages, words are whole before they are looked up.
RULES: dict[str, Rule] = {
    "columns": columns.side_by_side,
    "vertical": vertical.upright,
    "heads": heads.without,
    "bullets": bullets.plain,
    "hyphens": hyphens.rejoined,
    "footnotes": footnotes.unglued,
    "dropcaps": dropcaps.restored,
}


def clean(text: str, rules: Sequence[str] = tuple(RULES)) -> Cleaned:
    """The reading of a printed text under the rules named, in their fixed order; KeyError for an unknown one."""
    unknown = set(rules) - set(RULES)
    if unknown:
        raise KeyError(min(unknown))
    cleaned = Cleaned.whole(text)
    for name, rule in RULES.items():
        if name in rules:
            cleaned = cleaned.read_again(rule(cleaned.text))
    return cleaned
