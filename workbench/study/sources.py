"""Source texts: immutable, checked against their sha256 whenever they are read, with the file they came from."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import AlreadyImported, Altered, BadInput, BadSpan, EmptyFile, UnknownId
from workbench.intake.documents import Document, Place, Turn, text_digest
from workbench.messages import _
from workbench.people import Person
from workbench.study import schema
from workbench.study.files import kept
from workbench.study.journal import record
from workbench.study.people import insert_people, require_people
from workbench.study.rows import Row, digest, grouped, insert_rows, next_ids

if TYPE_CHECKING:
    from workbench.study.study import Study


class SourceKind(StrEnum):
    """What a source is: what people said, what somebody wrote, or what an evaluator noted."""

    INTERVIEW = "interview"
    REPORT = "report"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """The n-th stretch (from 1), [start, end) in code points; `person` is who the printed label stands for."""

    n: int
    start: int
    end: int
    speaker: str
    asks: bool
    person: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an interview came in: counts, never words.

    `names`: "reviewed" on the screen, "stated" to be decided by the evaluator, "none" proposed as direct. `direct` and
    `quasi` count what was proposed, `replaced` the labels put in. `kept`: the file is in the "vault", in the study's
    "folder", or "nowhere" but with the evaluator.
    """

    names: str
    direct: int
    quasi: int
    replaced: int = 0
    kept: str = "folder"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source as it stands in the study; `person` is who speaks when exactly one known person does."""

    id: str
    name: str
    kind: SourceKind
    text: str
    sha256: str
    original_sha256: str
    places: tuple[Place, ...]
    turns: tuple[SpokenTurn, ...]
    person: str | None


def add_source(
    study: "Study",
    document: Document,
    *,
    kind: str,
    original: bytes,
    turns: Sequence[Turn] = (),
    speakers: Mapping[str, str] | None = None,
    people: Iterable[Person] = (),
    arrival: Arrival | None = None,
    by: str,
) -> SourceRecord:
    """Adds a text with its places and turns, and keeps the file it came from in `originals/`, if it is kept there.

    `speakers` says which person a printed label stands for, `people` are those of them who are new. Raises
    AlreadyImported when a file with the same bytes is there, EmptyFile, BadInput for bytes or a text that the sha256
    does not name, BadSpan for a turn outside the text, UnknownId for a person the study does not know.
    """
    _check(document, turns)
    if hashlib.sha256(original).hexdigest() != document.original_sha256:
        raise BadInput(why=_("the text of {file} is not the one that its sha256 names").format(file=document.name))
    suffix = re.sub(r"[^.a-z0-9]", "", Path(document.name).suffix.lower())
    path = study.root / "originals" / f"{document.original_sha256}{suffix}"
    here = arrival is None or arrival.kept == "folder"
    # the files are left last: a commit that fails takes the kept file away again
    with ExitStack() as files, study.store.write() as connection:
        insert_people(connection, people, by=by)
        added = insert_source(
            connection,
            document,
            kind=kind,
            turns=turns,
            speakers=speakers,
            arrival=arrival,
            by=by,
            original=path.name if here else "",
        )
        if here:
            files.enter_context(kept(path, original, study.root))
        return added


def insert_source(
    connection: Connection,
    document: Document,
    *,
    kind: str,
    turns: Sequence[Turn] = (),
    speakers: Mapping[str, str] | None = None,
    arrival: Arrival | None = None,
    by: str,
    original: str = "",
) -> SourceRecord:
    """The same in the caller's transaction; without the name of an `original`, the file is not kept in the folder."""
    sort = SourceKind(kind)
    _check(document, turns)
    who = dict(speakers or {})
    refuse_known(connection, document)
    require_people(connection, who.values())
    taken = set(connection.scalars(select(schema.sources.c.id)))
    n, id_ = next_ids(connection, "source", 1)[0][0], free_id(slug(Path(document.name).stem) or "source", taken)
    places = [{"source": id_, "n": i, "start": p.start, "place": p.where} for i, p in enumerate(document.places, 1)]
    said = [_turn_row(id_, i, turn, who) for i, turn in enumerate(turns, 1)]
    row = {
        "id": id_,
        "n": n,
        "name": Path(document.name).name,
        "kind": sort.value,
        "text": document.text,
        "sha256": document.sha256,
        "original_sha256": document.original_sha256,
        "original": original,
        "layout": digest([places, said]),
    }
    record(connection, schema.sources, [row], kind="source.added", by=by)
    insert_rows(connection, schema.places, places)
    insert_rows(connection, schema.turns, said)
    if arrival is not None:
        came = [{"source": id_, **asdict(arrival)}]
        record(connection, schema.entries, came, kind=f"names.{arrival.names}", by=by)
    return _load(connection, "id", id_)[0]


