import pytest

from workbench import language
from workbench.coding.codebooks import codebook_from
from workbench.coding.lexical import Lexicon, knowledge, with_aliases

BOOK = codebook_from(
    {
        "id": "b",
        "codes": [
            {"id": "mesure", "label": "Mesure", "terms": ["AVDL", "accompagnement vers le logement"]},
            {"id": "argent", "label": "Argent", "terms": ["loyer", "reste à vivre"]},
            {"id": "vie", "label": "Vie", "terms": ["vivre", "loyer"]},
            {"id": "travail", "label": "Travail", "terms": ["insertion sociale"]},
        ],
    }
)


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon(BOOK)


def cues(lexicon, text):
    (doc,) = language.read([text])
    return {cue.code: cue for cue in lexicon.cues(doc)}


def test_an_alias_finds_its_term(lexicon):
    assert cues(lexicon, "La mesure ADVL aide les ménages")["mesure"].words == ("mesure", "ADVL")
    assert with_aliases("la CAF", knowledge()["aliases"])[1:] == ["la caisse d’allocations familiales"]


def test_a_term_of_two_meanings_counts_less_unless_its_surroundings_settle_it(lexicon):
    settled = cues(lexicon, "l’AVDL du ménage commence")["mesure"].weight
    unsure = cues(lexicon, "l’AVDL commence")["mesure"].weight
    assert 0 < unsure < settled
    assert "mesure" not in cues(lexicon, "l’association AVDL commence")


def test_insertion_sociale_is_not_the_name_of_a_shelter(lexicon):
    assert "travail" not in cues(lexicon, "un centre d’hébergement et de réinsertion sociale")
    assert cues(lexicon, "l’insertion sociale, chercher un emploi")["travail"].weight > 0


def test_the_longest_term_wins_and_a_shared_one_tells_less(lexicon):
    found = cues(lexicon, "le reste à vivre")
    assert set(found) == {"argent"}
    shared = cues(lexicon, "le loyer")
    assert shared["argent"].weight < found["argent"].weight


def test_marks_stand_on_the_words(lexicon):
    (doc,) = language.read(["On paie les loyers."])
    assert [(s.text, s.label_) for s in lexicon.pipeline(doc).spans["cues"]] == [
        ("loyers", "argent"),
        ("loyers", "vie"),
    ]
