import importlib.util
import sys
from pathlib import Path

import pytest

from workbench.coding.codebooks import codebook_from
from workbench.coding.codings import Coding
from workbench.coding.examples import Kind
from workbench.coding.excerpts import Excerpt
from workbench.coding.field import Field
from workbench.coding.suggestions import Layers, Suggester, coded_texts

BOOK = codebook_from(
    {
        "id": "b",
        "codes": [
            {"id": "argent", "label": "Argent", "terms": ["loyer", "dette", "reste à vivre"]},
            {"id": "cles", "label": "Arrivée dans les murs", "terms": ["clé", "emménager"]},
            {"id": "groupe", "label": "Groupe", "codable": False, "terms": ["voisin"]},
        ],
    }
)
TURNS = ("là", "ici", "maintenant", "voilà")
CODED = [(f"les gamins dorment mieux la nuit {n}", {"cles"}) for n in TURNS]
CODED += [(f"le virement part le cinq {n}", {"argent"}) for n in TURNS]


def said(text, start=0):
    return Excerpt("s", start, start + len(text), text)


def codes(suggester, text, **more):
    return [s.code for s in suggester.suggest([said(text)], **more)[0]]


def test_inflected_terms_are_found_and_given_as_the_reason():
    (found,) = Suggester(BOOK).suggest([said("Bah on a eu les clés, le loyer tombe, et les dettes aussi.")], least=0)
    assert [s.code for s in found] == ["argent", "cles"]
    assert found[0].because[:2] == ("loyer", "dettes")
    assert [s.rank for s in found] == [1, 2]
    assert all(0 < s.score < 1 for s in found)


def test_a_group_is_never_suggested_and_an_unannounced_text_gets_nothing():
    assert codes(Suggester(BOOK), "Le voisin est gentil, quoi.") == []
    assert "groupe" not in codes(Suggester(BOOK), "Le voisin est gentil, quoi.", least=0)


def test_codings_teach_what_the_terms_do_not_say_and_are_shown_as_reasons():
    assert codes(Suggester(BOOK), "Les gamins dorment.") == []
    (found,) = Suggester(BOOK, CODED).suggest([said("Les gamins dorment.")])
    assert found[0].code == "cles"
    assert any("gamins dorment mieux" in reason for reason in found[0].because)


def test_learning_one_by_one_is_learning_all_at_once():
    grown = Suggester(BOOK, CODED[:7])
    grown.learn(*CODED[7])
    text = "Le virement, les gamins, tout part."
    one, two = (s.suggest([said(text)], least=0)[0] for s in (grown, Suggester(BOOK, CODED)))
    assert [s.code for s in one] == [s.code for s in two]
    assert [s.score for s in one] == pytest.approx(
        [s.score for s in two], abs=0.1
    )  # the words’ rarity is not counted anew


def test_a_second_code_on_a_text_adds_to_the_first():
    text = CODED[0][0]
    suggester = Suggester(BOOK, CODED)
    before = {s.code: s.score for s in suggester.suggest([said(text)], least=0)[0]}
    suggester.learn(text, {"argent"})
    assert set(codes(suggester, text)) == {"cles", "argent"}
    after = {s.code: s.score for s in suggester.suggest([said(text)], least=0)[0]}
    assert after["argent"] > 2 * before["argent"]
    assert after["cles"] == pytest.approx(before["cles"], abs=0.01)


def test_a_retired_code_and_another_name_are_never_proposed():
    rows = [{"id": c.id, "label": c.label, "terms": list(c.terms)} for c in BOOK.codes[:2]]
    rows.append({"id": "sous", "label": "Sous", "alias_of": "argent"})
    book = codebook_from({"id": "b", "codes": rows, "retired": {"cles": ""}})
    suggester = Suggester(book, [*CODED, ("la chaudière est en panne", {"sous"})])
    assert suggester.codes == ["argent"]
    assert codes(suggester, "On a eu les clés, les gamins dorment.", least=0) == ["argent"]
    assert codes(suggester, "La chaudière est en panne.")


def test_many_codings_are_learned_from_evenly_and_said_so(monkeypatch):
    monkeypatch.setattr("workbench.coding.suggestions.MOST", 4)
    suggester = Suggester(BOOK, [*CODED[:4], *((f"{text} {n}", found) for n in range(9) for text, found in CODED[4:])])
    learned = [e for e in suggester.examples if e.kind is Kind.CODED]
    assert [sum(code in e.codes for e in learned) for code in ("cles", "argent")] == [2, 2]
    assert any("4" in note and "40" in note for note in suggester.notes)
    suggester.learn(CODED[0][0], {"argent"})
    assert suggester.study[CODED[0][0]].codes == {"cles", "argent"}


