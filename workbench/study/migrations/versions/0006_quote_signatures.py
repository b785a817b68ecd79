"""Signatures: who read the words of a quote and would let an audience have them.

Revision ID: 0006
Revises: 0005

Tables are only added: a column more would change the form of rows that the journal has hashed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = ("excerpt", "audience", "reader", "words", "at", "who")
    op.create_table(
        "quote_signatures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in columns),
        sa.UniqueConstraint("n", name=op.f("uq_quote_signatures_n")),
        sa.UniqueConstraint("excerpt", "audience", "reader", name=op.f("uq_quote_signatures_excerpt")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_signatures")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("quote_signatures")
