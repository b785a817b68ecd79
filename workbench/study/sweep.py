"""The files of a study folder that hold one person's words: which go, which are written anew without them.

What is made of the study again at will (releases, printed cells, checkpoints, caches, backups) is taken away; what
somebody wrote (notebooks, settings, answers of others) loses the person's words alone.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from workbench.study.readings import LARGEST, Sealed, readings, without_outputs
from workbench.study.words import Words, cut_out

STAGING = ".erasing-"
STORE = ("study.db", "study.db-wal", "study.db-shm")
MADE_AGAIN = {".ipynb_checkpoints", "__pycache__", ".cache", ".virtual_documents"}  # folders anywhere
LAB = (".lab", "workspaces")
# What is encrypted or recorded sound cannot be searched: somebody has to look, or listen.
CLOSED = {".vault", ".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac", ".aac", ".wma", ".amr", ".mp4", ".mov", ".mkv",
          ".webm", ".avi"}  # fmt: skip
WRITTEN = {".toml", ".yaml", ".yml"}


@dataclass
class Sweep:
    """Paths inside the study folder: to be removed, to be written anew, and those that could not be looked into."""

    gone: list[Path] = field(default_factory=list)
    anew: dict[Path, bytes] = field(default_factory=dict)
    sealed: list[Path] = field(default_factory=list)


def files(root: Path) -> list[Path]:
    """Every file of a study folder but its store and what an erasure has set aside; a link counts as a file."""
    return sorted(
        path
        for path in root.rglob("*")
        if (path.is_symlink() or path.is_file())
        and not path.relative_to(root).parts[0].startswith(STAGING)
        and not (path.parent == root and path.name in STORE)
    )


def sweep(
    root: Path, known_as: frozenset[str], known: Words, *, settled: Iterable[Path], releases: Iterable[Path]
) -> Sweep:
    """Looks into every file but those `settled` already; `releases` are folders known to hold something of theirs.

    `known_as` are the names under which the person’s answers lie in an inbox. Raises OSError for a file that cannot be
    read.
    """
    found, done, held = Sweep(), set(settled), set(releases)
    for path in files(root):
        if path in done:
            continue
        inside = path.relative_to(root)
        bundle = root / Path(*inside.parts[:2]) if inside.parts[0] == "releases" and len(inside.parts) > 2 else None
        if bundle in held or MADE_AGAIN & set(inside.parts[:-1]) or inside.parts[:2] == LAB:
            found.gone.append(path)
        else:
            _judge(path, inside, known_as, known, found)
            if bundle and path in found.gone:
                held.add(bundle)
    found.gone += [path for path in files(root) if path not in found.gone and _in(path, held) and path not in done]
    return found


def _in(path: Path, folders: set[Path]) -> bool:
    return any(folder in path.parents for folder in folders)


def _judge(path: Path, inside: Path, known_as: frozenset[str], known: Words, found: Sweep) -> None:
    if path.suffix.lower() in CLOSED or (path.exists() and path.stat().st_size > LARGEST):
        found.sealed.append(path)
        return
    content = path.read_bytes() if path.exists() else b""  # a link to nowhere holds nothing
    new: bytes | None = None
    if path.suffix == ".ipynb" and not path.is_symlink():
        new = _notebook(content, known)
    elif path.suffix == ".jsonl" and "inbox" in inside.parts[:-1]:
        new = _answers(content, known_as, known)
    elif path.suffix in WRITTEN and len(inside.parts) == 1:
        new = _text(content, known)
    if new is not None and new != content:
        found.anew[path] = new
    try:
        if holds(path.name, content if new is None else new, known):
            found.anew.pop(path, None)
            found.gone.append(path)
    except Sealed:
        found.sealed.append(path)


def holds(name: str, content: bytes, known: Words) -> bool:
    """Whether a file holds a run of the person's own words, packed or not; raises Sealed."""
    return any(known.own_in(text) for text in readings(name, content))


def _text(content: bytes, known: Words) -> bytes | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return cut_out(text, known.own_in(text)).encode()


def _notebook(content: bytes, known: Words) -> bytes | None:
    """The evaluator's notebook without its outputs: tables and pictures cannot be told to be free of the words."""
    read = without_outputs(content)
    if read is None:
        return None
    notebook, changed = read
    cells = notebook["cells"]
    for cell in cells if isinstance(cells, list) else []:
        text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if spans := known.own_in(text):
            cell["source"], changed = cut_out(text, spans).splitlines(keepends=True), True
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode() if changed else content


def _answers(content: bytes, known_as: frozenset[str], known: Words) -> bytes:
    """An inbox without the person's answers; a line that is no answer stays only when it holds none of the words."""
    kept = []
    for line in content.splitlines(keepends=True):
        text = line.decode("utf-8", "ignore")
        try:
            answer = json.loads(text)
            theirs = answer["reviewer"] in known_as
        except (ValueError, TypeError, KeyError):
            theirs = bool(known.own_in(text))
        if not theirs:
            kept.append(line)
    return b"".join(kept)


@dataclass(frozen=True, slots=True)
class Staged:
    """Files set aside in a folder beside the study's until the erasure is in the store; then they are destroyed."""

    root: Path
    aside: Path

    def set_aside(self, path: Path, new: bytes | None) -> None:
        """Takes a file out of the study, or puts its new content in its place; raises OSError."""
        old = self.aside / path.relative_to(self.root)
        old.parent.mkdir(parents=True, exist_ok=True)
        if new is None:
            path.rename(old)
            return
        part = self.aside / "part"
        part.write_bytes(new)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        old.write_bytes(path.read_bytes())  # the name is never without a file
        part.replace(path)

    def put_back(self) -> None:
        """Everything as it was, after a refusal or a crash before the store had the erasure."""
        (self.aside / "part").unlink(missing_ok=True)
        for old in sorted(self.aside.rglob("*")):
            if old.is_symlink() or old.is_file():
                place = self.root / old.relative_to(self.aside)
                place.parent.mkdir(parents=True, exist_ok=True)
                old.replace(place)
        self._empty()

    def destroy(self) -> None:
        """Ends what was set aside, and the folders of the study that this left empty; raises OSError."""
        emptied = {(self.root / old.relative_to(self.aside)).parent for old in self.aside.rglob("*")}
        for old in list(self.aside.rglob("*")):
            if old.is_symlink() or old.is_file():
                old.unlink()
        self._empty()
        for folder in sorted(emptied, key=lambda path: len(path.parts), reverse=True):
            if len(folder.relative_to(self.root).parts) > 1 or folder.name in MADE_AGAIN:
                _remove_empty(folder)

    def _empty(self) -> None:
        for folder in sorted((p for p in self.aside.rglob("*") if p.is_dir()), reverse=True):
            folder.rmdir()
        self.aside.rmdir()


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
