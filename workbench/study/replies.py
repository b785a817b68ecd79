"""What is owed after a workshop: an answer to each remark, and the account of what changed."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.errors import BadInput, UnknownId
from workbench.findings.changes import Change, Reply, change
from workbench.messages import _
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.rows import next_ids, now
from workbench.study.steps import one, versions

if TYPE_CHECKING:
    from workbench.study.study import Study


def reply(study: "Study", answer: str, words: str, *, changed: bool, by: str) -> Reply:
    """Records what is answered to one remark; a later reply takes its place, the earlier stays in the store.

    `words` say to the person what was changed thanks to them, or why nothing was. Raises UnknownId for an answer that
    the study does not have, BadInput without words or for a change that no new wording bears out.
    """
    given = next((review for review in study.reviews() if review.answer_id == answer), None)
    if given is None:
        raise UnknownId(what=_("answer"), id=answer)
    if not words.strip():
        raise BadInput(why=_("a remark is answered in words"))
    finding = one(study, given.finding)
    if changed and finding.version == given.version:
        why = _("{finding} still has the wording of version {version}; change it first, then say so")
        raise BadInput(why=why.format(finding=finding.id, version=given.version))
    made = Reply(answer, finding.id, finding.version, changed, words.strip(), now(), by)
    with study.store.write() as connection:
        n, id_ = next_ids(connection, "reply", 1)[0]
        row = {"id": id_, "n": n, **asdict(made), "changed": int(changed)}
        record(connection, schema.replies, [row], kind="reply.added", by=by)
    return made


def replies(study: "Study", finding: str | None = None) -> list[Reply]:
    """The answers given to remarks, in the order of giving; the latest to each remark holds."""
    table = schema.replies
    wanted = select(table).order_by(table.c.n)
    if finding is not None:
        wanted = wanted.where(table.c.finding == finding)
    with study.store.read() as connection:
        return [
            Reply(row.answer, row.finding, row.version, bool(row.changed), row.words, row.at, row.who)
            for row in connection.execute(wanted)
        ]


def what_changed(study: "Study", finding: str) -> Change:
    """The wordings before and after, each remark with its answer, those still owed, the dissents; raises UnknownId."""
    return change(versions(study, finding), study.reviews(finding), replies(study, finding))
