"""The coding screen's further gestures in Chromium, each by mouse or by keyboard alone, on a real store."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from workbench.coding.codings import Coding
from workbench.coding.excerpts import find
from workbench.intake.readers import read_document
from workbench.study import Study

from . import test_coder
from .conftest import Watched
from .test_coder import WORDS, Screen

pytestmark = pytest.mark.browser
study, screen = test_coder.study, test_coder.screen


def coded(screen: Screen) -> str:
    """One coding, made by keyboard: `cles` on the first answer."""
    screen.text.focus()
    screen.keys("PageDown", "1")
    expect(screen.saved).to_have_text("1")
    return screen.stored()[0][1]


def test_a_boundary_moves_by_keys_and_the_coding_takes_it(screen: Screen) -> None:
    whole = coded(screen)
    screen.keys("n", "Alt+Shift+ArrowRight", "Alt+Shift+ArrowUp", "l")
    expect(screen.page.locator(".wbc-details")).to_be_visible()
    expect(screen.saved).to_have_text("1")
    first = screen.text.locator(".wbc-u").first
    expect(first).to_contain_text("a eu les clés 🔑 en mars, après l’hôtel.")
    expect(first).to_contain_text("Les enfants couraient partout")
    assert screen.stored()[0][1] in whole
    assert screen.stored()[0][1] != whole
    screen.text.focus()
    screen.keys("Control+z")
    expect(screen.text.locator(".wbc-u").first).to_have_text(whole)


def test_a_code_is_born_from_the_words_read(screen: Screen) -> None:
    screen.drag("c’était un soulagement")
    screen.text.focus()
    screen.keys("v")
    name = screen.page.get_by_label(WORDS["label"], exact=True)
    expect(name).to_have_value("c’était un soulagement")
    name.fill("Soulagement")
    screen.keys("Enter")
    expect(screen.marks).to_have_text("Soulagement")
    expect(screen.page.locator("[data-code-id]", has_text="Soulagement")).to_be_visible()
    assert screen.stored()[0][1] == "c’était un soulagement"
    screen.keys("Control+z")
    expect(screen.marks).to_have_count(0)
    expect(screen.page.locator("[data-code-id]", has_text="Soulagement")).to_have_count(0)


def test_codes_are_changed_from_their_definition(screen: Screen) -> None:
    coded(screen)
    screen.keys("n", "d")
    screen.page.get_by_role("button", name=WORDS["rename"], exact=True).click()
    screen.page.get_by_label(WORDS["label"], exact=True).fill("Les clés reçues")
    screen.keys("Enter")
    expect(screen.marks).to_have_text("Les clés reçues")
    screen.keys("n", "d")
    screen.page.get_by_role("button", name=WORDS["merge"], exact=True).click()
    screen.page.get_by_label(WORDS["into"], exact=True).select_option("hotel")
    screen.page.get_by_label(WORDS["why"], exact=True).fill("même moment")
    screen.page.get_by_role("button", name=WORDS["do_it"], exact=True).click()
    expect(screen.marks).to_have_text("Vie à l’hôtel")
    expect(screen.page.locator('[data-code-id="cles"]')).to_have_count(0)
    screen.text.focus()
    screen.keys("Shift+H")
    history = screen.page.locator(".wbc-history")
    expect(history.locator("li")).to_have_count(2)
    expect(history).to_contain_text("même moment")
    screen.text.focus()
    screen.keys("Control+z", "Control+z")
    expect(screen.marks).to_have_text("Remise des clés")


def test_memos_on_the_interview_are_kept(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("Shift+M")
    screen.page.get_by_label(WORDS["memo_on"]).select_option(
        label=WORDS["memo_interview"].format(source="entretien-m02")
    )
    screen.page.locator(".wbc-memo").fill("Entretien très riche.")
    screen.page.locator(".wbc-memo").press("Control+Enter")
    expect(screen.page.locator(".wbc-memos")).to_have_count(0)
    [memo] = screen.study.memos("interview")
    assert (memo.target, memo.text, memo.who) == ("entretien-m02", "Entretien très riche.", "E1")


def test_words_are_found_without_accents_and_one_goes_from_one_to_the_next(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("f")
    screen.page.keyboard.type("electricite")
    screen.keys("Enter")
    hits = screen.page.locator(".wbc-hits li")
    expect(hits).to_have_count(1)
    expect(hits.locator("mark")).to_have_text("électricité")
    screen.keys("Escape", "5")
    expect(screen.saved).to_have_text("1")
    assert screen.stored()[0][1] == "électricité"


def test_one_goes_through_what_is_not_coded_yet(screen: Screen) -> None:
    coded(screen)
    screen.keys("Home", "u", "2")
    expect(screen.saved).to_have_text("2")
    assert screen.stored()[1][1].startswith("Le loyer passe")
    screen.keys("Shift+U", "Shift+U", "3")
    expect(screen.saved).to_have_text("3")
    assert screen.stored()[2][1].startswith("Depuis la visite 11")


def test_another_interview_is_one_key_away(new_page: Callable[..., Watched], study: Study, tmp_path: Path) -> None:
    more = tmp_path / "entretien-m03.txt"
    more.write_text("E : Alors ?\nM : 😀 Voilà, on a eu les clés.\n", "utf-8")
    document = read_document(more)[0]
    study.add_source(document, kind="interview", original=more.read_bytes(), by="eva")
    screen = Screen(new_page(), study)
    expect(screen.page.locator(".wbc-places")).to_be_visible()
    screen.text.focus()
    screen.keys("j")
    expect(screen.page.get_by_test_id("source-text")).to_contain_text("Voilà, on a eu les clés")
    expect(screen.page.locator("[data-testid=coder]")).to_have_count(1)
    screen.page.get_by_label(WORDS["interview"]).select_option("entretien-m02")
    expect(screen.page.get_by_test_id("source-text")).to_contain_text("l’arrivée dans l’appartement")
    assert screen.watched.errors == []


def test_every_gesture_can_be_clicked(screen: Screen) -> None:
    coded(screen)
    screen.page.get_by_role("button", name=WORDS["help"], exact=True).click()
    panel = screen.page.locator(".wbc-help")
    expect(panel).to_be_visible()
    panel.locator(".wbc-gesture", has_text="Ctrl+Z").get_by_role("button").click()
    expect(panel).to_be_hidden()
    expect(screen.saved).to_have_text("0")


def test_several_codes_on_one_passage_without_leaving_the_filter(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("PageDown", "c")
    for typed in ("cles", "hotel"):
        screen.page.keyboard.type(typed)
        screen.keys("Shift+Enter")
    expect(screen.saved).to_have_text("2")
    assert [code for code, _words in screen.stored()] == ["cles", "hotel"]
    expect(screen.page.locator(".wbc-filter")).to_be_focused()


def test_blind_on_a_drawn_interview(new_page: Callable[..., Watched], study: Study) -> None:
    excerpt = find("entretien-m02", study.source("entretien-m02").text, "quatre cents euros")
    study.add_coding(Coding(excerpt, "themes", "dette", "E2"), by="E2")
    study.draw_sample("themes", coders=["E1", "E2"], by="E1", n=1, seed=1)
    screen = Screen(new_page(), study)
    expect(screen.page.get_by_role("button", name=WORDS["others"], exact=True)).to_be_disabled()
    screen.text.focus()
    screen.keys("PageDown", "PageDown", "o")
    expect(screen.page.locator(".wbc-trouble")).to_be_visible()
    expect(screen.marks).to_have_count(0)
    screen.page.wait_for_timeout(400)
    expect(screen.page.get_by_test_id("suggestion")).to_have_count(0)
    assert screen.proposer.asked == 0
    screen.page.get_by_role("button", name=WORDS["declare"]).click()
    expect(screen.page.get_by_role("button", name=WORDS["declare"])).to_have_count(0)


def test_a_text_that_changed_is_said_at_once(new_page: Callable[..., Watched], study: Study) -> None:
    with study.store.write() as connection:
        connection.exec_driver_sql("UPDATE sources SET text = text || 'x'")
    screen = Screen(new_page(), study, ready=False)
    expect(screen.page.locator(".wbc-trouble")).to_contain_text("entretien-m02")
    expect(screen.page.locator(".wbc-words")).to_have_count(0)
