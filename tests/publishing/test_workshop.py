"""A workshop made of the demonstration study: what is in its bundle, whom a code lets in, what is printed."""

import json
import re
from dataclasses import replace

import pytest

from tests.a_demo import copied, workbench
from workbench import study
from workbench.errors import BadInput, DissentMissing, FolderTaken, NotReady, UnknownCode, UnknownId, WorkshopOver
from workbench.findings.findings import State
from workbench.findings.rights import QuoteAnswer, Say
from workbench.people import Audience
from workbench.publishing import workshop_codes, workshop_desk, workshop_kit, workshop_minutes, workshop_sheets
from workbench.publishing.assemble import release
from workbench.publishing.manifest import WORKSHOP
from workbench.publishing.verify import verify
from workbench.publishing.workshop import open_workshop
from workbench.publishing.workshop_closing import close
from workbench.publishing.workshop_reader import session
from workbench.publishing.workshop_serving import rewritten

GUESTS = ("M02", "M04", "M07", "M10", "M13", "M16", "M21")


@pytest.fixture(scope="module")
def own(demo, tmp_path_factory):
    folder = copied(demo[0], tmp_path_factory.mktemp("atelier"))
    with study.open_study(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def made(own, tmp_path_factory):
    return open_workshop(own, ["c7", "c5"], tmp_path_factory.mktemp("sorti") / "atelier", people=GUESTS, by="E1")


@pytest.fixture
def room(made, tmp_path):
    return session(made.folder, tmp_path / "inbox")


def test_the_bundle_is_a_release_that_verifies_and_names_nobody(own, made):
    assert verify(made.folder).findings == 2
    everything = "\n".join(path.read_text("utf-8") for path in made.folder.iterdir())
    assert [
        card.code for card in made.cards if card.code in everything or card.code.replace("-", "") in everything
    ] == []
    assert [person.id for person in own.people() if re.search(rf"\b{person.id}\b", everything)] == []
    assert own.workshop(made.workshop.id).release in own.releases()["id"].tolist()


def test_without_one_of_its_dissents_it_no_longer_verifies(made, tmp_path):
    import shutil

    folder = tmp_path / "coupe"
    shutil.copytree(made.folder, folder)
    findings = json.loads((folder / "findings.json").read_text("utf-8"))
    assert findings[0]["dissents"]
    findings[0]["dissents"].pop()
    (folder / "findings.json").write_text(json.dumps(findings, ensure_ascii=False), "utf-8")
    with pytest.raises(DissentMissing):
        verify(folder)
    done = workbench("verify", folder)
    assert done.returncode == 1


def test_each_code_lets_in_one_person_with_their_own_words_alone(own, made, room):
    assert room.expected == len(GUESTS)
    handles = set()
    for card in made.cards:
        member = room.enter(card.code.lower().replace("-", " "))
        handles.add(member.handle)
        assert member.facilitator == (card.person is None)
        if card.person:
            mine = {quote.text for quote in own.own_words(card.person)}
            assert {quote["text"] for quote in member.own} == mine
    assert len(handles) == len(made.cards)
    assert any(room.enter(card.code).own for card in made.cards)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "M02", "x" * 500, "é" * 8])
def test_another_code_opens_nothing(room, code):
    with pytest.raises(UnknownCode):
        room.enter(code)


def test_what_is_sealed_opens_with_its_own_code_and_unchanged():
    salt = "00" * 16
    mine, yours = workshop_codes.keys("AAAA-2222", salt), workshop_codes.keys("BBBB-3333", salt)
    closed = workshop_codes.sealed({"mots": "été 😀"}, mine)
    assert workshop_codes.unsealed(closed, mine) == {"mots": "été 😀"}
    assert workshop_codes.sealed({"mots": "été 😀"}, mine) != closed
    for other, changed in ((yours, closed), (mine, closed[:40] + ("1" if closed[40] == "0" else "0") + closed[41:])):
        with pytest.raises(ValueError, match="not sealed"):
            workshop_codes.unsealed(changed, other)
    assert len({workshop_codes.mint() for _n in range(200)}) == 200


def test_when_it_is_over_the_page_says_so_and_still_knows_who_writes(made, room):
    ended = replace(room, data=room.data | {"expires": "2026-01-01T10:00:00+00:00"})
    with pytest.raises(WorkshopOver, match="janvier 2026"):
        ended.enter(made.cards[0].code)
    assert ended.member(made.cards[0].code).handle == made.cards[0].handle
    room.inbox.mkdir()
    (room.inbox / "closed.json").write_text(json.dumps({room.id: "2026-02-03T10:00:00Z"}), "utf-8")
    with pytest.raises(WorkshopOver, match="3 "):
        room.enter(made.cards[0].code)
    (room.inbox / "closed.json").write_text("{broken", "utf-8")
    assert room.enter(made.cards[0].code)


