"""The populations that a reader must still think possible: whole counts over joint categories that give what is shown.

Columns that no table links need no common joint category: the joint is split along a junction tree of the columns
(Lauritzen 1996, ch. 2), whose parts agree on what they share. Whole counts on the parts that agree always come from
one population, so the split loses nothing, and one-way tables of many columns stay small.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.disclosure.plan import Facts, Key, Value, columns_of, keyed

MOST = 20_000  # joint categories that an exact attack can hold; beyond, only those near to the rows seen
WHOLE = 3_000  # joint categories up to which the least and greatest whole counts are asked for

Vector = NDArray[np.float64]


def cliques(shapes: Iterable[frozenset[str]]) -> list[tuple[str, ...]]:
    """The columns that must be looked at jointly: maximal cliques after a minimum-degree elimination."""
    neighbours: dict[str, set[str]] = {}
    for shape in shapes:
        for column in shape:
            neighbours.setdefault(column, set()).update(shape - {column})
    found: list[frozenset[str]] = []
    while neighbours:
        column = min(sorted(neighbours), key=lambda c: len(neighbours[c]))
        around = neighbours.pop(column)
        clique = frozenset({column} | around)
        if not any(clique <= other for other in found):
            found.append(clique)
        for a in around:
            neighbours[a] |= around - {a}
            neighbours[a].discard(column)
    return [tuple(sorted(c)) for c in found] or [()]


def joints(parts: Sequence[tuple[str, ...]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """A junction tree: pairs of parts and the columns on which they must agree (none: their totals)."""
    inside, edges = {0}, []
    while len(inside) < len(parts):
        pairs = ((a, b) for a in inside for b in range(len(parts)) if b not in inside)
        a, b = max(pairs, key=lambda p: len(set(parts[p[0]]) & set(parts[p[1]])))
        edges.append((a, b, tuple(sorted(set(parts[a]) & set(parts[b])))))
        inside.add(b)
    return edges


@dataclass(frozen=True)
class Worlds:
    """The joint categories, the truth on them, and the cells as sums of them.

    `sums` @ population + `fixed` gives the cells; `agree` @ population is the same in all of them. `fixed` is what
    lies in joint categories that are not varied, 0 unless the joint is too large to be held.
    """

    keys: tuple[Key, ...]
    sums: sparse.csr_matrix
    agree: sparse.csr_matrix
    truth: Vector
    fixed: Vector
    parts: tuple[tuple[dict[str, Value], ...], ...] = ()  # the joint categories themselves, part by part

    @cached_property
    def cells(self) -> Vector:
        """The true count of every cell."""
        return self.counted(self.truth)

    @cached_property
    def level(self) -> Vector:
        """What `agree` gives in every population: 0 where every joint category is varied."""
        return np.asarray(self.agree @ self.truth)

    @property
    def whole(self) -> bool:
        """Whether whole counts are asked for; among more categories, ends are those of fractions, never narrower."""
        return self.truth.size <= WHOLE

    def counted(self, population: Vector) -> Vector:
        """The cells of a population."""
        return np.asarray(np.rint(self.sums @ population + self.fixed))

    def counts_of(self, facts: Facts) -> Vector:
        """How many of some of the rows are in each joint category; those in categories not varied are left out."""
        found = []
        for part in self.parts:
            seen = facts.counts_seen(tuple(part[0]) if part else ())
            found += [seen.get(tuple(category.values()), 0) for category in part]
        return np.array(found, float)

    def around(self, cell: int, contexts: int) -> NDArray[np.int64]:
        """Joint categories among which a cell's people can be exchanged: all values of the columns that it fixes, in
        the fullest `contexts` of the other columns, for the cell's own values and for all. Parts without it are whole.
        """
        fix, found, start = dict(self.keys[cell]), [], 0
        for part in self.parts:
            truth = self.truth[start : start + len(part)]
            chosen = np.ones(len(part), dtype=bool)
            if part and fix.keys() <= part[0].keys():
                rest = [tuple(v for c, v in category.items() if c not in fix) for category in part]
                own = [np.array([category[c] == v for category in part]) for c, v in fix.items()]
                full: set[tuple[Value, ...]] = set()
                for inside in [np.ones(len(part), dtype=bool), *own]:
                    order = np.argsort(-truth * inside, kind="stable")[:contexts]
                    full |= {rest[i] for i in order}
                chosen = np.array([r in full for r in rest])
            found.append(np.flatnonzero(chosen) + start)
            start += len(part)
        return np.concatenate(found)


def worlds_from(facts: Facts, keys: Sequence[Key], values: dict[str, tuple[Value, ...]]) -> Worlds:
    """The populations over the columns of these keys; `values` may hold more categories than the rows do."""
    parts = cliques(columns_of(key) for key in keys)
    size = sum(int(np.prod([len(values[c]) for c in part])) for part in parts)
    categories, truth, lost = [], [], []
    for part in parts:
        seen = facts.counts_seen(part)
        kept = _near(seen, part, keys) if size > MOST else list(product(*(values[c] for c in part)))
        categories.append([dict(zip(part, v, strict=True)) for v in kept])
        truth += [seen.get(v, 0) for v in kept]
        held = set(kept)
        lost.append({v: n for v, n in seen.items() if v not in held})
    homes = [next(i for i, part in enumerate(parts) if columns_of(key) <= set(part)) for key in keys]
    starts = np.cumsum([0, *map(len, categories)])
    sums = _sums([(key, home) for key, home in zip(keys, homes, strict=True)], categories, starts)
    fixed = np.array([_rest(key, parts[home], lost[home]) for key, home in zip(keys, homes, strict=True)], dtype=float)
    agree = _agreement(parts, categories, starts, values)
    return Worlds(tuple(keys), sums, agree, np.array(truth, float), fixed, tuple(map(tuple, categories)))


def _rest(key: Key, part: tuple[str, ...], lost: dict[tuple[Value, ...], int]) -> int:
    return sum(n for v, n in lost.items() if key <= keyed(part, v)) if lost else 0


def _sums(
    wanted: Sequence[tuple[Key, int]], categories: list[list[dict[str, Value]]], starts: NDArray[np.int64]
) -> sparse.csr_matrix:
    """One row per wanted key: the joint categories of its part that it sums."""
    rows, columns = [], []
    by_shape: dict[tuple[int, tuple[str, ...]], dict[Key, list[int]]] = {}
    for number, (key, home) in enumerate(wanted):
        shape = (home, tuple(sorted(columns_of(key))))
        if shape not in by_shape:
            index: dict[Key, list[int]] = {}
            for i, category in enumerate(categories[home]):
                index.setdefault(keyed(shape[1], (category[c] for c in shape[1])), []).append(int(starts[home]) + i)
            by_shape[shape] = index
        found = by_shape[shape].get(key, [])
        rows += [number] * len(found)
        columns += found
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(wanted), int(starts[-1])))


def _agreement(
    parts: Sequence[tuple[str, ...]],
    categories: list[list[dict[str, Value]]],
    starts: NDArray[np.int64],
    values: dict[str, tuple[Value, ...]],
) -> sparse.csr_matrix:
    """Rows that are 0 when the parts agree on what they share."""
    blocks = [sparse.csr_matrix((0, int(starts[-1])))]
    for a, b, shared in joints(parts):
        keys = [keyed(shared, v) for v in product(*(values[c] for c in shared))]
        blocks.append(
            _sums([(k, a) for k in keys], categories, starts) - _sums([(k, b) for k in keys], categories, starts)
        )
    return sparse.csr_matrix(sparse.vstack(blocks))


def _near(seen: dict[tuple[Value, ...], int], part: tuple[str, ...], keys: Sequence[Key]) -> list[tuple[Value, ...]]:
    """Joint categories enough to move rows about: the fullest ones, and these with each cell's values put in.

    Fewer categories leave fewer populations, so that what is found wide is wide.
    """
    full = sorted(seen, key=lambda v: -seen[v])
    kept = dict.fromkeys(full[: MOST // 4])
    for key in keys:
        if not key or not columns_of(key) <= set(part):
            continue
        fix = dict(key)
        for context in full[:4]:
            for some in range(len(fix) + 1):  # the corners of the exchange that makes room for this cell
                for put in combinations(fix, some):
                    kept[tuple(fix[c] if c in put else v for c, v in zip(part, context, strict=True))] = None
        if len(kept) > 2 * MOST:
            break
    return list(kept)
