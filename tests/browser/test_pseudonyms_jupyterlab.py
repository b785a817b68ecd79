"""The review screen in JupyterLab: its keys are its own, and what the notebook saves holds no word of the file."""

import json
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from tests.a_transcript import PASSPHRASE, SECRETS, study_for, transcript
from workbench.study import open_study

from .conftest import Lab, Watched, saved

pytestmark = pytest.mark.browser

SHOW = """from pathlib import Path
from workbench.study import open_study
from workbench.widgets.pseudonyms import Pseudonyms
Pseudonyms(open_study(Path({folder!r})), {file!r})"""


def test_a_text_enters_from_a_notebook_that_keeps_none_of_it(
    jupyter_lab: Lab, tmp_path: Path, new_page: Callable[..., Watched]
) -> None:
    study_for(tmp_path / "essai").close()
    file = transcript(tmp_path, name="a.txt")
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(SHOW.format(folder=str(tmp_path / "essai"), file=str(file)))]
    )
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, jupyter_lab.folder / "relecture.ipynb")
    watched = new_page()
    page = watched.page
    jupyter_lab.opened(page, "relecture.ipynb")
    jupyter_lab.run(page, 1)
    page.locator("[data-testid=pseudonyms][data-ready]").wait_for(timeout=60_000)
    before = page.locator(".jp-Notebook .jp-Cell").count()
    page.get_by_test_id("review-text").focus()
    rows, decided = page.locator(".wbp-list .wbp-row").count(), page.locator(".wbp-list .wbp-accepted")
    for n in range(rows):
        page.keyboard.press("n")
        page.keyboard.press("a")
        expect(decided).to_have_count(n + 1)
    page.keyboard.type("xzjdd")  # commands of the notebook, had they reached it
    assert page.locator(".jp-Notebook .jp-Cell").count() == before
    page.keyboard.press("Control+s")
    page.locator(".wbp-tools button").nth(1).click()
    page.get_by_test_id("passphrase").fill(PASSPHRASE)
    page.get_by_test_id("passphrase-again").fill(PASSPHRASE)
    page.get_by_test_id("enter").click()
    expect(page.locator(".wbp-done")).to_be_visible(timeout=30_000)
    page.locator(".wbp-done").click()
    kept = json.dumps(saved(page, jupyter_lab.folder / "relecture.ipynb"), ensure_ascii=False)
    assert "Pseudonyms" in kept
    assert not [s for s in (*SECRETS, PASSPHRASE) if s in kept]
    with open_study(tmp_path / "essai") as study:
        assert [source.id for source in study.sources()] == ["a"]
        assert not [s for s in SECRETS if s in study.source("a").text]
    assert watched.abroad == []
