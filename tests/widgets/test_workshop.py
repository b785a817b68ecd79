import json
import uuid
from dataclasses import dataclass, fields

import pytest

from tests import a_release
from workbench.errors import BadInput
from workbench.findings.reviews import Position, Review
from workbench.publishing import pages
from workbench.widgets.inbox import FILE, append
from workbench.widgets.workshop import LONGEST, Workshop


@dataclass(frozen=True)
class Release:
    title: str
    workshop: list


@pytest.fixture
def screen(tmp_path):
    return Workshop(Release("Atelier", pages.workshop(a_release.findings(), a_release.quotes())), tmp_path / "inbox")


@pytest.fixture
def sent(screen, monkeypatch):
    messages = []
    monkeypatch.setattr(screen, "send", messages.append)
    return messages


def answer(**changes):
    base = {
        "op": "answer",
        "confirmed": True,
        "finding": "F1",
        "position": "disagree",
        "voice": "household",
        "words": " Pas moi. ",
        "group": False,
        "reviewer": "",
        "writer": "",
        "answer": str(uuid.uuid4()),
        "screen": str(uuid.uuid4()),
    }
    return base | changes


def lines(tmp_path):
    path = tmp_path / "inbox" / FILE
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_an_answer_is_on_disk_before_it_is_called_saved(screen, tmp_path, monkeypatch):
    order = []
    monkeypatch.setattr("os.fsync", lambda _handle: order.append("synced"))
    monkeypatch.setattr(screen, "send", lambda message: order.append(message["kind"]))
    screen._received(screen, answer(), [])
    assert order == ["synced", "saved"]
    assert set(lines(tmp_path)[0]) == {field.name for field in fields(Review)}


def test_the_wording_is_the_one_of_the_release_whatever_the_browser_says(screen, sent, tmp_path):
    screen._received(screen, answer(wording="c" * 64, version=99), [])
    saved = lines(tmp_path)[0]
    assert (saved["wording"], saved["version"]) == ("a" * 64, 2)
    assert (saved["words"], saved["position"]) == ("Pas moi.", "disagree")
    assert saved["read_back"] is True


def test_an_answer_sent_twice_keeps_its_identity(screen, sent, tmp_path):
    message = answer()
    screen._received(screen, message, [])
    screen._received(screen, message, [])
    assert len({saved["answer_id"] for saved in lines(tmp_path)}) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"op": "delete"},
        {"confirmed": False},
        {"confirmed": "yes"},
        {"finding": "F99"},
        {"finding": ["F1"]},
        {"position": "agreed"},
        {"position": None},
        {"voice": "author"},
        {"words": "x" * (LONGEST + 1)},
    ],
)
def test_what_the_screen_cannot_send_is_refused_and_writes_nothing(screen, sent, tmp_path, change):
    screen._received(screen, answer(**change), [])
    assert [message["kind"] for message in sent] == ["refused"]
    assert lines(tmp_path) == []


@pytest.mark.parametrize("message", [None, "answer", 3, [], {}])
def test_a_message_that_is_none_is_refused(screen, message):
    with pytest.raises(BadInput):
        screen.review(message)


def test_a_disk_that_fails_is_said_and_never_called_saved(screen, sent, tmp_path):
    (tmp_path / "inbox").write_text("not a folder")
    screen._received(screen, answer(), [])
    assert [message["kind"] for message in sent] == ["refused"]
    assert str(tmp_path) not in sent[0]["why"]


@pytest.mark.parametrize(
    ("change", "who"), [({"group": True}, "groupe"), ({"reviewer": " R12 "}, "R12"), ({"reviewer": ""}, "anonyme-")]
)
def test_who_answers(screen, change, who):
    assert screen.review(answer(**change)).reviewer.startswith(who)


def test_two_people_without_code_stay_two_people(screen):
    assert screen.review(answer()).reviewer != screen.review(answer()).reviewer


def test_the_browser_gets_no_wording_hash_and_no_review(screen):
    assert set(screen.findings[0]) == {"id", "theme", "statement", "plain", "quotes"}
    assert set(screen.words["positions"]) == set(Position)
    assert "papiers" not in repr(screen)


def review(words):
    return Review("F1", 1, "a" * 64, "R1", "household", Position.AGREE, words, "s", "t", "self", True, "id")


def test_a_torn_line_does_not_swallow_the_next_answer(tmp_path):
    append(tmp_path, review("un"))
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"finding": "F1", "wor')
    append(tmp_path, review("deux"))
    first, torn, last = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert (json.loads(first)["words"], json.loads(last)["words"]) == ("un", "deux")
    with pytest.raises(ValueError):
        json.loads(torn)


def test_line_ends_inside_words_stay_inside_the_line(tmp_path):
    append(tmp_path, review("un\ndeux\u2028trois"))
    assert len((tmp_path / FILE).read_bytes().split(b"\n")) == 2
