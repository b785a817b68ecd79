"""Coders compared, and a third person's decision with its reason; what the coders had put is kept beside it.

On an interview drawn for agreement, what is compared is what each coder had put when they declared being done. On
another one, it is what stands now, and the figures say less: the coders may have seen each other's work.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding, Origin
from workbench.coding.excerpts import cut
from workbench.coding.side_by_side import Difference, differences
from workbench.errors import BadInput, UnknownId
from workbench.messages import _
from workbench.study import coding_rows, schema
from workbench.study.blind import hidden_sources
from workbench.study.codebooks import load_codebook
from workbench.study.codings import put
from workbench.study.compared_codings import agreement_by_code, material
from workbench.study.journal import record
from workbench.study.rows import canonical, next_ids, now

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study


@dataclass(frozen=True, slots=True)
class Decided:
    """A third person's decision on one code in one passage: whether it holds there, and why.

    `codings` are the coders' own, all kept; `coding` is the decision's, when the code holds. The latest decision on a
    passage is the one in force.
    """

    id: str
    codebook: str
    version: int
    source: str
    start: int
    end: int
    code: str
    holds: bool
    codings: tuple[str, ...]
    coding: str | None
    who: str
    at: str
    reason: str


@dataclass(frozen=True)
class Comparison:
    """Coders side by side. `blind` are the sources drawn and declared, `seen` the others that two coders coded.

    `waiting` are left out: coders still work on them without seeing each other. `agreement` has one row a code: code,
    label, turns, everyone, some, nobody, percent, alpha, low, high, why (of an alpha that cannot be computed).
    """

    book: Codebook
    coders: tuple[str, ...]
    blind: tuple[str, ...]
    seen: tuple[str, ...]
    waiting: tuple[str, ...]
    agreement: "DataFrame"
    differences: tuple[Difference, ...]
    decisions: dict[tuple[str, int, str], Decided]  # (source, turn, code) -> the one in force


def comparison(
    study: "Study", codebook: str, *, sources: Sequence[str] | None = None, coders: Sequence[str] | None = None
) -> Comparison:
    """Compares coders on the sources drawn for agreement, or, while none was drawn, on all that two coders coded.

    Raises UnknownId, and BadInput for a source that is still coded blind.
    """
    with study.store.read() as connection:
        book = load_codebook(connection, codebook)
        waiting = hidden_sources(connection, codebook)
        for source in sources or ():
            if source in waiting:
                raise BadInput(why=_("{source} is still being coded blind").format(source=source))
        found_in = material(connection, codebook, book, sources, coders, waiting)
        decisions = _decided(connection, codebook)
    drawn = tuple(source for source, (is_drawn, _turns, _coded) in found_in.items() if is_drawn)
    found = [d for source, (_d, turns, coded) in found_in.items() for d in differences(source, turns, coded)]
    names = tuple(sorted({coder for _d, _t, coded in found_in.values() for coder in coded}))
    return Comparison(
        book,
        names,
        drawn,
        tuple(source for source in found_in if source not in drawn),
        tuple(sorted(waiting)),
        agreement_by_code(book, names, found_in),
        tuple(found),
        _in_force(found, decisions),
    )


def _in_force(found: Sequence[Difference], decisions: Sequence[Decided]) -> dict[tuple[str, int, str], Decided]:
    """The latest decision that touches each difference."""
    latest: dict[tuple[str, int, str], Decided] = {}
    for one in found:
        for made in decisions:
            if (made.source, made.code) == (one.source, one.code) and made.start < one.end and one.start < made.end:
                latest[one.source, one.turn, one.code] = made
    return latest


def adjudicate(
    study: "Study",
    codebook: str,
    source: str,
    start: int,
    end: int,
    code: str,
    holds: bool,
    *,
    by: str,
    reason: str,
) -> Decided:
    """A third person decides whether a code that coders disagree on holds for [start, end) of a source.

    When it holds, the decision has a coding of its own, of origin `decision`, made by that person; the coders' own stay
    as they are. Deciding again replaces the decision: the earlier one stays readable, its coding is retracted.
    Raises UnknownId, BadSpan, and BadInput without a reason, for one of the coders, while the source is coded blind,
    or where the coders do not differ.
    """
    if not reason.strip():
        raise BadInput(why=_("a decision says its reason"))
    with study.store.write() as connection:
        book = load_codebook(connection, codebook)
        if code not in book.by_id:
            raise UnknownId(what=_("code"), id=code)
        text = connection.scalar(select(schema.sources.c.text).where(schema.sources.c.id == source))
        if text is None:
            raise UnknownId(what=_("source"), id=source)
        excerpt = cut(source, text, start, end)
        concerned = _concerned(connection, book, source, start, end, code, by)
        coding = None
        for earlier in _decided(connection, codebook):
            if (earlier.source, earlier.code) == (source, code) and earlier.start < end and start < earlier.end:
                coding_rows.retract(connection, [earlier.coding or ""], reason="decided again", by=by)
        if holds:
            new = Coding(excerpt, codebook, code, by, Origin.DECISION, reason.strip(), version=book.version)
            [coding], _fresh = put(connection, [new], by=by)
        n, id_ = next_ids(connection, "j", 1)[0]
        row = {
            "id": id_,
            "n": n,
            "codebook": codebook,
            "version": book.version,
            "source": source,
            "start": start,
            "stop": end,
            "code": code,
            "holds": int(holds),
            "codings": canonical([one.id for one in concerned]),
            "coding": coding.id if coding else None,
            "who": by,
            "at": now(),
            "reason": reason.strip(),
        }
        record(connection, schema.adjudications, [row], kind="difference.decided", by=by)
        return _decided(connection, codebook)[-1]


def _concerned(
    connection: Connection, book: Codebook, source: str, start: int, end: int, code: str, by: str
) -> list[Coding]:
    """The coders' codings that a decision is about; refuses where there is nothing for a third person to decide."""
    if source in hidden_sources(connection, book.id):
        raise BadInput(why=_("{source} is still being coded blind").format(source=source))
    found_in = material(connection, book.id, book, [source], None, set())
    if source not in found_in:
        raise BadInput(why=_("a single coder has coded {source}").format(source=source))
    _drawn, _turns, coded = found_in[source]
    if by in coded:
        raise BadInput(why=_("{coder} is one of those who differ; a third person decides").format(coder=by))
    put_ = {
        coder: [c for c in codings if c.code == code and c.excerpt.start < end and start < c.excerpt.end]
        for coder, codings in coded.items()
    }
    if all(put_.values()) or not any(put_.values()):
        raise BadInput(why=_("the coders do not differ there"))
    return [coding for codings in put_.values() for coding in codings]


def decided(study: "Study", codebook: str) -> list[Decided]:
    """Every decision on a codebook's codes, the oldest first; later ones on the same passage replace the earlier."""
    with study.store.read() as connection:
        return _decided(connection, codebook)


def _decided(connection: Connection, codebook: str) -> list[Decided]:
    table = schema.adjudications
    rows = connection.execute(select(table).where(table.c.codebook == codebook).order_by(table.c.n))
    return [_of(row) for row in rows]


def _of(row: Any) -> Decided:
    return Decided(
        row.id,
        row.codebook,
        row.version,
        row.source,
        row.start,
        row.stop,
        row.code,
        bool(row.holds),
        tuple(json.loads(row.codings)),
        row.coding,
        row.who,
        row.at,
        row.reason,
    )


def refused_codings(connection: Connection, codebook: str) -> set[str]:
    """The codings that the decision in force says do not hold: they stand, and a settled view leaves them out."""
    out: set[str] = set()
    for made in _decided(connection, codebook):
        out = out - set(made.codings) if made.holds else out | set(made.codings)
    return out
