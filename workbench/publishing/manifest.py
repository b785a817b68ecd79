"""What a release says of itself: its files and their hashes, the dissents that travel with it, who approved.

Standard library only: a reader's page checks a release with this file alone.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.errors import BundleBroken
from workbench.messages import _

FORMAT = 2
MANIFEST = "manifest.json"
FILES = ("audit.json", "figures.json", "findings.json", "lists.json", "quotes.json", "settings.json",
         "tables.csv", "tables.json")  # fmt: skip
WORKSHOP = "workshop.json"  # besides, in the release that a workshop opens: its codes (hashed), its end, its words
LIVE = frozenset({"workshop"})  # the pages that speak to a kernel, because they take answers
PAGES = ("comparison", "coordination_cell", "public", "steering_committee", "workshop")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The head of a release. `files` maps each file's name to its sha256; `dissents` maps each finding to the
    sha256 of each disagreement that travels with it; `digest` is the sha256 of all the rest in canonical form."""

    id: str
    page: str
    audience: str
    title: str
    study: str
    created: str  # ISO day
    files: dict[str, str]
    dissents: dict[str, list[str]]
    notices: list[str]
    approvals: list[dict[str, str]]
    format: int = FORMAT
    digest: str = ""


def canonical(value: object) -> bytes:
    """The value as JSON in one exact form: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    """The sha256 of these bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(manifest: Manifest) -> str:
    """The hash that names a release: it covers every file's hash, so one byte changed anywhere changes it."""
    return sha256(canonical({k: v for k, v in asdict(manifest).items() if k != "digest"}))


def dissent_hashes(findings: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The sha256 of each disagreement of each finding, in the order in which they travel."""
    return {f["id"]: [sha256(canonical(d)) for d in f.get("dissents", [])] for f in findings}


def load(folder: Path) -> Manifest:
    """The manifest of a release folder; raises BundleBroken when it is missing, damaged or of another format."""
    try:
        plain = json.loads((folder / MANIFEST).read_text("utf-8"))
        manifest = Manifest(**plain)
        if not isinstance(manifest.files, dict) or not isinstance(manifest.dissents, dict):
            raise TypeError("files and dissents are maps")
    except (OSError, ValueError, TypeError) as why:
        raise BundleBroken(folder=folder.name, why=_("its manifest is missing or damaged")) from why
    if manifest.format != FORMAT:
        raise BundleBroken(folder=folder.name, why=_("it was made by another version of the workbench"))
    return manifest


def read_json(folder: Path, name: str) -> Any:
    """One file of a release as JSON values; raises BundleBroken when it cannot be read."""
    try:
        return json.loads((folder / name).read_text("utf-8"))
    except (OSError, ValueError) as why:
        raise BundleBroken(folder=folder.name, why=_("{file} is missing or damaged").format(file=name)) from why


def check(folder: Path) -> Manifest:
    """The manifest of a release whose every byte is as it was when it was approved; raises BundleBroken otherwise.

    The manifest must match its own digest, the folder must hold the announced files and nothing else.
    """
    manifest = load(folder)
    if manifest.digest != digest(manifest):
        raise BundleBroken(folder=folder.name, why=_("its manifest was changed"))
    if manifest.page not in PAGES or tuple(sorted(set(manifest.files) - {WORKSHOP})) != FILES:
        raise BundleBroken(folder=folder.name, why=_("its manifest does not announce the files of a release"))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    if extra := sorted(there - {*manifest.files, MANIFEST}):
        raise BundleBroken(folder=folder.name, why=_("{file} does not belong to it").format(file=extra[0]))
    for name, expected in manifest.files.items():
        path = folder / name
        if path.is_symlink() or not path.is_file():
            raise BundleBroken(folder=folder.name, why=_("{file} is missing or damaged").format(file=name))
        if sha256(path.read_bytes()) != expected:
            raise BundleBroken(folder=folder.name, why=_("{file} was changed").format(file=name))
    return manifest
