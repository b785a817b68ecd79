"""The key facts of a first screen say what the release's cells say, and nothing that these withhold."""

import pytest

from tests import a_release
from workbench.messages import _
from workbench.publishing.facts import DWELLINGS, TARGET, key_facts


def margin(count, low, high, **key):
    inside = {"key": {"state": "x"} | key, "count": 3, "interval": [3, 3]}
    return {"id": "state", "cells": [inside, {"key": key, "count": count, "interval": [low, high]}]}


def drawn(id_, *cells):
    return {"id": id_, "rows": [[f"ligne {n}", cell] for n, cell in enumerate(cells)]}


def values(*arguments):
    return [fact.value for fact in key_facts(*arguments)]


def test_the_margin_of_the_territory_is_the_cohort():
    assert values([margin(19, 19, 19, territory="77")], [], []) == ["19"]


def test_a_withheld_margin_stays_its_interval():
    assert values([margin(None, 2, 9)], [], []) == [_("from {low} to {high}").format(low=2, high=9)]


def test_a_table_without_margin_tells_nothing():
    assert values(a_release.tables(), [], []) == []


def test_the_target_stands_in_place_of_the_cohort():
    (fact,) = key_facts([margin(24, 24, 24)], [drawn(TARGET, "30", "24")], [])
    assert fact.value == "24"
    assert "30" in fact.label


@pytest.mark.parametrize(("cells", "told"), [(("20", "3", "1"), ["24"]), (("20", "de 0 à 4"), [])])
def test_dwellings_are_told_only_when_every_cell_is(cells, told):
    assert values([], [drawn(DWELLINGS, *cells)], []) == told


def test_findings_and_dissents_are_those_that_travel():
    assert values([], [], a_release.findings()) == ["2", "2"]
    assert values([], [], []) == []
