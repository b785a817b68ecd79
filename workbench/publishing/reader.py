"""Opening a release to show it: the one door between a dashboard and what was approved.

Nothing heavy is imported here, and nothing that could open a study or draw (held by a contract in pyproject.toml).
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.errors import BundleBroken
from workbench.messages import _
from workbench.publishing import facts, pages
from workbench.publishing.manifest import MANIFEST, Manifest, check, dissent_hashes, load, read_json
from workbench.publishing.withdrawn import require_current

VARIABLE = "WORKBENCH_BUNDLE"
INBOX = "WORKBENCH_INBOX"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A release that was checked on opening; its values are those of its files."""

    manifest: Manifest
    figures: list[dict[str, Any]] = field(repr=False)
    findings: list[dict[str, Any]] = field(repr=False)
    quotes: list[dict[str, Any]] = field(repr=False)
    tables: list[dict[str, Any]] = field(repr=False)
    lists: list[dict[str, Any]] = field(repr=False, default_factory=list)

    @property
    def header(self) -> str:
        """The head of the page as HTML: title, study, date, short digest, and the key facts."""
        return pages.header(self.manifest, facts.key_facts(self.tables, self.figures, self.findings))

    @property
    def sections(self) -> tuple[pages.Section, ...]:
        """The parts of the page in order, each as ready HTML with its approved choices."""
        return pages.sections(self.manifest, self.figures, self.findings, self.quotes, self.lists)

    @property
    def body(self) -> str:
        """The whole page as HTML, as it is served and as it is printed to a file."""
        return pages.body(self.header, self.sections)

    @property
    def workshop(self) -> list[dict[str, Any]]:
        """What a workshop shows of each finding: its words, the hash of its wording, its quotes."""
        return pages.workshop(self.findings, self.quotes)

    @property
    def title(self) -> str:
        return self.manifest.title


def open_bundle(page: str) -> Bundle:
    """The release shown by this page, from WORKBENCH_BUNDLE: a release, or a folder in which one is for the page.

    Raises BundleBroken, in one sentence, when there is none or when anything in it was changed.
    """
    return open_folder(find(page), page)


def open_folder(folder: Path, page: str | None = None) -> Bundle:
    """The release in a folder, for that page when one is named; raises BundleBroken as `open_bundle` does."""
    require_current(folder)
    manifest = check(folder)
    if page is not None and manifest.page != page:
        raise BundleBroken(folder=folder.name, why=_("it is made for another page ({page})").format(page=manifest.page))
    findings = read_json(folder, "findings.json")
    if dissent_hashes(findings) != manifest.dissents:
        raise BundleBroken(folder=folder.name, why=_("a disagreement is missing from it"))
    figures, quotes = read_json(folder, "figures.json"), read_json(folder, "quotes.json")
    tables, lists = read_json(folder, "tables.json")["tables"], read_json(folder, "lists.json")
    return Bundle(manifest, figures, findings, quotes, tables, lists)


def find(page: str) -> Path:
    """The folder of the release for this page; of several, the last by date and id."""
    where = os.environ.get(VARIABLE, "")
    if not where:
        raise BundleBroken(folder=page, why=_("no release is being served"))
    root = Path(where)
    if (root / MANIFEST).is_file():
        return root
    for found in found_in(root):
        if found[0].page == page:
            return found[1]
    raise BundleBroken(folder=root.name, why=_("it holds no release for the page {page}").format(page=page))


def found_in(root: Path) -> list[tuple[Manifest, Path]]:
    """The releases of a folder with their manifests, the newest first and those of one day by name.

    Folders that hold none are passed over.
    """
    folders = [root] if (root / MANIFEST).is_file() else [p.parent for p in root.glob(f"*/{MANIFEST}")]
    visible = [folder for folder in folders if not folder.name.startswith(".")]
    found = [(load(folder), folder) for folder in visible]
    found.sort(key=lambda pair: pair[1].name)
    return sorted(found, key=lambda pair: pair[0].created, reverse=True)


def inbox() -> Path:
    """The folder that takes a workshop's answers, from WORKBENCH_INBOX; raises BundleBroken when none is set."""
    where = os.environ.get(INBOX, "")
    if not where:
        raise BundleBroken(folder=_("workshop"), why=_("no folder was named to take the answers"))
    return Path(where)
