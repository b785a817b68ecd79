"""A frame as a notebook shows it."""

import re

from pandas import DataFrame

from workbench.charts.shown import table


def test_figures_stand_on_the_right_in_every_row_whatever_stands_beside_them():
    long = "une phrase assez longue pour demander de la place dans sa colonne, et qui en prend une plus large"
    frame = DataFrame({"qui": ["a", "b"], "dit": [long, "peu"], "n": [0.5, 1200], "mot": ["x", "y"]})
    html = table(frame, "Essai")._repr_html_()
    rows = [re.findall(r"<t[hd]([^>]*)>([^<]*)", row) for row in html.split("<tr>")[1:]]
    assert [[("wb-number" in said) for said, _cell in row] for row in rows] == [[False, False, True, False]] * 3
    assert [row[2][1] for row in rows] == ["n", "0,5", "1\u202f200"]
    assert "wb-long" in rows[1][1][0]
