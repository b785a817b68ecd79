"""The coding screen where evaluators use it: a notebook in JupyterLab, a kernel, and a study on disk."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.an_interview import study_with_interview

from .conftest import Lab, Watched

pytestmark = pytest.mark.browser

OPEN = """from pathlib import Path
from workbench.study import open_study
study = open_study(Path({folder!r}))"""
SHOW = """from workbench.widgets.coder import Coder
Coder(study, source="entretien-m02", codebook="themes", coder="E1", suggest=False)"""


def stored(folder: Path) -> list[tuple[str, str]]:
    """The codes and words in the store's file, read with nothing of the workbench."""
    with sqlite3.connect(f"file:{folder / 'study.db'}?mode=ro", uri=True) as db:
        return db.execute(
            "SELECT code, text FROM codings JOIN excerpts ON excerpts.id = excerpt "
            "WHERE retracted IS NULL ORDER BY codings.n"
        ).fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = study_with_interview(tmp_path / "essai")
    made.close()
    return made.root


@pytest.fixture
def notebook(jupyter_lab: Lab, folder: Path) -> str:
    book = nbformat.v4.new_notebook()
    book.cells = [nbformat.v4.new_code_cell(OPEN.format(folder=str(folder))), nbformat.v4.new_code_cell(SHOW)]
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, jupyter_lab.folder / "codage.ipynb")
    return "codage.ipynb"


def cells(page: Page) -> int:
    return page.locator(".jp-Notebook .jp-Cell").count()


def test_codes_by_mouse_and_by_keyboard_and_finds_the_codings_again(
    jupyter_lab: Lab, notebook: str, folder: Path, new_page: Callable[..., Watched]
) -> None:
    watched = new_page()
    page = watched.page
    jupyter_lab.opened(page, notebook)
    jupyter_lab.run(page, 2)
    screen = page.get_by_test_id("coder")
    screen.wait_for(timeout=40_000)
    saved, text = page.get_by_test_id("saved"), page.get_by_test_id("source-text")
    expect(saved).to_have_text("0")
    before = cells(page)

    text.locator(".wbc-words", has_text="soulagement").scroll_into_view_if_needed()
    text.locator(".wbc-words", has_text="soulagement").dblclick(position={"x": 30, "y": 12})
    page.locator('[data-code-id="cles"]').click()
    expect(saved).to_have_text("1")

    text.focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    page.keyboard.type("dett")
    page.keyboard.press("Enter")
    expect(saved).to_have_text("2")

    page.keyboard.type("axyzkjdd")  # commands of the notebook, had they reached it
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Escape")
    page.locator("[data-code-id=loyer]").click()  # without a passage: its definition
    page.locator(".wbc-filter").click()
    page.keyboard.type("mabdd")
    page.keyboard.press("Escape")
    assert cells(page) == before
    assert page.locator(".jp-Notebook .jp-MarkdownCell").count() == 0

    codings = stored(folder)
    assert [code for code, _words in codings] == ["cles", "dette"]
    assert codings[0][1] in {"On", "a", "eu"}
    assert codings[1][1].startswith("Le loyer passe")
    assert codings[1][1].endswith("écrire la lettre.")

    page.keyboard.press("Control+s")
    jupyter_lab.opened(page, notebook)
    jupyter_lab.run(page, 2)
    expect(page.locator("[data-coding-id]")).to_have_count(2, timeout=40_000)
    expect(page.get_by_test_id("saved")).to_have_text("2")
    assert sorted(page.locator("[data-coding-id]").all_text_contents()) == ["Dettes", "Remise des clés"]

    shots = os.environ.get("WORKBENCH_SHOTS")
    if shots:
        page.screenshot(path=f"{shots}/coder-jupyterlab.png")
    assert watched.abroad == []
    kept = json.loads((jupyter_lab.folder / "codage.ipynb").read_text("utf-8"))
    assert "soulagement" not in json.dumps(kept, ensure_ascii=False)  # the interview is not copied into the notebook
