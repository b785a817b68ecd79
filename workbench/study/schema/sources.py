"""The texts, where each place of them is in the original, and who speaks when."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint

from workbench.study.schema.base import order, span, table, text, whole, yes_no

sources = table(
    "sources",
    text("id", key=True),
    *order(),
    text("name"),
    text("kind"),
    text("text"),
    text("sha256"),
    text("original_sha256"),
    text("original"),  # the file's name in originals/
    text("layout"),  # sha256 of its places and turns
    UniqueConstraint("original_sha256"),
)

places = table(
    "places",
    text("source", ForeignKey("sources.id"), key=True),
    whole("n", key=True),
    whole("start"),
    text("place"),
)

turns = table(
    "turns",
    text("source", ForeignKey("sources.id"), key=True),
    whole("n", key=True),
    *span(),
    text("speaker"),
    *yes_no("asks"),
    text("person", ForeignKey("people.id"), null=True),
)

# how an interview came in: its names decided on the screen, stated to be decided, or none found; counts, never words;
# where its bytes are
entries = table(
    "entries",
    text("source", ForeignKey("sources.id"), key=True),
    text("names"),
    whole("direct"),
    whole("quasi"),
    whole("replaced"),
    text("kept"),
    CheckConstraint("names IN ('reviewed', 'stated', 'none')", name="names"),
    CheckConstraint("kept IN ('vault', 'folder', 'nowhere')", name="kept"),
)
