import pytest

from workbench.errors import BadTable
from workbench.intake.tables import check, faults, read_table

DICTIONARY = {
    "columns": {
        "id": {"required": True, "unique": True},
        "amount": {"type": "number", "min": 0, "missing": "why"},
        "kind": {"type": "choice", "allowed": ["oui", "non"], "required": True},
        "day": {"type": "date"},
        "types": {"type": "list", "allowed": ["a", "b"]},
        "why": {},
    }
}


def table(*rows):
    return read_table("t.csv", "\n".join(["id,amount,kind,day,types,why", *rows]).encode())


def test_a_good_table_has_no_fault():
    assert faults(table("1,5,oui,2015-01-31,a;b,", "2,,non,,,pas demandé"), DICTIONARY) == []


def test_every_fault_is_told_at_once_with_row_column_and_value():
    found = faults(table("1,-3,oui,2015-02-30,a;c,", "1,,peut-être,,,"), DICTIONARY)
    assert {(f.row, f.column, f.value) for f in found} == {
        (2, "amount", "-3"),
        (2, "day", "2015-02-30"),
        (2, "id", "1"),
        (2, "types", "a;c"),
        (3, "amount", ""),
        (3, "id", "1"),
        (3, "kind", "peut-être"),
    }


def test_a_blank_without_its_reason_is_a_fault():
    assert [str(f.row) for f in faults(table("1,,oui,,,"), DICTIONARY)] == ["2"]


def test_a_missing_column_is_named():
    with pytest.raises(BadTable, match="kind"):
        check("t.csv", read_table("t.csv", b"id,amount\n1,2\n"), DICTIONARY)


@pytest.mark.parametrize("content", [b"", b"id,amount\n", b'a,b\n"1,2\n3'])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(BadTable):
        read_table("t.csv", content)


def test_cells_are_checked_in_their_normal_form_and_told_as_given():
    content = b'id;amount;kind;day;types;why\n1;1 234,5;oui;31/01/2015;"a; b";\n\n2;12,;oui;31/02/2015;;\n'
    frame = read_table("t.csv", content)
    found = faults(frame, DICTIONARY)
    assert [(f.row, f.column, f.value) for f in found] == [(4, "amount", "12,"), (4, "day", "31/02/2015")]
    with pytest.raises(BadTable) as refusal:
        check("t.csv", frame, DICTIONARY)
    assert refusal.value.facts["faults"] == found
    for told in ("t.csv", "4", "amount", "12,", "day", "31/02/2015"):
        assert told in str(refusal.value)


def test_fifty_faults_are_all_told():
    rows = [f"{n},x{n},oui,,," for n in range(50)]
    with pytest.raises(BadTable) as refusal:
        check("t.csv", table(*rows), DICTIONARY)
    assert all(f"x{n}" in str(refusal.value) for n in range(50))


@pytest.mark.parametrize("value", ["inf", "1e5", "nan", "0x10", "1_000"])
def test_what_only_a_computer_calls_a_number_is_none(value):
    assert [f.value for f in faults(table(f"1,{value},oui,,,"), DICTIONARY)] == [value]
