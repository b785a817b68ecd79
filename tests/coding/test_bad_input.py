"""What `suggest` and `agreement` do with input that is wrong, empty or odd: a sentence, or figures that say why not."""

import json
import re

import pytest
from typer.testing import CliRunner

from workbench.cli import app, main
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


FRENCH = re.compile(r"\b(code|codes|livre|texte|fichier|élément|passage|unité|entiers|liste|demandée)\b", re.IGNORECASE)
UNKNOWN_CODE = [{"id": "c", "text": "x", "codes": ["inconnu"]}]
PASSAGE = {"source": "s", "start": 0, "end": 5, "code": "b"}


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("suggest", [("--codebook", []), ("--texts", TEXT)]),
        ("suggest", [("--codebook", BOOK + BOOK[:1]), ("--texts", TEXT)]),
        ("suggest", [("--codebook", BOOK), ("--coded", UNKNOWN_CODE), ("--texts", TEXT)]),
        ("suggest", [("--codebook", BOOK), ("--texts", [{"id": "t"}])]),
        ("agreement", [("", {"1": 3}), ("", {})]),
        ("agreement", [("", {"1": ["b"]}), ("", [PASSAGE])]),
        ("agreement", [("", [PASSAGE | {"end": 0}]), ("", [PASSAGE])]),
        ("agreement", [("", {"1": ["z"]}), ("", {"1": ["b"]}), ("--codebook", BOOK)]),
    ],
)
def test_the_console_says_it_in_one_french_sentence_and_ends_with_status_1(
    tmp_path, monkeypatch, capsys, command, files
):
    words = ["workbench", command, "--json"]
    for n, (name, value) in enumerate(files):
        (tmp_path / f"{n}.json").write_text(json.dumps(value), "utf-8")
        words += [*([name] if name else []), str(tmp_path / f"{n}.json")]
    monkeypatch.setattr("sys.argv", words)
    monkeypatch.setenv("WORKBENCH_LANG", "fr")
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert told.out == ""
    (line,) = told.err.strip().splitlines()
    assert line.endswith(".")
    assert FRENCH.search(line), line


def test_passages_have_every_coefficient_with_its_interval(tmp_path):
    """The textbook's passages, Krippendorff 2004 p. 254, on the continuum that its last passage ends."""
    c = [[(75, 145), (220, 250)], [(70, 150), (205, 225), (250, 270)]]
    k = [(30, 90), (150, 200)]
    rows = [
        [
            {"source": "s", "start": s, "end": e, "code": code}
            for code, spans in (("c", mine), ("k", k))
            for s, e in spans
        ]
        for mine in c
    ]
    found = run(tmp_path, "agreement", ("", rows[0]), ("", rows[1]))
    assert found["per_code"]["k"]["alpha_unitizing"] == 1
    assert found["per_code"]["c"]["alpha_unitizing"] == pytest.approx(0.7532, abs=5e-5)  # of 270; of 300, .7286
    assert found["alpha_unitizing"] < 1
    for name in ("alpha_dominant", "alpha_masi", "percent", "alpha_unitizing"):
        low, high = found["intervals"][name]
        assert low <= found[name] <= high
    assert {"percent", "alpha", "kappa", "ac1", "alpha_unitizing"} <= found["per_code"]["c"]["intervals"].keys()


def test_units_have_every_coefficient_with_its_interval_and_its_equation(tmp_path):
    one = {str(n): ["b", "s"] if n % 3 else ["s"] for n in range(40)}
    two = {str(n): ["b"] if n % 4 else [] for n in range(40)}
    found = run(tmp_path, "agreement", ("", one), ("", two))
    overall = {"percent", "alpha_dominant", "alpha_masi", "kappa_dominant", "ac1_dominant", "percent_same"}
    assert overall <= found["intervals"].keys()
    assert {"percent", "alpha", "kappa", "ac1"} <= found["per_code"]["b"]["intervals"].keys()
    assert {"alpha_dominant", "alpha_masi", "percent", "kappa", "ac1", "alpha_unitizing"} <= found["equations"].keys()
    weights = [d["weight"] for d in found["disagreements"]]
    assert weights == sorted(weights, reverse=True)
