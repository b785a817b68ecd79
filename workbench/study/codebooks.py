"""Codebooks: a change of content is a new version, and the old ones stay for the codings made on them."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, select

from workbench.coding.codebooks import Code, Codebook, checked
from workbench.errors import UnknownId
from workbench.messages import _
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.rows import Row, canonical, digest, insert_rows, plain

if TYPE_CHECKING:
    from workbench.study.study import Study

LISTS = ("include", "exclude", "terms")
_BOOK = schema.codebooks.c
_IN_FORCE = (
    select(_BOOK.version, _BOOK.extra).where(_BOOK.id == bindparam("book")).order_by(_BOOK.version.desc()).limit(1)
)


def add_codebook(study: "Study", book: Codebook, *, by: str) -> int:
    """The version under which the study has this content: the latest if nothing changed, else a new one.

    A new version is the book's own number when that is higher than all earlier ones, else the next one. Raises
    BadCodebook for two codes of one name, an unknown group or a cycle.
    """
    sha256 = content_hash(checked(book))
    table = schema.codebooks
    with study.store.write() as connection:
        latest = connection.execute(
            select(table.c.version, table.c.sha256)
            .where(table.c.id == book.id)
            .order_by(table.c.version.desc())
            .limit(1)
        ).first()
        if latest and latest.sha256 == sha256:
            return int(latest.version)
        version = max(book.version, latest.version + 1 if latest else 1)
        put_codebook(connection, book, version, by=by)
    return version


def put_codebook(connection: Connection, book: Codebook, version: int, *, by: str) -> None:
    """Writes a codebook under that version, in the caller's transaction."""
    head = {
        "id": book.id,
        "version": version,
        "title": book.title,
        "language": book.language,
        "source": book.source,
        "note": book.note,
        "extra": canonical(plain(book.extra)),
        "sha256": content_hash(book),
    }
    record(connection, schema.codebooks, [head], kind="codebook.added", by=by)
    insert_rows(connection, schema.codes, (_row(book.id, version, n, code) for n, code in enumerate(book.codes, 1)))


def in_force(connection: Connection, id_: str) -> tuple[int, dict[str, str]]:
    """A codebook's latest version, and the codes retired in it with what took their place; without reading its codes.

    Raises UnknownId.
    """
    row = connection.execute(_IN_FORCE, {"book": id_}).first()
    if row is None:
        raise UnknownId(what=_("codebook"), id=id_)
    return row.version, dict(json.loads(row.extra).get("retired") or {}) if '"retired"' in row.extra else {}


def content_hash(book: Codebook) -> str:
    """sha256 of everything in a codebook but its version."""
    content = asdict(book)
    del content["version"]
    return digest(plain(content))


def _row(book: str, version: int, n: int, code: Code) -> Row:
    row = asdict(code)
    row |= {name: canonical(row[name]) for name in LISTS}
    row |= {"codable": int(code.codable), "group_id": row.pop("group")}
    return {"codebook": book, "version": version, "n": n, **row}


def codebook(study: "Study", id: str, version: int | None = None) -> Codebook:  # noqa: A002 - the contract's word
    """One version of a codebook, the latest unless said; raises UnknownId."""
    with study.store.read() as connection:
        return load_codebook(connection, id, version)


def load_codebook(connection: Connection, id_: str, version: int | None = None) -> Codebook:
    """The same within a transaction that is open already."""
    table, codes = schema.codebooks, schema.codes
    wanted = select(table).where(table.c.id == id_).order_by(table.c.version.desc()).limit(1)
    if version is not None:
        wanted = wanted.where(table.c.version == version)
    head = connection.execute(wanted).first()
    if head is None:
        name = id_ if version is None else f"{id_}, version {version}"
        raise UnknownId(what=_("codebook"), id=name)
    inside = select(codes).where(codes.c.codebook == id_, codes.c.version == head.version).order_by(codes.c.n)
    return Codebook(
        id=head.id,
        title=head.title,
        version=head.version,
        codes=tuple(_code(row) for row in connection.execute(inside)),
        language=head.language,
        source=head.source,
        note=head.note,
        extra=json.loads(head.extra),
    )


def _code(row: Any) -> Code:
    include, exclude, terms = (tuple(json.loads(getattr(row, name))) for name in LISTS)
    return Code(
        id=row.id,
        label=row.label,
        group=row.group_id,
        codable=bool(row.codable),
        definition=row.definition,
        include=include,
        exclude=exclude,
        example=row.example,
        terms=terms,
        plain=row.plain,
        alias_of=row.alias_of,
    )


def codebooks(study: "Study") -> list[Codebook]:
    """The latest version of each codebook, in the order of their identifiers."""
    with study.store.read() as connection:
        ids = sorted(set(connection.scalars(select(schema.codebooks.c.id))))
        return [load_codebook(connection, id_) for id_ in ids]
