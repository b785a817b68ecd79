"""Sessions in which findings are reviewed: who holds which code, what came in, what is owed in return."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Table

from workbench.study.schema.base import metadata, order, table, text, whole, yes_no

# What was done with a finding on its way out, besides its reviews: a state is entered only when this bears it out.
finding_steps = Table(
    "finding_steps",
    metadata,
    text("id", key=True),
    *order(),
    text("finding"),
    whole("version"),
    text("step"),  # "disclosure_check", "returned", "declined"
    text("note"),
    text("at"),
    text("who"),
    ForeignKeyConstraint(["finding", "version"], ["findings.id", "findings.version"]),
    sqlite_strict=True,
)

workshops = table(
    "workshops",
    text("id", key=True),
    *order(),
    text("title"),
    text("circle"),  # "peers" or "mixed"
    text("side"),  # "households", "professionals" or "partners"; of a mixed circle: "all"
    text("audience"),
    text("findings"),  # canonical JSON: [[id, version], …], as shown
    text("opened"),
    text("expires"),
    text("closed", null=True),
    text("release", ForeignKey("releases.id"), null=True),
    text("path"),
    text("address"),
    text("who"),
)

# The code opens the page for one person; the bundle and the inbox hold the handle, and only the study holds both.
workshop_codes = table(
    "workshop_codes",
    text("handle", key=True),
    *order(),
    text("workshop", ForeignKey("workshops.id")),
    text("person", ForeignKey("people.id"), null=True),  # None: the facilitator, who writes for the group
    text("code"),
)

# An answer that came too late or under an unknown code: kept, shown, and counted nowhere until somebody decides.
set_aside = table(
    "set_aside",
    text("answer_id", key=True),
    *order(),
    text("workshop"),
    text("reviewer"),
    text("why"),
    text("answer"),  # canonical JSON of the answer
    text("at"),
)

quote_answers = table(
    "quote_answers",
    text("id", key=True),
    *order(),
    text("person", ForeignKey("people.id")),
    text("excerpt"),
    text("audience"),
    text("answer"),
    text("words"),  # with changes: the words that may be read instead
    text("session"),
    text("at"),
    text("written_by"),
    *yes_no("read_back"),
    CheckConstraint("answer IN ('as_is', 'changed', 'not_here', 'never')", name="answer"),
)

# The answer owed to each remark: what was changed because of it, or why nothing was.
replies = table(
    "replies",
    text("id", key=True),
    *order(),
    text("answer"),  # the review that is replied to
    text("finding"),
    whole("version"),  # the wording that carries the change, or the one that was kept
    *yes_no("changed"),
    text("words"),
    text("at"),
    text("who"),
)

# Who read a plain wording with their own eyes: only people concerned make a text "FALC".
plain_readings = table(
    "plain_readings",
    text("id", key=True),
    *order(),
    text("finding"),
    whole("version"),
    text("wording"),
    text("reader"),
    *yes_no("concerned"),
    *yes_no("understood"),
    text("remark"),
    text("date"),
    text("recorded_by"),
)
