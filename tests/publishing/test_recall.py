"""Agreement that ends after a release was built: no door opens it any more."""

import json

import pytest

from tests.a_demo import copied, workbench
from workbench import study
from workbench.errors import BundleBroken
from workbench.people import Answer, Consent, Use
from workbench.publishing.assemble import release
from workbench.publishing.recall import recall
from workbench.publishing.withdrawn import notice, require_current


@pytest.fixture
def own(demo, tmp_path):
    return copied(demo[0], tmp_path)


def test_a_no_recorded_after_the_release_takes_it_back_and_the_others_stay(own):
    with study.open_study(own) as opened:
        assert recall(opened) == []
        opened.add_consents([Consent("M10", Use.QUOTE_T3, Answer.NO, "2016-05-01", "E1")], by="E1")
        assert [one.path for one in recall(opened)] == ["public", "comparaison"]
        assert [one.path for one in recall(opened)] == ["public", "comparaison"]  # asked twice, said twice
    with pytest.raises(BundleBroken):
        require_current(own / "releases" / "public")
    require_current(own / "releases" / "copil")
    told = (notice(own / "releases" / "public")).read_text("utf-8")
    assert "M10" not in told
    assert (
        json.loads(told)["digest"] == json.loads((own / "releases/public/manifest.json").read_text("utf-8"))["digest"]
    )


def test_a_withdrawal_reaches_a_release_built_outside_the_study(own, tmp_path):
    with study.open_study(own) as opened:
        release(opened, "copil", tmp_path / "ailleurs", approved=["E1", "E2"], by="E1")
    assert workbench("verify", tmp_path / "ailleurs").returncode == 0
    assert workbench("withdraw", own, "M07").returncode == 0
    for words in (
        ("verify", tmp_path / "ailleurs"),
        ("serve", tmp_path / "ailleurs", "--port", "1"),
        ("static", tmp_path / "ailleurs", "--out", tmp_path / "site"),
    ):
        refused = workbench(*words)
        assert refused.returncode == 1
        assert refused.stderr.count("\n") == 1
        assert "M07" not in refused.stderr
    assert not (tmp_path / "site").exists()


def test_the_command_says_which_releases_were_taken_back(own):
    assert workbench("withdraw", own, "M07").returncode == 0
    found = json.loads(workbench("recall", own, "--json").stdout)
    assert {one["path"] for one in found} >= {"cellule-77", "copil"}
    assert all(one["marked"] for one in found)
