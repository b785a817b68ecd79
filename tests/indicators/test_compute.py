"""All indicators together: one that fails leaves the others alone, and every figure has its papers."""

import json

import pandas as pd
import pytest

from workbench.indicators.compute import as_json, compute, quantities
from workbench.indicators.definitions import Family
from workbench.indicators.quantities import Kind
from workbench.indicators.registry import REGISTRY, label

KEYS = {"id", "value", "kind", "unit", "numerator", "denominator", "missing", "period", "interval", "by"}


def test_the_registry_is_sorted_unique_and_declared_to_the_end():
    ids = [i.id for i in REGISTRY]
    assert ids == sorted(set(ids))
    assert {i.family for i in REGISTRY} == set(Family)
    for i in REGISTRY:
        assert i.label
        assert i.numerator, i.id
        assert i.needs, i.id
        assert i.source, i.id
        assert i.formula_version >= 1
        assert i.compute.__doc__ or i.id.startswith("housed-"), i.id


def test_labels_are_found_by_id():
    assert label("composition") != "composition"
    assert label("no such indicator") == "no such indicator"


def test_every_indicator_of_the_study_has_a_figure(results):
    assert [r.indicator for r in results] == [i.id for i in REGISTRY]
    assert [(r.indicator, r.failed) for r in results if r.failed] == []


def test_every_figure_has_its_papers(results):
    for path, q in quantities(results).items():
        assert q.source, path
        assert q.date, path
        assert q.kind is not Kind.MISSING or q.reason, path
        assert not q.missing or q.reason, path
        if q.unit == "share":
            assert 0 <= q.value <= 1, path
            assert q.denominator, path
        if q.interval:
            low, high = q.interval
            assert q.unit == "household", path
            assert 0 <= low <= q.numerator / q.denominator <= high <= 1, path


def test_the_units_are_those_declared(results):
    for indicator, result in zip(REGISTRY, results, strict=True):
        assert result.quantity.unit == indicator.unit, indicator.id


def test_json_keeps_the_contract_at_every_level(results):
    told = json.loads(json.dumps(as_json(results), allow_nan=False))
    todo = list(told)
    while todo:
        one = todo.pop()
        assert one.keys() >= KEYS
        todo += one["by"].values()
    found = {one["id"]: one for one in told}
    debts = found["debts"]
    assert (debts["value"], debts["numerator"], debts["denominator"], debts["missing"]) == (13, 13, 19, 5)
    assert debts["by"]["94"]["value"] is None
    assert debts["by"]["94"]["id"] == "debts/94"
    assert found["debt-amounts"]["value"] == [150, 22000]


@pytest.mark.parametrize("table", ["households", "dwellings", "follow_up", "working_time", "coordination", "budget"])
def test_a_missing_table_stops_only_those_that_need_it(tables, results, table):
    found = compute({name: frame for name, frame in tables.items() if name != table})
    for indicator, before, now in zip(REGISTRY, results, found, strict=True):
        if table in indicator.needs:
            assert now.quantity.kind is Kind.MISSING
            assert table in now.failed
        else:
            assert now == before


def test_each_missing_column_is_named_and_stops_only_those_that_need_it(tables):
    wanted = sorted({(table, column) for i in REGISTRY for table, columns in i.needs.items() for column in columns})
    assert len(wanted) > 40
    for table, column in wanted:
        users = [i for i in REGISTRY if column in i.needs.get(table, ())]
        without = tables | {table: tables[table].drop(columns=column)}
        for now in compute(without, registry=users):
            assert column in now.failed
            assert table in now.failed


def test_the_formulas_read_only_the_columns_that_they_declare(tables, results):
    for indicator, before in zip(REGISTRY, results, strict=True):
        narrow = {table: tables[table][list(columns)] for table, columns in indicator.needs.items()}
        (now,) = compute(narrow, registry=[indicator])
        assert now == before, indicator.id


def test_a_wrong_cell_stops_only_those_that_read_it(tables):
    spoilt = tables["households"].astype({"resources_entry": object})
    spoilt.loc[4, "resources_entry"] = "mille"
    found = {r.indicator: r for r in compute(tables | {"households": spoilt})}
    why = found["resources-entry"].failed
    assert all(word in why for word in ("households", "6", "resources_entry", "mille"))
    readers = [i.id for i in REGISTRY if "resources_entry" in i.needs.get("households", ())]
    assert [i for i, r in found.items() if r.failed] == readers


@pytest.mark.parametrize("nonsense", [None, "x", -1, "2099-01-01"])
def test_a_column_of_nonsense_is_answered_with_reasons_never_with_a_crash(tables, nonsense):
    for table, frame in tables.items():
        for column in frame.columns:
            users = [i for i in REGISTRY if column in i.needs.get(table, ())]
            spoilt = frame.assign(**{column: pd.Series([nonsense] * len(frame), dtype=object)})
            for result in compute(tables | {table: spoilt}, registry=users):
                for path, q in quantities([result]).items():
                    assert q.kind is not Kind.MISSING or q.reason, (table, column, path)


def test_one_household_twice_is_named(tables):
    doubled = pd.concat([tables["households"], tables["households"].head(1)], ignore_index=True)
    found = {r.indicator: r for r in compute(tables | {"households": doubled})}
    assert "26" in found["composition"].failed
    assert "M01" in found["composition"].failed
    assert not found["working-hours"].failed


def test_text_tables_give_the_same_figures(tables, results):
    texts = {name: frame.astype(object).where(frame.notna(), None) for name, frame in tables.items()}
    texts["households"]["territory"] = tables["households"]["territory"].astype(str)
    assert compute(texts) == results


def test_no_rows_at_all_is_said(tables):
    found = compute(tables | {"follow_up": tables["follow_up"].head(0)})
    assert all("follow_up" in r.failed for i, r in zip(REGISTRY, found, strict=True) if "follow_up" in i.needs)


def test_before_the_first_key_nothing_is_invented(tables):
    for result in compute(tables, at="2013-01-01"):
        if result.failed:
            assert result.quantity.value is None
    found = {r.indicator: r for r in compute(tables, at="2013-01-01")}
    assert found["support-ended"].failed
    assert found["rehoused"].quantity.value == 0
    assert found["working-hours"].failed
