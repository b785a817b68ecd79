from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import BadSpan
from workbench.intake.cleaned import Cleaned, Piece, reading, replaced
from workbench.intake.cleaning import RULES, clean
from workbench.intake.cleaning.lexicon import forms

# what real files hold: emoji, combining accents, line ends of Windows, a byte-order mark, no-break spaces, soft hyphens
HARD = ["🏠", "👩‍👧", "e\u0301", "\r\n", "\ufeff", "\u202f", "\u00ad", "\uf0b7", "\f", "[…]", "« ", " »", "’"]
BITS = [
    *HARD,
    "accom-\npagné ",
    "sous-\nlocation ",
    "bien-\n\nêtre ",
    "pauvreté1 ",
    "\nw Les ",
    "\n12\n",
    "\ne Doubs ",
    "\nL\n",
]
BITS += ["S\no\nu\ns\n", "Recueil 3\n", "le bail      la clé\n", "les clés ", ".\n", "\n\n", "œuvre", "M02 "]
ADDED = set("•\n ABCDEFGHIJLMNOPQRSTUVÀÉÊŒ")
texts = st.lists(st.sampled_from(BITS) | st.text(max_size=4), max_size=30).map("".join)


def edits(text):
    """Cuts of a text into spans, some of them read otherwise."""
    cuts = st.lists(st.integers(0, len(text)), max_size=8).map(sorted)
    words = st.lists(st.sampled_from(["", "•", "ab", None]), min_size=8, max_size=8)
    return st.tuples(cuts, words).map(
        lambda drawn: [
            Piece(a, b, w)
            for (a, b), w in zip(zip(drawn[0][::2], drawn[0][1::2], strict=False), drawn[1], strict=False)
        ]
    )


@given(st.data(), texts)
def test_a_reading_of_a_reading_reads_the_same_words(data, text):
    first = replaced(text, data.draw(edits(text)))
    once = Cleaned.whole(text).read_again(first)
    assert once.text == reading(text, first)
    second = replaced(once.text, data.draw(edits(once.text)))
    twice = once.read_again(second)
    assert twice.text == reading(once.text, second)


@pytest.fixture(scope="module", autouse=True)
def dictionary():
    """Read before the clock of any example runs."""
    forms()


@settings(deadline=None)
@given(texts, st.data())
def test_every_word_of_a_reading_is_the_originals_under_the_map(text, data):
    cleaned = clean(text)
    if not cleaned.text:
        return
    start = data.draw(st.integers(0, len(cleaned.text) - 1))
    end = data.draw(st.integers(start + 1, len(cleaned.text)))
    places = []
    for at in range(start, end):
        letter, spans = cleaned.text[at], cleaned.original_spans(at, at + 1)
        printed = "".join(text[a:b] for a, b in spans)
        # a letter is the one that is printed there, or one of the few that a rule adds or puts for a bullet
        assert printed == letter or (letter in ADDED and (printed == "" or letter == "•"))
        places += [i for a, b in spans for i in range(a, b)]
    # the span of the words is that of their letters, in the same order
    assert [i for a, b in cleaned.original_spans(start, end) for i in range(a, b)] == places
    try:
        a, b = cleaned.original_span(start, end)
    except BadSpan:
        return
    assert 0 <= a < b <= len(text)
    assert all(text[x:y] in text[a:b] for x, y in cleaned.original_spans(start, end))


@settings(deadline=None)
@given(texts)
def test_no_printed_letter_is_read_twice(text):
    pieces = sorted((p.start, p.end) for p in clean(text).map if p.start < p.end)
    assert all(a[1] <= b[0] for a, b in pairwise(pieces))


@given(st.text(st.characters(categories=["Ll"]), max_size=30))
def test_the_original_is_its_own_reading(text):
    cleaned = Cleaned.whole(text)
    assert cleaned.text == text
    if text:
        assert cleaned.original_span(0, len(text)) == (0, len(text))


def test_a_span_over_what_is_left_out_holds_it():
    text = "un accom-\npagnement"
    cleaned = clean(text, ["hyphens"])
    at = cleaned.text.index("accompagnement")
    start, end = cleaned.original_span(at, at + len("accompagnement"))
    assert text[start:end] == "accom-\npagnement"


def test_words_that_stand_apart_have_spans_and_no_span():
    cleaned = Cleaned("left right down", (Piece(5, 10), Piece(0, 5)))
    assert cleaned.text == "rightleft "
    assert cleaned.original_spans(0, 10) == ((5, 10), (0, 5))
    with pytest.raises(BadSpan):
        cleaned.original_span(0, 10)
    assert cleaned.original_span(5, 9) == (0, 4)


def test_added_letters_stand_nowhere():
    cleaned = Cleaned.whole("e Doubs").read_again((Piece(0, 0, "L"), Piece(0, 7)))
    assert cleaned.text == "Le Doubs"
    assert cleaned.original_span(0, 8) == (0, 7)
    with pytest.raises(BadSpan):
        cleaned.original_span(0, 1)
    with pytest.raises(BadSpan):
        cleaned.original_span(0, 9)


@pytest.mark.parametrize("name", RULES)
@settings(deadline=None)
@given(text=texts)
def test_each_rule_maps_its_own_text(name, text):
    pieces = RULES[name](text)
    assert all(0 <= p.start <= p.end <= len(text) for p in pieces)
    assert clean(text, [name]).text == reading(text, pieces)


def test_an_unknown_rule_is_named():
    with pytest.raises(KeyError, match="nothing"):
        clean("x", ["nothing"])
