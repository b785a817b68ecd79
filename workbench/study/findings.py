"""Findings in their versions, each with its evidence and its state."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import BadInput, UnknownId
from workbench.findings.findings import Evidence, Finding, Stance, State, Strength, wording_hash
from workbench.messages import _
from workbench.study import schema
from workbench.study.journal import amend, record
from workbench.study.rows import digest, insert_rows, next_ids, now

if TYPE_CHECKING:
    from workbench.study.study import Study

EVIDENCE_KINDS = {"indicator", "excerpt"}


def add_finding(study: "Study", finding: Finding, *, by: str) -> Finding:
    """Adds a finding, or its next version when anything but its state changed; returns it as it stands.

    Raises UnknownId for evidence that points at an excerpt the study does not have.
    """
    sha256 = content_hash(finding)
    table = schema.findings
    with study.store.write() as connection:
        _check_evidence(connection, finding.evidence)
        latest = latest_row(connection, finding.id)
        if latest is not None and latest.content == sha256:
            return load_finding(connection, latest)
        version = max(finding.version, latest.version + 1 if latest else 1)
        row = {
            **{name: value for name, value in asdict(finding).items() if name != "evidence"},
            "version": version,
            "n": next_ids(connection, "finding", 1)[0][0],
            "strength": Strength(finding.strength).value,
            "state": State(finding.state).value,
            "wording": wording_hash(finding),
            "content": sha256,
            "created": now(),
        }
        record(connection, table, [row], kind="finding.added", by=by)
        proofs = [
            {"finding": finding.id, "version": version, "n": n, **asdict(one), "stance": Stance(one.stance).value}
            for n, one in enumerate(finding.evidence, 1)
        ]
        insert_rows(connection, schema.evidence, proofs)
        return replace(finding, version=version)


def content_hash(finding: Finding) -> str:
    """sha256 of everything in a finding but its version and state."""
    content = asdict(finding)
    for name in ("version", "state"):
        del content[name]
    return digest(content)


def _check_evidence(connection: Connection, evidence: Iterable[Evidence]) -> None:
    proofs = list(evidence)
    wanted = {one.ref for one in proofs if one.kind == "excerpt"}
    known = set(connection.scalars(select(schema.excerpts.c.id).where(schema.excerpts.c.id.in_(wanted))))
    for one in proofs:
        if one.kind not in EVIDENCE_KINDS:
            raise BadInput(why=_("evidence is an indicator or an excerpt, not {kind}").format(kind=one.kind))
        if one.kind == "excerpt" and one.ref not in known:
            raise UnknownId(what=_("excerpt"), id=one.ref)


def latest_row(connection: Connection, id_: str) -> Any:
    """The row of a finding’s latest version, or None."""
    table = schema.findings
    return connection.execute(select(table).where(table.c.id == id_).order_by(table.c.version.desc()).limit(1)).first()


def load_finding(connection: Connection, row: Any) -> Finding:
    """The value of a row of `findings`, with its evidence."""
    table = schema.evidence
    inside = select(table).where(table.c.finding == row.id, table.c.version == row.version).order_by(table.c.n)
    return Finding(
        id=row.id,
        version=row.version,
        statement=row.statement,
        plain=row.plain,
        recommendation=row.recommendation,
        theme=row.theme,
        strength=Strength(row.strength),
        author=row.author,
        territory=row.territory,
        limits=row.limits,
        state=State(row.state),
        evidence=tuple(Evidence(one.kind, one.ref, Stance(one.stance)) for one in connection.execute(inside)),
    )


def findings(study: "Study") -> list[Finding]:
    """The latest version of each finding, in the order in which the findings first came."""
    table = schema.findings
    with study.store.read() as connection:
        latest: dict[str, Any] = {}
        for row in connection.execute(select(table).order_by(table.c.n)):
            latest[row.id] = row  # a later version takes the place, and keeps the position, of the first
        return [load_finding(connection, row) for row in latest.values()]


def set_state(study: "Study", finding_id: str, state: State | str, *, by: str) -> None:
    """Moves the latest version of a finding to another state; raises UnknownId. Which moves are right is not asked."""
    wanted = State(state).value
    with study.store.write() as connection:
        row = latest_row(connection, finding_id)
        if row is None:
            raise UnknownId(what=_("finding"), id=finding_id)
        if row.state != wanted:
            key = {"id": row.id, "version": row.version}
            amend(connection, schema.findings, key, {"state": wanted}, kind=f"finding.{wanted}", by=by)
