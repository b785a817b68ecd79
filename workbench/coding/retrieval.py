"""Tables over codings. Input everywhere: the frame that the study gives, one row a coding (unretracted), with
columns excerpt, source, person, voice, territory, code, coder."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame


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
