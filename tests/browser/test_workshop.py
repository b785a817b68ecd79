"""A workshop played in Chromium: phone, tablet and wall; eight at once; the network and the kernel fail; keyboard."""

import json
import os
import re
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import a_workshop
from workbench.publishing.workshop_serving import free_port, serve
from workbench.widgets.inbox import FILE

pytestmark = pytest.mark.browser

PHONE, TABLET, WALL = (390, 844), (820, 1180), (1920, 1080)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return a_workshop.make(tmp_path_factory.mktemp("salle") / "atelier")


@pytest.fixture(scope="module")
def room(made):
    with serve(made.folder, port=free_port(), everybody=True) as running:
        yield running


@pytest.fixture
def enter(new_page, room):
    """Opens the page with a code, as its QR does; at the first finding unless told otherwise."""

    def opened(code, size=PHONE, *, begin=True, where=None, **options):
        watched = new_page(*size, **options)
        watched.page.set_default_timeout(40_000)
        watched.page.goto(f"{where or room.url}#{code}")
        if begin:
            watched.page.get_by_role("button", name="Commencer").click()
            watched.page.locator(".ws-positions").wait_for()
        return watched

    return opened


def answers(made) -> list[dict[str, object]]:
    path = made.inbox / FILE
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def said(made) -> list[object]:
    return [answer["words"] for answer in answers(made)]


def grave(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in {"serious", "critical"}]


