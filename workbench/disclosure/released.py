"""Outputs already given to the same readers: what they showed, what they left empty, and which rows they counted.

Rows may have been corrected since, or the same households met again (a later wave with the values of that day): readers
then hold two versions, and new less old is one more number for each cell. A count that moved by less than the threshold
is left empty now, so wide that its difference is as wide; what has not moved is taken to be known; and what was empty
in any earlier output stays empty: who believes that little was corrected would fill the old one with the new. An output
marked `"now": true` was made of the rows of now, for other readers, and closes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from workbench.disclosure.plan import Facts, Key, Plan, Value, columns_of, facts_from, plain
from workbench.errors import BadPlan
from workbench.messages import _


def key_from(mapping: Mapping[str, Any]) -> Key:
    """The key of a published cell, from the JSON object that names its columns and values."""
    return frozenset((str(column), plain(value)) for column, value in mapping.items())


@dataclass(frozen=True, slots=True)
class Earlier:
    """What readers have: counts that are still true, by key; keys shown empty; counts that have moved since; and, as
    soon as one has moved, the keys that stay closed."""

    shown: dict[Key, int]
    empty: frozenset[Key]
    moved: dict[Key, tuple[int, ...]] = field(default_factory=dict)  # what was shown, not what it is now
    closed: frozenset[Key] = frozenset()

    @property
    def keys(self) -> list[Key]:
        """Every cell that readers have seen, shown or empty, always in the same order."""
        return [*self.shown, *self.moved, *sorted(self.empty | self.closed, key=repr)]

    def values(self) -> dict[str, set[Value]]:
        """The values of each column that readers have seen."""
        seen: dict[str, set[Value]] = {}
        for key in self.keys:
            for column, value in key:
                seen.setdefault(column, set()).add(value)
        return seen

    def nearly(self, facts: Facts, threshold: int) -> set[Key]:
        """The keys whose count has moved, but by less than the threshold."""
        now = _counted(facts, self.moved)
        return {key for key, olds in self.moved.items() if any(0 < abs(now[key] - old) < threshold for old in olds)}


def columns_shown(outputs: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The columns of all cells of earlier outputs; raises BadPlan when one cannot be read."""
    return frozenset().union(*(columns_of(key) for output in outputs for key, _count in _cells(output)))


def earlier_from(outputs: Sequence[Mapping[str, Any]], facts: Facts | None = None) -> Earlier:
    """All earlier outputs beside the rows of now; raises BadPlan when one cannot be read or contradicts itself."""
    shown: dict[Key, int] = {}
    moved: dict[Key, tuple[int, ...]] = {}
    empty: set[Key] = set()
    closed: set[Key] = set()
    for output in outputs:
        counts: dict[Key, int] = {}
        blank = set()
        for key, count in _cells(output):
            if count is None:
                blank.add(key)
            elif counts.setdefault(key, count) != count:
                raise BadPlan(why=_("an earlier output contradicts itself"))
        now = counts if facts is None else _counted(facts, counts)
        others = {key: n for key, n in counts.items() if now[key] != n}
        for key, n in others.items():
            moved[key] = (*moved.get(key, ()), n)
        shown |= {key: n for key, n in counts.items() if key not in others}
        (empty if output.get("now") and not others else closed).update(blank)
    if not moved:
        empty, closed = empty | closed, set()
    return Earlier(shown, frozenset(empty - set(shown)), moved, frozenset(closed - set(shown)))


def as_known_now(output: Mapping[str, Any], earlier: Earlier) -> dict[str, Any]:
    """An earlier output for the auditor: the cells that are still true or were empty, and apart from them the `moved`
    ones, with the counts that readers have."""

    def still(cell: Mapping[str, Any]) -> bool:
        return cell["count"] is None or earlier.shown.get(key_from(cell["key"])) == cell["count"]

    tables = [{**t, "cells": [c for c in t["cells"] if still(c)]} for t in output["tables"]]
    known = [c for c in output.get("known", []) if still(c)]
    every = [c for t in output["tables"] for c in t["cells"]] + list(output.get("known", []))
    moved = [{"key": c["key"], "count": c["count"]} for c in every if not still(c)]
    return {"tables": tables} | ({"known": known} if "known" in output else {}) | ({"moved": moved} if moved else {})


def beside(outputs: Sequence[Mapping[str, Any]], data: pd.DataFrame) -> list[dict[str, Any]]:
    """Earlier outputs as an auditor takes them beside what is made of these rows: see `as_known_now`."""
    nothing = Plan((), 1, 1, (), frozenset(), (), ())
    facts = facts_from(data, nothing, columns_shown(outputs))
    return [as_known_now(output, earlier_from([output], facts)) for output in outputs]


def _cells(output: Mapping[str, Any]) -> list[tuple[Key, int | None]]:
    try:
        cells = [cell for table in output["tables"] for cell in table["cells"]] + list(output.get("known", []))
        return [(key_from(c["key"]), None if c["count"] is None else int(c["count"])) for c in cells]
    except (KeyError, TypeError, ValueError, AttributeError) as why:
        raise BadPlan(why=_("an earlier output cannot be read")) from why


def _counted(facts: Facts, keys: Mapping[Key, Any]) -> dict[Key, int]:
    """How many rows of now each key has."""
    counts: dict[frozenset[str], dict[tuple[Value, ...], int]] = {}
    found = {}
    for key in keys:
        columns, values = tuple(sorted(columns_of(key))), dict(key)
        seen = counts.setdefault(columns_of(key), facts.counts_seen(columns))
        found[key] = seen.get(tuple(values[c] for c in columns), 0)
    return found
