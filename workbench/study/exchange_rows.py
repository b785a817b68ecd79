"""An exchange project becoming rows: people, codebooks, texts, codings and memos, in one transaction."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding, Origin
from workbench.coding.excerpts import Excerpt, Kind
from workbench.coding.exchange.elements import changed
from workbench.coding.exchange.values import Mark, Note, Project, Selection, Text
from workbench.errors import UnreadableFile
from workbench.messages import _, ngettext
from workbench.study import coding_rows, schema
from workbench.study.codebooks import content_hash, in_force, load_codebook, put_codebook
from workbench.study.codings import put_codings
from workbench.study.exchange_codes import CodesIn, joined
from workbench.study.exchange_in import PeopleIn, TextIn, Wanted
from workbench.study.exchange_memos import AtHand, put_memos
from workbench.study.people import Attribute, insert_attributes, insert_people, person_ids
from workbench.study.sources import Arrival, SourceRecord, insert_source


@dataclass(frozen=True)
class Imported:
    """What is new in the study, counted; `left` says what was not taken and why."""

    file: Path
    codebooks: tuple[tuple[str, int], ...] = ()  # those of the file, with the version that they have here
    sources: int = 0
    codes: int = 0
    codings: int = 0
    memos: int = 0
    people: int = 0
    attributes: int = 0
    coders: tuple[str, ...] = ()
    there: int = 0  # codings that the study had already
    left: tuple[str, ...] = ()
    positions: str = ""
    ids: tuple[str, ...] = field(default=())  # the new sources

    def as_dict(self) -> dict[str, Any]:
        """As `workbench import-qda --json` prints it."""
        books = [{"id": id_, "version": version} for id_, version in self.codebooks]
        lists = {"coders": list(self.coders), "left": list(self.left), "source_ids": list(self.ids)}
        plain = {k: v for k, v in asdict(self).items() if k not in {"ids", "codebooks", "coders", "left"}}
        return {**plain, "file": str(self.file), "codebooks": books, **lists}


@dataclass
class Import:
    """One import under way, in one transaction."""

    connection: Connection
    path: Path
    project: Project
    by: str
    wanted: Wanted
    who: PeopleIn
    codes: CodesIn
    records: dict[str, SourceRecord] = field(default_factory=dict)  # by the text's guid
    left: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("codes", "memos", "there"), 0))

    noted_codings: int = 0  # new codings that bear a memo

    @cached_property
    def noted(self) -> dict[str, Note]:
        """The file's notes by guid."""
        return {note.guid: note for note in self.project.notes}

    def run(self, there: dict[str, SourceRecord], found: list[TextIn], taken: list[tuple[TextIn, Arrival]]) -> Imported:
        """Puts everything in the store and counts what is new; `there` are the texts that the study has."""
        self.left += self.project.left
        new_people = self._people()
        attributes = self._attributes()
        versions = self._codebooks()
        new = self._sources(there, found, taken)
        coded, coders = self._codings(versions)
        rows, said = (self.connection, self.project, self.records), (self.wanted, self.by, self.noted)
        self.counts["memos"] = self.noted_codings + put_memos(AtHand(*rows, self.codes, self.who, *said), self._place)
        if self.who.nameless:
            n = self.who.nameless
            self.left.append(ngettext("{n} case without a name", "{n} cases without a name", n).format(n=n))
        empty = sum(not text.text.strip() for text in self.project.texts)
        if empty:
            self.left.append(ngettext("{n} empty text", "{n} empty texts", empty).format(n=empty))
        sets = len(self.project.sets)
        if sets and not self.project.own:  # a workbench's own sets repeat what it reads elsewhere in the file
            self.left.append(ngettext("{n} set", "{n} sets", sets).format(n=sets))
        return Imported(
            self.path,
            tuple(sorted(versions.items())),
            len(new),
            self.counts["codes"],
            coded,
            self.counts["memos"],
            new_people,
            attributes,
            coders,
            self.counts["there"],
            tuple(self.left),
            self.project.positions,
            tuple(new),
        )

    def _people(self) -> int:
        known = person_ids(self.connection)
        new = [person for person in self.who.people if person.id not in known]
        insert_people(self.connection, new, by=self.by)
        return len(new)

    def _attributes(self) -> int:
        table = schema.attributes.c
        rows = self.connection.execute(select(table.person, table.name, table.value, table.missing))
        known = {tuple(row) for row in rows}
        new: list[Attribute] = []
        for one in self.who.attributes:
            if (one.value is None) == (one.missing is None):
                raise changed(self.path.name)
            if (one.person, one.name, one.value, one.missing) not in known:
                new.append(one)
        insert_attributes(self.connection, new, by=self.by)
        return len(new)

    def _codebooks(self) -> dict[str, int]:
        """The version under which the study has each codebook of the file."""
        table, found = schema.codebooks.c, dict[str, int]()
        for book in self.codes.books:
            wanted = select(table.version).where(table.id == book.id).order_by(table.version.desc())
            versions = list(self.connection.scalars(wanted))
            latest = load_codebook(self.connection, book.id) if versions else None
            if latest is not None and self._held(book, versions):
                found[book.id] = latest.version
                continue
            new = joined(latest, book)
            if latest is not None and content_hash(new) == content_hash(latest):
                found[book.id] = latest.version
                continue
            version = max(book.version, versions[0] + 1 if versions else 1)
            put_codebook(self.connection, new, version, by=self.by)
            self.counts["codes"] += len(new.codes) - (len(latest.codes) if latest else 0)
            found[book.id] = version
        for id_, _code in self.codes.by_guid.values():
            if id_ not in found:
                found[id_] = in_force(self.connection, id_)[0]
        return found

    def _held(self, book: Codebook, versions: Iterable[int]) -> bool:
        """Whether a version of the study has had all codes of the file as the file has them."""
        for version in versions:
            had = load_codebook(self.connection, book.id, version).by_id
            if all(had.get(code.id) == code for code in book.codes):
                return True
        return False

    def _sources(
        self, there: dict[str, SourceRecord], found: list[TextIn], taken: list[tuple[TextIn, Arrival]]
    ) -> list[str]:
        new = []
        for one, came in taken:
            if one.document.sha256 not in there:
                there[one.document.sha256] = insert_source(
                    self.connection,
                    one.document,
                    kind=one.kind,
                    turns=one.turns,
                    speakers=one.speakers,
                    arrival=came if one.kind == "interview" else None,
                    by=self.by,
                )
                new.append(there[one.document.sha256].id)
        self.records = {one.text.guid: there[one.document.sha256] for one in found}
        return new

    def _codings(self, versions: dict[str, int]) -> tuple[int, tuple[str, ...]]:
        wanted: list[tuple[Mark, Coding]] = []
        put_aside = {"asks": 0, "empty": 0, "retired": 0}
        retired = {book: in_force(self.connection, book)[1] for book in versions}
        for text in self.project.texts:
            if text.guid not in self.records:
                continue
            whole = Selection(text.guid, 0, len(text.text), text.marks)
            for selection in (*text.selections, *([whole] if text.marks else [])):
                if selection.start == selection.end:
                    put_aside["empty"] += 1
                elif selection.marks and self._only_asks(text, selection):
                    put_aside["asks"] += len(selection.marks)
                else:
                    wanted += self._judged(text, selection, versions, retired, put_aside)
        self._say(put_aside)
        fresh = self._fresh([coding for _mark, coding in wanted])
        added = put_codings(self.connection, fresh, by=self.by)
        self.counts["there"] = len(wanted) - len({coding.id for coding in added})
        self.noted_codings = len({coding.id for coding in added if coding.memo})
        return len({coding.id for coding in added}), tuple(sorted({coding.coder for coding in added}))

    def _judged(
        self,
        text: Text,
        selection: Selection,
        versions: dict[str, int],
        retired: dict[str, dict[str, str]],
        put_aside: dict[str, int],
    ) -> list[tuple[Mark, Coding]]:
        found = []
        excerpt = self._excerpt(text, selection)
        for mark in selection.marks:
            if mark.code not in self.codes.by_guid:
                why = _("it refers to {guid}, which it does not hold").format(guid=mark.code)
                raise UnreadableFile(file=self.path.name, why=why)
            book, code = self.codes.by_guid[mark.code]
            code = retired[book].get(code, code)  # what it was merged into since
            if not code:
                put_aside["retired"] += 1
                continue
            coder = self.wanted.coders.get(mark.who, mark.who) or self.by
            facts = {"origin": Origin.IMPORT, "version": versions[book], "created": mark.at}
            found.append((mark, Coding(excerpt, book, code, coder, memo=self._field(mark), **facts)))  # type: ignore[arg-type]
        return found

    def _say(self, put_aside: dict[str, int]) -> None:
        asks, empty, retired = put_aside["asks"], put_aside["empty"], put_aside["retired"]
        words = (
            (
                asks,
                ngettext(
                    "{n} coding of what only the interviewer says",
                    "{n} codings of what only the interviewer says",
                    asks,
                ),
            ),
            (empty, ngettext("{n} passage without a word", "{n} passages without a word", empty)),
            (retired, ngettext("{n} coding with a code retired here", "{n} codings with a code retired here", retired)),
        )
        self.left += [said.format(n=n) for n, said in words if n]

    def _only_asks(self, text: Text, selection: Selection) -> bool:
        turns = self.records[text.guid].turns
        return any(t.asks and t.start <= selection.start and selection.end <= t.end for t in turns)

    def _excerpt(self, text: Text, selection: Selection) -> Excerpt:
        source = self.records[text.guid]
        words = source.text[selection.start : selection.end]
        kind = Kind.SPEECH if source.kind.value == "interview" else Kind.DOCUMENT
        if "kind" in selection.own:
            try:
                kind = Kind(selection.own["kind"])
            except ValueError as why:
                raise changed(self.path.name) from why
        person = self.who.by_selection.get(selection.guid)
        if person is None and not source.turns and not text.own:
            here = self.who.by_text.get(text.guid, set())
            person = next(iter(here)) if len(here) == 1 else None
        return Excerpt(source.id, selection.start, selection.end, words, kind, person)

    def _field(self, mark: Mark) -> str:
        """The memo that a coding bears itself: what another tool attached to it, or what was one here."""
        notes = self.noted
        own = [notes[g] for g in mark.notes if g in notes and notes[g].own.get("on", "field") == "field"]
        return "\n\n".join(note.text for note in own if note.text.strip())

    def _fresh(self, wanted: list[Coding]) -> list[Coding]:
        """Those that the study never had: one taken away here since does not come back."""
        had = set()
        for source in {coding.excerpt.source for coding in wanted}:
            rows = self.connection.execute(coding_rows.select_codings().where(schema.excerpts.c.source == source))
            had |= {_judgement(coding_rows.coding_of(row)) for row in rows}
        return [coding for coding in wanted if _judgement(coding) not in had]

    def _place(self, text: Text, selection: Selection) -> Excerpt | None:
        """Where a memo on a passage goes; None where nothing may be pointed at."""
        if selection.start == selection.end or self._only_asks(text, selection):
            return None
        return self._excerpt(text, selection)


def _judgement(coding: Coding) -> tuple[object, ...]:
    spot = coding.excerpt
    return spot.source, spot.start, spot.end, spot.kind, coding.codebook, coding.code, coding.coder, coding.memo
