"""Numbers, units and words as French reports print them."""

from fractions import Fraction

import pytest

from workbench.indicators.consistency.numbers import in_letters, leading
from workbench.indicators.consistency.units import factor, read
from workbench.indicators.consistency.wordings import wording

NUMBERS = {
    "3 400": (3400, 0, ""),
    "3\u202f400,50 €": (Fraction("3400.5"), 2, "€"),
    "1,5": (Fraction("1.5"), 1, ""),
    "0.125": (Fraction("0.125"), 3, ""),
    "1.234.567": (1234567, 0, ""),
    "1.234,5": (Fraction("1234.5"), 1, ""),
    "82 %": (82, 0, "%"),
    "−22 %": (-22, 0, "%"),
    "+80%": (80, 0, "%"),
    "26,1 M€": (Fraction("26.1"), 1, "M€"),
}
# words: what they accept, what they refuse (in shares, counts or factors)
WORDS = {
    "près des 3/4": ([0.71, 0.75], [0.833, 0.6]),
    "près de trois quarts des ménages": ([0.71], [0.833]),
    "Plus de 80 %": ([81, 100], [80, 79]),
    "au moins 80 %": ([80], [79]),
    "moins d’un tiers": ([0.33], [0.34]),
    "la quasi-totalité": ([0.95], [0.8]),
    "quasiment tous les ménages": ([0.96, 1], [0.7]),
    "presque la totalité": ([0.92], [0.7]),
    "la totalité": ([1], [0.96]),
    "la moitié": ([0.49], [0.41]),
    "un ménage sur cinq": ([0.2, 0.18], [0.27]),
    "une dizaine de baux": ([9, 11], [40, 5]),
    "plus d’une centaine": ([130], [90]),
    "environ 3 400 ménages": ([3300, 3600], [2500]),
    "quelque 200 personnes": ([190], [300]),
    "3 400 environ": ([3300], [2500]),
    "de 150 à 22 000": ([150, 3000], [100, 30000]),
    "entre 60 et 70 %": ([65], [50]),
    "a doublé": ([2, 2.2], [1.8, 3]),
    "a presque doublé": ([1.9], [1.5, 2.4]),
    "a plus que doublé": ([2.5], [1.9]),
    "ont triplé": ([3], [2]),
    "a été divisé par deux": ([0.5], [0.8]),
    "a augmenté d’un quart": ([1.25], [1.1, 1.5]),
    "a baissé de moitié": ([0.5], [0.7]),
    "en hausse de 12 %": ([1.12], [1.2, 0.88]),
    "est resté stable": ([1.01], [1.2]),
    "vingt-cinq": ([25], [24]),
    "deux ans et demi": ([2.5], [2, 3]),
    "un million et demi de ménages": ([1.5], [1]),
    "près d’un million et demi de ménages": ([1.4], [1, 1.6]),
    "1 h 30": ([1.5], [1.3]),
    "une heure et quart": ([1.25], [1.5]),
    "trois quarts d’heure": ([0.75], [1]),
    "une demi-heure": ([0.5], [0.75]),
    "près de 900 dossiers": ([860, 900], [784, 1000]),
    "une courte majorité": ([0.52], [0.93, 0.49]),
    "une petite moitié": ([0.46], [0.52]),
    "un gros tiers": ([0.36], [0.31]),
    "une hausse de 12 points": ([12], [14, -12]),
}


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items())
def test_a_number_as_printed(text, expected):
    found = leading(text)
    assert (found.value, found.decimals, found.rest) == expected


@pytest.mark.parametrize("text", ["", "trois", "3 40", "3.400", "1,2,3", "-", "nan", "∞"])
def test_what_is_no_number_or_may_be_two_is_none(text):
    assert leading(text) is None


@pytest.mark.parametrize(
    ("text", "n"),
    [("zéro", 0), ("vingt et un", 21), ("soixante-douze", 72), ("quatre-vingt-dix-sept", 97), ("deux cents", 200),
     ("trois mille quatre cents", 3400), ("cent vingt", 120)],
)  # fmt: skip
def test_a_number_in_letters(text, n):
    assert in_letters(text) == (n, "")


@pytest.mark.parametrize("text", WORDS)
def test_words_accept_and_refuse(text):
    claim = wording(text)
    accepted, refused = WORDS[text]
    assert all(claim.agrees.holds(Fraction(str(value))) for value in accepted)
    assert not any(claim.possible.holds(Fraction(str(value))) for value in refused)


@pytest.mark.parametrize("text", ["", "ménages suivis", "en 2015", "2015", "le quartier", "difficultés de santé"])
def test_words_without_a_figure_say_none(text):
    assert wording(text) is None


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [("M€", "€", 10**6), ("€/mois", "€/an", 12), ("an", "mois", 12), ("ménages", "logements", 1), ("%", "pour cent", 1),
     ("€", "ménages", None), ("h", "mois", None), ("", "€", 1), ("€/semaine", "€/mois", None),
     ("heures", "minutes", 60)],
)  # fmt: skip
def test_units_convert_or_say_nothing(one, other, times):
    assert factor(read(one), read(other)) == times
    assert factor(read("ménages"), read("logements"), apart=True) is None