def test_each_finding_has_its_words_its_chart_and_its_label(room):
    first, second = room.workshop
    assert [first["id"], second["id"]] == ["c7", "c5"]
    assert first["label"] == "texte simplifié"
    assert first["chart"]["svg"].startswith("<svg")
    assert first["chart"]["caption"].endswith(".")
    assert set(first["glossary"]) >= {"ménage"}
    assert room.earlier("c7", first["shown"]) == (first["version"], first["wording"])
    assert room.earlier("c7", "f" * 16) is None


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"findings": ["c4"]}, NotReady),  # a draft
        ({"findings": ["c99"]}, UnknownId),
        ({"findings": []}, BadInput),
        ({"people": ["M99"]}, UnknownId),
        ({"expires": "hier"}, BadInput),
        ({"expires": "2020-01-01T10:00"}, BadInput),
        ({"audience": "copil"}, UnknownId),
    ],
)
def test_a_workshop_that_may_not_be_leaves_nothing(own, tmp_path, change, error):
    before = len(own.workshops())
    given = {"findings": ["c7"], "by": "E1"} | change
    with pytest.raises(error):
        open_workshop(own, given.pop("findings"), tmp_path / "non", **given)
    assert not (tmp_path / "non").exists()
    assert len(own.workshops()) == before


def test_the_sheet_of_codes_has_a_square_a_card(own, made, tmp_path):
    sheet = workshop_sheets.keep_sheet(own, made.workshop, out=tmp_path / "codes.html", address="http://10.0.0.7:8866")
    said = sheet.read_text("utf-8")
    assert said.count("<svg ") == len(made.cards) == said.count('class="code"')
    assert all(card.code in said for card in made.cards)
    assert workshop_sheets.page_of("http://10.0.0.7:8866/", "AAAA-2222").endswith("/workshop.ipynb#AAAA-2222")


def test_the_kit_needs_no_study_and_is_noted_where_there_is_one(own, made, tmp_path):
    assert not workshop_kit.make(made.folder, tmp_path / "kit.html", by="E1", form=tmp_path / "form.csv")
    said = (tmp_path / "kit.html").read_text("utf-8")
    assert said.count('class="slip"') == 2
    assert "<script" not in said
    assert (tmp_path / "form.csv").read_text("utf-8-sig").count("c7") == 1
    with pytest.raises(FolderTaken):
        workshop_kit.make(made.folder, tmp_path / "kit.html", by="E1")
    inside = open_workshop(own, ["c7"], by="E1", people=["M02"])
    assert workshop_kit.make(inside.folder, tmp_path / "kit2.html", by="E1", form=tmp_path / "form2.csv")
    assert own.journal()["kind"].tolist()[-1] == "copy.recorded"
    assert inside.cards[0].code in (tmp_path / "form2.csv").read_text("utf-8-sig")


