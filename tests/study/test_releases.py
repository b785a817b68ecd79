import pytest

from workbench.errors import IdTaken
from workbench.people import Audience
from workbench.study import Study


def test_a_release_is_recorded_once(study: Study) -> None:
    facts = {"page": "coordination_cell", "digest": "ab" * 32, "path": "releases/r1", "approved": ["eva", "bob"]}
    study.record_release(id="r1", audience=Audience.T2, by="eva", **facts)
    with pytest.raises(IdTaken, match="already a release called r1"):
        study.record_release(id="r1", audience="T3", by="eva", **facts)
    with pytest.raises(ValueError, match="T9"):
        study.record_release(id="r2", audience="T9", by="eva", **facts)
    (row,) = study.releases().to_dict("records")
    assert row.pop("at").endswith("Z")
    assert row == facts | {"id": "r1", "audience": "T2", "approved": '["eva","bob"]', "by": "eva"}
    study.verify_journal()
