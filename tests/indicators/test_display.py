"""Figures in words, in French by default and in English."""

import pytest

from workbench.indicators.display import amount, display, number, percent, sentence
from workbench.indicators.intervals import wilson
from workbench.indicators.quantities import Kind, Quantity, missing

N, S = "\u202f", "\u00a0"


@pytest.fixture(params=["fr", "en"])
def tongue(request, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", request.param)
    return request.param


def said(tongue, french, english):
    return french if tongue == "fr" else english


def test_a_count_comes_before_its_base(tongue):
    q = Quantity(18.0, "household", numerator=18.0, denominator=24.0)
    assert display(q) == said(tongue, "18 ménages sur 24", "18 households of 24")


def test_the_kinds_have_their_words(tongue):
    cases = [
        (Quantity(700.0, "file", Kind.AT_LEAST), "plus de 700 dossiers", "more than 700 files"),
        (Quantity(15.0, "candidate", Kind.AT_LEAST, missing=1), "au moins 15 candidats", "at least 15 candidates"),
        (Quantity(3400.0, "household", Kind.ABOUT), f"environ 3{N}400 ménages", "about 3,400 households"),
        (Quantity(12.0, "day", Kind.AT_MOST), "au plus 12 jours", "at most 12 days"),
        (Quantity(30.0, "household", Kind.TARGET), "30 ménages (cible)", "30 households (target)"),
        (
            Quantity(150000.0, "EUR/year", Kind.PLANNED),
            f"150{N}000{S}€ par an (prévu)",
            "150,000 euros a year (planned)",
        ),
        (Quantity(None, "EUR", Kind.RANGE, low=150, high=22000), f"de 150 à 22{N}000{S}€", "from 150 to 22,000 euros"),
        (missing("household", "ménage absent"), "non renseigné (ménage absent)", "not recorded (ménage absent)"),
    ]
    for quantity, french, english in cases:
        assert display(quantity) == said(tongue, french, english)


def test_numbers_agree_as_the_language_wants(tongue):
    assert amount(0, "household") == said(tongue, "0 ménage", "0 households")
    assert amount(1, "household") == said(tongue, "1 ménage", "1 household")
    assert amount(1.5, "hour/month") == said(tongue, "1,5 heure par mois", "1.5 hours a month")
    assert number(1234567.891) == said(tongue, f"1{N}234{N}567,9", "1,234,567.9")
    assert amount(120.55, "EUR") == said(tongue, f"120,55{S}€", "120.55 euros")


def test_a_percentage_has_no_decimal_and_nearly_all_is_not_all(tongue):
    gap = said(tongue, N, "")
    assert percent(20 / 24) == f"83{gap}%"
    assert [percent(s) for s in (0, 0.001, 0.999, 1)] == [f"{n}{gap}%" for n in (0, 1, 99, 100)]


def test_a_share_shows_its_counts_first(tongue):
    q = Quantity(20 / 24, "share", numerator=20.0, denominator=24.0)
    assert display(q) == said(tongue, f"20 sur 24 (83{N}%)", "20 of 24 (83%)")


def test_the_sentence_tells_the_blanks_their_bounds_and_the_interval(tongue):
    q = Quantity(13.0, "household", numerator=13.0, denominator=19.0, low=13.0, high=18.0, missing=5,
                 reason="non demandé", interval=wilson(13, 19))  # fmt: skip
    assert sentence(q) == said(
        tongue,
        f"13 ménages sur 19 ; 5 réponses non renseignées{S}: non demandé"
        f" ; entre 13 et 18 sur 24 selon les réponses manquantes ; intervalle à 95{N}% de 46{N}% à 85{N}%",
        "13 households of 19 ; 5 answers not recorded: non demandé ; between 13 and 18 of 24 whatever they are"
        " ; interval 46% to 85% (95%)",
    )


def test_a_median_tells_out_of_how_many_and_how_far_they_go(tongue):
    q = Quantity(23.0, "day", denominator=31.0, low=14.0, high=42.0, missing=2, reason="sans décision")
    assert sentence(q) == said(
        tongue,
        f"23 jours ; 2 réponses non renseignées{S}: sans décision ; médiane de 31, de 14 à 42",
        "23 days ; 2 answers not recorded: sans décision ; median of 31, from 14 to 42",
    )
