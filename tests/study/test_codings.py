from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.coding.codebooks import Code, Codebook
from workbench.coding.codings import Coding, Origin
from workbench.coding.excerpts import cut
from workbench.errors import BadInput, BadSpan, UnknownId
from workbench.study import Study

from .examples import Filled, coding, document


def test_a_coding_comes_back_as_it_was(filled: Filled) -> None:
    added = filled.study.add_coding(replace(coding(filled), memo="à revoir 🙂"), by="ana")
    assert added.id == "c1"
    assert added.created.endswith("Z")
    assert added.excerpt.person == "M02"
    assert filled.study.codings() == [added]


def test_what_an_import_says_of_itself_is_kept(filled: Filled) -> None:
    given_ = replace(
        coding(filled),
        origin=Origin.SUGGESTION,
        created="2015-03-01T10:00:00Z",
        model="tf-idf",
        score=0.1 + 0.2,
        rank=2,
    )
    added = filled.study.add_coding(given_, by="eva")
    assert added == replace(given_, id="c1", excerpt=added.excerpt)
    assert filled.study.codings()[0].score == 0.1 + 0.2  # to the last bit, on both databases


def test_one_bad_coding_refuses_them_all(filled: Filled) -> None:
    good = coding(filled)
    for bad, error in (
        (replace(good, code="nothing"), UnknownId),
        (replace(good, codebook="nothing"), UnknownId),
        (replace(good, version=7), UnknownId),
        (replace(good, code="entry"), BadInput),
        (replace(good, origin=Origin.SUGGESTION), BadInput),
        (replace(good, excerpt=replace(good.excerpt, text="les clefs")), BadSpan),
        (replace(good, memo="\ud83c"), BadInput),
    ):
        with pytest.raises(error):
            filled.study.add_codings([good, bad], by="ana")
    assert filled.study.codings() == []
    assert len(filled.study.excerpts()) == 0
    assert filled.study.journal()["kind"].str.startswith("coding").sum() == 0


def test_the_same_judgement_is_there_once(filled: Filled) -> None:
    one, again, other = filled.study.add_codings(
        [coding(filled), coding(filled), coding(filled, coder="bob")], by="eva"
    )
    assert one == again
    assert filled.study.add_coding(coding(filled), by="eva") == one
    assert filled.study.codings() == [one, other]
    filled.study.retract_coding(one.id, by="ana")
    assert filled.study.add_coding(coding(filled), by="eva").id == "c3"  # a retracted one is not brought back silently


def test_a_retracted_coding_stays_and_can_be_restored(filled: Filled) -> None:
    added = filled.study.add_coding(coding(filled), by="ana")
    filled.study.retract_coding(added.id, by="ana", reason="erreur de passage")
    filled.study.retract_coding(added.id, by="ana")
    assert filled.study.codings() == []
    assert len(filled.study.codings_frame()) == 0
    kept = filled.study.codings(retracted=True)[0]
    assert kept.retracted is not None
    assert replace(kept, retracted=None) == added
    filled.study.restore_coding(added.id, by="bob")
    filled.study.restore_coding(added.id, by="bob")
    assert filled.study.codings() == [added]
    kinds = filled.study.journal()["kind"].tolist()
    assert kinds[-3:] == ["coding.added", "coding.retracted", "coding.restored"]
    filled.study.verify_journal()
    for verb in (filled.study.retract_coding, filled.study.restore_coding):
        with pytest.raises(UnknownId, match="no coding called c9"):
            verb("c9", by="ana")


def test_codings_are_chosen_by_source_codebook_and_coder(filled: Filled) -> None:
    taken, original = document("les clés", "autre.txt")
    other = filled.study.add_source(taken, kind="note", original=original, by="eva")
    filled.study.add_codebook(Codebook("second", "S", 1, (Code("keys", "Clés"),)), by="eva")
    a, b, c = filled.study.add_codings(
        [
            coding(filled),
            replace(coding(filled), codebook="second", coder="bob"),
            replace(coding(filled), excerpt=cut(other.id, other.text, 0, 8)),
        ],
        by="eva",
    )
    assert filled.study.codings() == [a, b, c]
    assert filled.study.codings(source=other.id) == [c]
    assert filled.study.codings(codebook="second") == [b]
    assert filled.study.codings(coder="ana") == [a, c]
    assert filled.study.codings(source="entretien-m02", coder="ana", codebook="themes") == [a]
    assert filled.study.add_codings([], by="eva") == []


def test_the_frame_says_who_speaks_and_where(filled: Filled) -> None:
    names = ["coding", "excerpt", "source", "start", "end", "text", "kind", "person", "voice", "territory"]
    names += ["codebook", "version", "code", "coder", "origin", "memo", "created"]
    assert filled.study.codings_frame().columns.tolist() == names
    added = filled.study.add_coding(replace(coding(filled), memo="m"), by="ana")
    assert filled.study.codings_frame().to_dict("records") == [
        {
            "coding": "c1",
            "excerpt": "e1",
            "source": "entretien-m02",
            "start": added.excerpt.start,
            "end": added.excerpt.end,
            "text": "les clés",
            "kind": "speech",
            "person": "M02",
            "voice": "household",
            "territory": "77",
            "codebook": "themes",
            "version": 1,
            "code": "keys",
            "coder": "ana",
            "origin": "human",
            "memo": "m",
            "created": added.created,
        }
    ]


PIECES = st.sampled_from(
    ["é", "e\u0301", "👩\u200d👧", "🏠", "’", "\u00a0", "\n", "ﬁ", "क\u094d", "\u202e", "\r", "\ufeff"]
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), parts=st.lists(PIECES | ANY_TEXT, min_size=1, max_size=8))
def test_any_span_of_any_text_round_trips(study: Study, data: st.DataObject, parts: list[str]) -> None:
    """The examples share one study, so each text begins with the number of texts before it."""
    body, number = "".join(parts), f"{len(study.sources())} "
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    text, start, end = number + body, start + len(number), end + len(number)
    memo = data.draw(ANY_TEXT)
    taken, original = document(text)
    source = study.add_source(taken, kind="note", original=original, by="eva")
    assert study.source(source.id).text == text
    study.add_codebook(Codebook("b", "B", 1, (Code("c", "C"),)), by="eva")
    added = study.add_coding(Coding(cut(source.id, text, start, end), "b", "c", "ana", memo=memo), by="ana")
    assert study.codings(source=source.id) == [added]
    assert added.excerpt.text == text[start:end]
    frame = study.codings_frame()
    assert frame["text"].iloc[-1] == text[start:end]
    assert frame["memo"].iloc[-1] == memo


def many(filled: Filled, n: int, coder: str) -> list[Coding]:
    text = filled.source.text
    start = filled.source.turns[3].start
    spans = [(s, e) for s in range(start, start + 40) for e in range(s + 1, filled.source.turns[3].end)][:n]
    return [Coding(cut(filled.source.id, text, s, e), "themes", "keys", coder) for s, e in spans]


def test_ten_thousand_codings_stand_in_one_frame(filled: Filled) -> None:
    for n in range(17):
        filled.study.add_codings(many(filled, 600, f"coder{n}"), by="eva")
    assert len(filled.study.codings_frame()) == 10_200
