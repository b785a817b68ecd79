"""Changes of a codebook as values: what each does, and what is refused."""

import pytest

from workbench.coding import codebook_changes as changes
from workbench.coding.codebooks import Code, Codebook
from workbench.errors import BadCodebook, UnknownId

BOOK = Codebook(
    "b",
    "Livre",
    3,
    (
        Code("home", "Se loger", codable=False),
        Code("rent", "Loyer", group="home"),
        Code("debt", "Dettes"),
        Code("help", "Aides"),
    ),
)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "en")


def ids(book):
    return [code.id for code in book.codes]


def test_a_new_code_stands_after_the_last_of_its_group():
    assert ids(changes.with_code(BOOK, Code("x", "Voisins", group="home"))) == ["home", "rent", "x", "debt", "help"]
    assert ids(changes.with_code(BOOK, Code("x", "Voisins"))) == ["home", "rent", "debt", "help", "x"]
    assert ids(changes.with_code(BOOK, Code("x", "Frais", group="debt")))[2:4] == ["debt", "x"]


def test_a_code_moves_with_what_is_under_it_and_never_into_itself():
    below = changes.moved(BOOK, "debt", "rent")
    assert below.by_id["debt"].group == "rent"
    assert ids(below) == ["home", "rent", "debt", "help"]
    for group in ("debt", "home"):
        with pytest.raises(BadCodebook, match="Se loger is inside itself"):
            changes.moved(changes.moved(BOOK, "debt", "home"), "home", group)
    assert changes.moved(below, "debt", None) == changes.moved(BOOK, "debt", None)
    with pytest.raises(UnknownId, match="no code called nowhere"):
        changes.moved(BOOK, "debt", "nowhere")


@pytest.mark.parametrize("label", ["Loyer", " loyer ", "LOYER"])
def test_two_codes_of_one_name_are_refused(label):
    with pytest.raises(BadCodebook, match="two codes are called Loyer"):
        changes.renamed(BOOK, "debt", label)
    with pytest.raises(BadCodebook, match="two codes are called Loyer"):
        changes.with_code(BOOK, Code("x", label))
    with pytest.raises(BadCodebook, match="two codes are called Loyer"):
        changes.split(BOOK, "debt", [Code("x", "Retards"), Code("y", label)])
    assert changes.renamed(BOOK, "rent", label).by_id["rent"].label == label.strip()  # its own name is free
    with pytest.raises(BadCodebook, match="take it back instead"):
        changes.renamed(changes.retired(BOOK, "rent"), "debt", label)


def test_a_retired_code_is_readable_and_not_offered():
    gone = changes.retired(BOOK, "debt")
    assert gone.label("debt") == "Dettes"
    assert [code.id for code in gone.offered()] == ["rent", "help"]
    assert [code.id for code in gone.codable()] == ["rent", "debt", "help"]
    assert changes.reinstated(gone, "debt").offered() == BOOK.offered()
    with pytest.raises(BadCodebook, match="Dettes is retired already"):
        changes.retired(gone, "debt")
    with pytest.raises(BadCodebook, match="Dettes is not retired"):
        changes.reinstated(BOOK, "debt")
    with pytest.raises(BadCodebook, match="Se loger has codes under it"):
        changes.retired(BOOK, "home")
    assert changes.retired(changes.retired(BOOK, "rent"), "home").retired == {"rent": "", "home": ""}


def test_a_merge_says_what_took_the_place():
    assert changes.merged(BOOK, "debt", "rent").retired == {"debt": "rent"}
    for code, into, why in (
        ("debt", "debt", "into itself"),
        ("debt", "home", "Se loger is a heading"),
        ("home", "debt", "Se loger is a heading"),
    ):
        with pytest.raises(BadCodebook, match=why):
            changes.merged(BOOK, code, into)
    with pytest.raises(BadCodebook, match="Loyer is retired already"):
        changes.merged(changes.retired(BOOK, "rent"), "debt", "rent")


def test_a_split_puts_its_parts_beside_the_code():
    parts = changes.split(BOOK, "rent", [Code("x", "Retards"), Code("y", "Montant")])
    assert ids(parts) == ["home", "rent", "x", "y", "debt", "help"]
    assert {parts.by_id[part].group for part in "xy"} == {"home"}
    with pytest.raises(BadCodebook, match="two codes are called Retards"):
        changes.split(BOOK, "rent", [Code("x", "Retards"), Code("y", "retards")])


def test_a_code_is_taken_away_only_when_nothing_refers_to_it():
    assert ids(changes.without_code(BOOK, "debt")) == ["home", "rent", "help"]
    with pytest.raises(BadCodebook, match="refer to Se loger"):
        changes.without_code(BOOK, "home")
    with pytest.raises(BadCodebook, match="refer to Loyer"):
        changes.without_code(changes.merged(BOOK, "debt", "rent"), "rent")


def test_only_what_is_given_is_edited():
    edited = changes.edited(BOOK, "rent", definition="Ce qui est dû", include=("retards",), example=None)
    assert edited.by_id["rent"] == Code("rent", "Loyer", group="home", definition="Ce qui est dû", include=("retards",))
