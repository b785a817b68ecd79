"""Where reports print who speaks: behind the words, around them, inside them, before them."""

import pytest

from workbench.intake.speech.attributions import attribution, signed
from workbench.intake.speech.namings import Certainty, speaker_like
from workbench.intake.speech.quotations import find_quotations
from workbench.intake.speech.surroundings import plain, surroundings

WORDS = "« On attend le printemps pour déménager. »"


def read(text):
    return attribution(surroundings(text, find_quotations(text)[-1]))


@pytest.mark.parametrize(
    ("after", "speaker"),
    [
        ("\n(Éducatrice, CHRS)\n\nSuite.", "Éducatrice, CHRS"),
        (" (Femme seule, 2 enfants (4 et 9 ans), 77)", "Femme seule, 2 enfants (4 et 9 ans), 77"),
        (".*\n*(Référent social)*", "Référent social"),
        ("\n– Mme B., locataire\n", "Mme B., locataire"),
        ("\nMadame K., locataire depuis 2019\n\nSuite.", "Madame K., locataire depuis 2019"),
        (" Le directeur du foyer.\nAutre page", "Le directeur du foyer"),
    ],
)
def test_signed(after, speaker):
    found = read("Un constat.\n\n" + WORDS + after)
    assert (found.speaker, found.certainty) == (speaker, Certainty.PRINTED)


@pytest.mark.parametrize(
    "after",
    [
        " (voir page 12)",
        " (Livre blanc, p. 32)",
        " (Fédération, 2010)",
        " (pas toujours suivi d’effets)",
        "\nLe bailleur a répondu au courrier.\n\nSuite.",
        "\n\n\n\n(Éducatrice)",
        " (Éducatrice jamais fermée",
    ],
)
def test_what_is_no_signature(after):
    text = "Un constat.\n\n" + WORDS + after
    assert signed(surroundings(text, find_quotations(text)[0])) is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« On y va », précise une voisine.", "une voisine"),
        ("« On y va », selon le gardien.", "le gardien"),
        ("« On y va », souffle Lou.", "Lou"),
        ("« On y va », soupire l’une d’elles.", "l'une d'elles"),
        ("« On y va, soupire Lou, 33 ans, et on verra bien. »", "Lou, 33 ans"),
        ("Comme le souligne ainsi un gardien : « on y va ».", "un gardien"),
        ("Certaines associations rappellent que « on y va ».", "Certaines associations"),
        ("Le loyer monte, Zoé ARNO estime pourtant que « on y va ».", "Zoé ARNO"),
        ("D’après la directrice, « on y va ».", "la directrice"),
        ("Mère de famille, 93 : « on y va ».", "Mère de famille, 93"),
        ("Zoé ARNO dirige le foyer. « On y va », précise-t-elle.", "Zoé ARNO"),
        ("La maire a pris la parole. Elle ajoute : « on y va ».", "La maire"),
    ],
)
def test_printed_in_the_sentence(text, speaker):
    found = read(text)
    assert (found.speaker, found.certainty) == (speaker, Certainty.PRINTED)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Le bailleur du bourg envoie un agent chaque mois :\n\n« on y va ».", "Le bailleur"),
        ("La directrice souligne l’effort de tous. « On y va. »", "La directrice"),
        ("Les locataires regrettent le bruit de la rue. « On n’en dort plus. »", "Les locataires"),
    ],
)
def test_guessed_from_the_sentence_before(text, speaker):
    found = read(text)
    assert (found.speaker, found.certainty) == (speaker, Certainty.INFERRED)


@pytest.mark.parametrize(
    "text",
    [
        "Le dispositif « Passage » précise la procédure.",
        "La notion de « sas » est ancienne.",
        "Les locataires ont emménagé :\n\n« on les suit de près ».",
        "« Vie de quartier » confirme ces tendances.",
    ],
)
def test_nobody_is_named(text):
    assert read(text).certainty is Certainty.NONE


def test_who_can_speak():
    assert all(map(speaker_like, ["un gardien", "Mme B.", "Lou Petit", "SIAO 93", "l’association Les Tilleuls"]))
    assert not any(
        map(speaker_like, ["", "cf. annexe", "notamment le bailleur", "elle", "une procédure lente", "p. 4"])
    )


def test_plain_words_are_on_one_line():
    assert plain("**en-\nsemble**  et bien-être,\n Zoé ARNO \n-PETIT") == "ensemble et bien-être, Zoé ARNO-PETIT"
