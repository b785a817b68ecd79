"""Serving releases on this machine: a process of its own that is given the releases and nothing of the study."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from workbench.errors import BundleBroken, WorkbenchError
from workbench.messages import _, language
from workbench.publishing.manifest import canonical
from workbench.publishing.ports import HOST, require_free
from workbench.publishing.reader import INBOX, VARIABLE, found_in
from workbench.publishing.verify import verify
from workbench.resources import shipped

# What the server's process keeps of ours: where programs are and which language is spoken, no secret, no study.
KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "COMSPEC", "WINDIR", "WORKBENCH_LANG")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server. `urls` maps each page to its address; `stop` ends it and removes what it left."""

    url: str
    urls: dict[str, str]
    process: "subprocess.Popen[bytes]"
    runtime: Path

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


def serve(folder: Path, *, port: int = 8866, open_browser: bool = False, inbox: Path | None = None) -> Served:
    """Serve a release, or every release of a folder, on loopback; returns once pages can be opened.

    Each release is verified first, and none is served when one fails. Workshop answers go to `inbox`, by default
    the folder `inbox` beside the one served. Raises PortInUse, or what `verify` raises.
    """
    folder = folder.resolve()
    releases = found_in(folder)
    if not releases:
        raise BundleBroken(folder=folder.name, why=_("there is no release in it"))
    for _manifest, where in releases:
        verify(where)
    require_free(port)
    titles: dict[str, str] = {}
    for manifest, _where in releases:
        titles.setdefault(manifest.page, manifest.title)
    inbox = (inbox or folder.parent / "inbox").resolve()
    runtime = Path(tempfile.mkdtemp(prefix="wb-"))
    try:
        _lay(runtime, titles)
        process = _start(runtime, port, environment(folder, inbox, runtime))
        url = f"http://{HOST}:{port}/"
        served = Served(url, {page: f"{url}voila/render/{page}.ipynb" for page in titles}, process, runtime)
    except BaseException:
        shutil.rmtree(runtime, ignore_errors=True)
        raise
    _await(served)
    if open_browser:
        webbrowser.open(next(iter(served.urls.values())) if len(served.urls) == 1 else url)
    return served


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


def _lay(runtime: Path, titles: dict[str, str]) -> None:
    """What the server may show: the notebooks of the releases' pages, and the words of the page around them."""
    (runtime / "pages").mkdir()
    for name in ("ipython", "config", "data", "runtime"):
        (runtime / "home" / name).mkdir(parents=True)
    for page in titles:
        shutil.copyfile(shipped("dashboards") / f"{page}.ipynb", runtime / "pages" / f"{page}.ipynb")
    (runtime / "words.json").write_bytes(canonical(words(titles)))


def words(titles: dict[str, str]) -> dict[str, Any]:
    """What the page says around a release, in the language of this process."""
    return {
        "lang": language(),
        "name": _("Evaluation workbench"),
        "titles": titles,
        "home": _("All publications") if len(titles) > 1 else "",
        "skip": _("Skip to content"),
        "loading": _("The page is being prepared…"),
        "noscript": _("The filters need JavaScript; the rest of the page can be read without it."),
        "error": _("This part of the page could not be prepared; tell the evaluation team."),
        "footer": _("This page shows only what was approved for publication."),
    }


def _start(runtime: Path, port: int, env: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "workbench.publishing.server", str(runtime), str(port)]
    with (runtime / "server.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, cwd=runtime, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )


def _await(served: Served, seconds: float = 40) -> None:
    """Until the server answers; a server that died or stays silent is stopped, and its last words are given."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and served.process.poll() is None:
        try:
            urllib.request.urlopen(served.url, timeout=2).close()  # noqa: S310 - our own loopback address
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    said = served.log.read_text("utf-8", "replace").strip().splitlines()[-1:] or [""]
    served.stop()
    raise WorkbenchError(why=_("the server did not start ({why})").format(why=said[0]))
