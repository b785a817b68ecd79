import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from workbench.coding.excerpts import cut
from workbench.errors import StudyRefused
from workbench.study import Attribute, Study, open_study
from workbench.study.journal import START

from .examples import Filled, coding


def test_every_act_has_its_entry(filled: Filled) -> None:
    filled.study.add_coding(replace(coding(filled), memo="secret"), by="ana")
    journal = filled.study.journal()
    assert journal.columns.tolist() == ["n", "at", "who", "kind", "table", "row", "sha256", "previous", "hash"]
    assert journal["n"].tolist() == list(range(1, len(journal) + 1))
    assert journal[["who", "kind", "table", "row"]].to_numpy().tolist() == [
        ["eva", "study.created", "study", "study"],
        ["eva", "person.added", "people", "M02"],
        ["eva", "codebook.added", "codebooks", "themes/1"],
        ["eva", "source.added", "sources", "entretien-m02"],
        ["ana", "excerpt.added", "excerpts", "e1"],
        ["ana", "coding.added", "codings", "c1"],
    ]
    assert journal["previous"].tolist() == [START, *journal["hash"].tolist()[:-1]]
    assert journal["hash"].str.fullmatch("[0-9a-f]{64}").all()
    filled.study.verify_journal()


def test_the_journal_holds_no_words_and_no_amounts(filled: Filled) -> None:
    filled.study.add_coding(replace(coding(filled), memo="secret"), by="ana")
    filled.study.add_attributes([Attribute("M02", "dette", "4321.5", "2015-01-01", "dossier")], by="eva")
    everything = filled.study.journal().to_csv()
    assert not re.search("clés|secret|dette|4321|dossier", everything)


@pytest.mark.parametrize("act", ["UPDATE journal SET who = 'nobody'", "DELETE FROM journal", "TRUNCATE journal"])
def test_the_past_cannot_be_rewritten(study: Study, act: str) -> None:
    if act.startswith("TRUNCATE") and "url" not in study.settings:
        act = "DELETE FROM journal WHERE n = 1"  # SQLite has no TRUNCATE
    with pytest.raises(StudyRefused, match="append-only"), study.store.write() as connection:
        connection.execute(text(act))
    study.verify_journal()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.booleans(), st.sampled_from(["add", "retract", "restore"])), max_size=12))
def test_any_order_of_two_writers_is_one_chain(filled: Filled, acts: list[tuple[bool, str]]) -> None:
    expected = {one.id: one.retracted is not None for one in filled.study.codings(retracted=True)}
    with open_study(filled.study.root) as other:
        for second, act in acts:
            writer, who = (other, "bob") if second else (filled.study, "ana")
            if act == "add":
                start = filled.source.turns[3].start
                fresh = cut(filled.source.id, filled.source.text, start, start + 5)
                new = replace(coding(filled, coder=who), excerpt=fresh, memo=f"{len(expected)}")
                added = writer.add_coding(new, by=who)
                assert added.id not in expected
                expected[added.id] = False
            elif expected:
                oldest = next(iter(expected))
                verb = writer.retract_coding if act == "retract" else writer.restore_coding
                verb(oldest, by=who)
                expected[oldest] = act == "retract"
        found = {one.id: one.retracted is not None for one in other.codings(retracted=True)}
    assert found == expected
    filled.study.verify_journal()
