"""Around the codings: memos, turns read, second readings, interviews drawn for agreement, a third person's decisions.

Sources and codings are named by id without a foreign key, so that a row outlives an erasure; none of them quotes.
"""

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from workbench.study.schema.base import order, span, table, text, whole, yes_no

memos = table(
    "memos",
    text("id", key=True),
    whole("version", key=True),
    *order(),
    text("sort"),  # what it is on: excerpt, code, interview, household, coding
    text("target"),
    text("text"),  # empty when it was taken away
    text("who"),
    text("at"),
)
Index("ix_memos_target", memos.c.target)

reads = table(
    "reads",
    text("id", key=True),
    *order(),
    text("source"),
    text("coder"),
    whole("first"),  # turns first to last, both read
    whole("last"),
    text("at"),
)
Index("ix_reads_source", reads.c.source, reads.c.coder)

second_readings = table(
    "second_readings",
    text("id", key=True),
    *order(),
    text("source"),
    text("codebook"),
    text("coder"),
    text("codings"),  # those that stood then
    text("who"),
    text("at"),
)

draws = table(
    "draws",
    text("id", key=True),
    *order(),
    text("codebook"),
    whole("seed"),
    text("among"),
    text("sources"),
    text("coders"),
    text("who"),
    text("at"),
    text("why"),
)

# A coder has done with an interview drawn: the codings compared later are those that stood then.
declarations = table(
    "declarations",
    text("draw", ForeignKey("draws.id"), key=True),
    text("source", key=True),
    text("coder", key=True),
    whole("n"),
    text("at"),
    text("codings"),
    UniqueConstraint("n"),
)

adjudications = table(
    "adjudications",
    text("id", key=True),
    *order(),
    text("codebook"),
    whole("version"),
    text("source"),
    *span(),
    text("code"),
    *yes_no("holds"),
    text("codings"),  # the coders' own, all kept
    text("coding", null=True),  # the decision's own, when the code holds
    text("who"),
    text("at"),
    text("reason"),
)
Index("ix_adjudications_source", adjudications.c.source)
