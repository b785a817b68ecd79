"""The coding screen in Chromium, its script facing the real Python side and a real store, without Jupyter between."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.an_interview import Proposer, study_with_interview
from workbench.errors import StoreLocked
from workbench.study import Study
from workbench.widgets.coder import Coder
from workbench.widgets.coder_words import words

from .conftest import Watched
from .facing import Facing

WORDS = words()  # in whatever language the tests run
pytestmark = pytest.mark.browser


class Screen(Facing):
    """One coder's screen on one study; `deaf` as long as its kernel hears nothing."""

    words = ".wbc-words"

    def __init__(
        self, watched: Watched, study: Study, *, dark: bool = False, suggester: object = None, ready: bool = True
    ) -> None:
        self.study = study
        self.proposer = suggester or Proposer()
        self.coder = Coder(study, "entretien-m02", "themes", "E1", suggester=self.proposer)
        self.deaf = False
        super().__init__(watched, self.coder, dark=dark)
        self.text = self.page.get_by_test_id("source-text")
        self.saved = self.page.get_by_test_id("saved")
        self.marks = self.page.locator("[data-coding-id]")
        if ready:
            expect(self.page.locator("[data-testid=coder][data-ready]")).to_be_visible()

    def answer(self, message: dict[str, Any]) -> None:
        if self.deaf:
            return
        super().answer(message)
        self.coder._beside.submit(lambda: None).result()  # whatever thinks beside has spoken
        if message["op"] == "visit":
            self.answers.insert(0, {"traits": self.traits()})

    def drag(self, words: str, *, inner: int = 1) -> None:
        super().drag(words, inner=inner)

    def stored(self) -> list[tuple[str, str]]:
        return [(c.code, c.excerpt.text) for c in self.study.codings("entretien-m02")]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_with_interview(tmp_path / "essai") as made:
        yield made


@pytest.fixture
def screen(new_page: Callable[..., Watched], study: Study) -> Iterator[Screen]:
    shown = Screen(new_page(), study)
    yield shown
    assert shown.sound()


def test_shows_the_whole_interview_with_who_speaks_and_what_is_known_of_them(screen: Screen) -> None:
    shown = "".join(screen.text.locator(".wbc-words").all_text_contents())
    assert "On a eu les clés 🔑 en mars" in shown
    assert "Entretien M02, chez la personne" in shown
    assert shown.count("les voisins me parlent") == 12
    assert screen.text.locator(".wbc-speaker").all_text_contents()[:2] == ["E", "M"]
    assert screen.text.locator(".wbc-where").all_text_contents()[:3] == ["l. 1", "l. 3", "l. 4"]
    person = screen.page.locator(".wbc-person")
    expect(person).to_contain_text("deux enfants")
    expect(person).to_contain_text("n’a pas répondu")


def test_mouse_selection_snaps_to_words_and_a_click_codes_it(screen: Screen) -> None:
    screen.drag("soulagement ! Les enfants couraient", inner=3)
    screen.page.locator('[data-code-id="cles"]').click()
    expect(screen.saved).to_have_text("1")
    assert screen.stored() == [("cles", "soulagement ! Les enfants couraient")]
    expect(screen.marks).to_have_count(1)
    expect(screen.marks).to_have_text("Remise des clés")


def test_offsets_after_emoji_are_right_both_ways(screen: Screen) -> None:
    screen.drag("Franchement 😀😀 c’était un soulagement")
    screen.page.locator('[data-code-id="hotel"]').click()
    screen.drag("enfants couraient partout")
    screen.page.locator('[data-code-id="loyer"]').click()
    expect(screen.saved).to_have_text("2")
    assert screen.stored() == [
        ("hotel", "Franchement 😀😀 c’était un soulagement"),
        ("loyer", "enfants couraient partout"),
    ]
    painted = screen.text.locator(".wbc-u")
    assert painted.all_text_contents() == ["Franchement 😀😀 c’était un soulagement", "enfants couraient partout"]


