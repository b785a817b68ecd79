import subprocess
import sys
from dataclasses import dataclass

from workbench.widgets import dashboard


@dataclass(frozen=True)
class Release:
    body: str


def test_a_page_shows_what_was_approved_and_nothing_else(monkeypatch):
    shown = []
    monkeypatch.setattr(dashboard, "display", shown.append)
    dashboard.page(Release("<h1>tête</h1>"))
    assert [one.data for one in shown] == ["<h1>tête</h1>"]


def test_a_page_imports_nothing_that_could_open_a_study_or_draw():
    heavy = ["pandas", "spacy", "sqlalchemy", "altair", "workbench.study", "workbench.intake", "workbench.charts"]
    code = f"import sys, workbench.widgets.dashboard; print([m for m in {heavy} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
