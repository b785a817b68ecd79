from dataclasses import replace

import pytest

from workbench.coding.codings import Origin, Suggestion
from workbench.errors import BadSpan, UnknownId

from .examples import Filled, coding


def suggestion(filled: Filled, code: str = "keys", rank: int = 1) -> Suggestion:
    return Suggestion(coding(filled).excerpt, code, 0.75, rank, "tf-idf 1", ("clés", "mars"))


def test_proposals_are_kept_undecided_and_once(filled: Filled) -> None:
    both = [suggestion(filled), suggestion(filled, "support", 2)]
    ids = filled.study.keep_suggestions(both, codebook="themes", by="eva")
    assert filled.study.keep_suggestions(both, codebook="themes", by="eva") == ids == ["s1", "s2"]
    frame = filled.study.suggestions()
    assert frame["status"].tolist() == ["proposed", "proposed"]
    assert frame.loc[0].to_dict() == {
        "suggestion": "s1",
        "excerpt": "e1",
        "source": "entretien-m02",
        "start": both[0].excerpt.start,
        "end": both[0].excerpt.end,
        "text": "les clés",
        "codebook": "themes",
        "version": 1,
        "code": "keys",
        "model": "tf-idf 1",
        "score": 0.75,
        "rank": 1,
        "because": '["clés","mars"]',
        "status": "proposed",
    }
    assert filled.study.codings() == []  # nothing automatic counts as a person's judgement
    assert len(filled.study.suggestions("elsewhere")) == 0
    assert len(filled.study.suggestions("entretien-m02")) == 2


def test_an_acceptance_is_a_coding_by_the_person_who_accepted(filled: Filled) -> None:
    filled.study.keep_suggestions([suggestion(filled)], codebook="themes", by="eva")
    added = filled.study.decide(suggestion(filled), True, codebook="themes", by="ana")
    assert added is not None
    assert (added.coder, added.origin, added.model, added.score, added.rank) == (
        "ana",
        Origin.SUGGESTION,
        "tf-idf 1",
        0.75,
        1,
    )
    assert filled.study.codings() == [added]
    assert filled.study.suggestions()["status"].tolist() == ["accepted"]
    row = filled.study.decisions().loc[0]
    assert (row["decision"], row["suggestion"], row["accepted"], row["by"], row["coding"]) == (
        "d1",
        "s1",
        True,
        "ana",
        "c1",
    )
    filled.study.verify_journal()


def test_a_refusal_is_kept_and_codes_nothing(filled: Filled) -> None:
    assert filled.study.decide(suggestion(filled), False, codebook="themes", by="ana") is None
    assert filled.study.codings() == []
    assert filled.study.suggestions()["status"].tolist() == ["refused"]
    assert filled.study.decisions()["accepted"].tolist() == [False]
    assert filled.study.decisions()["coding"].isna().all()
    filled.study.decide(suggestion(filled), True, codebook="themes", by="ana")  # a changed mind is a new decision
    assert filled.study.decisions()["accepted"].tolist() == [False, True]
    assert filled.study.suggestions()["status"].tolist() == ["accepted"]


def test_what_cannot_be_coded_is_not_recorded_either(filled: Filled) -> None:
    wrong = suggestion(filled)
    for bad, error in (
        (replace(wrong, code="nothing"), UnknownId),
        (replace(wrong, excerpt=replace(wrong.excerpt, text="les clefs")), BadSpan),
    ):
        with pytest.raises(error):
            filled.study.decide(bad, True, codebook="themes", by="ana")
    with pytest.raises(UnknownId, match="no codebook called other"):
        filled.study.keep_suggestions([wrong], codebook="other", by="ana")
    assert len(filled.study.suggestions()) == len(filled.study.decisions()) == 0
    assert filled.study.suggestions()["score"].dtype == "float64"


def test_the_decision_and_its_coding_are_one_transaction(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.study import suggestions

    def breaks(*_given: object, **_more: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(suggestions, "record", breaks)
    before = len(filled.study.journal())
    with pytest.raises(RuntimeError, match="power cut"):
        filled.study.decide(suggestion(filled), True, codebook="themes", by="ana")
    assert filled.study.codings() == []
    assert len(filled.study.journal()) == before
