"""What kind of speaker an attribution names, and in which département."""

import tomllib

import pytest

from workbench.intake.speech.speakers import category, territory
from workbench.people import Voice
from workbench.resources import shipped


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        ("Femme seule, 2 enfants (4 et 9 ans), hôtel, suivie par le SIAO, 77", Voice.HOUSEHOLD),
        ("Mme T., pension de famille", Voice.ASSOCIATION),
        ("Mme T., 61 ans", Voice.HOUSEHOLD),
        ("Zoé, 33 ans", Voice.HOUSEHOLD),
        ("une locataire du bailleur", Voice.HOUSEHOLD),
        ("Travailleuse sociale", Voice.ASSOCIATION),
        ("travailleur social, conseil départemental", Voice.LOCAL_AUTHORITY),
        ("psychologue", Voice.HEALTH),
        ("psychologue d’une association", Voice.ASSOCIATION),
        ("Représentante de l’État", Voice.STATE),
        ("Un agent de la préfecture", Voice.STATE),
        ("Responsable, Moulin Habitat", Voice.LANDLORD),
        ("Habitat et Humanisme", Voice.ASSOCIATION),
        ("CHARGÉE DE CLIENTÈLE", Voice.LANDLORD),
        ("infirmières du CMP", Voice.HEALTH),
        ("SIAO 93", Voice.SIAO),
        ("un professionnel concerné par le projet du bailleur", Voice.UNKNOWN),
        ("l’état des lieux", Voice.UNKNOWN),
        ("", Voice.UNKNOWN),
    ],
)
def test_the_body_named_first_decides(attribution, expected):
    assert category(attribution) is expected


def test_a_surname_takes_the_side_of_its_section():
    text = "LE BAILLEUR ET SES GARDIENS\nUn gardien par tour.\n\n« On se parle. » précise Ida MORO.\n"
    assert category("Ida MORO", text, text.index("« On")) is Voice.LANDLORD
    about = "LES MÉNAGES RELOGÉS\nUne famille par étage.\n\n« On se parle. » précise Ida MORO.\n"
    assert category("Ida MORO", about, about.index("« On")) is Voice.UNKNOWN


@pytest.mark.parametrize(
    ("attribution", "code"),
    [
        ("(bailleur, 77)", "77"),
        ("opérateur 94", "94"),
        ("Homme, 52 ans, Seine-Saint-Denis", "93"),
        ("Femme, 77 ans", None),
        ("association du Val-d’Oise", "95"),
        ("Haute-Loire", "43"),
        ("éducatrice, 2A", "2A"),
        ("famille de 10 enfants", None),
        ("directrice", None),
    ],
)
def test_territory(attribution, code):
    assert territory(attribution) == code


def test_every_category_of_the_lexicon_is_known():
    lexicon = tomllib.loads((shipped("corpus") / "lexicons" / "speakers_in_reports.toml").read_text("utf-8"))
    for group in ("bodies", "names", "trades"):
        assert {Voice(name) for name in lexicon[group]} <= set(Voice) - {Voice.UNKNOWN}
    assert len(lexicon["territories"]) == 101
