"""Serving a workshop to the phones and tablets of one room: the page stays on loopback, a door stands on the network.

Whoever comes through the door needs a code, which the page itself asks for. The door passes bytes on and keeps
none; no internet is needed.
"""

import selectors
import socket
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from workbench.errors import BundleBroken
from workbench.messages import _
from workbench.publishing.manifest import WORKSHOP, load
from workbench.publishing.ports import HOST, free_port, require_free
from workbench.publishing.serve import Served
from workbench.publishing.serve import serve as serve_releases
from workbench.publishing.workshop import lan_address
from workbench.publishing.workshop_reader import PAGE

CHUNK = 65_536
LONGEST_HEAD = 65_536
END = b"\r\n\r\n"
REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(slots=True)
class Door:
    """A listening socket whose every connection is carried to a port of this machine.

    `names` are those under which devices may ask for it (host:port).
    """

    port: int
    to: int
    names: tuple[str, ...]
    host: str = "0.0.0.0"  # noqa: S104 - the room's phones are on the network, that is what it is for
    _listening: socket.socket = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._listening = socket.create_server((self.host, self.port), backlog=64)
        threading.Thread(target=self._accept, daemon=True, name="workshop-door").start()

    def _accept(self) -> None:
        while True:
            try:
                came, _where = self._listening.accept()
            except OSError:
                return  # closed
            threading.Thread(target=_carry, args=(came, self.to, self.names), daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


def _carry(came: socket.socket, to: int, names: Collection[str]) -> None:
    """One request and its answer, or one channel: bytes both ways until one side has no more."""
    with suppress(OSError), came, socket.create_connection((HOST, to), timeout=10) as page:
        came.settimeout(30)
        head, rest = _head(came)
        inside = rewritten(head, names, to)
        if inside is None:
            came.sendall(REFUSED)
            return
        page.sendall(inside + rest)
        for one in (came, page):
            one.settimeout(None)
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # an acknowledgement does not wait for company
        with selectors.DefaultSelector() as both:
            both.register(came, selectors.EVENT_READ, page)
            both.register(page, selectors.EVENT_READ, came)
            while True:
                for key, _mask in both.select():
                    got = key.fileobj.recv(CHUNK)  # type: ignore[union-attr] # a socket was registered
                    if not got:
                        return
                    key.data.sendall(got)


def _head(came: socket.socket) -> tuple[bytes, bytes]:
    """The head of a request, and what already came behind it; raises OSError for one that does not end."""
    got = b""
    while END not in got:
        more = came.recv(CHUNK)
        got += more
        if not more or len(got) > LONGEST_HEAD:
            raise OSError("no request")
    head, _end, rest = got.partition(END)
    return head, rest


def rewritten(head: bytes, names: Collection[str], to: int) -> bytes | None:
    """A request's head as the page behind expects it; None for one that was not meant for this door.

    The page answers to one name alone; the door answers to `names`, this machine’s on its network, so that no
    site elsewhere can make a phone speak to it under another name. One request a connection: the next head is read too.
    """
    lines = head.split(b"\r\n")
    kept, known, channel = [lines[0]], False, False
    for line in lines[1:]:
        field, _colon, value = line.partition(b":")
        match field.strip().lower():
            case b"host":
                known = value.strip().decode("latin-1") in names
                kept.append(f"Host: {HOST}:{to}".encode())
            case b"origin":
                if value.strip().decode("latin-1") not in {f"http://{name}" for name in names}:
                    return None
                kept.append(f"Origin: http://{HOST}:{to}".encode())
            case b"upgrade":
                channel = True
                kept.append(line)
            case b"connection":
                continue
            case _:
                kept.append(line)
    kept.append(b"Connection: Upgrade" if channel else b"Connection: close")
    return b"\r\n".join(kept) + END if known else None


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop being served: the address to open, the inbox that takes the answers."""

    address: str
    inbox: Path
    served: Served
    door: Door | None

    @property
    def url(self) -> str:
        """The page on this machine."""
        return self.served.urls[PAGE]

    def wait(self) -> int:
        """Until the server ends, or until it is interrupted from the keyboard."""
        try:
            return self.served.wait()
        finally:
            self.stop()

    def stop(self) -> None:
        if self.door is not None:
            self.door.close()
        self.served.stop()

    def __enter__(self) -> "Room":
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def serve(folder: Path, *, port: int = 8866, everybody: bool = True, inbox: Path | None = None) -> Room:
    """Serve a workshop's folder; with `everybody`, to the local network. Returns once the page can be opened.

    Answers go to the folder `inbox` beside the workshop's unless another is named. Raises PortInUse, BundleBroken for
    a folder that is no workshop with codes, or what serving raises.
    """
    folder = folder.resolve()
    if WORKSHOP not in load(folder).files:
        raise BundleBroken(folder=folder.name, why=_("it is no workshop: make one with workbench workshop open"))
    box = (inbox or folder.parent / "inbox").resolve()
    require_free(port)
    inner = free_port() if everybody else port
    address = lan_address(port) if everybody else f"http://{HOST}:{port}"
    served = serve_releases(folder, port=inner, inbox=box)
    try:
        names = (urlsplit(address).netloc, f"{HOST}:{port}", f"localhost:{port}")
        door = Door(port, inner, names) if everybody else None
    except BaseException:
        served.stop()
        raise
    return Room(address, box, served, door)
