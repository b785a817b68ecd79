"""The review screen in Chromium, its script facing the real Python side and a real study, without Jupyter between."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.a_transcript import NAME, PASSPHRASE, SECRETS, TEXT, study_for, transcript
from workbench.intake.identifiers import DIRECT
from workbench.study import Study, vault
from workbench.widgets.pseudonyms import Pseudonyms
from workbench.widgets.pseudonyms_words import words

from .conftest import Watched
from .facing import Facing

WORDS = words()  # in whatever language the tests run
pytestmark = pytest.mark.browser


class Screen(Facing):
    """One evaluator's screen on one file."""

    words = ".wbp-text .wbp-words"

    def __init__(self, watched: Watched, study: Study, file: Path, *, dark: bool = False) -> None:
        self.study = study
        super().__init__(watched, Pseudonyms(study, file), dark=dark)
        self.text = self.page.get_by_test_id("review-text")
        self.left = self.page.get_by_test_id("left")
        self.card = self.page.locator(".wbp-card")
        self.enter = self.page.get_by_test_id("enter")
        expect(self.page.locator("[data-testid=pseudonyms][data-ready]")).to_be_visible(timeout=60_000)

    def button(self, name: str, **facts: object) -> Locator:
        return self.page.get_by_role("button", name=name.format(**facts), exact=True)

    def marked(self, decision: str = "accepted") -> list[str]:
        return self.text.locator(f".wbp-mark.wbp-{decision}").all_text_contents()

    @property
    def review(self) -> Any:
        return self.widget._desk.review

    def wait_for_decisions(self, n: int) -> None:
        expect(self.page.locator(".wbp-list .wbp-row:not(.wbp-undecided)")).to_have_count(n)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "COST", 8)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_for(tmp_path / "essai") as made:
        yield made


@pytest.fixture
def screen(new_page: Callable[..., Watched], study: Study, tmp_path: Path) -> Iterator[Screen]:
    shown = Screen(new_page(), study, transcript(tmp_path))
    yield shown
    assert shown.sound()


def left(screen: Screen) -> str:
    review = screen.review
    return WORDS["left"].format(direct=review.undecided(direct=True), quasi=review.undecided(direct=False))


def test_the_whole_text_is_shown_with_every_proposal_named_and_told_apart_without_colour(screen: Screen) -> None:
    shown = " ".join(screen.text.locator(".wbp-words").all_text_contents())
    assert shown.split() == TEXT.split()
    marks = screen.text.locator(".wbp-mark")
    assert marks.all_text_contents() == [i.text for i in screen.review.ordered]
    drawn = marks.evaluate_all(
        """all => all.map((e) => [
           e.textContent, getComputedStyle(e).outlineStyle, getComputedStyle(e).borderBottomStyle,
           getComputedStyle(e, "::before").content + getComputedStyle(e, "::after").content])"""
    )
    styles = {words_: (outline, border) for words_, outline, border, _named in drawn}
    assert styles["Ibrahima"] == ("solid", "none")
    assert styles["Meaux"] == ("none", "dotted")
    assert all("?" in said and any(c.isalpha() for c in said) for *_rest, said in drawn)
    expect(screen.left).to_have_text(left(screen))
    rows = screen.page.locator(".wbp-group .wbp-title").all_text_contents()
    count = sum(i.kind == "first_name" for i in screen.review.ordered)
    assert any(str(count) in row and WORDS["direct"] in row for row in rows)


def test_decides_by_mouse_and_applies_to_all(screen: Screen) -> None:
    screen.text.locator(".wbp-mark", has_text="Ibrahima").first.click()
    expect(screen.card).to_contain_text("Ibrahima")
    n = TEXT.count("Ibrahima")
    screen.button(WORDS["everywhere"], n=n).click()
    screen.wait_for_decisions(n)
    assert screen.marked() == ["Ibrahima"] * n
    label = screen.text.locator(".wbp-accepted").first.get_attribute("data-name")
    assert label == "[prénom 2]"
    screen.text.locator(".wbp-mark", has_text="Sophie").click()
    screen.button(WORDS["refuse"]).click()
    screen.wait_for_decisions(n + 1)
    assert screen.marked("refused") == ["Sophie"]
    expect(screen.left).to_have_text(left(screen))


