"""`workbench pseudonymise`: the contract, in the order given, and nothing changed."""

import json

from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import UnreadableFile


def test_it_prints_the_proposals_and_changes_nothing(tmp_path):
    first, second = tmp_path / "b.txt", tmp_path / "a.txt"
    first.write_bytes("\ufeffMme Traoré vit à Melun 🙂.\r\nElle a 3 enfants, dont Awa, 7 ans.".encode())
    second.write_text("Rien à dire.", "utf-8")
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    said = CliRunner().invoke(app, ["pseudonymise", str(first), str(second), "--json", "--with-source"])
    assert said.exit_code == 0
    found = json.loads(said.stdout)
    assert [f["file"] for f in found] == [str(first), str(second)]
    assert [(p["text"], p["kind"], p["direct"]) for p in found[0]["proposals"]] == [
        ("Traoré", "name", True),
        ("Melun", "place", False),
        ("Awa", "first_name", True),
        ("7 ans", "age", False),
    ]
    for p in found[0]["proposals"]:
        assert found[0]["source"][p["start"] : p["end"]] == p["text"]
    assert found[1]["proposals"] == []
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_for_people_it_prints_lines(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("Appeler Awa au 06 12 40 08 22.", "utf-8")
    said = CliRunner().invoke(app, ["pseudonymise", str(file)])
    assert "prénom" in said.stdout
    assert "06 12 40 08 22" in said.stdout


def test_a_file_that_cannot_be_read_is_one_refusal(tmp_path):
    said = CliRunner().invoke(app, ["pseudonymise", str(tmp_path / "absent.txt"), "--json"])
    assert isinstance(said.exception, UnreadableFile)
    assert said.stdout == ""
