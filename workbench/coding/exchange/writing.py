"""A project or a codebook written as REFI-QDA 1.0 wants it, element by element in the order of the schema.

What the format has no place for goes in a processing instruction, which every other tool passes over.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from workbench.coding.exchange.archive import INTERNAL
from workbench.coding.exchange.values import Case, Group, Mark, Node, Note, Own, Project, Selection, Text

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
OWN = "workbench"  # the target of our processing instructions
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold at all
SAME_DAY = (1980, 1, 1, 0, 0, 0)  # the same project gives the same bytes
Count = Callable[[str, int], int]


def codepoints(_text: str, point: int) -> int:
    """The standard's way of counting, which is ours."""
    return point


def write_project(project: Project, *, count: Count = codepoints) -> bytes:
    """The .qdpx of a project; `count` says how a position of a text is written. Texts have LF ends and no mark."""
    files: dict[str, bytes] = {}
    root = _root("Project", PROJECT, project.own, name=project.name, origin=project.origin)
    _set(root, creationDateTime=project.at)
    users = {name: guid for guid, name in project.users.items()}
    people = _group(root, "Users", project.users)
    for guid, name in project.users.items():
        _el(people, "User", guid=guid, name=name)
    _codes(root, project.codes)
    variables = _variables(root, project)
    cases = _group(root, "Cases", project.cases)
    for case in project.cases:
        _case(cases, case, variables)
    sources = _group(root, "Sources", project.texts)
    for text in project.texts:
        files[f"sources/{text.guid}.txt"] = text.text.encode()
        _text(sources, text, users, count)
    notes = _group(root, "Notes", project.notes)
    for note in project.notes:
        files |= _note(notes, note, users)
    links = _group(root, "Links", project.links)
    for n, (note_guid, about) in enumerate(project.links):
        ends = {"originGUID": note_guid, "targetGUID": about}
        _el(links, "Link", guid=_other(note_guid, n), direction="OneWay", **ends)
    sets = _group(root, "Sets", project.sets)
    for group in project.sets:
        _one_set(sets, group, "targetGUID")
    _refs(root, project.about)
    return _zipped({"project.qde": _bytes(root), **files})


def write_codebook(project: Project) -> bytes:
    """The .qdc of a project's codes and of the sets of its codes."""
    root = _root("CodeBook", CODEBOOK, project.own, origin=project.origin)
    codes = _el(root, "Codes")
    for node in project.codes:
        _code(codes, node, with_notes=False)
    sets = _group(root, "Sets", [group for group in project.sets if group.codes])
    for group in project.sets:
        if group.codes:
            _one_set(sets, group, "guid")  # the codebook's schema has another name for it than the project's
    return _bytes(root)


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, SAME_DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bytes(root: Any) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return data


def _root(tag: str, namespace: str, own: Own, **attributes: str) -> Any:
    from lxml import etree

    root = etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})
    _set(root, **attributes)
    _keep(root, own)
    return root


def writable(words: str) -> str:
    """The words without the characters that XML cannot hold."""
    return UNWRITABLE.sub("\ufffd", words)


def _set(element: Any, **attributes: str) -> None:
    for name, value in attributes.items():
        if value:
            element.set(name, writable(value))


def _el(parent: Any, tag: str, said: str = "", **attributes: str) -> Any:
    from lxml import etree

    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{tag}")
    _set(element, **attributes)
    if said:
        element.text = writable(said)
    return element


def _group(root: Any, tag: str, members: Iterable[object]) -> Any:
    """The element around members, which the schema wants only where there is one."""
    return _el(root, tag) if any(True for _member in members) else None


def _keep(element: Any, own: Own) -> None:
    from lxml import etree

    if own:  # ASCII, and no ">" that could end the instruction
        text = json.dumps(own, ensure_ascii=True, sort_keys=True, separators=(",", ":")).replace(">", "\\u003e")
        element.append(etree.ProcessingInstruction(OWN, text))


def _refs(element: Any, notes: Iterable[str]) -> None:
    for guid in notes:
        _el(element, "NoteRef", targetGUID=guid)


