"""The file of printed figures: one frozen row a figure, and every fault of the file named with its line."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from workbench.errors import BadFigures, EmptyFile
from workbench.messages import _

_Kind = TypeVar("_Kind", bound=StrEnum)
COLUMNS = ("id", "value", "unit", "kind", "wording", "relation", "of", "base", "source")


class Relation(StrEnum):
    """What a figure is to others; NONE says nothing of it."""

    NONE = ""
    PART = "part"
    ANSWER = "answer"
    RATIO = "ratio"
    CHANGE = "change"
    SUM = "sum"
    SAME = "same"
    CAP = "cap"


class Said(StrEnum):
    """How the value is to be taken; an empty cell is exact."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as the file gives it. `of` and `base` are ids; `line` is counted from 1 in the file."""

    id: str
    value: str
    unit: str
    kind: Said
    wording: str
    relation: Relation
    of: tuple[str, ...]
    base: tuple[str, ...]
    source: str
    line: int


def rows(text: str, file: str) -> list[Row]:
    """The rows of a CSV text (comma, semicolon, tab or bar between cells), in its order; other columns are ignored.

    Raises EmptyFile, or BadFigures for a column that is missing, a row that is too long, an id that is missing,
    given twice or unknown, a relation or kind that is none, a reference that is missing or goes in a circle.
    """
    if not text.strip():
        raise EmptyFile(file=file)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text), strict=True)
    found: list[Row] = []
    try:
        header = [name.strip().lower() for name in next(reader)]
        _check_header(header, file)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append(_row(header, cells, file, reader.line_num))
    except csv.Error as why:
        raise BadFigures(file=file, line=reader.line_num, why=_("its quotation marks do not close")) from why
    if not found:
        raise BadFigures(file=file, line=1, why=_("no figure follows the names of the columns"))
    _check_references(found, file)
    return found


def _delimiter(text: str) -> str:
    head = next(line for line in text.splitlines() if line.strip())
    return max(",;\t|", key=head.count)


def _check_header(header: list[str], file: str) -> None:
    if lacking := [name for name in ("id", "value", "relation", "of") if name not in header]:
        why = _("there is no column {columns}; the first line names the columns: {all}")
        raise BadFigures(file=file, line=1, why=why.format(columns=", ".join(lacking), all=", ".join(COLUMNS)))
    if twice := [name for name in COLUMNS if header.count(name) > 1]:
        raise BadFigures(file=file, line=1, why=_("the column {columns} stands twice").format(columns=", ".join(twice)))


def _row(header: list[str], cells: list[str], file: str, line: int) -> Row:
    if any(cell.strip() for cell in cells[len(header) :]):
        why = _("it has {found} cells for {expected} columns; put a number with a comma between quotation marks")
        raise BadFigures(file=file, line=line, why=why.format(found=len(cells), expected=len(header)))
    cell = {name: value.strip() for name, value in zip(header, cells, strict=False)}
    get = {name: cell.get(name, "") for name in COLUMNS}
    if not get["id"]:
        raise BadFigures(file=file, line=line, why=_("the figure has no id"))
    if len(get["id"].split()) > 1:
        raise BadFigures(file=file, line=line, why=_("the id “{id}” holds a space").format(id=get["id"]))
    relation = _member(Relation, get["relation"], file, line, _("the relation “{word}” is unknown; write one of {all}"))
    kind = _member(Said, get["kind"] or "exact", file, line, _("the kind “{word}” is unknown; write one of {all}"))
    return Row(
        get["id"], get["value"], get["unit"], kind, get["wording"], relation,
        tuple(get["of"].split()), tuple(get["base"].split()), get["source"], line,
    )  # fmt: skip


def _member(kinds: type[_Kind], word: str, file: str, line: int, why: str) -> _Kind:
    try:
        return kinds(word.lower())
    except ValueError as bad:
        known = ", ".join(member.value for member in kinds if member.value)
        raise BadFigures(file=file, line=line, why=why.format(word=word, all=known)) from bad


def _check_references(found: list[Row], file: str) -> None:
    seen: dict[str, Row] = {}
    for row in found:
        if row.id in seen:
            why = _("the id “{id}” stands already on line {other}").format(id=row.id, other=seen[row.id].line)
            raise BadFigures(file=file, line=row.line, why=why)
        seen[row.id] = row
    for row in found:
        for id_ in (*row.of, *row.base):
            if id_ not in seen:
                raise BadFigures(file=file, line=row.line, why=_("there is no figure called “{id}”").format(id=id_))
        if row.relation and not row.of:
            why = _("the relation “{relation}” needs ids in the column {column}")
            raise BadFigures(file=file, line=row.line, why=why.format(relation=row.relation, column="of"))
        if row.relation in {Relation.RATIO, Relation.CHANGE} and not row.base:
            why = _("the relation “{relation}” needs ids in the column {column}")
            raise BadFigures(file=file, line=row.line, why=why.format(relation=row.relation, column="base"))
    _check_circles(seen, file)


def _check_circles(by_id: dict[str, Row], file: str) -> None:
    needs = {id_: _needs(row) for id_, row in by_id.items()}
    for row in by_id.values():  # a whole is worked out from its parts, not the other way round
        if row.relation is Relation.PART:
            for whole in row.of:
                needs[whole] = (*needs[whole], row.id)
    done: set[str] = set()
    for start in by_id:
        _walk(start, needs, done, by_id, file)


def _needs(row: Row) -> tuple[str, ...]:
    return (*row.of, *row.base) if row.relation not in {Relation.NONE, Relation.PART} else ()


def _walk(start: str, needs: dict[str, tuple[str, ...]], done: set[str], by_id: dict[str, Row], file: str) -> None:
    # without recursion: a chain may be longer than Python's stack
    path: dict[str, None] = {}
    stack = [(start, False)]
    while stack:
        id_, leaving = stack.pop()
        if leaving:
            path.pop(id_)
            done.add(id_)
        elif id_ in path:
            circle = [*list(path)[list(path).index(id_) :], id_]
            why = _("the figures refer to one another in a circle: {circle}").format(circle=" → ".join(circle))
            raise BadFigures(file=file, line=by_id[id_].line, why=why)
        elif id_ not in done:
            path[id_] = None
            stack.append((id_, True))
            stack.extend((other, False) for other in needs[id_])
