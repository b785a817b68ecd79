"""Finding words: the span found is the span in the text, whatever accents, case, ligatures or inflections."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.search import around, in_any_form, plainly

TEXT = "E : Et l’été ?\nM : J’ai eu les clés, mon cœur… Les travailleurs sociaux\npassaient. 🏠 Ma sœur paie le loyer."


def found(text, spans):
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("cles", ["clés"]),
        ("ÉTÉ", ["été"]),
        ("l'ete", ["l’été"]),
        ("coeur...", ["cœur…"]),
        ("soeur", ["sœur"]),
        ("travailleurs sociaux passaient", ["travailleurs sociaux\npassaient"]),
        ("loy", ["loy"]),
        ("🏠 ma", ["🏠 Ma"]),
        ("absent", []),
        ("  ", []),
        ("(", []),
    ],
)
def test_accents_case_and_blanks_do_not_count(words, there):
    assert found(TEXT, plainly(TEXT, words)) == there
    apart = unicodedata.normalize("NFD", TEXT)  # accents as characters of their own
    assert [unicodedata.normalize("NFC", one) for one in found(apart, plainly(apart, words))] == there


@given(st.text(max_size=40), st.text(max_size=40), st.text(min_size=1, max_size=6))
def test_what_stands_there_is_found(before, after, words):
    text = f"{before} {words} {after}"
    spans = plainly(text, words)
    if words.strip() and plainly(words, words):
        assert any(start <= len(before) + 1 + len(words) and end > len(before) for start, end in spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("clé", ["clés"]),
        ("travailleur social", ["Travailleurs sociaux"]),
        ("payer", ["paie", "payé"]),
        ("payé", ["paie", "payé"]),
        ("logement", ["logements"]),
        ("absent", []),
        ("", []),
    ],
)
def test_inflections_do_not_count(words, there):
    text = "Les clés des logements.\nTravailleurs sociaux, elle paie le loyer ; elle a payé hier."
    assert found(text, in_any_form(text, words)) == there


def test_a_long_text_is_read_in_parts_and_places_hold():
    text = "M : on a parlé du loyer hier.\n" * 3000
    spans = in_any_form(text, "loyers")
    assert len(spans) == 3000
    assert set(found(text, spans)) == {"loyer"}


def test_a_plain_search_never_loads_spacy():
    code = "import sys; from workbench.coding.search import plainly; plainly('les clés', 'cles'); "
    code += "assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_context_is_whole_words_on_one_line():
    text = "un deux trois\nquatre CINQ six sept huit"
    start = text.index("CINQ")
    assert around(text, (start, start + 4), 12) == ("…quatre ", " six sept…")
    assert around(text, (start, start + 4), 16) == ("…trois / quatre ", " six sept huit")
    assert around("abc", (0, 3)) == ("", "")
