import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.excerpts import cut, find, fits
from workbench.errors import BadSpan, QuoteNotFound


@given(st.text(min_size=1), st.data())
def test_an_excerpt_holds_what_stands_at_its_place(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    excerpt = cut("s", text, start, end)
    assert excerpt.text == text[start:end]
    assert fits(excerpt, text)
    assert not fits(excerpt, "\N{SNOWMAN}" + text) or text[start:end] == ("\N{SNOWMAN}" + text)[start:end]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6)])
def test_a_span_outside_or_empty_is_refused(start, end):
    with pytest.raises(BadSpan):
        cut("s", "texte", start, end)


def test_words_are_found_only_where_they_stand_once():
    assert (find("s", "un deux trois", "deux").start, find("s", "un 😀 deux", "deux").start) == (3, 5)
    for words in ("un", "", "quatre"):
        with pytest.raises(QuoteNotFound):
            find("s", "un deux un", words)
