"""The linter on sentences written for it, and the glossary on everything that the workbench ships."""

import re

import pytest

from workbench.coding.codebooks import read_codebook
from workbench.findings.plain_language import Rule, explained, glossary, label, lint
from workbench.resources import shipped

CORPUS = shipped("corpus")


def rules(text):
    return {remark.rule for remark in lint(text)}


@pytest.mark.parametrize(
    ("text", "rule", "marked"),
    [
        ("Le logement est attribué par la commission.", Rule.PASSIVE, "est attribué"),
        ("Les clés ont été remises hier.", Rule.PASSIVE, "été remises"),
        ("Le bail n’est pas signé.", Rule.PASSIVE, "n’est pas signé"),
        ("83 % des ménages sont restés.", Rule.PERCENT, "83 %"),
        ("Vingt pour cent, ou 20 pour cent.", Rule.PERCENT, "20 pour cent"),
        ("Elle attend l’APL.", Rule.INITIALS, "APL"),
        ("Au XXIe siècle.", Rule.ROMAN, "XXIe"),
        ("Il doit 22 000 euros.", Rule.NUMBER, "22 000"),
        ("On parle de la mobilisation.", Rule.HARD, "mobilisation"),
        ("On parle de la territorialisation.", Rule.ABSTRACT, "territorialisation"),
        ("Le ménage, qui vient de loin, attend mais il espère.", Rule.IDEAS, "qui"),
        ("Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize.", Rule.LONG, "Un"),
    ],
)
def test_what_is_hard_is_found_where_it_stands_and_explained(text, rule, marked):
    (found,) = [remark for remark in lint(text) if remark.rule is rule]
    assert text[found.start : found.end] == found.text
    assert marked in found.text
    assert found.why


@pytest.mark.parametrize(
    "text",
    [
        "Elle est partie hier.",
        "Elle s’est sentie bien.",
        "Les familles sont venues.",
        "On paie son loyer. On habite ici.",
        "Mais elle attend.",
        "La caisse d’allocations familiales (CAF) paie. La CAF aide.",
        "En 2015, tout a changé.",
        "La maison est petite. La question reste.",
    ],
)
def test_what_is_easy_is_left_alone(text):
    assert lint(text) == []


def test_a_share_becomes_people():
    (found,) = [r for r in lint("75 % paient.") if r.rule is Rule.PERCENT]
    assert found.instead == "3 sur 4"
    (found,) = [r for r in lint("L’APL aide.") if r.rule is Rule.INITIALS]
    assert found.instead == "aide personnalisée au logement (APL)"


def test_every_code_and_every_initial_has_plain_words():
    written = (CORPUS / "asg" / "findings.yaml").read_text("utf-8")
    for path in sorted((CORPUS / "codebooks").glob("asg*.yaml")) + [
        CORPUS / "codebooks" / name for name in ("themes.yaml", "interventions.yaml", "avdl-gla-2011.yaml")
    ]:
        book = read_codebook(path)
        assert [code.id for code in book.codes if not code.plain] == []
        written += " ".join(f"{c.label} {c.definition} {' '.join(c.include)}" for c in book.codes)
    used = set(re.findall(r"\b[A-ZÉ]{2,}\b", written)) - {"E1", "E2", "II", "III"}
    assert used - set(glossary()["initials"]) == set()


def test_the_glossary_is_in_plain_words_itself():
    meanings = [entry["plain"] for entry in glossary()["initials"].values()] + list(glossary()["words"].values())
    hard = {m: [r.rule.value for r in lint(m)] for m in meanings if rules(m) & {Rule.LONG, Rule.PERCENT, Rule.NUMBER}}
    assert hard == {}


def test_words_are_explained_in_the_order_in_which_they_come():
    found = explained("Le relais passe par le SIAO.", {"siège": "Une chaise."})
    assert list(found) == ["relais", "SIAO : service intégré d’accueil et d’orientation"]


def test_a_text_is_falc_only_after_two_people_concerned_understood_it():
    assert label([]) == "texte simplifié"
    assert label([("M02", True, True), ("E1", False, True)]) == "texte simplifié"
    assert label([("M02", True, True), ("M02", True, True)]) == "texte simplifié"
    assert label([("M02", True, True), ("M07", True, False)]) == "texte simplifié"
    assert label([("M02", True, True), ("M07", True, True)]) == "FALC"
    assert label([("M02", True, True), ("M07", True, True), ("M02", True, False)]) == "texte simplifié"
