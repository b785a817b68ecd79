"""Serving in the foreground, and who is let in."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from workbench.errors import Withheld
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.publishing.keys import Keys

HOURS = 12.0
DOOR: list[str] = []  # names of this machine besides its own
PASSWORD = "WORKBENCH_PASSWORD"  # noqa: S105 - the name of a variable


def keep_serving(
    folder: Path, port: int, *, keys: "Keys | None" = None, hours: float = HOURS, hosts: Sequence[str] = ()
) -> None:
    """Serve until Ctrl+C, saying where; with keys, how to come in too."""
    from workbench.publishing.serve import serve as start

    signal.signal(signal.SIGTERM, lambda *_args: sys.exit(0))  # so that the server is stopped with us
    with start(folder, port=port, keys=keys, hosts=hosts) as served, suppress(KeyboardInterrupt):
        if keys is not None:
            link = f"{served.url}login?lien={keys.link(hours)}"
            typer.echo(_("A link that lets in for {hours} h: {link}").format(hours=f"{hours:g}", link=link))
        typer.echo(_("Served at {url} (Ctrl+C stops it)").format(url=served.url))
        served.wait()


def keys_from(bundle: Path, password_file: Path | None, *, open_: bool) -> "Keys | None":
    """The keys of a server: the password of a file, of WORKBENCH_PASSWORD, or a new one, which is printed.

    Without a password only what was made for the public may be served; raises Withheld otherwise.
    """
    from workbench.publishing.keys import keys_for, new_password
    from workbench.publishing.reader import found_in

    if open_:
        private = [manifest.title for manifest, _where in found_in(bundle) if manifest.audience != "T3"]
        if private:
            raise Withheld(why=_("“{title}” was not made for the public: it needs a password").format(title=private[0]))
        return None
    if password_file is not None:
        from workbench.commands.console import read_bytes

        password = read_bytes(password_file).decode("utf-8").strip()
    else:
        password = os.environ.get(PASSWORD, "")
    if not password:
        password = new_password()
        typer.echo(_("The readers' password: {password}").format(password=password))
    return keys_for(password)
