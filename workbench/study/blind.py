"""Blind coding: interviews drawn for agreement, which several coders code without seeing each other or a suggestion.

The draw is by chance from a recorded seed, so that anybody can do it again. On a drawn interview nobody sees what the
others coded until every coder has declared being done; what is compared afterwards is what stood at each declaration.
A coder who has declared leaves the interview as it is until the last one has.
"""

import json
import random
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, select

from workbench.coding.codings import Coding
from workbench.errors import BadInput, UnknownId
from workbench.messages import _
from workbench.study import coding_rows, schema
from workbench.study.codebooks import in_force
from workbench.study.journal import record
from workbench.study.rows import canonical, next_ids, now
from workbench.study.sources import SourceKind

if TYPE_CHECKING:
    from workbench.study.study import Study

LARGEST_SEED = 2**31 - 1
_ALL = select(schema.draws).order_by(schema.draws.c.n)
_OF_BOOK = _ALL.where(schema.draws.c.codebook == bindparam("book"))


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample of interviews for agreement; `done` says who declared being done with which source, and when."""

    id: str
    codebook: str
    seed: int
    sources: tuple[str, ...]
    among: tuple[str, ...]
    coders: tuple[str, ...]
    who: str
    at: str
    why: str
    done: dict[str, dict[str, str]]

    def waiting(self, source: str) -> tuple[str, ...]:
        """The coders who have not declared being done with this source."""
        return tuple(coder for coder in self.coders if coder not in self.done.get(source, {}))


@dataclass(frozen=True, slots=True)
class Curtain:
    """What somebody may see on a source: whether it was drawn, whether others' codings are hidden from them, whether
    suggestions may be shown, whether they declared being done, and for whom everybody waits."""

    drawn: bool
    hidden: bool
    suggestions: bool
    declared: bool
    waiting: tuple[str, ...]


OPEN = Curtain(drawn=False, hidden=False, suggestions=True, declared=False, waiting=())


def draw_sample(
    study: "Study",
    codebook: str,
    *,
    coders: Sequence[str],
    by: str,
    n: int | None = None,
    share: float | None = None,
    seed: int | None = None,
    among: Iterable[str] | None = None,
    why: str = "",
) -> Draw:
    """Draws `n` interviews, or a `share` of them in (0, 1], for agreement between these coders.

    `among` limits the draw to some sources, by default every interview of the study not drawn yet for this codebook.
    The seed is made by chance unless given, and recorded either way. Raises UnknownId, and BadInput when there is
    nothing to draw from, fewer than two coders, or a number that does not fit.
    """
    names = tuple(dict.fromkeys(name.strip() for name in coders if name.strip()))
    if len(names) < 2:
        raise BadInput(why=_("agreement needs the codings of two coders"))
    with study.store.write() as connection:
        in_force(connection, codebook)
        pool = _pool(connection, codebook, among)
        wanted = _number(len(pool), n, share)
        chosen = secrets.randbelow(LARGEST_SEED) if seed is None else seed
        if not 0 <= chosen <= LARGEST_SEED:
            raise BadInput(why=_("the seed is a whole number from 0 to {most}").format(most=LARGEST_SEED))
        drawn = sorted(random.Random(chosen).sample(pool, wanted))  # noqa: S311 - to be done again, not to be secret
        number, id_ = next_ids(connection, "draw", 1)[0]
        row = {
            "id": id_,
            "n": number,
            "codebook": codebook,
            "seed": chosen,
            "among": canonical(pool),
            "sources": canonical(drawn),
            "coders": canonical(list(names)),
            "who": by,
            "at": now(),
            "why": why.strip(),
        }
        record(connection, schema.draws, [row], kind="sample.drawn", by=by)
        return _draws(connection, codebook)[-1]


def _pool(connection: Connection, codebook: str, among: Iterable[str] | None) -> list[str]:
    """What can be drawn, in the order of identifiers: the draw must not depend on the order of arrival."""
    table = schema.sources.c
    interviews = set(connection.scalars(select(table.id).where(table.kind == SourceKind.INTERVIEW.value)))
    if among is not None:
        for source in (asked := set(among)):
            if source not in interviews:
                raise UnknownId(what=_("interview"), id=source)
        interviews = asked
    taken = {source for draw in _draws(connection, codebook) for source in draw.sources}
    return sorted(interviews - taken)


def _number(most: int, n: int | None, share: float | None) -> int:
    if (n is None) == (share is None):
        raise BadInput(why=_("say how many interviews to draw, or which share of them"))
    if share is not None and not 0 < share <= 1:
        raise BadInput(why=_("the share lies between 0 and 1"))
    wanted = n if n is not None else max(1, round((share or 0) * most))
    if not 1 <= wanted <= most:
        raise BadInput(why=_("there are {most} interviews left to draw from").format(most=most))
    return wanted


def draws(study: "Study", codebook: str | None = None) -> list[Draw]:
    """Every sample drawn, the oldest first, of one codebook if said."""
    with study.store.read() as connection:
        return _draws(connection, codebook)


def _draws(connection: Connection, codebook: str | None) -> list[Draw]:
    said = schema.declarations
    rows = connection.execute(*((_ALL,) if codebook is None else (_OF_BOOK, {"book": codebook}))).all()
    if not rows:
        return []
    done: dict[str, dict[str, dict[str, str]]] = {}
    for row in connection.execute(select(said).where(said.c.draw.in_([row.id for row in rows])).order_by(said.c.n)):
        done.setdefault(row.draw, {}).setdefault(row.source, {})[row.coder] = row.at
    return [_draw(row, done.get(row.id, {})) for row in rows]


def _draw(row: Any, done: dict[str, dict[str, str]]) -> Draw:
    sources, among, coders = (tuple(json.loads(text)) for text in (row.sources, row.among, row.coders))
    return Draw(row.id, row.codebook, row.seed, sources, among, coders, row.who, row.at, row.why, done)


def draw_of(connection: Connection, source: str, codebook: str) -> Draw | None:
    """The sample that a source was drawn in for this codebook."""
    return next((draw for draw in _draws(connection, codebook) if source in draw.sources), None)


def curtain(study: "Study", source: str, codebook: str, by: str) -> Curtain:
    """What `by` may see on this source: see `Curtain`."""
    with study.store.read() as connection:
        return _curtain(draw_of(connection, source, codebook), source, by)


def _curtain(draw: Draw | None, source: str, by: str) -> Curtain:
    if draw is None:
        return OPEN
    waiting = draw.waiting(source)
    return Curtain(True, bool(waiting), False, by in draw.done.get(source, {}), waiting)


def hidden_sources(connection: Connection, codebook: str) -> set[str]:
    """The sources on which coders still work blind with this codebook."""
    return {source for draw in _draws(connection, codebook) for source in draw.sources if draw.waiting(source)}


def visible_codings(study: "Study", source: str, codebook: str, by: str) -> list[Coding]:
    """The standing codings of a source that `by` may see: their own, and the others' unless those are hidden."""
    table = schema.codings.c
    wanted = coding_rows.select_codings().where(
        schema.excerpts.c.source == source, table.codebook == codebook, table.retracted.is_(None)
    )
    with study.store.read() as connection:
        if _curtain(draw_of(connection, source, codebook), source, by).hidden:
            wanted = wanted.where(table.coder == by)
        return [coding_rows.coding_of(row) for row in connection.execute(wanted)]


