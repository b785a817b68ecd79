"""What a machine proposed and what a person decided: acceptances become codings, refusals are kept too."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, case, func, select

from workbench.coding.codings import Coding, Origin, Suggestion
from workbench.errors import UnknownId
from workbench.messages import _
from workbench.study import acts, schema
from workbench.study.blind import refuse_suggestions
from workbench.study.codebooks import in_force, load_codebook
from workbench.study.codings import put
from workbench.study.excerpts import placed
from workbench.study.journal import record
from workbench.study.rows import canonical, frame, in_parts, next_ids, now

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study


# What every proposal shows, and how a frame names it.
COMMON = {
    "suggestion": "str",
    "excerpt": "str",
    "source": "str",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "codebook": "str",
    "version": "int64",
    "code": "str",
    "model": "str",
    "score": "float64",
    "rank": "int64",
    "because": "str",
}


def keep_suggestions(study: "Study", suggestions: Iterable[Suggestion], *, codebook: str, by: str) -> list[str]:
    """Keeps proposals, as yet undecided, and returns their ids in the same order; one kept already keeps its id."""
    with study.store.write() as connection:
        return _keep(connection, list(suggestions), codebook, by=by)


def decide(study: "Study", suggestion: Suggestion, accepted: bool, *, codebook: str, by: str) -> Coding | None:
    """Records a person's decision on a proposal; an acceptance adds the coding that it returns, coded by that person.

    Raises UnknownId for a code or codebook, BadSpan for words that do not stand there, BadInput on an interview drawn
    for agreement; then nothing is recorded.
    """
    with study.store.write() as connection:
        refuse_suggestions(connection, codebook, [suggestion.excerpt.source])
        kept = _keep(connection, [suggestion], codebook, by=by)[0]
        coding = _accept(connection, suggestion, codebook, by) if accepted else None
        n, id_ = next_ids(connection, "d", 1)[0]
        row = {
            "id": id_,
            "n": n,
            "suggestion": kept,
            "accepted": int(accepted),
            "who": by,
            "at": now(),
            "coding": coding.id if coding else None,
        }
        kind = "suggestion.accepted" if accepted else "suggestion.refused"
        record(connection, schema.decisions, [row], kind=kind, by=by)
        return coding


def _accept(connection: Connection, suggestion: Suggestion, codebook: str, by: str) -> Coding:
    coding = Coding(
        suggestion.excerpt,
        codebook,
        suggestion.code,
        by,
        Origin.SUGGESTION,
        version=in_force(connection, codebook)[0],
        model=suggestion.model,
        score=suggestion.score,
        rank=suggestion.rank,
    )
    [taken], fresh = put(connection, [coding], by=by)
    if fresh:
        acts.did(connection, "accepted", added=[taken.id], by=by)
    return taken


def _keep(connection: Connection, new: Sequence[Suggestion], codebook: str, *, by: str) -> list[str]:
    book = load_codebook(connection, codebook)
    for one in new:
        if one.code not in book.by_id:
            raise UnknownId(what=_("code"), id=one.code)
    table = schema.suggestions
    spots = placed(connection, (one.excerpt for one in new), by=by)
    same = [table.c.excerpt, table.c.code, table.c.model, table.c.score, table.c.rank, table.c.because]
    at_hand = select(table.c.id, *same).where(table.c.codebook == codebook, table.c.version == book.version)
    places = sorted({excerpt_id for excerpt_id, _excerpt in spots})
    known: dict[tuple[Any, ...], str] = {}
    for part in in_parts(places):
        near = at_hand.where(table.c.excerpt.in_(part))
        known |= {tuple(row[1:]): row.id for row in connection.execute(near)}
    keys = [
        (excerpt_id, one.code, one.model, float(one.score), one.rank, canonical(list(one.because)))
        for (excerpt_id, _excerpt), one in zip(spots, new, strict=True)
    ]
    fresh = [key for key in dict.fromkeys(keys) if key not in known]
    names = ("excerpt", "code", "model", "score", "rank", "because")
    instant, rows = now(), []
    for (n, id_), key in zip(next_ids(connection, "s", len(fresh)) if fresh else [], fresh, strict=True):
        known[key] = id_
        fixed = {"id": id_, "n": n, "codebook": codebook, "version": book.version, "created": instant}
        rows.append({**fixed, **dict(zip(names, key, strict=True))})
    record(connection, table, rows, kind="suggestion.kept", by=by)
    return [known[key] for key in keys]


def suggestions(study: "Study", source: str | None = None) -> "DataFrame":
    """Every kept proposal, of one source if said, with `status`: proposed, accepted or refused (the latest decision).

    Columns: suggestion, excerpt, source, start, end, text, codebook, version, code, model, score, rank, because (JSON
    list of words), status.
    """
    table, spot, made = schema.suggestions, schema.excerpts, schema.decisions
    last = select(made.c.suggestion, func.max(made.c.n).label("n")).group_by(made.c.suggestion).subquery()
    joined = table.join(spot, spot.c.id == table.c.excerpt)
    joined = joined.outerjoin(last, last.c.suggestion == table.c.id).outerjoin(made, made.c.n == last.c.n)
    status = case((made.c.accepted == 1, "accepted"), (made.c.accepted == 0, "refused"), else_="proposed")
    wanted = select(*_common(), status).select_from(joined).order_by(table.c.n)
    if source is not None:
        wanted = wanted.where(spot.c.source == source)
    with study.store.read() as connection:
        rows = connection.execute(wanted).all()
    return frame(rows, {**COMMON, "status": "str"})


def decisions(study: "Study") -> "DataFrame":
    """Every decision in order of time, refusals included.

    Columns: decision, those of `suggestions` but status, accepted (bool), by, at, coding (of an acceptance).
    """
    table, spot, made = schema.suggestions, schema.excerpts, schema.decisions
    joined = made.join(table, table.c.id == made.c.suggestion).join(spot, spot.c.id == table.c.excerpt)
    columns = [made.c.id, *_common(), made.c.accepted, made.c.who, made.c.at, made.c.coding]
    with study.store.read() as connection:
        rows = connection.execute(select(*columns).select_from(joined).order_by(made.c.n)).all()
    return frame(rows, {"decision": "str", **COMMON, "accepted": "bool", "by": "str", "at": "str", "coding": "str"})


def _common() -> list[Any]:
    table, spot = schema.suggestions.c, schema.excerpts.c
    where = [spot.id, spot.source, spot.start, spot.stop, spot.text]
    return [table.id, *where, *(table[name] for name in list(COMMON)[6:])]
