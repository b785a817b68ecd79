"""A study at a glance: nothing English, no column hidden behind another of the same name."""

import pytest

from tests.a_demo import copied
from workbench import study
from workbench.study import displays, overview


@pytest.fixture(scope="module")
def opened(demo, tmp_path_factory):
    with study.open_study(copied(demo[0], tmp_path_factory.mktemp("overview"))) as one:
        yield one


FRAMES = {
    "corpus": overview.corpus,
    "consents": overview.consents,
    "tables": overview.tables,
    "findings": overview.findings,
    "reviews": lambda s: overview.reviews(s, "c7"),
    "agreement": lambda s: overview.agreement(s, "asg-analyse"),
    "releases": overview.releases,
    "joint": displays.joint_display,
    "households": displays.households,
}


@pytest.mark.parametrize("name", FRAMES)
def test_each_frame_has_rows_and_columns_of_different_names(opened, name):
    frame = FRAMES[name](opened)
    assert len(frame) > 0
    assert frame.columns.is_unique


def test_findings_are_told_in_french_with_their_ids(opened):
    frame = overview.findings(opened)
    assert set(frame["constat"]) == {f.id for f in opened.findings()}
    assert set(frame["état"]) <= {
        "brouillon",
        "vérifié avant publication",
        "relu",
        "repris",
        "rendu au groupe",
        "publié",
    }
    assert (frame["avertissement"] != "").any()


def test_everything_said_of_a_finding_stays_readable_in_order(opened):
    frame = overview.reviews(opened, "c7")
    changed = frame[frame["relecteur"] == "M07"]
    assert list(changed["position"]) == ["d’accord", "à nuancer"]
    assert list(frame["date"]) == sorted(frame["date"])


def test_releases_name_who_approved_them(opened):
    frame = overview.releases(opened)
    assert set(frame["publication"]) == {"cellule-77", "copil", "atelier"}
    assert set(frame["approuvée par"]) == {"E1, E2"}
