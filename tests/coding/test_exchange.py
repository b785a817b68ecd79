import pytest

from workbench.coding.exchange import suggest_for
from workbench.errors import BadCodebook, BadInput

BOOK = [{"id": "a", "label": "Argent", "definition": "Loyer et dettes."}, {"id": "e", "label": "École"}]
CODED = [{"id": "1", "text": "le loyer est trop cher", "codes": ["a"]}]


def test_every_text_with_words_is_ranked_with_reasons():
    found = suggest_for(BOOK, CODED, [{"id": "t", "text": "Le loyer tombe."}, {"id": "v", "text": ""}], top=5)
    assert [f["id"] for f in found] == ["t", "v"]
    assert [s["code"] for s in found[0]["suggestions"]] == ["a", "e"]
    assert found[0]["suggestions"][0]["because"][0] == "loyer"
    assert found[0]["suggestions"][0]["score"] > found[0]["suggestions"][1]["score"]
    assert found[1]["suggestions"] == []


@pytest.mark.parametrize(
    ("codebook", "coded", "texts", "top"),
    [
        (BOOK, CODED, [{"id": "t"}], 3),
        (BOOK, CODED, [{"id": "t", "text": 3}], 3),
        (BOOK, CODED, {"id": "t"}, 3),
        (BOOK, CODED, ["t"], 3),
        (BOOK, [{"text": "x", "codes": ["z"]}], [], 3),
        (BOOK, [{"text": "x", "codes": "a"}], [], 3),
        (BOOK, [], [], 0),
        ([{"id": "a"}], [], [], 3),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(codebook, coded, texts, top):
    with pytest.raises(BadInput):
        suggest_for(codebook, coded, texts, top=top)


def test_an_empty_codebook_is_refused():
    with pytest.raises(BadCodebook):
        suggest_for([], [], [{"id": "t", "text": "x"}], top=3)
