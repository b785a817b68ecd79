"""Tables are attacked here by a third program, written for these tests: it walks through every possible population."""

import json
from functools import cache
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.disclosure.audit import audit
from workbench.disclosure.tables import protect
from workbench.errors import BadPlan

SPLIT = ["77"] * 15 + ["94"] * 9


def rows(**columns):
    return pd.DataFrame(columns)


def all_tables(columns, ways, margins=False):
    sets = [list(c) for way in ways for c in combinations(columns, way)]
    return [{"id": "-".join(by), "by": by, "margins": margins} for by in sets]


def plan(tables, **more):
    return {"threshold": 5, "width": 3, "known": [[]], "tables": tables, **more}


@cache
def populations(total, groups):
    """Every way to put `total` people in `groups` places, one a row."""
    bars = np.array(list(combinations(range(total + groups - 1), groups - 1)))
    edges = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), total + groups - 1)])
    return np.diff(edges, axis=1) - 1


def brute(output, values, total):
    """Each empty cell and its interval, by trying every population of this size."""
    joint = [dict(zip(values, v, strict=True)) for v in product(*values.values())]
    cells = [c for t in output["tables"] for c in t["cells"]]
    sums = np.array([[all(j[k] == v for k, v in c["key"].items()) for j in joint] for c in cells], dtype=int)
    found = populations(total, len(joint)) @ sums.T
    for i, cell in enumerate(cells):
        if cell["count"] is not None:
            found = found[found[:, i] == cell["count"]]
    low, high = found.min(axis=0), found.max(axis=0)
    return [(cell, [low[i], high[i]]) for i, cell in enumerate(cells) if cell["count"] is None]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 1), st.integers(0, 1)), min_size=9, max_size=11))
def test_nobody_is_found_by_trying_every_population(people):
    data = pd.DataFrame(people, columns=["a", "b", "c"])
    data["a"] = data["a"].astype(int)
    output = protect(data, plan(all_tables("abc", [1, 2], margins=True), threshold=3))
    values = {column: sorted(data[column].unique().tolist()) for column in "abc"}
    for cell, (low, high) in brute(output, values, len(data)):
        assert high - low >= 3
        assert cell["interval"] == [low, high]
    for table in output["tables"]:
        for cell in table["cells"]:
            true = int(data.eval(" and ".join(f"{c} == {v}" for c, v in cell["key"].items()) or "a == a").sum())
            assert cell["count"] in (None, true)
            assert not (cell["count"] is not None and cell["key"] and 0 < true < 3)


def test_the_leak_of_recomputed_margins_is_closed():
    # Gold 7 of the anchors: 24 households, 15 in 77 known to all; a first tool printed 13 there and so gave the 2.
    family = ["isolé"] * 5 + ["couple"] * 8 + ["seule"] * 2 + ["isolé"] * 6 + ["seule"] * 3
    data = rows(territory=SPLIT, family=family)
    spec = plan([{"id": "t", "by": ["territory", "family"], "margins": True}], known=[[], ["territory"]])
    output = protect(data, spec)
    assert not output["refused"]
    checked = audit(output)
    assert checked["safe"]
    assert checked["narrowest"] >= 3
    secret = next(c for c in checked["cells"] if c["key"] == {"territory": "77", "family": "seule"})
    assert secret["interval"][1] - secret["interval"][0] >= 3
    shown = {str(c["key"]): c["count"] for c in output["tables"][0]["cells"]}
    assert shown["{'territory': '77'}"] == 15
    assert shown["{}"] == 24


def test_tables_that_share_people_are_protected_together():
    # Gold 2 of the anchors: safe one by one, together they gave K = 3.
    sizes = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
    people = [unit for unit, n in sizes.items() for _one in range(n)]
    county = ["west" if unit in "ABIJ" else "east" for unit in people]
    size = ["small" if unit in "LM" else "large" for unit in people]
    tables = [{"id": "county", "by": ["unit", "county"], "margins": True}]
    tables += [{"id": "size", "by": ["unit", "size"], "margins": True}]
    output = protect(rows(unit=people, county=county, size=size), plan(tables, threshold=4))
    assert audit(output)["safe"]
    assert {t["id"] for t in output["tables"]} | {r["id"] for r in output["refused"]} == {"county", "size"}


