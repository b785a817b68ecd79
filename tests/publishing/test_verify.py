import json
import sys
from dataclasses import asdict, replace
from types import ModuleType

import pytest

from tests import a_release
from workbench.errors import BundleBroken, DissentMissing, UnsafeTable
from workbench.publishing.manifest import FILES, MANIFEST, canonical, digest, load, sha256
from workbench.publishing.verify import verify


@pytest.fixture
def folder(tmp_path):
    a_release.make(tmp_path / "r")
    return tmp_path / "r"


def rewrite(folder, name, change, announced=False):
    """Change one file as a forger would: with its hash, and with the digest of the manifest, made to fit."""
    content = json.loads((folder / name).read_text("utf-8"))
    change(content)
    (folder / name).write_bytes(canonical(content))
    manifest = load(folder)
    manifest.files[name] = sha256(canonical(content))
    if announced:
        manifest.dissents["F1"].pop()
    (folder / MANIFEST).write_bytes(canonical(asdict(replace(manifest, digest=digest(manifest)))))


def test_a_release_is_verified_from_its_folder_alone(folder):
    report = verify(folder)
    assert (report.files, report.figures, report.findings, report.dissents, report.quotes) == (8, 6, 2, 2, 3)
    assert report.approved == ("A. Martin", "B. Durand")
    assert report.digest == load(folder).digest


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_one_byte_changed_is_refused(folder, name):
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises((BundleBroken, DissentMissing)):
        verify(folder)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_missing_file_is_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(BundleBroken):
        verify(folder)


@pytest.mark.parametrize("extra", ["notes.txt", ".caché", "dossier/rows.csv"])
def test_an_extra_file_is_refused(folder, extra):
    (folder / extra).parent.mkdir(exist_ok=True)
    (folder / extra).write_text("M07")
    with pytest.raises(BundleBroken):
        verify(folder)


def test_a_dissent_taken_out_is_named_even_when_hashes_are_made_to_fit(folder):
    rewrite(folder, "findings.json", lambda findings: findings[0]["dissents"].pop())
    with pytest.raises(DissentMissing) as no:
        verify(folder)
    assert no.value.facts["finding"] == "F1"


def test_a_dissent_reworded_is_a_dissent_missing(folder):
    rewrite(folder, "findings.json", lambda findings: findings[0]["dissents"][0].update(words="Tout va bien."))
    with pytest.raises(DissentMissing):
        verify(folder)


def test_a_finding_taken_out_takes_its_dissents_and_is_refused(folder):
    rewrite(folder, "findings.json", lambda findings: findings.pop(0))
    with pytest.raises(DissentMissing):
        verify(folder)


@pytest.mark.parametrize(
    "svg",
    [
        "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0,0h1'/><script>1</script></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'><path d='M0,0h1'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0,0h1' fill='url(http://x.example/a)'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://x.example/a.png'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><text>rien</text></svg>",
        "<svg",
    ],
)
def test_a_drawing_that_acts_or_shows_nothing_is_refused(folder, svg):
    rewrite(folder, "figures.json", lambda figures: figures[0].update(svg=svg))
    with pytest.raises(BundleBroken):
        verify(folder)


def audited(monkeypatch, intervals, safe=True):
    """An auditor that answers what it is told: what is tested here is what is done with its answer."""

    def audit(tables):
        cells = [
            {"table": table["id"], "key": cell["key"], "interval": intervals[cell["key"]["type"]]}
            for table in tables["tables"]
            for cell in table["cells"]
            if cell["count"] is None and cell["key"]["type"] in intervals
        ]
        return {"cells": cells, "safe": safe}

    module = ModuleType("workbench.disclosure.audit")
    module.audit = audit
    monkeypatch.setitem(sys.modules, "workbench.disclosure.audit", module)


def hidden():
    cells = [{"key": {"type": t}, "count": None, "interval": [0, 6]} for t in ("a", "b")]
    return [{"id": "types", "by": ["type"], "cells": [*cells, {"key": {}, "count": 24, "interval": [24, 24]}]}]


def test_wide_intervals_pass(tmp_path, monkeypatch):
    audited(monkeypatch, {"a": [0, 3], "b": [2, None]})
    a_release.make(tmp_path / "r", tables=hidden())
    assert verify(tmp_path / "r").withheld == 2


@pytest.mark.parametrize("intervals", [{"a": [0, 6], "b": [2, 4]}, {"a": [3, 3], "b": [0, 6]}, {"a": [0, 6]}])
def test_a_cell_that_can_be_told_or_was_not_audited_is_refused(tmp_path, monkeypatch, intervals):
    audited(monkeypatch, intervals)
    with pytest.raises(UnsafeTable):
        a_release.make(tmp_path / "r", tables=hidden())
    assert list(tmp_path.iterdir()) == []


def test_an_auditor_that_is_not_satisfied_is_heard(tmp_path, monkeypatch):
    audited(monkeypatch, {"a": [0, 6], "b": [0, 6]}, safe=False)
    with pytest.raises(UnsafeTable):
        a_release.make(tmp_path / "r", tables=hidden())


def test_the_real_auditor_finds_a_lone_hidden_cell_by_subtraction(tmp_path):
    cells = [{"key": {"type": t}, "count": n, "interval": i} for t, n, i in (("a", 20, [20, 20]), ("b", None, [0, 6]))]
    total = {"key": {}, "count": 24, "interval": [24, 24]}
    with pytest.raises(UnsafeTable):
        a_release.make(tmp_path / "r", tables=[{"id": "types", "by": ["type"], "cells": [*cells, total]}])


def test_the_real_auditor_lets_a_wide_hidden_pair_pass(tmp_path):
    a_release.make(tmp_path / "r", tables=hidden())
    assert verify(tmp_path / "r").withheld == 2


@pytest.mark.parametrize("name", ["findings.json", "figures.json", "quotes.json", "tables.json"])
def test_files_of_another_shape_are_refused_in_one_sentence(folder, name):
    rewrite(folder, name, lambda content: content.insert(0, 3) if isinstance(content, list) else content.clear())
    with pytest.raises(BundleBroken):
        verify(folder)


@pytest.mark.parametrize("signed", [[], ["L1"], ["L1", "l1 "], ["L1", ""]])
def test_a_quote_that_two_different_readers_did_not_sign_is_refused(folder, signed):
    rewrite(folder, "quotes.json", lambda quotes: quotes[0].update(signed=signed))
    with pytest.raises(BundleBroken, match="q1"):
        verify(folder)


def test_the_tables_to_take_away_say_what_the_pages_say(folder):
    manifest = load(folder)
    content = (folder / "tables.csv").read_bytes().replace(b";15;15;15", b";14;14;14")
    (folder / "tables.csv").write_bytes(content)
    manifest.files["tables.csv"] = sha256(content)
    (folder / MANIFEST).write_bytes(canonical(asdict(replace(manifest, digest=digest(manifest)))))
    with pytest.raises(BundleBroken, match=r"tables\.csv"):
        verify(folder)
