"""Checking a release from its folder alone: nothing of the study is read, nothing is taken on trust."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import BundleBroken, DissentMissing, UnsafeTable
from workbench.messages import _
from workbench.publishing import drawings
from workbench.publishing.downloads import TABLES, tables_csv
from workbench.publishing.manifest import Manifest, check, dissent_hashes, load, read_json

WIDTH = 3  # a withheld count must keep an interval at least this wide (high - low)
FEW = {"T3": 11}  # positions held by fewer people than this are not counted out loud; 5 for any other audience
READERS = 2  # who have signed a quote


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked in a release and found in order; a release that fails gives an error instead."""

    id: str
    digest: str
    files: int
    figures: int
    findings: int
    dissents: int
    quotes: int
    tables: int
    withheld: int  # cells whose count is not given
    approved: tuple[str, ...]


def verify(folder: Path) -> Report:
    """The report of a release in which everything is in order.

    Raises DissentMissing when a disagreement announced by the manifest, or made necessary by the positions
    counted, does not travel with its finding; BundleBroken when a file, an approval, a consent or a reference is
    wrong; UnsafeTable when a withheld count can be told within less than WIDTH.
    """
    try:
        return _verified(folder)
    except (KeyError, TypeError, ValueError, AttributeError) as why:  # well-formed JSON of another shape
        raise BundleBroken(folder=folder.name, why=_("its files do not hold what a release holds")) from why


def _verified(folder: Path) -> Report:
    _dissents(folder)  # first: a missing voice is named as such, and not as a changed byte
    manifest = check(folder)
    figures, findings = read_json(folder, "figures.json"), read_json(folder, "findings.json")
    quotes, tables = read_json(folder, "quotes.json"), read_json(folder, "tables.json")
    approved = _approvals(folder, manifest)
    _consents(folder, manifest, quotes)
    _drawn(folder, figures)
    _references(folder, figures, findings, quotes, FEW.get(manifest.audience, 5))
    if tables_csv(tables["tables"]) != (folder / TABLES).read_bytes():
        raise BundleBroken(folder=folder.name, why=_("{file} was changed").format(file=TABLES))
    withheld = _tables(tables)
    return Report(
        id=manifest.id,
        digest=manifest.digest,
        files=len(manifest.files),
        figures=len(figures),
        findings=len(findings),
        dissents=sum(len(f["dissents"]) for f in findings),
        quotes=len(quotes),
        tables=len(tables["tables"]),
        withheld=withheld,
        approved=approved,
    )


def _dissents(folder: Path) -> None:
    manifest = load(folder)
    findings = {f["id"]: f for f in read_json(folder, "findings.json")}
    found = dissent_hashes(list(findings.values()))
    for finding, announced in manifest.dissents.items():
        if set(announced) - set(found.get(finding, [])):
            raise DissentMissing(finding=finding)
    for finding, content in findings.items():
        voiced = {d["position"] for d in content["dissents"]}
        # a position taken by FEW people or more is counted out loud, so its words must be there too
        if any(content["reviews"].get(p) and p not in voiced for p in ("nuance", "disagree")):
            raise DissentMissing(finding=finding)


def _approvals(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    who = {a.get("who", "").strip().casefold(): a.get("who", "").strip() for a in manifest.approvals}
    who.pop("", None)
    if len(who) < 2:
        raise BundleBroken(folder=folder.name, why=_("two different people must have approved it"))
    return tuple(who.values())


def _consents(folder: Path, manifest: Manifest, quotes: list[dict[str, Any]]) -> None:
    for quote in quotes:
        consent = quote.get("consent") or {}
        if consent.get("audience") != manifest.audience or consent.get("answer") != "oui" or not consent.get("date"):
            why = _("the quote {quote} bears no recorded consent for this audience").format(quote=quote["id"])
            raise BundleBroken(folder=folder.name, why=why)
        if len({str(who).strip().casefold() for who in quote.get("signed", ())} - {""}) < READERS:
            why = _("the quote {quote} was not signed by two different readers").format(quote=quote["id"])
            raise BundleBroken(folder=folder.name, why=why)


def _drawn(folder: Path, figures: list[dict[str, Any]]) -> None:
    for figure in figures:
        if why := drawings.fault(figure["svg"]) or ("" if drawings.marks(figure["svg"]) else _("nothing is drawn")):
            said = _("the figure {figure} cannot be shown ({why})").format(figure=figure["id"], why=why)
            raise BundleBroken(folder=folder.name, why=said)


def _references(
    folder: Path, figures: list[dict[str, Any]], findings: list[dict[str, Any]], quotes: Any, fewest: int
) -> None:
    """Each id once in its file, and each piece of evidence there."""
    for items in (figures, findings, quotes):
        if twice := _first_twice(item["id"] for item in items):
            raise BundleBroken(folder=folder.name, why=_("{id} stands twice in it").format(id=twice))
    known = {item["id"] for item in (*figures, *quotes)}
    for finding in findings:
        for ref in (*finding["evidence"].get("for", []), *finding["evidence"].get("against", [])):
            if isinstance(ref, str) and ref not in known:
                why = _("the finding {finding} rests on {id}, which is not in it").format(finding=finding["id"], id=ref)
                raise BundleBroken(folder=folder.name, why=why)
        few = [n for n in finding["reviews"].values() if n is not None and n < fewest]
        if few:
            why = _("the finding {finding} counts positions held by fewer than {few} people")
            raise BundleBroken(folder=folder.name, why=why.format(finding=finding["id"], few=fewest))


def _first_twice(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            return one
        seen.add(one)
    return None


def _tables(tables: dict[str, Any]) -> int:
    """How many cells are withheld, once an auditor who never saw the rows finds none of them out."""
    empty = {(t["id"], _key(c)) for t in tables["tables"] for c in t["cells"] if c["count"] is None}
    if not empty:
        return 0
    from workbench.disclosure.audit import audit

    audited = audit(tables)
    told = {(cell["table"], _key(cell)): cell["interval"] for cell in audited["cells"]}
    for table, key in sorted(empty):
        if (table, key) not in told:  # not audited is not safe
            raise UnsafeTable(table=table, why=_("one of its empty cells was not audited"))
        low, high = told[table, key]
        if low is not None and high is not None and high - low < WIDTH:  # an end that nothing bounds is far
            raise UnsafeTable(table=table, why=_("an empty cell can be told within {width}").format(width=high - low))
    if audited["safe"] is not True:  # the auditor may know better than the width: counts that contradict each other
        raise UnsafeTable(table=min(empty)[0], why=_("the auditor did not find the tables safe"))
    return len(empty)


def _key(cell: dict[str, Any]) -> str:
    return json.dumps(cell["key"], sort_keys=True, ensure_ascii=False)
