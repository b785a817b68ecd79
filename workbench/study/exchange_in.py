"""What an exchange project would put into a study, worked out before anything is written: texts and people."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from workbench.coding.exchange.elements import changed
from workbench.coding.exchange.values import Case, Note, Project, Text
from workbench.errors import BadInput, NamesLeft
from workbench.intake.documents import Document, Place, Turn, text_digest
from workbench.intake.identifiers import propose
from workbench.intake.turns import find_turns, told_by_somebody
from workbench.messages import _, ngettext
from workbench.people import Person, Voice
from workbench.study.exchange_out import lines
from workbench.study.named import Named, look
from workbench.study.people import Attribute
from workbench.study.sources import Arrival

PSEUDONYM = re.compile(r"[^\W\d_]{0,12}[ _.-]?\d{1,5}[a-z]?|\[[^\[\]]{1,40}\]")


@dataclass(frozen=True)
class Wanted:
    """What the evaluator says of a file: whose names are decided, who a case or a coder is in this study."""

    decided: bool = False
    cases: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    coders: Mapping[str, str] = field(default_factory=dict)
    without_cases: bool = False


@dataclass(frozen=True)
class TextIn:
    """One text on its way in: as a document with its turns; `speakers` are people by printed label."""

    text: Text
    document: Document
    kind: str
    turns: tuple[Turn, ...]
    speakers: dict[str, str]
    person: str | None  # who speaks all along, where there are no turns


@dataclass(frozen=True)
class PeopleIn:
    """The people behind the cases: by case, by text and by passage."""

    people: tuple[Person, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    by_case: dict[str, str] = field(default_factory=dict)
    by_text: dict[str, set[str]] = field(default_factory=dict)
    by_selection: dict[str, str] = field(default_factory=dict)
    nameless: int = 0


def people_in(project: Project, file: str, known: set[str], wanted: Wanted) -> PeopleIn:
    """The people of a project; raises BadInput for a case whose name is no pseudonym and nobody said who it is."""
    if wanted.without_cases:
        return PeopleIn()
    found: dict[str, Person] = {}
    attributes: list[Attribute] = []
    by_case: dict[str, str] = {}
    strange, given = list[int](), {person.id: person for person in wanted.people}
    for n, case in enumerate(project.cases, 1):
        if not case.name and not case.own:
            continue
        id_ = wanted.cases.get(case.name) or _own_id(case) or case.name
        if id_ not in known and case.name not in wanted.cases and not PSEUDONYM.fullmatch(id_):
            strange.append(n)
            continue
        by_case[case.guid] = id_
        found.setdefault(id_, given.get(id_) or _person(id_, case, file))
        attributes += _attributes(id_, case, file, project.at)
    if strange:
        why = ngettext(
            "in {file}, case {which} has a name that is no pseudonym: say who it is with --case NAME=PERSON,"
            " or leave the cases out with --without-cases; nothing was imported",
            "in {file}, cases {which} have names that are no pseudonyms: say who each is with --case NAME=PERSON,"
            " or leave the cases out with --without-cases; nothing was imported",
            len(strange),
        )
        raise BadInput(why=why.format(file=file, which=", ".join(map(str, strange))))
    by_text: dict[str, set[str]] = {}
    here: dict[str, set[str]] = {}
    for case in project.cases:
        if id_ := by_case.get(case.guid, ""):
            for guid in case.texts:
                by_text.setdefault(guid, set()).add(id_)
            for guid in case.selections:
                here.setdefault(guid, set()).add(id_)
    single = {guid: min(ids) for guid, ids in here.items() if len(ids) == 1}
    nameless = sum(not case.name and not case.own for case in project.cases)
    return PeopleIn(tuple(found.values()), tuple(attributes), by_case, by_text, single, nameless)


def _own_id(case: Case) -> str:
    held = case.own.get("person")
    return str(held[0]) if isinstance(held, list) and held else ""


def _person(id_: str, case: Case, file: str) -> Person:
    said = dict(case.values)
    role: str | None
    role, territory, function = said.get(_("role"), ""), said.get(_("territory")), said.get(_("function"))
    if "person" in case.own:
        try:
            _id, role, territory, function = map(_text_or_none, case.own["person"])
        except (TypeError, ValueError) as why:
            raise changed(file) from why
    try:
        voice = Voice(role or Voice.UNKNOWN)
    except ValueError:
        voice = Voice.UNKNOWN  # another tool's variable of the same name
    return Person(id_, voice, territory, function)


def _attributes(id_: str, case: Case, file: str, at: str) -> list[Attribute]:
    if "attributes" in case.own:
        try:
            return [Attribute(id_, *map(_text_or_none, row)) for row in case.own["attributes"]]  # type: ignore[arg-type]
        except TypeError as why:
            raise changed(file) from why
    day = at[:10] or datetime.now(UTC).date().isoformat()
    ours = {_("role"), _("territory"), _("function")}
    return [Attribute(id_, name, value, day, file) for name, value in case.values if name not in ours]


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def texts_in(project: Project, file: str, who: PeopleIn) -> list[TextIn]:
    """The texts that hold something, memos that are on nothing among them as notes; a text that is there twice once."""
    used = set(project.about) | {link[0] for link in project.links}
    used |= {guid for node, _above in project.nodes() for guid in node.notes}
    for text in project.texts:
        used |= {*text.notes, *(g for s in text.selections for g in s.notes)}
        used |= {g for mark in (*text.marks, *(m for s in text.selections for m in s.marks)) for g in mark.notes}
    loose = [n for n in project.notes if (n.guid not in used or n.guid in project.about) and not n.own]
    found = [_text_in(text, file, who) for text in project.texts if text.text.strip()]
    found += [_note_in(note) for note in loose if note.text.strip()]
    return found


def _text_in(text: Text, file: str, who: PeopleIn) -> TextIn:
    here = who.by_text.get(text.guid, set())
    person = next(iter(here)) if len(here) == 1 else None
    turns, speakers, kind, places = find_turns(text.text), dict[str, str](), "", lines(text.text)
    if "turns" in text.own:
        try:
            rows = [(int(s), int(e), str(label), bool(asks), p) for s, e, label, asks, p in text.own["turns"]]
            turns = tuple(Turn(start, end, label, asks) for start, end, label, asks, _p in rows)
            people = set(who.by_case.values())
            speakers = {label: p for _s, _e, label, _asks, p in rows if p in people}
            kind = str(text.own["kind"])
            if "places" in text.own:
                places = tuple(Place(int(start), str(where)) for start, where in text.own["places"])
        except (TypeError, ValueError, KeyError) as why:
            raise changed(file) from why
        if kind not in {"interview", "report", "note"}:
            raise changed(file)
    else:
        answering = {turn.speaker for turn in turns if not turn.asks}
        speakers = dict.fromkeys(answering, person) if person and len(answering) == 1 else {}
        kind = "interview" if turns or person or told_by_somebody(text.text) else "report"
    return TextIn(text, _document(text.name, text.text, text.original, places), kind, turns, speakers, person)


def _note_in(note: Note) -> TextIn:
    text = Text(note.guid, note.name or _("memo"), note.text, note.text.encode())
    return TextIn(text, _document(text.name, note.text, text.original, lines(note.text)), "note", (), {}, None)


def _document(name: str, text: str, original: bytes, places: tuple[Place, ...]) -> Document:
    clean = Path(name.replace("\\", "/").replace("\0", "")).name.strip() or "source"
    return Document(clean, text, text_digest(text), hashlib.sha256(original or text.encode()).hexdigest(), places)


def without_names(
    found: list[TextIn], project: Project, who: PeopleIn, file: str, wanted: Wanted
) -> list[tuple[TextIn, Arrival]]:
    """Each text with what was proposed in it, called by nobody's name.

    Raises NamesLeft, with the kinds and places only, when a text, a memo or a variable may name somebody and nobody
    stated that its names are decided.
    """
    places: list[tuple[str, str]] = []
    taken = []
    for n, one in enumerate(found, 1):
        stem, ending = Path(one.document.name).stem, Path(one.document.name).suffix
        as_text = replace(one.document, name=f"{stem}.txt")  # whatever file it was made of, what came is its text
        said = look(as_text, one.text.original or one.document.text.encode())
        places += [(kind, _("text {n}, {where}").format(n=n, where=where)) for kind, where in said.places]
        name = said.stem + ending
        came = Arrival("stated" if said.direct else "none", said.direct, said.quasi, kept="nowhere")
        taken.append((replace(one, document=replace(one.document, name=name)), came))
    if not wanted.decided:
        ours = {one.text.guid for one in found}
        memos = [note.text for note in project.notes if note.guid not in ours]
        beside = "\n".join([*memos, *(a.value for a in who.attributes if a.value)])
        places += [(p.kind, _("memos and variables")) for p in propose(beside) if p.direct]
        if places:
            cure = _("replace them in the other tool, or, if they are decided already, add --names-decided")
            raise NamesLeft(file=file, found=Named(file, tuple(places), 0, "").told(), cure=cure)
    return taken
