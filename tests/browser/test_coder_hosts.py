"""The coding screen wherever it is opened: JupyterLab, Notebook 7 and Voila, each with a real kernel and store."""

import os
import re
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.a_jupyter import notebook7, voila, written
from tests.an_interview import study_with_interview
from workbench.widgets.coder_words import words

from .conftest import Lab, Watched, saved

pytestmark = pytest.mark.browser
WORDS = words()

OPEN = """import os
from pathlib import Path
from workbench.study import open_study
Path({folder!r}, "..", "kernel.pid").write_text(str(os.getpid()))
study = open_study(Path({folder!r}))"""
SHOW = """from workbench.widgets.coder import Coder
Coder(study, source="entretien-m02", codebook="themes", coder="{coder}", suggest=False, blind={blind})"""


def cells(folder: Path, coder: str = "E1", *, blind: bool = False) -> list[str]:
    return [OPEN.format(folder=str(folder)), SHOW.format(coder=coder, blind=blind)]


def stored(folder: Path) -> list[tuple[str, str, str]]:
    """Who coded which words with what, read from the store's file with nothing of the workbench."""
    with sqlite3.connect(f"file:{folder / 'study.db'}?mode=ro", uri=True) as db:
        return db.execute(
            "SELECT coder, code, text FROM codings JOIN excerpts ON excerpts.id = excerpt "
            "WHERE retracted IS NULL ORDER BY codings.n"
        ).fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = study_with_interview(tmp_path / "essai")
    made.close()
    return made.root


@pytest.fixture(scope="module")
def notebook_seven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    root = tmp_path_factory.mktemp("seven")
    with notebook7(root, tmp_path_factory.mktemp("private")) as url:
        yield url, root


def ready(page: Page) -> Locator:
    """The screen, once the study's codings are on it."""
    page.locator("[data-testid=coder][data-ready]").wait_for(timeout=60_000)
    return page.get_by_test_id("source-text")


def by_mouse(page: Page, words_: str, code: str) -> None:
    """Marks a word by a double click, and clicks a code."""
    block = page.get_by_test_id("source-text").locator(".wbc-words", has_text=words_)
    block.scroll_into_view_if_needed()
    block.dblclick(position={"x": 30, "y": 12})
    page.locator(f'[data-code-id="{code}"]').click()


def by_keyboard(page: Page, typed: str, turns: int = 2) -> None:
    """Goes so many turns further and codes the whole of it with the code that these letters find."""
    page.get_by_test_id("source-text").focus()
    for _turn in range(turns):
        page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def works(page: Page, folder: Path) -> None:
    """Codes by mouse and by keyboard, and finds both in the store."""
    ready(page)
    saved = page.get_by_test_id("saved")
    expect(saved).to_have_text("0")
    by_mouse(page, "soulagement", "cles")
    expect(saved).to_have_text("1")
    by_keyboard(page, "dett")
    expect(saved).to_have_text("2")
    expect(page.locator("[data-coding-id]")).to_have_count(2)
    assert [code for _coder, code, _words in stored(folder)] == ["cles", "dette"]


def serious(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, context="[data-testid=coder]").response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]


def test_in_voila_and_after_a_reload(folder: Path, tmp_path: Path, new_page: Callable[..., Watched]) -> None:
    page = new_page().page
    with voila(written(tmp_path / "codage.ipynb", cells(folder)), tmp_path / "private") as url:
        page.goto(url)
        works(page, folder)
        page.reload()
        ready(page)
        expect(page.get_by_test_id("saved")).to_have_text("2")
        expect(page.locator("[data-coding-id]")).to_have_count(2)
        assert serious(page) == []


def test_in_voila_on_a_telephone(folder: Path, tmp_path: Path, new_page: Callable[..., Watched]) -> None:
    page = new_page(390, 844).page
    with voila(written(tmp_path / "codage.ipynb", cells(folder)), tmp_path / "private") as url:
        page.goto(url)
        works(page, folder)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_in_notebook_seven(notebook_seven: tuple[str, Path], folder: Path, new_page: Callable[..., Watched]) -> None:
    url, root = notebook_seven
    written(root / "codage.ipynb", cells(folder))
    page = new_page().page
    for again in (False, True):
        page.goto(f"{url}/notebooks/codage.ipynb")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=40_000)
        run(page)
        if not again:
            works(page, folder)
            page.get_by_test_id("source-text").focus()
            page.keyboard.type("axyzkjdd")  # the notebook's commands, had they reached it
            kept = saved(page, root / "codage.ipynb")["cells"]
            assert [cell["cell_type"] for cell in kept if "".join(cell["source"])] == ["code", "code"]
    ready(page)
    expect(page.locator("[data-coding-id]")).to_have_count(2)


