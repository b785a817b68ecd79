"""What every table is made of, the two tables that all others lean on, and the store's versions."""

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

# Every version of the store, oldest first; the last is the one that this workbench reads and writes.
VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
# "WBSt": how a study's SQLite file tells itself from any other SQLite file (PRAGMA application_id).
APPLICATION_ID = 0x57425374

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str, *more: ForeignKey, null: bool = False, key: bool = False) -> Column[str]:
    """A column of text."""
    return Column(name, Text, *more, nullable=null, primary_key=key)


def whole(name: str, *, null: bool = False, key: bool = False) -> Column[int]:
    """A column of whole numbers, which the database never fills in by itself."""
    return Column(name, Integer, nullable=null, primary_key=key, autoincrement=False)


def real(name: str, *, null: bool = False) -> Column[float]:
    """A column of numbers in double precision."""
    return Column(name, Double().with_variant(REAL(), "sqlite"), nullable=null)


def yes_no(name: str) -> tuple[Column[int], CheckConstraint]:
    """A column that is 0 or 1."""
    return whole(name), CheckConstraint(f"{name} IN (0, 1)", name=name)


def span() -> tuple[Column[int], Column[int], CheckConstraint]:
    """Two columns [start, stop) in code points of a text, never empty."""
    return whole("start"), whole("stop"), CheckConstraint("0 <= start AND start < stop", name="span")


def order() -> tuple[Column[int], UniqueConstraint]:
    """The column that says in which order rows came."""
    return whole("n"), UniqueConstraint("n")


def table(name: str, *parts: Column[str] | Column[int] | Column[float] | CheckConstraint | UniqueConstraint) -> Table:
    """A table that takes no value of another type, on SQLite too."""
    return Table(name, metadata, *parts, sqlite_strict=True)


counters = table("counters", text("name", key=True), whole("last"))

journal = table(
    "journal",
    whole("n", key=True),
    text("at"),
    text("who"),
    text("kind"),
    text("table_name"),
    text("row_id"),
    text("sha256"),
    text("previous"),
    text("hash"),
)
