"""A finding's way out, step by step: what is known of it when a step is asked for, and the step itself.

`set_state` (in `findings.py`) only restores what an import says; whoever works on a finding comes through `advance`.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import BadInput, NotReady, UnknownId
from workbench.findings import states
from workbench.findings.findings import Finding, State, wording_hash
from workbench.findings.states import Facts
from workbench.findings.voices import balance
from workbench.findings.words import state as state_name
from workbench.messages import _
from workbench.study import schema
from workbench.study.findings import latest_row, load_finding
from workbench.study.journal import amend, record
from workbench.study.rows import next_ids, now

if TYPE_CHECKING:
    from workbench.study.study import Study

CHECK, RETURNED, DECLINED = "disclosure_check", "returned", "declined"


@dataclass(frozen=True, slots=True)
class Step:
    """Something done with one version of a finding, besides its reviews."""

    finding: str
    version: int
    step: str
    note: str
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's reading of a plain wording: concerned by it or not, understood or not."""

    finding: str
    version: int
    reader: str
    concerned: bool
    understood: bool
    remark: str
    date: str


def facts(study: "Study", finding_id: str) -> Facts:
    """Everything that the conditions of its next step look at; raises UnknownId."""
    finding = one(study, finding_id)
    speakers = study.speakers()
    with study.store.read() as connection:
        done = _steps(connection, finding)
        replied = set(connection.scalars(select(schema.replies.c.answer).where(schema.replies.c.finding == finding_id)))
    return Facts(
        finding,
        tuple(study.reviews(finding_id)),
        balance(finding.evidence, speakers),
        tuple(told(study, finding)),
        frozenset(step.who for step in done if step.step == CHECK),
        frozenset(replied),
        tuple(step.note for step in done if step.step == RETURNED),
        next((step.note for step in done if step.step == DECLINED), ""),
    )


def one(study: "Study", finding_id: str, version: int | None = None) -> Finding:
    """A finding in its latest version, or in the one that is named; raises UnknownId."""
    with study.store.read() as connection:
        if version is None:
            row = latest_row(connection, finding_id)
        else:
            table = schema.findings
            row = connection.execute(select(table).where(table.c.id == finding_id, table.c.version == version)).first()
        if row is None:
            raise UnknownId(what=_("finding"), id=finding_id)
        return load_finding(connection, row)


def versions(study: "Study", finding_id: str) -> list[Finding]:
    """Every version of a finding, oldest first; raises UnknownId."""
    table = schema.findings
    with study.store.read() as connection:
        rows = connection.execute(select(table).where(table.c.id == finding_id).order_by(table.c.version)).all()
        if not rows:
            raise UnknownId(what=_("finding"), id=finding_id)
        return [load_finding(connection, row) for row in rows]


def told(study: "Study", finding: Finding) -> list[str]:
    """What the words of a finding give away: counts of households that are not public, names, dates, pseudonyms."""
    from workbench.disclosure.sentences import unpublished_counts
    from workbench.disclosure.words import hits

    said = "\n".join((finding.statement, finding.plain, finding.recommendation, finding.limits))
    found = [f"« {hit.text} »" for hit in hits(said) if hit.kind not in {"name", "money"}]
    words = set(said.replace(",", " ").replace(".", " ").split())
    found += sorted(person.id for person in study.people() if person.id in words)
    public = set(study.settings.get("public_counts", ()))
    if public:
        figures = {int(q.value) for q in _quantities(study, finding) if q.value is not None and q.value == int(q.value)}
        figures |= {int(q.denominator) for q in _quantities(study, finding) if q.denominator}
        found += [str(n) for n in sorted(unpublished_counts(said, public | figures))]
    return found


def _quantities(study: "Study", finding: Finding) -> list[Any]:
    """The figures of things, not of people, on which the finding rests: its words may repeat them."""
    from workbench.study.results import results_of

    wanted = {e.ref for e in finding.evidence if e.kind == "indicator"}
    if not wanted:
        return []
    return [r.quantity for r in results_of(study) if r.indicator in wanted and not r.quantity.unit.startswith("house")]