def test_zeros_and_unanimity_of_a_sensitive_column_are_hidden():
    data = rows(territory=SPLIT, health=["no"] * 15 + ["yes"] * 9)
    by_both = [{"id": "t", "by": ["territory", "health"], "margins": False}]
    open_zero = protect(data, plan(by_both))["tables"][0]["cells"]
    assert {c["count"] for c in open_zero} == {15, 0, 9}
    closed = protect(data, plan(by_both, sensitive=["health"]))["tables"][0]["cells"]
    assert all(c["count"] is None for c in closed)


def test_what_was_shown_earlier_counts():
    data = rows(territory=SPLIT, sex=["f"] * 12 + ["m"] * 3 + ["f"] * 6 + ["m"] * 3)
    first = protect(data, plan([{"id": "sex", "by": ["sex"], "margins": True}]))
    assert [c["count"] for c in first["tables"][0]["cells"]] == [18, 6, 24]
    second = protect(
        data,
        plan(
            [{"id": "both", "by": ["territory", "sex"], "margins": True}], previous=[first], known=[[], ["territory"]]
        ),
    )
    checked = audit(second)
    assert checked["safe"]
    assert {c["key"]["territory"] for c in checked["cells"]} == {"77", "94"}


def shown(output):
    return {frozenset(c["key"].items()): c["count"] for t in output["tables"] for c in t["cells"]}


def test_a_count_that_moved_by_few_is_left_empty_beside_the_first_version():
    data = rows(territory=SPLIT, sex=["f"] * 12 + ["m"] * 3 + ["f"] * 6 + ["m"] * 3, work=["y", "n", "y"] * 8)
    tables = [{"id": c, "by": [c], "margins": True} for c in ("sex", "work")]
    first = protect(data, plan(tables))
    corrected = data.assign(sex=["m", *data["sex"][1:]])
    second = protect(corrected, plan(tables, previous=[first]))
    assert not second["refused"]
    assert [c["count"] for c in second["tables"][0]["cells"]] == [None, None, 24]
    assert [c["count"] for c in second["tables"][1]["cells"]] == [c["count"] for c in first["tables"][1]["cells"]]
    assert audit(second)["safe"]
    assert [c["count"] for c in second["previous"][0]["moved"]] == [18, 6]
    # The auditor sees it when the moved counts are put back, one by one or both.
    for some in ((0,), (0, 1)):
        leak = json.loads(json.dumps(second))
        for i in some:
            leak["tables"][0]["cells"][i]["count"] = [17, 7][i]
        assert not audit(leak)["safe"]
    moved = data.assign(sex=["m"] * 6 + data["sex"].tolist()[6:])
    assert [c["count"] for c in protect(moved, plan(tables, previous=[first]))["tables"][0]["cells"]] == [12, 12, 24]
    # Two versions back counts as one version back does.
    third = protect(moved.assign(sex=["f", *moved["sex"][1:]]), plan(tables, previous=[first, second]))
    assert audit(third)["safe"]


def test_one_who_came_late_is_not_found_by_subtraction():
    data = rows(sex=["f"] * 14 + ["m"] * 10, kids=["0", "1"] * 12)
    tables = [{"id": c, "by": [c], "margins": False} for c in ("sex", "kids")]
    first = protect(data, plan(tables))
    assert all(c["count"] for t in first["tables"] for c in t["cells"])
    later = pd.concat([data, rows(sex=["f"], kids=["1"])])
    second = protect(later, plan(tables, previous=[first]))
    # 14 and 10 became 15 and 10 of 25: with nothing else moved, the newcomer is the difference.
    assert second["tables"] == []
    assert [r["id"] for r in second["refused"]] == ["sex", "kids"]


