"""The Python side of the review screen: proposals out, decisions in, and a text that enters whole or not at all."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets
import pytest

from tests.a_transcript import NAME, PASSPHRASE, SECRETS, TEXT, study_for, transcript
from workbench.errors import AlreadyImported, BadInput, StoreFull, UnreadableFile
from workbench.intake.identifiers import Identity, Key
from workbench.people import Voice
from workbench.study import Study, pseudonymised, vault
from workbench.study.sources import arrivals
from workbench.widgets.pseudonyms import Pseudonyms
from workbench.widgets.pseudonyms_review import Decision, Review
from workbench.widgets.pseudonyms_words import kinds, words


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_LANG", "en")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "COST", 8)  # what is tried here is not scrypt


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_for(tmp_path / "essai") as made:
        yield made


class Page:
    """What a browser would do: ask, and read the answer; offsets are those that it would give."""

    def __init__(self, study: Study, file: Path) -> None:
        self.widget = Pseudonyms(study, file)
        self.answers: list[dict[str, Any]] = []
        self.widget.send = self.answers.append
        self.n = 0
        self.rows: list[list[Any]] = []
        self.opened = self.ask("open")
        self.units = str(self.opened["text"]).encode("utf-16-le")
        self.rows = self.opened["rows"]

    def ask(self, op: str, **more: object) -> dict[str, Any]:
        self.n += 1
        self.widget._handle_custom_msg({"op": op, "id": more.pop("id", f"p-{self.n}"), **more}, [])
        answer = self.answers[-1]
        self.rows = answer.get("rows", self.rows)
        return answer

    def words(self, row: list[Any]) -> str:
        return self.units[2 * row[1] : 2 * row[2]].decode("utf-16-le")

    def find(self, words_: str, n: int = 0) -> list[Any]:
        return [row for row in self.rows if self.words(row) == words_][n]

    def span(self, words_: str) -> dict[str, int]:
        start = self.units.decode("utf-16-le").index(words_)
        before = len(TEXT[:start].encode("utf-16-le")) // 2
        return {"start": before, "end": before + len(words_.encode("utf-16-le")) // 2}

    def decide(self, words_: str, as_: str = "accepted", n: int = 0, **more: object) -> dict[str, Any]:
        return self.ask("decide", item=self.find(words_, n)[0], **{"as": as_}, **more)

    def decide_all(self, as_: str = "accepted") -> None:
        for id_ in [row[0] for row in self.rows]:
            self.ask("decide", item=id_, **{"as": as_})

    def enter(self, **more: object) -> dict[str, Any]:
        asked: dict[str, object] = {"passphrase": PASSPHRASE, "fresh": True, "name": "entretien-1", **more}
        return self.ask("enter", **asked)


@pytest.fixture
def page(study: Study, tmp_path: Path) -> Page:
    return Page(study, transcript(tmp_path))


def files(study: Study) -> dict[str, bytes]:
    """The folder but for SQLite's shared memory and the empty lock."""
    return {
        p.name: p.read_bytes()
        for p in study.root.rglob("*")
        if p.is_file() and p.suffix != ".db-shm" and "lock" not in p.name
    }


# -- what is proposed and how it is decided


def test_proposals_come_with_their_words_kinds_and_labels(page: Page) -> None:
    found = {(page.words(row), row[3], row[4]) for row in page.rows}
    assert {("Aminata", "first_name", True), ("Ibrahima", "first_name", True), ("Meaux", "place", False)} <= found
    assert ("06 12 34 56 78", "phone", True) in found
    assert not any("CAF" in words_ or "Mme" in words_ for words_, _kind, _direct in found)
    assert [label for *_span, label in page.find("Ibrahima")[6]] == ["[prénom 2]"]
    assert page.opened["direct"] == sum(row[4] for row in page.rows) > 5
    assert page.opened["speakers"] == [["Enquêteur", True], ["Aminata", False]]


