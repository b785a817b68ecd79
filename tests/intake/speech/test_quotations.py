"""Quotation marks in every form that reports print, whole or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.speech.quotations import find_quotations

MARKS = st.text(st.sampled_from('«»“”„"‹›‘’[]() .!?\n-abÉ1é\u00a0😀\u0301'), max_size=120)


def inner(text):
    return [text[q.inner : q.stop] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elle a dit « je reste » hier.", ["je reste"]),
        ("«\u00a0collé\u00a0» et «\u2009fin\u2009»", ["collé", "fin"]),
        ("Il note “ tout ” ici", ["tout"]),
        ('Le "bail direct" et l\'"aller vers"', ["bail direct", "aller vers"]),
        ("Elle dit : [ “on verra bien ” ]", ["on verra bien"]),
        ("le mot << ancien >> reste", ["ancien"]),
        ("« Elle répète « plus tard » chaque fois »", ["Elle répète « plus tard » chaque fois", "plus tard"]),
        ("« Ils pensent ‘pas pour nous’ au début »", ["Ils pensent ‘pas pour nous’ au début", "pas pour nous"]),
        ("« Je me demande « est-ce bien ? »\n\nPuis rien.", ["Je me demande « est-ce bien ? »", "est-ce bien ?"]),
        ('Une pièce de 20" et l’hôtel d’‘ici’ même', ["ici"]),
        ('<ul class="liste"> rien </ul>', []),
        ("› une puce\n› une autre", []),
        ("« » “” [ “ ” ]", []),
        ("« une phrase\n\nrepères 12\n\nqui change de page »", ["une phrase\n\nrepères 12\n\nqui change de page"]),
    ],
)
def test_what_stands_between_marks(text, expected):
    assert inner(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un constat.\n  C’est long, très long ! ».\nSuite.", ["C’est long, très long !"]),
        ("« Nous avons attendu (directrice, CHRS)\n\nLa suite.", ["Nous avons attendu"]),
        ("« Premier dit.\n\n« Second dit. » Fin.", ["Premier dit.", "Second dit."]),
    ],
)
def test_a_lost_mark_does_not_lose_the_words(text, expected):
    assert inner(text) == expected
    assert not all(q.whole for q in find_quotations(text))


def test_brackets_belong_to_the_quotation():
    [found] = find_quotations("voir [ “on verra” ] plus loin")
    assert (found.start, found.end, found.form) == (5, 19, "bracketed double")


@given(MARKS)
def test_any_text_gives_quotations_that_nest(text):
    found = find_quotations(text)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
    for q in found:
        assert 0 <= q.start <= q.inner < q.stop <= q.end <= len(text)
        assert text[q.inner : q.stop] == text[q.inner : q.stop].strip()
        for other in found:
            assert other.end <= q.start or q.end <= other.start or q is other or q.holds(other) or other.holds(q)


@given(st.lists(st.text("abcdé ’", min_size=1).filter(str.strip), min_size=1, max_size=6))
def test_nested_quotations_are_all_found(words):
    text = "".join(f"« {w} " for w in words) + "»" * len(words)
    assert len(find_quotations(text)) == len(words)


def test_a_page_of_marks_is_read_at_once():
    assert len(find_quotations("« a » " * 10_000)) == 10_000
    assert find_quotations("«" * 20_000) == []
