"""Chains of quotes: the same detailed attribution, details that agree, and words that tell the same."""

import tomllib
from itertools import combinations
from pathlib import Path

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


REPORTS = tomllib.loads((Path(__file__).parents[2] / "benchmarks" / "linkage.toml").read_text("utf-8"))["report"]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["name"])
def test_the_speakers_of_invented_reports_are_told_apart(report):
    quotes = report["quotes"]
    found = linkage([{"id": str(i), "text": text, "attribution": said} for i, (_w, said, text) in enumerate(quotes)])
    chained = {pair for p in found["profiles"] for pair in combinations(sorted(map(int, p["quotes"])), 2)}
    who = [one for one, _said, _text in quotes]
    true = {(a, b) for a, b in combinations(range(len(who)), 2) if who[a] == who[b] != "" and who[a][0] != "?"}
    unsure = {(a, b) for a, b in chained if "?" in who[a] + who[b] and who[a].strip("?") == who[b].strip("?")}
    assert chained - unsure == true
    assert linked(*found["proposed"].values())[0] == []
    assert all(p["why"].endswith(".") for p in found["profiles"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Femme seule, 2 enfants (8 ans, 1 an), hôtel, 77", "Femme seule, 2 enfants (8 ans, 14 mois), hôtel, 77", True),
        (
            "Femme seule, 2 enfants (8 ans, 1 an), hôtel, 77",
            "Femme seule, 2 enfants (8 ans, 38 mois), hôtel, 77",
            False,
        ),
        ("Femme seule, 2 enfants (8 ans, 3 ans), hôtel, 77", "Femme seule, 2 enfants (9 ans, 4 ans), hôtel, 77", True),
        ("Femme seule, 2 enfants (8 ans, 3 ans), hôtel, 77", "Femme seule, 2 enfants (9 ans, 2 ans), hôtel, 77", False),
        ("Femme seule, 2 enfants (8 ans, 3 ans), hôtel, 77", "Homme seul, 2 enfants (8 ans, 3 ans), hôtel, 77", False),
        ("Femme seule, 2 enfants (8 ans, 3 ans), hôtel, 77", "Femme seule, 2 enfants (8 ans, 3 ans), CHRS, 77", False),
        ("Femme seule, 2 enfants (8 ans, 3 ans), hôtel", "Femme seule, 2 enfants (8 ans, 3 ans), hôtel, CHRS", True),
        ("Femme seule, 2 enfants (8 ans, 3 ans), RSA", "Femme seule, 2 enfants (8 ans, 3 ans), en CDI", True),
        ("Femme seule, 2 enfants (8 ans, 3 ans), sans emploi", "Femme seule, 2 enfants (8 ans, 3 ans), CDI", False),
        ("Femme seule, 3 enfants (9 ans, 7 ans, 4 ans), 77", "Femme seule, 4 enfants (10, 8, 5 ans, 3 mois), 77", True),
        ("Femme seule, 3 enfants (9 ans, 7 ans, 4 ans), 77", "Femme seule, 4 enfants (9, 7, 5, 4 ans), 77", False),
        ("(la directrice du SIAO, 94)", "(directrice, SIAO, 94)", True),
        ("(directrice du SIAO, 94)", "(directrice du SIAO, 77)", False),
        ("(responsable, bailleur)", "(responsable, bailleur)", False),
        ("(des responsables du SIAO, 94)", "(des responsables du SIAO, 94)", False),
    ],
)
def test_a_detail_agrees_or_contradicts(one, other, same):
    assert linked(one, other)[0] == ([["0", "1"]] if same else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Awa, 34 ans, 3 enfants, hôtel", "Awa (mère de trois enfants)", True),
        ("Awa, 34 ans, hôtel, 93", "Nadia, 34 ans, hôtel, 93", False),
        ("M. et Mme D., 4 enfants, 94", "Famille D., Val-de-Marne", True),
        ("Mme Diallo, 2 enfants", "Mme D., CHRS, 77", True),
        ("Mme D., 2 enfants, 77", "Mme D., 4 enfants, 94", False),
        ("Ménage 12, femme seule, 77", "Ménage 12", True),
        ("Ménage 1, femme seule, 77", "Ménage 12, femme seule, 77", False),
        ("M03", "M3, couple, 94", True),
        ("Habitante 4, 34 ans", "habitante n°4", True),
        ("Famille 77", "Famille 77", False),
        ("RSA 77", "RSA 77", False),
        ("T3, 94", "T3, 94", False),
        ("Nadia, assistante sociale, EDS", "Nadia, assistante sociale, EDS", True),
        ("Nadia, assistante sociale, EDS", "Fatima, assistante sociale, EDS", False),
        ("(une accompagnatrice)", "(une accompagnatrice)", False),
        ("Femme seule, gardienne d’immeuble, squat, 92", "Femme seule, gardienne, squat, 92", True),
        ("Femme, trentaine, RSA, squat, 77", "Femme de 33 ans, RSA, squat, 77", True),
        ("Femme, trentaine, RSA, squat, 77", "Femme, la cinquantaine, RSA, squat, 77", False),
        ("Homme (43 ans), RSA, rue, 94", "Homme, 43 ans, RSA, rue, 94", True),
        ("Homme (43 ans), RSA, rue, 94", "Homme, 41 ans, RSA, rue, 94", False),
    ],
)
def test_names_numbers_and_own_ages_tell_people_apart(one, other, same):
    assert linked(one, other)[0] == ([["0", "1"]] if same else [])


