"""What is concluded, on what evidence, and what those concerned answered."""

from sqlalchemy import ForeignKeyConstraint, Table

from workbench.study.schema.base import metadata, order, table, text, whole, yes_no

findings = table(
    "findings",
    text("id", key=True),
    whole("version", key=True),
    *order(),
    text("statement"),
    text("plain"),
    text("recommendation"),
    text("theme"),
    text("strength"),
    text("author"),
    text("territory", null=True),
    text("limits"),
    text("state"),
    text("wording"),  # sha256 of the statement and its plain wording, as reviewers have them
    text("content"),  # sha256 of everything but version and state, evidence included
    text("created"),
)

evidence = Table(
    "evidence",
    metadata,
    text("finding", key=True),
    whole("version", key=True),
    whole("n", key=True),
    text("kind"),
    text("ref"),
    text("stance"),
    ForeignKeyConstraint(["finding", "version"], ["findings.id", "findings.version"]),
    sqlite_strict=True,
)

reviews = Table(
    "reviews",
    metadata,
    text("answer_id", key=True),
    *order(),
    text("finding"),
    whole("version"),
    text("wording"),
    text("reviewer"),
    text("voice"),
    text("position"),
    text("words"),
    text("session"),
    text("at"),
    text("written_by"),
    *yes_no("read_back"),
    text("public_words"),
    ForeignKeyConstraint(["finding", "version"], ["findings.id", "findings.version"]),
    sqlite_strict=True,
)
