"""What `suggest` and `agreement` do with input that is wrong, empty or odd: a sentence, or figures that say why not."""

import json

import pytest
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import WorkbenchError

BOOK = [
    {"id": "b", "label": "Budget", "definition": "Le loyer."},
    {"id": "s", "label": "Santé", "definition": "Le corps."},
]
TEXT = [{"id": "t", "text": "Le loyer tombe le cinq."}]
ODD = [{"id": "0", "text": ""}, {"id": "1", "text": "mot " * 100_000}, {"id": "2", "text": "The rent is due."}]


def run(folder, command, *files):
    """The command on these values, each in a file: what it printed, or the error that the console would tell."""
    words = [command]
    for name, value in files:
        path = folder / f"{len(words)}.json"
        path.write_text(json.dumps(value), "utf-8")
        words += [name, str(path)] if name else [str(path)]
    done = CliRunner().invoke(app, [*words, "--json"])
    if isinstance(done.exception, WorkbenchError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_constant=lambda constant: pytest.fail(f"{constant} in the output"))


@pytest.mark.parametrize(
    ("book", "coded", "texts"),
    [
        ([], [], TEXT),
        (BOOK + BOOK[:1], [], TEXT),
        ({"b": "Budget"}, [], TEXT),
        ([{"id": "b"}], [], TEXT),
        (BOOK, [{"id": "c", "text": "x", "codes": ["inconnu"]}], TEXT),
        (BOOK, [{"id": "c", "text": "x", "codes": "b"}], TEXT),
        (BOOK, [{"id": "c", "codes": ["b"]}], TEXT),
        (BOOK, [], [{"id": "t", "text": None}]),
        (BOOK, [], [{"text": "sans nom"}]),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(tmp_path, book, coded, texts):
    with pytest.raises(WorkbenchError) as told:
        run(tmp_path, "suggest", ("--codebook", book), ("--coded", coded), ("--texts", texts))
    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)


def test_empty_endless_and_foreign_texts_with_one_code(tmp_path):
    found = run(tmp_path, "suggest", ("--codebook", BOOK[:1]), ("--coded", []), ("--texts", ODD))
    assert [len(text["suggestions"]) for text in found] == [0, 1, 1]
    assert all(0 <= s["score"] <= 1 for text in found for s in text["suggestions"])


def test_codes_named_by_numbers_are_learned_like_others(tmp_path):
    book = [{"id": 1, "label": "Un"}, {"id": 2, "label": "Deux"}]
    coded = [{"id": n, "text": f"la chaudière en panne {n}", "codes": [2]} for n in range(4)]
    asked = [{"id": "t", "text": "la chaudière"}]
    (found,) = run(tmp_path, "suggest", ("--codebook", book), ("--coded", coded), ("--texts", asked))
    assert found["suggestions"][0]["code"] == "2"


@pytest.mark.parametrize(
    ("one", "two"),
    [({"1": ["a"]}, {"2": ["a"]}), ({}, {}), ({"1": ["a"]}, {"1": ["a"]}), ([], []), ({"1": None}, {"1": ["a"]})],
)
def test_agreement_that_cannot_be_computed_is_null_with_its_reason(tmp_path, one, two):
    found = run(tmp_path, "agreement", ("", one), ("", two))
    assert found["alpha_dominant"] is None
    assert found["alpha_masi"] is None
    assert found["notes"]


def test_units_that_the_other_never_saw_are_left_out_and_said(tmp_path):
    one, two = {"1": ["a"], "2": ["b"], "3": ["a"]}, {"1": ["a"], "2": ["a"], "9": ["b"]}
    found = run(tmp_path, "agreement", ("", one), ("", two))
    assert (found["units"], found["left_out"], found["percent"]) == (2, 2, 0.5)
    assert any("2" in note for note in found["notes"])


def test_a_code_that_the_codebook_has_not_is_refused(tmp_path):
    with pytest.raises(WorkbenchError):
        run(tmp_path, "agreement", ("", {"1": ["z"]}), ("", {"1": ["z"]}), ("--codebook", BOOK))
