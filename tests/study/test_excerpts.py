from dataclasses import replace

import pytest

from workbench.coding.excerpts import Excerpt, Kind
from workbench.errors import BadSpan, UnknownId
from workbench.people import Person, Voice

from .examples import Filled, coding, document


def test_one_span_kind_and_person_is_one_row(filled: Filled) -> None:
    filled.study.add_codings([coding(filled), coding(filled, coder="bob"), coding(filled, code="support")], by="eva")
    frame = filled.study.excerpts()
    assert frame.to_dict("records") == [
        {
            "excerpt": "e1",
            "source": "entretien-m02",
            "start": filled.source.text.index("les clés"),
            "end": filled.source.text.index("les clés") + 8,
            "text": "les clés",
            "kind": "speech",
            "person": "M02",
            "voice": "household",
        }
    ]
    reported = replace(coding(filled).excerpt, kind=Kind.REPORTED)
    filled.study.add_coding(replace(coding(filled), excerpt=reported), by="eva")
    assert filled.study.excerpts()["excerpt"].tolist() == ["e1", "e2"]


def test_the_person_given_is_not_overruled_by_the_turn(filled: Filled) -> None:
    filled.study.add_person(Person("P01", Voice.ASSOCIATION), by="eva")
    reported = replace(coding(filled).excerpt, kind=Kind.REPORTED, person="P01")
    added = filled.study.add_coding(replace(coding(filled), excerpt=reported), by="eva")
    assert added.excerpt.person == "P01"
    assert filled.study.excerpts()["voice"].tolist() == ["association"]


def test_an_excerpt_over_two_turns_has_no_person_and_an_unknown_voice(filled: Filled) -> None:
    start, end = filled.source.text.index("mais à moi"), filled.source.text.index("venue")
    wide = Excerpt(filled.source.id, start, end, filled.source.text[start:end])
    added = filled.study.add_coding(replace(coding(filled), excerpt=wide), by="eva")
    assert added.excerpt.person is None
    assert filled.study.excerpts()["voice"].tolist() == ["unknown"]
    filled.study.add_coding(replace(coding(filled, code="support"), excerpt=wide), by="eva")
    assert len(filled.study.excerpts()) == 1  # no person is one person too few, not a new excerpt each time


def test_a_reports_own_text_speaks_for_its_author(filled: Filled) -> None:
    taken, original = document("Le dispositif a été créé.", "rapport.txt")
    report = filled.study.add_source(taken, kind="report", original=original, by="eva")
    own = Excerpt(report.id, 3, 13, "dispositif", Kind.DOCUMENT)
    filled.study.add_coding(replace(coding(filled), excerpt=own), by="eva")
    frame = filled.study.excerpts()
    assert frame["voice"].tolist() == ["author"]
    assert frame["person"].isna().all()


@pytest.mark.parametrize(
    ("start", "end", "words", "why"),
    [
        (5, 5, "", "outside the text or is empty"),
        (-3, 2, "x", "outside the text"),
        (10, 10_000, "x", "outside the text"),
        (50, 58, "les clés", "other words"),
        (4, 12, "Pouvez-v", "interviewer"),
    ],
)
def test_a_span_that_does_not_fit_is_refused(filled_local: Filled, start: int, end: int, words: str, why: str) -> None:
    with pytest.raises(BadSpan, match=why):
        filled_local.study.add_coding(
            replace(coding(filled_local), excerpt=Excerpt("entretien-m02", start, end, words)), by="eva"
        )
    assert len(filled_local.study.excerpts()) == 0


def test_unknown_sources_persons_and_excerpts_are_named(filled: Filled) -> None:
    excerpt = coding(filled).excerpt
    with pytest.raises(UnknownId, match="no source called other"):
        filled.study.add_coding(replace(coding(filled), excerpt=replace(excerpt, source="other")), by="eva")
    with pytest.raises(UnknownId, match="no person called M99"):
        filled.study.add_coding(replace(coding(filled), excerpt=replace(excerpt, person="M99")), by="eva")
    with pytest.raises(UnknownId, match="no excerpt called e9"):
        filled.study.excerpt("e9")
    filled.study.add_coding(coding(filled), by="eva")
    assert filled.study.excerpt("e1") == replace(excerpt, person="M02")
