"""A .qdpx or a .qdc read as values: tolerant of what tools write, in a sentence about what cannot be trusted.

Sections may come in any order, `Sources/` in any case, a note's text beside the XML or in it. A reference to something
that the file does not hold, a passage outside its text and a code inside itself are refused; pictures, PDF pages,
recordings, charts and sets are passed over and listed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.coding.exchange import offsets
from workbench.coding.exchange.archive import Archive, opened, read_xml
from workbench.coding.exchange.values import Case, Group, Mark, Node, Note, Own, Project, Selection, Text
from workbench.coding.exchange.writing import OWN
from workbench.errors import BadCodebook, UnknownFormat, UnreadableFile
from workbench.messages import _, ngettext

OURS = "workbench"
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
REFERENCES = ("CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef")


@dataclass
class _File:
    """What is at hand while one file is read; `left` collects what is not taken."""

    name: str
    root: Any
    archive: Archive | None = None
    users: dict[str, str] = field(default_factory=dict)
    guids: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)

    @property
    def ours(self) -> bool:
        return str(self.root.get("origin", "")).startswith(OURS)

    def refuse(self, why: str) -> UnreadableFile:
        return UnreadableFile(file=self.name, why=why)


def read_exchange(path: Path) -> Project:
    """What a .qdpx or a .qdc holds. Raises UnknownFormat, UnreadableFile, EmptyFile, BadCodebook."""
    match path.suffix.lower():
        case ".qdpx":
            with opened(path) as archive:
                root = archive.project()
                if _tag(root) != "Project":
                    raise UnreadableFile(file=path.name, why=_("it holds no project, or several"))
                return _project(_File(path.name, root, archive))
        case ".qdc":
            root = read_xml(path)
            if _tag(root) != "CodeBook":
                raise UnreadableFile(file=path.name, why=_("it is not a .qdc codebook"))
            file = _File(path.name, root)
            file.guids = _guids(file)
            codes = _codebook(file, root)
            sets = _sets(file, _below(root, "Sets"))
            own = _own(file, root)
            return Project(path.stem, root.get("origin", ""), codes=codes, sets=sets, own=own, left=tuple(file.left))
        case _:
            raise UnknownFormat(file=path.name, formats=".qdpx, .qdc")


def _project(file: _File) -> Project:
    root = file.root
    file.guids = _guids(file)
    _check_references(file)
    for user in _all(_below(root, "Users"), "User"):
        file.users[_guid(file, user)] = user.get("name") or user.get("id") or _guid(file, user)[:8]
    notes = tuple(_note(file, note) for note in _all(_below(root, "Notes"), "Note"))
    codes = _codebook(file, _below(root, "CodeBook"))
    texts, positions = _texts(file)
    links = tuple(
        (_plain(link.get("originGUID", "")), _plain(link.get("targetGUID", "")))
        for link in _all(_below(root, "Links"), "Link")
    )
    known = {note.guid for note in notes}
    if other := sum(start not in known for start, _end in links):
        file.left.append(ngettext("{n} link", "{n} links", other).format(n=other))
    if charts := len(_all(_below(root, "Graphs"), "Graph")):
        file.left.append(ngettext("{n} chart", "{n} charts", charts).format(n=charts))
    return Project(
        name=root.get("name") or Path(file.name).stem,
        origin=root.get("origin", ""),
        at=_instant(root.get("creationDateTime")),
        users=file.users,
        codes=codes,
        texts=texts,
        cases=_cases(file),
        notes=notes,
        sets=_sets(file, _below(root, "Sets")),
        links=tuple(link for link in links if link[0] in known),
        about=_refs(root),
        left=tuple(file.left),
        positions=positions,
        own=_own(file, root),
    )


def _tag(element: Any) -> str:
    """An element's name without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(parent: Any, tag: str) -> list[Any]:
    return [] if parent is None else [child for child in parent if _tag(child) == tag]


def _below(parent: Any, tag: str) -> Any:
    return next(iter(_all(parent, tag)), None)


def _said(parent: Any, tag: str) -> str:
    found = _below(parent, tag)
    return "" if found is None else "".join(found.itertext())


def _plain(guid: str) -> str:
    """A guid in the one form in which two are compared."""
    return guid.strip().strip("{}").lower()


def _guid(file: _File, element: Any) -> str:
    guid = element.get("guid", "")
    if not guid.strip():
        raise file.refuse(_("a {element} has no GUID").format(element=_tag(element)))
    return _plain(guid)