def test_every_word_of_the_text_is_drawn_speakers_markers_too(page: Page) -> None:
    drawn = " ".join(page.units[2 * b[0] : 2 * b[1]].decode("utf-16-le") for b in page.opened["blocks"])
    assert drawn.split() == TEXT.split()


def test_one_decision_for_all_occurrences_reaches_what_nobody_proposed(study: Study, tmp_path: Path) -> None:
    text = "On va à Zorbec. ZORBEC, c’est loin. zorbec ! Zorbecois non, [Zorbec] non."
    review = Review(text, ())
    item = review.add(8, 14, "place")
    assert review.everywhere(item.id, Decision.ACCEPTED) == 3
    assert review.replaced().text == "On va à [lieu A]. [lieu A], c’est loin. [lieu A] ! Zorbecois non, [Zorbec] non."
    assert review.everywhere(item.id, Decision.REFUSED) == 3
    assert review.replaced().text == text
    assert review.undecided(direct=False) == 0


def test_apply_to_all_leaves_the_name_inside_a_longer_one(page: Page) -> None:
    answer = page.decide("Aminata", everywhere=True)
    assert answer["reached"] == sum(page.words(row) == "Aminata" for row in page.rows)
    assert {row[5] for row in page.rows if page.words(row) == "Aminata"} == {"accepted"}
    assert page.find("Ibrahima")[5] == "undecided"


def test_bounds_are_corrected_in_utf16_and_swallow_what_they_cover(page: Page) -> None:
    id_ = page.find("Diallo")[0]
    before = len(page.rows)
    page.ask("bounds", item=id_, **page.span("Aminata Diallo"))
    assert page.words(next(row for row in page.rows if row[0] == id_)) == "Aminata Diallo"
    assert len(page.rows) == before - 1
    page.ask("bounds", item=page.find("Meaux")[0], **page.span("Meaux 😀😀"))
    assert page.find("Meaux 😀😀")[3] == "place"


@pytest.mark.parametrize("span", [{"start": 0, "end": 0}, {"start": -4, "end": 9}, {"start": 3, "end": 10**6}])
def test_bounds_outside_the_text_are_refused(page: Page, span: dict[str, int]) -> None:
    rows = page.rows
    answer = page.ask("bounds", item=page.find("Meaux")[0], **span)
    assert answer["kind"] == "refused"
    assert page.ask("open")["rows"] == rows


def test_an_overlap_is_refused_in_one_sentence(page: Page) -> None:
    start = page.span("Meaux")["start"]
    answer = page.ask("bounds", item=page.find("Sophie")[0], start=start + 2, end=start + 5)
    assert "overlaps another proposal" in answer["why"]


def test_words_are_added_and_kinds_changed(page: Page) -> None:
    added = page.ask("add", **page.span("référente"), **{"as": "employer"})
    row = next(row for row in added["rows"] if row[0] == added["added"])
    assert (page.words(row), row[3:6], row[8]) == ("référente", ["employer", False, "accepted"], True)
    page.ask("kind", item=row[0], **{"as": "association"})
    assert page.find("référente")[6][0][2] == "[association 1]"
    assert page.ask("kind", item=row[0], **{"as": "nothing"})["kind"] == "refused"
    assert page.ask("decide", item=999, **{"as": "accepted"})["kind"] == "refused"


def test_a_label_of_ones_own_holds_everywhere_and_a_known_one_joins_two_names(page: Page) -> None:
    page.ask("label", item=page.find("Aminata")[0], part=0, label="[la mère]")
    assert {row[6][0][2] for row in page.rows if page.words(row) == "Aminata"} == {"[la mère]"}
    assert page.find("Ibrahima")[6][0][2] == "[prénom 1]"
    page.ask("label", item=page.find("Sophie")[0], part=0, label="[prénom 1]")
    assert page.find("Ibrahima")[6][0][2] == page.find("Sophie")[6][0][2] == "[prénom 1]"
    for label in ("la mère", "[]", "[a\nb]", "[ville A]"):
        assert page.ask("label", item=page.find("Diallo")[0], part=0, label=label)["kind"] == "refused"


