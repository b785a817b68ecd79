"""Codebooks, excerpts, codings, and what the machine suggested."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Table, func

from workbench.study.schema.base import metadata, order, real, span, table, text, whole, yes_no

codebooks = table(
    "codebooks",
    text("id", key=True),
    whole("version", key=True),
    text("title"),
    text("language"),
    text("source"),
    text("note"),
    text("extra"),
    text("sha256"),  # of its content, codes included, version left out
)

codes = Table(
    "codes",
    metadata,
    text("codebook", key=True),
    whole("version", key=True),
    text("id", key=True),
    whole("n"),
    text("label"),
    text("group_id", null=True),
    *yes_no("codable"),
    text("definition"),
    text("include"),
    text("exclude"),
    text("example"),
    text("terms"),
    text("plain"),
    text("alias_of", null=True),
    ForeignKeyConstraint(["codebook", "version"], ["codebooks.id", "codebooks.version"]),
    sqlite_strict=True,
)

excerpts = table(
    "excerpts",
    text("id", key=True),
    *order(),
    text("source", ForeignKey("sources.id")),
    *span(),
    text("text"),
    text("kind"),
    text("person", ForeignKey("people.id"), null=True),
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
    text("id", key=True),
    *order(),
    text("excerpt", ForeignKey("excerpts.id")),
    text("codebook"),
    whole("version"),
    text("code"),
    text("coder"),
    text("origin"),
    text("memo"),
    text("created"),
    text("retracted", null=True),
    text("reason"),
    text("model", null=True),
    real("score", null=True),
    whole("rank", null=True),
    ForeignKeyConstraint(["codebook", "version", "code"], ["codes.codebook", "codes.version", "codes.id"]),
    Index("ix_codings_excerpt", "excerpt"),
    sqlite_strict=True,
)

suggestions = table(
    "suggestions",
    text("id", key=True),
    *order(),
    text("excerpt", ForeignKey("excerpts.id")),
    text("codebook"),
    whole("version"),
    text("code"),
    text("model"),
    real("score"),
    whole("rank"),
    text("because"),
    text("created"),
)
Index("ix_suggestions_excerpt", suggestions.c.excerpt)

decisions = table(
    "decisions",
    text("id", key=True),
    *order(),
    text("suggestion", ForeignKey("suggestions.id")),
    *yes_no("accepted"),
    text("who"),
    text("at"),
    text("coding", ForeignKey("codings.id"), null=True),
)

# What was changed in a codebook while coding went on; what a code was called before stands in its earlier versions.
code_changes = Table(
    "code_changes",
    metadata,
    text("id", key=True),
    *order(),
    text("codebook"),
    whole("version"),  # that the change made
    text("kind"),
    text("code"),
    text("codes"),  # the others concerned
    text("who"),
    text("at"),
    text("why"),
    text("undoes", null=True),  # the change that this one takes back
    ForeignKeyConstraint(["codebook", "version"], ["codebooks.id", "codebooks.version"]),
    sqlite_strict=True,
)

# Which coding goes on in which, when codes were merged or split: ids only, so that they outlive what they point at.
carried = table(
    "carried",
    text("origin", key=True),
    text("change", ForeignKey("code_changes.id"), key=True),
    text("coding"),
    *yes_no("fresh"),  # no when the coder had put the other code there already
    text("undone", null=True),
)
Index("ix_carried_coding", carried.c.coding)

# What each coder can undo. Places in a list and ids: what each step changes is in the journal, this list is not.
acts = table(
    "acts",
    text("id", key=True),
    *order(),
    text("who"),
    text("at"),
    text("kind"),
    text("detail"),
    text("state"),
    CheckConstraint("state IN ('done', 'undone', 'kept', 'forgotten')", name="state"),
)
Index("ix_acts_who", acts.c.who, acts.c.n)
