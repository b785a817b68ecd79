"""The comparison screen in Chromium: figures, differences side by side, a third person's decision, keyboard, axe."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.a_demo import copied
from workbench.study import Study, open_study
from workbench.widgets.compare import Compare
from workbench.widgets.compare_words import words

from .conftest import Watched
from .facing import Facing

pytestmark = pytest.mark.browser
WORDS = words()


@pytest.fixture
def study(demo: tuple[Path, str], tmp_path: Path) -> Iterator[Study]:
    with open_study(copied(demo[0], tmp_path)) as opened:
        yield opened


@pytest.fixture
def screen(new_page: Callable[..., Watched], study: Study) -> Iterator[Facing]:
    shown = Facing(new_page(), Compare(study, "asg-analyse", by="E3"))
    expect(shown.page.get_by_test_id("difference").locator("h3")).to_be_visible()
    yield shown
    assert shown.sound()


def test_figures_and_differences_are_those_of_the_study(screen: Facing, study: Study) -> None:
    found = study.comparison("asg-analyse")
    expect(screen.page.get_by_test_id("figures").locator("tbody tr")).to_have_count(len(found.agreement))
    expect(screen.page.get_by_test_id("count")).to_have_text(WORDS["of"].format(n=1, all=len(found.differences)))
    first = found.differences[0]
    sides = screen.page.locator(".wbr-card")
    expect(sides).to_have_count(2)
    assert [side.get_attribute("data-coder") for side in sides.all()] == list(first.sides)
    for coder, codings in first.sides.items():
        marked = screen.page.locator(f".wbr-card[data-coder={coder}] .wbr-mark").all_text_contents()
        assert "".join(marked).split() == " ".join(c.excerpt.text for c in codings).split()
    expect(screen.page.locator(".wbr-beside").first).to_be_visible()  # the turn before: its context
    screen.shot("compare")


def test_a_third_person_decides_by_keyboard_and_a_reason_is_needed(screen: Facing, study: Study) -> None:
    page = screen.page
    before = len(study.codings())
    page.get_by_test_id("reason").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("status")).to_have_class("wbr-status wbr-bad")
    assert study.decided("asg-analyse") == []
    page.get_by_test_id("reason").focus()
    page.keyboard.type("la personne le dit elle-même")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("decision")).to_contain_text("la personne le dit elle-même")
    [made] = study.decided("asg-analyse")
    assert (made.who, made.holds, len(study.codings())) == ("E3", True, before + 1)
    screen.shot("compare-decided")
    total = len(study.comparison("asg-analyse").differences)
    expect(page.get_by_test_id("left")).to_have_text(WORDS["left"].format(n=total - 1, done=1))
    page.get_by_test_id("open-only").check()
    expect(page.get_by_test_id("count")).to_have_text(WORDS["of"].format(n=1, all=total - 1))


def test_a_code_of_the_table_leads_to_its_differences(screen: Facing, study: Study) -> None:
    page = screen.page
    button = page.get_by_test_id("figures").locator("[data-code-id]").first
    code = button.get_attribute("data-code-id")
    button.click()
    wanted = [d for d in study.comparison("asg-analyse").differences if d.code == code]
    expect(page.get_by_test_id("count")).to_have_text(WORDS["of"].format(n=1, all=len(wanted)))
    expect(page.locator("h3")).to_be_focused()
    page.get_by_test_id("later").click()
    expect(page.locator("h3")).to_contain_text(wanted[1].source)
    page.get_by_test_id("source").select_option(wanted[-1].source)
    mine = [d for d in wanted if d.source == wanted[-1].source]
    expect(page.get_by_test_id("count")).to_have_text(WORDS["of"].format(n=1, all=len(mine)))


def test_nobody_decides_on_a_difference_that_is_being_left(screen: Facing, study: Study) -> None:
    page = screen.page
    go = "() => { document.querySelector('[data-testid=later]').click(); return %s }"
    assert page.evaluate(go % "document.querySelector('[data-testid=difference]').inert")
    every = len(study.comparison("asg-analyse").differences)
    expect(page.get_by_test_id("count")).to_have_text(WORDS["of"].format(n=2, all=every))
    page.get_by_test_id("reason").fill("la personne le dit")
    page.get_by_test_id("holds").click()
    expect(page.get_by_test_id("decision")).to_contain_text("la personne le dit")


def test_one_of_the_coders_reads_and_does_not_decide(new_page: Callable[..., Watched], study: Study) -> None:
    screen = Facing(new_page(), Compare(study, "asg-analyse", by="E1"))
    expect(screen.page.get_by_test_id("only-third")).to_be_visible()
    expect(screen.page.get_by_test_id("holds")).to_have_count(0)
    assert screen.sound()


@pytest.mark.parametrize(("width", "dark"), [(1366, False), (390, False), (1366, True)])
def test_axe_finds_nothing_serious(new_page: Callable[..., Watched], study: Study, width: int, dark: bool) -> None:
    screen = Facing(new_page(width), Compare(study, "asg-analyse", by="E3"), dark=dark)
    expect(screen.page.get_by_test_id("difference").locator("h3")).to_be_visible()
    assert screen.serious() == []
    screen.shot(f"compare-{width}{'-dark' if dark else ''}")
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
