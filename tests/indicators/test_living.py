"""The effort rate of the law, and what is left to live on: never without naming the formula."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import living
from workbench.indicators.formulas import FORMULAS
from workbench.indicators.quantities import Kind
from workbench.indicators.registry import BY_ID

AT = "2015-11-01"
# rent 400 + annexes 20 + charges 80 + works 10 + water and heating 40, less 250 of aid: 300 of 1200 is a quarter
MONTH = {
    "rent": 400, "annexes": 20, "charges": 80, "works": 10, "water_heating": 40, "housing_aid": 250,
    "other_charges": 180, "debt_repayment": 60, "persons": 3, "under_14": 1,
}  # fmt: skip


def study(*homes):
    """Households as (resources, what differs in their budget); no budget at all when that is None."""
    rows, budgets = [], []
    for n, (resources, budget) in enumerate(homes):
        rows.append({
            "household": f"A{n}", "territory": "77", "composition": "isolé", "resources_entry": resources,
            "resources_missing": "non demandé" if resources is None else None,
        })  # fmt: skip
        if budget is not None:
            budgets.append({"household": f"A{n}"} | MONTH | budget)
    return {"households": pd.DataFrame(rows), "budgets": pd.DataFrame(budgets)}


def test_the_rule_of_the_tenth_of_march_2011():
    found = living.effort(study((1200, {})), AT)
    assert found.quantity.value == pytest.approx(0.25)
    bands = {name: r.quantity.value for name, r in found.by.items()}
    assert bands == {"<20 %": 0, "20-25 %": 0, "25-30 %": 1, ">30 %": 0}
    declared = BY_ID["effort-rate"]
    assert "10 March 2011" in declared.source
    assert set(declared.needs["budgets"]) == {
        "household", "rent", "annexes", "charges", "works", "water_heating", "housing_aid",
    }  # fmt: skip


def test_repayments_and_other_charges_are_not_in_the_rate():
    assert living.effort(study((1200, {"other_charges": 900, "debt_repayment": 900})), AT).quantity.value == 0.25


@pytest.mark.parametrize(
    ("formula", "left"),
    [
        ("unit-day", (1200 - 300 - 180) / 1.8 / 30),  # a first adult 1, another 0.5, a child under 14 0.3
        ("person-day", (1200 - 300 - 180) / 3 / 30),
        ("household-month", 1200 - 300 - 180 - 60),
    ],
)
def test_each_formula_gives_its_own_figure(formula, left):
    found = living.remaining(formula)(study((1200, {})), AT).quantity
    assert found.value == pytest.approx(left)
    assert found.unit == FORMULAS[formula].unit


def test_nothing_is_computed_without_naming_a_formula():
    for name in ("", "usual"):
        with pytest.raises(BadQuantity) as refused:
            living.remaining(name)
        assert all(formula in str(refused.value.facts["why"]) for formula in FORMULAS)


def test_two_formulas_are_never_mixed():
    one, other = (living.remaining(name)(study((1200, {})), AT).quantity for name in ("unit-day", "person-day"))
    with pytest.raises(BadQuantity):
        one - other
    sources = {BY_ID[f"remaining-{name}"].source for name in FORMULAS}
    assert len(sources) == len(FORMULAS)


def test_what_is_left_may_be_below_zero():
    assert living.remaining("household-month")(study((500, {})), AT).quantity.value == -40


def test_blanks_are_told_with_their_reasons():
    found = living.effort(study((1200, {}), (None, {}), (0, {}), (900, None)), AT).quantity
    assert (found.denominator, found.missing) == (1, 3)
    for reason in ("non demandé (1)", "budget", "ressources"):
        assert reason in found.reason
    nobody = living.effort(study((None, {})), AT).quantity
    assert (nobody.kind, nobody.missing) == (Kind.MISSING, 1)


@pytest.mark.parametrize(
    ("budget", "column"),
    [({"housing_aid": 9000}, "housing_aid"), ({"rent": "400 F"}, "rent"), ({"charges": -1}, "charges")],
)
def test_a_budget_that_makes_no_sense_is_named(budget, column):
    with pytest.raises(BadQuantity) as refused:
        living.effort(study((1200, {}), (1000, budget)), AT)
    assert "3" in str(refused.value.facts["why"])
    assert column in str(refused.value.facts["why"])


def test_a_child_cannot_live_alone():
    with pytest.raises(BadQuantity):
        living.remaining("unit-day")(study((1200, {"persons": 1, "under_14": 1})), AT)
