"""Each notebook of the evaluator's path, executed from start to end on the demonstration study, and looked at."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

from tests.a_demo import copied
from workbench.resources import shipped

PATH = sorted(shipped("notebooks").glob("*.ipynb"))
MARK = re.compile(r"<(?:path|rect|circle|line)\b")


@pytest.fixture(scope="module")
def own(demo, tmp_path_factory):
    return copied(demo[0], tmp_path_factory.mktemp("carnets"))


@pytest.fixture(scope="module")
def executed(own):
    done = {}

    def run(path):
        if path not in done:
            notebook = nbformat.read(path, as_version=4)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("WORKBENCH_STUDY", str(own))
                NotebookClient(notebook, timeout=180, kernel_name="python3").execute(cwd=str(own))
            done[path] = notebook
        return done[path]

    return run


def shown(notebook):
    return [out for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]


def html(notebook):
    return [out["data"].get("text/html", "") for out in shown(notebook) if "data" in out]


@pytest.mark.parametrize("path", PATH, ids=lambda p: p.name)
def test_it_runs_from_start_to_end_and_shows_something_in_french(executed, path):
    notebook = executed(path)
    assert not [out for out in shown(notebook) if out.output_type == "error"]
    assert not [out for out in shown(notebook) if out.output_type == "stream" and out.name == "stderr"]
    assert len(shown(notebook)) >= 2
    assert re.search(r"[éèàç]", " ".join(html(notebook)))


@pytest.mark.parametrize("path", [p for p in PATH if p.name[0] in "2347"], ids=lambda p: p.name)
def test_its_charts_are_not_empty_and_say_the_same_in_words_and_in_a_table(executed, path):
    figures = [text for text in html(executed(path)) if "<figure" in text]
    assert figures
    for figure in figures:
        assert len(MARK.findall(figure)) >= 5
        assert re.search(r"<title[^>]*>[^<]+</title>\s*<desc[^>]*>[^<]+</desc>", figure)
        assert figure.count("<tr") >= 3
        assert re.search(r"<td[^>]*>\s*(?:\d|documenté)", figure)  # a grid has states where others have counts


@pytest.mark.parametrize("path", PATH, ids=lambda p: p.name)
def test_its_tables_have_rows(executed, path):
    for text in html(executed(path)):
        if "<table" in text:
            assert text.count("<tr") >= 2


def test_the_joint_display_puts_contradictions_first(executed):
    notebook = executed(next(p for p in PATH if p.name.startswith("4-")))
    table = next(text for text in html(notebook) if "contredit" in text)
    fits = re.findall(r"<td>(contredit|élargit|confirme|non rapproché)</td>", table)
    order = ["contredit", "élargit", "confirme", "non rapproché"]
    assert fits == sorted(fits, key=order.index)
    assert len(set(fits)) >= 3


def test_the_coding_screen_is_there(executed):
    notebook = executed(next(p for p in PATH if p.name.startswith("2-")))
    widgets = [out for out in shown(notebook) if "application/vnd.jupyter.widget-view+json" in out.get("data", {})]
    kinds = [out["data"]["text/plain"].split(" object")[0].rsplit(".", 1)[-1] for out in widgets]
    assert [kind.strip("<>") for kind in kinds] == ["Coder", "Compare", "Retrieve"]
