"""What is proposed, what is not, and the bars on the marked set."""

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.identifiers.marked import SETS, score, texts
from workbench.intake.identifiers import DIRECT, KINDS, propose


def found(text):
    return {(p.kind, p.text) for p in propose(text)}


@lru_cache
def proposed(name):
    return [(marked, propose(marked.text)) for marked in texts(SETS[name])]


def measured(*names):
    return score([case for name in names for case in proposed(name)])


@pytest.mark.parametrize("name", SETS)
def test_every_direct_identifier_of_every_text_is_found(name):
    reached = measured(name)
    assert [miss for miss in reached.missed if miss.split(":")[0] in DIRECT] == []
    assert reached.whole == reached.documents


def test_the_bars_hold_over_all_sets():
    reached = measured(*SETS)
    assert reached.recall(direct=False) >= 0.95
    assert reached.precision >= 0.8


# No rule was made for these: what their heads say of the first time holds, but for a hair.
@pytest.mark.parametrize(("name", "recall"), [("thirteenth", 0.98), ("twentyfourth", 0.98), ("twentyfifth", 0.95)])
def test_what_was_measured_on_sets_that_no_rule_was_made_for_still_holds(name, recall):
    reached = measured(name)
    assert reached.recall(direct=False) >= recall
    assert reached.precision >= 0.9


@pytest.mark.parametrize("name", SETS)
def test_precision_never_pays_for_more_than_it_must(name):
    assert measured(name).precision >= 0.85  # wide rules, since recall comes first; over all sets the bar is 0.8


def test_the_set_is_large_and_says_both_speech_and_reports():
    everything = [marked for path in SETS.values() for marked in texts(path)]
    assert len(everything) >= 40
    assert {marked.genre for marked in everything} >= {"oral", "report", "lower"}
    assert {kind for marked in everything for *_span, kind in marked.spans} >= set(KINDS) - {"organisation"}