def test_everything_by_keyboard(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("PageDown")  # the first answer
    screen.keys("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    screen.keys("Shift+ArrowLeft", "Enter")
    screen.page.keyboard.type("electr")  # the label has a capital and an accent
    expect(screen.page.locator("[data-code-id]:visible")).to_have_count(1)
    screen.keys("Enter")
    expect(screen.saved).to_have_text("1")
    assert screen.stored() == [("energie", "On a")]
    screen.keys("p", "1")  # the whole sentence, with the code that has the first key
    expect(screen.saved).to_have_text("2")
    assert screen.stored()[1][1] == "On a eu les clés 🔑 en mars, après l’hôtel."
    screen.keys("Alt+Shift+ArrowRight", "Shift+ArrowDown", "2")
    expect(screen.saved).to_have_text("3")
    assert screen.stored()[2][1] == "a eu les clés 🔑 en mars, après l’hôtel. Franchement 😀😀 c’était un soulagement !"
    screen.keys("Escape", "3")
    expect(screen.page.locator(".wbc-trouble")).to_have_text(WORDS["select_first"])
    expect(screen.saved).to_have_text("3")


def test_tab_leaves_the_widget(screen: Screen) -> None:
    screen.text.focus()
    for _press in range(14):
        screen.keys("Tab")
        if screen.page.evaluate("document.activeElement.id") == "after":
            return
    pytest.fail("Tab did not leave the widget")


def test_digits_work_by_place_on_a_french_keyboard(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("PageDown")
    screen.text.dispatch_event("keydown", {"key": "é", "code": "Digit2", "bubbles": True})
    expect(screen.saved).to_have_text("1")
    assert screen.stored()[0][0] == "hotel"


def test_nested_and_overlapping_codings_differ_without_colour(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("PageDown", "1", "2")
    screen.drag("soulagement ! Les enfants")
    screen.text.focus()
    screen.keys("3")
    expect(screen.saved).to_have_text("3")
    styles = screen.text.locator(".wbc-u").evaluate_all(
        "all => all.map((e) => getComputedStyle(e).textDecorationStyle)"
    )
    assert {"solid", "dashed", "dotted"} <= set(styles)
    brackets = screen.text.locator(".wbc-bracket")
    expect(brackets).to_have_count(3)
    boxes = brackets.evaluate_all("all => all.map((e) => [e.getBoundingClientRect().left, e.offsetHeight])")
    assert len({left for left, _height in boxes}) == 3
    assert min(height for _left, height in boxes) >= 15
    assert sorted(screen.marks.all_text_contents()) == ["Loyer et charges", "Remise des clés", "Vie à l’hôtel"]


def test_a_coding_is_seen_annotated_taken_back_and_brought_again(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("PageDown", "1")
    expect(screen.saved).to_have_text("1")
    screen.marks.click()
    details = screen.page.locator(".wbc-details")
    expect(details).to_contain_text("E1")
    screen.keys("m")
    screen.page.keyboard.type("à relire")
    screen.keys("Escape")  # leaving the field saves it
    expect(screen.page.locator(".wbc-memo")).to_have_value("à relire")
    expect(screen.marks).to_have_text("Remise des clés ✎")
    assert [c.memo for c in screen.study.codings("entretien-m02")] == ["à relire"]
    expect(screen.saved).to_have_text("1")
    screen.keys("Delete")
    expect(screen.marks).to_have_count(0)
    expect(screen.saved).to_have_text("0")
    screen.keys("Control+z")
    expect(screen.saved).to_have_text("1")
    screen.keys("Control+z", "Control+z")
    expect(screen.marks).to_have_count(0)
    screen.keys("Control+y", "Control+y")
    expect(screen.marks).to_have_text("Remise des clés ✎")
    assert [c.memo for c in screen.study.codings("entretien-m02")] == ["à relire"]


def test_suggestions_explain_themselves_and_one_key_decides(screen: Screen) -> None:
    shown = screen.page.get_by_test_id("suggestion")
    screen.text.focus()
    screen.keys("PageDown", "PageDown")
    expect(shown).to_have_count(2)
    expect(shown.first).to_contain_text("loyer")
    screen.keys("r")
    expect(shown).to_have_count(1)
    screen.keys("a")
    expect(shown).to_have_count(0)
    expect(screen.saved).to_have_text("1")
    made = screen.study.decisions()
    assert list(zip(made["code"], made["accepted"], strict=True)) == [("loyer", False), ("dette", True)]
    assert screen.study.codings("entretien-m02")[0].model == "test-1"
    screen.page.get_by_role("button", name=WORDS["suggestions"]).click()
    asked = screen.proposer.asked
    screen.text.focus()
    screen.keys("PageDown")
    screen.page.wait_for_timeout(400)
    expect(shown).to_have_count(0)
    assert screen.proposer.asked == asked


def test_a_refusal_is_said_at_once_and_nothing_is_lost(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_given: object, **_named: object) -> None:
        raise StoreLocked(folder="essai")

    screen.text.focus()
    screen.keys("PageDown", "1")
    expect(screen.saved).to_have_text("1")
    with monkeypatch.context() as patch:
        patch.setattr(Study, "add_codings", locked)
        screen.keys("2")
        expect(screen.page.locator(".wbc-trouble")).to_contain_text("essai")
        expect(screen.marks).to_have_count(1)
        expect(screen.saved).to_have_text("1")
    screen.keys("2")  # the passage is still selected
    expect(screen.saved).to_have_text("2")
    expect(screen.page.locator(".wbc-trouble")).to_be_hidden()


def test_what_the_kernel_did_not_hear_is_not_called_saved_and_is_sent_again(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("PageDown")
    screen.deaf = True
    screen.keys("1")
    expect(screen.page.locator(".wbc-pending")).to_have_count(1)
    expect(screen.saved).to_have_text("0")
    expect(screen.page.locator(".wbc-state")).to_have_text(WORDS["saving"])
    screen.deaf = False
    expect(screen.saved).to_have_text("1")
    expect(screen.page.locator(".wbc-pending")).to_have_count(0)
    assert len(screen.stored()) == 1


def test_letters_stay_inside_and_the_shortcuts_can_be_switched_off(screen: Screen) -> None:
    screen.page.evaluate("window.leaked = []; document.addEventListener('keydown', (e) => window.leaked.push(e.key))")
    screen.text.focus()
    screen.keys("PageDown", "x", "z", "j", "Shift+Enter", "Control+s")
    assert screen.page.evaluate("window.leaked") == ["Control", "s"]
    screen.page.get_by_role("button", name=WORDS["shortcuts"]).click()
    screen.text.focus()
    screen.keys("1")
    screen.page.wait_for_timeout(150)
    expect(screen.saved).to_have_text("0")


def test_the_definition_is_one_key_away(screen: Screen) -> None:
    screen.text.focus()
    screen.keys("c")
    screen.page.keyboard.type("cles")
    screen.keys("F2")
    card = screen.page.locator(".wbc-definition")
    for part in ("Le jour où l’on entre.", "état des lieux", "les visites d’avant", "On a eu les clés en mars."):
        expect(card).to_contain_text(part)


def test_progress_counts_turns_read_and_coded(screen: Screen) -> None:
    progress = screen.page.locator(".wbc-progress")
    screen.text.focus()
    screen.keys("PageDown", "1")
    expect(progress).to_contain_text(WORDS["turns_coded"].format(n=1, all=15))
    screen.keys("End")
    expect(progress).not_to_contain_text(WORDS["turns_read"].format(n=0, all=15))


def test_other_coders_are_shown_until_put_away(new_page: Callable[..., Watched], study: Study) -> None:
    from workbench.coding.codings import Coding
    from workbench.coding.excerpts import find

    excerpt = find("entretien-m02", study.source("entretien-m02").text, "quatre cents euros")
    study.add_coding(Coding(excerpt, "themes", "dette", "E2"), by="E2")
    screen = Screen(new_page(), study)
    expect(screen.marks).to_have_text("E2 · Dettes")
    expect(screen.saved).to_have_text("0")
    others = screen.page.get_by_role("button", name=WORDS["others"])
    expect(others).to_have_attribute("aria-pressed", "true")
    screen.text.focus()
    screen.keys("o")
    expect(screen.marks).to_have_count(0)
    others.click()
    expect(screen.marks).to_have_count(1)
    review = screen.page.get_by_role("button", name=WORDS["review"])
    expect(review).to_be_visible()  # it comes after the text, and is not waited for
    screen.text.focus()
    screen.keys("x")
    expect(review).to_be_focused()
    screen.keys("Enter")
    expect(screen.page.locator(".wbc-others")).to_contain_text(WORDS["reviewed_by"].format(who="E1"))
    expect(screen.text).to_be_focused()
    screen.keys("Shift+X")
    expect(screen.page.locator(".wbc-trouble")).to_have_text(WORDS["declare_none"])


@pytest.mark.parametrize(("width", "height", "dark"), [(1366, 768, False), (1366, 768, True), (390, 844, False)])
def test_axe_finds_nothing_serious(
    new_page: Callable[..., Watched], study: Study, width: int, height: int, dark: bool
) -> None:
    screen = Screen(new_page(width, height), study, dark=dark)
    screen.text.focus()
    screen.keys("PageDown", "1", "2", "PageDown", "4")
    expect(screen.saved).to_have_text("3")
    screen.keys("n", "?")
    screen.page.wait_for_timeout(300)
    found = Axe().run(screen.page).response["violations"]
    serious = [
        (v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
