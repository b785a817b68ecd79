"""Who takes part, what they allowed, and what is known of them."""

from sqlalchemy import CheckConstraint, ForeignKey

from workbench.study.schema.base import order, table, text, yes_no

people = table("people", text("id", key=True), text("voice"), text("territory", null=True), text("function", null=True))

consents = table(
    "consents",
    text("id", key=True),
    *order(),
    text("person", ForeignKey("people.id")),
    text("use"),
    text("answer"),
    text("date"),
    text("recorded_by"),
    *yes_no("read_back"),
    text("representative", null=True),
)

# in what way an answer was read back to the person ("à voix haute", "avec un interprète"), where anybody said so
read_backs = table("read_backs", text("consent", ForeignKey("consents.id"), key=True), text("how"))

attributes = table(
    "attributes",
    text("id", key=True),
    *order(),
    text("person", ForeignKey("people.id")),
    text("name"),
    text("value", null=True),
    text("date"),
    text("source"),
    text("missing", null=True),
    CheckConstraint("(value IS NULL) <> (missing IS NULL)", name="value"),
)
