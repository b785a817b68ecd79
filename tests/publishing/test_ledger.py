"""What releases said of each speaker is kept, and counted on by the next one."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from workbench.disclosure.chains import Printed
from workbench.people import Audience
from workbench.publishing import assemble, ledger

TABLES = {"tables": [{"id": "t", "by": [], "cells": [{"key": {}, "count": 24}]}], "known": []}


@pytest.fixture
def study(tmp_path):
    digests = ["d1", "d2", "d3"]
    return SimpleNamespace(
        root=tmp_path,
        releases=lambda: pd.DataFrame({"digest": digests}),
        speakers=lambda: {"x1": ("M01", "household"), "x2": ("M01", "household"), "x3": ("M02", "household")},
    )


def test_everything_said_to_these_readers_is_joined(study):
    ledger.keep(study, "d1", audience="cellule-77", tier=Audience.T2, output=TABLES, said={"x1": {("territory", "77")}})
    ledger.keep(study, "d2", audience="public", tier=Audience.T3, output=TABLES, said={"x2": {("family", "yes")}})
    ledger.keep(study, "d3", audience="copil", tier=Audience.T2, output={"tables": []}, said={"x3": {("a", "b")}})
    ledger.keep(study, "never recorded", audience="copil", tier=Audience.T2, output=TABLES, said={"x3": {("c", "d")}})
    ledger.keep(study, "d3", audience="copil", tier=Audience.T2, output={"tables": []}, said={"gone": {("a", "b")}})
    assert ledger.disclosed(study, Audience.T2) == {"M01": {("territory", "77"), ("family", "yes")}}
    assert ledger.disclosed(study, Audience.T3) == {"M01": {("family", "yes")}}
    assert [one["audience"] for one in ledger.earlier(study, Audience.T2)] == ["cellule-77", "public"]
    assert "M01" not in "".join(path.read_text("utf-8") for path in (study.root / "ledger").glob("*.json"))


def test_a_ledger_of_before_is_still_read(study):
    path = ledger.keep(study, "d1", audience="copil", tier=Audience.T2, output=TABLES)
    old = json.loads(path.read_text("utf-8"))
    del old["said"], old["printed"]
    path.write_text(json.dumps(old), "utf-8")
    assert ledger.disclosed(study, Audience.T2) == {}
    assert ledger.printed(study, Audience.T2) == []
    assert len(ledger.earlier(study, Audience.T2)) == 1


def test_the_quotes_of_a_release_are_chosen_knowing_what_was_said(study, monkeypatch):
    ledger.keep(study, "d1", audience="copil", tier=Audience.T2, output=TABLES, said={"x1": {("territory", "77")}})
    seen = {}
    monkeypatch.setattr(assemble, "releasable", lambda *_args, **more: seen.update(more) or ([], []))
    monkeypatch.setattr(assemble.evidence, "cited", lambda _material: ["x1"])
    study.quote_signatures = lambda _tier: {}
    material = SimpleNamespace(
        study=study,
        tier=Audience.T2,
        consents=[],
        households=pd.DataFrame,
        excerpts=lambda: pd.DataFrame(
            {"excerpt": ["x1", "x2"], "person": ["M01", "M01"], "text": ["On dort.", "On rit."]}
        ),
    )
    assemble._quotes(material)
    assert seen["disclosed"] == {"M01": {("territory", "77")}}
    assert seen["earlier"] == []
    ledger.keep(study, "d2", audience="public", tier=Audience.T3, output=TABLES, printed={"x2": "une famille"})
    ledger.keep(
        study, "d3", audience="copil", tier=Audience.T2, output=TABLES, printed={"x2": "une famille", "x9": "…"}
    )
    assemble._quotes(material)
    assert seen["earlier"] == [Printed("x2", "M01", "On rit.", "une famille")]
    assert "On rit" not in "".join(path.read_text("utf-8") for path in (study.root / "ledger").glob("*.json"))
