"""From rows to tables that may leave: what would single somebody out stays empty, together with what would give it.

Whoever reads is taken to know the margins called known, every earlier output given, every count shown, and these
rules; an empty cell need not be small, and nothing says which rule emptied it.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.disclosure.cases import Case
from workbench.disclosure.plan import Key, Plan, Value, columns_of, facts_from, plan_from
from workbench.disclosure.released import as_known_now, columns_shown, earlier_from
from workbench.messages import _


def protect(data: pd.DataFrame, spec: Mapping[str, Any]) -> dict[str, Any]:
    """The tables asked for, as much of them as is safe together.

    `spec`: threshold (counts of 1 to threshold - 1 are hidden), width (of what remains possible for each empty cell),
    known (lists of columns whose counts everybody knows; [] is the number of rows), sensitive (columns whose zeros and
    unanimous groups are hidden too), tables (id, by, margins), previous (earlier outputs to the same readers), insiders
    (columns, as "landlord", each value of which is a reader who knows the rows that bear it, or {"landlord": "A"}).

    Rows corrected since an earlier output, or a later wave of the same people, may be published beside it: no count
    is shown that moved by less than the threshold, and what is not shown stays wide for who has both (see `released`).
    Of a long file, one row per household and wave, give the rows of one wave, and the earlier waves' outputs as
    `previous`; the number of households is best kept as at entry, those lost since under a category of their own.

    Gives `tables` (id, by, cells: key, count or None, interval that any reader could work out, its end None when
    nothing bounds it) and `refused` (id, by, why). `known`, `width` and `previous` repeat what an auditor needs.
    Raises BadPlan when the plan does not fit the data.
    """
    plan = plan_from(spec)
    facts = facts_from(data, plan, columns_shown(plan.previous))
    earlier = earlier_from(plan.previous, facts)
    refused: dict[str, str] = {}
    while left := tuple(t for t in plan.tables if t.id not in refused):
        case = Case(plan, left, facts, earlier)
        lost = case.lost()
        if not lost:
            hidden = case.choice().hidden
            intervals = case.intervals(hidden)
            must = case.task.must & hidden
            narrow = {k for k, m in zip(case.worlds.keys, must, strict=True) if m and _narrow(intervals[k], plan.width)}
            if not narrow:
                empty = {key for key, h in zip(case.worlds.keys, hidden, strict=True) if h}
                return _printed(plan, case, intervals, empty, refused)
            count = {id_: len(narrow & cells.keys()) for id_, cells in case.cells.items()}
            lost = [max(count, key=lambda id_: count[id_])]
        why = _("Even with all its cells empty, readers could work small counts out from what they already have.")
        refused |= dict.fromkeys(lost, why)
    return _printed(plan, Case(plan, (), facts, earlier), {}, set(), refused)


def _narrow(interval: tuple[int, int | None], width: int) -> bool:
    low, high = interval
    return high is not None and high - low < width


def _printed(
    plan: Plan,
    case: Case,
    intervals: dict[Key, tuple[int, int | None]],
    empty: set[Key],
    refused: dict[str, str],
) -> dict[str, Any]:
    """The output as JSON holds it."""
    tables = []
    for table in case.tables:
        cells = [
            {"key": _ordered(key, table.by), "count": None if key in empty else n, "interval": list(intervals[key])}
            for key, n in case.cells[table.id].items()
        ]
        tables.append({"id": table.id, "by": list(table.by), "cells": cells})
    return {
        "tables": tables,
        "refused": [{"id": t.id, "by": list(t.by), "why": refused[t.id]} for t in plan.tables if t.id in refused],
        "width": plan.width,
        "known": [{"key": _ordered(key, sorted(columns_of(key))), "count": n} for key, n in case.known.items()],
        "previous": [as_known_now(output, case.earlier) for output in plan.previous],
    }


def _ordered(key: Key, columns: tuple[str, ...] | list[str]) -> dict[str, Value]:
    values = dict(key)
    return {column: values[column] for column in columns if column in values}