def test_two_waves_of_the_same_households_may_follow_each_other():
    # A long file: one row per household and wave; nobody leaves the table, who is lost has a category of their own.
    rng = np.random.default_rng(8)
    first_rent = rng.choice(["paid", "late"], 24, p=[0.6, 0.4])
    changed = rng.random(24) < 0.25
    later = np.where(changed, np.where(first_rent == "paid", "late", "paid"), first_rent)
    later[0] = "lost"
    long = pd.concat([rows(wave=[w] * 24, territory=SPLIT, rent=r.tolist()) for w, r in ((6, first_rent), (12, later))])
    spec = plan([{"id": "rent", "by": ["territory", "rent"], "margins": True}], known=[[], ["territory"]])
    wave_6 = protect(long[long["wave"] == 6], spec)
    wave_12 = protect(long[long["wave"] == 12], {**spec, "previous": [wave_6]})
    assert not wave_12["refused"]
    assert audit(wave_12)["safe"]
    before, after = shown(wave_6), shown(wave_12)
    both = [key for key in before.keys() & after.keys() if before[key] is not None and after[key] is not None]
    assert both
    assert all(before[key] == after[key] or abs(before[key] - after[key]) >= 5 for key in both)


def test_no_change_is_found_in_any_pair_of_small_populations():
    # Both versions are walked through: whoever has the two, or believes that what is the same in both is the same
    # people, finds no difference less than 3 wide, and none of 1 or 2 is shown.
    joint = list(product([0, 1], repeat=2))
    everybody = populations(7, 4)
    spec = plan(all_tables("ab", [1, 2], margins=True), threshold=3)

    def data(people):
        return pd.DataFrame([j for j, n in zip(joint, people, strict=True) for _one in range(n)], columns=["a", "b"])

    for old, new in np.random.default_rng(3).choice(len(everybody), (40, 2)):
        first = protect(data(everybody[old]), spec)
        parts = [{"tables": [table], "known": first["known"]} for table in first["tables"]]  # given one by one
        second = protect(data(everybody[new]), {**spec, "previous": parts})
        before, after = shown(first), shown(second)
        keys = list(before | after)
        sums = np.array(
            [[all(dict(zip("ab", j, strict=True))[c] == v for c, v in k) for j in joint] for k in keys], int
        )
        counts = everybody @ sums.T
        had = np.array([before.get(k) is not None for k in keys])
        has = np.array([after.get(k) is not None for k in keys])
        still = had & (counts[old] == counts[new])
        olds = counts[(counts[:, had] == counts[old][had]).all(axis=1)]
        for told in (has, has | still):
            news = counts[(counts[:, told] == counts[new][told]).all(axis=1)]
            wide = olds.max(axis=0) - olds.min(axis=0) + news.max(axis=0) - news.min(axis=0)
            empty = np.array([k in after and after[k] is None for k in keys])
            assert (wide[empty] >= 3).all()
        same = had | (has & (counts[old] == counts[new]))  # who fills the first version with the second
        filled = counts[(counts[:, same] == counts[old][same]).all(axis=1)]
        blank = np.array([k in before and before[k] is None for k in keys])
        assert (np.ptp(filled[:, blank], axis=0) >= 3).all()
        step = np.abs(counts[old] - counts[new])[had & has]
        assert not ((step > 0) & (step < 3)).any()
        assert audit(second)["safe"] or not second["tables"]


def test_a_table_that_cannot_be_safe_is_refused_and_the_others_stay():
    data = rows(territory=["77"] * 22 + ["94"] * 2, sex=["f", "m"] * 12, kids=["0"] * 12 + ["1"] * 12)
    tables = all_tables(["territory", "kids"], [2]) + all_tables(["sex"], [1])
    output = protect(data, plan(tables, known=[[], ["territory"]]))
    assert [r["id"] for r in output["refused"]] == ["territory-kids"]
    assert output["refused"][0]["why"].endswith(".")
    assert [t["id"] for t in output["tables"]] == ["sex"]
    assert not any(ch.isdigit() for ch in output["refused"][0]["why"])


def test_a_missing_value_is_a_category_of_its_own():
    data = rows(work=["yes"] * 10 + ["no"] * 8 + [None] * 6)
    cells = protect(data, plan([{"id": "w", "by": ["work"], "margins": False}]))["tables"][0]["cells"]
    assert {c["key"]["work"]: c["count"] for c in cells} == {"yes": 10, "no": 8, None: 6}


