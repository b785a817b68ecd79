"""The published budget; figures of the evaluation report of the experiment, published in autumn 2015."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import cost
from workbench.indicators.quantities import Kind

AT = "2015-11-01"


def test_five_thousand_euros_per_household_and_year(figures):
    computed, printed = figures["cost-household-year"], figures[f"cost-household-year/{cost.PRINTED}"]
    assert (computed.value, computed.unit, computed.kind) == (5_000, "EUR/household-year", Kind.PLANNED)
    assert (printed.value, printed.unit) == (computed.value, computed.unit)
    assert (computed.numerator, computed.denominator) == (150_000, 30)


def test_eighteen_months_cost_a_year_and_a_half(figures):
    whole = figures["budget/budget de l’expérimentation"]
    assert (whole.value, whole.period) == (225_000, "18 mois")
    assert whole.value == figures["budget"].value * 1.5
    with pytest.raises(BadQuantity):  # a year and eighteen months are not added
        whole + figures["budget"]


def test_a_line_of_unknown_kind_is_named():
    row = {"item": "x", "value": 1, "unit": "EUR", "period": None, "kind": "hoped", "source": None}
    with pytest.raises(BadQuantity) as refusal:
        cost.budget({"budget": pd.DataFrame([row])}, AT)
    assert "budget" in str(refusal.value)
    assert "2" in str(refusal.value)


def test_without_its_lines_there_is_no_cost():
    row = {"item": cost.YEAR, "value": 1, "unit": "EUR/year", "period": None, "kind": "planned", "source": None}
    with pytest.raises(BadQuantity) as refusal:
        cost.per_household_year({"budget": pd.DataFrame([row])}, AT)
    assert cost.HOUSEHOLDS in str(refusal.value)
