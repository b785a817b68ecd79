import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.findings.reviews import Position
from workbench.findings.tally import FEWEST, tally

A, N, D = Position.AGREE, Position.NUANCE, Position.DISAGREE


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "en")


def lines(seen):
    return dict(seen.lines)


def test_nothing_is_shown_before_everybody_has_answered():
    seen = tally([A] * 7, 8)
    assert not seen.open
    assert seen.lines == ()
    assert lines(tally([A] * 7, 8, everybody_in=True)) == {A: "everybody"}


def test_fewer_than_five_are_never_counted():
    assert not tally([A] * 4, 4).open
    assert tally([A] * 4, 4).lines == ()


def test_a_small_group_is_not_found_by_subtraction():
    # 7 of 8 said yes: with the 7 shown, who counts the chairs knows that one did not
    assert lines(tally([A] * 7 + [D], 8)) == {A: "five people or more", D: "at least one person"}
    assert lines(tally([A] * 6 + [D] * 5, 11)) == {A: "6", D: "5"}
    assert lines(tally([A] * 6 + [D] * 3 + [N] * 3, 12)) == {A: "6", D: "at least one person", N: "at least one person"}


@given(st.lists(st.sampled_from(list(Position)), max_size=40))
def test_no_number_under_five_is_ever_said(positions):
    seen = tally(positions, len(positions))
    numbers = [int(said) for _position, said in seen.lines if said.isdigit()]
    assert all(n >= FEWEST for n in numbers)
    hidden = len(positions) - sum(numbers)
    if numbers:
        assert hidden == 0 or hidden >= FEWEST
