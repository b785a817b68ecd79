"""Which codings are compared: what each coder had declared on a source drawn for agreement, else what stands now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from workbench.coding import agreement as agreed
from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding, Origin
from workbench.coding.side_by_side import Turn, by_turn, in_todays_codes
from workbench.errors import UnknownId
from workbench.messages import _
from workbench.study import coding_rows, schema
from workbench.study.blind import Draw, declared_codings
from workbench.study.blind import draw_of as draw_of_source

if TYPE_CHECKING:
    from pandas import DataFrame

Material = dict[str, tuple[bool, list[Turn], dict[str, list[Coding]]]]


def material(
    connection: Connection,
    codebook: str,
    book: Codebook,
    sources: Sequence[str] | None,
    coders: Sequence[str] | None,
    waiting: set[str],
) -> Material:
    """The sources that several coders coded: whether it was drawn, its turns to code, and each coder's codings.

    Codings bear today's code where theirs was merged. Once a sample is declared, only what was drawn is compared,
    unless `sources` are named. Raises UnknownId.
    """
    said: dict[str, list[Turn]] = {id_: [] for id_ in connection.scalars(select(schema.sources.c.id))}
    for row in connection.execute(select(schema.turns).where(schema.turns.c.asks == 0).order_by(schema.turns.c.n)):
        said[row.source].append((row.n, row.start, row.stop))
    for source in sources or ():
        if source not in said:
            raise UnknownId(what=_("source"), id=source)
    found: Material = {}
    for source in sources or sorted(set(said) - waiting):
        draw = draw_of_source(connection, source, codebook)
        coded = _declared(connection, draw, source) if draw else _standing(connection, codebook, source)
        chosen = {
            coder: [replace(c, code=in_todays_codes(book, c.code)) for c in codings]
            for coder, codings in coded.items()
            if coders is None or coder in coders
        }
        if len(chosen) > 1:
            found[source] = (draw is not None, said[source], chosen)
    if sources is None and any(drawn for drawn, _turns, _coded in found.values()):
        return {source: kept for source, kept in found.items() if kept[0]}
    return found


def _declared(connection: Connection, draw: Draw, source: str) -> dict[str, list[Coding]]:
    said = declared_codings(connection, draw, source)
    loaded = coding_rows.load(connection, [id_ for ids in said.values() for id_ in ids])
    return {coder: [loaded[id_] for id_ in said.get(coder, []) if id_ in loaded] for coder in draw.coders}


def _standing(connection: Connection, codebook: str, source: str) -> dict[str, list[Coding]]:
    table = schema.codings.c
    wanted = coding_rows.select_codings().where(
        schema.excerpts.c.source == source,
        table.codebook == codebook,
        table.retracted.is_(None),
        table.origin != Origin.DECISION.value,
    )
    found: dict[str, list[Coding]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.coder, []).append(coding_rows.coding_of(row))
    return dict(sorted(found.items()))


def agreement_by_code(book: Codebook, coders: Sequence[str], material: Material) -> "DataFrame":
    """One row a code, the most disputed first; see `workbench.study.adjudication.Comparison`."""
    from pandas import DataFrame

    units: dict[str, dict[str, list[str]]] = {coder: {} for coder in coders}
    for source, (_drawn, turns, coded) in material.items():
        for coder, codings in coded.items():
            units[coder] |= by_turn(turns, codings, source)
    columns = ["code", "label", "turns", "everyone", "some", "nobody", "percent", "alpha", "low", "high", "why"]
    if len(coders) < 2:
        return DataFrame(columns=columns)
    rows = []
    for found in agreed.agreement(list(units.values())).codes:
        alpha = found.values["alpha"]
        turns_ = found.everyone + found.some + found.nobody
        figures = (found.values["percent"].value, alpha.value, alpha.low, alpha.high, alpha.why)
        rows.append((found.code, book.label(found.code), turns_, found.everyone, found.some, found.nobody, *figures))
    frame = DataFrame(rows, columns=columns)
    return frame.sort_values(["some", "label"], ascending=[False, True], ignore_index=True)
