"""Codes by group: the words themselves, beside how many excerpts and people stand behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

SHOWN, LONGEST = 2, 220  # quotes in a cell, and code points of each


@dataclass(frozen=True, slots=True)
class Cell:
    """What one group says of one code. Nothing said is zero excerpts, not a missing cell."""

    excerpts: int
    people: int
    quotes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Cell({self.excerpts} excerpts, {self.people} people)"


def matrix(codings: "DataFrame", codes: Mapping[str, str], voices: Mapping[str, str]) -> "dict[str, dict[str, Cell]]":
    """For each code (label) and each voice (label), the excerpts counted and the shortest quotes.

    `codings` [excerpt, person, text, code, voice]. At most SHOWN quotes a cell, each from another person: a cell of
    several quotes never gives one person's words one after the other.
    """
    lines = codings[["excerpt", "person", "text", "code", "voice"]].drop_duplicates(["excerpt", "code"])
    # one pass over the table instead of one for every cell
    cells = {key: _cell(rows) for key, rows in lines.groupby(["code", "voice"])}
    nothing = Cell(0, 0, ())
    return {
        label: {name: cells.get((code, voice), nothing) for voice, name in voices.items()}
        for code, label in codes.items()
    }


def _cell(rows: "DataFrame") -> Cell:
    by_length = rows.assign(length=rows["text"].str.len()).sort_values(["length", "excerpt"], kind="stable")
    quotes = by_length.drop_duplicates("person")["text"].head(SHOWN)
    return Cell(int(rows["excerpt"].nunique()), int(rows["person"].nunique()), tuple(_cut(q) for q in quotes))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
