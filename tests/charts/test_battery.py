"""One battery of checks over every kind of figure, on ordinary tables and on the worst: none may be left out."""

import ast
import inspect
import itertools
import re
from functools import cache
from pathlib import Path

import pytest

import workbench.charts
from tests.charts import a_drawing
from tests.charts.the_cases import CASES, MAKERS, WORDS
from workbench.charts import theme
from workbench.charts.catalogue import CHARTS
from workbench.charts.figure import html
from workbench.errors import BadInput
from workbench.publishing import drawings

PHONE, PAGE = 360, 900  # widths at which a figure is read, in pixels
MARGINS = 32
SMALLEST = 10  # pixels of the letters on a phone


@cache
def drawn(chart, case):
    return call(chart, *MAKERS[chart](case))


def call(chart, frame, more):
    """The chart of a frame, with those of the common words that it takes; some bear their own."""
    takes = inspect.signature(CHARTS[chart]).parameters
    return CHARTS[chart](frame, **{key: word for key, word in WORDS.items() if key in takes}, **more)


@cache
def boxes(chart, case):
    return a_drawing.read(drawn(chart, case).svg)


@pytest.fixture(params=[(chart, case) for chart in sorted(CHARTS) for case in CASES], ids="-".join)
def one(request):
    return request.param


def test_every_function_that_draws_is_in_the_catalogue_and_in_the_battery():
    """Whatever takes a table and gives a figure draws; what takes a study or results only chooses a table for it."""
    found = set()
    for file in Path(workbench.charts.__file__).parent.glob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name[0] != "_" and node.args.args and node.returns:
                takes = ast.unparse(node.args.args[0].annotation or ast.Constant(""))
                if "DataFrame" in takes and ast.unparse(node.returns).strip("'\"") == "Figure":
                    found.add(node.name)
    assert found == set(CHARTS) == set(MAKERS)


def test_something_is_drawn(one):
    figure = drawn(*one)
    assert drawings.fault(figure.svg) is None
    nothing = one[1] == "zeros"
    assert drawings.marks(figure.svg) >= (1 if nothing else min(len(figure.rows), 3))


def test_no_label_runs_over_another(one):
    texts, _shapes = boxes(*one)
    over = [(a.text, b.text) for a, b in itertools.combinations(texts, 2) if a.overlap(b) > 2]
    assert over == []


def test_no_label_leaves_the_drawing(one):
    texts, _shapes = boxes(*one)
    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', drawn(*one).svg)[1].split())
    out = [
        t.text for t in texts
        if t.left < left - 4 or t.right > left + width + 4 or t.top < top - 4 or t.bottom > top + height + 4
    ]  # fmt: skip
    assert out == []


def test_every_word_is_read_on_its_ground(one):
    texts, shapes = boxes(*one)
    for text in texts:
        under = [s for s in shapes if s.order < text.order and hexa(s.fill) and s.holds(*text.centre)]
        assert theme.contrast(hexa(text.fill), hexa(under[-1].fill) if under else "#ffffff") >= 4.5, text.text


def test_neighbouring_parts_differ_in_grey_and_follow_their_legend(one):
    _texts, shapes = boxes(*one)
    coloured = [s for s in shapes if hexa(s.fill) not in {None, "#ffffff"} and s.right - s.left > 1]
    legend = [s for s in coloured if s.bottom - s.top < 14 and s.right - s.left < 14]
    order = list(dict.fromkeys(hexa(s.fill) for s in sorted(legend, key=lambda s: (round(s.top), s.left))))
    for a, b in itertools.permutations(coloured, 2):
        touching = abs(a.right - b.left) < 0.6 and abs(a.top - b.top) < 0.6 and abs(a.bottom - b.bottom) < 0.6
        if touching and a.fill != b.fill:
            assert theme.contrast(hexa(a.fill), hexa(b.fill)) >= 1.3
            assert order.index(hexa(a.fill)) < order.index(hexa(b.fill))


def test_nothing_unused_travels(one):
    assert "SECRET" not in html(drawn(*one))


def test_numbers_are_french(one):
    texts, _shapes = boxes(*one)
    said = [t.text for t in texts] + [cell for row in drawn(*one).rows for cell in row]
    assert [s for s in said if re.search(r"\d\.\d|\d,\d{3}(?!\d)|\d{5}", s)] == []


def test_it_is_named_described_and_told_in_a_table(one):
    figure = drawn(*one)
    assert f'<title id="{figure.id}-title">{figure.title}</title>' in figure.svg
    assert f'<desc id="{figure.id}-desc">' in figure.svg
    assert all(cell in figure.description for row in figure.rows for cell in row)
    assert html(figure).count("<tr>") == len(figure.rows) + 1


def test_the_table_has_every_count_of_the_data(one):
    frame, _more = MAKERS[one[0]](one[1])
    column = "hours" if one[0] == "working_time" else "count"
    if one[0] == "learning_curve":
        shares = [f"{value:.2f}".replace(".", ",") for value in frame["recall"]]
        assert [cell for row in drawn(*one).rows for cell in row[1:]] == shares
        return
    if column not in frame or one[0] == "timeline":  # a grid has states; a timeline's periods are gathered
        column = "state" if one[0] == "grid" else None
    cells = " | ".join(cell for row in drawn(*one).rows for cell in row)
    if column is None:
        digits = [int(re.sub(r"\D", "", c)) for row in drawn(*one).rows for c in row[1:]]
        assert sum(digits) == frame["count"].sum()
        return
    from workbench.charts.french import number

    for value in frame[column].dropna():
        assert (value if isinstance(value, str) else number(value, 1)) in cells


def test_it_is_read_on_a_phone_and_on_a_page(one):
    figure = drawn(*one)
    _left, _top, width, _height = map(float, re.search(r'viewBox="([^"]+)"', figure.svg)[1].split())
    sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)', figure.svg)]
    assert min(sizes) * min((PHONE - MARGINS) / width, 1.6) >= SMALLEST
    assert 'width="100%"' in figure.svg  # and it grows with the page
    assert width <= PAGE / 2


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_an_empty_table_is_refused(chart):
    frame, more = MAKERS[chart]("ordinary")
    with pytest.raises(BadInput):
        call(chart, frame.iloc[:0], more)


def test_up_to_four_shades_are_each_known_by_their_grey():
    for n in range(2, 5):
        for a, b in itertools.combinations(theme.colours([str(k) for k in range(n)]), 2):
            assert theme.contrast(a, b) >= 1.5


def test_more_shades_go_from_dark_to_light():
    for n in (5, 6, 7):
        for a, b in itertools.pairwise(theme.colours([str(k) for k in range(n)])):
            assert theme.luminance(a) < theme.luminance(b)
            assert theme.contrast(a, b) >= 1.3


def hexa(fill):
    """#rrggbb of a fill, None for what is not drawn as one colour."""
    named = {"white": "#ffffff", "black": "#000000"}
    fill = named.get(fill, fill)
    if found := re.fullmatch(r"rgb\((\d+), ?(\d+), ?(\d+)\)", fill):
        return "#" + "".join(f"{int(v):02x}" for v in found.groups())
    if re.fullmatch(r"#[0-9a-fA-F]{3}", fill):
        return "#" + "".join(2 * c for c in fill[1:])
    return fill if re.fullmatch(r"#[0-9a-fA-F]{6}", fill) else None
