import pytest

from workbench.errors import BadInput, IdTaken, UnknownId
from workbench.people import Answer, Audience, Consent, Person, Use, Voice, allows_quote
from workbench.study import Attribute, Study

HOUSEHOLD = Person("M02", Voice.HOUSEHOLD, "77")
WORKER = Person("P01", Voice.ASSOCIATION, None, "référente personnelle")


def test_people_come_back_as_they_were(study: Study) -> None:
    assert study.add_person(WORKER, by="eva") == WORKER
    study.add_people([HOUSEHOLD], by="eva")
    assert study.people() == [HOUSEHOLD, WORKER]


def test_a_person_is_added_once_and_a_bad_list_adds_nobody(study: Study) -> None:
    study.add_person(HOUSEHOLD, by="eva")
    with pytest.raises(IdTaken, match="already a person called M02"):
        study.add_people([WORKER, HOUSEHOLD], by="eva")
    with pytest.raises(IdTaken):
        study.add_people([WORKER, WORKER], by="eva")
    assert study.people() == [HOUSEHOLD]


def test_the_latest_answer_holds_and_the_earlier_one_stays(study: Study) -> None:
    study.add_person(HOUSEHOLD, by="eva")
    yes = Consent("M02", Use.QUOTE_T2, Answer.YES, "2015-03-01", "P01", True, "sa fille")
    no = Consent("M02", Use.QUOTE_T2, Answer.NO, "2015-06-01", "P01")
    study.add_consents([yes], by="eva")
    study.add_consents([no], by="eva")
    assert study.consents() == [yes, no]
    assert not allows_quote(study.consents(), "M02", Audience.T2)
    with pytest.raises(UnknownId, match="no person called M99"):
        study.add_consents([yes, Consent("M99", Use.CODE, Answer.YES, "2015-03-01", "P01")], by="eva")
    assert len(study.consents()) == 2


def test_an_attribute_has_a_value_or_a_reason(study: Study) -> None:
    study.add_person(HOUSEHOLD, by="eva")
    rent = Attribute("M02", "loyer", "0", "2015-03-01", "dossier")
    silence = Attribute("M02", "dette", None, "2015-03-01", "dossier", "non demandé")
    study.add_attributes([rent, silence], by="eva")
    frame = study.attributes()
    assert list(frame.columns) == ["person", "name", "value", "date", "source", "missing"]
    assert frame["value"].isna().tolist() == [False, True]
    assert frame.loc[0, "value"] == "0"  # a zero is a value, a blank is not
    assert frame.loc[1, "missing"] == "non demandé"
    for bad in (Attribute("M02", "dette", None, "2015", "x"), Attribute("M02", "dette", "3", "2015", "x", "y")):
        with pytest.raises(BadInput, match="dette of M02"):
            study.add_attributes([bad], by="eva")
    with pytest.raises(UnknownId):
        study.add_attributes([rent, Attribute("M99", "loyer", "0", "2015", "x")], by="eva")
    assert len(study.attributes()) == 2


def test_frames_without_rows_have_their_columns(study: Study) -> None:
    assert study.attributes().dtypes.astype(str).unique().tolist() == ["str"]
