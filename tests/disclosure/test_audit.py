"""The auditor must find the leaks that are known, from the output alone."""

import ast
from pathlib import Path

import pytest

import workbench.disclosure.audit as module
from workbench.disclosure.audit import audit
from workbench.errors import BadPlan

GOLD = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]]


def gold_1(hidden):
    """Rows w x y z by columns a b c d, with all sums shown and these cells empty."""
    cells = []
    for r, row in zip("wxyz", GOLD, strict=True):
        cells += [
            {"key": {"r": r, "c": c}, "count": None if r + c in hidden else n} for c, n in zip("abcd", row, strict=True)
        ]
        cells.append({"key": {"r": r}, "count": sum(row)})
    cells += [{"key": {"c": c}, "count": sum(row[i] for row in GOLD)} for i, c in enumerate("abcd")]
    cells.append({"key": {}, "count": sum(map(sum, GOLD))})
    return {"tables": [{"id": "t", "by": ["r", "c"], "cells": cells}], "refused": []}


def interval(result, **key):
    return next(c["interval"] for c in result["cells"] if c["key"] == key)


def test_two_empty_cells_in_each_line_are_not_enough():
    # Gold 1 (sdcTable, test-simpleheuristic.R): wb can be worked out although each line hides two cells.
    hidden = {"wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"}
    found = audit(gold_1(hidden))
    assert interval(found, r="w", c="b") == [47, 47]
    assert not found["safe"]
    assert interval(audit(gold_1(hidden | {"xb"})), r="w", c="b") == [0, 141]


def gold_2(hidden):
    sizes = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
    tables = []
    for name, groups in (("county", ("ABIJ", "KLMN")), ("size", ("LM", "ABIJKN"))):
        cells = [{"key": {"unit": u}, "count": None if u in hidden else n} for u, n in sizes.items()]
        for group in groups:
            cells.append({"key": {name: group}, "count": sum(sizes[u] for u in group)})
            cells += [{"key": {"unit": u, name: group}, "count": 0} for u in sizes if u not in group]
        tables.append({"id": name, "by": ["unit", name], "cells": cells})
    return tables


def test_tables_safe_alone_leak_together():
    # Gold 2 (sdcTable, test-linked-tables.r): K in [0, 9] and [0, 7] alone, K = 3 together; hiding N frees it.
    county, size = gold_2("ABKLM")
    assert interval(audit({"tables": [county]}), unit="K") == [0, 9]
    assert interval(audit({"tables": [size]}), unit="K") == [0, 7]
    both = audit({"tables": [county, size]})
    assert interval(both, unit="K") == [3, 3]
    assert not both["safe"]
    assert interval(audit({"tables": gold_2("ABKLMN")}), unit="K") == [0, 10]


def test_earlier_outputs_and_known_margins_are_used():
    table = {"id": "t", "by": ["sex"], "cells": [{"key": {"sex": s}, "count": None} for s in "fm"]}
    assert audit({"tables": [table]})["cells"][0]["interval"] == [0, None]
    known = {"tables": [table], "known": [{"key": {}, "count": 24}]}
    assert audit(known)["cells"][0]["interval"] == [0, 24]
    earlier = {"tables": [{"id": "e", "by": ["sex"], "cells": [{"key": {"sex": "f"}, "count": 21}]}]}
    found = audit({**known, "previous": [earlier]})
    assert found["cells"][1]["interval"] == [3, 3]
    assert not found["safe"]


def test_counts_that_contradict_each_other_are_never_safe():
    cells = [{"key": {"sex": "f"}, "count": 20}, {"key": {"sex": "m"}, "count": 9}, {"key": {}, "count": 24}]
    assert not audit({"tables": [{"id": "t", "by": ["sex"], "cells": cells}]})["safe"]


def test_what_is_not_an_output_is_refused():
    with pytest.raises(BadPlan):
        audit({"rows": []})


def test_the_auditor_shares_no_code_with_the_protector():
    imported = [n for n in ast.walk(ast.parse(Path(module.__file__).read_text())) if isinstance(n, ast.ImportFrom)]
    assert {n.module for n in imported if n.module.startswith("workbench")} == {
        "workbench.errors",
        "workbench.messages",
    }
