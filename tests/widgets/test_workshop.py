import json
import subprocess
import sys
import uuid
from dataclasses import dataclass, fields

import pytest

from tests import a_release, a_workshop
from workbench.errors import BadInput
from workbench.findings.reviews import Position, Review
from workbench.publishing import pages
from workbench.publishing.workshop_reader import session
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
    assert set(screen.pictures) == set(Position)
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


def test_many_who_write_at_once_leave_no_line_but_theirs(tmp_path):
    code = (
        "import sys; from pathlib import Path; from workbench.widgets.inbox import append_line\n"
        "for n in range(40): append_line(Path(sys.argv[1]), {'who': sys.argv[2], 'n': n, 'words': 'x' * 9000})"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(who)]) for who in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    written = [json.loads(line) for line in (tmp_path / FILE).read_bytes().splitlines()]
    assert sorted((one["who"], one["n"]) for one in written) == [(str(who), n) for who in range(4) for n in range(40)]


def test_line_ends_inside_words_stay_inside_the_line(tmp_path):
    append(tmp_path, review("un\ndeux\u2028trois"))
    assert len((tmp_path / FILE).read_bytes().split(b"\n")) == 2


# ---- with codes ---------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return a_workshop.make(tmp_path_factory.mktemp("codes") / "atelier")


@pytest.fixture
def gate(made, tmp_path):
    return session(made.folder, tmp_path / "inbox")


@pytest.fixture
def gated(gate, tmp_path, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    shown = Workshop(gate, tmp_path / "inbox", gate)
    told = []
    monkeypatch.setattr(shown, "send", told.append)
    return shown, told


def test_nothing_of_a_finding_is_there_before_a_code_is_accepted(gated, made):
    shown, told = gated
    assert shown.findings == []
    shown._received(shown, {"op": "enter", "code": "ZZZZ-9999"}, [])
    assert told[-1]["kind"] == "shut"
    assert shown.findings == []
    shown._received(shown, {"op": "enter", "code": made.codes[0]}, [])
    assert told[-1]["kind"] == "welcome"
    assert [quote["id"] for quote in told[-1]["own"]] == ["e7", "e9"]
    assert [finding["id"] for finding in shown.findings] == ["F1", "F2"]
    assert not {"version", "wording"} & set(shown.findings[0])


def test_an_answer_is_written_under_the_handle_whatever_the_browser_says(gated, made, gate, tmp_path):
    shown, told = gated
    given = answer(code=made.codes[1], reviewer="M07", voice="landlord", group=True, session="ailleurs")
    shown._received(shown, given, [])
    saved = lines(tmp_path)[0]
    assert told[-1]["kind"] == "saved"
    assert saved["reviewer"] == gate.member(made.codes[1]).handle
    assert (saved["voice"], saved["session"]) == ("household", "atelier-essai")
    assert made.codes[1] not in json.dumps(saved)
    shown._received(shown, answer(code=made.facilitator), [])
    assert lines(tmp_path)[1]["reviewer"] == "groupe"
    shown._received(shown, answer(code="ZZZZ-9999"), [])
    assert told[-1]["kind"] == "refused"
    assert len(lines(tmp_path)) == 2


def test_an_answer_given_on_earlier_words_stays_on_them(gated, made, tmp_path):
    shown, told = gated
    shown._received(shown, answer(code=made.codes[1], shown="e" * 16), [])
    assert (lines(tmp_path)[0]["version"], lines(tmp_path)[0]["wording"]) == (1, "e" * 64)
    shown._received(shown, answer(code=made.codes[1], shown="d" * 16), [])
    assert told[-1]["kind"] == "refused"  # words that nobody was ever shown
    assert len(lines(tmp_path)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "e99"},
        {"say": "perhaps"},
        {"audience": "T0"},
        {"confirmed": False},
        {"say": "changed", "words": " "},
        {"code": "ZZZZ-9999"},
        {"quote": ["e7"]},
    ],
)
def test_only_ones_own_quotes_are_answered(gated, made, tmp_path, change):
    shown, told = gated
    given = {"op": "quote", "confirmed": True, "code": made.codes[0], "quote": "e7", "audience": "T2", "say": "never",
             "words": "", "answer": str(uuid.uuid4())}  # fmt: skip
    shown._received(shown, given | change, [])
    assert told[-1]["kind"] == "refused"
    shown._received(shown, given, [])
    assert told[-1]["kind"] == "saved"
    (saved,) = lines(tmp_path)
    assert (saved["kind"], saved["excerpt"], saved["answer"]) == ("quote", "e7", "never")
    shown._received(shown, given | {"code": made.codes[1]}, [])  # somebody else's
    assert told[-1]["kind"] == "refused"


def test_votes_are_for_the_facilitator_and_only_when_all_are_in(gated, made):
    shown, told = gated
    ask = {"op": "tally", "code": made.facilitator, "finding": "F1"}
    for code in made.codes[:7]:
        shown._received(shown, answer(code=code, position="agree"), [])
    shown._received(shown, ask, [])
    assert (told[-1]["kind"], told[-1]["open"], told[-1]["lines"]) == ("tally", False, [])
    shown._received(shown, ask | {"code": made.codes[0]}, [])
    assert told[-1]["kind"] == "refused"
    shown._received(shown, answer(code=made.codes[7], position="disagree"), [])
    shown._received(shown, answer(code=made.codes[7], position="agree"), [])  # a changed mind is one vote
    shown._received(shown, ask, [])
    assert [line["position"] for line in told[-1]["lines"]] == ["agree"]
