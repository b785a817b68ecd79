"""Tables taken in, what went out, and who no longer takes part."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint

from workbench.study.schema.base import order, table, text, whole

data_tables = table(
    "data_tables",
    text("name", key=True),
    *order(),
    text("sha256"),
    whole("rows"),
    text("added"),
    UniqueConstraint("sha256"),
)

releases = table(
    "releases",
    text("id", key=True),
    *order(),
    text("audience"),
    text("page"),
    text("digest"),
    text("path"),
    text("approved"),
    text("at"),
    text("who"),
)

# Which excerpts and which answers a release holds: ids only, so that they outlive what they point at.
release_excerpts = table(
    "release_excerpts",
    text("release", ForeignKey("releases.id"), key=True),
    text("excerpt", key=True),
    text("quote"),
)

release_reviews = table(
    "release_reviews", text("release", ForeignKey("releases.id"), key=True), text("answer", key=True)
)

# Who read the words of a quote and would let this audience have them; ids only, for the same reason.
quote_signatures = table(
    "quote_signatures",
    text("id", key=True),
    *order(),
    text("excerpt"),
    text("audience"),
    text("reader"),
    text("words"),  # sha256 of the words that were read
    text("at"),
    text("who"),
    UniqueConstraint("excerpt", "audience", "reader"),
)

# What went out besides releases, or was made of one; without a release it held all that the study held on that day.
copies = table(
    "copies",
    text("id", key=True),
    *order(),
    text("kind"),
    text("release", ForeignKey("releases.id"), null=True),
    text("path"),
    text("at"),
    text("who"),
    CheckConstraint("kind IN ('export', 'print')", name="kind"),
)

withdrawals = table(
    "withdrawals",
    text("person", ForeignKey("people.id"), key=True),
    *order(),
    text("at"),
    text("who"),
    text("erased", null=True),  # when their words were erased
    text("held"),  # the releases and copies that held something of theirs, with ids: it outlives an erasure
)
