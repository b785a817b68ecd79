"""The definition layer of suggestions: how near a text is to each code's label and definition, before any coding.

Four likenesses (content words and their stems, letters, word vectors, sentence encoder) are each counted from what
ordinary speech shows with the same definition: one made of common words is near everything, which says nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench import language
from workbench.coding.field import bundled
from workbench.coding.known import known
from workbench.coding.learned import Matrix
from workbench.coding.sense import KEPT, Sense, senses, unit

LETTERS = (3, 4, 5)  # lengths of the pieces of words that are compared
BASE = 1_000_003
ORDINARY = 30.0  # texts of this study that ordinary speech is worth, when one asks what is usual
Counts = Mapping[Any, int]  # words, or pieces of words, and how often each stands in a text


@dataclass(frozen=True, eq=False)
class Ordinary:
    """Ordinary speech, whose codes are not looked at, and in how many of its texts each word and piece stands."""

    said: tuple[Sense, ...]
    texts: tuple[str, ...]
    words: Counts
    pieces: Counts

    def mean(self, name: str) -> Matrix:
        """The mean of the vectors of that name."""
        found: Matrix = np.mean([getattr(one, name) for one in self.said], axis=0)
        return found


@lru_cache(maxsize=2)
def ordinary(encoder: bool) -> Ordinary:
    """The bundled interviews' passages (corpus/asg), as a sample of how people speak."""
    texts = tuple(dict.fromkeys(text for text, _codes in bundled().speech))
    held = known(encoder)
    left = [text for text in texts if text not in held]
    read = held | dict(zip(left, senses(left, encoder=encoder), strict=True))
    said = tuple(read[text] for text in texts)
    return Ordinary(said, texts, _texts_with(s.spoken for s in said), _texts_with(pieces(t) for t in texts))


