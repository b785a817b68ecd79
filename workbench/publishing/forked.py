"""Kernels that start in a tenth of a second: copies of one process that has already imported what pages need.

`python -m workbench.publishing.forked` imports what its first line names, confines itself to the files named there,
then reads one JSON line a kernel (argv, env, cwd) and answers with its process id. It opens no socket and starts no
thread before it forks, so that a copy is as good as a fresh process. What all kernels share in memory is there once.
"""

import ast
import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from workbench.messages import _
from workbench.publishing.confined import confine

NAME = "workbench-forked"
# What every kernel imports on its way to the first cell, asked for by a page or not: the debugger takes longest.
KERNEL = (
    *("ipykernel.ipkernel", "ipykernel.kernelapp", "ipykernel.debugger", "tornado.platform.asyncio"),
    *("IPython.core.debugger", "IPython.core.completerlib", "IPython.core.logger", "IPython.extensions.storemagic"),
)
POSSIBLE = hasattr(os, "fork") and sys.platform != "darwin"  # macOS: its frameworks do not survive a fork


class Mother:
    """The process that is copied, as the server holds it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, modules: Sequence[str], readable: Sequence[Path], writable: Sequence[Path]) -> None:
        """Start it, with what it imports, and what it may read and write then; before this process confines itself."""
        command = [sys.executable, "-m", "workbench.publishing.forked"]
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        closed = {"readable": [str(p) for p in readable], "writable": [str(p) for p in writable]}
        self._say({"modules": list(modules), **closed})

    def _say(self, order: dict[str, Any]) -> None:
        if self._process is None or self._process.stdin is None:
            raise OSError("no mother of kernels was started")
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()

    def bear(self, argv: list[str], env: dict[str, str], cwd: str | None) -> tuple[int, int]:
        """The process ids of a new kernel and of its mother; raises OSError when there is none."""
        self._say({"argv": argv, "env": env, "cwd": cwd})
        line = self._process.stdout.readline() if self._process and self._process.stdout else b""
        if not line.strip() or self._process is None:
            raise OSError("the mother of kernels is gone")
        return int(line), self._process.pid


MOTHER = Mother()


class Born:
    """A kernel as `LocalProvisioner` handles its processes; it is its mother's child, who buries it."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self, timeout: float | None = None) -> int:
        end = time.monotonic() + (5 if timeout is None else timeout)
        while self.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        return 0

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class Forked(LocalProvisioner):
    """Jupyter's own way of launching a kernel, but for the launch."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        pid, mother = MOTHER.bear(cmd, {**kwargs.get("env", {}), "JPY_PARENT_PID": ""}, kwargs.get("cwd"))
        self.process = Born(pid)  # type: ignore[assignment]
        self.pid, self.pgid = pid, pid
        self.log.info("Kernel %s born of %s as process %s", self.kernel_id, mother, pid)
        return self.connection_info


def register(modules: Sequence[str], readable: Sequence[Path], writable: Sequence[Path]) -> bool:
    """Make kernels be born of a mother where processes can be copied; False where they are started one by one."""
    if not POSSIBLE:
        return False
    MOTHER.start(modules, readable, writable)
    from importlib.metadata import EntryPoint

    factory = KernelProvisionerFactory.instance()
    where = f"{Forked.__module__}:{Forked.__name__}"
    factory.provisioners[NAME] = EntryPoint(NAME, where, KernelProvisionerFactory.GROUP_NAME)
    factory.default_provisioner_name = NAME
    return True


def imports(pages: Iterable[Path]) -> list[str]:
    """The modules that the code cells of these notebooks import."""
    found: dict[str, None] = {}
    for page in pages:
        for cell in json.loads(page.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                for node in ast.walk(ast.parse("".join(cell["source"]))):
                    if isinstance(node, ast.ImportFrom) and node.module:
                        found[node.module] = None
    return [*KERNEL, *found]


def _become(order: dict[str, Any]) -> None:
    """From here on a kernel like any other, in a session of its own."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    mother = os.getppid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.environ.clear()
    os.environ.update(order["env"] | {"JPY_PARENT_PID": str(mother)})
    os.chdir(order["cwd"] or "/")
    import random

    random.seed()
    from ipykernel.kernelapp import IPKernelApp

    where = order["argv"].index("-f")
    app = IPKernelApp.instance(parent_handle=mother)
    app.initialize(["-f", order["argv"][where + 1], "--HistoryManager.enabled=False"])
    app.start()


def main() -> None:
    """Until the server that asks is gone."""
    first = json.loads(sys.stdin.buffer.readline() or "{}")
    for name in first["modules"]:
        importlib.import_module(name)
    _("Leave")  # reads the catalogue of messages
    confine(map(Path, first["readable"]), map(Path, first["writable"]))
    gc.collect()
    gc.freeze()  # what is there stays shared: the collector of a copy never touches it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the dead
    while line := sys.stdin.buffer.readline():
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                _become(json.loads(line))
                status = 0
            finally:
                os._exit(status)
        sys.stdout.buffer.write(f"{pid}\n".encode())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
