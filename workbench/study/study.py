"""The study that is open: a small value on which every topic's verbs are bound."""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workbench.study import codebooks as _codebooks
from workbench.study import codings as _codings
from workbench.study import excerpts as _excerpts
from workbench.study import findings as _findings
from workbench.study import journal as _journal
from workbench.study import outflow as _outflow
from workbench.study import people as _people
from workbench.study import releases as _releases
from workbench.study import reviews as _reviews
from workbench.study import sources as _sources
from workbench.study import suggestions as _suggestions
from workbench.study import tables as _tables
from workbench.study import tracing as _tracing
from workbench.study import verification as _verification
from workbench.study import withdrawal as _withdrawal
from workbench.study.engine import Store


@dataclass(frozen=True, eq=False, repr=False)
class Study:
    """One open study folder. Each verb that writes is one transaction with its journal entry; `by` says who acts."""

    root: Path
    title: str
    settings: dict[str, Any]  # what study.toml says
    store: Store

    def __repr__(self) -> str:
        return f"<Study {self.root.name}>"  # never what is in it

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store; the value must not be used afterwards."""
        self.store.close()

    add_person = _people.add_person
    add_people = _people.add_people
    people = _people.people
    add_consents = _people.add_consents
    consents = _people.consents
    add_attributes = _people.add_attributes
    attributes = _people.attributes

    add_source = _sources.add_source
    source = _sources.source
    sources = _sources.sources

    add_codebook = _codebooks.add_codebook
    codebook = _codebooks.codebook
    codebooks = _codebooks.codebooks

    add_excerpt = _excerpts.add_excerpt
    excerpt = _excerpts.excerpt
    excerpts = _excerpts.excerpts
    speakers = _excerpts.speakers

    add_coding = _codings.add_coding
    add_codings = _codings.add_codings
    retract_coding = _codings.retract_coding
    restore_coding = _codings.restore_coding
    codings = _codings.codings
    codings_frame = _codings.codings_frame
    uncoded_turns = _codings.uncoded_turns

    keep_suggestions = _suggestions.keep_suggestions
    decide = _suggestions.decide
    suggestions = _suggestions.suggestions
    decisions = _suggestions.decisions

    add_finding = _findings.add_finding
    findings = _findings.findings
    set_state = _findings.set_state

    add_reviews = _reviews.add_reviews
    reviews = _reviews.reviews
    collect_inbox = _reviews.collect_inbox

    add_table = _tables.add_table
    table = _tables.table
    tables = _tables.tables

    record_release = _releases.record_release
    releases = _releases.releases
    record_copy = _outflow.record_copy

    withdraw = _withdrawal.withdraw
    withdrawn = _withdrawal.withdrawn
    withdrawals = _withdrawal.withdrawals
    trace = _tracing.trace

    journal = _journal.journal
    verify_journal = _verification.verify_journal