def test_the_preview_is_the_text_that_would_enter_now(page: Page) -> None:
    page.decide("Meaux")
    page.decide("Sophie", "refused")
    shown = page.ask("preview")
    assert shown["text"] == TEXT.replace("Meaux", "[ville A]")
    start, end = shown["marks"][0]
    assert shown["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "[ville A]"


# -- the entry


def test_nothing_enters_while_a_direct_identifier_is_undecided(page: Page, study: Study) -> None:
    page.decide_all()
    page.decide("Sophie", "undecided")
    before = files(study)
    assert "direct identifiers are not decided" in page.enter()["why"]
    assert files(study) == before
    page.decide("Sophie", "refused")
    assert page.enter()["kind"] == "entered"


def test_the_text_enters_with_labels_and_all_else_goes_to_the_vault(page: Page, study: Study) -> None:
    page.decide_all()
    answer = page.enter(speakers={"Aminata": "M02"})
    assert (answer["kind"], answer["source"]) == ("entered", "entretien-1")
    source = study.source("entretien-1")
    assert not [s for s in SECRETS if s in source.text]
    assert source.text.startswith("Entretien avec [prénom 1], chez elle.\n\nEnquêteur : Vous pouvez me raconter 😀")
    assert (source.name, source.person) == ("entretien-1.txt", "M02")
    said = [source.text[t.start : t.end] for t in source.turns]
    assert [t.speaker for t in source.turns] == ["Enquêteur", "[prénom 1]"] * 3
    assert said[1].startswith("Je m’appelle [prénom 1]")
    assert said[5].endswith("On lui doit [montant 1].")
    held = vault.read(study.root, PASSPHRASE)
    assert held.originals[source.sha256].content == TEXT.encode()
    assert held.originals[source.sha256].name == NAME
    assert "Aminata" in held.key.identities["[prénom 1]"].words
    assert len(held.originals) == 1
    assert [r.words for r in held.log[source.sha256]].count("Ibrahima") == TEXT.count("Ibrahima")
    came = arrivals(study)[source.id]
    assert (came.names, came.kept, came.replaced) == ("reviewed", "vault", len(held.log[source.sha256]))
    assert came.direct > 5
    study.verify_journal()


def test_the_evaluator_corrects_who_asks(page: Page, study: Study) -> None:
    page.decide_all()
    refused = page.enter(asks=["Enquêteur", "Aminata"])
    assert refused["kind"] == "refused"
    assert study.sources() == []
    assert page.enter(asks=["Aminata"], speakers={"Enquêteur": "M02", "Aminata": "M02"})["kind"] == "entered"
    source = study.source("entretien-1")
    assert {(t.speaker, t.asks, t.person) for t in source.turns} == {
        ("Enquêteur", False, "M02"),
        ("[prénom 1]", True, None),
    }


def test_no_name_is_anywhere_in_the_folder_but_in_the_vault(page: Page, study: Study) -> None:
    page.decide_all()
    page.enter(speakers={"Aminata": "M02"})
    assert not any(study.root.joinpath("originals").iterdir())
    study.close()
    for name, content in files(study).items():
        for secret in SECRETS:
            assert secret.encode() not in content, f"{secret} in {name}"


def test_places_follow_the_labels(page: Page, study: Study) -> None:
    page.decide_all()
    page.enter()
    source = study.source("entretien-1")
    lines = source.text.split("\n")
    for place in source.places:
        n = int(place.where.removeprefix("ligne "))
        assert source.text[place.start :].split("\n")[0] == lines[n - 1]


def test_the_same_identity_has_the_same_label_in_the_next_file(page: Page, study: Study, tmp_path: Path) -> None:
    page.decide_all()
    page.enter()
    text = "Entretien.\n\nQ : Et Sophie ?\nR : Sophie vient, avec Ibrahima. Fanta aussi.\nQ : Où ?\nR : À Torcy.\n"
    second = Page(study, transcript(tmp_path, text, "suite.txt"))
    assert second.opened["vault"] == "locked"
    wrong = second.ask("unlock", passphrase="quatre chaises rouges")
    assert wrong["kind"] == "refused"
    assert wrong["why"].count(".") == 1
    assert second.ask("unlock", passphrase=PASSPHRASE)["vault"] == "open"
    first = vault.read(study.root, PASSPHRASE).key
    assert second.find("Sophie")[6][0][2] == first.label("first_name", "Sophie")
    assert second.find("Fanta")[6][0][2] not in first.identities
    taken = second.ask("label", item=second.find("Sophie")[0], part=0, label="[autre]")
    assert "already gives these words" in taken["why"]
    second.decide_all()
    assert second.enter(name="entretien-2", fresh=False)["kind"] == "entered"
    assert first.label("first_name", "Sophie") in study.source("entretien-2").text
    held = vault.read(study.root, PASSPHRASE)
    assert (len(held.originals), len(held.log)) == (2, 2)


def test_a_wrong_passphrase_is_one_sentence_and_changes_nothing(page: Page, study: Study, tmp_path: Path) -> None:
    page.decide_all()
    page.enter()
    second = Page(study, transcript(tmp_path, TEXT + "Merci, Fanta.\n", "suite.txt"))
    second.decide_all()
    before = files(study)
    person = {"id": "P09", "voice": "landlord", "territory": "77", "function": "gardien"}
    why = second.enter(passphrase="une autre phrase", name="deux", people=[person], speakers={"Aminata": "P09"})["why"]
    assert "passphrase" in why
    assert why.count(".") == 1
    assert files(study) == before
    assert second.enter(name="deux", people=[person], speakers={"Aminata": "P09"})["kind"] == "entered"
    assert next(p for p in study.people() if p.id == "P09").voice is Voice.LANDLORD


@pytest.mark.parametrize("where", ["insert_source", "vault._write", "commit"])
def test_a_failure_leaves_neither_source_nor_person_nor_names(
    page: Page, study: Study, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    vault.create(study.root, PASSPHRASE)
    page.decide_all()
    held, rows = vault.read(study.root, PASSPHRASE), len(study.journal())

    def full(*_given: object, **_named: object) -> None:
        raise StoreFull(folder="essai")

    with monkeypatch.context() as patch:
        if where == "commit":
            from sqlalchemy.engine import RootTransaction

            patch.setattr(RootTransaction, "commit", full)
        else:
            patch.setattr(vault if "." in where else pseudonymised, where.split(".")[-1], full)
        answer = page.enter(people=[{"id": "P09", "voice": "state"}], speakers={"Aminata": "P09"})
    assert (answer["kind"], "full" in answer["why"]) == ("refused", True)
    assert (study.sources(), [p.id for p in study.people()], len(study.journal())) == ([], ["M02"], rows)
    assert vault.read(study.root, PASSPHRASE) == held
    assert page.enter(id="again")["kind"] == "entered"


def test_a_vault_made_for_an_entry_that_failed_goes_again(
    page: Page, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise StoreFull(folder="essai")

    page.decide_all()
    assert "12 characters" in page.enter(passphrase="court")["why"]
    with monkeypatch.context() as patch:
        patch.setattr(pseudonymised, "insert_source", full)
        page.enter()
    assert not (study.root / vault.VAULT).exists()


def test_a_second_import_of_the_same_file_is_refused(page: Page, study: Study, tmp_path: Path) -> None:
    late = Page(study, transcript(tmp_path))
    page.decide_all()
    page.enter()
    with pytest.raises(AlreadyImported):
        Pseudonyms(study, transcript(tmp_path, name="sous un autre nom.txt"))
    late.decide_all()
    assert "already in the study" in late.enter(name="deux")["why"]
    assert len(study.sources()) == 1
    assert page.decide("Sophie")["kind"] == "refused"
    assert page.ask("open")["kind"] == "entered"
    assert page.enter()["kind"] == "entered"  # asked again: the same answer, no second act
    assert len(study.sources()) == 1


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"name": "entretien Diallo"}, "holds an identifier"),
        ({"name": "  "}, "needs a name"),
        ({"people": [{"id": "Aminata", "voice": "household"}]}, "pseudonym"),
        ({"people": [{"id": "", "voice": "household"}]}, "pseudonym"),
        ({"people": [{"id": "P1", "voice": "author"}]}, "role"),
        ({"people": [{"id": "M02", "voice": "household"}]}, "already a person called M02"),
        ({"speakers": {"Aminata": "P77"}}, "no person called P77"),
    ],
)
def test_names_of_texts_and_people_are_pseudonyms(page: Page, study: Study, more: dict[str, Any], why: str) -> None:
    page.decide_all()
    answer = page.enter(**more)
    assert why in answer["why"]
    assert study.sources() == []
    assert not (study.root / vault.VAULT).exists()


