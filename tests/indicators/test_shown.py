"""What a notebook shows of the indicators: words in French, nothing of a single household."""

import re

import pytest

from workbench.errors import BadQuantity
from workbench.indicators import shown
from workbench.indicators.formulas import FORMULAS
from workbench.indicators.registry import REGISTRY
from workbench.indicators.survival import Durations, supports

AT = "2015-11-01"


def test_every_indicator_says_what_it_counts():
    frame = shown.declared()
    assert len(frame) == len(REGISTRY)
    assert frame.iloc[:, :3].map(bool).all(axis=None)


def test_the_categories_stand_below_the_figure(results):
    frame = shown.below(results, "effort-rate")
    assert len(frame) == 5
    assert "%" in frame.iloc[0, 1]
    with pytest.raises(KeyError):
        shown.below(results, "no-such-indicator")


def test_the_formulas_stand_side_by_side(results):
    frame = shown.remaining(results)
    assert len(frame) == len(FORMULAS) == frame.iloc[:, 0].nunique() == frame.iloc[:, 2].nunique()


def test_the_curve_says_how_many_are_still_seen(tables):
    found = supports(tables, AT)
    frame = shown.curve(found)
    assert frame.iloc[:, 3].min() >= 10
    assert all(re.fullmatch(r"\d+\s%", said) for said in frame.iloc[:, 1])
    certain = frame.iloc[:, 1].str.startswith("100")  # nothing has ended: no width, which is not certainty
    assert certain.any()
    assert [said == "" for said in frame.iloc[:, 2]] == certain.tolist()
    assert len(shown.milestones(found)) == 3
    with pytest.raises(BadQuantity):
        shown.curve(Durations(found.months[:5], found.ends[:5]))
