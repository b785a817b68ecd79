import itertools

import pytest

from workbench.charts import theme
from workbench.errors import BadInput


@pytest.mark.parametrize("colour", [*theme.PALETTE, *theme.LONG_RAMP, theme.MAIN, theme.RULE])
def test_every_mark_is_seen_on_white(colour):
    assert theme.contrast(colour, "#ffffff") >= 3


@pytest.mark.parametrize("colour", [theme.INK, theme.SOFT])
def test_every_word_is_read_on_white(colour):
    assert theme.contrast(colour, "#ffffff") >= 4.5


@pytest.mark.parametrize("colour", [*theme.PALETTE, *theme.LONG_RAMP])
def test_words_on_a_mark_are_read(colour):
    assert theme.contrast(theme.ink_on(colour), colour) >= 4.5


def test_neighbours_differ_in_grey():
    for n in range(2, len(theme.LONG_RAMP) + 1):
        shades = theme.colours([str(k) for k in range(n)])
        assert min(theme.contrast(a, b) for a, b in itertools.pairwise(shades)) > 1.3


def test_more_values_than_colours_are_refused():
    with pytest.raises(BadInput):
        theme.colours([str(n) for n in range(len(theme.PALETTE) + 1)])


def test_contrast_is_that_of_the_guidelines():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#0072B2", "#ffffff") == pytest.approx(5.19, abs=0.01)


def test_a_long_label_takes_two_lines_and_no_more():
    assert theme.folded("court") == ("court", "")
    below, above = theme.folded("mot " * 40)
    assert above.startswith("mot")
    assert below.endswith("…")
    assert theme.band(["mot " * 40]).step > theme.band(["court"]).step