def declare_done(study: "Study", source: str, codebook: str, *, by: str) -> Curtain:
    """A coder of the sample has done with a source: what stands of theirs now is what will be compared; twice is once.

    Raises BadInput when the source was not drawn, or not for this coder.
    """
    with study.store.write() as connection:
        draw = draw_of(connection, source, codebook)
        if draw is None:
            raise BadInput(why=_("{source} was not drawn for agreement").format(source=source))
        if by not in draw.coders:
            raise BadInput(why=_("{coder} does not code this sample").format(coder=by))
        if by not in draw.done.get(source, {}):
            table = schema.codings.c
            own = coding_rows.select_codings().where(
                schema.excerpts.c.source == source,
                table.codebook == codebook,
                table.coder == by,
                table.retracted.is_(None),
            )
            ids = [row.id for row in connection.execute(own)]
            row = {
                "draw": draw.id,
                "source": source,
                "coder": by,
                "n": next_ids(connection, "declaration", 1)[0][0],
                "at": now(),
                "codings": canonical(ids),
            }
            record(connection, schema.declarations, [row], kind="sample.declared", by=by)
        return _curtain(draw_of(connection, source, codebook), source, by)


def declared_codings(connection: Connection, draw: Draw, source: str) -> dict[str, list[str]]:
    """What each coder of a sample had put on a source when they declared being done: ids of codings."""
    table = schema.declarations
    rows = connection.execute(select(table).where(table.c.draw == draw.id, table.c.source == source)).all()
    return {row.coder: json.loads(row.codings) for row in rows}


def refuse_closed(connection: Connection, places: Collection[tuple[str, str, str]]) -> None:
    """Raises BadInput for a (codebook, source, coder) where that coder declared being done and others have not yet."""
    for codebook in {codebook for codebook, _source, _coder in places}:
        drawn = _draws(connection, codebook)
        for book, source, coder in places if drawn else ():
            draw = next((one for one in drawn if book == codebook and source in one.sources), None)
            if draw is not None and coder in draw.done.get(source, {}) and (waiting := draw.waiting(source)):
                why = _("you declared being done with {source}; it stays as it is until {coders} have")
                raise BadInput(why=why.format(source=source, coders=", ".join(waiting)))


def refuse_suggestions(connection: Connection, codebook: str, sources: Iterable[str]) -> None:
    """Raises BadInput for a source drawn for agreement: there, what somebody codes is theirs alone."""
    for source in set(sources):
        if draw_of(connection, source, codebook) is not None:
            raise BadInput(
                why=_("{source} was drawn for agreement: no suggestion is taken there").format(source=source)
            )
