"""A référent's month; figures of the evaluation report of the experiment, published in autumn 2015."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import working_time

PRINTED = {
    "ménages : visites, rendez-vous et accompagnements physiques": 110,
    "ménages : téléphone et courriels": 14,
    "dossiers administratifs": 14,
    "partenaires : téléphone": 8,
    "partenaires : réunions": 5,
    "cellule de coordination": 1.5,
    "comptes rendus": 2.5,
}


@pytest.mark.parametrize(("task", "hours"), PRINTED.items())
def test_monthly_hours_by_task(figures, task, hours):
    q = figures[f"working-hours/{task}"]
    assert q.value == pytest.approx(hours, abs=1e-9)
    assert q.denominator == 36  # three référents, twelve months


def test_the_whole_and_the_shares(figures):
    assert figures["working-hours"].value == pytest.approx(155)
    assert figures["working-share-visits"].value == pytest.approx(0.71, abs=0.005)  # printed "near 3/4"
    assert figures["working-share-partners"].value == pytest.approx(0.11, abs=0.005)  # printed 11 %, 17 h
    assert figures["working-share-partners"].numerator == pytest.approx(17)
    assert figures["working-desk"].value == pytest.approx(28)  # printed "near 30 h"


def test_the_period_is_that_of_the_log(figures):
    assert figures["working-hours"].period == "2014-11-03/2015-10-30"


def log(*rows):
    return {"working_time": pd.DataFrame(rows, columns=["date", "referent", "task", "hours"])}


def test_a_month_without_a_note_is_not_a_month_worked():
    found = working_time.hours(
        log(("2015-01-05", "R1", "a", 6), ("2015-02-05", "R1", "a", 2), ("2015-01-06", "R2", "b", 4)), "2015-11-01"
    )
    assert found.quantity.value == 12 / 3
    assert found.by["a"].quantity.value == pytest.approx(8 / 3)
    assert found.by["a"].by["R1"].quantity.value == 4
    assert found.by["a"].by["R2"].quantity.value == 0


def test_hours_after_the_day_of_the_picture_do_not_count():
    found = working_time.hours(log(("2015-01-05", "R1", "a", 6), ("2015-12-05", "R1", "a", 2)), "2015-11-01")
    assert (found.quantity.value, found.quantity.period) == (6, "2015-01-05/2015-01-05")


@pytest.mark.parametrize(("hours", "row"), [(None, "3"), ("six", "3"), (-1, "3")])
def test_hours_that_are_no_hours_are_named_with_their_row(hours, row):
    with pytest.raises(BadQuantity) as refusal:
        working_time.hours(log(("2015-01-05", "R1", "a", 6), ("2015-01-06", "R1", "a", hours)), "2015-11-01")
    assert "working_time" in str(refusal.value)
    assert row in str(refusal.value)
    assert "hours" in str(refusal.value)
