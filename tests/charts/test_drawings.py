"""One battery over every figure that the room can draw."""

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from tests import a_release
from workbench.charts.bars import bars
from workbench.charts.drawing import png
from workbench.charts.followup import milestones
from workbench.charts.frames import MOST_ROWS
from workbench.charts.funnel import funnel
from workbench.charts.voices import code_by_voice
from workbench.charts.worktime import working_time
from workbench.errors import BadInput
from workbench.publishing import drawings

FIGURES = [*a_release.figures(), a_release.follow_up("loyer-connu", withheld=False)]
WORDS = {"title": "t", "caption": "c", "section": "s"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=FIGURES, ids=lambda figure: figure.id)
def figure(request):
    return request.param


def test_something_is_drawn_and_nothing_acts(figure):
    assert drawings.fault(figure.svg) is None
    assert drawings.marks(figure.svg) >= len(figure.rows)


def test_the_image_is_named_and_described_by_us_alone(figure):
    root = ET.fromstring(figure.svg)
    named = root.get("aria-labelledby").split()
    words = {e.get("id"): e.text for e in root.iter() if e.get("id") in named}
    assert list(words.values()) == [figure.title, figure.description]
    assert root.get("role") == "img"
    inner = [e for e in root.iter() if e is not root and any(n.startswith("aria") or n == "role" for n in e.attrib)]
    assert inner == []


def test_it_scales(figure):
    root = ET.fromstring(figure.svg)
    assert root.get("viewBox")
    assert root.get("width") == "100%"
    assert root.get("height") is None


def test_every_figure_of_the_table_is_in_the_description(figure):
    assert all(cell in figure.description for row in figure.rows for cell in row)


def test_it_becomes_an_image(figure):
    image = png(figure, scale=0.5)
    assert image.startswith(b"\x89PNG")
    assert len(image) > 1000


def test_no_two_figures_share_an_id():
    ids = [i for figure in FIGURES for i in re.findall(r'\bid="([^"]+)"', figure.svg)]
    assert len(ids) == len(set(ids))


def test_an_unused_column_is_not_drawn():
    frame = pd.DataFrame({"label": ["a", "b"], "count": [3, 4], "nom": ["SECRET-1", "SECRET-2"]})
    assert "SECRET" not in repr(bars(frame, id="x", what="w", unit="u", **WORDS).svg)


def hatched(figure) -> int:
    return figure.svg.count(f'fill="url(#{figure.id}-hatch)"')


def test_withheld_counts_are_hatched_and_others_are_not():
    assert hatched(a_release.progress("77", [11, 6, None], "p")) == 1
    assert hatched(a_release.progress("77", [11, 6, 5], "p")) == 0
    assert hatched(a_release.follow_up("f", withheld=True)) == 2


def widths(figure) -> list[float]:
    return [float(w) for w in re.findall(r'd="M[\d.,-]+h([\d.]+)v', figure.svg) if float(w) != 400]


def test_bars_are_as_long_as_their_counts():
    drawn = widths(bars(pd.DataFrame({"label": ["a", "b"], "count": [10, 5]}), id="x", what="w", unit="u", **WORDS))
    assert len(drawn) == 2
    assert drawn[0] == pytest.approx(2 * drawn[1], rel=1e-3)


def test_the_longest_task_comes_first():
    frame = pd.DataFrame({"task": ["court", "long"], "hours": [1.5, 110]})
    assert working_time(frame, id="x", **WORDS).rows == (("long", "110"), ("court", "1,5"))


def test_a_funnel_never_widens():
    frame = pd.DataFrame({"step": ["a", "b"], "count": [3, 4]})
    with pytest.raises(BadInput):
        funnel(frame, id="x", what="w", unit="u", **WORDS)


def test_a_voice_that_said_nothing_stays_in_the_table():
    frame = pd.DataFrame({"code": ["x"], "voice": ["ménages"], "count": [4]})
    drawn = code_by_voice(frame, id="x", voices=["ménages", "bailleurs"], **WORDS)
    assert drawn.rows == (("x", "4", "0"),)
    with pytest.raises(BadInput):
        code_by_voice(frame, id="x", voices=["bailleurs"], **WORDS)


def test_milestones_are_stacked_only_when_all_is_known():
    frame = pd.DataFrame({"milestone": ["T0", "T0"], "state": ["a", "b"], "count": [4, None], "low": 0, "high": 6})
    drawn = milestones(frame, id="x", what="w", unit="u", **WORDS)
    assert hatched(drawn) == 1
    assert drawn.columns == ("w", "a", "b")


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"label": []}),
        pd.DataFrame({"label": [], "count": []}),
        pd.DataFrame({"label": ["a"]}),
        pd.DataFrame({"label": ["a", "a"], "count": [1, 2]}),
        pd.DataFrame({"label": ["a"], "count": [None]}),
        pd.DataFrame({"label": [str(n) for n in range(MOST_ROWS + 1)], "count": 1}),
    ],
)
def test_a_frame_that_cannot_be_drawn_truly_is_refused(frame):
    with pytest.raises(BadInput):
        bars(frame, id="x", what="w", unit="u", **WORDS)


def test_a_label_of_two_lines_stands_above_its_bar():
    long = "Voisinage, vie dans l’immeuble et dans le quartier, de jour comme de nuit"
    drawn = bars(pd.DataFrame({"label": ["court", long], "count": [1, 2]}), id="x", what="w", unit="u", **WORDS)
    root = ET.fromstring(drawn.svg)
    lines = [text for text in root.iter(f"{SVG}text") if text.text and text.text.split(",")[0].split()[0] in long]
    feet = [float(re.search(r"translate\([\d.-]+,([\d.-]+)\)", text.get("transform"))[1]) for text in lines]
    tops = [float(top) for top in re.findall(r'd="M[\d.-]+,([\d.-]+)h[\d.]+v16', drawn.svg)]
    assert len(feet) == 2
    assert abs(feet[0] - feet[1]) >= 15  # the lines do not run over each other
    assert max(feet) <= max(tops)  # nor over the bar
    assert min(feet) > min(tops) + 16  # nor over the bar before
