"""Which cells to leave empty so that every empty one stays wide, and as few as can be.

The problem is Fischetti and Salazar's (2001, doi:10.1287/mnsc.47.7.1008.9803), on linked tables and in whole counts.
It is solved as a hitting set. Showing less only widens: a cell that is narrow while the cells of a set are hidden stays
narrow while any part of that set is. So from each narrow cell we grow the greatest such set and learn that, if the cell
is hidden, something outside the set must be. The least costly choice that obeys all that was learned is worth at
least what any safe choice costs; as soon as nothing is narrow in it, it is safe, and proven the best.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.disclosure.attack import Mask, Reader
from workbench.disclosure.worlds import Vector, Worlds

SMALL = 20_000  # joint categories x cells up to which all empty cells are chosen at once
WORK = 1_500_000  # what is asked at most for the best choice: questions x places where cells and categories meet


@dataclass(frozen=True)
class Task:
    """Cells that must be hidden, that may be, that must stay wide once hidden, and what showing each is worth."""

    worlds: Worlds
    readers: tuple[Reader, ...]  # the public one first, then those who know some of the people
    primary: Mask
    free: Mask
    must: Mask
    nought: Mask  # cells that, once hidden, must leave 0 possible
    worth: Vector
    width: int

    def cost(self, hidden: Mask) -> float:
        """What is lost by hiding these cells."""
        return float(self.worth[hidden].sum())

    def exposed(self, cell: int, hidden: Mask, until: float = inf) -> bool:
        """Whether some reader of all other cells knows too much of a hidden one."""
        nought = bool(self.nought[cell])
        return any(reader.exposed(cell, ~hidden, self.width, nought, until) for reader in self.readers)

    def narrow(self, hidden: Mask, until: float = inf) -> list[int]:
        """The hidden cells that must be wide and are not, for some reader."""
        return [int(cell) for cell in np.flatnonzero(hidden & self.must) if self.exposed(int(cell), hidden, until)]

    def safe(self, hidden: Mask, until: float = inf) -> bool:
        return not any(self.exposed(int(cell), hidden, until) for cell in np.flatnonzero(hidden & self.must))

    @property
    def asked(self) -> int:
        """The work done so far."""
        return sum(reader.questions for reader in self.readers) * int(self.worlds.sums.nnz)


@dataclass(frozen=True)
class Choice:
    """The cells hidden, and the least that any safe choice costs (`task.worth` of the cells hidden)."""

    hidden: Mask
    least: float
    proven: bool  # nothing better exists


def best(task: Task, work: int = WORK) -> Choice:
    """The best choice of hidden cells; when `work` is spent before it is found, the last one, not yet safe.

    `task.free` must be safe when hidden whole. The same answer on every machine: work is counted, not timed.
    """
    learned: list[Vector] = []
    shuffled = np.random.default_rng(0)  # varied orders teach more; a fixed seed gives the same choice again
    while True:
        hidden, least = _cheapest(task, learned)
        narrow = task.narrow(hidden)
        if not narrow or task.asked > work:
            return Choice(hidden, least, not narrow)
        for cell in narrow:
            others = shuffled.permutation(np.flatnonzero(task.free & ~hidden))
            widest = _grown(task, cell, hidden, others)
            lesson = (task.free & ~widest).astype(float)
            lesson[cell] -= 1
            learned.append(lesson)


def _cheapest(task: Task, learned: list[Vector]) -> tuple[Mask, float]:
    """The cells whose hiding costs least among the choices that obey what was learned, and that cost."""
    answer = milp(
        np.where(task.free, task.worth, 0.0),
        integrality=np.ones(task.primary.size),
        bounds=Bounds(task.primary.astype(float), task.free.astype(float)),
        constraints=[LinearConstraint(np.array(learned), 0, np.inf)] if learned else [],
        options={"mip_rel_gap": 0},
    )
    return answer.x > 0.5, float(answer.fun)


def _grown(task: Task, cell: int, hidden: Mask, others: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Mask:
    """The hidden cells and as many of the others as can be hidden too with the cell still narrow; by halves."""
    if not others.size:
        return hidden
    more = hidden.copy()
    more[others] = True
    if task.exposed(cell, more):
        return more
    if others.size == 1:
        return hidden
    half = others.size // 2
    return _grown(task, cell, _grown(task, cell, hidden, others[:half]), others[half:])


def shown_again(task: Task, hidden: Mask, stop: Callable[[], bool]) -> Mask:
    """The same without the cells that need not be hidden, the most useful tried first, until it is told to stop."""
    order = [int(c) for c in np.flatnonzero(hidden & ~task.primary)]
    order.sort(key=lambda c: (-task.worth[c], -task.worlds.cells[c]))
    for cell in order:
        if stop():
            break
        fewer = hidden.copy()
        fewer[cell] = False
        if task.safe(fewer):
            hidden = fewer
    return hidden
