from html.parser import HTMLParser

import pytest

from tests import a_release
from workbench.charts.figure import as_dict
from workbench.publishing import pages, words
from workbench.publishing.facts import Fact
from workbench.publishing.manifest import load


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


def test_the_head_says_for_whom_and_how_much(manifest):
    head = pages.header(manifest, (Fact("19", "ménages <i>"), Fact("de 2 à 9", "logements")))
    assert words.readers("coordination_cell") in head
    assert words.purpose("coordination_cell") in head
    assert head.count("<li><strong>") == 2
    assert "<i>" not in head
    assert "wb-facts" not in pages.header(manifest)


def figure(key, height, section=None, choice=()):
    """A figure of that height in a section of its own."""
    empty = {"title": key, "caption": "", "columns": ["a", "b"], "rows": [["x", "1"]], "choice": choice}
    return empty | {"id": key, "svg": f'<svg viewBox="0 0 412 {height}"></svg>', "section": section or key}


def layout(manifest, figures):
    return [(p.title, p.wide) for p in pages.sections(manifest, figures, [], []) if p.key.startswith("part")]


def test_figures_of_like_height_stand_side_by_side(manifest):
    drawn = [figure("a", 114), figure("b", 270), figure("c", 166), figure("d", 507), figure("e", 426)]
    assert layout(manifest, drawn) == [("a", False), ("b", False), ("c", True), ("d", False), ("e", False)]


def test_what_stands_alone_takes_the_line_with_its_data_open(manifest):
    alone = pages.sections(manifest, [figure("a", 114)], [], [])[0]
    pair = pages.sections(manifest, [figure("a", 114), figure("b", 114)], [], [])[0]
    assert (alone.wide, "<details open>" in alone.html) == (True, True)
    assert (pair.wide, "<details open>" in pair.html) == (False, False)


def test_a_section_of_several_figures_takes_the_line(manifest):
    drawn = [figure("a", 114, "s"), figure("b", 114, "s"), figure("c", 114)]
    assert layout(manifest, drawn) == [("s", True), ("c", True)]
    chosen = [figure("a", 114, "s", [["T", "77"]]), figure("b", 114, "s", [["T", "94"]]), figure("c", 114)]
    assert layout(manifest, chosen) == [("s", False), ("c", False)]


def test_choices_are_those_of_the_figures_and_no_other(parts):
    assert [(p.filter, [c.label for c in p.choices]) for p in parts if p.choices] == [
        ("Territoire", ["Seine-et-Marne", "Val-de-Marne"])
    ]


def test_a_part_with_choices_has_a_native_list_and_each_choice_in_the_page(parts, manifest):
    body = pages.body(pages.header(manifest), parts)
    assert "<option>Seine-et-Marne</option><option>Val-de-Marne</option>" in body
    assert body.count('<div class="wb-choice">') == 2
    assert 'id="figure-avancement-77"' in body
    assert 'id="figure-avancement-94"' in body
    assert body.count("<p hidden>") == 1  # without scripts there is no list, and everything is shown


def test_a_list_of_words_is_a_table_whose_cells_bear_their_columns(manifest):
    one = {"id": "d", "section": "Les décisions", "title": "Décisions", "caption": "…", "columns": ["Quoi", "Qui <b>"]}
    (listed,) = [p for p in pages.sections(manifest, [], [], [], [one | {"rows": [["Tenir", "CAF"]]}]) if "d" in p.key][
        :1
    ]
    assert '<td data-column="Qui &lt;b&gt;">CAF</td>' in listed.html
    assert listed.title == "Les décisions"


def test_what_is_withheld_is_said(parts, manifest):
    last = parts[-1].html
    assert "trop peu de ménages" in last
    assert manifest.digest in last
    assert "A. Martin" in last


def test_a_workshop_does_not_show_what_others_answered():
    shown = pages.workshop(a_release.findings(), a_release.quotes())
    assert [one["id"] for one in shown] == ["F1", "F2"]
    assert shown[0]["wording"] == "a" * 64
    assert "CAF" not in str(shown)
    assert not {"reviews", "dissents", "voices"} & set(shown[0])