def _codes(root: Any, nodes: tuple[Node, ...]) -> None:
    if nodes:
        codes = _el(_el(root, "CodeBook"), "Codes")
        for node in nodes:
            _code(codes, node, with_notes=True)


def _code(parent: Any, node: Node, *, with_notes: bool) -> None:
    facts = {"name": node.name or "?", "isCodable": str(node.codable).lower(), "color": node.colour}
    element = _el(parent, "Code", guid=node.guid, **facts)
    _keep(element, node.own)
    if node.description:
        _el(element, "Description", node.description)
    if with_notes:
        _refs(element, node.notes)
    for under in node.under:
        _code(element, under, with_notes=with_notes)


def _variables(root: Any, project: Project) -> dict[str, str]:
    """The variables' guids by name, once they are written."""
    names = dict.fromkeys(name for case in project.cases for name, _value in case.values)
    first = next(iter(project.cases), None)
    found = {name: _other(first.guid, n) for n, name in enumerate(names)} if first else {}
    variables = _group(root, "Variables", found)
    for name, guid in found.items():
        _el(variables, "Variable", guid=guid, name=name, typeOfVariable="Text")
    return found


def _other(guid: str, n: int) -> str:
    """A guid made of another one, for what has no identity of its own."""
    from uuid import UUID, uuid5

    return str(uuid5(UUID(guid), str(n)))


def _case(parent: Any, case: Case, variables: dict[str, str]) -> None:
    element = _el(parent, "Case", guid=case.guid, name=case.name)
    _keep(element, case.own)
    for name, value in case.values:
        held = _el(element, "VariableValue")
        _el(held, "VariableRef", targetGUID=variables[name])
        _el(held, "TextValue", value)
    for guid in case.texts:
        _el(element, "SourceRef", targetGUID=guid)
    for guid in case.selections:
        _el(element, "SelectionRef", targetGUID=guid)


def _text(parent: Any, text: Text, users: dict[str, str], count: Count) -> None:
    where = f"{INTERNAL}{text.guid}.txt"
    element = _el(parent, "TextSource", guid=text.guid, name=text.name, plainTextPath=where, creationDateTime=text.at)
    _keep(element, text.own)
    for selection in text.selections:
        _selection(element, selection, text.text, users, count)
    for mark in text.marks:
        _mark(element, mark, users)
    _refs(element, text.notes)


def _selection(parent: Any, one: Selection, text: str, users: dict[str, str], count: Count) -> None:
    start, end = str(count(text, one.start)), str(count(text, one.end))
    element = _el(parent, "PlainTextSelection", guid=one.guid, startPosition=start, endPosition=end)
    _keep(element, one.own)
    if one.description:
        _el(element, "Description", one.description)
    for mark in one.marks:
        _mark(element, mark, users)
    _refs(element, one.notes)


def _mark(parent: Any, mark: Mark, users: dict[str, str]) -> None:
    user = users.get(mark.who, "")
    element = _el(parent, "Coding", guid=mark.guid, creatingUser=user, creationDateTime=mark.at)
    _el(element, "CodeRef", targetGUID=mark.code)
    _refs(element, mark.notes)


def _note(parent: Any, note: Note, users: dict[str, str]) -> dict[str, bytes]:
    """Writes a note; its text stands beside the XML when it has characters that XML changes or cannot hold."""
    facts = {"name": note.name, "creatingUser": users.get(note.who, ""), "creationDateTime": note.at}
    apart = UNWRITABLE.search(note.text) is not None or "\r" in note.text
    where = f"{INTERNAL}{note.guid}.txt" if apart else ""
    element = _el(parent, "Note", guid=note.guid, plainTextPath=where, **facts)
    _keep(element, note.own)
    if apart:
        return {f"sources/{note.guid}.txt": note.text.encode()}
    _el(element, "PlainTextContent", note.text)
    return {}


def _one_set(parent: Any, group: Group, reference: str) -> None:
    element = _el(parent, "Set", guid=group.guid, name=group.name)
    for guid in group.codes:
        _el(element, "MemberCode", **{reference: guid})
    for guid in group.texts if reference == "targetGUID" else ():
        _el(element, "MemberSource", targetGUID=guid)
