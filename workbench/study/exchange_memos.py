"""The memos of an exchange project becoming rows, each where it belongs; one that is there already is not put twice."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from workbench.coding.excerpts import Excerpt
from workbench.coding.exchange.values import Mark, Note, Project, Selection, Text
from workbench.study import schema
from workbench.study.excerpts import placed
from workbench.study.exchange_codes import CodesIn
from workbench.study.exchange_in import PeopleIn, Wanted
from workbench.study.journal import record
from workbench.study.memos import On
from workbench.study.rows import next_ids, now
from workbench.study.sources import SourceRecord

Said = tuple[On, str, str, str, str]  # what it is on, which one, the words, who wrote them and when
Place = Callable[[Text, Selection], Excerpt | None]


@dataclass(frozen=True)
class AtHand:
    """What an import knows once texts, codes, people and codings are rows."""

    connection: Connection
    project: Project
    records: dict[str, SourceRecord]  # by the text's guid
    codes: CodesIn
    who: PeopleIn
    wanted: Wanted
    by: str
    noted: dict[str, Note]  # by guid

    def coder(self, name: str) -> str:
        return self.wanted.coders.get(name, name) or self.by

    def notes(self, on: On, target: str, guids: Iterable[str]) -> Iterator[Said]:
        """The notes of these guids, as memos on this."""
        for guid in guids:
            if note := self.noted.get(guid):
                yield on, target, note.text, note.who, note.at


def put_memos(one: AtHand, place: Place) -> int:
    """How many memos are new."""
    table, many = schema.memos.c, 0
    rows = one.connection.execute(select(table.sort, table.target, table.text))
    known = {tuple(row) for row in rows}
    for on, target, text, who, at in _wanted(one, place):
        key = (on.value, target, text.strip())
        if text.strip() and key not in known:
            known.add(key)
            _put(one, on, target, text.strip(), one.coder(who), at)
            many += 1
    return many


def _put(one: AtHand, on: On, target: str, text: str, who: str, at: str) -> None:
    _n, id_ = next_ids(one.connection, "m", 1)[0]
    last = one.connection.scalar(select(schema.memos.c.n).order_by(schema.memos.c.n.desc()).limit(1)) or 0
    what = {"sort": on.value, "target": target, "text": text, "who": who, "at": at or now()}
    row = {"id": id_, "version": 1, "n": last + 1, **what}
    record(one.connection, schema.memos, [row], kind="memo.added", by=one.by)


def _wanted(one: AtHand, place: Place) -> Iterator[Said]:
    for node, _above in one.project.nodes():
        if node.guid in one.codes.by_guid:
            yield from one.notes(On.CODE, "/".join(one.codes.by_guid[node.guid]), node.notes)
    for text in one.project.texts:
        if text.guid in one.records:
            yield from one.notes(On.INTERVIEW, one.records[text.guid].id, text.notes)
            for selection in text.selections:
                yield from _on_selection(one, text, selection, place)
    for guid, about in one.project.links:
        if about in one.who.by_case:
            yield from one.notes(On.HOUSEHOLD, one.who.by_case[about], [guid])


def _on_selection(one: AtHand, text: Text, selection: Selection, place: Place) -> Iterator[Said]:
    noted = one.noted
    apart = [
        (mark, [g for g in mark.notes if g in noted and noted[g].own.get("on") == "coding"]) for mark in selection.marks
    ]
    said = "" if text.own else selection.description
    if not (selection.notes or said or any(guids for _mark, guids in apart)):
        return
    excerpt = place(text, selection)
    if excerpt is None:
        return
    [(id_, _full)] = placed(one.connection, [excerpt], by=one.by)
    yield from one.notes(On.EXCERPT, id_, selection.notes)
    if said:
        yield On.EXCERPT, id_, said, "", ""
    for mark, guids in apart:
        if guids and (coding := _coding(one, id_, mark)):
            yield from one.notes(On.CODING, coding, guids)


def _coding(one: AtHand, excerpt: str, mark: Mark) -> str:
    """The id of the coding that a mark became; empty when it became none."""
    book, code = one.codes.by_guid[mark.code]
    table = schema.codings.c
    here = (table.excerpt == excerpt, table.codebook == book, table.code == code, table.coder == one.coder(mark.who))
    return one.connection.scalar(select(table.id).where(*here).order_by(table.n).limit(1)) or ""