@pytest.mark.parametrize(
    "spec",
    [
        plan([]),
        plan([{"id": "x", "by": ["absent"]}]),
        plan([{"id": "x", "by": ["territory"]}], threshold=0),
        plan([{"id": "x", "by": ["territory"]}], width="3"),
        plan([{"id": "x", "by": ["territory"]}, {"id": "x", "by": []}]),
        plan([{"id": "x", "by": ["territory"]}], previous=[{"cells": []}]),
        plan([{"id": "x", "by": "territory"}]),
    ],
)
def test_a_plan_that_cannot_be_understood_is_refused(spec):
    with pytest.raises(BadPlan):
        protect(rows(territory=SPLIT), spec)


def test_a_partner_who_knows_its_households_learns_nothing_of_the_others():
    data = rows(landlord=["A"] * 10 + ["B"] * 14, sex=["f"] * 7 + ["m"] * 3 + ["f"] * 3 + ["m"] * 11)
    tables = all_tables(["sex"], [1])
    theirs = data[data["landlord"] == "A"][["sex"]].to_dict("records")
    open_to_a = protect(data, plan(tables))
    assert [c["count"] for c in open_to_a["tables"][0]["cells"]] == [10, 14]  # A, who has 7 of the 10, knows the 3
    closed = protect(data, plan(tables, insiders=["landlord"]))
    assert [c["count"] for c in closed["tables"][0]["cells"]] == [None, None]
    assert audit(closed, theirs=theirs)["safe"]
    assert audit(closed, theirs=theirs)["cells"][0]["interval"] == [7, 21]
    assert protect(data, plan(tables, insiders=[{"landlord": "A"}]))["tables"] == closed["tables"]
    assert protect(data, plan(tables, insiders=[{"landlord": "C"}]))["tables"] == open_to_a["tables"]


def test_what_a_partner_knew_without_the_tables_is_not_held_against_them():
    data = rows(landlord=["A"] * 23 + ["B"], sex=["f"] * 12 + ["m"] * 12)
    theirs = data[data["landlord"] == "A"][["sex"]].to_dict("records")
    output = protect(data, plan(all_tables(["sex"], [1]), insiders=["landlord"]))
    assert [t["id"] for t in output["tables"]] == ["sex"]
    checked = audit(output, theirs=theirs)
    assert checked["safe"]
    assert all(cell["before"] for cell in checked["cells"])


def test_a_small_count_of_a_sensitive_trait_may_always_be_nobody():
    # Wide enough is not enough here: an interval from 1 to 5 would tell that somebody in the territory has debts.
    data = rows(territory=SPLIT, debts=["yes"] * 2 + ["no"] * 13 + ["yes"] * 4 + ["no"] * 5, kids=["0", "1"] * 12)
    spec = plan(all_tables(["territory", "debts", "kids"], [1, 2]), known=[[], ["territory"]], sensitive=["debts"])
    output = protect(data, spec)
    for table in output["tables"]:
        for cell in table["cells"]:
            true = int(data.eval(" and ".join(f"{c} == '{v}'" for c, v in cell["key"].items())).sum())
            if cell["count"] is None and "debts" in cell["key"] and true < 5:
                assert cell["interval"][0] == 0


def test_the_choice_is_the_best_one_and_the_same_each_time():
    # Every subset of the cells is tried by walking through every population: no safe one shows more.
    people = [(i % 2, i // 2 % 2) for i in range(7)] + [(0, 0)] * 3
    data = pd.DataFrame(people, columns=["a", "b"])
    spec = plan(all_tables("ab", [1, 2]), threshold=3)
    outputs = [protect(data, spec) for _again in range(2)]
    assert outputs[0] == outputs[1]
    cells = [cell for table in outputs[0]["tables"] for cell in table["cells"]]
    joint = list(product([0, 1], repeat=2))
    sums = np.array(
        [[all(dict(zip("ab", j, strict=True))[k] == v for k, v in c["key"].items()) for j in joint] for c in cells]
    )
    counts = sums @ [sum(p == j for p in people) for j in joint]
    worlds = populations(len(people), 4) @ sums.T
    best = 0
    for shown in product([False, True], repeat=len(cells)):
        mask = np.array(shown)
        if (mask & (counts > 0) & (counts < 3)).any():
            continue
        left = worlds[(worlds[:, mask] == counts[mask]).all(axis=1)]
        if (np.ptp(left[:, ~mask], axis=0) >= 3).all():
            best = max(best, int(mask.sum()))
    assert sum(c["count"] is not None for c in cells) == best
