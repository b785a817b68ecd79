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
    "tables": overview.tables,
    "findings": overview.findings,
    "reviews": lambda s: overview.reviews(s, "c7"),
    "agreement": lambda s: overview.agreement(s, "asg-analyse"),
    "releases": overview.releases,
    "progress": lambda s: overview.progress(s, "asg-analyse"),
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
    assert set(frame["publication"]) >= {"cellule-77", "copil", "atelier"}
    assert set(frame["approuvée par"]) == {"E1, E2"}


def test_the_history_of_a_codebook_is_told_in_sentences(demo, tmp_path):
    with study.open_study(copied(demo[0], tmp_path)) as one:
        assert len(overview.history(one, "asg-analyse")) == 0
        one.rename_code("asg-analyse", "budget-loyer", "Budget", by="E1", why="le loyer a son code")
        one.undo(by="E1")
        frame = overview.history(one, "asg-analyse", "budget-loyer")
    first, second = frame.iloc[:, 3].tolist()
    assert "Budget et loyer" in first
    assert first in second
    assert frame.iloc[:, 4].tolist() == ["le loyer a son code", ""]


def test_what_is_coded_blind_is_not_compared_yet(demo, tmp_path):
    with study.open_study(copied(demo[0], tmp_path)) as one:
        before = overview.agreement(one, "asg-analyse").iloc[:, 1].iloc[0]
        one.draw_sample("asg-analyse", coders=["E1", "E2"], n=2, by="E3")
        assert overview.agreement(one, "asg-analyse").iloc[:, 1].iloc[0] < before
