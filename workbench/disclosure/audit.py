"""The attacker: works every empty cell out of an output alone, without the rows and without the protector's code.

It knows what the output shows, the margins that the output calls known and the earlier outputs that it carries, and
that counts are whole numbers of disjoint groups; as a partner, also the rows of its own households. It believes nothing
else: an empty cell may be large. Where an earlier output counted other rows (`moved`), the difference is attacked too.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import product
from math import ceil, floor, inf
from typing import Any

import highspy
import numpy as np

from workbench.errors import BadPlan
from workbench.messages import _

WHOLE = 3_000  # joint groups up to which whole numbers are demanded; beyond, fractions, which find wider intervals
HELD = 3_000_000  # joint groups that can be held at all
EPS = 1e-6
SECONDS = 60.0  # for one question

Named = dict[str, Any]


def audit(
    output: Mapping[str, Any], *, width: int | None = None, theirs: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """What a reader can work out of each empty cell of an output of `protect`, and whether that is wide enough.

    `theirs`: the rows, as column -> value, of the people whom this reader knows: a partner's own households. What these
    and the margins that everybody knows tell without the tables is not held against them (`before` in its cell).

    Gives `cells` (table, key, interval; an end that nothing bounds is None), `width` asked (the output's own by
    default), `narrowest` width found (None without empty cells), `exact` (whole numbers were demanded throughout) and
    `safe`. Counts that contradict each other are never safe. Raises BadPlan when the output cannot be read.
    """
    try:
        wanted = int(width if width is not None else output.get("width", 3))
        empty = [(t["id"], c["key"]) for t in output["tables"] for c in t["cells"] if c["count"] is None]
        shown = [(c["key"], int(c["count"])) for c in _everything(output) if c["count"] is not None]
        moved = [(c["key"], int(c["count"])) for one in output.get("previous", []) for c in one.get("moved", [])]
        domain = _domain([*(c["key"] for c in _everything(output)), *(key for key, _old in moved)])
    except (KeyError, TypeError, ValueError, AttributeError) as why:
        raise BadPlan(why=_("this is not an output of protected tables")) from why
    own = [dict(row) for row in theirs]
    attack = _Attack(domain, shown, own)
    names = [json.dumps(key, sort_keys=True) for _table, key in empty]
    ends = {name: attack.ends(key) for name, (_table, key) in dict(zip(names, empty, strict=True)).items()}
    known = _Attack(domain, [(c["key"], int(c["count"])) for c in output.get("known", [])], own) if own else None
    before = {name for name in ends if known is not None and _width(known.ends(json.loads(name))) < wanted}
    told = _told(attack, _Attack(domain, _common(output), own) if moved else attack, shown, moved, wanted)
    narrowest = min((_width(ends[name]) for name in ends.keys() - before), default=None)
    return {
        "cells": [
            {"table": table, "key": key, "interval": [*map(_end, ends[name])]}
            | ({"before": True} if name in before else {})
            for name, (table, key) in zip(names, empty, strict=True)
        ],
        "width": wanted,
        "narrowest": None if narrowest is None or narrowest == inf else int(narrowest),
        "exact": attack.whole,
        "safe": attack.possible() and (narrowest is None or narrowest >= wanted) and not told,
    }


def _common(output: Mapping[str, Any]) -> list[tuple[Named, int]]:
    """What readers had before this output: known margins, and what earlier ones gave that is still true."""
    had = list(output.get("known", [])) + [c for one in output.get("previous", []) for c in _everything(one)]
    return [(cell["key"], int(cell["count"])) for cell in had if cell["count"] is not None]


def _told(
    attack: "_Attack", before: "_Attack", shown: list[tuple[Named, int]], moved: list[tuple[Named, int]], wanted: int
) -> list[Named]:
    """The cells counted differently in an earlier version whose difference to now this output gives away, nearly."""
    now = {json.dumps(key, sort_keys=True): n for key, n in shown}
    found = []
    for key, old in moved:
        new = now.get(json.dumps(key, sort_keys=True))
        low, high = attack.ends(key) if new is None else (new, new)
        near = high - low < wanted and low - wanted < old < high + wanted
        if near and _width(before.ends(key)) >= wanted:  # otherwise it was known without this output
            found.append(key)
    return found


def _width(ends: tuple[float, float]) -> float:
    return ends[1] - ends[0]


def _everything(output: Mapping[str, Any]) -> list[Named]:
    """All cells and known counts of an output and of the earlier ones that it carries."""
    own = [cell for table in output["tables"] for cell in table["cells"]] + list(output.get("known", []))
    return own + [cell for earlier in output.get("previous", []) for cell in _everything(earlier)]


def _domain(keys: Iterable[Named]) -> list[dict[str, list[Any]]]:
    """The values seen of each column, columns that ever stand in one key together in one group."""
    groups: list[set[str]] = []
    values: dict[str, dict[str, Any]] = {}
    for key in keys:
        for column, value in key.items():
            values.setdefault(column, {})[json.dumps(value)] = value
        linked = [g for g in groups if g & set(key)]
        groups = [g for g in groups if not g & set(key)] + [set(key).union(*linked)] * bool(key)
    return [{c: list(values[c].values()) for c in sorted(group)} for group in groups] or [{}]


def _end(value: float) -> int | None:
    return None if value in (inf, -inf) else int(value)


class _Attack:
    """The equations: for each group of columns its joint counts; the groups count the same rows.

    One model is kept for all questions: the answer to one is where the solver starts with the next.
    """

    def __init__(self, domain: list[dict[str, list[Any]]], shown: list[tuple[Named, int]], theirs: list[Named]) -> None:
        sizes = [int(np.prod([len(v) for v in group.values()])) for group in domain]
        if sum(sizes) > HELD:
            raise BadPlan(why=_("its tables are too large to be audited together"))
        self.domain, self.starts = domain, np.cumsum([0, *sizes])
        self.size = int(self.starts[-1])
        self.whole = self.size <= WHOLE
        self.codes = [self._positions(group) for group in domain]
        rows = {json.dumps(key, sort_keys=True): (self.members(key), n) for key, n in shown}
        self.clash = any(rows[json.dumps(key, sort_keys=True)][1] != n for key, n in shown)
        everybody = [np.arange(a, b) for a, b in zip(self.starts, self.starts[1:], strict=False)]
        lines = [(members, np.ones(members.size), n) for members, n in rows.values()]
        for other in everybody[1:]:
            both = np.concatenate([everybody[0], other])
            lines.append((both, np.r_[np.ones(everybody[0].size), -np.ones(other.size)], 0))
        least = self._least(theirs)
        self.fractions = self._model(lines, least, whole=False)
        self.wholes = self._model(lines, least, whole=True) if self.whole else None

    @staticmethod
    def _positions(group: dict[str, list[Any]]) -> dict[str, np.ndarray[Any, np.dtype[Any]]]:
        """For each column, the position of its value in every joint category."""
        grid = np.array(list(product(*(range(len(v)) for v in group.values()))), dtype=np.int32)
        return {column: grid[:, i] for i, column in enumerate(group)}

    def members(self, key: Named) -> np.ndarray[Any, np.dtype[Any]]:
        """The joint categories that a key sums."""
        home = next((i for i, group in enumerate(self.domain) if set(key) <= set(group)), 0)
        inside = np.ones(self.starts[home + 1] - self.starts[home], dtype=bool)
        for column, value in key.items():
            inside &= self.codes[home][column] == self.domain[home][column].index(value)
        found: np.ndarray[Any, np.dtype[Any]] = np.flatnonzero(inside) + self.starts[home]
        return found

    def _least(self, theirs: list[Named]) -> np.ndarray[Any, np.dtype[Any]]:
        """How many people are known in each joint category."""
        least = np.zeros(self.size)
        for row in theirs:
            for group in self.domain:
                if any(row.get(column) not in values for column, values in group.items()):
                    raise BadPlan(why=_("a row of the partner's own does not fit the tables"))
                least[self.members({column: row[column] for column in group})] += 1
        return least

    def _model(self, lines: list[Any], least: np.ndarray[Any, np.dtype[Any]], *, whole: bool) -> "highspy.Highs":
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.size, len(lines)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(self.size), least, np.full(self.size, highspy.kHighsInf)
        lp.row_lower_ = lp.row_upper_ = np.array([n for _members, _signs, n in lines], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(members.size for members, _signs, _n in lines)])
        lp.a_matrix_.index_ = np.concatenate([line[0] for line in lines]) if lines else np.zeros(0, int)
        lp.a_matrix_.value_ = np.concatenate([line[1] for line in lines]) if lines else np.zeros(0)
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * self.size
        model = highspy.Highs()
        model.silent()
        model.passModel(lp)
        options: dict[str, Any] = (
            {"mip_rel_gap": 0.0, "mip_abs_gap": 0.0} if whole else {"presolve": "off", "simplex_strategy": 4}
        )
        for name, value in {**options, "threads": 1}.items():
            model.setOptionValue(name, value)
        return model

    def possible(self) -> bool:
        """Whether any population gives the counts shown."""
        return not self.clash and self._solve(np.zeros(self.size)) != "none"

    def ends(self, key: Named) -> tuple[float, float]:
        """The least and the greatest count of a cell; an unanswered question counts as found out."""
        goal = np.zeros(self.size)
        goal[self.members(key)] = 1.0
        low, high = self._solve(goal), self._solve(-goal)
        if isinstance(low, str) or (isinstance(high, str) and high != "open"):
            return 0.0, 0.0
        return ceil(low - EPS), inf if isinstance(high, str) else floor(-high + EPS)

    def _solve(self, goal: np.ndarray[Any, np.dtype[Any]]) -> float | str:
        """The least value of the goal, or "open" (unbounded), "none" (impossible) or "late".

        Among few enough groups the least over whole numbers: that of fractions, when its answer is whole.
        """
        found, people = self._asked(self.fractions, goal)
        if self.wholes is None or isinstance(found, str) or np.abs(people - np.rint(people)).max(initial=0.0) < EPS:
            return found
        return self._asked(self.wholes, goal)[0]

    def _asked(
        self, model: "highspy.Highs", goal: np.ndarray[Any, np.dtype[Any]]
    ) -> tuple[float | str, np.ndarray[Any, np.dtype[Any]]]:
        model.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), goal)
        model.setOptionValue("time_limit", model.getRunTime() + SECONDS)
        model.run()
        status, of = model.getModelStatus(), highspy.HighsModelStatus
        if status == of.kOptimal:
            return float(model.getInfo().objective_function_value), np.asarray(model.getSolution().col_value)
        named = {of.kInfeasible: "none", of.kUnbounded: "open", of.kUnboundedOrInfeasible: "open"}
        return named.get(status, "late"), np.zeros(0)
