from dataclasses import replace

import pytest

from workbench.errors import BadInput, UnknownId
from workbench.findings.findings import Evidence, Finding, Stance, State, Strength
from workbench.study import Study

from .examples import Filled, coding

FINDING = Finding(
    "F1",
    1,
    "18 ménages sur 24 paient leur loyer.",
    "Presque tout le monde paie son loyer.",
    "Continuer.",
    "keys",
    Strength.COUNTED,
    "eva",
    "77",
    "Petit effectif.",
    evidence=(Evidence("indicator", "rent_paid"), Evidence("indicator", "arrears", Stance.AGAINST)),
)


def test_a_finding_comes_back_as_it_was(filled: Filled) -> None:
    filled.study.add_coding(coding(filled), by="ana")
    finding = replace(FINDING, evidence=(*FINDING.evidence, Evidence("excerpt", "e1")))
    assert filled.study.add_finding(finding, by="eva") == finding
    assert filled.study.findings() == [finding]


def test_a_change_is_a_new_version_and_the_latest_counts(study: Study) -> None:
    changed = replace(FINDING, statement="17 ménages sur 24 paient leur loyer.")
    other = replace(FINDING, id="F2", evidence=())
    assert [study.add_finding(one, by="eva").version for one in (FINDING, FINDING, other, changed)] == [1, 1, 1, 2]
    assert study.findings() == [replace(changed, version=2), other]
    assert study.add_finding(replace(changed, evidence=()), by="eva").version == 3


def test_states_change_on_the_latest_version(study: Study) -> None:
    study.add_finding(FINDING, by="eva")
    study.set_state("F1", State.REVIEWED, by="eva")
    study.set_state("F1", "reviewed", by="eva")
    assert study.findings()[0].state is State.REVIEWED
    assert study.journal()["kind"].tolist()[-2:] == ["finding.added", "finding.reviewed"]
    assert study.add_finding(FINDING, by="eva").state is State.REVIEWED  # an import does not undo a state
    with pytest.raises(UnknownId, match="no finding called F9"):
        study.set_state("F9", State.DRAFT, by="eva")
    with pytest.raises(ValueError, match="approved"):
        study.set_state("F1", "approved", by="eva")
    study.verify_journal()


def test_evidence_points_at_something(study: Study) -> None:
    with pytest.raises(UnknownId, match="no excerpt called e7"):
        study.add_finding(replace(FINDING, evidence=(Evidence("excerpt", "e7"),)), by="eva")
    with pytest.raises(BadInput, match="not rumour"):
        study.add_finding(replace(FINDING, evidence=(Evidence("rumour", "x"),)), by="eva")
    assert study.findings() == []
