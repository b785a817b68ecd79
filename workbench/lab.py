"""A study's notebooks in a French JupyterLab, on this machine only."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from workbench import study
from workbench.errors import MissingPart
from workbench.messages import language
from workbench.publishing.ports import require_free
from workbench.resources import shipped

LOCALE = "@jupyterlab/translation-extension/plugin.jupyterlab-settings"
NEWS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
FIRST = "1-corpus.ipynb"


def run(folder: Path, *, port: int, browser: bool = True) -> None:
    """Open JupyterLab on the study's notebooks until it is stopped. Raises what opening the study raises, PortInUse."""
    with study.open_study(folder):
        pass  # refuse before anything starts
    require_free(port)
    words, env = command(folder, port=port, browser=browser), environment(folder)
    if os.name == "posix":
        os.execve(words[0], words, env)  # noqa: S606 - what stops this command stops the Lab, and its kernels
    subprocess.run(words, env=env, check=False)  # noqa: S603


def command(folder: Path, *, port: int, browser: bool) -> list[str]:
    """How JupyterLab is started: on loopback, on the study's own copies of the notebooks. Raises MissingPart."""
    import importlib.util

    if importlib.util.find_spec("jupyterlab") is None:
        raise MissingPart(extra="atelier")
    notebooks = own_notebooks(folder)
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={notebooks}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--LabApp.default_url=/lab/tree/{FIRST}",
        "--LabApp.news_url=None",  # JupyterLab would ask another host for news
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]


def environment(folder: Path) -> dict[str, str]:
    """This process's environment, with the study and the Lab settings in it."""
    settings = folder / ".lab" / "settings"
    wanted: dict[str, dict[str, object]] = {
        LOCALE: {"locale": "fr_FR" if language() == "fr" else "default"},
        NEWS: {"fetchNews": "false", "checkForUpdates": False},  # or JupyterLab asks whether to call another host
    }
    for name, values in wanted.items():
        file = settings / name
        if not file.exists():  # what the user has changed since stays
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values), "utf-8")
    return os.environ | {
        "WORKBENCH_STUDY": str(folder.resolve()),
        "JUPYTERLAB_SETTINGS_DIR": str(settings.resolve()),
        "JUPYTERLAB_WORKSPACES_DIR": str((folder / ".lab" / "workspaces").resolve()),
    }


def own_notebooks(folder: Path) -> Path:
    """The study's notebooks; those that it has not yet are copied from the package, its own are left as they are."""
    own = folder / "notebooks"
    own.mkdir(exist_ok=True)
    for notebook in sorted(shipped("notebooks").glob("*.ipynb")):
        if not (own / notebook.name).exists():
            shutil.copyfile(notebook, own / notebook.name)
    return own.resolve()
