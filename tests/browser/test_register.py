"""The register's screen in Chromium, its script facing the real Python side and a study, without Jupyter between."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.a_transcript import study_for
from workbench.people import Answer, Consent, Person, Use, Voice
from workbench.study import Study
from workbench.widgets.register import Register

from .conftest import Watched
from .facing import Facing

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_LANG", "fr")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_for(tmp_path / "essai") as made:
        made.add_people(
            [Person("M07", Voice.HOUSEHOLD, "94"), Person("P01", Voice.ASSOCIATION, "77", "référente")], by="E1"
        )
        made.add_consents(
            [Consent("M02", Use.CODE, Answer.YES, "2015-03-01", "E1", True, "sa fille", "à voix haute")], by="E1"
        )
        made.add_consents([Consent("M02", Use.QUOTE_T3, Answer.YES, "2015-03-01", "E1")], by="E1")
        made.withdraw("M07", by="E1")
        yield made


class Screen(Facing):
    """One evaluator's register."""

    def __init__(self, watched: Watched, study: Study, *, dark: bool = False) -> None:
        self.study = study
        super().__init__(watched, Register(study, by="E2"), dark=dark)
        self.side = self.page.get_by_test_id("register-side")
        expect(self.page.locator("[data-testid=register][data-ready]")).to_be_visible()

    def cell(self, person: str, use: Use) -> Locator:
        return self.page.get_by_test_id(f"consent-{person}-{use.value}")


@pytest.fixture
def screen(new_page: Callable[..., Watched], study: Study) -> Iterator[Screen]:
    shown = Screen(new_page(), study)
    yield shown
    assert shown.sound()


def test_each_cell_says_what_holds_and_silence_is_no_consent(screen: Screen) -> None:
    expect(screen.cell("M02", Use.CODE)).to_contain_text("01/03/2015")
    assert "wba-yes" in str(screen.cell("M02", Use.CODE).get_attribute("class"))
    assert "wba-silence" in str(screen.cell("M02", Use.QUOTE_T2).get_attribute("class"))
    assert "wba-withdrawn" in str(screen.cell("M07", Use.CODE).get_attribute("class"))
    assert screen.cell("P01", Use.FOLLOW_UP).count() == 0
    screen.cell("M02", Use.CODE).click()
    expect(screen.page.get_by_test_id("history")).to_contain_text("à voix haute")
    expect(screen.page.get_by_test_id("history")).to_contain_text("sa fille")
    for circle in ("T0", "T1", "T2", "T3"):
        assert circle in screen.page.locator("thead").inner_text()


def test_a_new_answer_is_recorded_with_the_keyboard_and_the_former_one_stays(screen: Screen) -> None:
    page = screen.page
    screen.cell("M02", Use.CODE).focus()
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    expect(screen.cell("M02", Use.QUOTE_T3)).to_be_focused()
    page.keyboard.press("Enter")
    form = page.get_by_test_id("register-form")
    form.get_by_role("radio").nth(1).check()
    form.locator("input[type=date]").fill("2015-06-01")
    form.get_by_role("checkbox").check()
    form.locator("label.wba-field input[type=text]").nth(1).fill("avec un interprète")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("history").locator("li")).to_have_count(2)
    expect(page.get_by_test_id("history").locator("li").first).to_contain_text("avec un interprète")
    expect(screen.cell("M02", Use.QUOTE_T3)).to_be_focused()
    given = [c for c in screen.study.consents() if c.use is Use.QUOTE_T3]
    assert [(c.answer, c.date, c.recorded_by) for c in given] == [
        (Answer.YES, "2015-03-01", "E1"),
        (Answer.NO, "2015-06-01", "E2"),
    ]
    screen.study.verify_journal()


def test_a_form_without_an_answer_and_a_yes_after_a_withdrawal_are_refused(screen: Screen) -> None:
    page = screen.page
    screen.cell("M02", Use.QUOTE_T2).click()
    page.get_by_test_id("register-form").locator("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    screen.cell("M07", Use.CODE).click()
    expect(screen.side).to_contain_text("workbench withdraw")
    page.get_by_test_id("register-form").get_by_role("radio").first.check()
    page.get_by_test_id("register-form").locator("button").click()
    expect(page.get_by_role("alert")).to_contain_text("M07")
    assert [c for c in screen.study.consents() if c.person == "M07"] == []


@pytest.mark.parametrize(("dark", "width"), [(False, 1366), (True, 1366), (False, 390)])
def test_axe_finds_nothing_serious_at_any_width(
    new_page: Callable[..., Watched], study: Study, dark: bool, width: int
) -> None:
    shown = Screen(new_page(width, 844), study, dark=dark)
    shown.cell("M02", Use.CODE).click()
    assert shown.serious() == []
    wide = shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide
