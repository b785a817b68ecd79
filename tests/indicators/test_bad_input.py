"""What the workbench says of a study whose tables make no sense: the cell is named, the rest is computed.

Everything goes through the command, on a copy of the demonstration study's template.
"""

import csv
import json
import shutil

import pytest
from typer.testing import CliRunner

from workbench.cli import app
from workbench.indicators.compute import as_json
from workbench.indicators.registry import BY_ID
from workbench.resources import shipped
from workbench.study.results import results


@pytest.fixture(scope="module")
def before():
    """What is told of the template as it is."""
    return {entry["id"]: entry for entry in as_json(results(shipped("corpus") / "asg"))}


@pytest.fixture
def template(tmp_path):
    """A copy of the template's tables: (change(table, function on the list of rows), told() -> entries by id)."""
    shutil.copytree(shipped("corpus") / "asg" / "tables", tmp_path / "tables")
    shutil.copytree(shipped("corpus") / "asg" / "codings", tmp_path / "codings")
    shutil.copy(shipped("corpus") / "asg" / "study.toml", tmp_path)

    def change(table, how):
        file = tmp_path / "tables" / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        rows = how(rows) or rows
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def told():
        done = CliRunner().invoke(app, ["indicators", str(tmp_path), "--json"])
        assert done.exit_code == 0, done.output
        return {entry["id"]: entry for entry in json.loads(done.stdout)}

    return change, told


def cell(row, column, value):
    """Puts the value in the row of the sheet (2 is the first under the heading)."""
    return lambda rows: rows[row - 2].__setitem__(column, value)


def swapped(rows):
    rows[1]["date"], rows[2]["date"] = rows[2]["date"], rows[1]["date"]


def twice(rows):
    return [*rows, rows[0]]


CASES = {  # table, what is done to it, words that the reason holds, an indicator that says so, one that does not mind
    "a wave out of order": ("follow_up", swapped, ["ligne 4", "date"], "visits", "composition"),
    "a household twice": ("households", twice, ["ligne 26", "household", "M01"], "composition", "working-hours"),
    "a wave twice": ("follow_up", twice, ["ligne 119", "wave"], "rent-paid", "composition"),
    "an exit before its entry": (
        "households", cell(2, "exited", "2014-01-01"), ["ligne 2", "exited"], "support-ended", "composition",
    ),
    "a working time over 100 %": ("staff", cell(3, "time", "120"), ["ligne 3", "time", "100"], "caseload", "visits"),
    "a negative amount": ("follow_up", cell(4, "arrears", "-165"), ["ligne 4", "arrears", "-165"], "arrears", "visits"),
    "a negative rent": ("budgets", cell(5, "rent", "-1"), ["ligne 5", "rent"], "effort-rate", "composition"),
    "another currency": ("budgets", cell(6, "charges", "95 F"), ["ligne 6", "charges", "95 F"], "effort-rate", "debts"),
    "a budget in two currencies": ("budget", cell(3, "unit", "CHF"), ["ligne 3", "unit"], "budget", "rehoused"),
    "aid above the rent": (
        "budgets", cell(2, "housing_aid", "9000"), ["ligne 2", "housing_aid"], "remaining-unit-day", "debts",
    ),
    "an episode before the end of the one before": (
        "episodes", cell(16, "started", "2014-08-01"), ["ligne 16", "started"], "returns", "visits",
    ),
    "a target of zero": ("targets", cell(2, "target", "0"), ["ligne 2", "target", "nulle"], "rehoused", "composition"),
    "no post": ("staff", lambda rows: [r | {"from": "2019-01-01"} for r in rows], ["nulle"], "caseload", "visits"),
    "a wave that is no number": ("follow_up", cell(3, "wave", "six"), ["ligne 3", "wave", "six"], "visits", "origin"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_cell_is_named_and_the_others_are_computed(template, before, name):
    table, how, words, spoilt, sound = CASES[name]
    change, told = template
    change(table, how)
    after = told()
    assert after[spoilt]["kind"] == "missing", after[spoilt]
    assert after[spoilt]["value"] is None
    for word in words:
        assert word in after[spoilt]["reason"], after[spoilt]["reason"]
    assert after[sound] == before[sound]
    for id_, entry in after.items():  # only those that read the table are touched
        if table not in BY_ID[id_].needs:
            assert entry == before[id_], id_


def test_a_missing_column_is_named_and_the_others_are_computed(template):
    change, told = template
    change("follow_up", lambda rows: [{k: v for k, v in r.items() if k != "schooling"} for r in rows])
    found = told()
    assert "schooling" in found["schooling"]["reason"]
    assert [id_ for id_, entry in found.items() if entry["kind"] == "missing"] == ["schooling"]


def test_amounts_may_be_written_as_in_france(template, before):
    change, told = template
    change("budgets", cell(2, "rent", "450,00 €"))
    change("budgets", cell(3, "rent", "302 euros"))
    assert told() == before


def test_what_people_read_is_french(before):
    entries = list(before.values())
    while entries:
        one = entries.pop()
        entries += one["by"].values()
        for key in ("base", "period", "reason", "source"):
            words = set(one[key].lower().replace("’", " ").split())
            assert not words & {"the", "of", "with", "households", "dwellings", "known", "months", "not", "entry"}, one
