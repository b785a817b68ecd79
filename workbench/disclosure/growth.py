"""For tables too many to be looked at together: from the cells that must be hidden, one population after another.

For each cell that is still narrow the population nearest to the truth that widens it is looked for, among exchanges of
people in the fullest groups first, and the shown cells that change in it are hidden as well.
"""

from math import inf
from time import process_time

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.disclosure.attack import Mask, Reader
from workbench.disclosure.suppression import Task
from workbench.disclosure.worlds import Vector

CONTEXTS = 6  # fullest groups in which an exchange of people is looked for first


def grown(task: Task, hidden: Mask, end: float = inf) -> Mask:
    """A safe choice that hides at least these; all that may be hidden if the instant `end` comes first."""
    hidden = hidden.copy()
    while process_time() < end:
        doubt = next(((r, c) for r in task.readers for c in _doubtful(task, r, hidden)), None)
        if doubt is None:
            return hidden
        reader, cell = doubt
        more = _nearest(task, reader, cell, hidden)
        if more is not None:
            hidden = hidden | more
        elif reader.exposed(cell, ~hidden, task.width, bool(task.nought[cell]), end):
            break
    return task.free


def _doubtful(task: Task, reader: Reader, hidden: Mask) -> list[int]:
    """The hidden cells that no population met so far proves wide to this reader."""
    low, high = reader.proven(~hidden)
    narrow = (high - low < task.width) | (task.nought & (low > 0))
    return [int(cell) for cell in np.flatnonzero(hidden & task.must & narrow)]


def _nearest(task: Task, reader: Reader, cell: int, hidden: Mask) -> Mask | None:
    """The free cells shown that change in the population nearest to the truth that widens the cell; None without one.

    It is looked for among exchanges in the fullest groups first: with many rows there nearly always is one.
    """
    count, whole = float(task.worlds.cells[cell]), np.arange(task.worlds.truth.size)
    near = task.worlds.around(cell, CONTEXTS)
    positive = task.nought[cell] and reader.proven(~hidden)[0][cell] > 0
    for among in (near, whole) if near.size < whole.size else (whole,):
        for step in (-count,) if positive else (task.width, -task.width):
            found = _moved(task, reader, cell, step, hidden, among)
            if found is not None:
                for other in task.readers:
                    other.remember(found)
                changed: Mask = (task.worlds.counted(found) != task.worlds.cells) & task.free & ~hidden
                return changed
    return None


def _moved(task: Task, reader: Reader, cell: int, step: float, hidden: Mask, among: NDArray[np.int64]) -> Vector | None:
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
    low = np.r_[reader.knows[among], np.zeros(charged.size)]
    for whole in (0, 1):  # fractions first: exchanges of people mostly come out whole by themselves
        answer = milp(
            np.r_[np.zeros(among.size), np.ones(charged.size)],
            integrality=np.r_[np.full(among.size, whole), np.zeros(charged.size)],
            bounds=Bounds(low, np.inf),
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
