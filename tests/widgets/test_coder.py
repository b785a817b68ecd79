"""The Python side of the coding screen: messages in, verbs of the study, acknowledged revisions out."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.an_interview import Proposer, interview, study_with_interview
from workbench.coding.codings import Coding, Origin
from workbench.coding.excerpts import find
from workbench.errors import BadSpan, StoreLocked, UnknownId
from workbench.study import Study
from workbench.study.settling import ROOM
from workbench.widgets.coder import REMEMBERED, SCRIPT, SETTLED, Coder
from workbench.widgets.coder_blocks import blocks
from workbench.widgets.coder_offsets import Units
from workbench.widgets.coder_words import words


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_LANG", "en")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_with_interview(tmp_path / "essai", more=2) as made:
        yield made


class Page:
    """What a browser would do: ask, and read the answer."""

    def __init__(self, coder: Coder) -> None:
        self.coder = coder
        self.answers: list[dict[str, Any]] = []
        coder.send = self.answers.append
        self.n = 0

    def ask(self, op: str, **more: object) -> dict[str, Any]:
        self.n += 1
        return self.repeat({"op": op, "id": more.pop("id", f"p-{self.n}"), **more})

    def repeat(self, message: dict[str, Any]) -> dict[str, Any]:
        self.coder._handle_custom_msg(message, [])
        self.coder._beside.submit(lambda: None).result()
        return self.answers[-1]

    def code(self, words_: str, *codes: str) -> dict[str, Any]:
        """Codes these words, at the offsets that a browser would give."""
        start = len(self.coder.text[: self.coder.text.index(words_)].encode("utf-16-le")) // 2
        return self.ask("code", start=start, end=start + len(words_.encode("utf-16-le")) // 2, codes=list(codes))


@pytest.fixture
def page(study: Study) -> Page:
    return Page(Coder(study, "entretien-m02", "themes", "E1", suggester=Proposer()))


def codes(study: Study) -> list[str]:
    return [c.code for c in study.codings("entretien-m02")]


@given(st.text(alphabet="aé \n😀🔑𝒳\ufeff"))
def test_offsets_agree_with_utf16_at_every_place(text: str) -> None:
    units = Units(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert units.of(point) == unit
        assert units.point(unit) == point


@pytest.mark.parametrize("unit", [-1, 2, 5])
def test_an_offset_inside_a_sign_or_outside_the_text_is_refused(unit: int) -> None:
    with pytest.raises(BadSpan):
        Units("a😀b").point(unit)


def test_blocks_hold_every_word_but_the_speakers_markers(study: Study) -> None:
    text = interview(2)
    drawn = blocks(study.source("entretien-m02"))
    shown = " ".join(text[b.start : b.end] for b in drawn).split()
    assert shown == [
        word for line in text.splitlines() for word in line.removeprefix("E : ").removeprefix("M : ").split()
    ]
    assert [b.where for b in drawn[:3]] == ["1", "3", "4"]
    assert [b.speaker for b in drawn[:3]] == ["", "E", "M"]


def test_nothing_of_the_interview_is_in_the_repr(page: Page) -> None:
    assert "clés" not in repr(page.coder)


def test_unknown_source_and_codebook_are_refused_at_once(study: Study) -> None:
    with pytest.raises(UnknownId):
        Coder(study, "nowhere", "themes", "E1")
    with pytest.raises(UnknownId):
        Coder(study, "entretien-m02", "nothing", "E1")


def test_a_coding_is_acknowledged_once_it_is_on_disk(page: Page, study: Study) -> None:
    answer = page.code("Franchement 😀😀 c’était", "cles", "hotel")
    assert answer["kind"] == "changed"
    assert (answer["revision"], answer["saved"], answer["undo"], answer["redo"]) == (1, 2, True, False)
    kept = study.codings("entretien-m02")
    assert [(c.code, c.coder, c.origin, c.excerpt.text, c.excerpt.person) for c in kept] == [
        ("cles", "E1", Origin.HUMAN, "Franchement 😀😀 c’était", "M02"),
        ("hotel", "E1", Origin.HUMAN, "Franchement 😀😀 c’était", "M02"),
    ]
    id_, start, end, code, coder, created, memo, origin, _version = answer["added"][0]
    units = page.coder.text.encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == "Franchement 😀😀 c’était"
    assert (id_, code, coder, created, memo, origin) == (kept[0].id, "cles", "E1", kept[0].created, "", "human")


def test_a_gesture_sent_twice_is_done_once(page: Page, study: Study) -> None:
    message = {"op": "code", "id": "same", "start": 120, "end": 130, "codes": ["loyer"]}
    assert page.repeat(message) == page.repeat(message)
    assert codes(study) == ["loyer"]
    for n in range(REMEMBERED + 5):
        page.ask("read", turns=[], id=f"r{n}")
    assert len(page.coder._answered) == REMEMBERED


@pytest.mark.parametrize(
    ("words_", "code", "why"),
    [
        ("Quelqu’un venait", "cles", "questions are not coded"),
        ("On a eu", "nothing", "no code called nothing"),
        ("On a eu", "logement", "heading"),
    ],
)
def test_refusals_are_one_sentence_and_change_nothing(
    page: Page, study: Study, words_: str, code: str, why: str
) -> None:
    answer = page.code(words_, code)
    assert answer["kind"] == "refused"
    assert why in answer["why"]
    assert codes(study) == []
    assert page.ask("open")["revision"] == 0


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-4, 9), (0, 10**6)])
def test_spans_outside_the_text_are_refused(page: Page, study: Study, span: tuple[int, int]) -> None:
    assert page.ask("code", start=span[0], end=span[1], codes=["cles"])["kind"] == "refused"
    assert codes(study) == []


def test_the_same_code_on_the_same_passage_is_refused(page: Page, study: Study) -> None:
    page.code("On a eu les clés", "cles")
    assert "already" in page.code("On a eu les clés", "cles")["why"]
    assert page.code("On a eu les clés", "cles", "loyer")["saved"] == 2
    assert codes(study) == ["cles", "loyer"]


def test_errors_of_the_store_keep_their_sentence_and_others_quote_nothing(
    page: Page, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_a: object, **_k: object) -> None:
        raise StoreLocked(folder="essai")

    def full(*_a: object, **_k: object) -> None:
        raise OSError("disk full while writing 'On a eu les clés'")

    with monkeypatch.context() as patch:
        patch.setattr(Study, "add_codings", locked)
        assert "locked by another program" in page.code("On a eu", "cles")["why"]
        patch.setattr(Study, "add_codings", full)
        why = page.code("On a eu", "cles")["why"]
    assert "OSError" in why
    assert "clés" not in why
    assert page.code("On a eu", "cles")["saved"] == 1


def test_undo_and_redo_walk_through_everything_done(page: Page, study: Study) -> None:
    first = page.code("On a eu les clés", "cles", "hotel")
    page.ask("retract", coding=first["added"][0][0])
    page.ask("revise", coding=first["added"][1][0], memo=" relire ")
    states = [["cles", "hotel"], ["hotel"], ["hotel"]]
    assert [(c.code, c.memo) for c in study.codings("entretien-m02")] == [("hotel", "relire")]
    for expected in [states[1], states[0], []]:
        answer = page.ask("undo")
        assert sorted(codes(study)) == sorted(expected)
        assert answer["saved"] == len(expected)
    assert page.ask("undo")["kind"] == "refused"
    for _step in range(3):
        answer = page.ask("redo")
    assert [(c.code, c.memo) for c in study.codings("entretien-m02")] == [("hotel", "relire")]
    assert (answer["redo"], answer["revision"]) == ("", 9)
    page.ask("undo")
    page.code("Le loyer passe", "loyer")
    assert page.ask("redo")["kind"] == "refused"


def test_a_memo_that_the_store_refuses_leaves_the_old_one(
    page: Page, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page.code("On a eu", "cles")["added"][0][0]

    def locked(*_a: object, **_k: object) -> None:
        raise StoreLocked(folder="essai")

    monkeypatch.setattr(Study, "revise_coding", locked)
    assert page.ask("revise", coding=made, memo="x")["kind"] == "refused"
    assert [(c.id, c.memo) for c in study.codings("entretien-m02")] == [(made, "")]


def test_others_codings_are_shown_until_put_away_and_cannot_be_changed(page: Page, study: Study) -> None:
    excerpt = find("entretien-m02", study.source("entretien-m02").text, "quatre cents euros")
    other = study.add_coding(Coding(excerpt, "themes", "dette", "E2"), by="E2")
    shown = page.ask("open")
    assert ([row[4] for row in shown["rows"]], shown["saved"], shown["others"]) == (["E2"], 0, True)
    away = page.ask("others", on=False)
    assert (away["rows"], away["saved"], away["others"]) == ([], 0, False)
    assert len(page.ask("others", on=True)["rows"]) == 1
    assert page.ask("retract", coding=other.id)["kind"] == "refused"
    assert codes(study) == ["dette"]


def test_suggestions_are_three_at_most_and_each_decision_is_recorded(page: Page, study: Study) -> None:
    turn = next(t.n for t in study.source("entretien-m02").turns if "dette" in page.coder.text[t.start : t.end])
    shown = page.ask("view", turn=turn)
    assert [(i["code"], i["because"]) for i in shown["items"]] == [("loyer", ["loyer"]), ("dette", ["dette"])]
    keys = [item["key"] for item in shown["items"]]
    assert page.ask("decide", suggestion=keys[0], accepted=False)["kind"] == "decided"
    yes = page.ask("decide", suggestion=keys[1], accepted=True)
    assert (yes["kind"], yes["saved"], yes["added"][0][7]) == ("changed", 1, "suggestion")
    assert page.ask("view", turn=turn)["items"] == []
    assert page.ask("decide", suggestion=keys[0], accepted=True)["kind"] == "refused"  # decided once
    assert study.decisions()["accepted"].tolist() == [False, True]
    again = Page(Coder(study, "entretien-m02", "themes", "E1", suggester=Proposer()))
    assert again.ask("view", turn=turn)["items"] == []  # what was refused last time stays refused
    assert yes["undo"]
    assert page.ask("undo")["saved"] == 0


def test_no_suggestion_is_even_computed_when_they_are_off(study: Study) -> None:
    proposer = Proposer()
    page = Page(Coder(study, "entretien-m02", "themes", "E1", suggest=False, suggester=proposer))
    page.coder._handle_custom_msg({"op": "view", "turn": 1}, [])
    page.coder._beside.submit(lambda: None).result()
    assert (page.answers, proposer.asked) == ([], 0)


def test_a_broken_suggester_is_said_and_coding_goes_on(study: Study) -> None:
    class Broken:
        def suggest(self, excerpts: object, top: int = 3) -> list[Any]:
            raise RuntimeError("On a eu les clés")

    page = Page(Coder(study, "entretien-m02", "themes", "E1", suggester=Broken()))
    turn = next(t.n for t in study.source("entretien-m02").turns if not t.asks)
    answer = page.ask("view", turn=turn)
    assert answer["about"] == "suggestions"
    assert "RuntimeError" in answer["why"]
    assert "clés" not in answer["why"]
    assert page.code("On a eu", "cles")["saved"] == 1


def test_the_real_suggester_is_built_when_first_needed(study: Study) -> None:
    page = Page(Coder(study, "entretien-m02", "themes", "E1"))
    assert page.coder._proposals._suggester is None
    turn = next(t.n for t in study.source("entretien-m02").turns if "dette" in page.coder.text[t.start : t.end])
    items = page.ask("view", turn=turn)["items"]
    assert 1 <= len(items) <= 3
    assert "dette" in {item["code"] for item in items}
    assert all(item["because"] for item in items)


def test_the_card_says_what_is_known_and_why_the_rest_is_not(page: Page) -> None:
    card = page.ask("beside")["person"]
    assert (card["id"], card["voice"], card["territory"]) == ("M02", "household", "77")
    assert [row[:2] for row in card["attributes"]] == [
        ["composition", "une adulte, deux enfants"],
        ["ressources", "not known: n’a pas répondu"],
    ]


def test_the_script_uses_every_word_and_holds_no_address() -> None:
    script = SCRIPT
    used = {key for key in words() if f"words.{key}" in script or key.startswith("origin_")}
    assert used == set(words())
    assert "http" not in script
    assert "innerHTML" not in script
    assert len(script.encode()) < 70_000


def test_the_store_makes_room_once_the_screen_is_there_and_tidies_while_one_codes(
    page: Page, study: Study, tmp_path: Path
) -> None:
    log = study.root / "study.db-wal"
    page.ask("open")
    before = log.stat().st_size
    page.ask("beside")
    roomy = log.stat().st_size
    assert roomy > before + ROOM // 2
    for _again in range(SETTLED // 2):
        page.code("quatre cents euros", "dette")
        page.ask("undo")
    alone = tmp_path / "alone.db"  # the database without its log holds what was tidied away, and only that
    alone.write_bytes((study.root / "study.db").read_bytes())
    with closing(sqlite3.connect(alone)) as found:
        assert found.execute("SELECT count(*) FROM acts").fetchone() == (SETTLED // 2,)
    assert log.stat().st_size == roomy