def test_everything_by_keyboard_until_the_text_is_in_the_study(screen: Screen, study: Study) -> None:
    screen.page.evaluate("document.body.focus()")
    for _press in range(8):
        screen.keys("Tab")
        if screen.text.evaluate("e => e === document.activeElement"):
            break
    screen.keys("n", "a")
    screen.wait_for_decisions(1)
    screen.keys("b", "n", "t")  # the next one, then all that are written like it
    first = screen.review.ordered[0].text
    decided = sum(i.text == first for i in screen.review.ordered)
    screen.wait_for_decisions(decided)
    total = len(screen.review.items)
    for n in range(decided, total):
        screen.keys("n", "a")
        screen.wait_for_decisions(n + 1)
    expect(screen.left).to_have_text(WORDS["all_decided"])
    for _press in range(40):
        if screen.page.evaluate("document.activeElement.textContent") == WORDS["ending"]:
            break
        screen.keys("Shift+Tab")
    screen.keys("Enter")
    expect(screen.enter).to_be_enabled()
    screen.page.get_by_test_id("passphrase").focus()
    screen.page.keyboard.type(PASSPHRASE)
    screen.keys("Tab")
    screen.page.keyboard.type(PASSPHRASE)
    screen.keys("Enter")
    expect(screen.page.locator(".wbp-done")).to_contain_text(study.sources()[0].id if study.sources() else "")
    assert len(study.sources()) == 1
    assert not [s for s in SECRETS if s in study.sources()[0].text]
    assert not [s for s in SECRETS if s in screen.page.locator("#host").inner_text()]


def test_bounds_are_corrected_by_words_beside_emoji(screen: Screen) -> None:
    screen.text.locator(".wbp-mark", has_text="Meaux").click()
    screen.card.get_by_role("button", name=WORDS["earlier"].format(edge=WORDS["start"])).click()
    expect(screen.card.locator("blockquote")).to_have_text("à Meaux")
    screen.card.get_by_role("button", name=WORDS["later"].format(edge=WORDS["start"])).click()
    expect(screen.card.locator("blockquote")).to_have_text("Meaux")
    screen.text.focus()
    screen.keys("Shift+ArrowRight", "c")  # by keyboard: the selection takes one word more, the proposal takes it over
    expect(screen.card.locator("blockquote")).to_have_text("Meaux 😀😀")
    item = next(i for i in screen.review.ordered if i.text.startswith("Meaux"))
    assert TEXT[item.start : item.end] == item.text == "Meaux 😀😀"


def test_words_are_added_by_mouse_and_by_keyboard(screen: Screen) -> None:
    screen.drag("référente")
    expect(screen.card).to_contain_text("référente")
    screen.card.locator("[data-key=fresh]").select_option("employer")
    screen.card.get_by_role("button", name=WORDS["add"]).click()
    expect(screen.text.locator(".wbp-accepted")).to_have_text(["référente"])
    screen.text.focus()
    screen.keys("ArrowRight", "ArrowRight", "Shift+ArrowRight", "i")
    expect(screen.text.locator(".wbp-accepted")).to_have_count(2)
    added = [i for i in screen.review.ordered if i.by_hand]
    assert all(TEXT[i.start : i.end] == i.text for i in added)


def test_kind_and_label_are_corrected(screen: Screen) -> None:
    screen.text.locator(".wbp-mark", has_text="Sophie").click()
    screen.text.focus()
    screen.keys("l")
    screen.page.keyboard.press("Control+a")
    screen.page.keyboard.type("[la référente]")
    screen.keys("Enter")
    expect(screen.page.locator(".wbp-row.wbp-chosen")).to_contain_text("[la référente]")
    screen.page.keyboard.press("l")
    screen.page.keyboard.press("Control+a")
    screen.page.keyboard.type("sans crochets")
    screen.keys("Enter")
    expect(screen.page.locator(".wbp-trouble")).to_be_visible()
    expect(screen.card.locator("[data-key=label0]")).to_have_value("[la référente]")
    screen.card.locator("[data-key=kind]").select_option("employer")
    expect(screen.text.locator(".wbp-mark.wbp-quasi", has_text="Sophie")).to_be_visible()


def test_the_entry_waits_for_direct_ones_alone_and_shows_what_will_enter(screen: Screen, study: Study) -> None:
    ids = [i.id for i in screen.review.ordered if i.kind in DIRECT]
    screen.button(WORDS["ending"]).click()
    expect(screen.enter).to_be_disabled()
    expect(screen.page.locator(".wbp-must")).to_contain_text(str(len(ids)))
    screen.button(WORDS["review"]).click()
    for n, id_ in enumerate(ids, 1):
        screen.page.locator(f'.wbp-list [data-row="{id_}"]').click()
        screen.card.locator("[data-key=accept]").click()
        screen.wait_for_decisions(n)
    screen.button(WORDS["ending"]).click()
    expect(screen.page.get_by_test_id("preview")).to_contain_text("[prénom 1]")
    expect(screen.page.get_by_test_id("preview")).not_to_contain_text("Ibrahima")
    expect(screen.page.get_by_test_id("preview")).to_contain_text("Meaux")
    expect(screen.page.locator(".wbp-notes")).to_contain_text(str(screen.review.undecided(direct=False)))
    asking, answering = screen.page.locator(".wbp-speaker > label select").all()
    expect(asking).to_have_value("?")
    asking.select_option("")  # the evaluator corrects who asks, and corrects it back
    asking.select_option("?")
    answering.select_option("+")
    screen.page.get_by_label(WORDS["pseudonym"]).last.fill("M24")
    screen.page.get_by_label(WORDS["territory"]).last.fill("94")
    screen.shot("pseudonyms-entry")
    secret, again = screen.page.get_by_test_id("passphrase"), screen.page.get_by_test_id("passphrase-again")
    assert secret.get_attribute("type") == again.get_attribute("type") == "password"
    secret.fill(PASSPHRASE)
    again.fill("autre chose")
    screen.enter.click()
    expect(screen.page.locator(".wbp-trouble")).to_have_text(WORDS["different"])
    expect(secret).to_have_value("")
    secret.fill(PASSPHRASE)
    again.fill(PASSPHRASE)
    screen.enter.click()
    expect(screen.page.locator(".wbp-done")).to_be_visible()
    source = study.sources()[0]
    assert source.person == "M24"
    assert "Meaux 😀😀" in source.text
    assert [m for m in screen.heard if PASSPHRASE in json.dumps(m)] == [screen.heard[-1]]  # said once
    screen.shot("pseudonyms-entered")


