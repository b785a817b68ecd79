"""The demonstration study's tables, read once; and small tables made for one question each."""

import tomllib

import pandas as pd
import pytest

from workbench.indicators.compute import compute, quantities
from workbench.resources import shipped
from workbench.study.template import Template
from workbench.study.voices import of_template

TABLES = shipped("corpus") / "asg" / "tables"


@pytest.fixture(scope="session")
def tables():
    voices = of_template(Template(TABLES.parent, tomllib.loads((TABLES.parent / "study.toml").read_text("utf-8"))))
    return {path.stem: pd.read_csv(path) for path in sorted(TABLES.glob("*.csv"))} | {"voices": voices}


@pytest.fixture(scope="session")
def results(tables):
    return compute(tables, "2015-11-01")


@pytest.fixture(scope="session")
def figures(results):
    """Every quantity of the demonstration study by its path."""
    return quantities(results)


@pytest.fixture
def household():
    """Makes one row of the households' table; only what the question needs is given."""

    def row(name, **cells):
        usual = {"territory": "77", "entered": "2014-03-01", "exited": None, "exit_kind": None}
        return {"household": name} | usual | cells

    return row


@pytest.fixture
def wave():
    """Makes one row of the follow-up table: a household three months further at each wave."""

    def row(name, months, **cells):
        day = pd.Timestamp("2014-03-01") + pd.DateOffset(months=months)
        usual = {"date": f"{day:%Y-%m-%d}", "status": "réalisé", "missing_reason": None}
        return {"household": name, "wave": months} | usual | cells

    return row
