"""What every verb needs to write rows: instants, identifiers, canonical forms, and frames to read them back."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, bindparam, insert, update

from workbench.errors import BadInput
from workbench.messages import _
from workbench.study import schema

if TYPE_CHECKING:
    from pandas import DataFrame

Row = dict[str, Any]
AT_ONCE = 500  # databases limit how many values a query may carry

# Statements of every gesture are made once: making one anew costs a coder more than running it.
_COUNTER = schema.counters
_FURTHER = (
    update(_COUNTER)
    .where(_COUNTER.c.name == bindparam("counter"))
    .values(last=_COUNTER.c.last + bindparam("many"))
    .returning(_COUNTER.c.last)
)


def now() -> str:
    """This instant in UTC, ISO 8601 to the microsecond: texts that sort as time does."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no spaces, Unicode kept; dates become their ISO text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=str)


def plain(value: object) -> object:
    """The value as it comes back from JSON: keys are texts, so that its canonical form is the same before and after."""
    return json.loads(json.dumps(_texts(value), default=str))


def _texts(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _texts(inner) for key, inner in value.items()}
    return [_texts(inner) for inner in value] if isinstance(value, list | tuple) else value


def digest(value: object) -> str:
    """sha256 of a value's canonical JSON form."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def next_ids(connection: Connection, prefix: str, many: int) -> list[tuple[int, str]]:
    """That many fresh (n, id) pairs, ids being prefix + n; a number is never given twice, even after an erasure."""
    last = connection.scalar(_FURTHER, {"counter": prefix, "many": many})
    if last is None:
        connection.execute(insert(_COUNTER).values(name=prefix, last=many))
        last = many
    return [(n, f"{prefix}{n}") for n in range(last - many + 1, last + 1)]


def checked(rows: Iterable[Row]) -> list[Row]:
    """The rows; raises BadInput for a text that no database takes (a null character, half of a character pair)."""
    taken = list(rows)
    for row in taken:
        for column, value in row.items():
            if isinstance(value, str) and ("\0" in value or not _encodes(value)):
                raise BadInput(why=_("{column} holds a character that is not text").format(column=column))
    return taken


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def key_of(table: Table, row: Mapping[str, Any]) -> str:
    """A row's identifier in the journal: its primary key, parts joined by a slash."""
    return "/".join(str(row[column.name]) for column in table.primary_key)


def insert_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> list[Row]:
    """Inserts rows in one statement, without a journal entry; for rows that a journaled row's hash covers."""
    taken = checked(rows)
    if taken:
        connection.execute(insert(table), taken)
    return taken


def in_parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values by `AT_ONCE`, in order, for queries that ask for many."""
    for first in range(0, len(values), AT_ONCE):
        yield values[first : first + AT_ONCE]


def grouped(rows: Iterable[Any], column: str) -> dict[str, list[Any]]:
    """The rows by the value of that column, groups and rows in the order in which they come."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, column), []).append(row)
    return groups


def frame(rows: Sequence[Sequence[Any]], columns: Mapping[str, str]) -> "DataFrame":
    """A frame with exactly these columns and dtypes, also when there is no row."""
    import pandas as pd

    data = pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(columns))
    return data.astype(dict(columns))