@pytest.mark.parametrize(
    "text",
    [
        "Mme B. et M. D. sont venus avec Mme K.",
        "La CAF, le SIAO, le 115 et la commission DALO ont répondu.",
        "Ça a duré trois ans, et on attend depuis six mois.",
        "Il me reste cinquante euros, j’en devais mille euros, ou 1 500 €.",
        "En mars, on a eu la visite ; en septembre, les clés.",
        "Enquêteur : Et après ?\nMadame : Bah, après, rien.",
        "Les roses de la cour, la pierre du mur et la marine sont claires.",
        "Bah oui, ben non, euh, voilà quoi.",
        "La loi n° 2007-290 du 5 mars 2007 et l’article L. 441-2-3 s’appliquent jusqu’au 31 mars, fin de la trêve.",
        "Les ménages de 18 à 25 ans et les personnes de plus de 60 ans.",
        "Madame [prénom 1] vit à [ville A].",
        "Bien. J’aime ce lieu.\nOui.",
        "le voisin il met la musique le week-end et nous on dort plus depuis des mois",
        "c’est difficile mais avec de la patience et la grâce de dieu on garde espoir et la rose a fleuri",
        "La surface est de 12 450 m², le taux de 32 %, l’article R. 44123-1 et 12 450 ménages.",
    ],
)
def test_these_are_no_identifiers(text):
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("M. Bah est passé, et Mamadou Bah aussi.", "name", "Bah"),
        ("mon numéro c’est zéro six, douze, quarante, zéro huit, vingt-deux", "phone", None),
        ("Sur le bail ils ont mis Dia llo, alors que c’est Diallo.", "name", "Dia llo"),
        ("Madame Coulibaly dit : « on m’écrit Koulibali ».", "name", "Koulibali"),
        ("je m’appelle shanaëlle et voilà quoi on attend toujours", "first_name", "shanaëlle"),
        ("J’étais la seule à avoir des triplés dans la résidence.", "event", None),
        ("Femme seule, 4 enfants (14 ans, 5 ans, 4 ans, 21 mois), 77.", "age", "21 mois"),
        ("Femme seule, 4 enfants (14 ans, 5 ans, 4 ans, 21 mois), 77.", "place", "77"),
        ("Ma petite Inaya, le bailleur 3F, le 12 mars.", "date", "12 mars"),
        ("Ma petite Inaya, le bailleur 3F, le 12 mars.", "landlord", "3F"),
        ("Ma petite Inaya, le bailleur 3F, le 12 mars.", "first_name", "Inaya"),
        (
            "Je faisais le ménage au Novotel de Marne-la-Vallée.",
            "employer",
            "Novotel de Marne-la-Vallée",
        ),
        ("Présents : P. Hernu (Équinoxe), Mme Vourc’h.", "organisation", "Équinoxe"),
        ("Présents : P. Hernu (Équinoxe), Mme Vourc’h.", "name", "Vourc’h"),
        ("Son fils est en prison depuis mars, et elle est malienne.", "event", "en prison"),
        ("Son fils est en prison depuis mars, et elle est malienne.", "origin", "malienne"),
        ("Il a une drépanocytose, le petit.", "health", "drépanocytose"),
        ("J’ai cinquante-cinq euros pour la semaine.", "amount", "cinquante-cinq euros"),
        ("on m’a dit bonjour mes garçons wassim et ilyès ils sont grands maintenant", "first_name", "ilyès"),
        ("c’est samir point ben quatre-vingt-six arobase boite point fr", "email", None),
        ("ma fille claire elle est en cp et avec olive ça va mieux maintenant", "first_name", "claire"),
        ("ma fille claire elle est en cp et avec olive ça va mieux maintenant", "first_name", "olive"),
        ("c’est modeste qui a repris le dossier et modeste il rappelle toujours", "first_name", "modeste"),
        ("on est arrivés avec les moreau et les hamidi dans le même hôtel", "name", "moreau"),
        ("Sa quittance porte le code 77F-0932.", "file_number", "77F-0932"),
        ("le portable six douze trente-quatre cinquante-six soixante-dix-huit", "file_number", None),
        ("Il dort à l’emplacement 12 bis du camping municipal.", "address", "emplacement 12 bis du camping municipal"),
        ("Il souffre d’une spondylodiscite et d’une néphropathie diabétique.", "health", "néphropathie diabétique"),
        ("Elle garde des enfants chez Mme d’Argenlieu.", "name", "d’Argenlieu"),
        ("Le restaurant, c’est Le Palmier de Jaffna.", "employer", "Le Palmier de Jaffna"),
        ("JE M’APPELLE HASNA DRIDI ET J’HABITE À SARCELLES AVEC MES ENFANTS", "name", "HASNA DRIDI"),
    ],
)
def test_these_are(text, kind, words):
    kinds = {k for k, w in found(text) if words is None or w == words}
    assert kind in kinds


def test_a_text_in_decomposed_letters_gives_its_own_words():
    import unicodedata

    text = unicodedata.normalize("NFD", "Hélène Léger habite à Créteil 🙂 avec Noé.")
    for p in propose(text):
        assert text[p.start : p.end] == p.text
    assert {unicodedata.normalize("NFC", p.text) for p in propose(text)} == {"Hélène Léger", "Créteil", "Noé"}


PIECES = st.sampled_from(
    [
        "Aminata",
        "Traoré",
        "à Melun",
        " ",
        ", ",
        ".\n",
        "é",
        "👩🏽",
        "bah",
        "Mme ",
        "zéro six",
        " douze",
        "12 mars",
        "7 ans",
        "[prénom 1]",
        "«",
        " €",
        "642,18",
        "rue Pasteur",
        "ﬁ",
        "İ",
        "\u200b",
        "-",
        "’",
        "OEUF",
        "Œ",
        "ß",
        "\t",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60)))
def test_offsets_give_the_words_and_never_overlap(text):
    at = 0
    for p in propose(text):
        assert at <= p.start < p.end <= len(text)
        assert text[p.start : p.end] == p.text
        assert p.direct == (p.kind in DIRECT)
        at = p.end
