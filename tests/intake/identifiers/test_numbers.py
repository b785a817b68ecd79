"""Numbers in words and figures."""

import pytest

from workbench.intake.identifiers.numbers import is_round, value


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1 143,50 €", 1143.5),
        ("17.432 euros", 17432),
        ("642.18", 642.18),
        ("quatre-vingt-douze", 92),
        ("dix-sept mille quatre cent trente-deux euros", 17432),
        ("mille deux cents", 1200),
        ("soixante et onze", 71),
        ("cent quatre-vingts", 180),
        ("rien", None),
    ],
)
def test_value(words, number):
    assert value(words) == number


@pytest.mark.parametrize(
    ("amount", "round_"), [(500, True), (1500, True), (10000, True), (642, False), (8400, False), (9.5, False)]
)
def test_round(amount, round_):
    assert is_round(amount) is round_
