import dataclasses
import subprocess
import sys

import pytest

from workbench.charts.figure import Figure, as_dict, html
from workbench.errors import BadInput

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0,0h1"/></svg>'
FIGURE = Figure(
    "loyer", "Le loyer", SVG, "Deux barres.", "24 ménages.", ("État", "ménages"), (("payé", "18"),), "Suivi"
)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "Loyer payé"},
        {"id": ""},
        {"title": ""},
        {"description": ""},
        {"caption": ""},
        {"rows": ()},
        {"rows": (("payé", "18", "de trop"),)},
    ],
)
def test_a_figure_without_its_words_or_its_table_is_refused(change):
    with pytest.raises(BadInput):
        dataclasses.replace(FIGURE, **change)


def test_html_names_the_figure_and_gives_its_table():
    page = html(FIGURE)
    assert page.startswith('<figure class="wb-figure" id="figure-loyer">')
    assert "<figcaption>24 ménages.</figcaption>" in page
    assert '<th scope="row">payé</th><td>18</td>' in page
    assert page in FIGURE._repr_html_()  # a notebook adds the style that no page of ours brings there


def test_words_cannot_become_elements():
    page = html(dataclasses.replace(FIGURE, caption="<script>x</script>", rows=(("<b>", "1"),)))
    assert "<script>" not in page
    assert "<b>" not in page


def test_as_dict_is_plain_json():
    plain = as_dict(dataclasses.replace(FIGURE, choice=(("Territoire", "77"),)))
    assert plain["choice"] == [["Territoire", "77"]]
    assert plain["rows"] == [["payé", "18"]]


def test_repr_shows_no_data():
    assert "18" not in repr(FIGURE)


def test_a_figure_is_imported_without_the_drawing_library():
    code = "import sys, workbench.charts.figure; sys.exit('altair' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
