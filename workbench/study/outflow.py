"""Where words went: the releases, exports and prints that hold excerpts or answers, and what a bundle still shows."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import BadInput, UnknownId
from workbench.messages import _
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.rows import next_ids, now

if TYPE_CHECKING:
    from workbench.study.study import Study

KINDS = {"export", "print"}
MANIFEST, QUOTES, FINDINGS = "manifest.json", "quotes.json", "findings.json"


@dataclass(frozen=True, slots=True)
class Held:
    """One release, export or print, and what it held of what was asked for, by id.

    `there` says whether its folder or file lies in the study still; otherwise it went elsewhere, under `path`.
    """

    kind: str  # "release", "export" or "print"
    id: str
    audience: str
    date: str  # ISO instant
    digest: str
    path: str
    there: bool
    excerpts: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {**asdict(self), "excerpts": list(self.excerpts), "reviews": list(self.reviews)}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a release that still lies in the study shows: its folder, quotes (text -> id) and dissenting words."""

    folder: Path
    quotes: Mapping[str, str]
    dissents: frozenset[str]


def record_copy(study: "Study", *, kind: str, path: str, release: str | None = None, by: str) -> str:
    """Records that an "export" or a "print" was made, of a release or of the whole study, and where it went; its id.

    Raises UnknownId for the release, BadInput for another kind.
    """
    if kind not in KINDS:
        raise BadInput(why=_("a copy is an export or a print, not {kind}").format(kind=kind))
    table, known = schema.copies, schema.releases.c.id
    with study.store.write() as connection:
        if release is not None and connection.scalar(select(known).where(known == release)) is None:
            raise UnknownId(what=_("release"), id=release)
        n, id_ = next_ids(connection, "copy", 1)[0]
        row = {"id": id_, "n": n, "kind": kind, "release": release, "path": str(path), "at": now(), "who": by}
        record(connection, table, [row], kind="copy.recorded", by=by)
    return id_


def bundle(root: Path, path: str, digest: str) -> Bundle | None:
    """The release recorded under this path and digest, if it still lies in the study's releases."""
    folder = root / "releases" / Path(path).name
    try:
        if json.loads((folder / MANIFEST).read_text("utf-8"))["digest"] != digest:
            return None  # another release took the name
        quotes = json.loads((folder / QUOTES).read_text("utf-8"))
        findings = json.loads((folder / FINDINGS).read_text("utf-8"))
        return Bundle(
            folder,
            {quote["text"]: quote["id"] for quote in quotes},
            frozenset(dissent["words"] for finding in findings for dissent in finding["dissents"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def holdings(
    root: Path, connection: Connection, excerpts: Mapping[str, str], reviews: Mapping[str, tuple[str, ...]]
) -> list[Held]:
    """Every release, export and print that held one of these, oldest first.

    `excerpts` maps ids to texts and `reviews` answer ids to the words that a page may show of them. What was recorded
    is believed; of a release made before its contents were recorded, the bundle is read where it still lies there.
    """
    releases = {held.id: held for held in _releases(root, connection, excerpts, reviews)}
    rows = connection.execute(select(schema.copies).order_by(schema.copies.c.n)).all()
    copies = [held for row in rows if (held := _copy(root, row, releases, connection, excerpts, reviews))]
    return [held for held in releases.values() if held.excerpts or held.reviews] + copies


def _releases(
    root: Path, connection: Connection, excerpts: Mapping[str, str], reviews: Mapping[str, tuple[str, ...]]
) -> Iterator[Held]:
    recorded = _recorded(connection, schema.release_excerpts, "excerpt")
    answers = _recorded(connection, schema.release_reviews, "answer")
    for row in connection.execute(select(schema.releases).order_by(schema.releases.c.n)):
        found = bundle(root, row.path, row.digest)
        inside, said = recorded.get(row.id, set()), answers.get(row.id, set())
        if found and not inside and not said:
            inside = {e for e, text in excerpts.items() if text in found.quotes}
            said = {r for r, texts in reviews.items() if found.dissents & set(texts)}
        yield Held(
            "release",
            row.id,
            row.audience,
            row.at,
            row.digest,
            row.path,
            found is not None,
            _known(inside, excerpts),
            _known(said, reviews),
        )


def _recorded(connection: Connection, table: Any, column: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for release, id_ in connection.execute(select(table.c.release, table.c[column])):
        found.setdefault(release, set()).add(id_)
    return found


def _known(wanted: Iterable[str], order: Mapping[str, object]) -> tuple[str, ...]:
    chosen = set(wanted)
    return tuple(id_ for id_ in order if id_ in chosen)


def _copy(
    root: Path,
    row: Any,
    releases: Mapping[str, Held],
    connection: Connection,
    excerpts: Mapping[str, str],
    reviews: Mapping[str, tuple[str, ...]],
) -> Held | None:
    there = (root / row.path).exists()
    if row.release is not None:
        made_of = releases[row.release]
        if not made_of.excerpts and not made_of.reviews:
            return None
        held = (made_of.audience, row.at, made_of.digest, row.path, there, made_of.excerpts, made_of.reviews)
        return Held(row.kind, row.id, *held)
    before = _before(connection, row.at)
    inside = tuple(e for e in excerpts if ("excerpts", e) in before)
    said = tuple(r for r in reviews if ("reviews", r) in before)
    return Held(row.kind, row.id, "T0", row.at, "", row.path, there, inside, said) if inside or said else None


def _before(connection: Connection, at: str) -> set[tuple[str, str]]:
    """What the study held at that instant, as the journal has it: (table, row id)."""
    entries = schema.journal.c
    wanted = select(entries.table_name, entries.row_id).where(
        entries.at <= at, entries.table_name.in_(["excerpts", "reviews"])
    )
    return {(row.table_name, row.row_id) for row in connection.execute(wanted)}
