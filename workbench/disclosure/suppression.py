"""Which cells to leave empty so that every empty one stays wide, and as few as can be.

The choice is made by whole programs. A set of empty cells is safe when, for each of them, two populations that agree
on all other cells differ by `width` in it (Fischetti and Salazar 2001, doi:10.1287/mnsc.47.7.1008.9803, state the
problem on one table). Looking for one or two such populations, beside the true one, that serve all empty cells at
once gives a small program whose answer is safe by construction; what it hid for nothing is then shown again.
"""

from dataclasses import dataclass
from itertools import combinations
from math import inf
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.disclosure.worlds import Vector, Worlds

Mask = NDArray[np.bool_]
CONTEXTS = 6  # fullest groups in which an exchange of people is looked for first
SMALL = 20_000  # joint categories x cells up to which all empty cells are chosen at once


@dataclass(frozen=True)
class Task:
    """Cells that must be hidden, that may be, that must stay wide once hidden, and what showing each is worth."""

    worlds: Worlds
    primary: Mask
    free: Mask
    must: Mask
    worth: Vector
    top: Vector  # the greatest count that any reader could think possible, everything free hidden
    width: int

    def value(self, hidden: Mask) -> float:
        return float(self.worth[~hidden].sum())

    def safe(self, hidden: Mask, until: float = inf) -> bool:
        return self.worlds.safe(hidden, self.must, self.width, until)


def suppressed(task: Task, seconds: float) -> Mask:
    """The cells to hide; `task.free` must be safe when hidden whole. Stops improving after `seconds`."""
    end = monotonic() + seconds
    small = task.worlds.truth.size * task.primary.size <= SMALL
    found = at_once(task, 1, task.free, seconds / 3) if small and task.primary.any() else None
    best = shown_again(task, grown(task, end - seconds / 4) if found is None else found, end)
    for count in (2, 3):
        left = end - monotonic()
        if small and left > seconds / 8 and (found := at_once(task, count, best, left * 0.8)) is not None:
            best = max(best, shown_again(task, found, end), key=task.value)
    return best


def shown_again(task: Task, hidden: Mask, end: float) -> Mask:
    """The same without the cells that need not be hidden, the most useful tried first."""
    order = [int(c) for c in np.flatnonzero(hidden & ~task.primary)]
    order.sort(key=lambda c: (-task.worth[c], -task.worlds.cells[c]))
    for cell in order:
        if monotonic() > end:
            break
        fewer = hidden.copy()
        fewer[cell] = False
        if task.safe(fewer, end):
            hidden = fewer
    return hidden


def at_once(task: Task, count: int, best: Mask, seconds: float) -> Mask | None:
    """Better cells to hide than `best`, by looking for `count` populations that make all of them wide; or None."""
    program = Program(task, count)
    program.populations()
    program.ranges()
    program.at_most(task.worth[best].sum() - 1e-3)
    answer = program.solve(seconds)
    if answer is None:
        return None
    n = task.worlds.truth.size
    for k in range(count):
        task.worlds.remember(np.rint(answer[k * n : (k + 1) * n]))
    hidden = answer[count * n : count * n + task.primary.size] > 0.5
    return hidden if task.safe(hidden) and task.value(hidden) > task.value(best) else None


class Program:
    """The whole program: `count` populations, one switch per cell (hidden), one per cell and way of being wide."""

    def __init__(self, task: Task, count: int) -> None:
        self.task, self.count = task, count
        self.n, self.m = task.worlds.truth.size, task.primary.size
        self.ways = [(k, None) for k in range(count)] + list(combinations(range(count), 2))
        self.size = count * self.n + self.m + 2 * len(self.ways) * self.m
        self.blocks: list[LinearConstraint] = []

    def _row(self, parts: dict[int, sparse.spmatrix]) -> sparse.csr_matrix:
        """One block of rows from pieces placed at their first column."""
        pieces = [p.tocoo() for p in parts.values()]
        rows = np.concatenate([p.row for p in pieces])
        columns = np.concatenate([p.col + start for start, p in zip(parts, pieces, strict=True)])
        values = np.concatenate([p.data for p in pieces])
        return sparse.csr_matrix((values, (rows, columns)), shape=(pieces[0].shape[0], self.size))

    def populations(self) -> None:
        """Each population gives the cells shown; a hidden one may lie between 0 and the greatest possible count."""
        worlds, up = self.task.worlds, self.task.top - self.task.worlds.cells
        base, switch = worlds.cells - worlds.fixed, self.count * self.n
        for k in range(self.count):
            above = self._row({k * self.n: worlds.sums, switch: sparse.diags(-up)})
            below = self._row({k * self.n: worlds.sums, switch: sparse.diags(worlds.cells)})
            self.blocks += [LinearConstraint(above, -np.inf, base), LinearConstraint(below, base, np.inf)]
            if worlds.agree.shape[0]:
                agree = self._row({k * self.n: worlds.agree})
                self.blocks.append(LinearConstraint(agree, worlds.level, worlds.level))

    def ranges(self) -> None:
        """A hidden cell must differ by the width between two of the populations, the true one included."""
        worlds, must, one = self.task.worlds, self.task.must, sparse.identity(self.m)
        base, switch = worlds.cells - worlds.fixed, self.count * self.n
        need = {switch: sparse.diags(-must.astype(float))}
        room = np.maximum(self.task.top, worlds.cells) + self.task.width
        for number, (a, b) in enumerate((a, b) for a, b in self.ways for _sign in (1, -1)):
            sign, start = 1 - 2 * (number % 2), switch + self.m * (1 + number)
            need[start] = one
            parts = {a * self.n: sign * worlds.sums, start: sparse.diags(-room)}
            least = np.full(self.m, float(self.task.width)) - room
            if b is None:
                least += sign * base
            else:
                parts[b * self.n] = -sign * worlds.sums
            self.blocks.append(LinearConstraint(self._row(parts), least, np.inf))
        self.blocks.append(LinearConstraint(self._row(need), 0, np.inf))

    def at_most(self, worth: float) -> None:
        """What is hidden must be worth less than what is hidden already."""
        row = self._row({self.count * self.n: sparse.csr_matrix(self.task.worth)})
        self.blocks.append(LinearConstraint(row, -np.inf, worth))

    def solve(self, seconds: float) -> Vector | None:
        first = self.count * self.n
        cost, low, high = np.zeros(self.size), np.zeros(self.size), np.ones(self.size)
        cost[first : first + self.m] = self.task.worth
        high[:first] = np.inf
        low[first : first + self.m] = self.task.primary
        high[first : first + self.m] = self.task.free
        answer = milp(
            cost,
            integrality=np.ones(self.size),
            bounds=Bounds(low, high),
            constraints=self.blocks,
            options={"time_limit": max(seconds, 0.1)},
        )
        return None if answer.x is None else np.asarray(answer.x)


