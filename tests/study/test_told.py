from pathlib import Path

from workbench.study.told import KeptTable, others, said, without, written
from workbench.study.words import words

COLUMNS = {
    "operator": {"required": True},
    "rent": {"type": "number", "missing": "why"},
    "kind": {"type": "choice", "allowed": ["oui."]},
}
ROWS = [
    ["household", "operator", "rent", "why", "kind", "note", "code"],
    ["M02", "Nord.", "", "Elle était absente.", "oui.", "Je dors mieux, mais pas la nuit de dimanche.", "A1"],
    ["M07", "Nord.", "320", "", "oui.", "Rien.", "A2"],
]


def kept() -> KeptTable:
    return KeptTable("suivi", Path("suivi.csv"), "", b"", ROWS, COLUMNS)


def test_only_sentences_are_words() -> None:
    assert said(kept(), "M02") == [ROWS[1][5]]
    assert said(kept(), "M07") == ["Rien."]
    assert ROWS[1][3] in list(others(kept(), "M02"))


def test_the_persons_sentences_go_and_every_other_cell_stays() -> None:
    left = without(kept(), "M02", words([ROWS[1][5]], ()))
    assert left[1] == [*ROWS[1][:5], "", "A1"]
    assert [left[0], left[2]] == [ROWS[0], ROWS[2]]


def test_the_file_keeps_its_mark_and_its_line_ends() -> None:
    assert written([["a", "b"], ["1", "x, y"]], like=b"\xef\xbb\xbfa\r\n") == b'\xef\xbb\xbfa,b\r\n1,"x, y"\r\n'
    assert written([["a"]], like=b"a\n") == b"a\n"
