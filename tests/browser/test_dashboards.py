"""The published pages, served by a real Voila and opened in a real browser."""

import json
import socket
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import a_release
from workbench.publishing import static, withdrawn
from workbench.publishing.keys import keys_for
from workbench.publishing.serve import HOST, Served, serve, words
from workbench.widgets.inbox import FILE

pytestmark = pytest.mark.browser

SIZES = [(1366, 768), (390, 844)]
FIGURES = ".wb-figure"
DRAWN = """
() => [...document.querySelectorAll('.wb-figure')].filter(figure => figure.offsetParent).map(figure => ({
  id: figure.id,
  marks: [...figure.querySelectorAll('svg path, svg rect')].filter(mark => {
    const box = mark.getBoundingClientRect();
    return !mark.closest('defs') && !mark.classList.contains('background') && box.width > 2 && box.height > 2
      && getComputedStyle(mark).fill !== 'none';
  }).length,
}))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("served")
    for page in ("coordination_cell", "steering_committee", "workshop"):
        a_release.make(root / "releases" / page, id=page, page=page)
    return root


@pytest.fixture(scope="module")
def served(folder):
    with serve(folder / "releases", port=free_port()) as server:
        yield server


@pytest.fixture
def watched(new_page, request):
    """A page whose console is watched too: an error logged there fails the test."""
    size = getattr(request, "param", SIZES[0])
    opened = new_page(*size)
    opened.page.on("console", lambda m: opened.errors.append(m.text) if m.type == "error" else None)
    yield opened
    assert opened.abroad == []
    assert opened.errors == []


def grave(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in {"serious", "critical"}]


def fits(page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("watched", SIZES, indirect=True)
@pytest.mark.parametrize("name", ["coordination_cell", "steering_committee"])
def test_a_page_shows_its_figures_and_findings(watched, served: Served, name):
    page = watched.page
    page.goto(served.urls[name])
    page.locator(".wb-filter select").wait_for()
    drawn = page.evaluate(DRAWN)
    assert len(drawn) == 5  # six figures, of which two are choices of one list
    assert [figure["id"] for figure in drawn if figure["marks"] < 3] == []
    assert page.locator(".wb-dissent").count() == 2
    assert page.title() == "Accompagner l’accès au logement : où en est-on ?"
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").count() == 1
    assert [page.locator(mark).count() for mark in ("body > header", "main", "body > footer")] == [1, 1, 1]
    assert fits(page)
    assert grave(page) == []


def test_a_chart_that_is_empty_is_found(watched, served: Served):
    page = watched.page
    page.goto(served.urls["coordination_cell"])
    page.evaluate("document.querySelectorAll('#figure-temps :is(path, rect)').forEach(mark => mark.remove())")
    assert [figure["id"] for figure in page.evaluate(DRAWN) if figure["marks"] < 3] == ["figure-temps"]


def test_the_first_screen_says_what_for_whom_and_how_much(watched, served: Served):
    page = watched.page
    page.goto(served.urls["steering_committee"])
    for mark in ("h1", ".wb-lead", ".wb-release", ".wb-readers", ".wb-facts", ".wb-contents"):
        box = page.locator(mark).bounding_box()
        assert box["y"] + box["height"] <= 768, mark
    assert page.locator(".wb-facts strong").all_inner_texts() == ["2", "2"]


@pytest.mark.parametrize("watched", SIZES, indirect=True)
@pytest.mark.parametrize("name", ["coordination_cell", "steering_committee"])
def test_dissents_are_seen_without_opening_anything_and_the_evidence_on_demand(watched, served: Served, name):
    page = watched.page
    page.goto(served.urls[name])
    dissents = page.locator(".wb-dissent")
    assert dissents.count() == 2
    assert all(one.is_visible() for one in dissents.all())
    proofs = page.locator("#finding-F1 details.wb-proofs")
    quote = proofs.locator("blockquote").first
    assert not quote.is_visible()
    assert "3 pour, 1 contre" in proofs.locator("summary").inner_text()
    proofs.locator("summary").focus()
    page.keyboard.press("Enter")
    assert quote.is_visible()
    assert grave(page) == []


LINES = """
() => [...document.querySelectorAll('.wb-card h3')].map(title => {
  const text = title.firstChild, lines = new Map();
  for (let n = 0; n < text.length; n++) {
    const range = document.createRange();
    range.setStart(text, n); range.setEnd(text, n + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  return Math.max(...lines.values());
})
"""


def test_a_statement_is_read_in_short_lines_and_its_theme_leads_to_it(watched, served: Served):
    page = watched.page
    page.goto(served.urls["coordination_cell"])
    assert max(page.evaluate(LINES)) <= 71  # seventy characters, and the space at the end
    page.locator(".wb-themes a").last.click()
    page.wait_for_function("location.hash === '#finding-F2'")
    page.wait_for_function("document.getElementById('finding-F2').getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize(("width", "columns"), [(1366, 2), (1100, 2), (899, 1), (390, 1)])
def test_figures_stand_side_by_side_where_there_is_room(new_page, tmp_path, width, columns):
    pair = [a_release.progress("Seine-et-Marne", [11, 6, None], "a"), a_release.progress("Ailleurs", [9, 7, 3], "b")]
    sides = [replace(figure, section=figure.id, choice=()) for figure in pair]
    a_release.make(tmp_path / "r" / "one", figures=sides, findings=[], quotes=[])
    with serve(tmp_path / "r", port=free_port()) as server:
        page = new_page(width, 800).page
        page.goto(server.urls["coordination_cell"])
        first, second = (page.locator(f"#figure-{key}").bounding_box() for key in "ab")
        assert (first["x"] != second["x"]) == (columns == 2)
        assert (first["y"] == second["y"]) == (columns == 2)
        assert fits(page)


def test_a_printed_page_is_read_whole(watched, served: Served):
    page = watched.page
    page.goto(served.urls["steering_committee"])
    page.locator(".wb-filter select").wait_for()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    folded = page.locator("details")
    assert folded.count() > 5
    assert page.locator("details:not([open])").count() == 0
    assert all(quote.is_visible() for quote in page.locator(".wb-proofs blockquote").all())
    assert not page.locator(".wb-banner").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.wb-proofs[open]").count() == 0


def test_the_parts_with_a_list_are_read_without_scripts(new_page, served: Served):
    page = new_page(java_script_enabled=False).page
    page.goto(served.urls["coordination_cell"])
    assert page.locator("#figure-avancement-77").is_visible()
    assert page.locator("#figure-avancement-94").is_visible()  # every approved choice, without a list
    assert not page.locator(".wb-filter select").is_visible()
    assert page.locator(".wb-dissent").first.is_visible()


LONG = "Cette phrase est longue, comme le sont celles que l’on discute vraiment en atelier, avec ses nuances. " * 4


def test_every_button_of_the_workshop_is_on_the_first_screen(new_page, tmp_path):
    findings = [one | {"statement": LONG, "plain": LONG[:300]} for one in a_release.findings()]
    a_release.make(tmp_path / "r" / "w", page="workshop", findings=findings)
    with serve(tmp_path / "r", port=free_port()) as server:
        page = new_page().page
        page.goto(server.urls["workshop"])
        page.locator(".ws-main").click()
        page.locator(".ws-positions").wait_for()
        page.evaluate("window.scrollTo(0, 0)")
        lowest = (
            "Math.max(...[...document.querySelectorAll('.ws-root button')].map(b => b.getBoundingClientRect().bottom))"
        )
        assert page.locator(".ws-root button").count() >= 8
        assert page.evaluate(lowest) <= 768
        assert page.locator("h2.ws-plainly").is_visible()
        assert not page.get_by_text(LONG.strip(), exact=True).is_visible()
        page.locator("details.ws-statement summary").click()
        assert page.get_by_text(LONG.strip(), exact=True).is_visible()
        assert grave(page) == []


def test_the_list_shows_the_other_approved_choice(watched, served: Served):
    page = watched.page
    page.goto(served.urls["coordination_cell"])
    page.locator(".wb-filter select").select_option(label="Val-de-Marne")
    page.locator("#figure-avancement-94").wait_for()
    assert not page.locator("#figure-avancement-77").is_visible()
    assert page.locator(".wb-chosen").inner_text() == "Val-de-Marne"  # said to whoever does not see it
    assert next(f["marks"] for f in page.evaluate(DRAWN) if f["id"] == "figure-avancement-94") >= 3
    assert grave(page) == []


def test_the_data_stand_under_each_figure_and_are_reached_by_keyboard(watched, served: Served):
    page = watched.page
    page.goto(served.urls["coordination_cell"])
    page.locator("#figure-entonnoir summary").focus()
    page.keyboard.press("Enter")
    table = page.locator("#figure-entonnoir table")
    table.wait_for(state="visible")
    assert table.locator("tbody tr").count() == 3
    assert "33" in table.inner_text()


def test_the_first_tab_skips_to_the_content(watched, served: Served):
    page = watched.page
    page.goto(served.urls["steering_committee"])
    page.locator(".wb-findings").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


@pytest.mark.parametrize("watched", SIZES, indirect=True)
def test_an_answer_is_read_back_then_lands_in_the_inbox(watched, served: Served, folder: Path):
    page, before = watched.page, answers(folder)
    page.goto(served.urls["workshop"])
    page.locator(".ws-main").click()  # begin
    page.locator(".ws-positions").wait_for()
    assert grave(page) == []
    assert page.locator(".ws-nav .ws-main").is_disabled()  # nothing to read back yet
    page.locator(".ws-nuance").click()
    page.locator("textarea").fill("Ça dépend de l’étage 😀, et du voisin.")
    page.locator(".ws-nav .ws-main").click()  # read again before saving
    assert "😀" in page.locator(".ws-check").inner_text()
    assert answers(folder) == before  # nothing is written before it was confirmed
    assert grave(page) == []
    page.locator(".ws-check .ws-main").click()  # yes, save
    page.locator(".ws-state-saved").wait_for()
    (saved,) = answers(folder)[len(before) :]
    assert (saved["finding"], saved["version"], saved["wording"]) == ("F1", 2, "a" * 64)
    assert (saved["position"], saved["words"]) == ("nuance", "Ça dépend de l’étage 😀, et du voisin.")
    assert fits(page)
    page.locator(".ws-moves .ws-main").click()  # next
    assert "seul" in page.locator("h2.ws-plainly").inner_text()


def answers(folder: Path) -> list[dict[str, object]]:
    path = folder / "inbox" / FILE
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_the_index_lists_the_pages(watched, served: Served):
    page = watched.page
    page.goto(served.url)
    assert page.locator(".wb-index a").count() == 3
    assert grave(page) == []


def test_a_byte_changed_while_serving_is_refused_in_one_sentence(new_page, tmp_path):
    a_release.make(tmp_path / "r" / "one")
    with serve(tmp_path / "r", port=free_port()) as server:
        path = tmp_path / "r" / "one" / "findings.json"
        path.write_bytes(path.read_bytes().replace(b"bloqu", b"aid\xc3\xa9 "))
        page = new_page().page
        page.goto(server.urls["coordination_cell"])
        page.locator(".wb-refusal").wait_for()
        assert page.locator(".wb-refusal").count() == 1
        assert page.locator(FIGURES).count() == 0
        content = page.content()
    assert "Traceback" not in content
    assert str(tmp_path) not in content


@pytest.mark.parametrize(
    "path",
    [
        "voila/files/coordination_cell.ipynb",
        "voila/files/..%2fwords.json",
        "voila/files/%2e%2e/words.json",
        "voila/render/..%2f..%2fetc%2fpasswd",
        "voila/static/etc/passwd",
        "api/kernels",
        "voila/render/none.ipynb",
    ],
)
def test_only_the_pages_are_served(served: Served, path):
    with pytest.raises(urllib.error.HTTPError) as no:
        urllib.request.urlopen(served.url + path, timeout=20)
    assert no.value.code >= 400
    body = no.value.read().decode("utf-8", "replace")
    assert "Traceback" not in body
    assert "root:" not in body


def test_another_template_cannot_be_asked_for(watched, served: Served):
    watched.page.goto(served.urls["steering_committee"] + "?template=nonexist&theme=dark")
    watched.page.locator(".wb-findings").wait_for()
    assert watched.page.locator(".wb-banner").count() == 1


def test_a_dashboard_holds_no_kernel_for_its_readers(new_page, tmp_path):
    a_release.make(tmp_path / "r")
    with serve(tmp_path / "r", port=free_port()) as server:
        for _reader in range(3):
            opened = new_page()
            opened.page.goto(server.urls["coordination_cell"])
            opened.page.locator(".wb-filter select").wait_for()
        log = server.log.read_text()
    assert log.count("Kernel started") == log.count("Kernel shutdown") == 1


def test_a_workshop_s_kernel_leaves_with_its_reader(new_page, tmp_path):
    a_release.make(tmp_path / "r" / "w", page="workshop")
    with serve(tmp_path / "r", port=free_port()) as server:
        opened = new_page()
        opened.page.goto(server.urls["workshop"])
        opened.page.locator(".ws-root").wait_for()
        opened.page.goto("about:blank")
        for _wait in range(40):
            opened.page.wait_for_timeout(500)
            if "Kernel shutdown" in (log := server.log.read_text()):
                break
    assert log.count("Kernel started") == log.count("Kernel shutdown") == 1, log


def test_a_phone_that_asks_whether_the_server_is_there_starts_no_kernel(tmp_path):
    a_release.make(tmp_path / "r" / "w", page="workshop")
    with serve(tmp_path / "r", port=free_port()) as server:
        asked = urllib.request.Request(server.urls["workshop"], method="HEAD")
        assert urllib.request.urlopen(asked, timeout=20).status == 200
        assert "Kernel started" not in server.log.read_text()


SAY = """
([address, messages]) => new Promise(done => {
  const heard = [], socket = new WebSocket(address);
  socket.onopen = () => messages.forEach(message => socket.send(message));
  socket.onmessage = event => heard.push(String(event.data));
  socket.onclose = event => done({code: event.code, heard});
  setTimeout(() => done({code: 0, heard}), 8000);
})
"""


def spoken(kind: str, **content: object) -> str:
    header = {"msg_id": "1", "msg_type": kind, "session": "s", "username": "", "version": "5.3", "date": ""}
    parts = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}
    return json.dumps(parts | {"channel": "shell"})


@pytest.mark.parametrize(
    "message",
    [
        spoken("execute_request", code="print(open('/etc/passwd').read())", silent=False),
        spoken("comm_open", comm_id="x", target_name="jupyter.widget", data={"state": {}}),
        spoken("comm_msg", comm_id="x", data={"method": "update", "state": {"findings": [1]}}),
        "rien de lisible",
    ],
)
def test_a_raw_message_gets_nothing_but_a_refusal(new_page, tmp_path, message):
    a_release.make(tmp_path / "r" / "w", page="workshop")
    with serve(tmp_path / "r", port=free_port()) as server:
        page = new_page().page
        page.goto(server.urls["workshop"])
        page.locator(".ws-root").wait_for()
        kernel = json.loads(page.locator("#jupyter-config-data").inner_text())["kernelId"]
        address = server.url.replace("http", "ws") + f"api/kernels/{kernel}/channels?session_id=raw"
        said = page.evaluate(SAY, [address, [message]])
    heard = [text for text in said["heard"] if '"status"' not in text]
    assert said["code"] == 1008
    assert len(heard) == 1
    assert set(json.loads(heard[0])) == {"refused"}


def test_readers_give_the_password_on_a_french_page(new_page, tmp_path):
    a_release.make(tmp_path / "r")
    with serve(tmp_path / "r", port=free_port(), keys=keys_for("sésame")) as server:
        opened = new_page(390, 844)
        page = opened.page
        page.goto(server.urls["coordination_cell"])
        assert page.locator("html").get_attribute("lang") == "fr"
        assert page.locator("label").inner_text() == "Mot de passe"
        assert fits(page)
        assert grave(page) == []
        page.locator("#password").fill("ouvre-toi")
        page.get_by_role("button", name="Entrer").click()
        assert page.get_by_role("alert").is_visible()
        assert grave(page) == []
        page.locator("#password").fill("sésame")
        page.get_by_role("button", name="Entrer").click()
        page.locator(".wb-figure").first.wait_for()
        assert page.url == server.urls["coordination_cell"]
        page.get_by_role("link", name=words({}, locked=True)["leave"]).click()
        page.goto(server.urls["coordination_cell"])
        page.locator("#password").wait_for()
        assert opened.abroad == []


def test_a_link_lets_in_until_it_ends_and_nobody_else(tmp_path):
    a_release.make(tmp_path / "r")
    keys = keys_for("sésame")
    with serve(tmp_path / "r", port=free_port(), keys=keys) as server:
        reader = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        entered = reader.open(server.url + f"login?lien={keys.link(1)}", timeout=20)
        assert "wb-figure" in entered.read().decode()
        assert "lien" not in entered.url  # neither in the history nor in what the kernel is told
        for link in (keys.link(-1), "1.2", keys.link(1)[:-1]):
            with pytest.raises(urllib.error.HTTPError) as no:
                urllib.request.urlopen(server.url + f"login?lien={link}", timeout=20)
            body = no.value.read().decode()
            assert no.value.code == 401
            assert body.count('role="alert"') == 1
            assert "<figure" not in body
        for path in ("", "voila/render/coordination_cell/tables.csv", "voila/static/voila.js", "api/kernels/x"):
            body = urllib.request.urlopen(server.url + path, timeout=20).read() if "api" not in path else b""
            assert b"Mot de passe" in body or "static" in path or "api" in path


def test_a_release_taken_back_while_it_is_served_is_refused_in_one_sentence(tmp_path):
    manifest = a_release.make(tmp_path / "r" / "one")
    with serve(tmp_path / "r", port=free_port()) as server:
        assert urllib.request.urlopen(server.urls["coordination_cell"], timeout=20).status == 200
        withdrawn.write(tmp_path / "r" / "one", manifest.digest, "2016-05-01")
        for address in (server.urls["coordination_cell"], server.url + "voila/render/coordination_cell/tables.csv"):
            with pytest.raises(urllib.error.HTTPError) as no:
                urllib.request.urlopen(address, timeout=20)
            body = no.value.read().decode()
            assert no.value.code == 410
            assert body.count('class="wb-refusal"') == 1
            assert 'wb-figure"' not in body


def test_another_host_s_name_is_refused(served: Served):
    asked = urllib.request.Request(served.url, headers={"Host": "attaquant.example"})
    with pytest.raises(urllib.error.HTTPError) as no:
        urllib.request.urlopen(asked, timeout=20)
    assert no.value.code == 403


@pytest.mark.parametrize("watched", SIZES, indirect=True)
def test_a_printed_site_works_from_a_file_without_any_server(watched, folder, tmp_path):
    static.write(folder / "releases", tmp_path / "site")
    page = watched.page
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.locator(".wb-index a").first.click()
    page.locator(".wb-filter select").select_option(label="Val-de-Marne")
    assert page.locator("#figure-avancement-94").is_visible()
    assert not page.locator("#figure-avancement-77").is_visible()
    assert fits(page)
    assert grave(page) == []
    assert [address for address in watched.abroad if not address.startswith("file:")] == []
    watched.abroad.clear()  # file: is this machine
