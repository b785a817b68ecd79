"""Columns of text as numbers: each distinct word once, and for each row which of them it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Flags = NDArray[np.int8]  # 1 yes, 0 no, -1 not known
UNKNOWN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One word a row: `codes` are places in `names`, -1 a blank. `ordered` names are shown in their own order."""

    codes: Ints
    names: Sequence[str]
    ordered: bool = False

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, rows: NDArray[Any]) -> "Words":
        return Words(self.codes[rows], self.names, self.ordered)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether each row holds a word."""
        known: NDArray[np.bool_] = self.codes >= 0
        return known

    def among(self, *names: str) -> NDArray[np.bool_]:
        """Whether each row holds one of these words; a blank does not."""
        found: NDArray[np.bool_] = self.flags(*names) == 1
        return found

    def flags(self, *positive: str) -> Flags:
        """1 where the word is one of these, 0 where it is another, -1 where it is blank."""
        told = np.array([name in positive for name in self.names] + [UNKNOWN], dtype=np.int8)
        found: Flags = told[self.codes]  # the code of a blank is -1, the last place
        return found

    def word(self, row: int) -> str:
        """The word of a row, empty for a blank."""
        code = self.codes[row]
        return self.names[code] if code >= 0 else ""

    def counts(self) -> Ints:
        """How many rows hold each name."""
        return np.bincount(self.codes[self.known], minlength=len(self.names))

    def order(self) -> list[int]:
        """The places of the names in the order in which they are shown."""
        places = range(len(self.names))
        return list(places) if self.ordered else sorted(places, key=lambda place: self.names[place])

    def filled(self, word: str) -> "Words":
        """The same with this word in the place of blanks."""
        if self.known.all():
            return self
        names = self.names if word in self.names else (*self.names, word)
        codes = np.where(self.known, self.codes, list(names).index(word))
        return Words(codes, names, self.ordered)


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Several words a row. `cell` says which distinct cell a row holds (-1 blank); a cell's words are
    `items[start[cell] : start[cell] + size[cell]]`, each once, as places in `names`."""  # fmt: skip

    cell: Ints
    start: Ints
    size: Ints
    items: Ints
    names: Sequence[str]

    def pairs(self, rows: NDArray[Any]) -> tuple[Ints, Ints]:
        """For these rows, one line per row and word: the row's place among them, and the word."""
        cells = self.cell[rows]
        full = np.flatnonzero(cells >= 0)
        sizes = self.size[cells[full]]
        owner = np.repeat(full, sizes)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return owner, self.items[np.repeat(self.start[cells[full]], sizes) + within]


def split(words: Words, sign: str = ";") -> Lists:
    """The words between the signs of each cell, blanks and repetitions left out."""
    places: dict[str, int] = {}
    items: list[int] = []
    start, size = [], []
    for cell in words.names:
        own = dict.fromkeys(word for part in cell.split(sign) if (word := part.strip()))
        start.append(len(items))
        size.append(len(own))
        items += [places.setdefault(word, len(places)) for word in own]
    starts, sizes, words_in = (np.array(numbers, dtype=np.int64) for numbers in (start, size, items))
    return Lists(words.codes, starts, sizes, words_in, tuple(places))


def coded(values: Iterable[Any]) -> Words:
    """Words from Python values, None as a blank; for small columns."""
    places: dict[str, int] = {}
    codes = [UNKNOWN if v is None else places.setdefault(str(v), len(places)) for v in values]
    return Words(np.array(codes, dtype=np.int64), tuple(places))


def grid(rows: Words, columns: Ints, width: int) -> Ints:
    """How many rows there are for each name (down) and each column (0 to width - 1, across); blanks are left out."""
    known = rows.known & (columns >= 0)
    cells = rows.codes[known].astype(np.int64) * width + columns[known]
    return np.bincount(cells, minlength=len(rows.names) * width).reshape(len(rows.names), width)


def places(ids: Words, among: Words) -> Ints:
    """For each row of `ids`, the row of `among` that bears the same word; -1 where there is none."""
    row = np.full(len(among.names) + 1, UNKNOWN, dtype=np.int64)
    row[among.codes[among.known]] = np.flatnonzero(among.known)
    if ids.names == among.names:  # two tables that list the same households in one order
        same: Ints = row[ids.codes]
        return same
    code = {name: place for place, name in enumerate(among.names)}
    told = np.array([row[code[name]] if name in code else UNKNOWN for name in ids.names] + [UNKNOWN], dtype=np.int64)
    found: Ints = told[ids.codes]
    return found
