import pytest

from workbench.disclosure.sentences import unpublished_counts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("13 ménages sur 19 ont une dette.", {13, 19}),
        ("Treize des dix-neuf ménages ont une dette.", {13, 19}),
        ("Vingt et un ménages ont été relogés.", {21}),
        ("Trois familles sont parties.", {3}),
        ("Un ménage parle de son référent.", set()),
        ("Un ménage sur cinq a rompu.", {1, 5}),
        ("Le loyer tombe le 5 du mois, 110 heures de visites.", set()),
        ("Les deux départements ont avancé autrement.", set()),
        ("2 isolés et 16 familles monoparentales", {2, 16}),
    ],
)
def test_counts_of_people_are_read_in_figures_and_in_words(text, said):
    assert unpublished_counts(text, set()) == said


def test_only_published_counts_pass():
    assert unpublished_counts("13 ménages sur 19, mais 2 familles non.", {13, 19}) == {2}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("54 % des ménages ont une dette.", {13}),
        ("75 % des ménages ont signé.", set()),  # 18 of 24, both published
        ("33,3 % des familles ont signé.", {8}),  # a decimal gives the count, whatever is published
        ("Environ 60 % des ménages ont signé.", set()),
        ("71 % du temps va aux visites.", set()),
        ("Près des trois quarts des ménages ont signé.", set()),
        ("Un dixième des ménages a rompu.", {2}),
        ("Trois ménages sur vingt-quatre ont rompu.", {3}),
    ],
)
def test_a_percentage_and_a_fraction_are_counts(text, missing):
    assert unpublished_counts(text, {24, 18, 6, 15, 9}) == missing


def test_a_half_of_few_is_a_count():
    assert unpublished_counts("Près de la moitié des ménages a déménagé.", {24, 9}) == set()
    assert unpublished_counts("Près de la moitié des ménages a déménagé.", {24, 9}, people=9) == {4}
    assert unpublished_counts("Deux tiers des familles ont signé.", {6, 9}, people=9) == set()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("13 ménages ont une dette.", {13}),  # 13 is published, of something else
        ("13 ménages viennent de l’hébergement d’urgence.", set()),
        ("13 ménages sur 24 viennent de l’hébergement d’urgence.", set()),
        ("13 ménages ont signé.", set()),
        ("11 ménages ont une dette. 13 ménages ont signé.", set()),
        ("Aucun ménage n’a de dette.", {0}),
        ("Tous les ménages ont une dette.", {24}),
        ("Aucun ménage n’a été interrogé.", set()),
        ("46 % des ménages ont une dette.", set()),
        ("54 % des ménages ont une dette.", {13}),
    ],
)
def test_a_count_passes_for_its_own_subject_only(text, missing):
    topics = {"debts": {11}, "shelter": {13, 11}}
    assert unpublished_counts(text, {24, 13, 11}, topics=topics) == missing
