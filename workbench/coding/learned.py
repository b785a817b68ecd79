"""The learned layer of suggestions: one linear model a code, on words and vectors, that grows coding by coding.

Ridge regression of each code's yes/no on the examples, in its dual form: a text's score is the mean plus, for every
example, how alike the two are times the weight that the example got. So what led to a score is known exactly, each
example has its own doubt (`noise`), and one more example costs one product instead of a new fit.
(Saunders, Gammerman, Vovk, Ridge regression learning algorithm in dual variables, 1998; the update is the bordered
inverse.)
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.coding.sense import KEPT, Sense, unit

Matrix = NDArray[np.float32]
# Shares of the likenesses: words that carry meaning, all words with their pairs, mean vectors, the encoder's; without
# encoder, vectors count double. Near these values recall hardly moves (benchmarks/suggestions.py).
CONTENT, WORDS, VECTOR, SENTENCE = 1.0, 0.5, 0.6, 1.0

RARE = 0.06  # the most that a text is expected to bear a code before anything is known of it


class Space:
    """Where texts stand beside each other: words weighed by rarity among the examples, and centred vectors."""

    def __init__(self, senses: Sequence[Sense], *, vectors: bool = True) -> None:
        self.columns: dict[str, int] = {}
        self.kept: dict[Sense, tuple[list[int], list[float]]] = {}
        seen: dict[str, int] = {}
        for sense in senses:
            for token in set(_tokens(sense)):
                seen[token] = seen.get(token, 0) + 1
        self.texts = len(senses)
        self.idf = {token: log((1 + self.texts) / (1 + n)) + 1 for token, n in seen.items()}
        self.vectors = vectors
        known = [s for s in senses if s]
        self.sentences = vectors and bool(known) and known[0].sentence.size > 0
        self.means = [np.mean([getattr(s, name) for s in known], axis=0) for name in self._blocks()] if known else []
        shares = [CONTENT, WORDS, *((VECTOR, SENTENCE) if self.sentences else (2 * VECTOR,) if vectors else ())]
        self.content, self.words, *self.shares = (share / sum(shares) for share in shares)

    def _blocks(self) -> tuple[str, ...]:
        return ("vector", "sentence") if self.sentences else ("vector",) if self.vectors else ()

    def rows(self, senses: Sequence[Sense]) -> "Rows":
        """The texts' rows; likeness of two texts is the product of their rows, 1 for a text with itself."""
        from scipy.sparse import csr_matrix

        data: list[float] = []
        where: list[int] = []
        ends = [0]
        for sense in senses:
            columns, weights = self._row(sense)
            where += columns
            data += weights
            ends.append(len(data))
        shape = (len(senses), max(1, len(self.columns)))
        sparse = csr_matrix((np.array(data, np.float32), np.array(where, np.int32), np.array(ends)), shape=shape)
        blocks = [
            share**0.5 * unit(np.array([getattr(s, name) for s in senses], np.float32) - mean * _known(senses))
            for name, mean, share in zip(self._blocks(), self.means, self.shares, strict=False)
        ]
        dense = np.hstack(blocks) if blocks else np.zeros((len(senses), 0), np.float32)
        return Rows(sparse, dense.astype(np.float32))

    def _row(self, sense: Sense) -> tuple[list[int], list[float]]:
        """The columns and weights of a text's words; kept, since the same speech is asked about again and again."""
        if sense in self.kept:
            return self.kept[sense]
        columns: list[int] = []
        data: list[float] = []
        for tokens, share in ((_content(sense), self.content), (sense.tokens, self.words)):
            weights = self._weights(tokens)
            length = (sum(w * w for w in weights.values()) or 1.0) ** 0.5
            data += [w / length * share**0.5 for w in weights.values()]
            columns += [self.columns.setdefault(token, len(self.columns)) for token in weights]
        if len(self.kept) >= KEPT:
            self.kept.clear()
        self.kept[sense] = columns, data
        return columns, data

    def _weights(self, tokens: Sequence[str]) -> dict[str, float]:
        rarest = log(1 + self.texts) + 1
        return {token: (1 + log(n)) * self.idf.get(token, rarest) for token, n in Counter(tokens).items()}


def _content(sense: Sense) -> list[str]:
    """The tokens that carry meaning, apart from the same ones among all."""
    return [f"={token}" for token in sense.spoken]


def _tokens(sense: Sense) -> list[str]:
    return [*_content(sense), *sense.tokens]


