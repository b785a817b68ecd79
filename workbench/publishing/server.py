"""The process that serves releases: Voila with every setting that keeps it to showing them. Run by `serve`.

`python -m workbench.publishing.server RUNTIME PORT` serves the notebooks of RUNTIME/pages on loopback; what must not
lie on a disk (the password's hash, what links are signed with) comes as one JSON line on its standard input.
Each setting answers a leak that was measured on Voila 0.5.13; the reason stands beside it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

TEMPLATE = "atelier"


def settings(runtime: Path, port: int, words: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The whole configuration of the server, as Jupyter's traits."""
    return {
        "Voila": {
            "ip": "127.0.0.1",  # beyond loopback only behind a proxy that speaks TLS
            "port": port,
            "port_retries": 0,  # a taken port is said, not swapped for another
            "open_browser": False,
            "root_dir": str(runtime / "pages"),
            "connection_dir_root": str(runtime),
            "config_file_paths": [],  # no configuration of this machine's changes any of this
        },
        "VoilaConfiguration": {
            "template": TEMPLATE,
            "allow_template_override": "NO",  # ?template=x would start a kernel and hang the request
            "allow_theme_override": "NO",
            "show_tracebacks": False,
            "strip_sources": True,
            "file_allowlist": [],  # by default every image of the folder is served without login
            "file_denylist": [".*"],
            "resources": {"atelier": words},
        },
        "VoilaExecutor": {"timeout": 60, "cell_error_instruction": words["error"]},
        # a kernel that died knows nothing of its page any more: nobody is served by another in its place
        "KernelManager": {"autorestart": False, "transport": "ipc" if os.name == "posix" else "tcp"},
        "MappingKernelManager": {
            "kernel_manager_class": "workbench.publishing.app.Quiet",
            "cull_idle_timeout": 600,
            "cull_interval": 60,
            "cull_connected": False,
        },
    }


def main(runtime: Path, port: int, given: dict[str, Any]) -> None:
    """Serve until told to stop. `given` holds releases {name: {folder, page}}, inbox, keys and names of this host."""
    from workbench.publishing import confined, forked

    folders = [Path(release["folder"]) for release in given["releases"].values()]
    inbox = [Path(given["inbox"])] if given.get("inbox") else []
    forked.register(forked.imports((runtime / "pages").glob("*.ipynb")), folders, [runtime, *inbox])
    closed = confined.confine(folders, [runtime, *inbox])
    from traitlets.config import Config

    from workbench.publishing.app import Releases

    words = json.loads((runtime / "words.json").read_text("utf-8"))
    app = Releases.instance(config=Config(settings(runtime, port, words)))
    app.take(given)
    app.log.info("files of this machine are %s to this process", "closed" if closed else "NOT closed")
    app.initialize([])
    app.start()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.stdin.readline() or "{}"))
