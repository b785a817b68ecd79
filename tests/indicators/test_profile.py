"""The profile of the 24 households: figures of the evaluation report of the experiment, published in autumn 2015."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import profile
from workbench.indicators.quantities import Kind

COMPOSITION = {  # 94, 77, all, as printed; a dash in the report is a composition that nobody had there
    "isolé": (2, 1, 3),
    "couple": (0, 1, 1),
    "couple avec enfant(s)": (2, 2, 4),
    "famille monoparentale": (1, 15, 16),
}


@pytest.mark.parametrize(("name", "printed"), COMPOSITION.items())
def test_composition_by_territory(figures, name, printed):
    counts = [figures[f"composition/{name}{part}"] for part in ("/94", "/77", "")]
    assert tuple(q.value for q in counts) == printed
    assert [q.denominator for q in counts] == [5, 19, 24]


def test_resources_by_band_with_two_missing(figures):
    bands = {band: figures[f"resources-entry/{band}"] for band in profile.BANDS}
    assert [q.value for q in bands.values()] == [2, 8, 5, 7]
    assert figures["resources-entry"].value == 22
    for q in (figures["resources-entry"], *bands.values()):
        assert q.missing == 2
        assert q.reason.count("(1)") == 2  # two households, two reasons
    poorest = bands["<500"]
    assert (poorest.denominator, poorest.low, poorest.high) == (22, 2, 4)  # 2 to 4 of 24


def test_the_edges_of_the_bands():
    amounts = pd.Series([0, 499.99, 500, 999.99, 1000, 1500, 1500.01])
    bands = profile.band(amounts.to_numpy())
    told = [bands.word(row) for row in range(7)]
    assert told == ["<500", "<500", "500-1000", "500-1000", "1000-1500", "1000-1500", ">1500"]


def test_debts_in_the_one_territory_that_was_asked(figures):
    debts = figures["debts"]
    assert (debts.value, debts.denominator, debts.missing) == (13, 19, 5)
    assert "non demandé dans ce territoire (5)" in debts.reason
    assert (figures["debts/77"].value, figures["debts/77"].denominator) == (13, 19)
    assert figures["debts/94"].kind is Kind.MISSING  # nobody asked: not "0 of 5"
    assert (figures["debt-amounts"].low, figures["debt-amounts"].high) == (150, 22_000)


def test_types_of_debts_are_several_answers(figures):
    named = {name: figures[f"debt-types/{name}"] for name in
             ("téléphonie et divers", "dette locative", "hôpital", "crédit à la consommation")}  # fmt: skip
    assert [q.value for q in named.values()] == [6, 4, 3, 3]
    assert {q.denominator for q in named.values()} == {13}
    assert (figures["debt-types"].value, figures["debt-types"].unit) == (16, "mention")
    most = named["téléphonie et divers"] + named["dette locative"] + named["hôpital"]
    with pytest.raises(BadQuantity):  # 16 mentions are not 16 households of 13
        most + named["crédit à la consommation"]


def test_rental_experience_and_emergency_shelter(figures):
    never = [figures[f"no-rental-experience{part}"] for part in ("/77", "/94", "")]
    assert [(q.value, q.denominator) for q in never] == [(11, 19), (3, 5), (14, 24)]
    assert (figures["emergency-shelter"].value, figures["emergency-shelter"].denominator) == (13, 24)


def test_hard_acceptances(figures):
    assert figures["adhesion-hard"].value in (1, 2)  # the report: one or two


def test_persons_are_not_households(figures):
    assert figures["people-housed"].unit == "person"
    with pytest.raises(BadQuantity):
        figures["people-housed"] + figures["composition"]


def test_a_blank_composition_is_missing_not_another_composition(household):
    rows = [household("A", composition="isolé"), household("B", composition=None)]
    found = profile.composition({"households": pd.DataFrame(rows)}, "2015-11-01")
    assert list(found.by) == ["isolé"]
    assert (found.quantity.value, found.quantity.denominator, found.quantity.missing) == (1, 2, 1)
    assert (found.by["isolé"].quantity.value, found.by["isolé"].quantity.denominator) == (1, 1)


def test_a_debt_without_amount_is_missing(household):
    rows = [
        household("A", debts="oui", debt_amount=300),
        household("B", debts="oui", debt_amount=None),
        household("C", debts="non", debt_amount=None),
    ]
    q = profile.debt_amounts({"households": pd.DataFrame(rows)}, "2015-11-01").quantity
    assert (q.low, q.high, q.missing, q.denominator) == (300, 300, 1, 1)