@pytest.mark.parametrize(
    ("attribution", "children", "ages"),
    [
        ("Femme, un fils (15 ans) et une fille (11 ans)", 2, (132, 180)),
        ("Mère de deux garçons (12 et 9 ans) et d’une fille de 4 ans", 3, (48, 108, 144)),
        ("Femme, 3 enfants dont des jumeaux (4 ans) et une fille de 9 ans, 93", 3, (48, 48, 108)),
        ("Femme seule, 2 enfants (8 et 5 ans), 34 ans, 77", 2, (60, 96)),
        ("Mère de 3 enfants, 29 ans, CHRS", 3, ()),
        ("Femme seule, un enfant de 18 ans", 1, (216,)),
        ("Femme seule, enfants de 3, 5 et 8 ans, 93", 3, (36, 60, 96)),
    ],
)
def test_children_are_counted_with_their_ages(attribution, children, ages):
    said = parsed(attribution)
    assert (said.children, said.ages) == (children, ages)


def told(*quotes):
    return linkage([{"id": str(i), "attribution": a, "text": t} for i, (a, t) in enumerate(quotes)])["profiles"]


def test_words_chain_what_attributions_do_not():
    plain = "Femme seule avec enfants"
    assert told((plain, "Avec mes triplés, on refusait."), (plain, "Mes triplés ont une chambre."))[0]["quotes"] == [
        "0",
        "1",
    ]
    twins = ("Femme seule, jumelles de 5 ans, 93", "On dort.")
    assert told(twins, ("", "Mes jumelles rient."))[0]["quotes"] == ["0", "1"]
    assert told(twins, ("", "Ma voisine et ses jumelles rient.")) == []
    assert told(twins, ("Femme seule, 2 enfants (8 ans, 5 ans), 93", "Mes jumelles rient.")) == []
    assert told((plain, "Ma fille Ilyana dort."), ("", "J’ai inscrit ma fille Ilyana."))[0]["quotes"] == ["0", "1"]
    told_age = (plain, "Mes trois enfants dorment, ma fille de 12 ans lit.")
    assert told((DETAILED, "On dort."), told_age)[0]["quotes"] == ["0", "1"]
    assert told((DETAILED, "On dort."), (DETAILED.replace("hôtel", "CHRS"), "…"), told_age) == []
    assert told(("(SIAO)", "Des triplés, c’est rare."), ("(SIAO)", "Les triplés ont eu un T4.")) == []
    assert told(("Homme seul, 94", "L’incendie a tout pris."), ("Couple, 94", "Après l’incendie, rien.")) == []
    # A label such as [prénom 1] may be anybody's first child.
    assert told((plain, "Ma fille [prénom 1] dort."), (plain, "Ma fille [prénom 1] rit.")) == []


def test_the_departement_stays_where_many_speakers_share_it():
    ages = [(4, 9), (3, 12), (2, 15), (6, 8), (7, 17)]
    crowd = [f"Femme seule, 2 enfants ({a} ans, {b} ans), hôtel, 77" for a, b in ages]
    quotes = [{"id": str(i), "attribution": a, "text": "On dort."} for i, a in enumerate(crowd * 2)]
    found = linkage(quotes)
    assert len(found["profiles"]) == 5
    assert set(found["proposed"].values()) == {"Femme seule avec enfants, Seine-et-Marne"}
    quotes[3]["text"] = "Il me frappait."
    assert set(linkage(quotes)["proposed"].values()) == {"Femme seule avec enfants"}
    assert set(linkage(quotes[:3])["proposed"].values()) == {"Femme seule avec enfants"}
    alone = [{"id": str(i), "attribution": "Couple, 1 enfant (3 ans), rue, 94", "text": "…"} for i in range(2)]
    assert set(linkage(alone)["proposed"].values()) == {"Un ménage accompagné"}


def test_professionals_keep_the_kind_of_body():
    _groups, found = linked("(bailleur, 77)", "directrice de l’opérateur, 77", "(EDS)", "", "Travailleur social, 94")
    assert linked("Nadia, assistante sociale, EDS")[1]["proposed"] == {"0": "EDS"}
    assert list(found["proposed"].values()) == ["bailleur", "opérateur", "(EDS)", "", "Travailleur social"]
