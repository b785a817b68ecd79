"""What each row states: its claims, in one unit, from its value, its kind and its wording."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from workbench.errors import BadFigures
from workbench.indicators.consistency import units, wordings
from workbench.indicators.consistency.claims import Claim
from workbench.indicators.consistency.lexicon import folded, lexicon
from workbench.indicators.consistency.numbers import leading
from workbench.indicators.consistency.rows import Relation, Row, Said
from workbench.indicators.consistency.units import Unit
from workbench.messages import _

_KINDS = {Said.ABOUT: "environ", Said.AT_LEAST: "au moins", Said.AT_MOST: "au plus"}
# What is neither given nor implied by a neighbour is read in the neighbour's unit.
_NEIGHBOURS = {Relation.PART, Relation.SUM, Relation.SAME, Relation.CAP}


@dataclass(frozen=True, slots=True)
class Statement:
    """A row with its unit and its claims, the most precise first; no claim when nothing readable is stated."""

    row: Row
    unit: Unit
    claims: tuple[Claim, ...]


def statements(found: Iterable[Row], file: str) -> dict[str, Statement]:
    """Every row's statement by id. Raises BadFigures for a value that is no number."""
    found = list(found)
    unit_of = _shared_units({row.id: _own_unit(row, file) for row in found}, found)
    return {row.id: Statement(row, unit_of[row.id], _claims(row, unit_of[row.id], file)) for row in found}


def _own_unit(row: Row, file: str) -> Unit:
    """The unit that the value bears ("26,1 M€"), else the column's, else that of the words."""
    column = units.read(row.unit)
    claim = _value(row, column, file)
    if claim is not None:
        return claim.unit
    words = wordings.wording(row.wording) if row.wording and not column.family else None
    return words.unit if words is not None and not words.growth else column


def _shared_units(own: dict[str, Unit], found: list[Row]) -> dict[str, Unit]:
    """Units not said are those of a part's whole, a sum's terms, a cap's figure; a change is in per cent."""
    shared = dict(own)
    for row in found:
        if row.relation is Relation.CHANGE and not shared[row.id].family:
            shared[row.id] = units.PERCENT
    links = [(row.id, other) for row in found if row.relation in _NEIGHBOURS for other in row.of]
    values = {row.id: leading(row.value) for row in found}
    for one, other in [*links, *reversed(links)]:
        for bare, said in ((one, other), (other, one)):
            printed = values[bare]
            # 553 measures of which 54 % are of one kind: the whole is not 553 %
            count = printed is not None and printed.value > 100 and shared[said].family == "share"
            if not shared[bare].family and shared[said].family and not count:
                shared[bare] = shared[said]
    return shared


def _claims(row: Row, unit: Unit, file: str) -> tuple[Claim, ...]:
    value = _value(row, unit, file)
    words = _words(row, unit)
    if value is None or not row.wording:
        claims = [value if words is None else words]
    elif (how := wordings.modifier(row.wording)) is not None:
        claims = [wordings.modified(value, how)]
    elif words is None:
        claims = [value]
    elif words.growth and words.value is None:
        claims = [_directed(value, words)]
    else:
        claims = [words] if _one_figure(value, words) else [value, words]
    return tuple(claim for claim in claims if claim is not None)


def _value(row: Row, unit: Unit, file: str) -> Claim | None:
    if not row.value:
        return None
    claim = _printed(row.value, unit)
    if claim is None:
        why = _("the value “{value}” is no number; leave the cell empty when there are only words")
        raise BadFigures(file=file, line=row.line, why=why.format(value=row.value))
    return _of_kind(claim, row.kind)


def _printed(text: str, unit: Unit) -> Claim | None:
    printed = leading(text)
    if (hours := wordings.clock(text)) is not None:
        return hours
    if printed is not None and not printed.rest:
        return wordings.exact(printed, unit, text)
    if printed is not None and (units.known(printed.rest) or folded(printed.rest) in folded(unit.text)):
        own = units.read(printed.rest)
        detailed = (own.family, own.scale) == (unit.family, unit.scale) or own.family == "count"
        return wordings.exact(printed, unit if detailed else own, text)
    if re.search(r"\d[^\W\d_]", text):  # 12abc
        return None
    claim = wordings.value(text)
    if claim is None or claim.growth:
        return None
    if printed is not None and not (claim.loose or claim.bound or claim.unit.family == "share"):
        return None  # a number and words that are no unit
    return replace(claim, unit=claim.unit if claim.unit.family else unit)


def _of_kind(claim: Claim, kind: Said) -> Claim:
    if kind is Said.EXACT or claim.loose or claim.bound:
        return claim
    how = next(entry for entry in lexicon()["modifier"] if _KINDS[kind] in entry["words"])
    return wordings.modified(claim, how)


def _words(row: Row, unit: Unit) -> Claim | None:
    claim = wordings.wording(row.wording) if row.wording else None
    if unit.family == "months" and wordings.is_year(row.wording):  # "in 2015" beside a duration is twelve months
        claim = replace(wordings.whole_year(row.wording), unit=units.read("mois"))
    if claim is None or claim.growth:
        return claim
    claim = _of_kind(claim, row.kind)
    if claim.unit.family:
        return claim
    claim = replace(claim, unit=unit)
    if claim.plain and claim.value is not None and unit.family in {"share", "points"}:
        return wordings.exact(printed, unit, claim.text) if (printed := leading(claim.text)) else claim
    return claim


def _one_figure(value: Claim, words: Claim) -> bool:
    """Whether the words dress the very figure of the value: 700 and "plus de 700"."""
    read = words.read_in(value.unit)
    if read is None or read.value is None or value.value is None:
        return False
    return abs(read.value) == abs(value.value) if words.growth else read.value == value.value


def _directed(value: Claim, words: Claim) -> Claim:
    """22 with "en baisse" is −22."""
    if value.signed or value.value is None or value.value <= 0:
        return value
    down = words.agrees.high == Fraction(1)
    return replace(wordings.negative(value) if down else value, signed=True)


def wholes(known: Mapping[str, Statement], relation: Relation) -> dict[str, list[str]]:
    """The ids that stand in this relation to each whole."""
    members: dict[str, list[str]] = {}
    for id_, statement in known.items():
        if statement.row.relation is relation:
            for whole in statement.row.of:
                members.setdefault(whole, []).append(id_)
    return members
