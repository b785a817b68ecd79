"""The tables of a study, for SQLite (STRICT) and PostgreSQL alike: text, whole numbers and reals, nothing else.

Spans are code points: `start` is the first, `stop` the one after the last. Instants are ISO 8601 in UTC. A yes is 1.
`n` is the order of arrival. Lists and free mappings are canonical JSON in a text column.
Whoever changes a table here writes a migration beside it; a test compares the two on both databases.
"""

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)

# Every version of the store, oldest first; the last is the one that this workbench reads and writes.
VERSIONS = ("0001", "0002")
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


def _text(name: str, *more: ForeignKey, null: bool = False, key: bool = False) -> Column[str]:
    return Column(name, Text, *more, nullable=null, primary_key=key)


def _whole(name: str, *, null: bool = False, key: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null, primary_key=key, autoincrement=False)


def _real(name: str, *, null: bool = False) -> Column[float]:
    return Column(name, Double().with_variant(REAL(), "sqlite"), nullable=null)


def _yes_no(name: str) -> tuple[Column[int], CheckConstraint]:
    return _whole(name), CheckConstraint(f"{name} IN (0, 1)", name=name)


def _span() -> tuple[Column[int], Column[int], CheckConstraint]:
    return _whole("start"), _whole("stop"), CheckConstraint("0 <= start AND start < stop", name="span")


def _order() -> tuple[Column[int], UniqueConstraint]:
    return _whole("n"), UniqueConstraint("n")


def _table(name: str, *parts: Column[str] | Column[int] | Column[float] | CheckConstraint | UniqueConstraint) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


counters = _table("counters", _text("name", key=True), _whole("last"))

journal = _table(
    "journal",
    _whole("n", key=True),
    _text("at"),
    _text("who"),
    _text("kind"),
    _text("table_name"),
    _text("row_id"),
    _text("sha256"),
    _text("previous"),
    _text("hash"),
)

people = _table(
    "people", _text("id", key=True), _text("voice"), _text("territory", null=True), _text("function", null=True)
)

consents = _table(
    "consents",
    _text("id", key=True),
    *_order(),
    _text("person", ForeignKey("people.id")),
    _text("use"),
    _text("answer"),
    _text("date"),
    _text("recorded_by"),
    *_yes_no("read_back"),
    _text("representative", null=True),
)

attributes = _table(
    "attributes",
    _text("id", key=True),
    *_order(),
    _text("person", ForeignKey("people.id")),
    _text("name"),
    _text("value", null=True),
    _text("date"),
    _text("source"),
    _text("missing", null=True),
    CheckConstraint("(value IS NULL) <> (missing IS NULL)", name="value"),
)

sources = _table(
    "sources",
    _text("id", key=True),
    *_order(),
    _text("name"),
    _text("kind"),
    _text("text"),
    _text("sha256"),
    _text("original_sha256"),
    _text("original"),  # the file's name in originals/
    _text("layout"),  # sha256 of its places and turns
    UniqueConstraint("original_sha256"),
)

places = _table(
    "places",
    _text("source", ForeignKey("sources.id"), key=True),
    _whole("n", key=True),
    _whole("start"),
    _text("place"),
)

turns = _table(
    "turns",
    _text("source", ForeignKey("sources.id"), key=True),
    _whole("n", key=True),
    *_span(),
    _text("speaker"),
    *_yes_no("asks"),
    _text("person", ForeignKey("people.id"), null=True),
)

codebooks = _table(
    "codebooks",
    _text("id", key=True),
    _whole("version", key=True),
    _text("title"),
    _text("language"),
    _text("source"),
    _text("note"),
    _text("extra"),
    _text("sha256"),  # of its content, codes included, version left out
)

codes = Table(
    "codes",
    metadata,
    _text("codebook", key=True),
    _whole("version", key=True),
    _text("id", key=True),
    _whole("n"),
    _text("label"),
    _text("group_id", null=True),
    *_yes_no("codable"),
    _text("definition"),
    _text("include"),
    _text("exclude"),
    _text("example"),
    _text("terms"),
    _text("plain"),
    _text("alias_of", null=True),
    ForeignKeyConstraint(["codebook", "version"], ["codebooks.id", "codebooks.version"]),
    sqlite_strict=True,
)

