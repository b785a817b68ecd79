"""The study that is open: a small value on which every topic's verbs are bound."""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workbench.study import adjudication as _adjudication
from workbench.study import blind as _blind
from workbench.study import carrying as _carrying
from workbench.study import codebook_edits as _codebook_edits
from workbench.study import codebooks as _codebooks
from workbench.study import codings as _codings
from workbench.study import collecting as _collecting
from workbench.study import excerpts as _excerpts
from workbench.study import findings as _findings
from workbench.study import history as _history
from workbench.study import journal as _journal
from workbench.study import memos as _memos
from workbench.study import outflow as _outflow
from workbench.study import people as _people
from workbench.study import reading as _reading
from workbench.study import releases as _releases
from workbench.study import replies as _replies
from workbench.study import retrieve as _retrieve
from workbench.study import reviews as _reviews
from workbench.study import rights as _rights
from workbench.study import search as _search
from workbench.study import settling as _settling
from workbench.study import signatures as _signatures
from workbench.study import slips as _slips
from workbench.study import sources as _sources
from workbench.study import steps as _steps
from workbench.study import suggestions as _suggestions
from workbench.study import tables as _tables
from workbench.study import tracing as _tracing
from workbench.study import undo as _undo
from workbench.study import verification as _verification
from workbench.study import withdrawal as _withdrawal
from workbench.study import workshops as _workshops
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

    make_room = _settling.make_room
    settle = _settling.settle

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
    new_code = _codebook_edits.new_code
    rename_code = _codebook_edits.rename_code
    edit_code = _codebook_edits.edit_code
    move_code = _codebook_edits.move_code
    merge_codes = _codebook_edits.merge_codes
    split_code = _codebook_edits.split_code
    retire_code = _codebook_edits.retire_code
    reinstate_code = _codebook_edits.reinstate_code
    code_history = _history.code_history

    add_excerpt = _excerpts.add_excerpt
    excerpt = _excerpts.excerpt
    excerpts = _excerpts.excerpts
    speakers = _excerpts.speakers

    add_coding = _codings.add_coding
    add_codings = _codings.add_codings
    retract_coding = _codings.retract_coding
    restore_coding = _codings.restore_coding
    revise_coding = _codings.revise_coding
    lineage = _carrying.lineage
    undo = _undo.undo
    redo = _undo.redo
    undoable = _undo.undoable
    codings = _codings.codings
    codings_frame = _codings.codings_frame
    uncoded_turns = _codings.uncoded_turns
    search = _search.search
    retrieve = _retrieve.retrieve
    code_by_attribute = _retrieve.code_by_attribute
    code_by_code = _retrieve.code_by_code
    household_codes = _retrieve.household_codes
    reference = _retrieve.reference

    draw_sample = _blind.draw_sample
    draws = _blind.draws
    curtain = _blind.curtain
    visible_codings = _blind.visible_codings
    declare_done = _blind.declare_done
    comparison = _adjudication.comparison
    adjudicate = _adjudication.adjudicate
    decided = _adjudication.decided

    add_memo = _memos.add_memo
    edit_memo = _memos.edit_memo
    memos = _memos.memos

    mark_read = _reading.mark_read
    turns_read = _reading.turns_read
    mark_reviewed = _reading.mark_reviewed
    progress = _reading.progress

    keep_suggestions = _suggestions.keep_suggestions
    decide = _suggestions.decide
    suggestions = _suggestions.suggestions
    decisions = _suggestions.decisions

    add_finding = _findings.add_finding
    findings = _findings.findings
    set_state = _findings.set_state
    advance = _steps.advance
    next_step = _steps.next_step
    check_disclosure = _steps.check_disclosure
    return_to_group = _steps.return_to_group
    reword = _steps.reword
    add_reading = _steps.add_reading
    readings = _steps.readings
    reply = _replies.reply
    replies = _replies.replies
    what_changed = _replies.what_changed

    add_reviews = _reviews.add_reviews
    reviews = _reviews.reviews
    collect_inbox = _collecting.collect_inbox
    collect = _collecting.collect
    set_aside = _collecting.set_aside
    take_in = _collecting.take_in
    enter = _slips.enter

    open_workshop = _workshops.open_workshop
    workshops = _workshops.workshops
    workshop = _workshops.workshop
    cards = _workshops.cards
    close_workshop = _workshops.close_workshop
    add_quote_answers = _rights.add_quote_answers
    quote_answers = _rights.quote_answers
    own_words = _rights.own_words

    add_table = _tables.add_table
    table = _tables.table
    tables = _tables.tables

    record_release = _releases.record_release
    releases = _releases.releases
    released_words = _releases.released_words
    record_copy = _outflow.record_copy
    sign_quotes = _signatures.sign_quotes
    quote_signatures = _signatures.quote_signatures

    withdraw = _withdrawal.withdraw
    withdrawn = _withdrawal.withdrawn
    withdrawals = _withdrawal.withdrawals
    trace = _tracing.trace

    journal = _journal.journal
    verify_journal = _verification.verify_journal
