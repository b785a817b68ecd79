"""The register: how each interview came in, where its bytes are, and in what way an answer was read back.

Revision ID: 0005
Revises: 0004

Tables are only added: a column more would change the form of rows that the journal has hashed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("direct", sa.Integer(), nullable=False),
        sa.Column("quasi", sa.Integer(), nullable=False),
        sa.Column("replaced", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.CheckConstraint("names IN ('reviewed', 'stated', 'none')", name=op.f("ck_entries_names")),
        sa.CheckConstraint("kept IN ('vault', 'folder', 'nowhere')", name=op.f("ck_entries_kept")),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_entries")),
        sa.ForeignKeyConstraint(["source"], ["sources.id"], name=op.f("fk_entries_source")),
        sqlite_strict=True,
    )
    op.create_table(
        "read_backs",
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("consent", name=op.f("pk_read_backs")),
        sa.ForeignKeyConstraint(["consent"], ["consents.id"], name=op.f("fk_read_backs_consent")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in ("read_backs", "entries"):
        op.drop_table(table)