def _guids(file: _File) -> set[str]:
    """Every guid that the file gives to something."""
    return {_plain(e.get("guid")) for e in file.root.iter() if _tag(e) and e.get("guid") and _tag(e) != "MemberCode"}


def _check_references(file: _File) -> None:
    for element in file.root.iter():
        wanted = [element.get("targetGUID")] if _tag(element) in REFERENCES else []
        wanted += [element.get("creatingUser")] if _tag(element) else []
        for guid in wanted:
            if guid and _plain(guid) not in file.guids:
                why = _("it refers to {guid}, which it does not hold").format(guid=guid[:40])
                raise file.refuse(why)


def _refs(parent: Any) -> tuple[str, ...]:
    return tuple(_plain(ref.get("targetGUID", "")) for ref in _all(parent, "NoteRef"))


def _own(file: _File, element: Any) -> Own:
    """What this workbench wrote beside an element, in a file that says that it comes from it."""
    if not file.ours:
        return {}
    for child in element:
        if getattr(child, "target", None) == OWN and not isinstance(child.tag, str):
            try:
                found = json.loads(child.text or "")
            except (ValueError, RecursionError) as why:
                raise file.refuse(_("what the workbench wrote in it was changed")) from why
            return found if isinstance(found, dict) else {}
    return {}


def _instant(said: str | None) -> str:
    """An ISO instant in UTC, or nothing when there is none or it is no instant."""
    try:
        moment = datetime.fromisoformat((said or "").strip())
    except ValueError:
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    except OverflowError:
        return ""


def _who(file: _File, element: Any) -> str:
    return file.users.get(_plain(element.get("creatingUser", "")), "")


def _codebook(file: _File, parent: Any) -> tuple[Node, ...]:
    nodes = tuple(_node(file, code, ()) for code in _all(_below(parent, "Codes"), "Code"))
    many = Counter(node.guid for root in nodes for node, _above in root.walk())
    for guid, times in many.items():
        if times > 1:
            raise BadCodebook(codebook=file.name, why=_("two codes have the GUID {guid}").format(guid=guid))
    return nodes


def _node(file: _File, element: Any, above: tuple[str, ...]) -> Node:
    guid, name = _guid(file, element), (element.get("name") or "").strip()
    if guid in above:
        raise BadCodebook(codebook=file.name, why=_("{code} is inside itself").format(code=name or guid))
    if not name:
        raise BadCodebook(codebook=file.name, why=_("a code has no name"))
    colour = (element.get("color") or "").strip()
    return Node(
        guid,
        name,
        (element.get("isCodable") or "true").strip().lower() in {"true", "1"},
        colour if COLOUR.fullmatch(colour) else "",
        _said(element, "Description").strip(),
        _refs(element),
        tuple(_node(file, under, (*above, guid)) for under in _all(element, "Code")),
        _own(file, element),
    )


def _raw(file: _File, element: Any) -> tuple[str, bytes] | None:
    """The text of a source or a note as the file holds it, with its bytes; None where it has none."""
    where = element.get("plainTextPath")
    if not where:
        if _below(element, "PlainTextContent") is None:
            return None
        said = _said(element, "PlainTextContent")
        return said, said.encode()
    if where.startswith(("relative:", "absolute:")) or file.archive is None:
        return None
    data = file.archive.text(where)
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"), data
    except UnicodeDecodeError as why:
        raise file.refuse(_("the text {name} is not in UTF-8").format(name=where[:80])) from why


def _note(file: _File, element: Any) -> Note:
    found = _raw(file, element)
    text = "" if found is None else found[0].removeprefix(offsets.MARK)
    text = text if file.ours else offsets.plain(text)
    name, at = element.get("name", ""), _instant(element.get("creationDateTime"))
    return Note(_guid(file, element), text, name, _who(file, element), at, _own(file, element))


def _texts(file: _File) -> tuple[tuple[Text, ...], str]:
    """The texts with their passages, and in words how the file counts where it is not as the standard says."""
    read: list[tuple[Any, str, bytes, list[Any]]] = []
    for element in _below(file.root, "Sources") if _below(file.root, "Sources") is not None else ():
        if _tag(element) == "TextSource" and (found := _raw(file, element)) is not None:
            read.append((element, *found, _all(element, "PlainTextSelection")))
        elif _tag(element):
            file.left.append(_left(element))
    spans = [(raw, [_ends(file, one) for one in inside]) for _element, raw, _data, inside in read]
    way, look = (offsets.STANDARD, 1.0) if file.ours else offsets.counted(spans, file.root.get("origin", ""))
    if file.ours and file.root.get("origin", "").endswith("UTF-16"):
        way = offsets.Counting(utf16=True)
    texts = [
        _text(file, element, offsets.plain(raw), data, inside, offsets.placed(raw, ends, way) if ends else [])
        for (element, raw, data, inside), (_raw_text, ends) in zip(read, spans, strict=True)
    ]
    return tuple(texts), _counting(way, look, sum(len(ends) for _raw_text, ends in spans))