def run(page: Page, cells_: int = 2) -> None:
    """Runs the first cells with Shift+Enter; again if the kernel was not listening yet."""
    prompt = page.locator(".jp-Notebook .jp-Cell .jp-InputPrompt").first
    for _attempt in range(20):
        page.locator(".jp-Notebook .jp-Cell .cm-content").first.click()
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(700)
        if re.search(r"[\d*]", prompt.inner_text()):
            break
    for _cell in range(cells_ - 1):
        page.keyboard.press("Shift+Enter")


def test_two_coders_in_two_browsers_lose_nothing_and_see_each_other_unless_blind(
    folder: Path, tmp_path: Path, new_page: Callable[..., Watched]
) -> None:
    first, second = new_page().page, new_page().page
    one = written(tmp_path / "un.ipynb", cells(folder))
    two = written(tmp_path / "deux.ipynb", cells(folder, "E2", blind=True))
    with voila(one, tmp_path / "p1") as url, voila(two, tmp_path / "p2") as other:
        first.goto(url)
        second.goto(other)
        for page in (first, second):
            ready(page)
            page.get_by_test_id("source-text").focus()
            page.keyboard.press("PageDown")
        for n in range(1, 7):  # in turn, without waiting for each other's answer
            for page in (first, second):
                page.keyboard.press("ArrowRight")
                page.keyboard.press(str(n))
        for page in (first, second):
            expect(page.get_by_test_id("saved")).to_have_text("6")
            expect(page.locator("[data-coding-id]")).to_have_count(6)
        kept = stored(folder)
        assert len(kept) == 12
        assert [code for coder, code, _words in kept if coder == "E1"] == [
            code for coder, code, _words in kept if coder == "E2"
        ]
        first.reload()
        ready(first)
        expect(first.locator("[data-coding-id]")).to_have_count(12)  # the others', for this one does not code blind
        expect(first.locator("[data-coding-id]", has_text="E2 · ")).to_have_count(6)
        expect(first.get_by_test_id("saved")).to_have_text("6")
        second.reload()
        ready(second)
        expect(second.get_by_role("button", name=WORDS["others"], exact=True)).to_be_disabled()
        expect(second.locator("[data-coding-id]")).to_have_count(6)


def test_a_kernel_killed_in_mid_work_is_said_and_nothing_is_lost(
    jupyter_lab: Lab, folder: Path, new_page: Callable[..., Watched]
) -> None:
    written(jupyter_lab.folder / "coupure.ipynb", cells(folder))
    page = new_page().page
    jupyter_lab.opened(page, "coupure.ipynb")
    jupyter_lab.run(page, 2)
    ready(page)
    by_mouse(page, "soulagement", "cles")
    expect(page.get_by_test_id("saved")).to_have_text("1")

    os.kill(int((folder.parent / "kernel.pid").read_text()), signal.SIGKILL)
    by_keyboard(page, "dett")
    trouble = page.locator(".wbc-trouble")
    expect(trouble).to_be_visible()
    expect(page.locator(".wbc-state")).to_have_text(WORDS["unsaved"])
    expect(page.get_by_test_id("saved")).to_have_text("1")
    assert [code for _coder, code, _words in stored(folder)] == ["cles"]

    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=40_000)
    if page.locator(".jp-Dialog").count():  # Lab says that the kernel was restarted
        page.keyboard.press("Escape")
    page.locator(".jp-Notebook .jp-Cell .cm-content").first.click()
    for _cell in range(2):
        page.keyboard.press("Shift+Enter")
    # what had not been heard is sent by the new screen
    expect(page.get_by_test_id("saved")).to_have_text("2", timeout=40_000)
    assert [code for _coder, code, _words in stored(folder)] == ["cles", "dette"]
    expect(page.locator(".wbc-trouble")).to_be_hidden()
    by_keyboard(page, "hotel", 4)
    expect(page.get_by_test_id("saved")).to_have_text("3")
