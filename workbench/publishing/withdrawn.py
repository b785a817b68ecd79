"""A release that was taken back: a notice beside its folder, which every door looks for before it opens.

A release never changes, so what happens afterwards cannot stand in it. The study writes `NAME.withdrawn.json` beside
each release that quotes somebody whose agreement has ended; it names the release's digest and nobody. Where the
release was carried to another machine, the administrator puts the same file beside it (docs/publishing.md).
"""

import json
import os
from pathlib import Path

from workbench.errors import BundleBroken
from workbench.messages import _

SUFFIX = ".withdrawn.json"


def notice(folder: Path) -> Path:
    """Where the notice that takes this release back stands."""
    return folder.with_name(folder.name + SUFFIX)


def write(folder: Path, digest: str, at: str) -> Path:
    """Take a release back: `at` is the day. Gives the notice, which says nothing of who withdrew."""
    path = notice(folder)
    beside = path.with_name(path.name + ".part")
    beside.write_text(json.dumps({"format": 1, "digest": digest, "withdrawn": at}, indent=1) + "\n", "utf-8")
    os.replace(beside, path)
    return path


def require_current(folder: Path) -> None:
    """Raises BundleBroken when the release in this folder was taken back; a notice that says nothing does so too."""
    if os.path.lexists(notice(folder)):
        raise BundleBroken(
            folder=folder.name,
            why=_("somebody whose words it holds no longer agrees; ask the evaluation team for a new one"),
        )