def grown(task: Task, end: float) -> Mask:
    """For many cells: start from those that must be hidden and add, for each one too narrow, the nearest population.

    Falls back to hiding all that may be hidden if time runs out before all are wide.
    """
    hidden = task.primary.copy()
    while monotonic() < end:
        low, high = task.worlds.proven(~hidden)
        narrow = np.flatnonzero(hidden & task.must & (high - low < task.width))
        if not narrow.size:
            return hidden
        cell = int(narrow[0])
        more = _nearest(task, cell, hidden)
        if more is not None:
            hidden = hidden | more
        elif not task.worlds.wide(cell, hidden, task.width, end):
            break
    return task.free


def _nearest(task: Task, cell: int, hidden: Mask) -> Mask | None:
    """The free cells shown that change in the population nearest to the truth that widens the cell; None without one.

    It is looked for among exchanges in the fullest groups first: with many rows there nearly always is one.
    """
    whole = np.arange(task.worlds.truth.size)
    near = task.worlds.around(cell, CONTEXTS)
    for among in (near, whole) if near.size < whole.size else (whole,):
        moves = (_moved(task, cell, step, hidden, among) for step in (task.width, -task.width))
        found = next((move for move in moves if move is not None), None)
        if found is not None:
            task.worlds.remember(found)
            changed: Mask = (task.worlds.pool[-1] != task.worlds.cells) & task.free & ~hidden
            return changed
    return None


def _moved(task: Task, cell: int, step: int, hidden: Mask, among: NDArray[np.int64]) -> Vector | None:
    """The population that differs from the truth by `step` in a cell, and least in the cells shown."""
    worlds = task.worlds
    if worlds.cells[cell] + step < 0:
        return None
    sums, agree = worlds.sums[:, among], worlds.agree[:, among]
    base, level = sums @ worlds.truth[among], agree @ worlds.truth[among]
    touched = np.diff(sums.indptr) > 0
    charged = np.flatnonzero(task.free & ~hidden & touched)
    fixed = np.flatnonzero(~task.free & touched)
    pay, none = sparse.identity(charged.size), (fixed.size, charged.size)
    rows = [
        LinearConstraint(sparse.hstack([sums[charged], pay]), base[charged], np.inf),
        LinearConstraint(sparse.hstack([sums[charged], -pay]), -np.inf, base[charged]),
        LinearConstraint(
            sparse.hstack([sums[[cell]], sparse.csr_matrix((1, charged.size))]), base[cell] + step, base[cell] + step
        ),
    ]
    if fixed.size:
        rows.append(LinearConstraint(sparse.hstack([sums[fixed], sparse.csr_matrix(none)]), base[fixed], base[fixed]))
    if level.size:
        rows.append(
            LinearConstraint(sparse.hstack([agree, sparse.csr_matrix((level.size, charged.size))]), level, level)
        )
    for whole in (0, 1):  # fractions first: exchanges of people mostly come out whole by themselves
        answer = milp(
            np.r_[np.zeros(among.size), np.ones(charged.size)],
            integrality=np.r_[np.full(among.size, whole), np.zeros(charged.size)],
            bounds=Bounds(0, np.inf),
            constraints=rows,
            options={"time_limit": 2.0, "mip_rel_gap": 0.3},
        )
        if answer.x is None:
            return None
        people = np.rint(answer.x[: among.size])
        if whole or np.abs(people - answer.x[: among.size]).max() < 1e-6:
            break
    population = worlds.truth.copy()
    population[among] = people
    return population
