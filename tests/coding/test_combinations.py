"""Combinations of codes: what they mean, and what is said when they cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.codebook_changes import merged
from workbench.coding.codebooks import Code, Codebook
from workbench.coding.combinations import read
from workbench.errors import BadInput

BOOK = Codebook(
    "b",
    "Livre",
    1,
    (
        Code("home", "Se loger", codable=False),
        Code("a", "Loyer", group="home"),
        Code("b", "Les voisins"),
        Code("c", "C"),
    ),
)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "en")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", lambda a, b, c: True),
        ("a", lambda a, b, c: a),
        ("a et b", lambda a, b, c: a and b),
        ("a ou b et c", lambda a, b, c: a or (b and c)),
        ("(a OU b) ET c", lambda a, b, c: (a or b) and c),
        ("a sauf b", lambda a, b, c: a and not b),
        ("non (a | !c)", lambda a, b, c: not (a or not c)),
        ("a and not b", lambda a, b, c: a and not b),
        ('"loyer" et « Les voisins »', lambda a, b, c: a and b),
        ("home sauf c", lambda a, b, c: a and not c),  # a heading is what is under it
        ("a&b|c", lambda a, b, c: (a and b) or c),
    ],
)
@given(codes=st.frozensets(st.sampled_from("abc")))
def test_a_combination_means_what_it_says(text, meaning, codes):
    assert read(text, BOOK).holds(codes) == meaning(*(name in codes for name in "abc"))


def test_what_is_denied_is_not_what_is_looked_for():
    assert read("a et (b ou non c)", BOOK).named == {"a", "b"}


def test_a_merged_code_is_the_one_that_took_its_place():
    assert read("a", merged(BOOK, "a", "b")).holds({"b"})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nothing", "no code called “nothing”"),
        ('"Rien du tout"', "no code called “Rien du tout”"),
        ("a et", "before “its end”"),
        ("a ou & b", "before “&”"),
        ("(a ou b", "not closed"),
        ("a b", "at “b”"),
        ("a)", "at"),
        ('a et "b', "at"),
    ],
)
def test_what_cannot_be_read_is_named(text, why):
    with pytest.raises(BadInput, match=why):
        read(text, BOOK)
