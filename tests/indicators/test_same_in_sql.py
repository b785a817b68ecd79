"""The whole registry recomputed with other code: plain SQL over the same tables, on the study and on random cohorts."""

import importlib.util
from pathlib import Path

import pytest

from workbench.indicators.registry import BY_ID

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "indicators.py"


@pytest.fixture(scope="module")
def sql():
    spec = importlib.util.spec_from_file_location("benchmark_of_indicators", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_indicator_has_its_sql(sql):
    assert sql.queries().keys() == BY_ID.keys()


def test_the_study_gives_the_same_figures_in_sql(sql, tables, figures):
    theirs = sql.in_sql(sql.loaded(tables))
    assert sum(len(rows) for rows in theirs.values()) > 350
    assert list(sql.differences(figures, theirs)) == []


@pytest.mark.parametrize("homes", [40, 700])
def test_a_random_cohort_gives_the_same_figures_in_sql(sql, homes):
    data = sql.tables(homes)
    assert list(sql.differences(sql.here(data), sql.in_sql(sql.loaded(data)))) == []
