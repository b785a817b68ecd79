"""Chromium and JupyterLab for the tests that drive what people use. One browser and one Lab serve the whole run."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = re.compile(r"^(?:https?|wss?)://(?:127\.0\.0\.1|localhost)[:/]|^(?:data|blob|about):")


@dataclass
class Watched:
    """A page and what it did: requests that left this machine, errors that it met."""

    page: Page
    abroad: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium. What is expected may take its time: a slow machine is no fault of what is tested."""
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens pages of a size (1366 x 768 at first) in French, in a context of their own; closes them after the test."""
    contexts = []

    def open_page(width: int = 1366, height: int = 768, **options: object) -> Watched:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="fr-FR", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        watched = Watched(page)
        context.on("request", lambda r: None if HERE.match(r.url) else watched.abroad.append(r.url))
        page.on("websocket", lambda w: None if HERE.match(w.url) else watched.abroad.append(w.url))
        page.on("pageerror", lambda e: watched.errors.append(str(e)))
        return watched

    yield open_page
    for context in contexts:
        context.close()


def saved(page: Page, notebook: Path) -> dict[str, Any]:
    """The notebook as its file has it once what its cells gave is saved, by the host's own Ctrl+S."""
    kept: dict[str, Any] = {}
    for _wait in range(30):
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1000)
        kept = json.loads(notebook.read_text("utf-8"))
        if any(cell.get("outputs") for cell in kept["cells"]):
            return kept
    raise AssertionError(f"{notebook.name} was not saved with what its cells gave")


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab; `folder` holds its notebooks."""

    url: str
    folder: Path

    def notebook(self, name: str) -> str:
        """The address at which one notebook opens alone."""
        return f"{self.url}/lab/tree/{name}?reset"

    def opened(self, page: Page, name: str) -> None:
        """Shows this notebook alone, when its cells are there and its kernel is named.

        On a slow machine Lab may ask something over the cells (which kernel, a file that changed meanwhile): whenever
        such a dialog is in the way of a gesture, what it says is printed, and its proposal is taken.
        """

        def answered() -> None:
            sys.stderr.write(f"Lab asked: {dialog.last.inner_text()}\n")
            dialog.last.locator(".jp-mod-accept").click()

        dialog = page.locator(".jp-Dialog")
        page.add_locator_handler(dialog, answered)
        page.goto(self.notebook(name))
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=40_000)
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=40_000)

    def run(self, page: Page, cells: int) -> None:
        """Runs the first cells with Shift+Enter, as people do; again if the kernel was not listening yet."""
        prompt = page.locator(".jp-Notebook .jp-Cell .jp-InputPrompt").first
        for _attempt in range(20):
            page.locator(".jp-Notebook .jp-Cell .cm-content").first.click()
            page.keyboard.press("Shift+Enter")
            page.wait_for_timeout(300)
            if re.search(r"[\d*]", prompt.inner_text()):
                break
            page.wait_for_timeout(500)
        for _cell in range(cells - 1):
            page.keyboard.press("Shift+Enter")


@pytest.fixture(scope="session")
def jupyter_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A real JupyterLab on this machine only, without login, with settings and kernels of this environment alone."""
    folder = tmp_path_factory.mktemp("notebooks")
    private = tmp_path_factory.mktemp("jupyter")
    port = _free_port()
    settings = [
        "--no-browser",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--ServerApp.allow_root=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    env = os.environ | {
        name: str(private / name)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR",
                     "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")
    }  # fmt: skip
    quiet = (
        private / "JUPYTERLAB_SETTINGS_DIR" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    )
    quiet.parent.mkdir(parents=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    log = (private / "lab.log").open("wb")
    server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *settings], env=env, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status", server, private / "lab.log")
        yield Lab(f"http://127.0.0.1:{port}", folder)
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path, seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{url} does not answer: {log.read_text(errors='replace')[-2000:]}")
