"""What became of a codebook, in sentences: who changed what, when and why, version by version."""

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.coding.codebooks import Codebook
from workbench.messages import _, ngettext
from workbench.study import schema
from workbench.study.codebooks import in_force, load_codebook
from workbench.study.rows import frame

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

COLUMNS = {"version": "int64", "at": "str", "who": "str", "kind": "str", "code": "str", "what": "str", "why": "str"}


def code_history(study: "Study", codebook: str, code: str | None = None) -> "DataFrame":
    """Every change of a codebook, or of one code and those that it was merged with or split into, oldest first.

    Columns: version (that the change made), at, who, kind, code, what (a sentence), why. Raises UnknownId.
    """
    table = schema.code_changes
    with study.store.read() as connection:
        in_force(connection, codebook)
        rows = connection.execute(select(table).where(table.c.codebook == codebook).order_by(table.c.n)).all()
        books = _Books(connection)
        found = [
            (row.version, row.at, row.who, row.kind, row.code, _sentence(books, row), row.why)
            for row in rows
            if code is None or code == row.code or code in json.loads(row.codes)
        ]
    return frame(found, COLUMNS)


def sentence(connection: Connection, change: str) -> str:
    """What a change did, as a reader is told; a change that takes another back says which."""
    return _sentence(_Books(connection), change_row(connection, change))


def change_row(connection: Connection, change: str) -> Any:
    """The row of a change."""
    return connection.execute(select(schema.code_changes).where(schema.code_changes.c.id == change)).one()


class _Books:
    """The versions of codebooks that a history looks at, each read once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._read: dict[tuple[str, int], Codebook] = {}

    def of(self, book: str, version: int) -> Codebook:
        if (book, version) not in self._read:
            self._read[book, version] = load_codebook(self.connection, book, version)
        return self._read[book, version]


def _sentence(books: _Books, row: Any) -> str:
    if row.undoes is not None:
        return _("Taken back: {what}").format(what=_sentence(books, change_row(books.connection, row.undoes)))
    new, old = books.of(row.codebook, row.version), books.of(row.codebook, _before(books.connection, row))
    return _told(books.connection, row, new, old)


def before(connection: Connection, row: Any) -> Codebook:
    """The codebook as it was just before a change."""
    return load_codebook(connection, row.codebook, _before(connection, row))


def _before(connection: Connection, row: Any) -> int:
    table = schema.codebooks.c
    earlier = select(table.version).where(table.id == row.codebook, table.version < row.version)
    return int(connection.scalars(earlier.order_by(table.version.desc()).limit(1)).one())


def _told(connection: Connection, row: Any, new: Codebook, old: Codebook) -> str:
    codes = json.loads(row.codes)
    facts = {
        "code": new.label(row.code),
        "old": old.label(row.code),
        "other": new.label(codes[0]) if codes else "",
        "codes": ", ".join(f"« {new.label(code)} »" for code in codes),
    }
    carried = select(schema.carried.c.origin).where(schema.carried.c.change == row.id)
    n = len(connection.execute(carried).all())
    went = ngettext("{n} coding went over", "{n} codings went over", n).format(n=n)
    sentences = {
        "new": _("the code “{code}” was created under “{other}”") if codes else _("the code “{code}” was created"),
        "rename": _("the code “{old}” is now called “{code}”"),
        "edit": _("what belongs to the code “{code}” was said anew: {parts}"),
        "move": _("the code “{code}” was moved under “{other}”") if codes else _("“{code}” was moved to the top level"),
        "merge": _("the code “{code}” was merged into “{other}” ({went})"),
        "split": _("the code “{code}” was split, giving {codes} ({went})"),
        "retire": _("the code “{code}” is no longer offered"),
        "reinstate": _("the code “{code}” is offered again"),
    }
    return sentences[row.kind].format(**facts, went=went, parts=", ".join(_edited(row, new, old)))


def _edited(row: Any, new: Codebook, old: Codebook) -> list[str]:
    names = {
        "definition": _("definition"),
        "include": _("what belongs to it"),
        "exclude": _("what does not"),
        "example": _("example"),
        "terms": _("terms"),
    }
    if row.code not in new.by_id or row.code not in old.by_id:
        return []
    return [
        said for name, said in names.items() if getattr(new.by_id[row.code], name) != getattr(old.by_id[row.code], name)
    ]
