"""The retrieval screen in Chromium: combinations, filters, tables that lead to excerpts, places, copies, axe."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.a_demo import copied
from workbench.study import Study, open_study
from workbench.widgets.retrieve import Retrieve
from workbench.widgets.retrieve_desk import PAGE
from workbench.widgets.retrieve_words import words

from .conftest import Watched
from .facing import Facing

pytestmark = pytest.mark.browser
WORDS = words()
BOOK = "asg-analyse"


@pytest.fixture
def study(demo: tuple[Path, str], tmp_path: Path) -> Iterator[Study]:
    with open_study(copied(demo[0], tmp_path)) as opened:
        yield opened


@pytest.fixture
def screen(new_page: Callable[..., Watched], study: Study) -> Iterator[Facing]:
    shown = Facing(new_page(), Retrieve(study, BOOK, by="E1"))
    expect(shown.page.locator(".wbr-hit").first).to_be_visible()
    yield shown
    assert shown.sound()


def ask(screen: Facing, where: str) -> None:
    screen.page.get_by_test_id("where").fill(where)
    screen.page.get_by_test_id("where").press("Enter")


def test_a_combination_is_found_and_said_in_excerpts_and_people(screen: Facing, study: Study) -> None:
    codes = study.codings_frame()["code"].value_counts().index[:2].tolist()
    where = f"{codes[0]} ou {codes[1]}"
    found = study.retrieve(BOOK, where, by="E1")
    ask(screen, where)
    status = screen.page.get_by_test_id("status")
    expect(status).to_contain_text(str(len(found)))
    expect(status).to_contain_text(str(found["person"].nunique()))
    expect(screen.page.locator(".wbr-hit")).to_have_count(min(PAGE, len(found)))
    expect(screen.page.locator(".wbr-hit .wbr-here").first).to_have_text(found["reference"].iloc[0])
    screen.shot("retrieve")
    if len(found) > PAGE:
        screen.page.get_by_test_id("more").click()
        expect(screen.page.locator(".wbr-hit")).to_have_count(min(2 * PAGE, len(found)))


def test_what_cannot_be_read_is_said(screen: Facing) -> None:
    ask(screen, "rien_de_tel et")
    expect(screen.page.get_by_test_id("status")).to_contain_text("rien_de_tel")
    expect(screen.page.get_by_test_id("status")).to_have_class("wbr-status wbr-bad")
    screen.page.get_by_test_id("clear").click()
    expect(screen.page.get_by_test_id("status")).to_have_class("wbr-status")


def test_filters_narrow_and_a_row_opens_at_its_place(screen: Facing, study: Study) -> None:
    page = screen.page
    page.locator("[data-filter=voice]").select_option("landlord")
    found = study.retrieve(BOOK, voices=["landlord"], by="E1")
    expect(page.get_by_test_id("status")).to_contain_text(str(len(found)))
    hit = page.locator(".wbr-hit").first
    hit.get_by_test_id("see").click()
    expect(hit.locator("mark")).to_have_text(found["text"].iloc[0])
    expect(hit.locator(".wbr-beside").first).to_be_visible()
    screen.shot("retrieve-place")
    hit.get_by_test_id("see").click()
    expect(hit.locator("mark")).to_be_hidden()


def test_a_copy_bears_its_reference(new_page: Callable[..., Watched], study: Study) -> None:
    screen = Facing(new_page(permissions=["clipboard-read", "clipboard-write"]), Retrieve(study, BOOK, by="E1"))
    hit = screen.page.locator(".wbr-hit").first
    hit.get_by_test_id("copy").click()
    expect(hit).to_contain_text(WORDS["copied"])
    reference = study.retrieve(BOOK, by="E1")["reference"].iloc[0]
    screen.page.get_by_test_id("where").focus()
    screen.page.keyboard.press("Control+v")
    assert screen.page.get_by_test_id("where").input_value() == reference


def test_every_table_counts_and_leads_back_to_the_words(screen: Facing, study: Study) -> None:
    page = screen.page
    page.get_by_test_id("tab-by").click()
    counts = study.code_by_attribute(BOOK, "voice", by="E1")
    expect(page.locator(".wbr-table tbody tr")).to_have_count(counts["code"].nunique())
    screen.shot("retrieve-by")
    page.locator(".wbr-table .wbr-link").first.click()
    expect(page.locator(".wbr-hit").first).to_be_visible()
    n = page.locator(".wbr-hit").count()
    row = study.code_by_attribute(BOOK, "voice", by="E1")
    assert n in set(row["excerpts"])
    page.get_by_test_id("tab-households").focus()
    page.get_by_test_id("tab-households").press("Enter")
    frame = study.household_codes(BOOK, by="E1")
    expect(page.locator(".wbr-table tbody tr")).to_have_count(len(frame))
    ones = page.locator(".wbr-table .wbr-link")
    expect(ones).to_have_count(int(frame.to_numpy().sum()))
    screen.shot("retrieve-households")
    ones.first.click()
    expect(page.locator(".wbr-hit").first).to_have_attribute("data-source", "entretien-m02")
    page.get_by_test_id("tab-pairs").click()
    expect(page.locator(".wbr-table tbody tr").first).to_be_visible()


def test_tabs_are_walked_with_arrows(screen: Facing) -> None:
    screen.page.get_by_test_id("tab-excerpts").focus()
    screen.page.keyboard.press("ArrowRight")
    expect(screen.page.get_by_test_id("tab-by")).to_have_attribute("aria-selected", "true")
    expect(screen.page.get_by_test_id("tab-by")).to_be_focused()
    expect(screen.page.locator(".wbr-table")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1366, False), (390, False), (1366, True)])
def test_axe_finds_nothing_serious(new_page: Callable[..., Watched], study: Study, width: int, dark: bool) -> None:
    screen = Facing(new_page(width), Retrieve(study, BOOK, by="E1"), dark=dark)
    expect(screen.page.locator(".wbr-hit").first).to_be_visible()
    for name in ("excerpts", "by", "pairs", "households"):
        screen.page.get_by_test_id(f"tab-{name}").click()
        expect(screen.page.locator(".wbr-hit, .wbr-table").first).to_be_visible()
        assert screen.serious() == []
    screen.shot(f"retrieve-{width}{'-dark' if dark else ''}")
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
