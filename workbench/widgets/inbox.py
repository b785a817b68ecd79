"""Answers given in a workshop, one JSON line each, on disk before they are acknowledged. Lines are only ever added."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from workbench.findings.reviews import Review

FILE = "answers.jsonl"


def append(inbox: Path, review: Review) -> None:
    """Add the review to `inbox/answers.jsonl` and return once it is on disk; raises OSError when it is not.

    The line is written in one call, so that two rooms answering at once never mix their lines. A line torn by an
    earlier crash is closed first: it stays as it is, and does not swallow the next answer.
    """
    inbox.mkdir(parents=True, exist_ok=True)
    path = inbox / FILE
    line = (json.dumps(asdict(review), ensure_ascii=False) + "\n").encode()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        if _torn(handle):
            line = b"\n" + line
        if os.write(handle, line) != len(line):
            raise OSError(f"{path.name} could not be written whole")
        os.fsync(handle)
    finally:
        os.close(handle)


def _torn(handle: int) -> bool:
    """Whether the file's last line was never finished."""
    size = os.lseek(handle, 0, os.SEEK_END)
    if size == 0:
        return False
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"