def test_a_refusal_is_not_proposed_again_and_weighs_on_what_resembles_it():
    text = "Les gamins dorment."
    suggester = Suggester(BOOK, CODED)
    before = {s.code: s.score for s in suggester.suggest([said("Les gamins dorment bien.")], least=0)[0]}
    suggester.refuse(text, "cles")
    after = {s.code: s.score for s in suggester.suggest([said("Les gamins dorment bien.")], least=0)[0]}
    assert "cles" not in codes(suggester, text, least=0)
    assert after["cles"] < before["cles"]
    assert after["argent"] == pytest.approx(before["argent"], abs=0.01)  # nothing is learned of the other code
    assert "cles" not in codes(Suggester(BOOK, CODED, refused=[(text, "cles")]), text, least=0)


def test_the_sentence_concerned_is_proposed_as_bounds_in_the_source():
    text = "Il faisait beau ce jour-là, vraiment. Le loyer, on le paie avec les dettes. Et puis voilà."
    (found,) = Suggester(BOOK).suggest([said(text, start=1000)])[0][:1]
    start, end = found.within
    assert text[start - 1000 : end - 1000] == "Le loyer, on le paie avec les dettes."


def test_the_field_lends_its_words_to_a_code_of_the_same_name_only():
    plain = {"id": "x", "label": "Budget et loyer"}
    field_less = Suggester(codebook_from({"id": "p", "codes": [plain]}), layers=Layers(field=False))
    lent = Suggester(codebook_from({"id": "p", "codes": [plain]}))
    assert lent.links == {"x": "budget-loyer"}
    assert codes(lent, "À la fin du mois on est à découvert.") == ["x"]
    assert codes(field_less, "À la fin du mois on est à découvert.") == []
    other = codebook_from({"id": "o", "codes": [{"id": "v", "label": "Volcans", "definition": "Lave et cendres."}]})
    assert Suggester(other).links == {}


def test_nobody_is_told_how_the_speech_they_read_was_coded():
    book = codebook_from({"id": "p", "codes": [{"id": "x", "label": "Budget et loyer"}]})
    field = Field(Suggester(book).field.themes, (("on a mangé des pâtes tout le mois", frozenset({"budget-loyer"})),))
    suggester = Suggester(book, field=field)
    assert any(e.text.startswith("on a mangé") for e in suggester.examples)
    suggester.suggest([said("Bon, on a mangé des pâtes tout le mois, quoi.")])
    assert not any(e.text.startswith("on a mangé") for e in suggester.examples)


@pytest.mark.parametrize("text", ["", " ", "…", "mot " * 20_000, "The rent is due and the children sleep.", "家賃"])
def test_empty_very_long_and_foreign_texts_are_taken(text):
    for found in Suggester(BOOK, CODED).suggest([said(text)], least=0):
        assert all(0 <= s.score <= 1 for s in found)
        assert found == [] or text.strip(" …")


def test_no_code_or_one_code():
    nothing = codebook_from({"id": "n", "codes": [{"id": "g", "label": "Groupe", "codable": False}]})
    assert Suggester(nothing, CODED).suggest([said("le loyer")]) == [[]]
    alone = codebook_from({"id": "a", "codes": [{"id": "argent", "label": "Argent", "terms": ["loyer"]}]})
    assert codes(Suggester(alone, CODED), "le loyer", least=0) == ["argent"]


def test_examples_join_the_codes_of_everyone_and_leave_out_the_retracted():
    excerpt = said("le loyer")
    codings = [Coding(excerpt, "b", "argent", "E1"), Coding(excerpt, "b", "cles", "E2")]
    codings.append(Coding(said("rien"), "b", "cles", "E1", retracted="2026-01-01"))
    assert coded_texts(codings) == [("le loyer", {"argent", "cles"})]


def benchmark():
    path = Path(__file__).parents[2] / "benchmarks" / "suggestions.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_suggestions", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_study_that_begins_is_served_better_than_by_words_alone():
    measure = benchmark()
    ours, words = (measure.four_folds(measure.WAYS[name], 1) for name in ("workbench", "TF-IDF + logistic regression"))
    assert ours["R@3"] > words["R@3"] + 0.2
    assert ours["R@1"] > words["R@1"] + 0.12
    assert ours["calib"] < 0.12
