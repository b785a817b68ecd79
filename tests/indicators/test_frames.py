"""The frames that charts draw: documented columns, whole counts, no row of a household."""

import re

import pytest

from workbench.indicators import frames
from workbench.indicators.compute import compute

DRAWN = [frames.composition, frames.contingent, frames.working_time, frames.rent_by_wave, frames.partners]


@pytest.mark.parametrize("draw", DRAWN)
def test_a_frame_has_the_columns_that_it_documents_and_rows_without_a_pseudonym(results, draw):
    frame = draw(results)
    assert not frame.empty
    for column in frame.columns:
        assert column in draw.__doc__, column
    for word in frame.select_dtypes(["object", "string"]).stack():
        assert not re.fullmatch(r"[MR]\d+", str(word))


def test_the_parts_of_each_wave_make_the_whole(results):
    frame = frames.rent_by_wave(results)
    for _, rows in frame.groupby("wave"):
        assert rows["count"].sum() == rows["base"].iloc[0]
    blanks = frame[frame["reason"] != ""]
    assert (blanks["count"] > 0).all()


def test_composition_adds_up_to_the_territories(results):
    frame = frames.composition(results)
    assert frame.groupby("territory")["count"].sum().to_dict() == {"77": 19, "94": 5}


def test_working_time_shares_make_one(results):
    frame = frames.working_time(results)
    assert frame["share"].sum() == pytest.approx(1)
    assert list(frame["hours"]) == sorted(frame["hours"], reverse=True)


def test_contingents_of_each_territory(results):
    frame = frames.contingent(results).set_index(["territory", "label"])["count"]
    assert frame["77"].to_dict() == {"préfecture": 20, "Action Logement": 3, "bailleur": 1}
    assert frame["94"]["préfecture"] == 7


def test_an_indicator_that_failed_gives_an_empty_frame_of_the_same_columns(results, tables):
    without = compute({name: frame for name, frame in tables.items() if name != "households"})
    empty = frames.composition(without)
    assert empty.empty
    assert list(empty.columns) == list(frames.composition(results).columns)


def test_an_unknown_indicator_is_a_mistake(results):
    with pytest.raises(KeyError):
        frames.result(results, "no-such-indicator")