def test_a_file_that_cannot_be_read_is_refused_at_once(study: Study, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        Pseudonyms(study, tmp_path / "absent.docx")


# -- what a notebook could save


def test_no_word_of_the_file_and_no_passphrase_is_in_what_a_notebook_saves(page: Page) -> None:
    page.decide_all()
    page.ask("preview")

    def saved() -> str:
        state = ipywidgets.Widget.get_manager_state(widgets=[page.widget])["state"]
        mime = page.widget._repr_mimebundle_()
        return json.dumps([state, mime, page.widget.get_state(), repr(page.widget)], ensure_ascii=False, default=str)

    kept = [saved()]
    page.enter()
    kept.append(saved())
    for text in kept:
        assert '"words"' in text  # the state is really there
        for secret in (*SECRETS, "entretien Aminata", PASSPHRASE, "collège Jean"):
            assert secret not in text
    assert PASSPHRASE not in repr(vars(page.widget)) + repr(vars(page.widget._desk))
    assert not [s for s in SECRETS if s in repr(vars(page.widget._desk)) + repr(page.widget._answered)]


def test_an_unforeseen_failure_quotes_nothing(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("Aminata Diallo")

    monkeypatch.setattr(Review, "decide", broken)
    why = page.decide("Meaux")["why"]
    assert "RuntimeError" in why
    assert "Aminata" not in why


def test_a_key_from_the_vault_wins_over_a_label_chosen_before() -> None:
    review = Review("Sophie et Fanta.", ())
    one, two = review.add(0, 6, "first_name"), review.add(10, 15, "first_name")
    review.rename(one.id, 0, "[la voisine]")
    review.rename(two.id, 0, "[prénom 1]")
    review.unlock(Key({"[prénom 1]": Identity("first_name", ("Sophie",))}))
    assert review.replaced().text == "[prénom 1] et [prénom 2]."  # never two people under one label by chance
    with pytest.raises(BadInput):
        review.rename(one.id, 0, "[la voisine]")
    review.rename(two.id, 0, "[prénom 1]")  # chosen with open eyes: the same person
    review.unlock(Key({"[prénom 1]": Identity("first_name", ("Sophie",))}))
    assert review.replaced().text == "[prénom 1] et [prénom 1]."


def test_the_script_uses_every_word_and_holds_no_address() -> None:
    script = str(Pseudonyms._esm)
    computed = {"direct", "quasi", "undecided", "accepted", "refused", "start", "end", "vault_none", "vault_locked",
                "vault_open", "household", "association", "landlord", "state", "local_authority", "health", "siao",
                "unknown"}  # fmt: skip
    used = {key for key in words() if f"words.{key}" in script} | computed
    assert used == set(words())
    assert "http" not in script
    assert "innerHTML" not in script
    assert len(script.encode()) < 50_000
    assert [row[2] for row in kinds()] == sorted([row[2] for row in kinds()], reverse=True)
