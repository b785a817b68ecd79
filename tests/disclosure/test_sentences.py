import pytest

from workbench.disclosure.sentences import counts_said, unpublished_counts


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
    assert counts_said(text) == said


def test_only_published_counts_pass():
    assert unpublished_counts("13 ménages sur 19, mais 2 familles non.", {13, 19}) == {2}
