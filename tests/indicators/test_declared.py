"""Indicators that a study declares itself: what they compute, and what they refuse."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators.compute import compute
from workbench.indicators.declared import FORMULAS, declared
from workbench.indicators.quantities import Kind
from workbench.indicators.register import register, unit_of

COLUMNS = ["id", "label", "value", "unit", "kind", "period", "nature", "status", "source", "note"]
FIGURES = pd.DataFrame(
    [
        ("reloges", "Relogés", "24", "ménages", "exact", "2015", "observé", "imprimé", "000 L1", ""),
        ("cible", "Cible", "30", "ménages", "exact", "2015", "objectif", "imprimé", "000 L2", ""),
        ("budget", "Budget", "1,5", "M€", "exact", "2015", "observé", "imprimé", "000 L3", ""),
        ("parc", "Parc", "700", "logements", "at_least", "", "observé", "imprimé", "000 L4", ""),
        ("part", "Part", "54", "%", "exact", "", "observé", "imprimé", "000 L5", ""),
        ("bornes", "Bornes", "25 à 30", "ménages", "exact", "", "observé", "imprimé", "000 L6", ""),
        ("absent", "Absent", None, "ménages", "exact", "", "observé", "manquant", "000 L7", "jamais imprimé"),
        ("zero", "Zéro", "0", "ménages", "exact", "2015", "observé", "imprimé", "000 L8", ""),
        ("autre-an", "Autre année", "3", "ménages", "exact", "2014", "observé", "imprimé", "000 L9", ""),
        ("ecart", "Écart", "−22", "%", "exact", "", "observé", "imprimé", "000 L10", ""),
    ],
    columns=COLUMNS,
)
ROWS = pd.DataFrame(
    [("a", "documenté", 3), ("a", "non documenté", None), ("b", "sans objet", 4)], columns=["action", "state", "n"]
)
TABLES = {"figures": FIGURES, "cells": ROWS}


def one(**spec):
    (result,) = compute(TABLES, registry=declared({"indicator": [{"id": "x", "label": "X"} | spec]}))
    return result


def test_the_register_reads_what_is_printed():
    known = register(TABLES)
    assert known["budget"].value == 1_500_000
    assert known["part"].value == 0.54
    assert known["ecart"].value == -0.22
    assert known["parc"].kind is Kind.AT_LEAST
    assert (known["bornes"].low, known["bornes"].high) == (25, 30)
    assert known["cible"].kind is Kind.TARGET
    assert known["absent"].reason == "jamais imprimé"
    assert "000 L1" in known["reloges"].source
    assert unit_of("situations") == ("situations", 1.0)


def test_a_value_that_is_no_number_is_named_with_its_row():
    tables = {"figures": FIGURES.assign(value="beaucoup")}
    with pytest.raises(BadQuantity, match=r"2.*beaucoup"):
        register(tables)


def test_each_formula():
    assert one(formula="figure", of="reloges", by=["cible"]).by["Cible"].quantity.value == 30
    share = one(formula="share", of="reloges", base="cible").quantity
    assert (share.value, share.numerator, share.denominator) == (0.8, 24, 30)
    assert one(formula="sum", of=["reloges", "zero"]).quantity.value == 24
    assert one(formula="per", of="budget", base="reloges").quantity.unit == "EUR/household"
    told = one(formula="ratio", of="budget", base="reloges", unit="€/ménage", assume="tous confondus").quantity
    assert told.value == 62_500
    counted = one(formula="count", table="cells", where={"state": "documenté"}, by="action", unit="cases")
    assert (counted.quantity.numerator, counted.quantity.denominator) == (1, 3)
    assert counted.by["b"].quantity.value == 0
    added = one(formula="total", table="cells", value="n", unit="points", by="action")
    assert (added.quantity.value, added.quantity.kind, added.quantity.missing) == (7, Kind.AT_LEAST, 1)
    assert set(FORMULAS) == {"figure", "share", "sum", "per", "ratio", "count", "total"}


@pytest.mark.parametrize(
    "spec",
    [
        {"formula": "share", "of": "reloges", "base": "zero"},
        {"formula": "share", "of": "autre-an", "base": "reloges"},
        {"formula": "share", "of": "parc", "base": "reloges"},
        {"formula": "sum", "of": ["reloges", "parc"]},
        {"formula": "sum", "of": ["reloges", "cible"]},
        {"formula": "ratio", "of": "budget", "base": "reloges", "unit": "€/ménage"},
        {"formula": "ratio", "of": "bornes", "base": "reloges", "unit": "x", "assume": "y"},
        {"formula": "ratio", "of": "budget", "base": "zero", "unit": "x", "assume": "y"},
        {"formula": "figure", "of": "inconnu"},
        {"formula": "figure", "of": "absent"},
        {"formula": "count", "table": "ailleurs", "unit": "x"},
        {"formula": "count", "table": "cells", "where": {"colonne": "x"}, "unit": "x"},
    ],
)
def test_what_makes_no_sense_is_missing_with_its_reason_and_stops_no_other(spec):
    specs = [{"id": "x", "label": "X"} | spec, {"id": "y", "label": "Y", "formula": "figure", "of": "reloges"}]
    bad, good = compute(TABLES, registry=declared({"indicator": specs}))
    assert bad.failed
    assert good.quantity.value == 24


def test_an_unknown_formula_is_refused_with_the_list():
    with pytest.raises(BadQuantity, match=r"magie|figure"):
        declared({"indicator": [{"id": "x", "label": "X", "formula": "magie"}]})
