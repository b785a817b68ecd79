"""The first store: sources, people, codebooks, codings, findings, reviews, releases and the journal.

Revision ID: 0001
Revises:

A migration is never edited once a study may have been made with it: it says what was, not what is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _whole(name: str, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null, autoincrement=False)


def _real(name: str, null: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=null)


def _table(name: str, *parts: sa.Column[str] | sa.Column[int] | sa.Column[float] | sa.Constraint) -> None:
    op.create_table(name, *parts, sqlite_strict=True)


def _key(table: str, *columns: str) -> sa.Constraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _unique(table: str, column: str) -> sa.Constraint:
    return sa.UniqueConstraint(column, name=op.f(f"uq_{table}_{column}"))


def _to(table: str, columns: str, other: str, keys: str) -> sa.Constraint:
    here, there = columns.split(), [f"{other}.{key}" for key in keys.split()]
    return sa.ForeignKeyConstraint(here, there, name=op.f(f"fk_{table}_{here[0]}"))


def _check(table: str, name: str, rule: str) -> sa.Constraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _people() -> None:
    _table(
        "people",
        _text("id"),
        _text("voice"),
        _text("territory", null=True),
        _text("function", null=True),
        _key("people", "id"),
    )
    _table(
        "consents",
        _text("id"),
        _whole("n"),
        _text("person"),
        _text("use"),
        _text("answer"),
        _text("date"),
        _text("recorded_by"),
        _whole("read_back"),
        _text("representative", null=True),
        _key("consents", "id"),
        _check("consents", "read_back", "read_back IN (0, 1)"),
        _to("consents", "person", "people", "id"),
        _unique("consents", "n"),
    )
    _table(
        "attributes",
        _text("id"),
        _whole("n"),
        _text("person"),
        _text("name"),
        _text("value", null=True),
        _text("date"),
        _text("source"),
        _text("missing", null=True),
        _key("attributes", "id"),
        _check("attributes", "value", "(value IS NULL) <> (missing IS NULL)"),
        _to("attributes", "person", "people", "id"),
        _unique("attributes", "n"),
    )


def _sources() -> None:
    _table(
        "sources",
        _text("id"),
        _whole("n"),
        _text("name"),
        _text("kind"),
        _text("text"),
        _text("sha256"),
        _text("original_sha256"),
        _text("original"),
        _text("layout"),
        _key("sources", "id"),
        _unique("sources", "n"),
        _unique("sources", "original_sha256"),
    )
    _table(
        "places",
        _text("source"),
        _whole("n"),
        _whole("start"),
        _text("place"),
        _key("places", "source", "n"),
        _to("places", "source", "sources", "id"),
    )
    _table(
        "turns",
        _text("source"),
        _whole("n"),
        _whole("start"),
        _whole("stop"),
        _text("speaker"),
        _whole("asks"),
        _text("person", null=True),
        _key("turns", "source", "n"),
        _check("turns", "asks", "asks IN (0, 1)"),
        _check("turns", "span", "0 <= start AND start < stop"),
        _to("turns", "person", "people", "id"),
        _to("turns", "source", "sources", "id"),
    )
    _table(
        "excerpts",
        _text("id"),
        _whole("n"),
        _text("source"),
        _whole("start"),
        _whole("stop"),
        _text("text"),
        _text("kind"),
        _text("person", null=True),
        _key("excerpts", "id"),
        _check("excerpts", "span", "0 <= start AND start < stop"),
        _to("excerpts", "person", "people", "id"),
        _to("excerpts", "source", "sources", "id"),
        _unique("excerpts", "n"),
    )
    op.create_index(
        op.f("uq_excerpts_span"),
        "excerpts",
        ["source", "start", "stop", "kind", sa.text("coalesce(person, '')")],
        unique=True,
    )


def _coding() -> None:
    _table(
        "codebooks",
        _text("id"),
        _whole("version"),
        _text("title"),
        _text("language"),
        _text("source"),
        _text("note"),
        _text("extra"),
        _text("sha256"),
        _key("codebooks", "id", "version"),
    )
    _table(
        "codes",
        _text("codebook"),
        _whole("version"),
        _text("id"),
        _whole("n"),
        _text("label"),
        _text("group_id", null=True),
        _whole("codable"),
        _text("definition"),
        _text("include"),
        _text("exclude"),
        _text("example"),
        _text("terms"),
        _text("plain"),
        _text("alias_of", null=True),
        _key("codes", "codebook", "version", "id"),
        _check("codes", "codable", "codable IN (0, 1)"),
        _to("codes", "codebook version", "codebooks", "id version"),
    )
    _table(
        "codings",
        _text("id"),
        _whole("n"),
        _text("excerpt"),
        _text("codebook"),
        _whole("version"),
        _text("code"),
        _text("coder"),
        _text("origin"),
        _text("memo"),
        _text("created"),
        _text("retracted", null=True),
        _text("reason"),
        _text("model", null=True),
        _real("score", null=True),
        _whole("rank", null=True),
        _key("codings", "id"),
        _to("codings", "codebook version code", "codes", "codebook version id"),
        _to("codings", "excerpt", "excerpts", "id"),
        _unique("codings", "n"),
    )
    op.create_index(op.f("ix_codings_excerpt"), "codings", ["excerpt"], unique=False)
    _table(
        "suggestions",
        _text("id"),
        _whole("n"),
        _text("excerpt"),
        _text("codebook"),
        _whole("version"),
        _text("code"),
        _text("model"),
        _real("score"),
        _whole("rank"),
        _text("because"),
        _text("created"),
        _key("suggestions", "id"),
        _to("suggestions", "excerpt", "excerpts", "id"),
        _unique("suggestions", "n"),
    )
    op.create_index(op.f("ix_suggestions_excerpt"), "suggestions", ["excerpt"], unique=False)
    _table(
        "decisions",
        _text("id"),
        _whole("n"),
        _text("suggestion"),
        _whole("accepted"),
        _text("who"),
        _text("at"),
        _text("coding", null=True),
        _key("decisions", "id"),
        _check("decisions", "accepted", "accepted IN (0, 1)"),
        _to("decisions", "coding", "codings", "id"),
        _to("decisions", "suggestion", "suggestions", "id"),
        _unique("decisions", "n"),
    )


def _findings() -> None:
    _table(
        "findings",
        _text("id"),
        _whole("version"),
        _whole("n"),
        _text("statement"),
        _text("plain"),
        _text("recommendation"),
        _text("theme"),
        _text("strength"),
        _text("author"),
        _text("territory", null=True),
        _text("limits"),
        _text("state"),
        _text("wording"),
        _text("content"),
        _text("created"),
        _key("findings", "id", "version"),
        _unique("findings", "n"),
    )
    _table(
        "evidence",
        _text("finding"),
        _whole("version"),
        _whole("n"),
        _text("kind"),
        _text("ref"),
        _text("stance"),
        _key("evidence", "finding", "version", "n"),
        _to("evidence", "finding version", "findings", "id version"),
    )
    _table(
        "reviews",
        _text("answer_id"),
        _whole("n"),
        _text("finding"),
        _whole("version"),
        _text("wording"),
        _text("reviewer"),
        _text("voice"),
        _text("position"),
        _text("words"),
        _text("session"),
        _text("at"),
        _text("written_by"),
        _whole("read_back"),
        _text("public_words"),
        _key("reviews", "answer_id"),
        _check("reviews", "read_back", "read_back IN (0, 1)"),
        _to("reviews", "finding version", "findings", "id version"),
        _unique("reviews", "n"),
    )


def _rest() -> None:
    _table(
        "counters",
        _text("name"),
        _whole("last"),
        _key("counters", "name"),
    )
    _table(
        "journal",
        _whole("n"),
        _text("at"),
        _text("who"),
        _text("kind"),
        _text("table_name"),
        _text("row_id"),
        _text("sha256"),
        _text("previous"),
        _text("hash"),
        _key("journal", "n"),
    )
    _table(
        "data_tables",
        _text("name"),
        _whole("n"),
        _text("sha256"),
        _whole("rows"),
        _text("added"),
        _key("data_tables", "name"),
        _unique("data_tables", "n"),
        _unique("data_tables", "sha256"),
    )
    _table(
        "releases",
        _text("id"),
        _whole("n"),
        _text("audience"),
        _text("page"),
        _text("digest"),
        _text("path"),
        _text("approved"),
        _text("at"),
        _text("who"),
        _key("releases", "id"),
        _unique("releases", "n"),
    )


# Not even this program may rewrite the past. What must go is said by a new entry.
SQLITE_APPEND_ONLY = [
    f"""CREATE TRIGGER journal_no_{act.lower()} BEFORE {act} ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL_APPEND_ONLY = [
    """CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    """CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
        FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()""",
]


def upgrade() -> None:
    for part in (_people, _sources, _coding, _findings, _rest):
        part()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_APPEND_ONLY if sqlite else POSTGRESQL_APPEND_ONLY:
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION journal_append_only()")


TABLES = (
    "people",
    "consents",
    "attributes",
    "sources",
    "places",
    "turns",
    "excerpts",
    "codebooks",
    "codes",
    "codings",
    "suggestions",
    "decisions",
    "findings",
    "evidence",
    "reviews",
    "counters",
    "journal",
    "data_tables",
    "releases",
)
