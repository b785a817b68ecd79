"""That whatever was changed, taken out or slipped in behind the journal is named by the first entry it contradicts."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from workbench.errors import JournalBroken
from workbench.study import Study
from workbench.study.journal import note

from .examples import BOOK, Filled, coding
from .test_findings import FINDING


def append_only(connection: Connection) -> None:
    """Takes the guard away, as somebody who owns the file can."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER journal_no_update"))
        connection.execute(text("DROP TRIGGER journal_no_delete"))
    else:
        connection.execute(text("DROP TRIGGER journal_append_only ON journal"))


@pytest.mark.parametrize(
    ("act", "n", "why"),
    [
        ("UPDATE journal SET who = 'nobody' WHERE n = 3", 3, "was changed"),
        ("UPDATE journal SET previous = hash WHERE n = 4", 4, "was changed"),
        ("DELETE FROM journal WHERE n = 2", 2, "is missing"),
        ("DELETE FROM journal WHERE n = 1", 1, "is missing"),
        ("DELETE FROM journal", 1, "is missing"),
        ("DELETE FROM journal WHERE n = 6", 6, "has no entry"),
        ("UPDATE codings SET code = 'support'", 6, "its row in codings changed"),
        ("UPDATE excerpts SET person = NULL", 5, "its row in excerpts changed"),
        ("DELETE FROM codings", 6, "its row in codings changed"),
        ("UPDATE turns SET speaker = 'X' WHERE n = 2", 4, "its row in turns changed"),
        ("DELETE FROM places", 4, "its row in turns changed"),
        ("UPDATE codes SET label = 'X' WHERE id = 'support'", 3, "its row in codes changed"),
    ],
)
def test_the_first_break_is_named(filled_local: Filled, act: str, n: int, why: str) -> None:
    filled_local.study.add_coding(coding(filled_local), by="ana")
    with filled_local.study.store.write() as connection:
        append_only(connection)
        connection.execute(text(act))
    with pytest.raises(JournalBroken, match=f"entry {n}: .*{why}"):
        filled_local.study.verify_journal()


def test_a_row_changed_on_either_database_is_named(filled: Filled) -> None:
    filled.study.add_coding(coding(filled), by="ana")
    with filled.study.store.write() as connection:
        connection.execute(text("UPDATE codings SET code = 'support'"))
    with pytest.raises(JournalBroken, match="entry 6: its row in codings changed"):
        filled.study.verify_journal()


def test_an_entry_changed_on_either_database_is_named(filled: Filled) -> None:
    with filled.study.store.write() as connection:
        append_only(connection)
        connection.execute(text("UPDATE journal SET at = '2015' WHERE n = 2"))
    with pytest.raises(JournalBroken, match="entry 2: the entry was changed"):
        filled.study.verify_journal()


def test_a_finding_is_held_by_its_evidence(study: Study) -> None:
    study.add_finding(FINDING, by="eva")
    study.verify_journal()
    with study.store.write() as connection:
        connection.execute(text("UPDATE evidence SET stance = 'for'"))
    with pytest.raises(JournalBroken, match="entry 2: its row in evidence changed"):
        study.verify_journal()


def test_a_row_erased_with_an_entry_is_no_break(filled: Filled) -> None:
    filled.study.add_coding(coding(filled), by="ana")
    with filled.study.store.write() as connection:
        connection.execute(text("DELETE FROM codings"))
        note(connection, "codings", [("c1", "0" * 64)], kind="coding.erased", by="eva")
    filled.study.verify_journal()


def test_a_codebook_with_keys_that_json_does_not_have_still_holds(study: Study) -> None:
    book = replace(BOOK, extra={"rubriques": {2: "b", 10: ("a",), None: 2011}})
    assert study.add_codebook(book, by="eva") == study.add_codebook(book, by="eva") == 1
    assert study.codebook("themes").extra == {"rubriques": {"2": "b", "10": ["a"], "None": 2011}}
    study.verify_journal()
