"""Tables of one day agree with each other, with the public ones and with what went out before; or none is made."""

import json

import pandas as pd
import pytest

from workbench.errors import UnsafeTable
from workbench.people import Audience
from workbench.publishing import cohort
from workbench.resources import shipped


@pytest.fixture(scope="module")
def rows():
    folder = shipped("corpus") / "asg" / "tables"
    tables = {n: pd.read_csv(folder / f"{n}.csv", dtype={"territory": "str"}) for n in ("households", "follow_up")}
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


def test_corrected_rows_are_not_published_beside_the_first_ones(rows):
    before = cohort.protected(rows, Audience.T2)
    corrected = rows.copy()
    alone = corrected.index[corrected["composition"] == "famille monoparentale"][:3]
    corrected.loc[alone, "composition"] = "couple"  # a count that is shown moves by three households
    with pytest.raises(UnsafeTable) as no:
        cohort.protected(corrected, Audience.T2, [before])
    assert str(no.value).count("\n") == 0


def test_the_public_tables_do_not_cross_the_territory(rows):
    assert all(
        table["by"] != ["territory"] and len(table["by"]) == 1
        for table in cohort.protected(rows, Audience.T3)["tables"]
    )