excerpts = _table(
    "excerpts",
    _text("id", key=True),
    *_order(),
    _text("source", ForeignKey("sources.id")),
    *_span(),
    _text("text"),
    _text("kind"),
    _text("person", ForeignKey("people.id"), null=True),
)
# One row for one span, kind and person of a source; without the coalesce, two rows without a person would differ.
Index(
    "uq_excerpts_span",
    excerpts.c.source,
    excerpts.c.start,
    excerpts.c.stop,
    excerpts.c.kind,
    func.coalesce(excerpts.c.person, ""),
    unique=True,
)

codings = Table(
    "codings",
    metadata,
    _text("id", key=True),
    *_order(),
    _text("excerpt", ForeignKey("excerpts.id")),
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
    ForeignKeyConstraint(["codebook", "version", "code"], ["codes.codebook", "codes.version", "codes.id"]),
    Index("ix_codings_excerpt", "excerpt"),
    sqlite_strict=True,
)

suggestions = _table(
    "suggestions",
    _text("id", key=True),
    *_order(),
    _text("excerpt", ForeignKey("excerpts.id")),
    _text("codebook"),
    _whole("version"),
    _text("code"),
    _text("model"),
    _real("score"),
    _whole("rank"),
    _text("because"),
    _text("created"),
)
Index("ix_suggestions_excerpt", suggestions.c.excerpt)

decisions = _table(
    "decisions",
    _text("id", key=True),
    *_order(),
    _text("suggestion", ForeignKey("suggestions.id")),
    *_yes_no("accepted"),
    _text("who"),
    _text("at"),
    _text("coding", ForeignKey("codings.id"), null=True),
)

findings = _table(
    "findings",
    _text("id", key=True),
    _whole("version", key=True),
    *_order(),
    _text("statement"),
    _text("plain"),
    _text("recommendation"),
    _text("theme"),
    _text("strength"),
    _text("author"),
    _text("territory", null=True),
    _text("limits"),
    _text("state"),
    _text("wording"),  # sha256 of the statement and its plain wording, as reviewers have them
    _text("content"),  # sha256 of everything but version and state, evidence included
    _text("created"),
)

evidence = Table(
    "evidence",
    metadata,
    _text("finding", key=True),
    _whole("version", key=True),
    _whole("n", key=True),
    _text("kind"),
    _text("ref"),
    _text("stance"),
    ForeignKeyConstraint(["finding", "version"], ["findings.id", "findings.version"]),
    sqlite_strict=True,
)

reviews = Table(
    "reviews",
    metadata,
    _text("answer_id", key=True),
    *_order(),
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
    *_yes_no("read_back"),
    _text("public_words"),
    ForeignKeyConstraint(["finding", "version"], ["findings.id", "findings.version"]),
    sqlite_strict=True,
)

data_tables = _table(
    "data_tables",
    _text("name", key=True),
    *_order(),
    _text("sha256"),
    _whole("rows"),
    _text("added"),
    UniqueConstraint("sha256"),
)

releases = _table(
    "releases",
    _text("id", key=True),
    *_order(),
    _text("audience"),
    _text("page"),
    _text("digest"),
    _text("path"),
    _text("approved"),
    _text("at"),
    _text("who"),
)

# Which excerpts and which answers a release holds: ids only, so that they outlive what they point at.
release_excerpts = _table(
    "release_excerpts",
    _text("release", ForeignKey("releases.id"), key=True),
    _text("excerpt", key=True),
    _text("quote"),
)

release_reviews = _table(
    "release_reviews", _text("release", ForeignKey("releases.id"), key=True), _text("answer", key=True)
)

# What went out besides releases, or was made of one; without a release it held all that the study held on that day.
copies = _table(
    "copies",
    _text("id", key=True),
    *_order(),
    _text("kind"),
    _text("release", ForeignKey("releases.id"), null=True),
    _text("path"),
    _text("at"),
    _text("who"),
    CheckConstraint("kind IN ('export', 'print')", name="kind"),
)

withdrawals = _table(
    "withdrawals",
    _text("person", ForeignKey("people.id"), key=True),
    *_order(),
    _text("at"),
    _text("who"),
    _text("erased", null=True),  # when their words were erased
    _text("held"),  # the releases and copies that held something of theirs, with ids: it outlives an erasure
)
