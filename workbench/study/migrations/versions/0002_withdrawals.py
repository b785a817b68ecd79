"""Withdrawals: what each release holds, what was copied out, and who no longer takes part.

Revision ID: 0002
Revises: 0001

Tables are only added: a column more would change the form of rows that the journal has hashed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _order(table: str) -> tuple[sa.Column[int], sa.Constraint]:
    return (
        sa.Column("n", sa.Integer(), nullable=False, autoincrement=False),
        sa.UniqueConstraint("n", name=op.f(f"uq_{table}_n")),
    )


def _key(table: str, *columns: str) -> sa.Constraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _to(table: str, column: str, other: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "release_excerpts",
        _text("release"),
        _text("excerpt"),
        _text("quote"),
        _key("release_excerpts", "release", "excerpt"),
        _to("release_excerpts", "release", "releases"),
        sqlite_strict=True,
    )
    op.create_table(
        "release_reviews",
        _text("release"),
        _text("answer"),
        _key("release_reviews", "release", "answer"),
        _to("release_reviews", "release", "releases"),
        sqlite_strict=True,
    )
    op.create_table(
        "copies",
        _text("id"),
        *_order("copies"),
        _text("kind"),
        _text("release", null=True),
        _text("path"),
        _text("at"),
        _text("who"),
        sa.CheckConstraint("kind IN ('export', 'print')", name=op.f("ck_copies_kind")),
        _key("copies", "id"),
        _to("copies", "release", "releases"),
        sqlite_strict=True,
    )
    op.create_table(
        "withdrawals",
        _text("person"),
        *_order("withdrawals"),
        _text("at"),
        _text("who"),
        _text("erased", null=True),
        _text("held"),
        _key("withdrawals", "person"),
        _to("withdrawals", "person", "people"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in ("withdrawals", "copies", "release_reviews", "release_excerpts"):
        op.drop_table(table)
