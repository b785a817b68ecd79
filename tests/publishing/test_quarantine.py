import json

import pytest

from tests import a_release
from workbench.errors import BundleBroken, Withheld
from workbench.publishing.reader import found_in


def aside(study):
    (folder,) = (study / "quarantine").iterdir()
    return folder


def test_what_fails_a_check_is_kept_aside_with_the_reason_and_never_served(tmp_path):
    alone = [{"who": "A. Martin", "date": "2016-03-01"}]
    with pytest.raises(BundleBroken):
        a_release.make(tmp_path / "releases" / "r", approvals=alone, quarantine=tmp_path)
    told = json.loads((aside(tmp_path) / "refusal.json").read_text("utf-8"))
    assert told["release"] == "r"
    assert "deux personnes" in told["why"]
    assert (aside(tmp_path) / "refused-manifest.json").is_file()
    assert list((tmp_path / "releases").iterdir()) == []
    assert found_in(tmp_path / "quarantine") == []


def test_a_key_of_the_study_is_found_and_set_aside(tmp_path):
    quotes = a_release.quotes()
    quotes[0] = quotes[0] | {"text": "C’est M07 qui l’a dit."}
    with pytest.raises(Withheld):
        a_release.make(tmp_path / "r", quotes=quotes, quarantine=tmp_path / "study")
    assert aside(tmp_path / "study").is_dir()
    assert not (tmp_path / "r").exists()
