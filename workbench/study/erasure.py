"""Erasing one person's words from the rows of a store: what goes, what is blanked, and an entry for each.

What the person said goes with all that was made of it. Where others speak in the same text, the person's stretches are
blanked character for character, so that everybody else's positions hold. What evaluators wrote (memos, findings,
codebooks) loses the person's words alone.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, Text, and_, delete, or_, select, update

from workbench.findings.findings import wording_hash
from workbench.intake.documents import text_digest
from workbench.intake.identifiers.labels import LABEL
from workbench.study import schema
from workbench.study.codebooks import content_hash as codebook_hash
from workbench.study.codebooks import load_codebook
from workbench.study.findings import content_hash as finding_hash
from workbench.study.findings import load_finding
from workbench.study.journal import amend, note
from workbench.study.rows import in_parts, key_of
from workbench.study.sources import SourceKind
from workbench.study.words import BLANK, Words, blanked, cut_out, words

NOTHING = "0" * 64  # what an erased row's last entry has for a hash
OTHERS_WORDS = {("sources", "text"), ("excerpts", "text"), ("reviews", "words"), ("reviews", "public_words"),
                ("attributes", "value"), ("set_aside", "answer"), ("quote_answers", "words"),
                ("plain_readings", "remark")}  # fmt: skip
# Answers of one person each, and the columns in which their own words stand.
ANSWERS = (
    (schema.reviews, "reviewer", ("words", "public_words"), "review"),
    (schema.attributes, "person", ("value",), "attribute"),
    (schema.quote_answers, "person", ("words",), "quote_answer"),
    (schema.set_aside, "reviewer", ("answer",), "answer"),
    (schema.plain_readings, "reader", ("remark",), "plain_reading"),
)
NO_PROSE = {"counters", "journal", "acts", "withdrawals", "releases", "release_excerpts", "release_reviews",
            "data_tables"}  # fmt: skip


@dataclass
class Erased:
    """The words to look for, then what follows of it: files of `originals/` to remove, texts (table/row) cleaned.

    For the vault: the sha256 of the texts in which the person spoke, as they were, and the labels printed for them.
    """

    words: Words
    originals: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    cleaned: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Source:
    """One source seen from the person: where their words stand in it, and who is interviewed there."""

    row: Any
    own: tuple[tuple[int, int], ...]
    interviewed: frozenset[str | None]  # None: somebody whom the study does not know
    theirs: tuple[tuple[int, int], ...]  # where other people speak; all else is the evaluators’, and a copy at most

    def whole(self, person: str) -> bool:
        """Whether the person alone was interviewed here."""
        return self.interviewed == {person} and self.row.kind != SourceKind.REPORT.value

    @property
    def rest(self) -> str:
        return blanked(self.row.text, self.own)

    @property
    def others(self) -> list[str]:
        """What other people said here: a question that repeats the person’s words is not among it."""
        rest = self.rest
        return [rest[start:end] for start, end in self.theirs]


def find(connection: Connection, person: str, said: Iterable[str], others: Iterable[str]) -> Erased:
    """The person's words, from the store and from what is `said` beside it; `others` said the other texts there."""
    seen = [_seen(connection, row, person) for row in connection.execute(select(schema.sources)).all()]
    mine = [one.row.text[start:end] for one in seen for start, end in one.own] + list(said)
    theirs = list(others)
    for table, who, columns, _kind in ANSWERS:
        for row in connection.execute(select(table)).mappings():
            said_here = [row[c] for c in columns if row[c]]
            if table is schema.set_aside:  # an answer as it came, whole
                said_here = [str(json.loads(row["answer"]).get(name, "")) for name in ("words", "public_words")]
            (mine if row[who] == person else theirs).extend(filter(None, said_here))
    first = words(mine, ())
    # a text that quotes the person at length without knowing who speaks is a copy, and nobody else's words
    speech = [one.others for one in seen if not one.whole(person) and not _is_copy(one, person, first)]
    theirs += [text for several in speech for text in several]
    return Erased(words(mine, theirs))


