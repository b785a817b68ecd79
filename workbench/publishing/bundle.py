"""Building a release: one folder, complete and verified, or no folder at all."""

import json
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.charts.figure import Figure, as_dict
from workbench.errors import BundleBroken, FolderTaken, Withheld
from workbench.messages import _
from workbench.people import Audience
from workbench.publishing import drawings
from workbench.publishing.downloads import TABLES, tables_csv
from workbench.publishing.manifest import MANIFEST, PAGES, WORKSHOP, Manifest, digest, dissent_hashes, sha256
from workbench.publishing.quarantine import set_aside


def build(
    folder: Path,
    *,
    id: str,  # noqa: A002 - the word used in the manifest
    page: str,
    audience: Audience,
    title: str,
    study_title: str,
    figures: Sequence[Figure],
    findings: Sequence[Mapping[str, Any]],
    quotes: Sequence[Mapping[str, Any]],
    tables: Sequence[Mapping[str, Any]],
    notices: Sequence[str],
    approvals: Sequence[Mapping[str, str]],
    forbidden: Sequence[str],
    created: str | None = None,
    known: Sequence[Mapping[str, Any]] = (),
    previous: Sequence[Mapping[str, Any]] = (),
    settings: Mapping[str, Any] | None = None,
    lists: Sequence[Mapping[str, Any]] = (),
    quarantine: Path | None = None,
    workshop: Mapping[str, Any] | None = None,
) -> Manifest:
    """Write the release `folder` and return its manifest; a refusal leaves nothing behind.

    `page` is one of PAGES. `findings` carry id, version, statement, plain, recommendation, theme, strength,
    limits, wording, evidence {"for", "against"} (ids of quotes or figures, or {"text": …}), voices {voice: n},
    reviews {position: n, or None under 5} and dissents [{"who", "position", "words"}]. `quotes` carry id, text,
    attribution and consent {"audience", "answer", "date"}. `tables` are protected tables (id, by, cells).
    `approvals` carry who and date; two different people are needed. `forbidden` are the strings (household keys,
    file names) of which none may occur in any file. `created` is an ISO day, today when it is not given. `known`
    are the cells that every reader knows and `previous` the earlier outputs that this audience has: the auditor
    counts on both, so both travel with the tables. `settings` are the rules that were applied, for whoever checks;
    `lists` are tables of words (id, section, title, caption, columns, rows, choice); `workshop` is what a workshop
    opens with besides (`publishing.workshop`). `quarantine` is the study's folder, in which what fails a check is
    set aside.

    Everything is written beside `folder`, verified there by `verify`, and only then given its name.
    Raises FolderTaken, Withheld (or what `verify` raises, which is a Withheld too).
    """
    if folder.exists():
        raise FolderTaken(folder=folder)
    if page not in PAGES:
        raise Withheld(why=_("there is no page called {page}").format(page=page))
    contents: dict[str, Any] = {
        "figures.json": [as_dict(figure) | {"svg": drawings.apart(figure.svg)} for figure in figures],
        "findings.json": [dict(finding) for finding in findings],
        "quotes.json": [dict(quote) for quote in quotes],
        "tables.json": {
            "tables": [dict(table) for table in tables],
            "known": [dict(cell) for cell in known],
            "previous": [dict(output) for output in previous],
        },
        "settings.json": dict(settings or {}),
        "lists.json": [dict(one) for one in lists],
    }
    if workshop is not None:
        contents[WORKSHOP] = dict(workshop)
    contents["audit.json"] = _audited(contents["tables.json"])
    files = {name: _written(content) for name, content in contents.items()}
    files[TABLES] = tables_csv(tables)
    head = Manifest(
        id=id,
        page=page,
        audience=str(audience),
        title=title,
        study=study_title,
        created=created or datetime.now(UTC).date().isoformat(),
        files={name: sha256(content) for name, content in files.items()},
        dissents=dissent_hashes(list(json.loads(files["findings.json"]))),
        notices=list(notices),
        approvals=[dict(approval) for approval in approvals],
    )
    manifest = replace(head, digest=digest(head))
    files[MANIFEST] = _written(asdict(manifest))
    try:
        _made(folder, files, forbidden)
    except Withheld as no:
        if quarantine is not None:
            set_aside(files, quarantine, folder.name, str(no))
        raise
    return manifest


def _made(folder: Path, files: Mapping[str, bytes], forbidden: Sequence[str]) -> None:
    """Scan, write beside the folder, verify, and only then give it its name."""
    scan(files, forbidden)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            _write(beside / name, content)
        _verified(beside, folder)
        beside.chmod(0o755)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _verified(beside: Path, folder: Path) -> None:
    """Verify what was written; a refusal names the release, and not the place where it was being made."""
    from workbench.publishing.verify import verify

    try:
        verify(beside)
    except BundleBroken as no:
        raise BundleBroken(**(no.facts | {"folder": folder.name})) from no


def _audited(tables: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader could work out of the withheld cells, as found by the auditor; nothing when none is withheld."""
    if all(cell["count"] is not None for table in tables["tables"] for cell in table["cells"]):
        return {"cells": [], "safe": True}
    from workbench.disclosure.audit import audit

    return dict(audit(dict(tables)))


def _written(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def scan(files: Mapping[str, bytes], forbidden: Sequence[str]) -> None:
    """Refuse files in which a forbidden string occurs as a word, whatever its case; raises Withheld.

    The refusal names the file and not the string: a message may be read by more people than the study.
    """
    keys = [_folded(key) for key in forbidden if key.strip()]
    for name, content in files.items():
        held = content.decode() if name.endswith(".csv") else json.loads(content)
        for words in _strings(held):
            if any(_holds(words, key) for key in keys):
                raise Withheld(why=_("{file} holds a key of the study that nobody outside may read").format(file=name))


def _folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()


def _holds(words: str, key: str) -> bool:
    """Whether the key stands in the words with no letter or digit next to it ("M1" is not in "M12")."""
    start = words.find(key)
    while start >= 0:
        before, after = words[start - 1 : start], words[start + len(key) : start + len(key) + 1]
        if not ((key[0].isalnum() and before.isalnum()) or (key[-1].isalnum() and after.isalnum())):
            return True
        start = words.find(key, start + 1)
    return False


def _strings(value: object) -> Iterator[str]:
    """Every string of a JSON value, keys included, folded; a drawing gives its words without its geometry."""
    if isinstance(value, str):
        if value.lstrip().startswith("<svg") and drawings.fault(value) is None:
            yield from (_folded(words) for words in drawings.words(value))
        else:
            yield _folded(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield _folded(str(key))
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