def test_the_minutes_name_nobody_and_keep_every_word(own, made, tmp_path):
    box = tmp_path / "inbox"
    box.mkdir()
    shown = {one["id"]: one for one in session(made.folder, box).workshop}
    lines = []
    for n, (card, position) in enumerate(zip(made.cards, ["agree"] * 4 + ["disagree"] * 3, strict=False)):
        lines.append(
            {
                "finding": "c7", "version": shown["c7"]["version"], "wording": shown["c7"]["wording"],
                "reviewer": card.handle, "voice": "household", "position": position,
                "words": f"Parole {n} <script>alert(1)</script> 😀", "session": made.workshop.id,
                "at": f"{made.workshop.opened[:10]}T23:59:0{n}+00:00", "written_by": "self", "read_back": True,
                "answer_id": f"minutes-{n}",
            }
        )  # fmt: skip
    (box / "answers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    done, found = close(own, made.workshop.id, inbox=box, by="E1")
    assert (done.closed is not None, found.answers) == (True, 7)
    assert json.loads((box / "closed.json").read_text("utf-8"))[made.workshop.id] == done.closed
    owed = workshop_minutes.write(own, made.workshop.id, tmp_path / "cr.html", by="E1")
    said = (tmp_path / "cr.html").read_text("utf-8")
    assert owed == 7
    assert said.count("&lt;script&gt;") == 7
    assert "<script" not in said
    assert [person.id for person in own.people() if re.search(rf"\b{person.id}\b", said)] == []
    assert not re.search(r"(agree|accord) : [1-4]\b", said)
    place = next(p for p in own.trace(made.cards[0].person)["went"] if p["path"].endswith("cr.html"))
    assert place["kind"] == "release"


def test_a_release_obeys_what_a_speaker_answered_on_a_quote(demo, tmp_path):
    with study.open_study(copied(demo[0], tmp_path)) as own:
        shown = json.loads((own.root / "releases" / "copil" / "quotes.json").read_text("utf-8"))
        texts = {quote["text"] for quote in shown}
        mine = own.excerpts()
        mine = mine[mine["text"].isin(texts) & mine["voice"].eq("household")]
        first, second = mine.iloc[0], mine[mine["person"] != mine.iloc[0]["person"]].iloc[0]
        at = "2026-01-01T10:00:00+00:00"
        own.add_quote_answers(
            [
                QuoteAnswer(first["person"], first["excerpt"], Audience.T2, Say.NOT_HERE, at, "self", id="n1"),
                QuoteAnswer(
                    second["person"], second["excerpt"], Audience.T2, Say.CHANGED, at, "self",
                    words="On y va doucement.", id="n2",
                ),
            ],
            by="E1",
        )  # fmt: skip
        release(own, "copil", tmp_path / "copil-2", approved=["E1", "E2"], by="E1")
        later = {quote["text"] for quote in json.loads((tmp_path / "copil-2" / "quotes.json").read_text("utf-8"))}
        assert first["text"] in texts - later
        assert second["text"] in texts - later
        assert "On y va doucement." in later
        verify(tmp_path / "copil-2")


def test_a_finding_reworded_meanwhile_is_known_in_both_wordings(demo, tmp_path):
    with study.open_study(copied(demo[0], tmp_path)) as own:
        before = open_workshop(own, ["c7"], tmp_path / "un", people=GUESTS, by="E1")
        old = session(before.folder, tmp_path / "inbox").workshop[0]
        own.reword("c7", plain="L’argent s’arrêtait. Des personnes n’ont pas choisi la date.", by="E1")
        assert next(f for f in own.findings() if f.id == "c7").state is State.REVIEWED
        after = open_workshop(own, ["c7"], tmp_path / "deux", people=GUESTS, by="E1")
        room = session(after.folder, tmp_path / "inbox")
        assert room.workshop[0]["version"] == old["version"] + 1
        assert room.earlier("c7", old["wording"][:16]) == (old["version"], old["wording"])
        assert own.workshop().id.endswith("-2")


def test_the_desk_of_the_notebook(demo, tmp_path):
    with study.open_study(copied(demo[0], tmp_path)) as own:
        frame = workshop_desk.ready(own)
        assert len(frame) == len(own.findings())
        evening = workshop_desk.prepare(own, ["c7"])
        assert (own.root / "workshops" / f"{evening.opened.workshop.id}-codes.html").is_file()
        closed = workshop_desk.close(own, evening)
        assert "0" in closed._repr_html_()
        assert workshop_desk.account(own, evening).said


def test_the_manifest_covers_the_codes(made, tmp_path):
    import shutil

    from workbench.errors import BundleBroken

    folder = tmp_path / "autre"
    shutil.copytree(made.folder, folder)
    data = json.loads((folder / WORKSHOP).read_text("utf-8"))
    (folder / WORKSHOP).write_text(json.dumps(data | {"expires": "2099-01-01T00:00:00+00:00"}), "utf-8")
    with pytest.raises(BundleBroken):
        session(folder, tmp_path / "inbox")


@pytest.mark.parametrize(
    ("head", "passes"),
    [
        ("GET / HTTP/1.1\r\nHost: 10.0.0.7:8866\r\nConnection: keep-alive", True),
        ("GET / HTTP/1.1\r\nHost: 10.0.0.7:8866\r\nOrigin: http://10.0.0.7:8866\r\nUpgrade: websocket", True),
        ("GET / HTTP/1.1\r\nHost: elsewhere.example:8866", False),
        ("GET / HTTP/1.1\r\nHost: 10.0.0.7:8866\r\nOrigin: http://elsewhere.example", False),
        ("GET / HTTP/1.1", False),
    ],
)
def test_the_door_answers_to_its_own_name_alone(head, passes):
    inside = rewritten(head.encode(), ("10.0.0.7:8866",), 5000)
    assert (inside is not None) == passes
    if inside is not None:
        assert b"Host: 127.0.0.1:5000" in inside
        assert b"10.0.0.7" not in inside
        assert inside.endswith(b"\r\n\r\n")
        assert (b"Connection: Upgrade" in inside) == (b"Upgrade: websocket" in inside)