def test_a_wrong_passphrase_is_one_sentence_and_the_screen_stays(screen: Screen, study: Study) -> None:
    vault.create(study.root, PASSPHRASE)
    for item in screen.review.ordered:
        screen.review.decide(item.id, "accepted")
    screen.text.locator(".wbp-mark").first.click()
    screen.button(WORDS["accept"]).click()
    expect(screen.left).to_have_text(WORDS["all_decided"])
    screen.button(WORDS["ending"]).click()
    for act in (screen.button(WORDS["unlock"]), screen.enter):
        screen.page.get_by_test_id("passphrase").fill("trois chaises rouges")
        act.click()
        expect(screen.page.locator(".wbp-trouble")).to_be_visible()
        assert screen.page.locator(".wbp-trouble").inner_text().count(".") == 1
        expect(screen.page.get_by_test_id("passphrase")).to_have_value("")
    assert study.sources() == []
    screen.page.get_by_test_id("passphrase").fill(PASSPHRASE)
    screen.button(WORDS["unlock"]).click()
    expect(screen.page.locator(".wbp-entry")).to_contain_text(WORDS["vault_open"])
    expect(screen.page.locator(".wbp-trouble")).to_be_hidden()


def test_letters_stay_inside_work_on_the_text_alone_and_can_be_switched_off(screen: Screen) -> None:
    screen.page.evaluate("window.leaked = []; document.addEventListener('keydown', (e) => window.leaked.push(e.key))")
    screen.text.focus()
    screen.keys("n", "x", "d", "Control+s")
    assert screen.page.evaluate("window.leaked") == ["Control", "s"]
    screen.page.locator(".wbp-row").first.focus()
    screen.keys("a")
    screen.page.locator(".wbp-tools button", has_text=WORDS["shortcuts"]).click()
    screen.text.focus()
    screen.keys("a", "n", "r")
    screen.page.wait_for_timeout(200)
    assert {str(i.decision) for i in screen.review.ordered} == {"undecided"}


def test_tab_leaves_the_widget(screen: Screen) -> None:
    screen.text.focus()
    for _press in range(60):
        screen.keys("Tab")
        if screen.page.evaluate("document.activeElement.id") == "after":
            return
    pytest.fail("Tab did not leave the widget")


def test_nothing_of_the_file_crosses_as_a_trait(screen: Screen) -> None:
    state = json.dumps(screen.widget.get_state(), ensure_ascii=False, default=str)
    assert not [s for s in (*SECRETS, NAME) if s in state]


@pytest.mark.parametrize(("width", "height", "dark"), [(1366, 768, False), (1366, 768, True), (390, 844, False)])
def test_axe_finds_nothing_serious(
    new_page: Callable[..., Watched], study: Study, tmp_path: Path, width: int, height: int, dark: bool
) -> None:
    screen = Screen(new_page(width, height), study, transcript(tmp_path), dark=dark)
    screen.text.focus()
    screen.keys("n", "a", "n", "r")
    screen.wait_for_decisions(2)
    screen.shot(f"pseudonyms-{width}{'-dark' if dark else ''}")
    found = []
    for view in ("review", "help", "ending"):
        if view == "help":
            screen.text.focus()
            screen.keys("?")
        if view == "ending":
            screen.keys("Escape")
            screen.button(WORDS["ending"]).click()
            screen.page.locator(".wbp-speaker select").first.select_option("+")
            expect(screen.page.get_by_test_id("preview")).not_to_be_empty()
        screen.page.wait_for_timeout(200)
        found += Axe().run(screen.page).response["violations"]
        assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
    screen.shot(f"pseudonyms-{width}{'-dark' if dark else ''}-entry")
    serious = [
        (v["id"], [n["html"][:160] + n["failureSummary"] for n in v["nodes"]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
