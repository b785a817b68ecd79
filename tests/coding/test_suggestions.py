import pytest

from workbench.coding.codebooks import codebook_from
from workbench.coding.excerpts import Excerpt
from workbench.coding.suggestions import Suggester

BOOK = codebook_from(
    {
        "id": "b",
        "codes": [
            {"id": "budget", "label": "Budget et loyer", "terms": ["loyer", "dette", "reste à vivre"]},
            {"id": "cles", "label": "Accès au logement", "terms": ["clé", "emménager"]},
            {"id": "groupe", "label": "Groupe", "codable": False, "terms": ["voisin"]},
        ],
    }
)


def said(text):
    return Excerpt("s", 0, len(text), text)


def codes(suggester, text, **more):
    return [s.code for s in suggester.suggest([said(text)], **more)[0]]


def test_inflected_terms_are_found_and_given_as_the_reason():
    (found,) = Suggester(BOOK).suggest([said("Bah on a eu les clés, le loyer tombe, et les dettes aussi.")], least=0)
    assert [s.code for s in found] == ["budget", "cles"]
    assert found[0].because == ("loyer", "dettes")
    assert [s.rank for s in found] == [1, 2]
    assert all(0 < s.score < 1 for s in found)


def test_a_group_is_never_suggested_and_an_unannounced_text_gets_nothing():
    assert codes(Suggester(BOOK), "Le voisin est gentil, quoi.", least=0) == []


def test_codings_teach_what_the_terms_do_not_say():
    coded = [(f"les gamins dorment mieux la nuit {n}", {"cles"}) for n in ("là", "ici", "maintenant", "voilà")]
    coded += [(f"le virement part le cinq {n}", {"budget"}) for n in ("là", "ici", "maintenant", "voilà")]
    assert codes(Suggester(BOOK), "Les gamins dorment.") == []
    assert codes(Suggester(BOOK, coded), "Les gamins dorment.")[0] == "cles"


@pytest.mark.parametrize("text", ["", " ", "…", "mot " * 20_000])
def test_empty_and_very_long_texts_are_taken(text):
    assert isinstance(Suggester(BOOK).suggest([said(text)]), list)