def _check(document: Document, turns: Sequence[Turn]) -> None:
    if not document.text.strip():
        raise EmptyFile(file=document.name)
    if not _whole(document.text, document.sha256):
        raise BadInput(why=_("the text of {file} is not the one that its sha256 names").format(file=document.name))
    for turn in turns:
        if not 0 <= turn.start < turn.end <= len(document.text):
            why = _("a turn lies outside the text")
            raise BadSpan(start=turn.start, end=turn.end, source=document.name, length=len(document.text), why=why)


def _whole(text: str, sha256: str) -> bool:
    return text_digest(text) == sha256


def _turn_row(source: str, n: int, turn: Turn, who: Mapping[str, str]) -> Row:
    return {
        "source": source,
        "n": n,
        "start": turn.start,
        "stop": turn.end,
        "speaker": turn.speaker,
        "asks": int(turn.asks),
        "person": who.get(turn.speaker),
    }


def refuse_known(connection: Connection, document: Document) -> None:
    """Raises AlreadyImported when the file with these bytes is in the study, whatever became of its text."""
    same = select(schema.sources.c.id).where(schema.sources.c.original_sha256 == document.original_sha256)
    if there := connection.scalar(same):
        raise AlreadyImported(file=document.name, source=there)


def free_id(stem: str, taken: Collection[str]) -> str:
    """The stem, or the stem with the first number from 2 on that nothing taken has: "entretien", "entretien-2"."""
    n, id_ = 1, stem
    while id_ in taken:
        n += 1
        id_ = f"{stem}-{n}"
    return id_


def slug(words: str) -> str:
    """The words in lower-case ASCII letters, digits and hyphens, at most 60: "Entretien M02" -> "entretien-m02"."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def sources(study: "Study") -> list[SourceRecord]:
    """Every source, in the order of arrival; raises Altered for a text that its sha256 no longer names."""
    with study.store.read() as connection:
        return _load(connection)


def arrivals(study: "Study") -> dict[str, Arrival]:
    """How each interview came in, by source."""
    with study.store.read() as connection:
        rows = connection.execute(select(schema.entries).order_by(schema.entries.c.source)).all()
    return {row.source: Arrival(row.names, row.direct, row.quasi, row.replaced, row.kept) for row in rows}


def source(study: "Study", id: str) -> SourceRecord:  # noqa: A002 - the contract's word
    """One source; raises UnknownId, and Altered when its text is no longer the one that was imported."""
    with study.store.read() as connection:
        found = _load(connection, "id", id)
    if not found:
        raise UnknownId(what=_("source"), id=id)
    return found[0]


def _load(connection: Connection, column: str | None = None, value: str | None = None) -> list[SourceRecord]:
    base, places, turns = schema.sources, schema.places, schema.turns
    heads = select(base).order_by(base.c.n)
    where, said = select(places).order_by(places.c.n), select(turns).order_by(turns.c.n)
    if column is not None:
        heads = heads.where(base.c[column] == value)
        where, said = where.where(places.c.source == value), said.where(turns.c.source == value)
    by_place, by_turn = (grouped(connection.execute(one), "source") for one in (where, said))
    return [_record(row, by_place.get(row.id, []), by_turn.get(row.id, [])) for row in connection.execute(heads).all()]


def _record(row: Any, places: list[Any], turns: list[Any]) -> SourceRecord:
    if not _whole(row.text, row.sha256):
        raise Altered(what=_("The source"), id=row.id)
    said = tuple(SpokenTurn(t.n, t.start, t.stop, t.speaker, bool(t.asks), t.person) for t in turns)
    speaking = {turn.person for turn in said if turn.person is not None and not turn.asks}
    return SourceRecord(
        row.id,
        row.name,
        SourceKind(row.kind),
        row.text,
        row.sha256,
        row.original_sha256,
        tuple(Place(p.start, p.place) for p in places),
        said,
        speaking.pop() if len(speaking) == 1 else None,
    )
