"""Follow-up tables: CSV files kept in `data/` exactly as they were given, known by their sha256."""

import csv
import hashlib
import io
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from workbench.errors import AlreadyImported, Altered, BadTable, EmptyFile, IdTaken, UnknownId
from workbench.messages import _
from workbench.study import schema
from workbench.study.files import kept
from workbench.study.journal import record
from workbench.study.rows import next_ids, now

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

ASIDE = "_aside"  # after a table's name: its rows that wait for correction, of which no figure is made
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
# Columns that identify: their digits are not numbers ("077" is not 77).
IDENTIFIERS = {"id", "household", "person", "professional", "referent", "dwelling", "territory"}


def add_table(
    study: "Study", name: str, content: bytes, *, by: str, original: bytes | None = None, ending: str = ".csv"
) -> None:
    """Keeps a CSV table as `data/<name>.csv`: UTF-8, a comma between fields, one header, rows of one width.

    The file that it was read from, when its bytes are others, is kept as given, in `originals/` and named by both
    sha256, the table's and its own.

    Raises BadTable with the line, EmptyFile, AlreadyImported for bytes that are there under any name, IdTaken.
    """
    with ExitStack() as files, study.store.write() as connection:
        insert(study, connection, files, name, content, by=by, original=original, ending=ending)


def insert(
    study: "Study",
    connection: Connection,
    files: ExitStack,
    name: str,
    content: bytes,
    *,
    by: str,
    original: bytes | None = None,
    ending: str = ".csv",
) -> None:
    """The same, inside the caller's transaction; `files` go again when it fails. Raises as above."""
    file = f"{name}.csv"
    if not NAME.fullmatch(name):
        raise BadTable(file=file, why=_("a table's name is made of a-z, 0-9, hyphens and underscores"))
    rows = _check(file, content)
    sha256 = hashlib.sha256(content).hexdigest()
    table = schema.data_tables
    if same := connection.scalar(select(table.c.name).where(table.c.sha256 == sha256)):
        raise AlreadyImported(file=file, source=same)
    if connection.scalar(select(table.c.name).where(table.c.name == name)):
        raise IdTaken(what=_("table"), id=name)
    n = next_ids(connection, "table", 1)[0][0]
    row = {"name": name, "n": n, "sha256": sha256, "rows": rows, "added": now()}
    record(connection, table, [row], kind="table.added", by=by)
    files.enter_context(kept(study.root / "data" / file, content, study.root))
    if original is not None and original != content:
        as_given = f"{sha256}-{hashlib.sha256(original).hexdigest()}{ending}"
        files.enter_context(kept(study.root / "originals" / as_given, original, study.root))


def _check(file: str, content: bytes) -> int:
    """How many rows the table has under its header."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        raise BadTable(file=file, why=_("it is not UTF-8 (byte {n})").format(n=why.start)) from why
    if not text.strip():
        raise EmptyFile(file=file)
    rows, reader = 0, csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader)
        _check_header(file, header)
        for row in filter(None, reader):
            rows += 1
            if len(row) != len(header):
                uneven = _("line {n} has {found} fields, the header has {expected}")
                raise BadTable(file=file, why=uneven.format(n=reader.line_num, found=len(row), expected=len(header)))
    except csv.Error as why:
        raise BadTable(file=file, why=_("line {n} is not CSV").format(n=reader.line_num)) from why
    return rows


def _check_header(file: str, header: list[str]) -> None:
    names = [name.strip() for name in header]
    if "" in names:
        raise BadTable(file=file, why=_("column {n} has no name").format(n=names.index("") + 1))
    doubles = [name for name in names if names.count(name) > 1]
    if doubles:
        raise BadTable(file=file, why=_("two columns are called {name}").format(name=doubles[0]))


def table(study: "Study", name: str) -> "DataFrame":
    """A kept table as pandas reads it, identifiers and `territory` as text; an empty field is missing, not zero.

    Raises UnknownId, and Altered when the file is gone or no longer has the sha256 that it was kept under.
    """
    import pandas as pd

    kept_as = select(schema.data_tables.c.sha256).where(schema.data_tables.c.name == name)
    with study.store.read() as connection:
        sha256 = connection.scalar(kept_as)
    if sha256 is None:
        raise UnknownId(what=_("table"), id=name)
    try:
        content = (study.root / "data" / f"{name}.csv").read_bytes()
    except OSError as why:
        raise Altered(what=_("The table"), id=name) from why
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Altered(what=_("The table"), id=name)
    text = content.decode("utf-8-sig")
    columns = next(csv.reader(io.StringIO(text, newline="")))
    as_text = {column: "str" for column in columns if column in IDENTIFIERS or column.endswith("_id")}
    return pd.read_csv(io.StringIO(text), dtype=as_text)


def tables(study: "Study") -> list[str]:
    """The names of the kept tables, in the order of arrival; rows set aside are no table."""
    with study.store.read() as connection:
        names = list(connection.scalars(select(schema.data_tables.c.name).order_by(schema.data_tables.c.n)))
    return [name for name in names if not (name.endswith(ASIDE) and name.removesuffix(ASIDE) in names)]
