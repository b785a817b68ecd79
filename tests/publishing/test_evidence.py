"""What a finding may say of a figure to a partner."""

import pytest

from tests.a_demo import copied
from workbench import study
from workbench.indicators.registry import REGISTRY
from workbench.publishing import evidence
from workbench.publishing.material import gather


@pytest.fixture(scope="module")
def material(demo, tmp_path_factory):
    with study.open_study(copied(demo[0], tmp_path_factory.mktemp("evidence"))) as opened:
        yield gather(opened, "copil")


@pytest.mark.parametrize("indicator", [i for i in REGISTRY if evidence.OF_PEOPLE & i.needs.keys()], ids=lambda i: i.id)
def test_a_figure_on_people_is_a_cell_of_a_protected_table_or_nothing(material, indicator):
    said = evidence._figure(material, indicator.id)
    if indicator.id in evidence.KNOWN:
        return
    if indicator.id not in evidence.CELLS:
        assert said.endswith("non publié à cette taille")
        return
    variable, category = evidence.CELLS[indicator.id]
    table = next(t for t in material.tables if t["id"] == variable)
    cell = next(c for c in table["cells"] if c["key"].get(variable) == category)
    low, high = cell["interval"]
    assert said.endswith(str(cell["count"]) if cell["count"] is not None else f"de {low} à {high}")


def test_a_share_of_households_is_a_count_of_households(material):
    # 20 of 24 as "83 %" would give back what the table of the two territories keeps
    assert "83" not in evidence._figure(material, "support-ended-share")


def test_figures_that_count_no_people_are_shown(material):
    assert "27" in evidence._figure(material, "dwellings-prefecture")
    assert "71" in evidence._figure(material, "working-share-visits")
