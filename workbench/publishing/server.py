"""The process that serves releases: Voila with every setting that keeps it to showing them. Run by `serve`.

`python -m workbench.publishing.server RUNTIME PORT` serves the notebooks of RUNTIME/pages on loopback.
Each setting answers a leak that was measured on Voila 0.5.13; the reason stands beside it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

TEMPLATE = "atelier"
# Without these three nothing that the pages use comes to life; anything else installed would be loaded too.
EXTENSIONS = ("anywidget", "@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8")


def settings(runtime: Path, port: int, words: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The whole configuration of the server, as Jupyter's traits."""
    return {
        "Voila": {
            "ip": "127.0.0.1",  # Voila checks no Host header: beyond loopback only behind a proxy that does
            "port": port,
            "port_retries": 0,  # a taken port is said, not swapped for another
            "open_browser": False,
            "root_dir": str(runtime / "pages"),
            "connection_dir_root": str(runtime),
        },
        "VoilaConfiguration": {
            "template": TEMPLATE,
            "allow_template_override": "NO",  # ?template=x would start a kernel and hang the request
            "allow_theme_override": "NO",
            "classic_tree": True,  # the index that is ours
            "show_tracebacks": False,
            "strip_sources": True,
            "file_allowlist": [],  # by default every image of the folder is served without login
            "file_denylist": [".*"],
            "extension_allowlist": list(EXTENSIONS),
            "prelaunch_hook": set_xsrf_cookie,
            "resources": {"atelier": words},
        },
        "VoilaExecutor": {"timeout": 60, "cell_error_instruction": words["error"]},
        "KernelManager": {"transport": "ipc" if os.name == "posix" else "tcp"},
        "MappingKernelManager": {"cull_idle_timeout": 600, "cull_interval": 60, "cull_connected": False},
    }


def set_xsrf_cookie(req: Any, notebook: Any = None, cwd: Any = None) -> None:
    """Give the page its token: without it the browser's farewell is refused and its kernel stays (voila#1458)."""
    _ = req.xsrf_token


def main(runtime: Path, port: int) -> None:
    from traitlets.config import Config
    from voila.app import Voila

    words = json.loads((runtime / "words.json").read_text("utf-8"))
    app = Voila.instance(config=Config(settings(runtime, port, words)))
    app.initialize([])
    app.start()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
