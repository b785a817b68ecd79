"""Files kept beside the store: written whole and synced, or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.errors import StoreFull, StoreReadOnly, StoreUnreachable


@contextmanager
def kept(path: Path, content: bytes, folder: Path) -> Iterator[Path]:
    """Puts the content at the path for the time of a transaction: if that fails, a file made here goes again.

    The file is on disk before the row that names it is. A file left by a crash before the commit is named by no row
    and is written over by the next attempt.
    """
    there = path.exists()
    try:
        write_whole(path, content)
        sync_folder(path.parent)
    except OSError as why:
        raise file_refusal(why, folder) from why
    try:
        yield path
    except BaseException:
        if not there:
            with suppress(OSError):
                path.unlink()
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Puts the content at the path, on disk and whole, or leaves what was there; raises OSError."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes the folder's new names survive a power cut, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_refusal(why: OSError, folder: Path) -> StoreReadOnly | StoreFull | StoreUnreachable:
    """What a file system's refusal means to a user of this study."""
    if isinstance(why, PermissionError) or why.errno == errno.EROFS:
        return StoreReadOnly(folder=folder)
    if why.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreFull(folder=folder)
    return StoreUnreachable(folder=folder, why=why.strerror or type(why).__name__)