def _texts_with(features: Iterable[Iterable[Any]]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for several in features:
        for one in several:
            found[one] = found.get(one, 0) + 1
    return found


def pieces(text: str) -> dict[int, int]:
    """Runs of three to five letters inside a text's words, whose edges count as a letter, and how often each stands.

    A run is named by a number; two runs have the same one so rarely that it does not matter.
    """
    words = "".join(c if c.isalnum() else " " for c in language.folded(text)).split()
    letters = np.array([ord(c) for word in words for c in f" {word} "], np.int64)
    edge = letters == ord(" ")
    found: list[NDArray[np.int64]] = []
    for length in LETTERS:
        n = len(letters) - length + 1
        if n < 1:
            continue
        run, inside = np.zeros(n, np.int64), np.ones(n, bool)
        for k in range(length):
            run = run * BASE + letters[k : k + n]
            if 0 < k < length - 1:
                inside &= ~edge[k : k + n]
        found.append(run[inside])
    every, times = np.unique(np.concatenate(found) if found else np.zeros(0, np.int64), return_counts=True)
    return dict(zip(every.tolist(), times.tolist(), strict=True))


class Overlap:
    """Likeness of texts and definitions by what they have in common, rare things weighing most."""

    def __init__(self, defined: Sequence[Counts], ordinary: Counts, texts: int) -> None:
        seen = _texts_with([*defined])
        total = texts + len(defined)
        self.rarest = log(1 + total) + 1
        self.idf = {
            one: log((1 + total) / (1 + seen.get(one, 0) + ordinary.get(one, 0))) + 1
            for one in seen.keys() | ordinary.keys()
        }
        self.columns = {one: n for n, one in enumerate(seen)}
        self.defined = self._rows(defined)

    def _rows(self, texts: Sequence[Counts]) -> Any:
        from scipy.sparse import csr_matrix

        data: list[float] = []
        where: list[int] = []
        ends = [0]
        for counts in texts:
            weights = {one: (1 + log(n)) * self.idf.get(one, self.rarest) for one, n in counts.items()}
            length = sum(w * w for w in weights.values()) ** 0.5
            shared = [one for one in counts if one in self.columns]
            data += [weights[one] / length for one in shared]
            where += [self.columns[one] for one in shared]
            ends.append(len(data))
        shape = (len(texts), max(1, len(self.columns)))
        return csr_matrix((np.array(data, np.float32), np.array(where, np.int32), np.array(ends)), shape=shape)

    def likeness(self, texts: Sequence[Counts]) -> Matrix:
        """A row a text, a column a definition: the cosine of their weights."""
        found: Matrix = (self._rows(texts) @ self.defined.T).toarray()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What likenesses usually are: texts heard, their sum by definition, and the sum of squares of all."""

    texts: float
    sums: Matrix
    squares: float

    @classmethod
    def of(cls, likeness: Matrix, weight: float = 1.0) -> "Usual":
        """What these likenesses say, each text counted `weight` times; a row a text, a column a definition."""
        return cls(weight * len(likeness), weight * likeness.sum(axis=0), weight * float((likeness**2).sum()))

    def and_(self, other: "Usual") -> "Usual":
        """What both have heard."""
        return Usual(self.texts + other.texts, self.sums + other.sums, self.squares + other.squares)

    def above(self, likeness: Matrix) -> Matrix:
        """How far above the definition's mean, in deviations of all."""
        mean = self.sums / self.texts
        spread = max(self.squares / self.texts / mean.size - float((mean**2).mean()), 1e-12) ** 0.5
        found: Matrix = (likeness - mean) / spread
        return found


class Defined:
    """Nearness of texts to the definitions of codes, given as one text a code."""

    def __init__(self, definitions: Sequence[str], *, vectors: bool = True, encoder: bool = True) -> None:
        speech = ordinary(encoder and vectors)
        read = senses(definitions, encoder=encoder and vectors)
        self.words = Overlap([_words(s) for s in read], speech.words, len(speech.texts))
        self.pieces = Overlap([pieces(text) for text in definitions], speech.pieces, len(speech.texts))
        names = ("vector", "sentence") if encoder and vectors and speech.said[0].sentence.size else ("vector",)
        self.speech = {name: speech.mean(name) for name in names} if vectors else {}
        self.defined = {name: _around([getattr(s, name) for s in read]) for name in self.speech}
        self.kept: dict[str, Matrix] = {}
        likenesses = self._measured(speech.texts, speech.said)
        self.ordinary = [Usual.of(likeness, ORDINARY / len(speech.texts)) for likeness in likenesses]
        self.usual = self.ordinary

    def _likenesses(self, texts: Sequence[str], read: Sequence[Sense]) -> list[Matrix]:
        """By kind of likeness a row a text, a column a definition; kept, since the same speech is asked about again."""
        if len(self.kept) + len(texts) > KEPT:
            self.kept.clear()
        new = {text: sense for text, sense in zip(texts, read, strict=True) if text not in self.kept}
        if new:
            rows = np.stack(self._measured([*new], [*new.values()]), axis=1)
            self.kept |= dict(zip(new, rows, strict=True))
        every = np.array([self.kept[text] for text in texts], np.float32)
        return [every[:, kind] for kind in range(every.shape[1])]

    def _measured(self, texts: Sequence[str], read: Sequence[Sense]) -> list[Matrix]:
        found = [
            self.words.likeness([_words(s) for s in read]),
            self.pieces.likeness([pieces(text) for text in texts]),
        ]
        for name, centre in self.speech.items():
            rows = np.array([getattr(s, name) for s in read], np.float32)
            found.append(unit(rows - centre) @ self.defined[name].T)
        return found

    def hear(self, texts: Sequence[str], read: Sequence[Sense]) -> None:
        """Take texts of this study for usual speech from now on, in place of those heard before."""
        likenesses = self._likenesses(texts, read) if texts else []
        heard = zip(self.ordinary, likenesses, strict=True) if texts else ()
        self.usual = [usual.and_(Usual.of(like)) for usual, like in heard] or self.ordinary

    def nearness(self, texts: Sequence[str], read: Sequence[Sense]) -> Matrix:
        """A row a text, a column a code: the mean over likenesses of how far each is above the usual, in deviations.

        The usual is that of ordinary speech, of what was heard, and of these texts; 0 for a text without a word.
        """
        likenesses = self._likenesses(texts, read)
        found = [usual.and_(Usual.of(like)).above(like) for usual, like in zip(self.usual, likenesses, strict=True)]
        return _mean(found, read)


def _mean(above: Sequence[Matrix], read: Sequence[Sense]) -> Matrix:
    spoken = np.array([[bool(s)] for s in read])
    found: Matrix = np.where(spoken, np.mean(above, axis=0), 0.0).astype(np.float32)
    return found


def _words(read: Sense) -> Counts:
    return dict.fromkeys(read.spoken, 1)


def _around(vectors: Sequence[Matrix]) -> Matrix:
    """Directions from the middle of all definitions; of a single one, from nowhere."""
    rows = np.array(vectors, np.float32)
    return unit(rows - rows.mean(axis=0)) if len(rows) > 2 else unit(rows)
