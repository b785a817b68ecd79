"""Paths that are not straight, posts, voices, plans: what is an event, what is a household, what is neither."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import contact, episodes, payments, voices
from workbench.indicators.quantities import Kind

AT = "2015-11-01"


def supports(*rows):
    names = sorted({row[0] for row in rows})
    homes = pd.DataFrame({"household": names, "territory": "77"})
    return {"households": homes, "episodes": pd.DataFrame(rows, columns=["household", "started", "ended", "end_kind"])}


def test_a_return_is_an_event_and_episodes_are_not_households():
    tables = supports(
        ("A", "2014-01-01", "2014-06-01", "hospitalisation"), ("A", "2014-07-01", None, None),
        ("B", "2014-02-01", "2014-09-01", "relais"), ("A", "2016-01-01", None, None),
    ).copy()  # fmt: skip
    tables["episodes"].loc[1, "ended"] = "2015-12-01"  # after the day: still ongoing on it
    whole = episodes.counted(tables, AT)
    assert (whole.quantity.value, whole.quantity.unit) == (3, "episode")
    assert {name: (r.quantity.value, r.quantity.unit) for name, r in whole.by.items()} == {
        "1": (1, "household"), "2": (1, "household"),
    }  # fmt: skip
    back = episodes.returns(tables, AT)
    assert (back.quantity.value, back.quantity.unit) == (1, "event")
    assert next(iter(back.by.values())).quantity.value == 1
    ended = episodes.interruptions(tables, AT)
    assert {name: r.quantity.value for name, r in ended.by.items()} == {"hospitalisation": 1, "relais": 1}
    with pytest.raises(BadQuantity):
        whole.quantity + next(iter(whole.by.values())).quantity


@pytest.mark.parametrize(
    "rows",
    [
        [("A", "2014-01-01", "2013-06-01", "x")],
        [("A", "2014-01-01", None, None), ("A", "2014-07-01", None, None)],
        [("A", "2014-01-01", "2014-08-01", "x"), ("A", "2014-07-01", None, None)],
        [("A", None, None, None)],
    ],
)
def test_episodes_that_overlap_or_run_backwards_are_named(rows):
    with pytest.raises(BadQuantity) as refused:
        episodes.counted(supports(*rows), AT)
    assert "episodes" in str(refused.value.facts["why"])


def test_caseload_counts_days_of_support_and_of_full_time():
    homes = pd.DataFrame({
        "household": ["A", "B"], "territory": "77", "entered": ["2015-01-01", "2015-07-02"], "exited": None,
        "exit_kind": None,
    })  # fmt: skip
    staff = pd.DataFrame(
        {"referent": ["R"], "territory": ["77"], "time": [50], "from": ["2015-01-01"], "until": [None]}
    )
    q = contact.caseload({"households": homes, "staff": staff}, "2015-12-31").quantity
    assert (q.numerator, q.denominator) == (364 + 182, 182)
    assert q.value == pytest.approx(3)
    with pytest.raises(BadQuantity):
        contact.caseload({"households": homes, "staff": staff.assign(time=130)}, AT)
    with pytest.raises(BadQuantity):
        contact.caseload({"households": homes.assign(territory="94"), "staff": staff}, AT)


def test_an_attempt_without_an_answer_counts_against_contact(wave):
    rows = [wave("A", 0), wave("A", 3, visits=6, unanswered=2), wave("A", 6, visits=None, unanswered=None)]
    q = contact.reached({"follow_up": pd.DataFrame(rows)}, "2016-12-31").quantity
    assert (q.numerator, q.denominator, q.missing) == (6, 8, 1)


def test_an_excerpt_counts_once_however_many_coders_coded_it():
    rows = [("e1", "M1", "household", "a"), ("e1", "M1", "household", "b"), ("e1", "M1", "household", "a"),
            ("e2", "P1", "landlord", "a")]  # fmt: skip
    found = voices.balance({"voices": pd.DataFrame(rows, columns=list(voices.COLUMNS))}, AT)
    assert (found.quantity.value, found.quantity.denominator) == (1, 2)
    assert found.by["household"].by["a"].quantity.denominator == 2
    assert found.by["household"].by["b"].quantity.value == 1
    assert found.by["health"].quantity.value == 0  # a voice not heard is shown, not left out
    with pytest.raises(BadQuantity):
        voices.balance({"voices": pd.DataFrame([("e", "x", "neighbour", "a")], columns=list(voices.COLUMNS))}, AT)


def test_only_those_with_a_plan_can_keep_it(wave):
    rows = [
        wave("A", 3, plan="non respecté"), wave("A", 6, plan="respecté"), wave("B", 3, plan="sans plan"),
        wave("C", 3, plan=None),
    ]  # fmt: skip
    q = payments.plan({"follow_up": pd.DataFrame(rows)}, "2016-12-31").quantity
    assert (q.value, q.denominator) == (1, 1)
    none = payments.plan({"follow_up": pd.DataFrame(rows[2:3])}, "2016-12-31").quantity
    assert none.kind is Kind.MISSING


def test_school_is_asked_of_families_only(wave):
    missed = {"status": "manqué", "missing_reason": "vacances"}
    rows = [
        wave("A", 0, schooling="en partie"), wave("A", 3, schooling="tous"), wave("B", 0, schooling="sans objet"),
        wave("B", 3, schooling=None, **missed), wave("C", 0, schooling="tous"), wave("C", 3, schooling=None, **missed),
    ]  # fmt: skip
    found = payments.schooling({"follow_up": pd.DataFrame(rows)}, "2016-12-31")
    assert (found.quantity.value, found.quantity.denominator, found.quantity.missing) == (2, 2, 0)
    assert (found.by["3"].quantity.value, found.by["3"].quantity.missing) == (1, 1)


def test_three_months_paid_in_a_row_and_months_owed(wave):
    rows = [
        wave("A", 3, rent_streak=2, arrears=500),
        wave("A", 6, rent_streak=3, arrears=250),
        wave("B", 3, rent_streak=0, arrears=0),
    ]
    follow_up = {"follow_up": pd.DataFrame(rows)}
    q = payments.three_months(follow_up, "2016-12-31").quantity
    assert (q.value, q.denominator) == (1, 2)
    homes = pd.DataFrame({"household": ["A", "B"], "territory": "77"})
    budgets = pd.DataFrame({"household": ["A", "B"], "rent": 400, "annexes": 20, "charges": 80})
    owed = payments.months_owed(follow_up | {"households": homes, "budgets": budgets}, "2016-12-31").quantity
    assert (owed.value, owed.denominator) == (0.5, 1)
