"""The coding desk: memos, turns read, the undo list, sessions of blind coding and the decisions of a third person.

Revision ID: 0003
Revises: 0002

Tables are only added: a column more would change the form of rows that the journal has hashed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _text(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def _table(name: str, *parts: sa.Column[str] | sa.Column[int] | sa.Constraint) -> None:
    op.create_table(name, *parts, sqlite_strict=True)


def _key(table: str, *columns: str) -> sa.Constraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _order(table: str) -> tuple[sa.Column[int], sa.Constraint]:
    return _whole("n"), sa.UniqueConstraint("n", name=op.f(f"uq_{table}_n"))


def _check(table: str, name: str, rule: str) -> sa.Constraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _to(table: str, columns: str, other: str, keys: str) -> sa.Constraint:
    here, there = columns.split(), [f"{other}.{key}" for key in keys.split()]
    return sa.ForeignKeyConstraint(here, there, name=op.f(f"fk_{table}_{here[0]}"))


def _index(table: str, first: str, *more: str) -> None:
    op.create_index(op.f(f"ix_{table}_{first}"), table, [first, *more], unique=False)


def _changes() -> None:
    _table(
        "code_changes",
        _text("id"),
        *_order("code_changes"),
        _text("codebook"),
        _whole("version"),
        _text("kind"),
        _text("code"),
        _text("codes"),
        _text("who"),
        _text("at"),
        _text("why"),
        _text("undoes", null=True),
        _key("code_changes", "id"),
        _to("code_changes", "codebook version", "codebooks", "id version"),
    )
    _table(
        "carried",
        _text("origin"),
        _text("change"),
        _text("coding"),
        _whole("fresh"),
        _text("undone", null=True),
        _key("carried", "origin", "change"),
        _check("carried", "fresh", "fresh IN (0, 1)"),
        _to("carried", "change", "code_changes", "id"),
    )
    _index("carried", "coding")
    _table(
        "acts",
        _text("id"),
        *_order("acts"),
        _text("who"),
        _text("at"),
        _text("kind"),
        _text("detail"),
        _text("state"),
        _key("acts", "id"),
        _check("acts", "state", "state IN ('done', 'undone', 'kept', 'forgotten')"),
    )
    _index("acts", "who", "n")


def _work() -> None:
    _table(
        "memos",
        _text("id"),
        _whole("version"),
        *_order("memos"),
        _text("sort"),
        _text("target"),
        _text("text"),
        _text("who"),
        _text("at"),
        _key("memos", "id", "version"),
    )
    _index("memos", "target")
    _table(
        "reads",
        _text("id"),
        *_order("reads"),
        _text("source"),
        _text("coder"),
        _whole("first"),
        _whole("last"),
        _text("at"),
        _key("reads", "id"),
    )
    _index("reads", "source", "coder")
    _table(
        "second_readings",
        _text("id"),
        *_order("second_readings"),
        _text("source"),
        _text("codebook"),
        _text("coder"),
        _text("codings"),
        _text("who"),
        _text("at"),
        _key("second_readings", "id"),
    )


def _agreement() -> None:
    _table(
        "draws",
        _text("id"),
        *_order("draws"),
        _text("codebook"),
        _whole("seed"),
        _text("among"),
        _text("sources"),
        _text("coders"),
        _text("who"),
        _text("at"),
        _text("why"),
        _key("draws", "id"),
    )
    _table(
        "declarations",
        _text("draw"),
        _text("source"),
        _text("coder"),
        *_order("declarations"),
        _text("at"),
        _text("codings"),
        _key("declarations", "draw", "source", "coder"),
        _to("declarations", "draw", "draws", "id"),
    )
    _table(
        "adjudications",
        _text("id"),
        *_order("adjudications"),
        _text("codebook"),
        _whole("version"),
        _text("source"),
        _whole("start"),
        _whole("stop"),
        _text("code"),
        _whole("holds"),
        _text("codings"),
        _text("coding", null=True),
        _text("who"),
        _text("at"),
        _text("reason"),
        _key("adjudications", "id"),
        _check("adjudications", "holds", "holds IN (0, 1)"),
        _check("adjudications", "span", "0 <= start AND start < stop"),
    )
    _index("adjudications", "source")


def upgrade() -> None:
    for part in (_changes, _work, _agreement):
        part()


def downgrade() -> None:
    for table in (
        "adjudications",
        "declarations",
        "draws",
        "second_readings",
        "reads",
        "memos",
        "acts",
        "carried",
        "code_changes",
    ):
        op.drop_table(table)
