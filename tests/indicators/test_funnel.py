"""The funnel from target to keys; figures of the evaluation report of the experiment, published in autumn 2015."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import funnel
from workbench.indicators.quantities import Kind

AT = "2015-11-01"


def test_target_and_rehoused(figures):
    found = [figures[f"rehoused{part}"] for part in ("/94", "/77", "")]
    assert [(q.value, q.denominator) for q in found] == [(5, 10), (19, 20), (24, 30)]
    assert [q.interval for q in found] == [None] * 3  # a target is no sample
    assert figures["target-reached"].value == 0.8


def test_dwellings_by_contingent(figures):
    assert figures["dwellings-proposed/77"].value == 24
    assert [figures[f"dwellings-proposed/77/{c}"].value for c in ("préfecture", "Action Logement", "bailleur")] == [
        20,
        3,
        1,
    ]
    assert (figures["dwellings-prefecture/94"].value, figures["dwellings-prefecture/94"].denominator) == (7, 9)
    assert (figures["dwellings-prefecture"].value, figures["dwellings-prefecture"].denominator) == (27, 33)
    assert figures["prefecture-share"].value == pytest.approx(0.82, abs=0.005)


def test_what_became_of_the_dwellings_adds_up(figures):
    ends = ("attribué", "refus du bailleur", "refus du ménage", "sans suite")
    assert sum(figures[f"dwellings-outcomes/{end}"].value for end in ends) == 33
    assert figures["dwellings-outcomes/attribué"].value == figures["rehoused"].value


SELECTION = {  # candidates, retained, refused by the landlord, rehoused; None is a blank of the source
    "composition/Isolé": (15, 8, 1, 1),
    "composition/Couple": (1, None, None, None),
    "composition/Couple avec enfant(s)": (6, 4, None, 1),
    "composition/Isolé avec enfant(s)": (19, 3, 2, 1),
    "origine/PU DAHO": (5, 3, None, 1),
    "origine/rue ou voiture": (5, 4, 1, 1),
    "origine/hébergé chez un tiers": (5, 3, 1, None),
    "origine/hôtel": (6, 5, 1, 2),
    "origine/structure d'hébergement ou foyer": (3, 1, None, None),
    "origine/procédure d'expulsion": (1, 1, None, None),
    "origine/locataire ou sous-locataire": (2, 1, None, None),
}


@pytest.mark.parametrize(("line", "printed"), SELECTION.items())
def test_the_selection_tables_of_val_de_marne(figures, line, printed):
    dimension, name = line.split("/")
    cells = [figures[f"selection-94/{dimension}/{stage}/{name}"] for stage in funnel.SELECTION]
    assert tuple(q.value for q in cells) == printed
    for q in cells:
        assert (q.kind is Kind.MISSING) == (q.value is None)
        assert bool(q.reason) == (q.value is None)


def test_the_totals_of_the_selection_are_lower_bounds_where_cells_are_blank(figures):
    stages = {s: figures[f"selection-94/composition/{s}"] for s in funnel.SELECTION}
    assert (stages["candidates"].value, stages["candidates"].kind) == (41, Kind.EXACT)
    assert (stages["retained"].value, stages["retained"].kind, stages["retained"].missing) == (15, Kind.AT_LEAST, 1)
    assert (stages["rehoused"].value, stages["rehoused"].kind) == (3, Kind.AT_LEAST)
    assert [figures[f"selection-94/origine/{s}"].value for s in ("candidates", "retained", "rehoused")] == [27, 18, 4]
    with pytest.raises(BadQuantity):  # candidates retained minus a lower bound
        stages["candidates"] - stages["retained"]


def dwellings(**cells):
    usual = {"territory": "77", "proposed": "2015-01-01", "decided": "2015-01-11", "contingent": "préfecture"}
    return usual | {"household": None, "outcome": "attribué"} | cells


def test_delays_are_medians_with_extremes_and_open_cases_missing():
    rows = [dwellings(), dwellings(decided="2015-01-31"), dwellings(decided="2015-01-21"), dwellings(decided=None)]
    q = funnel.decided_after({"dwellings": pd.DataFrame(rows)}, AT).quantity
    assert (q.value, q.low, q.high, q.denominator, q.missing) == (20, 10, 30, 3, 1)


def test_keys_come_after_the_decision(household):
    tables = {
        "dwellings": pd.DataFrame([dwellings(household="A", decided="2014-02-15")]),
        "households": pd.DataFrame([household("A", entered="2014-03-01")]),
    }
    assert funnel.keys_after(tables, AT).quantity.value == 14
    tables["households"]["entered"] = "2014-02-01"
    with pytest.raises(BadQuantity) as refusal:
        funnel.keys_after(tables, AT)
    assert "dwellings" in str(refusal.value)
    assert "2" in str(refusal.value)


def test_households_that_come_later_are_not_counted_yet(household):
    tables = {
        "households": pd.DataFrame([household("A"), household("B", entered="2015-12-01")]),
        "targets": pd.DataFrame({"territory": ["77"], "target": [20]}),
    }
    assert funnel.rehoused(tables, AT).quantity.value == 1
    tables["targets"]["territory"] = "94"
    with pytest.raises(BadQuantity) as refusal:
        funnel.rehoused(tables, AT)
    assert "77" in str(refusal.value)
