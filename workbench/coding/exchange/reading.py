"""A .qdpx or a .qdc read as values: tolerant of what tools write, in a sentence about what cannot be trusted.

Sections may come in any order, `Sources/` in any case, a note's text beside the XML or in it. A reference to something
that the file does not hold, a passage outside its text and a code inside itself are refused; pictures, PDF pages,
recordings and charts are passed over and listed.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from workbench.coding.exchange import offsets
from workbench.coding.exchange.archive import opened, read_xml
from workbench.coding.exchange.elements import (
    File,
    below,
    children,
    guid_of,
    guids_in,
    instant,
    note_refs,
    own_of,
    plain_guid,
    tag_of,
    target_of,
    text_of,
    user_of,
)
from workbench.coding.exchange.texts import raw_of, texts_of
from workbench.coding.exchange.values import Case, Group, Node, Note, Project
from workbench.errors import BadCodebook, UnknownFormat, UnreadableFile
from workbench.messages import _, ngettext

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
REFERENCES = ("CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef")


def read_exchange(path: Path) -> Project:
    """What a .qdpx or a .qdc holds. Raises UnknownFormat, UnreadableFile, EmptyFile, BadCodebook."""
    match path.suffix.lower():
        case ".qdpx":
            with opened(path) as archive:
                root = archive.project()
                if tag_of(root) != "Project":
                    raise UnreadableFile(file=path.name, why=_("it holds no project, or several"))
                return _project(File(path.name, root, archive))
        case ".qdc":
            root = read_xml(path)
            if tag_of(root) != "CodeBook":
                raise UnreadableFile(file=path.name, why=_("it is not a .qdc codebook"))
            file = File(path.name, root)
            file.guids = guids_in(file)
            codes = _codebook(file, root)
            sets = _sets(file, below(root, "Sets"))
            own = own_of(file, root)
            return Project(path.stem, root.get("origin", ""), codes=codes, sets=sets, own=own, left=tuple(file.left))
        case _:
            raise UnknownFormat(file=path.name, formats=".qdpx, .qdc")


def _project(file: File) -> Project:
    root = file.root
    file.guids = guids_in(file)
    _check_references(file)
    for user in children(below(root, "Users"), "User"):
        file.users[guid_of(file, user)] = user.get("name") or user.get("id") or guid_of(file, user)[:8]
    notes = tuple(_note(file, note) for note in children(below(root, "Notes"), "Note"))
    codes = _codebook(file, below(root, "CodeBook"))
    texts, positions = texts_of(file)
    links = tuple(
        (plain_guid(link.get("originGUID", "")), target_of(link)) for link in children(below(root, "Links"), "Link")
    )
    known = {note.guid for note in notes}
    if other := sum(start not in known for start, _end in links):
        file.left.append(ngettext("{n} link", "{n} links", other).format(n=other))
    if charts := len(children(below(root, "Graphs"), "Graph")):
        file.left.append(ngettext("{n} chart", "{n} charts", charts).format(n=charts))
    return Project(
        name=root.get("name") or Path(file.name).stem,
        origin=root.get("origin", ""),
        at=instant(root.get("creationDateTime")),
        users=file.users,
        codes=codes,
        texts=texts,
        cases=_cases(file),
        notes=notes,
        sets=_sets(file, below(root, "Sets")),
        links=tuple(link for link in links if link[0] in known),
        about=note_refs(root),
        left=tuple(file.left),
        positions=positions,
        own=own_of(file, root),
    )


def _check_references(file: File) -> None:
    for element in file.root.iter():
        wanted = [element.get("targetGUID")] if tag_of(element) in REFERENCES else []
        wanted += [element.get("creatingUser")] if tag_of(element) else []
        for guid in wanted:
            if guid and plain_guid(guid) not in file.guids:
                why = _("it refers to {guid}, which it does not hold").format(guid=guid[:40])
                raise file.refuse(why)


def _codebook(file: File, parent: Any) -> tuple[Node, ...]:
    nodes = tuple(_node(file, code, ()) for code in children(below(parent, "Codes"), "Code"))
    many = Counter(node.guid for root in nodes for node, _above in root.walk())
    for guid, times in many.items():
        if times > 1:
            raise BadCodebook(codebook=file.name, why=_("two codes have the GUID {guid}").format(guid=guid))
    return nodes


def _node(file: File, element: Any, above: tuple[str, ...]) -> Node:
    guid, name = guid_of(file, element), (element.get("name") or "").strip()
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
        text_of(element, "Description").strip(),
        note_refs(element),
        tuple(_node(file, under, (*above, guid)) for under in children(element, "Code")),
        own_of(file, element),
    )


def _note(file: File, element: Any) -> Note:
    found = raw_of(file, element)
    text = "" if found is None else found[0].removeprefix(offsets.MARK)
    text = text if file.ours else offsets.plain(text)
    name, at = element.get("name", ""), instant(element.get("creationDateTime"))
    return Note(guid_of(file, element), text, name, user_of(file, element), at, own_of(file, element))


def _cases(file: File) -> tuple[Case, ...]:
    variables = {guid_of(file, v): v.get("name", "?") for v in children(below(file.root, "Variables"), "Variable")}
    return tuple(_case(file, case, variables) for case in children(below(file.root, "Cases"), "Case"))


def _case(file: File, element: Any, variables: dict[str, str]) -> Case:
    values = []
    for held in children(element, "VariableValue"):
        of = below(held, "VariableRef")
        said = next(("".join(child.itertext()) for child in held if tag_of(child).endswith("Value")), "")
        if of is not None and said.strip():
            values.append((variables.get(target_of(of), "?"), said.strip()))
    texts, selections = (
        tuple(target_of(ref) for ref in children(element, tag)) for tag in ("SourceRef", "SelectionRef")
    )
    name = (element.get("name") or "").strip()
    return Case(guid_of(file, element), name, tuple(values), texts, selections, own_of(file, element))


def _sets(file: File, parent: Any) -> tuple[Group, ...]:
    def members(element: Any, tag: str) -> tuple[str, ...]:
        return tuple(plain_guid(m.get("targetGUID") or m.get("guid") or "") for m in children(element, tag))

    return tuple(
        Group(guid_of(file, one), one.get("name", ""), members(one, "MemberCode"), members(one, "MemberSource"))
        for one in children(parent, "Set")
    )
