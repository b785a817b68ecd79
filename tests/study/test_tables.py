import pytest

from workbench.errors import AlreadyImported, Altered, BadTable, EmptyFile, IdTaken, UnknownId
from workbench.study import Study

TABLE = b"household,territory,rent_paid,arrears\nM02,077,1,\nM03,94,0,12.5\n"


def test_a_table_is_kept_as_given_and_read_with_its_identifiers_as_text(study: Study) -> None:
    study.add_table("follow_up", TABLE, by="eva")
    assert (study.root / "data" / "follow_up.csv").read_bytes() == TABLE
    frame = study.table("follow_up")
    assert frame["territory"].tolist() == ["077", "94"]
    assert frame["rent_paid"].tolist() == [1, 0]
    assert frame["arrears"].isna().tolist() == [True, False]
    assert study.tables() == ["follow_up"]


def test_a_byte_order_mark_does_not_hide_the_first_column(study: Study) -> None:
    study.add_table("t", b"\xef\xbb\xbfid,x\n007,1\n", by="eva")
    assert study.table("t").to_dict("records") == [{"id": "007", "x": 1}]


def test_a_table_is_added_once(study: Study) -> None:
    study.add_table("follow_up", TABLE, by="eva")
    with pytest.raises(AlreadyImported, match=r"other\.csv is already in the study as follow_up"):
        study.add_table("other", TABLE, by="eva")
    with pytest.raises(IdTaken, match="already a table called follow_up"):
        study.add_table("follow_up", b"a\n1\n", by="eva")
    assert (study.root / "data" / "follow_up.csv").read_bytes() == TABLE
    assert study.tables() == ["follow_up"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("t", b"a,b\n1\n", "line 2 has 1 fields, the header has 2"),
        ("t", b"a,a\n1,2\n", "two columns are called a"),
        ("t", b"a,\n1,2\n", "column 2 has no name"),
        ("t", b'a,b\n"1,2\n', "line 2 is not CSV"),
        ("t", "é\n1\n".encode("latin-1"), "not UTF-8"),
        ("../t", b"a\n1\n", "a table's name"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(local: Study, name: str, content: bytes, why: str) -> None:
    with pytest.raises(BadTable, match=why):
        local.add_table(name, content, by="eva")
    assert local.tables() == []
    assert list((local.root / "data").iterdir()) == []


def test_an_empty_table_and_an_unknown_one(study: Study) -> None:
    with pytest.raises(EmptyFile):
        study.add_table("t", b" \n", by="eva")
    with pytest.raises(UnknownId, match="no table called t"):
        study.table("t")


def test_a_file_changed_behind_our_back_is_not_read(study: Study) -> None:
    study.add_table("follow_up", TABLE, by="eva")
    file = study.root / "data" / "follow_up.csv"
    file.write_bytes(TABLE.replace(b"12.5", b"0"))
    with pytest.raises(Altered, match="follow_up"):
        study.table("follow_up")
    file.unlink()
    with pytest.raises(Altered):
        study.table("follow_up")
