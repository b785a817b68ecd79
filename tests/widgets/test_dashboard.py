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


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    html: str
    filter: str = ""
    choices: tuple[Choice, ...] = ()
    wide: bool = False


@dataclass(frozen=True)
class Release:
    header: str
    sections: tuple[Part, ...]


def test_a_page_shows_its_parts_in_order(monkeypatch):
    shown = []
    monkeypatch.setattr(dashboard, "display", lambda item, **how: shown.append((getattr(item, "data", item), how)))
    parts = (
        Part("a", "Une", "<p>un</p>", wide=True),
        Part("b", "Deux", "<p>deux</p>", "T", CHOICES, wide=True),
        Part("c", "Trois", "", "T", CHOICES[:1]),
    )
    dashboard.page(Release("<h1>tête</h1>", parts))
    head, contents, one, two, three = (item for item, _how in shown)
    assert head == "<h1>tête</h1>"
    assert 'href="#b"' in contents
    assert one.startswith('<section class="wb-part wb-wide">')
    assert "<p>un</p>" in one
    assert CHOICES[0].html in three  # a single choice needs no list
    assert three.startswith('<section class="wb-part">')
    # the part with a list: one output, whose words are read without the widget and whose list is the widget
    assert "application/vnd.jupyter.widget-view+json" in two
    assert '<h2 class="wb-part-title" id="b">' in two["text/html"]
    assert f"<noscript>{CHOICES[0].html}</noscript>" in two["text/html"]
    assert shown[3][1] == {"metadata": {"wide": True}, "raw": True}


def test_a_page_imports_nothing_that_could_open_a_study_or_draw():
    heavy = ["pandas", "spacy", "sqlalchemy", "altair", "workbench.study", "workbench.intake", "workbench.charts"]
    code = f"import sys, workbench.widgets.dashboard; print([m for m in {heavy} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
