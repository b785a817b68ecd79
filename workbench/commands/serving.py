"""Serving in the foreground."""

import signal
import sys
from contextlib import suppress
from pathlib import Path

import typer

from workbench.messages import _


def keep_serving(folder: Path, port: int) -> None:
    """Serve until Ctrl+C, saying where."""
    from workbench.publishing.serve import serve as start

    signal.signal(signal.SIGTERM, lambda *_args: sys.exit(0))  # so that the server is stopped with us
    with start(folder, port=port) as served, suppress(KeyboardInterrupt):
        typer.echo(_("Served at {url} (Ctrl+C stops it)").format(url=served.url))
        served.wait()