def _counting(way: offsets.Counting, look: float, many: int) -> str:
    doubtful = many >= offsets.FEWEST and look < offsets.DOUBTFUL
    if not many or (way == offsets.STANDARD and not doubtful):
        return ""
    unit = _("UTF-16 units") if way.utf16 else _("code points")
    ends = _("a line end once") if way.crlf_once else _("a line end as in the file")
    said = _("the positions were read as {unit}, {ends} ({share} per cent of the passages begin and end between words)")
    return said.format(unit=unit, ends=ends, share=round(100 * look))


def _left(element: Any) -> str:
    """A source that is not text, in words."""
    kinds = {
        "PictureSource": _("picture"),
        "PDFSource": _("PDF"),
        "AudioSource": _("sound recording"),
        "VideoSource": _("film"),
    }
    return _("{kind} “{name}”").format(kind=kinds.get(_tag(element), _("source")), name=element.get("name", "?"))


def _ends(file: _File, element: Any) -> tuple[int, int]:
    try:
        return int(element.get("startPosition", "")), int(element.get("endPosition", ""))
    except ValueError as why:
        raise file.refuse(_("a passage has no whole number for its start or its end")) from why


def _text(
    file: _File, element: Any, text: str, data: bytes, inside: list[Any], spans: list[tuple[int, int] | None]
) -> Text:
    name = element.get("name") or Path(element.get("plainTextPath") or "?").stem
    selections = []
    for one, span in zip(inside, spans, strict=True):
        if span is None or span[0] > span[1]:
            start, end = _ends(file, one)
            why = _("the passage {start}-{end} lies outside the text “{name}”")
            raise file.refuse(why.format(start=start, end=end, name=name))
        selections.append(_selection(file, one, span))
    return Text(
        _guid(file, element),
        name,
        text,
        data,
        tuple(selections),
        tuple(_marks(file, element)),
        _refs(element),
        _instant(element.get("creationDateTime")),
        _own(file, element),
    )


def _selection(file: _File, element: Any, span: tuple[int, int]) -> Selection:
    marks = tuple(_marks(file, element))
    if marks and _who(file, element):  # a tool that says who only once, on the passage
        marks = tuple(mark if mark.who else replace(mark, who=_who(file, element)) for mark in marks)
    said = _said(element, "Description").strip()
    return Selection(_guid(file, element), *span, marks, _refs(element), said, _own(file, element))


def _marks(file: _File, parent: Any) -> Iterator[Mark]:
    for element in _all(parent, "Coding"):
        code = _below(element, "CodeRef")
        if code is None:
            raise file.refuse(_("a coding names no code"))
        at = _instant(element.get("creationDateTime"))
        yield Mark(_guid(file, element), _plain(code.get("targetGUID", "")), _who(file, element), at, _refs(element))


def _cases(file: _File) -> tuple[Case, ...]:
    variables = {_guid(file, v): v.get("name", "?") for v in _all(_below(file.root, "Variables"), "Variable")}
    return tuple(_case(file, case, variables) for case in _all(_below(file.root, "Cases"), "Case"))


def _case(file: _File, element: Any, variables: dict[str, str]) -> Case:
    values = []
    for held in _all(element, "VariableValue"):
        of = _below(held, "VariableRef")
        said = next(("".join(child.itertext()) for child in held if _tag(child).endswith("Value")), "")
        if of is not None and said.strip():
            values.append((variables.get(_plain(of.get("targetGUID", "")), "?"), said.strip()))
    texts, selections = (
        tuple(_plain(ref.get("targetGUID", "")) for ref in _all(element, tag)) for tag in ("SourceRef", "SelectionRef")
    )
    name = (element.get("name") or "").strip()
    return Case(_guid(file, element), name, tuple(values), texts, selections, _own(file, element))


def _sets(file: _File, parent: Any) -> tuple[Group, ...]:
    def members(element: Any, tag: str) -> tuple[str, ...]:
        return tuple(_plain(m.get("targetGUID") or m.get("guid") or "") for m in _all(element, tag))

    return tuple(
        Group(_guid(file, one), one.get("name", ""), members(one, "MemberCode"), members(one, "MemberSource"))
        for one in _all(parent, "Set")
    )
