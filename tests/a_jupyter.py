"""JupyterLab, Notebook 7 and Voila on this machine alone, with settings and kernels of this environment only."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import nbformat

from workbench.publishing.ports import free_port

PRIVATE = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "IPYTHONDIR",
)
SERVER = (
    "--no-browser",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--IdentityProvider.token=",
    "--ServerApp.allow_root=True",
)
NEWS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"


@contextmanager
def lab(folder: Path, private: Path, *, theme: str = "") -> Iterator[str]:
    """The address of a JupyterLab on this folder, without login."""
    once = "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"
    settings = {NEWS: '{"fetchNews": "false", "checkForUpdates": false}'}
    if theme:
        settings["@jupyterlab/apputils-extension/themes.jupyterlab-settings"] = f'{{"theme": "{theme}"}}'
    for name, value in settings.items():
        file = private / "JUPYTERLAB_SETTINGS_DIR" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(value)
    with _served("jupyterlab", [*SERVER, f"--ServerApp.root_dir={folder}", once], private, "ServerApp") as url:
        yield url


@contextmanager
def notebook7(folder: Path, private: Path) -> Iterator[str]:
    """The address of a Notebook 7 on this folder, without login."""
    with _served("notebook", [*SERVER, f"--ServerApp.root_dir={folder}"], private, "ServerApp") as url:
        yield url


@contextmanager
def voila(notebook: Path, private: Path) -> Iterator[str]:
    """The address of one notebook served by Voila, without login."""
    options = ["--no-browser", "--Voila.ip=127.0.0.1", "--show_tracebacks=True", str(notebook)]
    with _served("voila", options, private, "Voila", "/") as url:
        yield url


def written(path: Path, cells: Sequence[str]) -> Path:
    """A notebook of these code cells, for the Python of this environment."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, path)
    return path


@contextmanager
def _served(module: str, options: Sequence[str], private: Path, app: str, probe: str = "/api/status") -> Iterator[str]:
    port = free_port()
    private.mkdir(parents=True, exist_ok=True)
    env = os.environ | {name: str(private / name) for name in PRIVATE}
    log = private / f"{module}.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", module, *options, f"--{app}.port={port}"]
        server = subprocess.Popen(command, env=env, stdout=out, stderr=out)
        try:
            if probe == "/":
                _listening(port, server, log)
            else:
                _answering(f"http://127.0.0.1:{port}{probe}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _answering(url: str, server: "subprocess.Popen[bytes]", log: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{url} does not answer: {log.read_text(errors='replace')[-2000:]}")


def _listening(port: int, server: "subprocess.Popen[bytes]", log: Path, seconds: float = 60) -> None:
    """A page of Voila starts a kernel, so that asking for one is not a way to see whether it is there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        if re.search(r"Voil[aà] is running", log.read_text(errors="replace")):
            return
        time.sleep(0.2)
    raise RuntimeError(f"port {port} does not answer: {log.read_text(errors='replace')[-2000:]}")
