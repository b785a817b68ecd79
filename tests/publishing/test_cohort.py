"""Tables of one day agree with each other, with the public ones and with what went out before; or none is made."""

import json

import pandas as pd
import pytest

from workbench.disclosure.audit import audit
from workbench.errors import UnsafeTable
from workbench.people import Audience
from workbench.publishing import cohort
from workbench.resources import shipped


@pytest.fixture(scope="module")
def tables():
    folder = shipped("corpus") / "asg" / "tables"
    return {n: pd.read_csv(folder / f"{n}.csv", dtype={"territory": "str"}) for n in ("households", "follow_up")}


@pytest.fixture(scope="module")
def rows(tables):
    return cohort.cohort_rows(tables, "2015-11-01")


def cells(output):
    return {json.dumps(c["key"], sort_keys=True): c["count"] for t in output["tables"] for c in t["cells"]}


def test_partners_are_shown_at_least_what_the_public_is_shown(rows):
    public, partners = cells(cohort.protected(rows, Audience.T3)), cells(cohort.protected(rows, Audience.T2))
    shown = {key for key, count in public.items() if count is not None}
    assert shown
    assert all(partners[key] == public[key] for key in shown)


def test_a_part_that_went_out_earlier_changes_nothing(rows):
    safe = cohort.protected(rows, Audience.T2)
    earlier = [{"tables": cohort.part(safe, territory), "known": safe["known"]} for territory in ("77", "94", None)]
    assert cohort.protected(rows, Audience.T2, earlier) == safe


def test_corrected_rows_show_no_count_that_moved_by_few(rows):
    before = cohort.protected(rows, Audience.T2)
    corrected = rows.copy()
    alone = corrected.index[corrected["composition"] == "famille monoparentale"][:3]
    corrected.loc[alone, "composition"] = "couple"  # a count that is shown moves by three households
    after = cohort.protected(corrected, Audience.T2, [before])
    old, new, public = cells(before), cells(after), cells(after["previous"][0])
    steps = [
        abs(n - old[key]) for key, n in [*new.items(), *public.items()] if n is not None and old.get(key) is not None
    ]
    assert sum(n is not None for n in new.values()) >= sum(n is not None for n in old.values()) - 3
    assert not any(0 < step < 5 for step in steps)
    assert new[json.dumps({"composition": "famille monoparentale"})] is None
    assert audit(after)["safe"]
    corrected.loc[5, "shelter"] = {"oui": "non", "non": "oui"}[corrected.loc[5, "shelter"]]
    assert audit(cohort.protected(corrected, Audience.T2, [before, after]))["safe"]


def test_an_empty_cell_is_not_filled_by_the_corrected_tables_of_another_page(rows):
    # 16 single parents in all, of whom 94 has one: when the 16 moves, the 15 of 77 would give that one back.
    before = cohort.protected(rows, Audience.T2)
    pages = [{"tables": cohort.part(before, place), "known": before["known"]} for place in ("77", "94", None)]
    corrected = rows.copy()
    one = corrected.index[(rows["composition"] == "famille monoparentale") & (rows["territory"] == "94")][0]
    corrected.loc[one, "composition"] = "couple avec enfant(s)"
    old, new = cells(before), cells(cohort.protected(corrected, Audience.T2, pages))
    assert old[json.dumps({"composition": "famille monoparentale"})] == 16
    assert {key for key, n in old.items() if n is None} <= {key for key, n in new.items() if n is None}


def test_what_cannot_be_made_safe_is_refused_in_one_sentence(rows):
    with pytest.raises(UnsafeTable) as no:
        cohort.protected(rows.iloc[1:], Audience.T2, [cohort.protected(rows, Audience.T2)])  # one household fewer
    assert str(no.value).count("\n") == 0


def test_the_public_tables_do_not_cross_the_territory(rows):
    assert all(
        table["by"] != ["territory"] and len(table["by"]) == 1
        for table in cohort.protected(rows, Audience.T3)["tables"]
    )


def test_a_partner_who_reads_as_itself_learns_nothing_of_the_others_households(tables):
    named = cohort.partners_of({"copil": {}, "operateur": {"partner": {"operator": "operateur-77-sud"}}})
    assert named == (("operator", "operateur-77-sud"),)
    rows = cohort.cohort_rows(tables, "2015-11-01", ["operator"])
    theirs = rows[rows["operator"] == "operateur-77-sud"].drop(columns="operator").to_dict("records")

    def left(output):
        """How many households of the others each count shown leaves to this partner."""
        shown = [(json.loads(key), n) for key, n in cells(output).items() if n is not None]
        return [n - sum(key.items() <= own.items() for own in theirs) for key, n in shown]

    alone, with_them = cohort.protected(rows, Audience.T2), cohort.protected(rows, Audience.T2, (), named)
    assert any(0 < n < 5 for n in left(alone))
    assert not any(0 < n < 5 for n in left(with_them))
    assert audit(with_them, theirs=theirs)["safe"]
    assert "operator" not in str(with_them["tables"])
