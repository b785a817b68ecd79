"""What the demonstration releases: five audiences, each safe alone and read beside the public one."""

import json

import pytest

from tests.a_demo import copied, workbench
from workbench import study
from workbench.disclosure.audit import audit
from workbench.errors import UnknownId
from workbench.publishing.assemble import release
from workbench.publishing.verify import verify

AUDIENCES = ("cellule-77", "cellule-94", "copil", "public", "comparaison")


def read(demo, audience, name):
    return json.loads((demo[0] / "releases" / audience / name).read_text("utf-8"))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_release_is_verified_and_says_under_which_rules(demo, audience):
    report = verify(demo[0] / "releases" / audience)
    rules = read(demo, audience, "settings.json")
    assert report.id == audience
    assert rules["threshold"] == (11 if rules["audience"] == "T3" else 5)


def test_no_count_below_eleven_is_open_to_everybody(demo):
    tables = read(demo, "public", "tables.json")["tables"]
    assert tables
    shown = [cell["count"] for table in tables for cell in table["cells"] if cell["count"] is not None]
    assert min(shown) >= 11
    assert not [cell for table in tables for cell in table["cells"] if "territory" in cell["key"]]


def test_partners_cannot_subtract_the_public_release_from_theirs(demo):
    """Everything that a member of all cells and of the committee could hold, attacked at once."""
    outputs = [read(demo, audience, "tables.json") for audience in AUDIENCES[:4]]
    tables = [table | {"id": f"{n}-{table['id']}"} for n, one in enumerate(outputs) for table in one["tables"]]
    shown = [cell["key"] for table in tables for cell in table["cells"] if cell["count"] is not None]
    # what partners may read and the public may not is open to partners; what nobody may read must stay closed
    kept = [
        table | {"cells": [c for c in table["cells"] if c["count"] is not None or c["key"] not in shown]}
        for table in tables
    ]
    joined = {
        "tables": kept,
        "known": outputs[0]["known"],
    }
    found = audit(joined, width=3)
    assert found["safe"], found["narrowest"]


def test_every_quote_was_signed_by_two_readers(demo):
    for audience in AUDIENCES[:4]:
        quotes = read(demo, audience, "quotes.json")
        assert quotes
        assert all(sorted(quote["signed"]) == ["L1", "L2"] for quote in quotes)


def test_a_quote_without_its_second_reader_stays_in_and_the_page_says_so(demo, tmp_path):
    own = copied(demo[0], tmp_path)
    with study.open_study(own) as opened:
        with opened.store.write() as connection:
            from workbench.study import schema

            table = schema.quote_signatures
            connection.execute(table.delete().where(table.c.reader == "L2", table.c.audience == "T3"))
        manifest = release(opened, "public", tmp_path / "again", approved=["E1", "E2"], by="E1")
    assert json.loads((tmp_path / "again" / "quotes.json").read_text("utf-8")) == []
    assert any("deux" in notice or "two" in notice for notice in manifest.notices)


def test_the_journal_holds_the_digest_of_each_release(demo, tmp_path):
    own = copied(demo[0], tmp_path)
    with study.open_study(own) as opened:
        recorded = {row["path"]: row for row in opened.releases().to_dict("records")}
        entries = set(opened.journal()["row"])
    for audience in AUDIENCES:
        digest = read(demo, audience, "manifest.json")["digest"]
        assert recorded[audience]["digest"] == digest
        assert f"{audience}-{digest[:12]}" in entries


def test_an_audience_that_does_not_exist_is_refused_in_one_sentence(demo, tmp_path):
    refused = workbench(
        "release", demo[0], "--audience", "tous", "--out", tmp_path / "r", "--approved", "A", "--approved", "B"
    )
    assert refused.returncode == 1
    assert "tous" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "r").exists()
    with study.open_study(copied(demo[0], tmp_path)) as opened, pytest.raises(UnknownId):
        release(opened, "tous", tmp_path / "r", approved=["A", "B"], by="E1")
