import subprocess
import sys
from dataclasses import dataclass

import pytest
from traitlets import TraitError

from workbench.widgets import dashboard


@dataclass(frozen=True)
class Choice:
    label: str
    html: str


CHOICES = (Choice("77", "<p>soixante-dix-sept</p>"), Choice("94", "<p>quatre-vingt-quatorze</p>"))


@pytest.fixture
def chooser():
    box = dashboard.chooser("Territoire", CHOICES)
    return box.children


def test_the_first_choice_is_shown_and_another_replaces_it(chooser):
    listed, shown, status = chooser
    assert [label for label, _n in listed.options] == ["77", "94"]
    assert shown.value == CHOICES[0].html
    listed.value = 1
    assert shown.value == CHOICES[1].html
    assert status.value == ""


def test_only_approved_choices_can_be_asked_for(chooser):
    listed, shown, _status = chooser
    with pytest.raises(TraitError):
        listed.value = 2
    assert shown.value == CHOICES[0].html


def test_a_failing_callback_gives_a_sentence_and_nothing_of_the_failure(monkeypatch):
    class Failing:
        label = "77"

        @property
        def html(self):
            if fail:
                raise RuntimeError("SECRET M07")
            return "<p>ok</p>"

    fail = False
    listed, _shown, status = dashboard.chooser("Territoire", [Failing(), Failing()]).children
    fail = True
    listed.value = 1
    assert 'role="alert"' in status.value
    assert "SECRET" not in status.value


def test_a_page_shows_its_parts_in_order(monkeypatch):
    @dataclass(frozen=True)
    class Part:
        key: str
        title: str
        html: str
        filter: str = ""
        choices: tuple[Choice, ...] = ()

    @dataclass(frozen=True)
    class Release:
        header: str
        sections: tuple[Part, ...]

    shown = []
    monkeypatch.setattr(dashboard, "display", shown.append)
    parts = (
        Part("a", "Une", "<p>un</p>"),
        Part("b", "Deux", "", "T", CHOICES),
        Part("c", "Trois", "", "T", CHOICES[:1]),
    )
    dashboard.page(Release("<h1>tête</h1>", parts))
    texts = [getattr(item, "data", None) for item in shown]
    assert texts[0] == "<h1>tête</h1>"
    assert 'href="#b"' in texts[1]
    assert "<p>un</p>" in texts[2]
    assert shown[4].children[1].value == CHOICES[0].html  # the list of choices
    assert texts[6] == CHOICES[0].html  # a single choice needs no list


def test_a_page_imports_nothing_that_could_open_a_study_or_draw():
    heavy = ["pandas", "spacy", "sqlalchemy", "altair", "workbench.study", "workbench.intake", "workbench.charts"]
    code = f"import sys, workbench.widgets.dashboard; print([m for m in {heavy} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
