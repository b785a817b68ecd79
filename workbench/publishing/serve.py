"""Serving releases on this machine: a process of its own that is given the releases and nothing of the study."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from workbench.errors import BundleBroken, WorkbenchError
from workbench.messages import _, language
from workbench.publishing.downloads import offered
from workbench.publishing.keys import Keys
from workbench.publishing.manifest import LIVE, Manifest, canonical
from workbench.publishing.ports import HOST, require_free
from workbench.publishing.reader import INBOX, VARIABLE, found_in
from workbench.publishing.shell import channel, script, style
from workbench.publishing.verify import verify
from workbench.publishing.withdrawn import require_current
from workbench.resources import shipped

# What the server's process keeps of ours: where programs are and which language is spoken, no secret, no study.
KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "COMSPEC", "WINDIR", "WORKBENCH_LANG")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server. `urls` maps each page, and each release by its name, to its address; `stop` ends it."""

    url: str
    urls: dict[str, str]
    process: "subprocess.Popen[bytes]"
    runtime: Path
    keys: Keys | None = None

    @property
    def log(self) -> Path:
        """The server's own log, with the reason of each error shown to a reader."""
        return self.runtime / "server.log"

    def wait(self) -> int:
        """Until the server ends, or until it is interrupted from the keyboard."""
        try:
            return self.process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            self.stop()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.runtime, ignore_errors=True)

    def __enter__(self) -> "Served":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(
    folder: Path,
    *,
    port: int = 8866,
    open_browser: bool = False,
    inbox: Path | None = None,
    keys: Keys | None = None,
    hosts: Sequence[str] = (),
) -> Served:
    """Serve a release, or every release of a folder, on loopback; returns once pages can be opened.

    Each release is verified first, and none is served when one fails or was taken back. Readers need the password of
    `keys`; without keys whoever is on this machine may read. `hosts` are the names under which a proxy is asked for
    the pages. Workshop answers go to `inbox`, by default the folder `inbox` beside the one served.
    Raises PortInUse, or what `verify` raises.
    """
    folder = folder.resolve()
    releases = named(folder)
    for _manifest, where in releases.values():
        require_current(where)
        verify(where)
    require_free(port)
    inbox = (inbox or folder.parent / "inbox").resolve()
    takes = any(manifest.page == "workshop" for manifest, _where in releases.values())
    if takes:
        inbox.mkdir(parents=True, exist_ok=True)
    runtime = Path(tempfile.mkdtemp(prefix="wb-"))
    url = f"http://{HOST}:{port}/"
    urls = {name: f"{url}voila/render/{name}.ipynb" for name in releases}
    urls |= {manifest.page: urls[name] for name, (manifest, _where) in reversed(releases.items())}
    given = {
        "releases": {
            name: {"folder": str(where), "page": manifest.page, "title": manifest.title}
            for name, (manifest, where) in releases.items()
        },
        "inbox": str(inbox) if takes else "",
        "keys": asdict(keys) if keys else None,
        "hosts": list(hosts),
    }
    try:
        _lay(runtime, {name: manifest for name, (manifest, _where) in releases.items()}, locked=keys is not None)
        process = _start(runtime, port, environment(folder, inbox, runtime), given)
        served = Served(url, urls, process, runtime, keys)
    except BaseException:
        shutil.rmtree(runtime, ignore_errors=True)
        raise
    _await(served)
    if open_browser:
        webbrowser.open(next(iter(served.urls.values())) if len(releases) == 1 else url)
    return served


def named(folder: Path) -> dict[str, tuple[Manifest, Path]]:
    """The releases of a folder by the name in their address: their page's, or their folder's for all but the first.

    Raises BundleBroken when there is none.
    """
    found: dict[str, tuple[Manifest, Path]] = {}
    for manifest, where in found_in(folder):
        name = manifest.page if manifest.page not in found else re.sub(r"[^A-Za-z0-9_-]", "-", where.name)
        while name in found:
            name += "-bis"
        found[name] = (manifest, where)
    if not found:
        raise BundleBroken(folder=folder.name, why=_("there is no release in it"))
    return found


def environment(folder: Path, inbox: Path, runtime: Path) -> dict[str, str]:
    """The variables of the server and of its kernels: an allow-list, and a home of its own."""
    home = str(runtime / "home")
    own = {
        VARIABLE: str(folder),
        INBOX: str(inbox),
        "WORKBENCH_LOG": str(runtime / "server.log"),
        "HOME": home,
        "USERPROFILE": home,
        "TMPDIR": str(runtime),
        "TEMP": str(runtime),
        "TMP": str(runtime),
        "IPYTHONDIR": str(runtime / "home" / "ipython"),
        "JUPYTER_CONFIG_DIR": str(runtime / "home" / "config"),
        "JUPYTER_DATA_DIR": str(runtime / "home" / "data"),
        "JUPYTER_RUNTIME_DIR": str(runtime / "home" / "runtime"),
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_PATH": str(Path(__file__).parent),  # its folder `voila/templates` holds our template
        "PYTHONUTF8": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    return {name: os.environ[name] for name in KEPT if name in os.environ} | own


def _lay(runtime: Path, releases: Mapping[str, Manifest], *, locked: bool) -> None:
    """What the server may show: one notebook a release, and the words of the page around it."""
    (runtime / "pages").mkdir()
    for name in ("ipython", "config", "data", "runtime"):
        (runtime / "home" / name).mkdir(parents=True)
    for name, manifest in releases.items():
        shutil.copyfile(shipped("dashboards") / f"{manifest.page}.ipynb", runtime / "pages" / f"{name}.ipynb")
    (runtime / "words.json").write_bytes(canonical(words(releases, locked=locked)))


def words(releases: Mapping[str, Manifest], *, locked: bool = False) -> dict[str, Any]:
    """What the page says around a release, in the language of this process."""
    return {
        "lang": language(),
        "name": _("Evaluation workbench"),
        "titles": {name: manifest.title for name, manifest in releases.items()},
        "pages": {name: manifest.page for name, manifest in releases.items()},
        "live": [name for name, manifest in releases.items() if manifest.page in LIVE],
        "home": _("All publications") if len(releases) > 1 else "",
        "leave": _("Leave") if locked else "",
        "skip": _("Skip to content"),
        "loading": _("The page is being prepared…"),
        "noscript": _("This page takes answers, for which it needs JavaScript."),
        "error": _("This part of the page could not be prepared; tell the evaluation team."),
        "footer": _("This page shows only what was approved for publication."),
        "take": _("Files of this release"),
        "offered": offered(),
        "script": script(),
        "channel": channel(),
        "style": style(),
    }


def _start(runtime: Path, port: int, env: dict[str, str], given: Mapping[str, Any]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "workbench.publishing.server", str(runtime), str(port)]
    with (runtime / "server.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, cwd=runtime, env=env, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT
        )
    if process.stdin is not None:  # told, not written down: what it holds opens the pages
        process.stdin.write(canonical(given) + b"\n")
        process.stdin.close()
    return process


def _await(served: Served, seconds: float = 40) -> None:
    """Until the server answers; a server that died or stays silent is stopped, and its last words are given."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and served.process.poll() is None:
        try:
            urllib.request.urlopen(served.url + "ready", timeout=2).close()  # noqa: S310 - our own loopback address
        except urllib.error.HTTPError:
            return  # there is no such page, says the server; asking for a real one could start a kernel
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    said = served.log.read_text("utf-8", "replace").strip().splitlines()[-1:] or [""]
    served.stop()
    raise WorkbenchError(why=_("the server did not start ({why})").format(why=said[0]))