def fits(page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def prepare(page, words, position="nuance"):
    page.get_by_test_id(f"position-{position}").click()
    page.get_by_test_id("own-answer").fill(words)
    page.get_by_test_id("read-back").click()


@pytest.mark.parametrize("size", [PHONE, TABLET, WALL], ids=["phone", "tablet", "wall"])
def test_a_participant_answers_from_the_card_to_the_thanks(enter, made, size):
    watched = enter(made.codes[1], size)
    page = watched.page
    assert made.codes[1] not in page.url
    assert page.get_by_test_id("finding-plain").is_visible()
    assert page.locator(".ws-chart svg path").count() == 20
    assert "19 ménages" in page.locator(".ws-chart figcaption").inner_text()
    assert "texte simplifié" in page.locator(".ws-kind").inner_text()
    assert grave(page) == []
    assert fits(page)
    words = f"À {size[0]} 😀 <script>document.title='volé'</script>"
    prepare(page, words)
    assert words in page.locator(".ws-words").inner_text()
    assert words not in said(made)  # nothing is written before it was confirmed
    page.get_by_test_id("confirm").click()
    page.get_by_test_id("answer-saved").wait_for()
    assert said(made)[-1] == words
    assert "volé" not in page.title()
    page.get_by_test_id("next").click()
    page.get_by_test_id("next").click()
    assert page.get_by_role("heading", name="Merci").is_visible()
    assert grave(page) == []
    assert watched.errors == []
    assert watched.abroad == []


def test_no_finding_reaches_a_browser_without_a_code(enter, made):
    page = enter("AAAA-9999", begin=False).page
    page.get_by_test_id("workshop-code").wait_for()
    page.locator(".ws-status", has_text="code").wait_for()
    assert page.get_by_test_id("finding-plain").count() == 0
    assert "loyer" not in page.locator(".ws-root").inner_text()
    assert grave(page) == []
    page.get_by_test_id("workshop-code").fill(made.codes[2].lower())
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Commencer").wait_for()


def test_a_changed_mind_is_a_new_line_and_the_old_one_stays(enter, made):
    page = enter(made.codes[2]).page
    for words in ("d’abord", "ensuite"):
        prepare(page, words)
        page.get_by_test_id("confirm").click()
        page.get_by_test_id("answer-saved").wait_for()
        if words == "d’abord":
            page.get_by_test_id("change-mind").click()
    assert "d’abord" in page.locator(".ws-former").inner_text()
    assert said(made)[-2:] == ["d’abord", "ensuite"]


def test_a_phone_fetches_the_page_and_nothing_else(new_page, room, made):
    watched = new_page(*PHONE)
    fetched = []
    watched.page.on("request", lambda request: fetched.append(request.url.split("#")[0]))
    watched.page.goto(f"{room.url}#{made.codes[1]}")
    watched.page.get_by_role("button", name="Commencer").wait_for(timeout=40_000)
    assert [address for address in fetched if not address.startswith(("blob:", "data:"))] == [room.url]
    assert watched.page.locator("#loading").count() == 0
    assert watched.errors == []


def test_an_answer_is_saved_once_where_one_looks(enter, made):
    page = enter(made.codes[2]).page
    prepare(page, "deux coups")
    page.evaluate("window.chart = document.querySelector('.ws-chart')")
    page.get_by_test_id("confirm").focus()
    page.evaluate("const tap = document.querySelector('[data-testid=confirm]'); tap.click(); tap.click();")
    page.get_by_test_id("answer-saved").wait_for()
    assert said(made).count("deux coups") == 1
    assert page.evaluate("window.chart.isConnected")
    assert "Enregistr" in page.evaluate("document.activeElement.textContent")


def test_eight_at_once_on_one_finding(enter, made):
    pages = [enter(code).page for code in made.codes]
    for n, page in enumerate(pages):
        prepare(page, f"ensemble {n}", "agree" if n < 7 else "disagree")
    at = int(time.time() * 1000) + 500
    for page in pages:
        page.evaluate(
            "at => setTimeout(() => document.querySelector('[data-testid=confirm]').click(), at - Date.now())", at
        )
    for page in pages:
        page.get_by_test_id("answer-saved").wait_for()
    assert sorted(one for one in said(made) if str(one).startswith("ensemble")) == [f"ensemble {n}" for n in range(8)]
    wall = enter(made.facilitator, WALL).page
    wall.get_by_test_id("votes").get_by_role("button").first.click()
    shown = wall.locator(".ws-votes")
    shown.wait_for()
    assert "cinq personnes ou plus" in shown.inner_text() or "five" in shown.inner_text()
    assert not any(char.isdigit() for char in shown.inner_text())
    assert grave(wall) == []


def test_votes_stay_hidden_until_all_are_in(enter, made):
    wall = enter(made.facilitator, WALL).page
    wall.get_by_test_id("next").click()  # the second finding, on which nobody has answered
    wall.get_by_test_id("votes").get_by_role("button").first.click()
    wall.get_by_test_id("votes").locator("p").wait_for()
    assert wall.locator(".ws-votes").count() == 0
    prepare(wall, "Le groupe dit oui.", "agree")
    wall.get_by_test_id("confirm").click()
    wall.get_by_test_id("answer-saved").wait_for()
    assert answers(made)[-1]["reviewer"] == "groupe"


def test_what_is_said_while_the_network_is_gone_leaves_when_it_is_back(enter, made):
    watched = enter(made.codes[3])
    page = watched.page
    prepare(page, "hors ligne")
    page.context.set_offline(True)
    page.get_by_test_id("confirm").click()
    expect(page.locator(".ws-status")).to_contain_text(re.compile("appareil|device"))
    assert "hors ligne" not in said(made)
    page.context.set_offline(False)
    page.get_by_test_id("answer-saved").wait_for()
    assert said(made).count("hors ligne") >= 1
    assert len({a["answer_id"] for a in answers(made) if a["words"] == "hors ligne"}) == 1


def test_what_is_said_while_the_kernel_dies_is_kept_and_saved_by_the_next(enter, made, room):
    page = enter(made.codes[4]).page
    prepare(page, "noyau mort")
    page.get_by_test_id("confirm").wait_for()
    killed = [pid for pid in descendants(room.served.process.pid) if "ipykernel" in role(pid) or is_kernel(pid)]
    assert killed
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    page.get_by_test_id("confirm").click()
    page.get_by_test_id("answer-saved").wait_for()
    assert {a["reviewer"] for a in answers(made) if a["words"] == "noyau mort"} == {answers(made)[-1]["reviewer"]}
    page.get_by_test_id("next").click()
    assert page.get_by_test_id("finding-plain").is_visible()


def children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def descendants(pid: int) -> list[int]:
    below = children(pid)
    return below + [deeper for child in below for deeper in descendants(child)]


def role(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def is_kernel(pid: int) -> bool:
    """A copy of the process from which kernels are born: its mother's command is its own."""
    try:
        parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return False
    return "publishing.forked" in role(pid) and "publishing.forked" in role(parent)


def test_a_reload_in_the_middle_of_a_sentence_loses_nothing(enter, made):
    page = enter(made.codes[5]).page
    page.get_by_test_id("next").click()
    page.get_by_test_id("position-disagree").click()
    page.get_by_test_id("own-answer").fill("Je n’ai pas fini de le di")
    page.reload()
    page.locator(".ws-positions").wait_for()
    assert page.get_by_test_id("own-answer").input_value() == "Je n’ai pas fini de le di"
    assert page.get_by_test_id("position-disagree").get_attribute("aria-pressed") == "true"
    assert "2" in page.locator(".ws-place").inner_text()


def test_five_thousand_words_pass_and_too_many_are_said_to_be(enter, made):
    page = enter(made.codes[6]).page
    long = "parole " * 5000
    prepare(page, long)
    page.get_by_test_id("confirm").click()
    page.get_by_test_id("answer-saved").wait_for()
    assert str(said(made)[-1]).split() == long.split()
    page.get_by_test_id("change-mind").click()
    page.get_by_test_id("own-answer").fill("parole " * 9000)
    page.locator(".ws-count:not(:empty)").wait_for()
    assert page.get_by_test_id("read-back").is_disabled()
    assert len(page.get_by_test_id("own-answer").input_value()) == 63_000  # still all there


def test_own_words_are_answered_reader_by_reader(enter, made):
    page = enter(made.codes[0], TABLET, begin=False).page
    page.get_by_test_id("own-words").click()
    assert "trié les papiers" in page.get_by_test_id("own-quote").inner_text()
    assert "Comité de pilotage" in page.get_by_test_id("reader-T2").inner_text()
    assert grave(page) == []
    assert fits(page)
    page.get_by_test_id("reader-T2").locator("input[value=changed]").check()
    page.get_by_test_id("reader-T2").locator("textarea").fill("On a rangé ensemble.")
    page.get_by_test_id("save-T2").click()
    page.get_by_test_id("reader-T2").get_by_text("✓").wait_for()
    saved = answers(made)[-1]
    assert (saved["kind"], saved["excerpt"], saved["audience"], saved["answer"], saved["words"]) == (
        "quote", "e7", "T2", "changed", "On a rangé ensemble.",
    )  # fmt: skip


def test_all_of_it_by_keyboard(enter, made):
    page = enter(made.codes[7], begin=False).page
    page.get_by_role("button", name="Commencer").wait_for()

    def press(test_id):
        for _step in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement?.dataset?.testid ?? ''") == test_id:
                break
        else:
            raise AssertionError(f"{test_id} is not reached by Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        page.keyboard.press("Enter")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".ws-positions").wait_for()
    press("position-agree")
    press("read-back")
    press("confirm")
    page.get_by_test_id("answer-saved").wait_for()
    names = page.locator(".ws-root button").evaluate_all("all => all.map(b => b.textContent.trim())")
    assert all(names)


@pytest.mark.parametrize("size", [PHONE, WALL], ids=["phone", "wall"])
def test_text_at_200_percent_keeps_working(enter, made, size):
    page = enter(made.codes[1], size).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert fits(page)
    prepare(page, "en grand")
    page.get_by_test_id("confirm").click()
    page.get_by_test_id("answer-saved").wait_for()
    assert fits(page)


def test_a_workshop_that_is_over_says_so(new_page, tmp_path):
    made = a_workshop.make(tmp_path / "fini", ends=timedelta(seconds=-1))
    with serve(made.folder, port=free_port(), everybody=False) as running:
        page = new_page(*PHONE).page
        page.goto(f"{running.url}#{made.codes[0]}")
        page.locator(".ws-status:not(:empty)").wait_for(timeout=40_000)
        page.get_by_test_id("workshop-code").wait_for()
        assert page.get_by_test_id("finding-plain").count() == 0


def test_what_is_said_after_the_end_is_kept_apart_and_said_to_be(enter, made):
    page = enter(made.codes[1]).page
    prepare(page, "trop tard")
    closed = made.inbox / "closed.json"
    closed.write_text(json.dumps({"atelier-essai": "2026-01-01T10:00:00Z"}), "utf-8")
    try:
        page.get_by_test_id("confirm").click()
        page.get_by_test_id("answer-late").wait_for()
    finally:
        closed.unlink()
    assert said(made)[-1] == "trop tard"


def test_a_phone_of_the_network_comes_in_by_the_door(enter, room, made):
    where = f"{room.address}/voila/render/workshop.ipynb"
    page = enter(made.codes[2], where=where).page
    prepare(page, "par le réseau")
    page.get_by_test_id("confirm").click()
    page.get_by_test_id("answer-saved").wait_for()
    assert said(made)[-1] == "par le réseau"
