"""The Python side of the two review screens: pieces of text, answers asked again, refusals in one sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.a_demo import copied
from workbench.study import Study, open_study
from workbench.widgets.compare import Compare
from workbench.widgets.compare_desk import CompareDesk
from workbench.widgets.retrieve import Retrieve
from workbench.widgets.retrieve_desk import RetrieveDesk
from workbench.widgets.review_marks import pieces

BOOK = "asg-analyse"


@pytest.fixture
def study(demo: tuple[Path, str], tmp_path: Path) -> Iterator[Study]:
    with open_study(copied(demo[0], tmp_path)) as opened:
        yield opened


@given(
    st.text(min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
def test_pieces_are_the_text_and_only_what_is_coded_is_marked(text: str, spans: list[tuple[int, int]]) -> None:
    marked = [(a, b) for a, b in spans if a < b]
    found = pieces(text, 0, len(text), marked)
    assert "".join(str(words) for words, _on in found) == text
    on = [flag for words, flag in found for _character in str(words)]
    assert on == [any(a <= at < b for a, b in marked) for at in range(len(text))]


def test_nothing_of_the_interviews_is_a_trait(study: Study) -> None:
    words = study.sources()[0].text[200:240]
    for screen in (Compare(study, BOOK, by="E3"), Retrieve(study, BOOK, by="E3")):
        assert words not in str(screen.get_state())
        assert repr(screen) in {"<Compare>", "<Retrieve>"}
        screen.close()


def test_a_decision_asked_twice_is_taken_once(study: Study) -> None:
    desk = CompareDesk(study, BOOK, "E3")
    message = {"op": "decide", "n": 0, "holds": True, "reason": "dit en clair", "id": "a-1"}
    first = desk.answer(message)
    assert first["kind"] == "decided"
    assert desk.answer(message) == first
    assert len(study.decided(BOOK)) == 1


def test_a_refusal_is_an_answer(study: Study) -> None:
    desk = CompareDesk(study, BOOK, "E1")
    for n, (op, more) in enumerate(
        [("decide", {"n": 0, "holds": True, "reason": "x"}), ("show", {"n": 10**6}), ("fly", {})]
    ):
        assert desk.answer({"op": op, "id": str(n), **more})["kind"] == "refused"
    found = RetrieveDesk(study, BOOK, "E1")
    for message in ({"op": "find", "where": "(", "id": "1"}, {"op": "table", "table": "x", "id": "2"}, {"op": "?"}):
        assert found.answer(message)["kind"] == "refused"
    assert study.decided(BOOK) == []


def test_every_cell_of_a_table_leads_to_as_many_excerpts_as_it_counts(study: Study) -> None:
    desk = RetrieveDesk(study, BOOK, "E1")
    table = desk.answer({"op": "table", "table": "by", "attribute": "Composition", "id": "1"})
    cells = [cell for row in table["rows"][:3] for cell in row if isinstance(cell, list)]
    assert cells
    for text, where, filters in cells:
        found = desk.answer({"op": "find", "where": where, "filters": filters, "id": "2"})
        people = len(set(study.retrieve(BOOK, where, attributes=filters, by="E1")["person"].dropna()))
        assert text == f"{found['total']}\N{NO-BREAK SPACE}({people})"