def _seen(connection: Connection, row: Any, person: str) -> _Source:
    turns = connection.execute(select(schema.turns).where(schema.turns.c.source == row.id)).all()
    table = schema.excerpts.c
    pointed = connection.execute(select(table.start, table.stop).where(table.source == row.id, table.person == person))
    own = {(t.start, t.stop) for t in turns if t.person == person and not t.asks} | {(e.start, e.stop) for e in pointed}
    mine = _merged(own)
    return _Source(row, mine, frozenset(t.person for t in turns if not t.asks), _theirs(connection, row, person, turns))


def _theirs(connection: Connection, row: Any, person: str, turns: Sequence[Any]) -> tuple[tuple[int, int], ...]:
    """Where somebody else speaks: their turns; without turns the whole text; of a report what it quotes of them."""
    if row.kind == SourceKind.REPORT.value:
        table = schema.excerpts.c
        quoted = connection.execute(
            select(table.start, table.stop).where(
                table.source == row.id, table.person.is_not(None), table.person != person
            )
        )
        return _merged((e.start, e.stop) for e in quoted)
    if not turns:
        return ((0, len(row.text)),)
    return _merged((t.start, t.stop) for t in turns if not t.asks and t.person != person)


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _is_copy(one: _Source, person: str, known: Words) -> bool:
    return one.interviewed <= {person, None} and bool(known.quoted(one.rest))


def erase(connection: Connection, person: str, plan: Erased, *, by: str) -> None:
    """Takes the person's words out of every row, in the caller's transaction, and notes each row in the journal."""
    seen = [_seen(connection, row, person) for row in connection.execute(select(schema.sources)).all()]
    whole = [one.row.id for one in seen if one.whole(person)]
    plan.labels |= _labels(connection, person)
    for one in seen:
        if one.row.id in whole:
            plan.originals.append(one.row.original)
            plan.texts.add(one.row.sha256)
        else:
            _blank(connection, one, person, plan, by)
    table = schema.excerpts.c
    mine = connection.scalars(select(table.id).where(or_(table.person == person, table.source.in_(whole)))).all()
    _remove_excerpts(connection, mine, by)
    for child in (schema.turns, schema.places):
        connection.execute(delete(child).where(child.c.source.in_(whole)))
    _remove(connection, schema.entries, "source", whole, by, "entry")
    _remove_memos(connection, "interview", whole, by)
    _remove_memos(connection, "household", [person], by)
    _remove(connection, schema.sources, "id", whole, by, "source")
    for owned, column, _columns, kind in ANSWERS:
        _remove(connection, owned, column, [person], by, kind)
    _clean_prose(connection, plan, by)


def _labels(connection: Connection, person: str) -> set[str]:
    """The labels in brackets that stand before what the person said."""
    table = schema.turns.c
    printed = connection.scalars(select(table.speaker).where(table.person == person).distinct())
    return {label for words in printed for label in LABEL.findall(words)}


def _blank(connection: Connection, one: _Source, person: str, plan: Erased, by: str) -> None:
    """Blanks the person's stretches in a text where others speak, and in the excerpts taken of it."""
    copy = _is_copy(one, person, plan.words)
    # where others speak only a long quotation is hers; elsewhere every run that nobody else said is a copy of her
    elsewhere = plan.words.all_of(one.rest) if copy else [*plan.words.quoted(one.rest), *plan.words.own_in(one.rest)]
    spans = _merged([*one.own, *elsewhere])
    if not spans:
        return
    text = blanked(one.row.text, spans)
    plan.texts.add(one.row.sha256)
    if one.row.original:
        plan.originals.append(one.row.original)
    values = {"text": text, "sha256": text_digest(text), "original": ""}
    amend(connection, schema.sources, {"id": one.row.id}, values, kind="source.blanked", by=by)
    plan.cleaned.append(f"sources/{one.row.id}")
    empty = []
    for row in connection.execute(select(schema.excerpts).where(schema.excerpts.c.source == one.row.id)).all():
        left = text[row.start : row.stop]
        if not left.replace(BLANK, "").strip():
            empty.append(row.id)
        elif left != row.text:
            amend(connection, schema.excerpts, {"id": row.id}, {"text": left}, kind="excerpt.blanked", by=by)
    _remove_excerpts(connection, empty, by)


