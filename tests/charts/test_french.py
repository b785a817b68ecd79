import pandas as pd
import pytest

from workbench.charts import french
from workbench.errors import BadInput
from workbench.messages import _


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0, 0, "0"), (12345.5, 1, "12\u202f345,5"), (110.0, 1, "110"), (1.5, 1, "1,5"), (-3, 0, "-3")],
)
def test_numbers_are_written_in_french(value, decimals, written):
    assert french.number(value, decimals) == written


def test_a_withheld_count_is_said_as_its_interval():
    assert french.count(None, 0, 6) == _("from {low} to {high}").format(low=0, high=6)
    assert french.count(0) == "0"


@pytest.mark.parametrize(("low", "high"), [(None, 6), (0, None), (None, None)])
def test_a_withheld_count_without_interval_is_refused(low, high):
    with pytest.raises(BadInput):
        french.count(None, low, high)


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA])
def test_nothing_is_not_zero(nothing):
    assert french.missing(nothing)
    assert not french.missing(0)
