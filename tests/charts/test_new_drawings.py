"""What the grids, shares, timelines and crossed bars show, and what they refuse."""

import pandas as pd
import pytest

from tests.charts.a_drawing import read
from tests.charts.the_cases import MAKERS, WORDS
from workbench.charts.crossed import crossed
from workbench.charts.grid import MOST_COLUMNS, grid
from workbench.charts.shares import shares
from workbench.charts.timeline import timeline
from workbench.errors import BadInput

STATES = ["documenté", "non documenté", "sans objet"]


def drawn(frame, **more):
    return grid(pd.DataFrame(frame, columns=["row", "column", "state"]), **WORDS, what="Action", states=STATES, **more)


def test_a_cell_that_is_not_given_is_a_dash_in_the_table():
    figure = drawn([("a", "x", "documenté"), ("b", "y", "sans objet")])
    assert figure.columns == ("Action", "x", "y")
    assert figure.rows == (("a", "documenté", "–"), ("b", "–", "sans objet"))


def test_states_differ_by_shape_not_by_colour_alone():
    _texts, shapes = read(drawn([("a", "x", STATES[0]), ("a", "y", STATES[1]), ("a", "z", STATES[2])]).svg)
    full, hollow, dash = shapes[-3:]
    assert full.fill != "#ffffff"
    assert hollow.fill == "#ffffff"
    assert dash.bottom - dash.top < (full.bottom - full.top) / 4


@pytest.mark.parametrize(
    "frame",
    [
        [("a", "x", "peut-être")],
        [("a", "x", "documenté"), ("a", "x", "sans objet")],
        [("a", str(n), "documenté") for n in range(MOST_COLUMNS + 1)],
    ],
)
def test_a_grid_that_cannot_be_read_is_refused(frame):
    with pytest.raises(BadInput):
        drawn(frame)


def part(**row):
    return shares(pd.DataFrame([{"label": "a", **row}]), **WORDS, what="Indicateur", unit="ménages")


def test_a_share_shows_its_count_before_its_interval():
    figure = part(count=18, of=24, low=0.55, high=0.88)
    assert figure.rows == (("a", "18 sur 24", "de 55\u202f% à 88\u202f%"),)
    texts, _shapes = read(figure.svg)
    assert "18 sur 24" in [t.text for t in texts]


def test_a_blank_is_told_with_its_reason_and_has_no_mark():
    _texts, empty = read(part(count=None, of=24, reason="table absente").svg)
    _texts, known = read(part(count=0, of=24, low=0.0, high=0.14).svg)
    assert len(known) > len(empty)
    assert "table absente" in part(count=None, of=24, reason="table absente").rows[0][1]


@pytest.mark.parametrize(
    "row",
    [
        {"count": 25, "of": 24}, {"count": -1, "of": 24}, {"count": 1, "of": 0},
        {"count": 18, "of": 24, "low": 0.8, "high": 0.9}, {"count": 18, "of": 24, "low": 0.5, "high": None},
    ],
)  # fmt: skip
def test_a_share_that_makes_no_sense_is_refused(row):
    with pytest.raises(BadInput):
        part(**row)


def lanes(*months):
    frame = pd.DataFrame([(m, "e", 1) for m in months], columns=["month", "event", "count"])
    return timeline(frame, **WORDS, lanes={"e": "ménages entrés"})


@pytest.mark.parametrize(
    ("months", "first", "many"),
    [
        (("2014-01", "2014-08"), "janv. 14", 8),
        (("2014-01", "2015-11"), "T1 14", 8),
        (("2012-01", "2015-11"), "S1 12", 8),
        (("2008-01", "2015-11"), "2008", 8),
    ],
)
def test_periods_are_gathered_until_they_can_be_read(months, first, many):
    rows = lanes(*months).rows
    assert (rows[0][0], len(rows)) == (first, many)
    assert sum(int(row[1]) for row in rows) == 2


@pytest.mark.parametrize("months", [("2014-13",), ("mars 2014",), ("1990-01", "2015-01")])
def test_months_that_cannot_be_drawn_are_refused(months):
    with pytest.raises(BadInput):
        lanes(*months)


def test_an_event_or_a_group_that_is_not_named_is_refused():
    frame, more = MAKERS["timeline"]("ordinary")
    with pytest.raises(BadInput):
        timeline(frame.assign(event="autre"), **WORDS, **more)
    frame, more = MAKERS["crossed"]("ordinary")
    with pytest.raises(BadInput):
        crossed(frame.assign(said="autre"), **WORDS, **more)
    with pytest.raises(BadInput):
        crossed(pd.concat([frame, frame]), **WORDS, **more)


def test_a_group_without_anybody_keeps_its_line():
    frame, more = MAKERS["crossed"]("missing")
    rows = {row[0]: row[1:] for row in crossed(frame, **WORDS, **more).rows}
    assert rows["Thème 0, n’en parlent pas"] == ("0", "0", "0")
