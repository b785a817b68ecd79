"""Answers given in a workshop, one JSON line each, on disk before they are acknowledged. Lines are only ever added."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbench.findings.reviews import Position, Review

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

FILE = "answers.jsonl"


def append(inbox: Path, review: Review) -> None:
    """Add the review to `inbox/answers.jsonl` and return once it is on disk; raises OSError when it is not."""
    append_line(inbox, asdict(review))


def append_line(inbox: Path, answer: Mapping[str, Any]) -> None:
    """The same for any answer.

    The line is written in one call, so that two rooms answering at once never mix their lines. A line torn by an
    earlier crash is closed first: it stays as it is, and does not swallow the next answer. One at a time looks and
    writes, or the half that another is just writing would be taken for torn; the disk is waited for together.
    """
    inbox.mkdir(parents=True, exist_ok=True)
    path = inbox / FILE
    line = (json.dumps(answer, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with _alone(handle):
            if _torn(handle):
                line = b"\n" + line
            if os.write(handle, line) != len(line):
                raise OSError(f"{path.name} could not be written whole")
        os.fsync(handle)
    finally:
        os.close(handle)


def positions(inbox: Path, session: str, finding: str, version: int) -> dict[str, Position]:
    """Where each person stands on one wording in one session, the group left out; a torn line is passed over."""
    standing: dict[str, Position] = {}
    for answer in _answers(inbox):
        try:
            said = (answer["session"], answer["finding"], answer["version"], str(answer["reviewer"]))
            if said[:3] == (session, finding, version) and not said[3].startswith("groupe"):
                standing[said[3]] = Position(answer["position"])
        except (KeyError, ValueError, TypeError):
            continue
    return standing


def _answers(inbox: Path) -> Iterator[dict[str, Any]]:
    try:
        content = (inbox / FILE).read_bytes()
    except OSError:
        return
    for line in content.split(b"\n"):
        try:
            answer = json.loads(line)
        except ValueError:
            continue
        if isinstance(answer, dict):
            yield answer


@contextmanager
def _alone(handle: int) -> Iterator[None]:
    """While no other kernel writes; where files have no such lock (Windows), at once."""
    if fcntl is None:
        yield
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _torn(handle: int) -> bool:
    """Whether the file's last line was never finished."""
    size = os.lseek(handle, 0, os.SEEK_END)
    if size == 0:
        return False
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"
