"""The pages of the demonstration, served as `workbench demo` serves them and opened in Chromium."""

import socket

import pytest

from tests.a_demo import copied
from workbench.publishing.serve import serve


@pytest.fixture(scope="module")
def served(demo, tmp_path_factory):
    own = copied(demo[0], tmp_path_factory.mktemp("pages"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serve(own / "releases", port=port) as running:
        yield running


@pytest.mark.browser
@pytest.mark.parametrize("name", ["coordination_cell", "cellule-94", "steering_committee", "public"])
def test_a_partner_sees_the_charts_and_nothing_leaves_the_machine(served, new_page, name):
    watched = new_page()
    page = watched.page
    page.goto(served.urls[name])
    page.locator("figure.wb-figure svg").first.wait_for(timeout=40_000)
    page.wait_for_timeout(1500)
    figures = page.locator("figure.wb-figure:visible")
    assert figures.count() >= (5 if name == "public" else 6)
    for n in range(figures.count()):
        box = figures.nth(n).locator("svg").first.bounding_box()
        assert box["width"] > 150
        assert box["height"] > 40
        assert figures.nth(n).locator("svg path, svg rect").count() >= 3
    assert page.locator("html").get_attribute("lang") == "fr"
    assert watched.abroad == []
    assert watched.errors == []


@pytest.mark.browser
def test_the_comparison_shows_the_words_of_one_heading_at_a_time(served, new_page):
    watched = new_page(390, 844)
    page = watched.page
    page.goto(served.urls["comparison"])
    page.locator("select").first.select_option(label="Coût")
    cells = page.locator(".wb-choice:not([hidden]) td[data-column='Coût']")
    assert cells.count() == 10
    assert "non documenté" in cells.all_inner_texts()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.abroad == []


@pytest.mark.browser
def test_every_dissent_is_on_the_page_without_opening_anything(served, new_page, demo):
    import json

    findings = json.loads((demo[0] / "releases" / "cellule-77" / "findings.json").read_text("utf-8"))
    watched = new_page()
    watched.page.goto(served.urls["coordination_cell"])
    watched.page.get_by_text(findings[0]["dissents"][0]["words"]).wait_for(timeout=40_000)
    for finding in findings:
        for dissent in finding["dissents"]:
            assert watched.page.get_by_text(dissent["words"]).first.is_visible()


@pytest.mark.browser
def test_the_workshop_opens_on_its_first_screen(served, new_page):
    watched = new_page(390, 844)
    watched.page.goto(served.urls["workshop"])
    watched.page.get_by_role("button", name="Commencer").wait_for(timeout=40_000)
    assert watched.abroad == []
