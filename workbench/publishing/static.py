"""The same pages as files: no kernel, no server's program, no network. For any web server, or a USB stick."""

import os
import shutil
import tempfile
from pathlib import Path

from workbench.errors import BundleBroken, FolderTaken
from workbench.markup import text
from workbench.messages import _
from workbench.publishing.downloads import FILES_OFFERED, offered
from workbench.publishing.manifest import LIVE, Manifest
from workbench.publishing.reader import open_folder
from workbench.publishing.serve import named
from workbench.publishing.shell import document
from workbench.publishing.verify import verify
from workbench.publishing.withdrawn import require_current
from workbench.resources import shipped

INDEX = "index.html"


def write(folder: Path, site: Path) -> list[Path]:
    """Write the pages of a release, or of every release of a folder, into the new folder `site`; its files.

    Each release is verified first. A workshop's page takes answers and is left out. Everything is written beside
    `site` and only then given its name. Raises FolderTaken, or what `verify` raises.
    """
    if site.exists():
        raise FolderTaken(folder=site)
    releases = {name: one for name, one in named(folder.resolve()).items() if one[0].page not in LIVE}
    if not releases:
        raise BundleBroken(folder=folder.name, why=_("it holds only pages that take answers, which need `serve`"))
    for _manifest, where in releases.values():
        require_current(where)
        verify(where)
    site.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        _lay(beside, releases)
        beside.chmod(0o755)
        os.rename(beside, site)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return sorted(path for path in site.rglob("*") if path.is_file())


def _lay(site: Path, releases: dict[str, tuple[Manifest, Path]]) -> None:
    alone = len(releases) == 1
    for name, (manifest, where) in releases.items():
        page = open_folder(where).body + _note(manifest.page) + _files(name)
        home = "" if alone else INDEX
        html = document(manifest.title, f'<div class="wb-cell">{page}</div>', name=manifest.page, home=home)
        (site / (INDEX if alone else f"{name}.html")).write_text(html, "utf-8")
        (site / name).mkdir()
        for file in FILES_OFFERED:
            shutil.copyfile(where / file, site / name / file)
    if not alone:
        titles = {name: manifest.title for name, (manifest, _where) in releases.items()}
        (site / INDEX).write_text(document(_("Publications"), _index(titles), name="list"), "utf-8")


def _index(titles: dict[str, str]) -> str:
    links = "".join(f'<li><a href="{text(name)}.html">{text(title)}</a></li>' for name, title in titles.items())
    return f'<div class="wb-head"><h1>{text(_("Publications"))}</h1></div><ul class="wb-index">{links}</ul>'


def _note(page: str) -> str:
    """How to read the page, from the words that stand in its notebook: a heading and plain paragraphs."""
    import json

    cells = json.loads((shipped("dashboards") / f"{page}.ipynb").read_text("utf-8"))["cells"]
    words = [line for cell in cells if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).split("\n")]
    said = (
        f"<h2>{text(line.removeprefix('## '))}</h2>" if line.startswith("## ") else f"<p>{text(line)}</p>"
        for line in words
        if line.strip()
    )
    return f'<div class="wb-note">{"".join(said)}</div>'


def _files(name: str) -> str:
    """The list of files to take away, as the served page has it."""
    links = "".join(
        f'<li><a href="{text(name)}/{file}" download>{text(said)}</a></li>' for file, said in offered().items()
    )
    title = f'<h2 class="wb-part-title" id="downloads">{text(_("Files of this release"))}</h2>'
    return f'<section class="wb-part wb-downloads wb-wide">{title}<ul>{links}</ul></section>'
