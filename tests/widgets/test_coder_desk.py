"""The coding screen's further gestures: the codebook under one's hands, memos, other interviews, what is refused."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.an_interview import BOOK, Proposer, interview, study_with_interview
from tests.widgets.test_coder import Page
from workbench.coding.codebooks import Code
from workbench.coding.codings import Coding, Suggestion
from workbench.coding.excerpts import find
from workbench.coding.guards import DECOY
from workbench.study import Study, machine, open_study
from workbench.widgets.coder import Coder
from workbench.widgets.coder_words import keys, words
from workbench.widgets.esm import SCRIPTS, composed


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_LANG", "en")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_with_interview(tmp_path / "essai", more=2) as made:
        yield made


@pytest.fixture
def page(study: Study) -> Page:
    return opened(study)


def opened(study: Study, coder: str = "E1", **more: object) -> Page:
    page = Page(Coder(study, "entretien-m02", "themes", coder, suggester=Proposer(), **more))
    page.ask("open")
    return page


def standing(study: Study) -> list[tuple[str, str, str]]:
    return sorted((c.coder, c.code, c.excerpt.text) for c in study.codings("entretien-m02"))


def test_a_coding_takes_the_limits_of_the_passage_and_gives_them_back(page: Page, study: Study) -> None:
    made = page.code("les clés 🔑 en mars", "cles")["added"][0]
    text = page.coder.text
    end = len(text[: text.index("Franchement")].encode("utf-16-le")) // 2 - 1
    answer = page.ask("revise", coding=made[0], start=made[1], end=end)
    assert standing(study) == [("E1", "cles", "les clés 🔑 en mars, après l’hôtel.")]
    assert (answer["removed"], answer["saved"]) == ([made[0]], 1)
    page.ask("undo")
    assert standing(study) == [("E1", "cles", "les clés 🔑 en mars")]
    assert page.ask("revise", coding=page.ask("open")["rows"][0][0], start=0, end=10**6)["kind"] == "refused"


def test_undo_goes_on_after_the_study_was_closed(study: Study) -> None:
    opened(study).code("On a eu", "cles", "hotel")
    study.close()
    with open_study(study.root) as again:
        page = opened(again)
        assert "On a eu" in page.ask("open")["undo"] or page.ask("open")["undo"]
        answer = page.ask("undo")
        assert (answer["saved"], len(answer["removed"])) == (0, 2)
        assert page.ask("undo")["kind"] == "refused"
        assert page.ask("redo")["saved"] == 2


def test_a_new_code_is_made_from_the_words_read_and_undone_with_its_coding(page: Page, study: Study) -> None:
    text = page.coder.text
    start = len(text[: text.index("c’était un soulagement")].encode("utf-16-le")) // 2
    answer = page.ask("new_code", label="Soulagement", group="logement", start=start, end=start + 22)
    made = next(c for c in answer["book"]["codes"] if c["label"] == "Soulagement")
    assert (made["group"], made["offered"], answer["book"]["version"]) == ("logement", True, 2)
    assert standing(study) == [("E1", made["id"], "c’était un soulagement")]
    assert [row[3] for row in answer["added"]] == [made["id"]]
    back = page.ask("undo")
    assert back["saved"] == 0
    assert not any(c["label"] == "Soulagement" and c["offered"] for c in back["book"]["codes"])


def test_codes_are_renamed_moved_merged_split_and_retired_with_their_history(page: Page, study: Study) -> None:
    first = page.code("On a eu", "cles")["added"][0][0]
    page.code("en mars", "cles")
    assert _labels(page.ask("rename_code", code="cles", label="Les clés", why="plus court"))["cles"] == "Les clés"
    moved = page.ask("move_code", code="cles", group="argent")
    assert next(c for c in moved["book"]["codes"] if c["id"] == "cles")["group"] == "argent"
    parts = page.ask("split_code", code="cles", label="Le mois", codings=[first])
    assert len(parts["added"]) == 1
    assert page.ask("split_code", code="cles", label="Rien", codings=[])["kind"] == "refused"
    merged = page.ask("merge_codes", code="cles", into="hotel")
    gone = next(c for c in merged["book"]["codes"] if c["id"] == "cles")
    assert (gone["offered"], gone["into"]) == (False, "hotel")
    assert "hotel" in {code for _coder, code, _words in standing(study)}
    assert page.code("après l’hôtel", "cles")["kind"] == "refused"
    page.ask("retire_code", code="dette")
    page.ask("reinstate_code", code="dette")
    edited = page.ask(
        "edit_code", code="dette", definition="Ce qui est dû.", include="loyer\n\ncrédit", exclude="", example=""
    )
    dette = next(c for c in edited["book"]["codes"] if c["id"] == "dette")
    assert (dette["definition"], dette["include"]) == ("Ce qui est dû.", ["loyer", "crédit"])
    told = page.ask("history", code="cles")["rows"]
    assert len(told) >= 4
    assert "plus court" in {row["why"] for row in told}
    assert len(page.ask("history", code=None)["rows"]) > len(told)


def _labels(answer: dict[str, object]) -> dict[str, str]:
    return {c["id"]: c["label"] for c in answer["book"]["codes"]}


def test_memos_are_kept_on_passage_code_interview_and_household(page: Page, study: Study) -> None:
    for on, target in [("excerpt", "120-140"), ("code", "cles"), ("interview", ""), ("household", "M02")]:
        assert page.ask("memos", on=on, target=target)["memos"] == []
        assert page.ask("memo_save", on=on, target=target, memo="", version=0, text=f"sur {on}")["kind"] == "changed"
        [memo] = page.ask("memos", on=on, target=target)["memos"]
        assert (memo["text"], memo["who"]) == (f"sur {on}", "E1")
        fresh = {"memo": memo["id"], "version": memo["version"], "text": "plus long"}
        assert page.ask("memo_save", on=on, target=target, **fresh)["kind"] == "changed"
        assert page.ask("memo_save", on=on, target=target, **fresh | {"text": "trop tard"})["kind"] == "refused"
        assert page.ask("memos", on=on, target=target)["memos"][0]["text"] == "plus long"
    assert {memo.on for memo in study.memos()} == {"excerpt", "code", "interview", "household"}


def test_what_was_read_is_kept_and_each_coders_progress_is_told(page: Page, study: Study) -> None:
    turns = [t.n for t in study.source("entretien-m02").turns if not t.asks]
    page.ask("read", turns=turns[:2])
    assert opened(study).ask("open")["read"] == turns[:2]
    opened(study, "E2").code("On a eu", "cles")
    beside = page.ask("review", coder="E2")
    told = {row["coder"]: row for row in beside["progress"]}
    assert (told["E2"]["coded"], told["E2"]["reviewers"]) == (1, "E1")
    assert beside["sources"] == [["entretien-m02", "entretien-m02.txt"]]


def test_on_an_interview_drawn_for_agreement_others_and_suggestions_stay_away(study: Study) -> None:
    study.draw_sample("themes", coders=["E1", "E2"], by="E1", n=1, seed=1)
    other = opened(study, "E2")
    other.code("On a eu", "cles")
    page = opened(study)
    assert page.ask("others", on=True)["kind"] == "refused"
    assert page.ask("open")["rows"] == []
    turn = next(t.n for t in study.source("entretien-m02").turns if not t.asks)
    assert page.ask("view", turn=turn)["about"] == "suggestions"
    assert page.ask("beside")["curtain"]["hidden"]
    assert page.ask("declare")["curtain"]["declared"]
    other.ask("declare")
    assert [row[4] for row in page.ask("others", on=True)["rows"]] == ["E2"]


def test_blind_on_demand(study: Study) -> None:
    opened(study, "E2").code("On a eu", "cles")
    page = opened(study, blind=True)
    assert page.ask("others", on=True)["kind"] == "refused"
    assert [row["coder"] for row in page.ask("beside")["progress"] if row["coder"] != "E1"] == []


def test_another_interview_comes_on_the_same_screen(page: Page, study: Study, tmp_path: Path) -> None:
    from workbench.intake.readers import read_document

    more = tmp_path / "entretien-m03.txt"
    more.write_text("E : Alors ?\nM : 😀 Voilà, on a eu les clés.\n", "utf-8")
    study.add_source(read_document(more)[0], kind="interview", original=more.read_bytes(), by="E1")
    [second] = [s.id for s in study.sources() if s.id != "entretien-m02"]
    assert page.ask("visit", source="nowhere")["kind"] == "refused"
    assert page.coder.head["source"] == "entretien-m02"
    assert page.ask("visit", source=second, span=[18, 23])["kind"] == "visited"
    assert (page.coder.head["source"], page.coder.text) == (second, study.source(second).text)
    assert page.coder.head["span"] == [page.coder._desk.units.of(18), page.coder._desk.units.of(23)]
    page.ask("open")
    assert page.code("Voilà", "cles")["saved"] == 1
    assert study.codings(second)[0].excerpt.text == "Voilà"


def test_a_turn_drawn_as_control_gets_no_suggestion_and_says_so(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    proposer = Proposer()
    page = Page(Coder(study, "entretien-m02", "themes", "E1", suggester=proposer))
    turn = next(t.n for t in study.source("entretien-m02").turns if "dette" in page.coder.text[t.start : t.end])
    monkeypatch.setattr(machine, "CONTROL", 1.0)
    answer = page.ask("view", turn=turn)
    assert (answer["about"], "items" in answer, proposer.asked) == ("suggestions", False, 0)
    assert "drawn at random" in answer["why"]
    monkeypatch.setattr(machine, "CONTROL", 0.0)
    assert page.ask("view", turn=turn)["items"]


def test_a_decoy_is_shown_as_the_last_and_never_becomes_a_coding(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "CONTROL", 0.0)
    monkeypatch.setattr(machine, "DECOYS", 1.0)
    page = Page(Coder(study, "entretien-m02", "themes", "E1", suggester=Proposer()))
    turn = next(t.n for t in study.source("entretien-m02").turns if "dette" in page.coder.text[t.start : t.end])
    first, decoy = page.ask("view", turn=turn)["items"]
    assert first["code"] == "loyer"
    assert (decoy["because"], decoy["code"] in {"loyer", "dette"}) == ([], False)
    yes = page.ask("decide", suggestion=decoy["key"], accepted=True)
    assert (yes["kind"], "on purpose" in yes["note"]) == ("decided", True)
    assert study.codings("entretien-m02") == []
    assert study.decisions()["model"].str.endswith(DECOY).tolist() == [True]
    assert machine.guarding(study, "themes").iloc[1, 1] == "1 out of 1"
    assert {i["code"] for i in page.ask("view", turn=turn)["items"]} == {"loyer", "dette"}  # decided once
    page.ask("undo")
    assert study.codings("entretien-m02") == []  # no undo brings it back


def test_a_suggestion_points_at_a_stretch_and_is_learned_from(study: Study) -> None:
    class Learner(Proposer):
        def __init__(self) -> None:
            super().__init__()
            self.told: list[tuple[str, str, object]] = []

        def suggest(self, excerpts: list, top: int = 3) -> list[list[Suggestion]]:
            found = super().suggest(excerpts, top)
            return [[replace(s, within=(s.excerpt.start, s.excerpt.start + 8)) for s in some] for some in found]

        def learn(self, text: str, codes: object) -> None:
            self.told.append(("learn", text, codes))

        def refuse(self, text: str, code: str) -> None:
            self.told.append(("refuse", text, code))

    learner = Learner()
    page = Page(Coder(study, "entretien-m02", "themes", "E1", suggester=learner))
    turn = next(t.n for t in study.source("entretien-m02").turns if "dette" in page.coder.text[t.start : t.end])
    items = page.ask("view", turn=turn)["items"]
    assert all(item["within"][1] - item["within"][0] == 8 for item in items)
    page.ask("decide", suggestion=items[0]["key"], accepted=False)
    page.ask("decide", suggestion=items[1]["key"], accepted=True)
    assert [c.excerpt.text for c in study.codings("entretien-m02")] == ["Le loyer"]
    assert [(verb, words_[:8]) for verb, words_, _what in learner.told] == [
        ("refuse", "Le loyer"),
        ("learn", "Le loyer"),
    ]
    start = len(page.coder.text[: page.coder.text.index("J’ai une dette")].encode("utf-16-le")) // 2
    assert [i["code"] for i in page.ask("view", turn=turn, start=start, end=start + 14)["items"]] == ["dette"]


def test_a_text_that_changed_on_disk_is_said_and_nothing_can_be_coded(study: Study) -> None:
    study.close()
    with sqlite3.connect(study.root / "study.db") as db:
        db.execute("UPDATE sources SET text = text || 'x'")
    with open_study(study.root) as again:
        page = Page(Coder(again, "entretien-m02", "themes", "E1", suggester=Proposer()))
        assert "entretien-m02" in page.coder.trouble
        assert page.coder.text == ""
        assert page.ask("code", start=0, end=5, codes=["cles"])["why"] == page.coder.trouble


@pytest.mark.parametrize(
    "codes",
    [
        (Code("a", "A", group="b"), Code("b", "B", group="a")),
        (Code("a", "Les clés"), Code("b", "Les clés")),
    ],
)
def test_a_codebook_that_contradicts_itself_is_said(study: Study, codes: tuple[Code, ...]) -> None:
    from workbench.study import schema
    from workbench.study.codebooks import _row

    book = replace(BOOK, id="bad", codes=())
    study.add_codebook(book, by="E1")
    with study.store.write() as connection:
        for n, code in enumerate(codes, 1):
            connection.execute(schema.codes.insert().values(**_row("bad", 1, n, code)))
    page = Page(Coder(study, "entretien-m02", "bad", "E1", suggester=Proposer()))
    assert page.coder.trouble
    assert page.ask("code", start=0, end=5, codes=["a"])["kind"] == "refused"


def test_a_coding_on_other_words_than_its_own_is_said_and_not_shown(page: Page, study: Study) -> None:
    page.code("On a eu", "cles")
    page.code("en mars", "cles")
    study.close()
    with sqlite3.connect(study.root / "study.db") as db:
        db.execute("UPDATE excerpts SET start = 900000, stop = 900007 WHERE text = 'On a eu'")
    with open_study(study.root) as again:
        answer = opened(again).ask("open")
        assert ([row[3] for row in answer["rows"]], answer["saved"]) == (["cles"], 1)
        assert answer["why"].startswith("1 coding lies outside")


def test_every_gesture_has_its_key_and_every_key_its_words() -> None:
    script = (SCRIPTS / "coder" / "screen.js").read_text("utf-8")
    for _keys, _what, act in keys():
        name = act if act.isalpha() and len(act) > 0 else f'"{act}"'
        assert not act or f"{name}: " in script, act
    assert all(words().values())


def test_parts_are_put_together_in_an_order_that_holds(tmp_path: Path) -> None:
    whole = composed("common/dom.js", "coder/codings.js")
    assert "import " not in whole
    assert "export " not in whole
    with pytest.raises(ValueError, match=r"coder/codings\.js"):
        composed("coder/codings.js")
    assert not [p.name for p in SCRIPTS.rglob("*.js") if len(p.read_text("utf-8").splitlines()) > 300]


def test_codings_of_two_coders_are_all_kept(study: Study) -> None:
    one, two = opened(study, "E1"), opened(study, "E2")
    for n, words_ in enumerate(interview(2).split("les ")[1:9]):
        place = "les " + words_[:12]
        if (one if n % 2 else two).code(place, "cles")["kind"] == "refused":
            continue
    text = study.source("entretien-m02").text
    study.add_coding(Coding(find("entretien-m02", text, "quatre cents euros"), "themes", "dette", "E3"), by="E3")
    kept = standing(study)
    assert {"E1", "E2", "E3"} <= {coder for coder, _code, _words in kept}
    assert one.ask("open")["saved"] + two.ask("open")["saved"] + 1 == len(kept)


def test_a_full_disk_is_said_and_what_was_acknowledged_stays(page: Page, study: Study) -> None:
    from sqlalchemy import event

    most = [0]

    def full(connection: sqlite3.Connection, _record: object) -> None:
        if most[0]:
            connection.execute(f"PRAGMA max_page_count = {most[0]}")

    assert page.code("On a eu", "cles")["saved"] == 1
    study.store.engine.dispose()
    event.listen(study.store.engine, "connect", full)
    with sqlite3.connect(study.root / "study.db") as db:
        most[0] = db.execute("PRAGMA page_count").fetchone()[0]
    text = page.coder.text
    answers = []
    for n in range(200):  # the pages at hand are filled before the disk is
        start = len(text[: text.index("Le loyer passe") + n % 60].encode("utf-16-le")) // 2
        answers.append(page.ask("code", start=start, end=start + 40 + n, codes=["cles", "hotel", "loyer", "dette"]))
        if answers[-1]["kind"] == "refused" and "already" not in answers[-1]["why"]:
            break
    assert "disk" in answers[-1]["why"].lower()
    kept = len(standing(study))
    assert kept == max(answer["saved"] for answer in answers if "saved" in answer)
    most[0] = 0
    study.store.engine.dispose()
    assert page.code("J’ai une dette", "energie")["saved"] == kept + 1
    study.verify_journal()


def test_words_are_found_here_and_elsewhere_with_their_place(
    page: Page, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page.coder.text
    found = page.ask("find", words="LETTRE", everywhere=False)["found"]
    assert [(f["words"], f["source"]) for f in found] == [("lettre", "entretien-m02")]
    units = text.encode("utf-16-le")
    assert units[2 * found[0]["start"] : 2 * found[0]["end"]].decode("utf-16-le") == "lettre"
    asked: list[object] = []

    def search(_study: Study, words_: str, source: str | None, **more: object) -> list[object]:
        asked.append((words_, source, more["inflections"]))
        return []

    monkeypatch.setattr(Study, "search", search)
    page.ask("find", words="parler", everywhere=True, inflections=True)
    assert asked == [("parler", None, True)]
    assert page.answers[-1]["found"] == []


def test_an_undo_that_steps_over_an_act_says_why_and_what_comes_next(page: Page, study: Study) -> None:
    assert page.ask("undo") | {"re": ""} == {
        "kind": "refused",
        "why": page.ask("undo")["why"],
        "titles": ("", ""),
        "re": "",
    }


def test_an_interview_that_nobody_has_coded_has_nobody_in_its_progress(study: Study) -> None:
    assert opened(study).ask("beside")["progress"] == []
