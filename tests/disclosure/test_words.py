"""Marked text: what stands between ‹ and › must be found, with this kind; nothing else may be."""

import re

import pytest

from workbench.disclosure.words import delicate, hits

MARKED = [
    ("J’étais ‹rare:la seule› à avoir des ‹rare:triplés› dans la résidence.", {"rare"}),
    ("‹name:Inaya› a eu sa place le ‹date:12 mars›.", {"name", "date"}),
    ("On m’a donné ‹money:450 €› par mois, la CAF et le SIAO m’ont aidée.", {"money"}),
    ("[prénom 1] est venue au ‹address:12 rue des Lilas›.", {"address"}),
    ("Mon ‹number:dossier n° 123456A›, mon téléphone ‹phone:06 12 34 56 78›.", {"number", "phone"}),
    ("Ma ‹age:fille de 14 ans› dort là.", {"age"}),
    ("C’est ‹name:Paul› qui m’a aidée, à ‹name:Ivry›.", {"name"}),
    ("Une dame d’‹name:Ivry› m’a reçue.", {"name"}),
]


@pytest.mark.parametrize(("marked", "kinds"), MARKED)
def test_what_points_to_a_person_is_found(marked, kinds):
    text = re.sub(r"‹\w+:([^›]*)›", r"\1", marked)
    found = hits(text)
    assert {hit.kind for hit in found} == kinds
    for kind, words in re.findall(r"‹(\w+):([^›]*)›", marked):
        at = text.index(words)
        assert any(h.kind == kind and h.start < at + len(words) and at < h.end for h in found)
    assert all(text[h.start : h.end] == h.text and h.why for h in found)


@pytest.mark.parametrize(
    "text",
    [
        "Depuis 3 ans à l’hôtel, on ne dormait plus.",
        "C’était dur. On n’y croyait plus, le 115 ne répondait pas.",
        "« Vous savez », elle disait : « Oui. »",
        "L’APL, le DALO et la CAF, tout est arrivé avec [prénom 1], à [commune 2].",
        "Il y avait trois mois de retard de loyer.",
    ],
)
def test_what_points_to_nobody_passes(text):
    assert hits(text) == []


def test_delicate_matters_are_told_apart():
    assert delicate("Il me frappait, je suis allée à l’hôpital.") == {"health", "violence"}
    assert delicate("On a eu les clés.") == set()
