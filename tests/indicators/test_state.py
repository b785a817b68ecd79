"""Out, ongoing, housed; figures of the evaluation report of the experiment, published in autumn 2015."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import state
from workbench.indicators.quantities import Kind

AT = "2015-11-01"


def test_state_on_the_first_of_november(figures):
    out = [figures[f"support-ended{part}"] for part in ("/94", "/77", "")]
    assert [(q.value, q.denominator) for q in out] == [(1, 5), (19, 19), (20, 24)]
    ongoing = [figures[f"support-ongoing{part}"].value for part in ("/94", "/77", "")]
    assert ongoing == [4, 0, 4]
    assert figures["support-ended-share"].value == pytest.approx(0.83, abs=0.005)  # printed "near 3/4"
    assert figures["support-ended"].interval == pytest.approx((0.641, 0.933), abs=5e-4)


def test_one_break_and_the_ends_add_up(figures):
    assert figures["support-breaks"].value == 1
    kinds = ("relais droit commun", "fin d'accompagnement", "rupture")
    assert sum(figures[f"support-ends/{kind}"].value for kind in kinds) == 20


@pytest.mark.parametrize("months", state.MILESTONES)
def test_at_each_milestone_every_household_stands_somewhere(results, months):
    found = next(r for r in results if r.indicator == f"housed-{months:02d}")
    assert sum(r.quantity.value for r in found.by.values()) == 24
    known = found.quantity.denominator
    later = found.by["not yet due"].quantity.value
    assert known + found.quantity.missing + later == 24


def cohort(household, *rows):
    return {"households": pd.DataFrame([household(f"H{n}", **cells) for n, cells in enumerate(rows)])}


def test_competing_ends_are_kept_apart_and_those_not_seen_are_not_lost(household):
    tables = cohort(
        household,
        {},  # still there
        {"exited": "2015-10-01", "exit_kind": "relais droit commun"},  # housed at twelve months
        {"exited": "2014-06-01", "exit_kind": "relais droit commun"},  # not seen at twelve months
        {"exited": "2014-06-01", "exit_kind": "expulsion"},
        {"exited": "2014-06-01", "exit_kind": "décès"},
        {"exited": "2014-06-01", "exit_kind": "départ choisi"},
        {"entered": "2015-05-01"},  # not yet due
    )
    found = state.housed_after(12)(tables, AT)
    assert {name: r.quantity.value for name, r in found.by.items()} == {
        "housed": 2, "not known": 1, "expulsion": 1, "décès": 1, "départ choisi": 1, "not yet due": 1,
    }  # fmt: skip
    q = found.quantity
    assert (q.value, q.denominator, q.missing) == (2, 5, 1)
    assert (q.low, q.high) == (2, 3)
    assert "relais droit commun" in q.reason


def test_nobody_has_reached_the_milestone(household):
    found = state.housed_after(18)(cohort(household, {"entered": "2015-09-01"}), AT)
    assert found.quantity.kind is Kind.MISSING
    assert found.quantity.missing == 1


def test_the_state_is_that_of_the_day(household):
    tables = cohort(household, {"exited": "2015-11-02", "exit_kind": "rupture"}, {"entered": "2015-12-01"})
    assert state.ongoing(tables, AT).quantity.value == 1
    assert state.ongoing(tables, AT).quantity.denominator == 1
    assert state.breaks(tables, AT).quantity.value == 0
    assert state.breaks(tables, "2015-11-02").quantity.value == 1


def test_an_exit_before_its_entry_is_named_with_its_row(household):
    tables = cohort(household, {}, {"entered": "2015-01-01", "exited": "2014-12-31"})
    with pytest.raises(BadQuantity) as refusal:
        state.out(tables, AT)
    assert "households" in str(refusal.value)
    assert "3" in str(refusal.value)
    assert "exited" in str(refusal.value)


def test_the_tables_are_left_as_they_were(household):
    tables = cohort(household, {"exited": "2015-12-01", "exit_kind": "rupture"})
    before = tables["households"].copy()
    state.out(tables, AT)
    pd.testing.assert_frame_equal(tables["households"], before)
