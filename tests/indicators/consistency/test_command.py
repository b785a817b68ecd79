"""`workbench check` as its users run it."""

import json
from pathlib import Path

import pytest

from tests.a_demo import workbench

ANOMALIES = Path(__file__).with_name("digest_003.csv")
TEXT = "id;value;unit;wording;relation;of;base\na;20;ménages;;;;\nb;24;ménages;;;;\nc;;;près des 3/4;ratio;a;b\n"


def test_json_is_the_list_and_nothing_else():
    done = workbench("check", ANOMALIES, "--json")
    assert done.returncode == 0
    found = {entry["id"]: entry for entry in json.loads(done.stdout)}
    assert all(set(entry) == {"id", "verdict", "computed", "why"} for entry in found.values())
    assert found["m7_pct"]["verdict"] == "contradiction"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_files_as_spreadsheets_write_them(tmp_path, encoding, end):
    path = tmp_path / "chiffres.csv"
    path.write_bytes(TEXT.replace("\n", end).encode(encoding))
    done = workbench("check", path)
    assert done.returncode == 0
    assert "c (contradiction) : 20\u00a0ménages ÷ 24\u00a0ménages = 83,3\u202f%" in done.stdout


@pytest.mark.parametrize("content", [b"", b"id,value,relation,of\na,1,sum,z\n", b"\x00\x01PK", b"a,b\n1,2\n", None])
def test_a_fault_of_the_file_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "chiffres.csv"
    if content is not None:
        path.write_bytes(content)
    done = workbench("check", path)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "chiffres.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
