"""Presence in the coordination cells."""

import pandas as pd
import pytest

from workbench.errors import BadQuantity
from workbench.indicators import partners

AT = "2015-11-01"


def cells(*rows):
    return {"coordination": pd.DataFrame(rows, columns=["date", "territory", "partner", "present"])}


def test_presence_is_out_of_the_meetings_held_and_a_blank_is_not_an_absence():
    found = partners.presence(
        cells(
            ("2015-01-05", "77", "CAF", "oui"), ("2015-03-02", "77", "CAF", None),
            ("2015-03-02", "77", "bailleur", "non"),
            ("2015-01-06", "94", "CAF", "non"), ("2015-12-01", "94", "CAF", "oui"),
        ),
        AT,
    )  # fmt: skip
    assert found.quantity.value == 3  # the fourth is after the day of the picture
    caf = found.by["CAF"].quantity
    assert (caf.value, caf.denominator, caf.missing, caf.unit) == (1, 2, 1, "meeting")
    assert (found.by["CAF"].by["94"].quantity.value, found.by["CAF"].by["94"].quantity.denominator) == (0, 1)
    assert found.by["bailleur"].quantity.value == 0


def test_the_rhythm_is_counted_within_each_territory():
    found = partners.rhythm(
        cells(
            ("2015-01-05", "77", "CAF", "oui"), ("2015-01-19", "94", "CAF", "oui"), ("2015-03-02", "77", "CAF", "oui")
        ),
        AT,
    )
    assert (found.quantity.value, found.quantity.denominator) == (8, 1)


def test_cells_of_the_experiment(figures):
    # the report: about every eight weeks; CAF and mission locale rarely came
    assert figures["cells-rhythm"].value == pytest.approx(8, abs=1)
    held = figures["partners-presence"].value
    for rare in ("CAF", "mission locale"):
        assert figures[f"partners-presence/{rare}"].value <= held / 5
    assert figures["partners-presence/référent personnel"].value == held


def test_a_partner_noted_twice_at_one_meeting_is_refused():
    with pytest.raises(BadQuantity) as refusal:
        partners.presence(cells(("2015-01-05", "77", "CAF", "oui"), ("2015-01-05", "77", "CAF", "non")), AT)
    assert "3" in str(refusal.value)
