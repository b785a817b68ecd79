"""The two review screens in JupyterLab and Voila: keys stay theirs, decisions are kept, the notebook keeps no words."""

import json
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from tests.a_demo import copied
from tests.a_jupyter import voila, written
from workbench.study import open_study

from .conftest import Lab, Watched, saved

pytestmark = pytest.mark.browser

SHOW = """from pathlib import Path
from workbench.study import open_study
from workbench.widgets.compare import Compare
from workbench.widgets.retrieve import Retrieve
etude = open_study(Path({folder!r}))
display(Compare(etude, "asg-analyse", by="E3"), Retrieve(etude, "asg-analyse", by="E3"))"""


def test_a_decision_and_a_retrieval_from_a_notebook(
    jupyter_lab: Lab, demo: tuple[Path, str], tmp_path: Path, new_page: Callable[..., Watched]
) -> None:
    folder = copied(demo[0], tmp_path)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SHOW.format(folder=str(folder)))])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, jupyter_lab.folder / "revue.ipynb")
    watched = new_page()
    page = watched.page
    jupyter_lab.opened(page, "revue.ipynb")
    jupyter_lab.run(page, 1)
    compare, retrieve = page.get_by_test_id("compare"), page.get_by_test_id("retrieve")
    expect(compare.locator("h3")).to_be_visible(timeout=90_000)
    expect(retrieve.locator(".wbr-hit").first).to_be_visible(timeout=60_000)
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    compare.get_by_test_id("later").focus()
    page.keyboard.type("bddaxz")  # commands of the notebook, had they reached it
    page.keyboard.press("Enter")
    expect(compare.get_by_test_id("count")).to_contain_text(
        "Différence 2 sur"
    )  # and shown anew, so that what is written stays
    compare.get_by_test_id("reason").fill("la personne le dit")
    compare.get_by_test_id("holds-not").press("Enter")
    expect(compare.get_by_test_id("decision")).to_contain_text("la personne le dit", timeout=30_000)
    retrieve.get_by_test_id("tab-households").click()
    expect(retrieve.locator(".wbr-table tbody tr").first).to_be_visible(timeout=30_000)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    kept = json.dumps(saved(page, jupyter_lab.folder / "revue.ipynb"), ensure_ascii=False)
    with open_study(folder) as study:
        [made] = study.decided("asg-analyse")
        assert (made.who, made.holds) == ("E3", False)
        assert not [c for c in study.codings()[:50] if c.excerpt.text in kept]
    assert watched.abroad == []


def test_the_same_in_voila(demo: tuple[Path, str], tmp_path: Path, new_page: Callable[..., Watched]) -> None:
    folder = copied(demo[0], tmp_path)
    watched = new_page()
    page = watched.page
    with voila(written(tmp_path / "revue.ipynb", [SHOW.format(folder=str(folder))]), tmp_path / "private") as url:
        page.goto(url, timeout=90_000)
        compare, retrieve = page.get_by_test_id("compare"), page.get_by_test_id("retrieve")
        expect(compare.locator("h3")).to_be_visible(timeout=90_000)
        expect(retrieve.locator(".wbr-hit").first).to_be_visible(timeout=60_000)
        compare.get_by_test_id("reason").fill("la personne le dit")
        compare.get_by_test_id("holds").press("Enter")
        expect(compare.get_by_test_id("decision")).to_contain_text("la personne le dit", timeout=30_000)
        retrieve.get_by_test_id("tab-households").click()
        expect(retrieve.locator(".wbr-table tbody tr").first).to_be_visible(timeout=30_000)
    with open_study(folder) as study:
        [made] = study.decided("asg-analyse")
        assert (made.who, made.holds) == ("E3", True)
    assert watched.errors == []
