"""Workshops: sessions, codes, answers, owed replies, conditions of a finding's states, readers of plain words.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("finding_steps", "workshops", "workshop_codes", "set_aside", "quote_answers", "replies", "plain_readings")


def _text(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def _head(table: str, key: str) -> tuple[sa.Column[str] | sa.Column[int] | sa.Constraint, ...]:
    """The key, the order of arrival, and what makes both unique."""
    return (
        _text(key),
        _whole("n"),
        sa.UniqueConstraint("n", name=op.f(f"uq_{table}_n")),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
    )


def _yes_no(table: str, name: str) -> tuple[sa.Column[int], sa.Constraint]:
    return _whole(name), sa.CheckConstraint(f"{name} IN (0, 1)", name=op.f(f"ck_{table}_{name}"))


def _to(table: str, column: str, other: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "finding_steps",
        *_head("finding_steps", "id"),
        _text("finding"),
        _whole("version"),
        *map(_text, ("step", "note", "at", "who")),
        sa.ForeignKeyConstraint(
            ["finding", "version"], ["findings.id", "findings.version"], name=op.f("fk_finding_steps_finding")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "workshops",
        *_head("workshops", "id"),
        *map(_text, ("title", "circle", "side", "audience", "findings", "opened", "expires")),
        _text("closed", null=True),
        _text("release", null=True),
        *map(_text, ("path", "address", "who")),
        _to("workshops", "release", "releases"),
        sqlite_strict=True,
    )
    op.create_table(
        "workshop_codes",
        *_head("workshop_codes", "handle"),
        _text("workshop"),
        _text("person", null=True),
        _text("code"),
        _to("workshop_codes", "workshop", "workshops"),
        _to("workshop_codes", "person", "people"),
        sqlite_strict=True,
    )
    op.create_table(
        "set_aside",
        *_head("set_aside", "answer_id"),
        *map(_text, ("workshop", "reviewer", "why", "answer", "at")),
        sqlite_strict=True,
    )
    op.create_table(
        "quote_answers",
        *_head("quote_answers", "id"),
        *map(_text, ("person", "excerpt", "audience", "answer", "words", "session", "at", "written_by")),
        *_yes_no("quote_answers", "read_back"),
        sa.CheckConstraint("answer IN ('as_is', 'changed', 'not_here', 'never')", name=op.f("ck_quote_answers_answer")),
        _to("quote_answers", "person", "people"),
        sqlite_strict=True,
    )
    op.create_table(
        "replies",
        *_head("replies", "id"),
        *map(_text, ("answer", "finding")),
        _whole("version"),
        *_yes_no("replies", "changed"),
        *map(_text, ("words", "at", "who")),
        sqlite_strict=True,
    )
    op.create_table(
        "plain_readings",
        *_head("plain_readings", "id"),
        _text("finding"),
        _whole("version"),
        *map(_text, ("wording", "reader")),
        *_yes_no("plain_readings", "concerned"),
        *_yes_no("plain_readings", "understood"),
        *map(_text, ("remark", "date", "recorded_by")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
