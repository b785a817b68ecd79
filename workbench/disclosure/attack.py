"""One reader who attacks: what the cells shown, and the rows that this reader knows, still leave possible.

Every question goes to the solver in fractions first. Fractions never find an interval narrower than whole counts do,
so that a cell found narrow is narrow; and where their answer is whole, it is a population that proves what is wide.
Only what is left undecided is asked again in whole counts.
"""

from functools import cached_property
from math import inf
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.disclosure.worlds import Vector, Worlds

SECONDS = 20.0  # for one question to the solver; an unanswered question counts as "found out"
EPS = 1e-6

Mask = NDArray[np.bool_]


class Reader:
    """A reader of all cells shown, who also knows some of the people: at least `knows` in each joint category."""

    def __init__(self, worlds: Worlds, knows: Vector | None = None) -> None:
        self.worlds = worlds
        self.knows = np.zeros(worlds.truth.size) if knows is None else knows
        self.excused = np.zeros(worlds.cells.size, dtype=np.bool_)  # cells that this reader knew before
        self.questions = 0  # asked so far: the measure of work, the same on every machine
        self._met = np.empty((64, worlds.cells.size))  # cells of populations met so far, each one a proof
        self._met[0], self._count = worlds.cells, 1

    def remember(self, population: Vector) -> None:
        """Keeps a population that this reader cannot exclude by what it knows of people."""
        if (population < self.knows).any():
            return
        if self._count == len(self._met):
            self._met = np.concatenate([self._met, np.empty_like(self._met)])
        self._met[self._count] = self.worlds.counted(population)
        self._count += 1

    def proven(self, shown: Mask) -> tuple[Vector, Vector]:
        """Bounds that every cell is known to reach, from the populations met that give the cells shown."""
        met = self._met[: self._count]
        met = met[(met[:, shown] == self.worlds.cells[shown]).all(axis=1)]
        return met.min(axis=0), met.max(axis=0)

    def interval(self, cell: int, shown: Mask, until: float = inf) -> tuple[float, float]:
        """What can be worked out of one cell; an unanswered end stays where a population was met.

        After the instant `until` (of the process clock, which other programs do not slow) nothing more is asked: the
        interval may be too narrow then.
        """
        ends = [self._end(cell, sign, shown, until) for sign in (1, -1)]
        met = self.proven(shown)
        low, high = (met[i][cell] if end is None else end for i, end in enumerate(ends))
        return low, high

    def exposed(self, cell: int, shown: Mask, width: int, nought: bool = False, until: float = inf) -> bool:
        """Whether a hidden cell is less than `width` wide, or (with `nought`) cannot be 0; no answer is a yes.

        Showing less can only widen a cell: exposed with these cells shown, it is exposed with more of them.
        """
        low, high = self.proven(shown)
        if self.excused[cell] or (high[cell] - low[cell] >= width and not (nought and low[cell] > 0)):
            return False
        if not self.worlds.whole:  # fractions prove nothing wide
            return True
        for whole in (False, True):
            ends: dict[int, float] = {}
            for sign in (-1, 1):
                end, _met = self._asked(cell, sign, shown, whole, until)
                if end is None:
                    return True
                ends[sign] = end
                low, high = self.proven(shown)
                if (ends[-1] == inf or high[cell] - low[cell] >= width) and not (nought and low[cell] > 0):
                    return False
            if ends[-1] - ends[1] < width or (nought and ends[1] > 0):
                return True
        return True

    def _end(self, cell: int, sign: int, shown: Mask, until: float) -> float | None:
        """The least (sign 1) or greatest (sign -1) count; infinite when nothing bounds it, None when unanswered."""
        end, met = self._asked(cell, sign, shown, False, until)
        if end is None or met or not self.worlds.whole:
            return end
        return self._asked(cell, sign, shown, True, until)[0]

    def _asked(self, cell: int, sign: int, shown: Mask, whole: bool, until: float) -> tuple[float | None, bool]:
        """One question: the end found (None when unanswered), and whether a population was met there."""
        worlds, left = self.worlds, min(SECONDS, until - process_time())
        if left <= 0:
            return None, True
        self.questions += 1
        program = self._whole if whole else self._fractions
        least, population = program.least(sign * worlds.sums[cell].toarray().ravel(), shown, left)
        if least == -inf:
            return (inf if sign < 0 else None), True
        if least is None or population is None:
            return None, True
        people = np.rint(population)
        met = worlds.whole and (whole or bool(np.abs(people - population).max() < EPS))
        if met:
            self.remember(people)
        end = sign * least  # of fractions, the next whole number inside
        return float((np.ceil(end - EPS) if sign > 0 else np.floor(end + EPS)) + worlds.fixed[cell]), met

    @cached_property
    def _fractions(self) -> "Program":
        return Program(self.worlds, self.knows, whole=False)

    @cached_property
    def _whole(self) -> "Program":
        return Program(self.worlds, self.knows, whole=True)


class Program:
    """The solver's model of all populations, kept: the answer to one question is where it starts with the next."""

    def __init__(self, worlds: Worlds, knows: Vector, *, whole: bool) -> None:
        import highspy

        matrix = sparse.vstack([worlds.sums, worlds.agree], format="csr")
        self.cells = worlds.cells - worlds.fixed
        self.shown = np.zeros(self.cells.size, dtype=np.bool_)
        free = np.full(self.cells.size, np.inf)
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrix.shape
        lp.col_cost_, lp.col_lower_ = np.zeros(matrix.shape[1]), knows
        lp.col_upper_ = np.full(matrix.shape[1], np.inf)
        lp.row_lower_, lp.row_upper_ = np.r_[-free, worlds.level], np.r_[free, worlds.level]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * matrix.shape[1]
        self.model: Any = highspy.Highs()
        self.status = highspy.HighsModelStatus
        self.model.silent()
        self.model.passModel(lp)
        # Presolving would forget the answer to the last question, which is most of the next one's.
        settings: dict[str, Any] = {"mip_rel_gap": 0.0, "mip_abs_gap": 0.0} if whole else {"presolve": "off"}
        for name, value in {**settings, "threads": 1}.items():
            self.model.setOptionValue(name, value)

    def least(self, goal: Vector, shown: Mask, seconds: float) -> tuple[float | None, Vector | None]:
        """The least value of a goal among populations that give the cells shown, and one of them.

        (-inf, None) when nothing bounds it, (None, None) when the time was too short.
        """
        changed = np.flatnonzero(shown != self.shown).astype(np.int32)
        if changed.size:
            now = shown[changed]
            low = np.where(now, self.cells[changed], -np.inf)
            self.model.changeRowsBounds(changed.size, changed, low, np.where(now, self.cells[changed], np.inf))
            self.shown = shown.copy()
        self.model.changeColsCost(goal.size, np.arange(goal.size, dtype=np.int32), goal)
        self.model.setOptionValue("time_limit", self.model.getRunTime() + seconds)
        self.model.run()
        status = self.model.getModelStatus()
        if status in (self.status.kUnbounded, self.status.kUnboundedOrInfeasible):
            return -inf, None  # the truth is a population, so that none is impossible
        if status != self.status.kOptimal:
            return None, None
        return float(self.model.getInfo().objective_function_value), np.asarray(self.model.getSolution().col_value)
