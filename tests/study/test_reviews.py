import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from workbench.errors import BadInput, BadTable, UnknownId
from workbench.findings.findings import wording_hash
from workbench.findings.reviews import Position, Review
from workbench.study import Study

from .test_findings import FINDING


def answer(n: int, **change: object) -> Review:
    given = Review(
        "F1", 1, wording_hash(FINDING), "M02", "household", Position.NUANCE, "Pas moi…", "S1", "2015-11-01T10:00:00Z",
        "eva", True, f"a{n}", "Pas tout le monde.",
    )  # fmt: skip
    return replace(given, **change)  # type: ignore[arg-type]


def lines(*answers: Review) -> str:
    return "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in answers)


@pytest.fixture
def asked(study: Study) -> Study:
    study.add_finding(FINDING, by="eva")
    study.add_finding(replace(FINDING, id="F2"), by="eva")
    return study


def test_an_answer_is_added_once(asked: Study) -> None:
    assert asked.add_reviews([answer(1), answer(2), answer(1)], by="eva") == 2
    assert asked.add_reviews([answer(2), answer(3, finding="F2")], by="eva") == 1
    assert asked.add_reviews([], by="eva") == 0
    assert asked.reviews() == [answer(1), answer(2), answer(3, finding="F2")]
    assert asked.reviews("F2") == [answer(3, finding="F2")]
    asked.verify_journal()


def test_an_answer_is_about_known_words(asked: Study) -> None:
    with pytest.raises(UnknownId, match="F9, version 1"):
        asked.add_reviews([answer(1), answer(2, finding="F9")], by="eva")
    with pytest.raises(UnknownId, match="F1, version 2"):
        asked.add_reviews([answer(1, version=2)], by="eva")
    with pytest.raises(BadInput, match="a1 was given on other words"):
        asked.add_reviews([answer(1, wording="0" * 64)], by="eva")
    assert asked.reviews() == []


def test_the_inbox_is_collected_once_however_often(asked: Study, tmp_path: Path) -> None:
    inbox = asked.root / "inbox"
    (inbox / "b.jsonl").write_text(lines(answer(2)), "utf-8")
    (inbox / "a.jsonl").write_text(lines(answer(1)) + "\n" + lines(answer(3))[:40], "utf-8")
    assert asked.collect_inbox(inbox, by="eva") == 2
    assert asked.reviews() == [answer(1), answer(2)]
    assert asked.collect_inbox(inbox, by="eva") == 0
    (inbox / "a.jsonl").write_text(lines(answer(1), answer(3)), "utf-8")  # the torn line is whole now
    assert asked.collect_inbox(inbox, by="eva") == 1
    assert [one.answer_id for one in asked.reviews()] == ["a1", "a2", "a3"]
    assert asked.collect_inbox(tmp_path / "nowhere", by="eva") == 0


def test_a_line_torn_inside_a_character_is_left_too(asked: Study) -> None:
    whole = lines(answer(1)).encode()
    torn = lines(answer(2)).encode()
    cut = torn.index("…".encode()) + 1
    (asked.root / "inbox" / "a.jsonl").write_bytes(whole + torn[:cut])
    assert asked.collect_inbox(asked.root / "inbox", by="eva") == 1


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        "{}",
        json.dumps(asdict(answer(2)) | {"position": "perhaps"}),
        json.dumps(asdict(answer(2)) | {"version": "1"}),
        json.dumps(asdict(answer(2)) | {"words": None}),
    ],
)
def test_a_line_that_is_no_answer_is_named_and_nothing_is_added(local: Study, line: str) -> None:
    (local.root / "inbox" / "a.jsonl").write_text(lines(answer(1)) + line + "\n", "utf-8")
    with pytest.raises(BadTable, match=r"a\.jsonl: line 2 is not an answer"):
        local.collect_inbox(local.root / "inbox", by="eva")
    assert local.reviews() == []
