"""Curves only where enough are at risk, and the competing ends kept apart; the 6-MP data as golden figures."""

import numpy as np
import pytest

from workbench.errors import BadQuantity
from workbench.indicators.survival import Durations, competing, curve, milestones, supports

# Freireich 1963, 6-MP group: weeks in remission, "+" still in remission
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()  # noqa: SIM905


def remission():
    return Durations(
        np.array([float(w.strip("+")) for w in SIX_MP]), tuple("" if "+" in w else "relapse" for w in SIX_MP)
    )


def test_the_curve_of_the_six_mp_group():
    frame = curve(remission(), enough=1).set_index("months")["share"]
    golden = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert {m: round(frame[m], 4) for m in golden} == golden


def test_a_curve_stops_where_few_are_at_risk():
    frame = curve(remission())
    assert frame["at_risk"].min() >= 10
    assert frame["months"].max() == 17  # ten were still seen then, nine at 19
    with pytest.raises(BadQuantity):
        curve(Durations(np.arange(9.0), ("relapse",) * 9))


def test_competing_ends_add_up_to_what_the_curve_lost():
    months = np.arange(1.0, 41.0)
    ends = tuple(["relais", "rupture", ""][k % 3] for k in range(40))
    found = Durations(months, ends)
    whole, apart = curve(found), competing(found)
    assert list(apart) == ["relais", "rupture"]
    last = whole["months"].max()
    lost = 1 - whole.set_index("months")["share"][last]
    assert sum(frame.set_index("months")["share"][last] for frame in apart.values()) == pytest.approx(lost)
    naive = curve(Durations(months, tuple("rupture" if e == "rupture" else "" for e in ends)))
    assert apart["rupture"]["share"].iloc[-1] < 1 - naive["share"].iloc[-1]  # other ends are no mere absences


def test_the_supports_of_the_study(tables):
    found = supports(tables, "2015-11-01")
    assert len(found.ends) == 24
    assert found.ends.count("") == 4
    frame = milestones(found).set_index("months")
    assert (frame.sum(axis=1) == 24).all()
    assert frame.loc[18, "at_risk"] < 10
    assert curve(found)["at_risk"].min() >= 10


def test_durations_that_make_no_sense():
    for months, ends in (([], ()), ([-1.0], ("",)), ([np.nan], ("",)), ([1.0], ())):
        with pytest.raises(BadQuantity):
            Durations(np.array(months), ends)
