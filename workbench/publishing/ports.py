"""Ports of this machine: whether one is free, asked before anything is started or made, and one that is."""

import os
import socket

from workbench.errors import PortInUse

HOST = "127.0.0.1"


def require_free(port: int) -> None:
    """Raises PortInUse when something listens there already, or when nothing may."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # a port that was just let go is free; elsewhere the option would share a taken one
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as why:
            raise PortInUse(port=port) from why


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
