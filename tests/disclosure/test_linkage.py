"""Chains of quotes: the same detailed attribution, and details that agree."""

import pytest

from workbench.disclosure.attributions import parsed
from workbench.disclosure.linkage import linkage
from workbench.errors import BadInput

DETAILED = "(Femme seule, 3 enfants (12 ans, 6 ans, 20 mois), en emploi, hôtel, 77)"


def linked(*attributions):
    found = linkage([{"id": str(i), "text": "…", "attribution": a} for i, a in enumerate(attributions)])
    return [p["quotes"] for p in found["profiles"]], found


def test_an_attribution_is_read():
    said = parsed(DETAILED)
    assert said.composition == "woman"
    assert (said.children, said.ages) == (3, (20, 72, 144))
    assert (said.origin, said.situation, said.territory) == ("hôtel", "en emploi", "77")
    assert parsed("Couple, deux enfants (7 et 4 ans), Val-de-Marne").ages == (48, 84)
    assert parsed("Couple, deux enfants (7 et 4 ans), Val-de-Marne").territory == "94"


def test_the_same_detailed_string_chains():
    assert linked(DETAILED, "(SIAO)", DETAILED)[0] == [["0", "2"]]


@pytest.mark.parametrize(
    "other",
    [
        "Femme seule, 3 enfants (12, 6 ans et 20 mois), Seine-et-Marne.",
        "Mère seule, trois enfants, hôtel, 77",
        "Femme seule, 3 enfants (13 ans, 7 ans, 30 mois), 77",
    ],
)
def test_details_that_agree_chain(other):
    assert linked(DETAILED, other)[0] == [["0", "1"]]


@pytest.mark.parametrize(
    "other",
    [
        "Femme seule, 3 enfants (9 ans, 6 ans, 20 mois), en emploi, hôtel, 77",
        "Femme seule, 3 enfants (12 ans, 6 ans, 20 mois), en emploi, hôtel, 94",
        "Femme seule avec enfants",
        "Femme seule, 77",
    ],
)
def test_others_do_not_chain(other):
    assert linked(DETAILED, other)[0] == []


def test_plain_attributions_and_professions_do_not_chain():
    assert (
        linked("Femme seule avec enfants", "Femme seule avec enfants", "(bailleur, 77)", "(bailleur, 77)", "", "")[0]
        == []
    )


def test_a_quote_that_fits_two_people_is_left_with_neither():
    groups, _found = linked(DETAILED, DETAILED.replace("12 ans", "9 ans"), "Femme seule, 3 enfants, hôtel, 77")
    assert groups == []


def test_what_is_proposed_chains_nothing():
    _groups, found = linked(
        DETAILED, DETAILED, "Couple, 2 enfants (7 et 4 ans), 94", "Homme seul, sans enfant, 94", "(SIAO)"
    )
    assert found["proposed"] == {
        "0": "Femme seule avec enfants",
        "1": "Femme seule avec enfants",
        "2": "Couple avec enfants",
        "3": "Homme seul",
        "4": "(SIAO)",
    }
    assert linked(*found["proposed"].values())[0] == []


def test_what_is_not_a_list_of_quotes_is_refused():
    with pytest.raises(BadInput):
        linkage([{"text": "…"}])