def _known(senses: Sequence[Sense]) -> Matrix:
    return np.array([[bool(s)] for s in senses], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Texts as rows: a sparse block for words, a dense one for vectors."""

    sparse: Any
    dense: Matrix

    def likeness(self, other: "Rows") -> Matrix:
        """Products of these rows with others', row by row."""
        width = max(self.sparse.shape[1], other.sparse.shape[1])
        one, two = _wide(self.sparse, width), _wide(other.sparse, width)
        product = one @ two.T
        alike = product.toarray() if hasattr(product, "toarray") else product
        found: Matrix = np.asarray(alike, np.float32) + self.dense @ other.dense.T
        return found

    def and_(self, other: "Rows") -> "Rows":
        """These rows and then the others, as wide as the wider of the two."""
        from scipy.sparse import vstack

        width = max(self.sparse.shape[1], other.sparse.shape[1])
        sparse = vstack([_wide(self.sparse, width), _wide(other.sparse, width)], format="csr")
        return Rows(sparse, np.vstack([self.dense, other.dense]))


def _wide(sparse: Any, width: int) -> Any:
    if sparse.shape[1] < width:
        sparse = sparse.copy()
        sparse.resize((sparse.shape[0], width))
    return sparse


class Learned:
    """Scores of codes for texts, learned from examples and updated by one example at a time.

    `targets` has a row an example and a column a code, 1 where the code is on the example.
    """

    def __init__(self, senses: Sequence[Sense], targets: Matrix, noise: Sequence[float], space: Space) -> None:
        from scipy.linalg import cho_factor

        self.space = space
        self.rows = space.rows(senses)
        self.later = Rows(
            self.rows.sparse[:0], self.rows.dense[:0]
        )  # of examples added since: apart, so that adding one does not copy all
        self.targets = np.asarray(targets, np.float32)
        self.noise = np.asarray(noise, np.float32)
        trust = 1 / self.noise
        # a text that resembles no example is about no code: examples of two codes do not make speech half about each
        self.mean = np.minimum(trust @ self.targets / trust.sum(), RARE).astype(np.float32)
        system = self.rows.likeness(self.rows)
        system[np.diag_indices(len(system))] += self.noise
        self.factor = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
        self.borders: list[tuple[Matrix, float]] = []  # of examples added since, see _solved
        self.alpha = self._solved(self.targets - self.mean)
        self._pulls: Matrix | None = None

    def likeness(self, senses: Sequence[Sense]) -> Matrix:
        """How alike each text is to each example."""
        return self._alike(self.space.rows(senses))

    def _alike(self, rows: Rows) -> Matrix:
        return np.hstack([rows.likeness(self.rows), rows.likeness(self.later)])

    def scores(self, alike: Matrix) -> Matrix:
        """A row a text, a column a code, from the texts' likeness to the examples; about 0 (no) to 1 (yes)."""
        found: Matrix = alike @ self.alpha + self.mean
        return found

    def pulls(self, sense: Sense, code: int) -> list[tuple[float, str]]:
        """The words of a text that pulled towards a code, as spoken, the strongest first."""
        if self._pulls is None:
            first = len(self.factor[0])
            width = max(self.rows.sparse.shape[1], self.later.sparse.shape[1])
            early = _wide(self.rows.sparse, width).T @ self.alpha[:first]
            late = _wide(self.later.sparse, width).T @ self.alpha[first:]
            self._pulls = np.asarray(early + late, np.float32)
        row = self.space.rows([sense]).sparse
        found: dict[str, float] = {}
        by_column = {
            self.space.columns[mark + token]: word for token, word in sense.spoken.items() for mark in ("=", "")
        }
        for column, value in zip(row.indices, row.data, strict=True):
            if column in by_column and column < len(self._pulls):
                word = by_column[column]
                found[word] = found.get(word, 0.0) + float(value * self._pulls[column, code])
        return sorted(((pull, word) for word, pull in found.items() if pull > 0), reverse=True)

    def add(self, sense: Sense, target: Matrix, noise: float) -> None:
        """Learn one more example; the same as learning anew with it, but for the mean and the words' rarity."""
        row = self.space.rows([sense])
        alike = self._alike(row)[0]
        solved = self._solved(alike)
        own = float(row.likeness(row)[0, 0]) + noise
        schur = own - float(alike @ solved)
        left = (np.asarray(target, np.float32) - self.mean - alike @ self.alpha) / schur
        self.alpha = np.vstack([self.alpha - np.outer(solved, left), left[None, :]]).astype(np.float32)
        self.borders.append((solved, schur))
        self.later = self.later.and_(row)
        self.targets = np.vstack([self.targets, np.asarray(target, np.float32)[None, :]])
        self.noise = np.append(self.noise, np.float32(noise))
        self._pulls = None

    def change(self, example: int, target: Matrix) -> None:
        """Give an example another row of targets."""
        mark = np.zeros(len(self.targets), np.float32)
        mark[example] = 1
        step = np.asarray(target, np.float32) - self.targets[example]
        self.alpha = (self.alpha + np.outer(self._solved(mark), step)).astype(np.float32)
        self.targets[example] = target
        self._pulls = None

    def without_itself(self, examples: Sequence[int]) -> Matrix:
        """What these examples would score had they not been learned (closed form of leave-one-out)."""
        marks = np.zeros((len(self.targets), len(examples)), np.float32)
        marks[list(examples), range(len(examples))] = 1
        inverse = self._solved(marks)[list(examples), range(len(examples))]
        found: Matrix = self.targets[list(examples)] - self.alpha[list(examples)] / inverse[:, None]
        return found

    def without_these(self, examples: Sequence[int]) -> Matrix:
        """What these examples would score had none of them been learned (closed form of leave-group-out)."""
        marks = np.zeros((len(self.targets), len(examples)), np.float32)
        marks[list(examples), range(len(examples))] = 1
        inverse = self._solved(marks)[list(examples)]
        found: Matrix = self.targets[list(examples)] - np.linalg.solve(inverse, self.alpha[list(examples)])
        return found.astype(np.float32)

    def _solved(self, right: Matrix) -> Matrix:
        """The system's solution for a right side: by the factor, then border by border for what came later."""
        from scipy.linalg import cho_solve
        from scipy.linalg.blas import strsv

        first = len(self.factor[0])
        if right.ndim == 1:  # three times as quick as the general solver
            lower = self.factor[0]
            found = strsv(lower, strsv(lower, right[:first].astype(np.float32), lower=1), lower=1, trans=1)
        else:
            found = cho_solve(self.factor, right[:first], check_finite=False)
        for n, (solved, schur) in enumerate(self.borders):
            last = (right[first + n] - solved @ right[: first + n]) / schur
            grown = found - (np.outer(solved, last) if found.ndim == 2 else solved * last)
            found = np.concatenate([grown, np.atleast_1d(last)[None, :] if found.ndim == 2 else [last]])
        return np.asarray(found, np.float32)
