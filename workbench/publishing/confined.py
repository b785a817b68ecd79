"""A process that can read and write only what it was given, whoever runs it: Linux's Landlock, asked for directly.

Once confined, neither the process nor anything that it starts can open another file, as root neither. Elsewhere than
on Linux (or on one older than 5.13) nothing is confined and `confine` says so; the administrator then gives the
server an account of its own (docs/publishing.md). Source: docs.kernel.org/userspace-api/landlock.html.
"""

import ctypes
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446  # the system calls, of the same number on every machine
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
ALL = (1 << 13) - 1  # every right over files that the first version knows
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE
READING = EXECUTE | READ_FILE | READ_DIR
NO_NEW_PRIVILEGES = 38
SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/proc", "/sys/devices/system/cpu"),
    *(f"/etc/{name}" for name in ("ld.so.cache", "localtime", "timezone", "mime.types", "passwd", "group", "hosts")),
    *(f"/etc/{name}" for name in ("nsswitch.conf", "resolv.conf", "host.conf", "gai.conf")),
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/shm")  # noqa: S108 - named to be allowed


class _Ruleset(ctypes.Structure):
    _fields_ = (("handled", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def confine(readable: Iterable[Path], writable: Iterable[Path]) -> bool:
    """Close every file to this process but these folders and files, for good; False where that cannot be done.

    What Python itself needs (its own folders, the system's libraries) stays readable.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    handled = _Ruleset(ALL)
    ruleset = libc.syscall(CREATE, ctypes.byref(handled), ctypes.sizeof(handled), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*map(Path, SYSTEM), *python(), *readable):
            _allow(libc, ruleset, path, READING)
        for path in (*map(Path, DEVICES), *writable):
            _allow(libc, ruleset, path, ALL)
        return bool(libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and libc.syscall(RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def python() -> list[Path]:
    """What this interpreter is made of, without the demonstration study that is shipped inside our own package."""
    own = Path(__file__).parents[1]
    folders = {Path(sys.prefix), Path(sys.base_prefix)} | {Path(where) for where in sys.path if where}
    found: list[Path] = []
    for folder in folders:
        found += _around(folder, own) if own.is_relative_to(folder) else [folder]
    return [*found, *(part for part in own.iterdir() if part.name != "_shipped")]


def _around(folder: Path, own: Path) -> list[Path]:
    """Everything installed in a folder but our own package, and nothing at all of a folder that holds more than code.

    In an installed environment the package lies in `site-packages`; a checkout is no folder of packages.
    """
    if folder == own:
        return []
    inside = own.relative_to(folder).parts[0]
    if "site-packages" not in own.parts and folder not in (Path(sys.prefix), Path(sys.base_prefix)):
        return []
    others = [part for part in folder.iterdir() if part.name != inside]
    return others + _around(folder / inside, own)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    """One rule; what is not there needs none."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        on_file = not stat.S_ISDIR(os.fstat(handle).st_mode)
        rule = _Beneath(rights & ON_FILES if on_file else rights, handle)
        libc.syscall(ADD, ruleset, 1, ctypes.byref(rule), 0)
    finally:
        os.close(handle)
