"""Wave by wave: what is known, what is not and why."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import follow_up, themes
from workbench.indicators.quantities import Kind

AT = "2016-12-31"


def rents(wave, name, cells):
    """A household's waves from three months on: "o" paid, "p" in part, "n" not, "-" missed, "?" not said."""
    paid = {"o": "oui", "p": "partiel", "n": "non"}
    missed = {"status": "manqué", "missing_reason": "vacances"}
    return [
        wave(name, 3 * n, rent_paid=paid.get(cell), **(missed if cell == "-" else {}))
        for n, cell in enumerate(cells, 1)
    ]


def table(*rows):
    return {"follow_up": pd.DataFrame([row for several in rows for row in several])}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("ooo", "yes"), ("pooop", "yes"), ("oopoo", "no"), ("oonoo", "no"),
        ("oo-oo", "unknown"), ("oo", "unknown"), ("-ooo", "yes"), ("oo?o", "unknown"), ("ppp", "no"),
    ],
)  # fmt: skip
def test_three_payments_in_a_row(wave, cells, told):
    q = follow_up.regular(table(rents(wave, "A", cells)), AT).quantity
    if told == "unknown":
        assert (q.kind, q.missing) == (Kind.MISSING, 1)
    else:
        assert (q.value, q.denominator, q.missing) == (float(told == "yes"), 1, 0)


def test_a_run_does_not_pass_from_one_household_to_the_next_nor_over_an_absent_row(wave):
    rows = [*rents(wave, "A", "poo"), *rents(wave, "B", "opp")]
    assert follow_up.regular(table(rows), AT).quantity.value == 0
    holed = [row for row in rents(wave, "C", "oooo") if row["wave"] != 6]
    assert follow_up.regular(table(holed), AT).quantity.kind is Kind.MISSING


def test_rent_by_wave_counts_the_missed_apart_with_their_reason(wave):
    rows = [rents(wave, "A", "op"), rents(wave, "B", "o-"), rents(wave, "C", "nn")]
    found = follow_up.rent(table(*rows), AT)
    first, second = found.by["3"], found.by["6"]
    assert (first.quantity.value, first.quantity.denominator, first.quantity.missing) == (2, 3, 0)
    assert (second.quantity.value, second.quantity.denominator, second.quantity.missing) == (0, 2, 1)
    assert second.quantity.reason == "vacances (1)"
    assert (second.quantity.low, second.quantity.high) == (0, 1)
    assert {name: r.quantity.value for name, r in second.by.items()} == {"oui": 0, "partiel": 1, "non": 1}
    assert found.quantity.value == 1  # the last known answers: partial, paid, not paid


def test_the_entry_asks_for_no_rent(figures):
    assert "rent-paid/0" not in figures
    assert figures["rent-paid/3"].denominator + figures["rent-paid/3"].missing == 24


def test_arrears_are_amounts_above_zero_and_blanks_are_neither(wave):
    rows = [[wave("A", 3, arrears=0)], [wave("B", 3, arrears=120.5)], [wave("C", 3, arrears=None, status="manqué")]]
    found = follow_up.arrears(table(*rows), AT)
    assert (found.quantity.value, found.quantity.denominator, found.quantity.missing) == (1, 2, 1)
    amounts = follow_up.arrears_amounts(table(*rows), AT).quantity
    assert (amounts.kind, amounts.low, amounts.high, amounts.denominator) == (Kind.RANGE, 120.5, 120.5, 1)


def test_resources_are_compared_within_each_household(wave):
    pairs = {"A": (500, 700), "B": (1000, 1040), "C": (800, 700), "D": (None, 900), "E": (600, None)}
    rows = [[wave(h, 0, resources=a), wave(h, 3, resources=b)] for h, (a, b) in pairs.items()]
    found = follow_up.resources(table(*rows), AT)
    assert {name: r.quantity.value for name, r in found.by.items()} == {"hausse": 1, "stable": 1, "baisse": 1}
    assert (found.quantity.denominator, found.quantity.missing) == (3, 2)


def test_a_right_counts_once_for_a_household(wave):
    rows = [
        [wave("A", 0, rights_opened="APL"), wave("A", 3, rights_opened="APL;RSA")],
        [wave("B", 0, rights_opened=None)],
    ]
    found = follow_up.rights(table(*rows), AT)
    assert {name: r.quantity.value for name, r in found.by.items()} == {"APL": 1, "RSA": 1}
    assert (found.quantity.value, found.quantity.denominator) == (1, 2)


def test_work_and_training_and_the_last_known_situation(wave):
    rows = [
        [wave("A", 0, employment="recherche"), wave("A", 3, employment="formation"), wave("A", 6, status="manqué")],
        [wave("B", 0, employment="sans emploi")],
    ]
    found = follow_up.employment(table(*rows), AT)
    assert (found.quantity.value, found.quantity.denominator) == (1, 2)
    assert found.by["0"].by["recherche"].quantity.value == 1
    assert found.by["6"].quantity.kind is Kind.MISSING


def test_visits_after_a_missed_wave_are_spread_over_the_months_since(wave):
    rows = [wave("A", 0), wave("A", 3, visits=9), wave("A", 6, status="manqué"), wave("A", 9, visits=6)]
    found = follow_up.visits(table(rows), AT)
    assert (found.by["3"].quantity.value, found.by["9"].quantity.value) == (3, 1)
    assert found.by["9"].quantity.denominator == 6  # months, not 3
    assert (found.quantity.numerator, found.quantity.denominator, found.quantity.missing) == (15, 9, 1)


def test_meetings_held_and_why_not(figures, tables):
    missed = tables["follow_up"]["status"].eq("manqué").sum()
    q = figures["follow-ups-done"]
    assert (q.numerator, q.denominator, q.unit) == (
        len(tables["follow_up"]) - missed,
        len(tables["follow_up"]),
        "observation",
    )
    reasons = [q.value for path, q in figures.items() if path.startswith("follow-ups-done/") and path.count("/") == 2]
    assert sum(reasons) == missed > 0


def test_every_household_worked_on_three_themes_or_more(figures):
    # the report: at least three axes for each household; rights first, then budget and dwelling
    assert (figures["three-themes"].value, figures["three-themes"].denominator) == (24, 24)


def test_themes_count_households_once_and_a_missed_wave_apart(wave):
    rows = [
        [wave("A", 0, themes="droits;budget"), wave("A", 3, themes="droits")],
        [wave("B", 0, themes="droits"), wave("B", 3, status="manqué", missing_reason="vacances", themes=None)],
    ]
    found = themes.worked(table(*rows), AT)
    assert {name: (r.quantity.value, r.quantity.denominator) for name, r in found.by.items()} == {
        "droits": (2, 2), "budget": (1, 2),
    }  # fmt: skip
    later = found.by["droits"].by["3"].quantity
    assert (later.value, later.denominator, later.missing, later.reason) == (1, 1, 1, "vacances (1)")
    assert found.by["budget"].by["3"].quantity.value == 0
    assert themes.at_least_three(table(*rows), AT).quantity.value == 0


def test_two_entries_of_one_wave_and_waves_out_of_order_are_named(wave):
    twice = table([wave("A", 3, rent_paid="oui"), wave("A", 3, rent_paid="non")])
    back = table([wave("A", 3, rent_paid="oui"), wave("A", 6, rent_paid="oui", date="2014-01-01")])
    for tables, column in ((twice, "wave"), (back, "date")):
        with pytest.raises(BadQuantity) as refusal:
            follow_up.rent(tables, AT)
        assert "follow_up" in str(refusal.value)
        assert "3" in str(refusal.value)
        assert column in str(refusal.value)
