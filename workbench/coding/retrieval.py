"""Excerpts found by their codes, and tables over codings. Input everywhere: the frame that the study gives, one row a
coding (unretracted), with columns excerpt, source, start, end, turn, person, voice, territory, code, coder."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.coding.combinations import Combination

if TYPE_CHECKING:
    from pandas import DataFrame


class Near(StrEnum):
    """How near codings must be to be taken together: on the very same words, on words that overlap, in one turn, or
    anywhere in what one person says."""

    EXCERPT = "excerpt"
    OVERLAP = "overlap"
    TURN = "turn"
    PERSON = "person"


def codes_near(codings: "DataFrame", near: Near = Near.OVERLAP) -> dict[str, frozenset[str]]:
    """Excerpt -> its codes and those of the excerpts near it."""
    if near is not Near.OVERLAP:
        keys = {Near.EXCERPT: ["excerpt"], Near.TURN: ["source", "turn"], Near.PERSON: ["source", "person"]}[near]
        together = codings.groupby(keys, dropna=False)["code"].agg(frozenset).rename("codes").reset_index()
        pairs = codings[list(dict.fromkeys(["excerpt", *keys]))].drop_duplicates().merge(together, on=keys)
        return dict(zip(pairs["excerpt"], pairs["codes"], strict=True))
    found: dict[str, frozenset[str]] = {}
    for _source, here in codings.groupby("source"):
        rows = sorted(here[["start", "end", "excerpt", "code"]].itertuples(index=False, name=None))
        open_: list[tuple[int, str, str]] = []  # what has begun and not ended: end, excerpt, code
        codes: dict[str, set[str]] = {}
        for start, end, excerpt, code in rows:
            open_ = [one for one in open_ if one[0] > start]
            codes.setdefault(excerpt, set()).add(code)
            for _end, other, its in open_:
                codes[excerpt].add(its)
                codes[other].add(code)
            open_.append((end, excerpt, code))
        found |= {excerpt: frozenset(several) for excerpt, several in codes.items()}
    return found


def chosen(codings: "DataFrame", combination: Combination, near: Near = Near.OVERLAP) -> "DataFrame":
    """The codings of the excerpts whose codes, with those near them, are what the combination says.

    An excerpt is chosen only for a code of its own that the combination names, not for what lies beside it.
    """
    codes = codes_near(codings, near)
    own = codings.groupby("excerpt")["code"].agg(set)
    wanted = {
        excerpt
        for excerpt, several in codes.items()
        if combination.holds(several) and (not combination.named or combination.named & own[excerpt])
    }
    return codings[codings["excerpt"].isin(wanted)]


def excerpts_of(codings: "DataFrame", labels: Mapping[str, str]) -> "DataFrame":
    """One row an excerpt in the order of sources and places, with `codes` (labels) and `coders`, each once."""
    fixed = [c for c in codings.columns if c not in {"coding", "code", "coder", "origin", "memo", "created", "version"}]
    rows = codings.drop_duplicates("excerpt")[fixed].set_index("excerpt", drop=False)
    grouped = codings.groupby("excerpt")
    rows["codes"] = grouped["code"].agg(lambda some: ", ".join(labels.get(c, c) for c in dict.fromkeys(some)))
    rows["coders"] = grouped["coder"].agg(lambda some: ", ".join(sorted(set(some))))
    return rows.sort_values(["source", "start", "end"], ignore_index=True)


def code_by(codings: "DataFrame", column: str) -> "DataFrame":
    """One row a code and value of a column (voice, territory, an attribute): `excerpts` and `people`, each once."""
    counts = codings.groupby(["code", column], observed=True).agg(
        excerpts=("excerpt", "nunique"), people=("person", "nunique")
    )
    return counts.reset_index()


def code_by_voice(codings: "DataFrame") -> "DataFrame":
    """One row a code and voice: `excerpts` and `people`, each counted once however many coders coded them."""
    groups = codings.groupby(["code", "voice"], observed=True)
    counts = groups.agg(excerpts=("excerpt", "nunique"), people=("person", "nunique"))
    return counts.reset_index()


def code_by_code(codings: "DataFrame") -> "DataFrame":
    """One row a pair of codes on the same excerpt: `excerpts` and `people`; each pair once, in alphabetical order."""
    slim = codings[["excerpt", "person", "code"]].drop_duplicates()
    pairs = slim.merge(slim[["excerpt", "code"]], on="excerpt", suffixes=("", "_with"))
    pairs = pairs[pairs["code"] < pairs["code_with"]]
    counts = pairs.groupby(["code", "code_with"]).agg(excerpts=("excerpt", "nunique"), people=("person", "nunique"))
    return counts.reset_index()


def person_by_code(codings: "DataFrame", people: list[str], codes: list[str]) -> "DataFrame":
    """A 0/1 frame, people in rows and codes in columns; somebody never coded has a row of zeros."""
    import pandas as pd

    found = pd.crosstab(codings["person"], codings["code"]).clip(upper=1)
    return found.reindex(index=people, columns=codes, fill_value=0).rename_axis(index="person", columns="code")