def advance(study: "Study", finding_id: str, state: State | str, *, by: str) -> Finding:
    """Moves a finding to its next state and says so in the journal; raises NotReady in one sentence, UnknownId."""
    wanted = State(state)
    known = facts(study, finding_id)
    states.require(known, wanted)
    with study.store.write() as connection:
        row = latest_row(connection, finding_id)
        if (row.version, row.state) != (known.finding.version, known.finding.state.value):
            raise NotReady(
                finding=finding_id, state=state_name(wanted.value), why=_("somebody has just changed it; look again")
            )
        key = {"id": row.id, "version": row.version}
        amend(connection, schema.findings, key, {"state": wanted.value}, kind=f"finding.{wanted.value}", by=by)
    return replace(known.finding, state=wanted)


def next_step(study: "Study", finding_id: str) -> tuple[State | None, str]:
    """The state that comes next for a finding and what is missing for it, in words; empty when nothing is."""
    return states.missing(facts(study, finding_id))


def check_disclosure(study: "Study", finding_id: str, *, by: str, note: str = "") -> Step:
    """Records that somebody looked at what this wording gives away; raises NotReady when it gives something away."""
    finding = one(study, finding_id)
    if given_away := told(study, finding):
        raise NotReady(
            finding=finding_id,
            state=state_name(State.CHECKED.value),
            why=_("its texts give away {what}").format(what=", ".join(given_away)),
        )
    return _record_step(study, finding, CHECK, note, by)


def return_to_group(study: "Study", finding_id: str, session: str, *, by: str, declined: str = "") -> Step:
    """Records that this very wording was brought back to the group, or why the group did not want it.

    Raises BadInput without a session, or when the wording has changed nothing since the session in which it was said.
    """
    finding = one(study, finding_id)
    if not session.strip():
        raise BadInput(why=_("say in which session the wording was brought back"))
    step, note = (DECLINED, f"{session} : {declined}") if declined.strip() else (RETURNED, session)
    return _record_step(study, finding, step, note, by)


def _record_step(study: "Study", finding: Finding, step: str, note: str, by: str) -> Step:
    at = now()
    with study.store.write() as connection:
        n, id_ = next_ids(connection, "step", 1)[0]
        row = {"id": id_, "n": n, "finding": finding.id, "version": finding.version, "step": step, "note": note,
               "at": at, "who": by}  # fmt: skip
        record(connection, schema.finding_steps, [row], kind=f"finding.{step}", by=by)
    return Step(finding.id, finding.version, step, note, at, by)


def _steps(connection: Connection, finding: Finding) -> list[Step]:
    table = schema.finding_steps
    rows = connection.execute(
        select(table).where(table.c.finding == finding.id, table.c.version == finding.version).order_by(table.c.n)
    )
    return [Step(row.finding, row.version, row.step, row.note, row.at, row.who) for row in rows]


def reword(study: "Study", finding_id: str, *, by: str, **words: str) -> Finding:
    """A new version with other words (statement, plain, recommendation, limits); answers stay on the words they had.

    Raises BadInput for another field, NotReady when nothing changes, UnknownId.
    """
    if wrong := sorted(set(words) - {"statement", "plain", "recommendation", "limits"}):
        raise BadInput(why=_("{fields} is not one of the words of a finding").format(fields=", ".join(wrong)))
    return study.add_finding(states.reworded(one(study, finding_id), **words), by=by)


def add_reading(
    study: "Study", finding_id: str, reader: str, *, concerned: bool, understood: bool, remark: str = "", by: str
) -> Reading:
    """Records who read the plain wording with their own eyes, and what came of it; raises UnknownId."""
    finding = one(study, finding_id)
    day = datetime.now(UTC).date().isoformat()
    with study.store.write() as connection:
        n, id_ = next_ids(connection, "reading", 1)[0]
        row = {
            "id": id_, "n": n, "finding": finding.id, "version": finding.version, "wording": wording_hash(finding),
            "reader": reader, "concerned": int(concerned), "understood": int(understood), "remark": remark,
            "date": day, "recorded_by": by,
        }  # fmt: skip
        record(connection, schema.plain_readings, [row], kind="plain_reading.added", by=by)
    return Reading(finding.id, finding.version, reader, concerned, understood, remark, day)


def readings(study: "Study", finding: Finding) -> list[Reading]:
    """Who read exactly these words, in the order of reading."""
    table = schema.plain_readings
    with study.store.read() as connection:
        rows = connection.execute(
            select(table)
            .where(table.c.finding == finding.id, table.c.wording == wording_hash(finding))
            .order_by(table.c.n)
        ).all()
    return [
        Reading(r.finding, r.version, r.reader, bool(r.concerned), bool(r.understood), r.remark, r.date) for r in rows
    ]
