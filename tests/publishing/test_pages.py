from html.parser import HTMLParser

import pytest

from tests import a_release
from workbench.charts.figure import as_dict
from workbench.messages import _
from workbench.publishing import pages
from workbench.publishing.manifest import load

VOID = {"br", "img", "input", "meta", "link", "path", "rect"}


@pytest.fixture(scope="module")
def manifest(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release") / "r"
    a_release.make(folder)
    return load(folder)


@pytest.fixture
def parts(manifest):
    drawn = [as_dict(figure) for figure in a_release.figures()]
    return pages.sections(manifest, drawn, a_release.findings(), a_release.quotes())


class Balance(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_every_part_closes_what_it_opens(parts, manifest):
    for html in [pages.header(manifest), *(p.html for p in parts), *(c.html for p in parts for c in p.choices)]:
        balance = Balance()
        balance.feed(html)
        assert (balance.open, balance.wrong) == ([], [])


def test_the_head_bears_the_title_the_day_and_the_digest(manifest):
    head = pages.header(manifest)
    assert manifest.title in head
    assert manifest.digest[: pages.SHORT] in head
    assert "2016" in head


def test_choices_are_those_of_the_figures_and_no_other(parts):
    assert [(p.filter, [c.label for c in p.choices]) for p in parts if p.choices] == [
        ("Territoire", ["Seine-et-Marne", "Val-de-Marne"])
    ]


def test_a_finding_travels_with_its_dissents_voices_and_evidence(parts):
    card = next(p for p in parts if p.key == "findings").html
    for finding in a_release.findings():
        assert all(dissent["words"] in card for dissent in finding["dissents"])
        assert finding["statement"] in card
    assert 'href="#figure-loyer"' in card
    assert "trié les papiers" in card
    assert _("fewer than 5") in card


def test_what_is_withheld_is_said(parts, manifest):
    last = parts[-1].html
    assert "trop peu de ménages" in last
    assert manifest.digest in last
    assert "A. Martin" in last


def test_words_of_people_cannot_become_elements():
    quote = {"text": "<img src=x onerror=alert(1)>", "attribution": "<b>"}
    assert "<img" not in pages.quotation(quote)
    assert "<b>" not in pages.quotation(quote)


def test_a_workshop_does_not_show_what_others_answered():
    shown = pages.workshop(a_release.findings(), a_release.quotes())
    assert [one["id"] for one in shown] == ["F1", "F2"]
    assert shown[0]["wording"] == "a" * 64
    assert "CAF" not in str(shown)
    assert not {"reviews", "dissents", "voices"} & set(shown[0])