def _remove_excerpts(connection: Connection, ids: Sequence[str], by: str) -> None:
    """Excerpts with the codings, suggestions and decisions made of them, the last first."""
    codings = _ids(connection, schema.codings, "excerpt", ids)
    suggestions = _ids(connection, schema.suggestions, "excerpt", ids)
    for sort, targets in (("excerpt", ids), ("coding", codings)):
        _remove_memos(connection, sort, targets, by)
    _remove(connection, schema.decisions, "suggestion", suggestions, by, "decision")
    _remove(connection, schema.decisions, "coding", codings, by, "decision")
    _remove(connection, schema.codings, "id", codings, by, "coding")
    _remove(connection, schema.suggestions, "id", suggestions, by, "suggestion")
    _remove(connection, schema.excerpts, "id", ids, by, "excerpt")


def _remove_memos(connection: Connection, sort: str, targets: Sequence[str], by: str) -> None:
    table = schema.memos.c
    for part in in_parts(targets):
        ids = connection.scalars(select(table.id).where(table.sort == sort, table.target.in_(part)).distinct()).all()
        _remove(connection, schema.memos, "id", ids, by, "memo")


def _ids(connection: Connection, table: Table, column: str, values: Sequence[str]) -> list[str]:
    return [
        id_
        for part in in_parts(values)
        for id_ in connection.scalars(select(table.c.id).where(table.c[column].in_(part)))
    ]


def _remove(connection: Connection, table: Table, column: str, values: Sequence[str], by: str, kind: str) -> None:
    for part in in_parts(values):
        where = table.c[column].in_(part)
        keys = [key_of(table, dict(row)) for row in connection.execute(select(table).where(where)).mappings()]
        connection.execute(delete(table).where(where))
        note(connection, table.name, [(key, NOTHING) for key in keys], kind=f"{kind}.erased", by=by)


def _clean_prose(connection: Connection, plan: Erased, by: str) -> None:
    """Takes the person's words out of what others wrote: rows that a journal entry stands for get a new one."""
    for table in schema.metadata.sorted_tables:
        if table.name in NO_PROSE:
            continue
        fixed = {column.name for column in table.primary_key} | {c.parent.name for c in table.foreign_keys}
        free = [c.name for c in table.columns if isinstance(c.type, Text) and c.name not in fixed]
        for row in connection.execute(select(table)).mappings().all():
            values = {c: new for c in free if (new := _without(table.name, c, row[c], plan.words)) != row[c]}
            if values:
                _rewrite(connection, table, dict(row), values, plan, by)
    _mend_hashes(connection, by)


def _without(table: str, column: str, text: str | None, known: Words) -> str | None:
    if not text or (table, column) in {("sources", "text"), ("excerpts", "text")}:
        return text  # blanked already, where positions count
    others = (table, column) in OTHERS_WORDS
    return cut_out(text, known.quoted(text) if others else known.own_in(text))


def _rewrite(
    connection: Connection, table: Table, row: dict[str, Any], values: dict[str, Any], plan: Erased, by: str
) -> None:
    key = {column.name: row[column.name] for column in table.primary_key}
    plan.cleaned.append(f"{table.name}/{key_of(table, row)}")
    if table.name in {"turns", "places", "codes", "evidence"}:  # a parent's hash covers them
        connection.execute(update(table).where(and_(*(table.c[c] == v for c, v in key.items()))).values(**values))
    else:
        amend(connection, table, key, values, kind=f"{table.name}.cleaned", by=by)


def _mend_hashes(connection: Connection, by: str) -> None:
    """Codebooks and findings name their own content by a hash: it follows what was cleaned."""
    books = schema.codebooks
    for row in connection.execute(select(books)).all():
        sha256 = codebook_hash(load_codebook(connection, row.id, row.version))
        if sha256 != row.sha256:
            key = {"id": row.id, "version": row.version}
            amend(connection, books, key, {"sha256": sha256}, kind="codebooks.cleaned", by=by)
    for row in connection.execute(select(schema.findings)).all():
        finding = load_finding(connection, row)
        values = {"wording": wording_hash(finding), "content": finding_hash(finding)}
        if values["content"] != row.content:
            key = {"id": row.id, "version": row.version}
            amend(connection, schema.findings, key, values, kind="findings.cleaned", by=by)
