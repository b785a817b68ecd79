"""Sessions in the store: codes, what comes back and once, slips, steps, replies, rights; on both databases."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from workbench.errors import AlreadyWithdrawn, BadInput, BadTable, NotReady, UnknownId
from workbench.findings.findings import Evidence, State, wording_hash
from workbench.findings.reviews import Position, Review, latest
from workbench.findings.rights import QuoteAnswer, Say
from workbench.findings.sessions import Side, Workshop
from workbench.messages import _
from workbench.people import Answer, Audience, Consent, Person, Use, Voice
from workbench.publishing.workshop_print import positions
from workbench.study import Study, slips
from workbench.study.rights import as_agreed
from workbench.study.slips import COLUMNS, blank_form
from workbench.study.workshops import Card, invited, new_id

from .examples import Filled, coding
from .test_findings import FINDING

SESSION = Workshop(
    "atelier-1", "Atelier", Side.HOUSEHOLDS, "atelier", (("F1", 1),), "2026-01-01T10:00:00+00:00",
    "2026-01-08T10:00:00+00:00",
)  # fmt: skip
CARDS = (Card("h02", "M02", "AAAA-2222"), Card("h07", "M07", "BBBB-3333"), Card("hf", None, "FFFF-4444"))
AT = "2026-01-02T10:00:00.000+00:00"


@pytest.fixture
def room(filled: Filled) -> Study:
    study = filled.study
    study.add_person(Person("M07", Voice.HOUSEHOLD, "77"), by="eva")
    study.add_finding(FINDING, by="eva")
    study.open_workshop(SESSION, CARDS, by="eva")
    return study


def line(n: int, handle: str = "h02", **more: object) -> dict[str, object]:
    given = Review(
        "F1", 1, wording_hash(FINDING), handle, "household", Position.NUANCE, "Ça dépend 😀 <script>", "atelier-1", AT,
        "self", True, f"a{n}",
    )  # fmt: skip
    return {**asdict(given), **more}


def inbox(study: Study, *lines: object, end: str = "\n") -> Path:
    folder = study.root / "inbox"
    text = "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)
    (folder / "answers.jsonl").write_text(text + end, "utf-8")
    return folder


def test_a_handle_becomes_its_person_and_the_group_stays_a_group(room: Study) -> None:
    folder = inbox(room, line(1), line(2, "groupe"), line(3, "h07", position="agree", voice="state"))
    found = room.collect(folder, by="eva")
    assert (found.answers, found.known, found.set_aside, found.torn) == (3, 0, (), 0)
    assert [(r.reviewer, r.voice) for r in room.reviews()] == [
        ("M02", "household"), ("groupe-atelier-1", "household"), ("M07", "household"),
    ]  # fmt: skip
    assert room.reviews()[0].words == "Ça dépend 😀 <script>"
    again = room.collect(folder, by="eva")
    assert (again.answers, again.known) == (0, 3)
    room.verify_journal()


def test_what_cannot_be_counted_is_set_aside_and_can_be_taken_in(room: Study) -> None:
    late, unknown = line(1, at="2026-02-01T10:00:00.000+00:00"), line(2, "h99")
    other = line(3, wording="0" * 64)
    folder = inbox(room, late, unknown, other, line(4))
    found = room.collect(folder, by="eva")
    assert found.answers == 1
    assert [id_ for id_, _why in found.set_aside] == ["a1", "a2", "a3"]
    assert len({why for _id, why in found.set_aside}) == 3
    assert room.collect(folder, by="eva").set_aside == ()  # told once
    assert [one.answer.answer_id for one in room.set_aside()] == ["a1", "a2", "a3"]
    taken = room.take_in("a1", by="eva")
    assert taken.reviewer == "M02"
    assert [one.answer.answer_id for one in room.set_aside()] == ["a2", "a3"]
    assert len(room.reviews()) == 2
    with pytest.raises(UnknownId):
        room.take_in("a1", by="eva")
    room.verify_journal()


def test_after_the_end_nothing_is_counted_and_nothing_lost(room: Study) -> None:
    ended = room.close_workshop("atelier-1", by="eva")
    assert ended.closed
    assert room.close_workshop("atelier-1", by="eva").closed == ended.closed
    found = room.collect(inbox(room, line(1), line(2, at="2026-01-07T10:00:00+00:00")), by="eva")
    assert found.answers == 2  # both were given while it was open
    assert room.journal()["kind"].tolist().count("workshop.closed") == 1


def test_a_torn_line_in_the_middle_loses_nothing(room: Study) -> None:
    whole = json.dumps(line(1), ensure_ascii=False)
    found = room.collect(inbox(room, line(2), whole[:60], line(3)), by="eva")
    assert (found.answers, found.torn) == (2, 1)
    found = room.collect(inbox(room, line(4), end=""), by="eva")
    assert (found.answers, found.torn) == (0, 0)  # the last line is being written
    with pytest.raises(BadTable, match="line 2"):
        room.collect(inbox(room, line(5), '{"finding": "F1"}'), by="eva")


def test_a_changed_mind_is_a_new_entry_and_the_old_one_stays(room: Study) -> None:
    folder = inbox(room, line(1), line(2, position="agree", at="2026-01-03T10:00:00.000+00:00"))
    room.collect(folder, by="eva")
    assert [r.position for r in room.reviews()] == [Position.NUANCE, Position.AGREE]
    assert [r.position for r in latest(room.reviews())] == [Position.AGREE]


def test_an_answer_stays_on_the_words_that_were_seen(room: Study) -> None:
    room.set_state("F1", State.REVIEWED, by="eva")
    changed = room.reword("F1", plain="Autrement dit.", by="eva")
    assert changed.version == 2
    room.collect(inbox(room, line(1)), by="eva")
    (review,) = room.reviews()
    assert (review.version, review.wording) == (1, wording_hash(FINDING))
    assert room.what_changed("F1").before is not None


def form(folder: Path, *rows: dict[str, str], encoding: str = "utf-8-sig") -> Path:
    text = ";".join(COLUMNS) + "\n"
    text += "".join(";".join(row.get(name, "") for name in COLUMNS) + "\n" for row in rows)
    (folder / "f.csv").write_text(text, encoding)
    return folder / "f.csv"


def test_slips_are_entered_once(room: Study, tmp_path: Path) -> None:
    rows = (
        {
            "code": "aaaa2222",
            "finding": "F1",
            "answer": "Pas d'accord",
            "words": "Été comme hiver.",
            "read_back": "oui",
        },
        {"code": "FFFF-4444", "finding": "F1", "answer": "d’accord", "written_by": "E2"},
        {"code": "BBBB-3333", "finding": "F1"},
    )
    file = form(tmp_path, *rows, encoding="cp1252")
    assert room.enter(file, by="eva").answers == 2
    again = room.enter(file, by="eva")
    assert (again.answers, again.known) == (0, 2)
    first, group = room.reviews()
    assert (first.reviewer, first.position, first.words, first.read_back) == (
        "M02", Position.DISAGREE, "Été comme hiver.", True,
    )  # fmt: skip
    assert (group.reviewer, group.written_by, group.read_back) == ("groupe-atelier-1", "E2", False)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"code": "ZZZZ-9999", "finding": "F1", "answer": "nuance"}, "line 2 has a code"),
        ({"code": "AAAA-2222", "finding": "F9", "answer": "nuance"}, "line 2: F9"),
        ({"code": "AAAA-2222", "finding": "F1", "answer": "peut-être"}, "line 2: peut-être"),
    ],
)
def test_a_slip_that_does_not_fit_refuses_the_form(room: Study, tmp_path: Path, row: dict[str, str], why: str) -> None:
    good = {"code": "AAAA-2222", "finding": "F1", "answer": "nuance"}
    with pytest.raises(BadTable, match=why):
        room.enter(form(tmp_path, row, good), by="eva")
    assert room.reviews() == []


def test_what_is_printed_on_the_slips_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_LANG", "fr")
    assert {slips.POSITIONS[word.casefold()] for word in positions().values()} == set(Position)
    said = [_("As it is"), _("With changes"), _("Not for these readers"), _("Never, for nobody")]
    assert [slips.SAYS[word.casefold()] for word in said] == [Say.AS_IS, Say.CHANGED, Say.NOT_HERE, Say.NEVER]


def test_the_empty_form_has_a_line_a_slip() -> None:
    lines = blank_form(["AAAA-2222", "BBBB-3333"], ["F1", "F2"]).splitlines()
    assert lines[0].split(";") == list(COLUMNS)
    assert len(lines) == 5


def test_who_is_invited(room: Study) -> None:
    room.add_people([Person("P01", Voice.ASSOCIATION, "77"), Person("P05", Voice.LANDLORD, "94")], by="eva")
    assert [p.id for p in invited(room, Side.HOUSEHOLDS)] == ["M02", "M07"]
    assert [p.id for p in invited(room, Side.PARTNERS, territory="77")] == []
    assert [p.id for p in invited(room, Side.ALL)] == ["M02", "M07", "P01", "P05"]
    room.withdraw("M07", by="eva")
    assert [p.id for p in invited(room, Side.HOUSEHOLDS)] == ["M02"]
    with pytest.raises(UnknownId):
        invited(room, Side.HOUSEHOLDS, ["M07"])
    assert new_id(room, "2026-01-01") == "atelier-2026-01-01"


def test_a_mixed_circle_waits_for_the_meetings_among_equals(room: Study) -> None:
    room.add_person(Person("P05", Voice.LANDLORD), by="eva")
    mixed = replace(SESSION, id="mixte", side=Side.ALL)
    cards = [Card("x1", "M02", "CCCC-2222"), Card("x2", "P05", "DDDD-2222")]
    with pytest.raises(BadInput, match="households, partners"):
        room.open_workshop(mixed, cards, by="eva")
    room.collect(inbox(room, line(1)), by="eva")
    apart = asdict(
        Review("F1", 1, wording_hash(FINDING), "P05", "landlord", Position.AGREE, "", "pros", AT, "E1", True, "p")
    )
    room.collect(inbox(room, apart), by="eva")
    room.open_workshop(mixed, cards, by="eva")
    assert [w.id for w in room.workshops()] == ["atelier-1", "mixte"]


def test_the_way_of_a_finding_is_walked_step_by_step(room: Study) -> None:
    with pytest.raises(NotReady, match="nobody but its author"):
        room.advance("F1", State.CHECKED, by="ben")
    with pytest.raises(NotReady, match="the next step is"):
        room.advance("F1", State.PUBLISHED, by="ben")
    room.check_disclosure("F1", by="ben")
    room.advance("F1", State.CHECKED, by="ben")
    with pytest.raises(NotReady, match="nobody has answered"):
        room.advance("F1", State.REVIEWED, by="ben")
    room.collect(inbox(room, line(1)), by="eva")
    room.advance("F1", State.REVIEWED, by="ben")
    with pytest.raises(NotReady, match="1 remark still waits"):
        room.advance("F1", State.REVISED, by="ben")
    with pytest.raises(BadInput, match="still has the wording"):
        room.reply("a1", "Nous l’avons écrit.", changed=True, by="eva")
    room.reword("F1", plain="Presque tous paient. Cela dépend.", by="eva")
    room.reply("a1", "Nous avons ajouté vos mots.", changed=True, by="eva")
    with pytest.raises(NotReady, match="nobody but its author"):  # other words, another look
        room.advance("F1", State.REVISED, by="ben")
    room.check_disclosure("F1", by="ben")
    room.advance("F1", State.REVISED, by="ben")
    with pytest.raises(NotReady, match="not brought back"):
        room.advance("F1", State.RETURNED, by="ben")
    room.return_to_group("F1", "atelier-2", by="eva")
    room.advance("F1", State.RETURNED, by="ben")
    assert room.advance("F1", State.PUBLISHED, by="ben").state is State.PUBLISHED
    kinds = [kind for kind in room.journal()["kind"] if kind.startswith("finding.")]
    assert kinds == [
        "finding.added", "finding.disclosure_check", "finding.disclosure_checked", "finding.reviewed", "finding.added",
        "finding.disclosure_check", "finding.revised", "finding.returned", "finding.returned", "finding.published",
    ]  # fmt: skip
    room.verify_journal()


def test_words_that_give_somebody_away_are_not_checked(room: Study) -> None:
    room.reword("F1", statement="Le 12 mars 2015, M07 est entré.", by="eva")
    with pytest.raises(NotReady, match="M07"):
        room.check_disclosure("F1", by="ben")


def test_own_words_and_what_their_speaker_answers(filled: Filled) -> None:
    study = filled.study
    kept = study.add_coding(coding(filled), by="ana")
    excerpt = study.excerpts()["excerpt"].iloc[0]
    assert kept.id
    study.add_finding(replace(FINDING, evidence=(Evidence("excerpt", excerpt),)), by="eva")
    study.add_consents([Consent("M02", Use.QUOTE_T2, Answer.YES, "2026-01-01", "eva")], by="eva")
    (quote,) = study.own_words("M02")
    assert quote.text == "les clés"
    assert (quote.meant["T2"]["allowed"], quote.meant["T3"]["allowed"], quote.meant["T2"]["said"]) == (True, False, "")
    answer = QuoteAnswer("M02", excerpt, Audience.T2, Say.CHANGED, AT, "self", words="mes clés", id="q1")
    assert study.add_quote_answers([answer, answer], by="eva") == 1
    assert study.add_quote_answers([answer], by="eva") == 0
    assert as_agreed(study, study.excerpts(), Audience.T2)["text"].tolist() == ["mes clés"]
    assert as_agreed(study, study.excerpts(), Audience.T3)["text"].tolist() == ["les clés"]
    never = replace(answer, answer=Say.NEVER, id="q2", at="2026-01-03T10:00:00+00:00", words="")
    study.add_quote_answers([never], by="eva")
    assert len(as_agreed(study, study.excerpts(), Audience.T3)) == 0
    with pytest.raises(UnknownId):
        study.add_quote_answers([replace(answer, person="M99", id="q3")], by="eva")
    with pytest.raises(BadInput):
        study.add_quote_answers([replace(answer, words=" ", id="q4")], by="eva")
    assert [one.id for one in study.quote_answers("M02")] == ["q1", "q2"]


def test_a_choice_on_a_quote_comes_with_the_inbox(filled: Filled, room: Study) -> None:
    room.add_coding(coding(filled), by="ana")
    excerpt = room.excerpts()["excerpt"].iloc[0]
    given = {
        "kind": "quote", "session": "atelier-1", "reviewer": "h02", "excerpt": excerpt, "audience": "T3",
        "answer": "not_here", "words": "", "at": AT, "written_by": "self", "read_back": True, "answer_id": "q1",
    }  # fmt: skip
    found = room.collect(inbox(room, given, line(1)), by="eva")
    assert (found.answers, found.quotes) == (1, 1)
    assert room.collect(room.root / "inbox", by="eva").quotes == 0


def test_an_erasure_takes_what_was_said_in_workshops(room: Study) -> None:
    mine, late = (
        "Le balcon donne sur le canal et j’y mets mes tomates.",
        "Trop tard je le dis : les tomates ont séché hier.",
    )
    words = [line(1, words=mine), line(2, words=late, at="2026-02-01T10:00:00+00:00"), line(3, "h07", words="Pas moi.")]
    folder = inbox(room, *words)
    room.collect(folder, by="eva")
    room.add_reading("F1", "M02", concerned=True, understood=True, remark=mine, by="eva")
    room.reply("a1", f"Vous avez dit « {mine} » et nous l’avons gardé.", changed=False, by="eva")
    room.withdraw("M02", by="eva", erase=True)
    assert [json.loads(one)["reviewer"] for one in (folder / "answers.jsonl").read_text("utf-8").splitlines()] == [
        "h07"
    ]
    for file in room.root.rglob("*"):
        if file.is_file():
            content = file.read_bytes().decode("utf-8", "ignore")
            assert [run for run in (mine, late) for i in range(len(run) - 19) if run[i : i + 20] in content] == [], file
    assert [r.reviewer for r in room.reviews()] == ["M07"]
    assert room.set_aside() == []
    assert "(…)" in room.replies("F1")[0].words
    with pytest.raises(AlreadyWithdrawn):
        room.open_workshop(replace(SESSION, id="atelier-2"), [Card("h9", "M02", "EEEE-2222")], by="eva")
    room.verify_journal()
