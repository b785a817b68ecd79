"""Word documents (.docx): every paragraph of the page in reading order, and the notes at its foot.

The XML is walked and not python-docx's paragraphs: these leave out what stands in tracked insertions, in content
controls and in text boxes, and an interview would lose words without anybody seeing it. Heads and feet of pages are no
part of what was said, nor are comments and deleted words.
"""

import io
from collections.abc import Iterator
from typing import Any

SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same box again
NOTES = ("footnotes", "endnotes")
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
READING = f"{SPACE}rt"  # how a word is read aloud, printed small above it
UNSEEN = {
    FALLBACK,
    READING,
    f"{SPACE}moveFrom",
    f"{SPACE}del",
    f"{SPACE}pPr",
    f"{SPACE}rPr",
}  # deleted, or moved elsewhere


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every paragraph that holds text, numbered from 1 in reading order, tables and boxes included; then the notes."""
    from docx import Document
    from lxml import etree

    document = Document(io.BytesIO(data))
    found = [("§ {n}", text) for text in _texts(document.element.body)]
    for name in NOTES:
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{name}") and not relation.is_external:
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                root = etree.fromstring(relation.target_part.blob, parser)
                found += [("note {n}", text) for text in _texts(root)]
    return [(where.format(n=n), text) for where, n, text in _numbered(found)]


def _numbered(found: list[tuple[str, str]]) -> Iterator[tuple[str, int, str]]:
    counts: dict[str, int] = {}
    for where, text in found:
        if text.strip():
            counts[where] = counts.get(where, 0) + 1
            yield where, counts[where], text


def _texts(root: Any) -> Iterator[str]:
    """The text of each paragraph under an element; a box inside a paragraph follows it."""
    for child in root:
        if child.tag in UNSEEN or not isinstance(child.tag, str):
            continue
        if child.tag == f"{SPACE}p":
            boxes: list[Any] = []
            yield "".join(_signs(child, boxes)).replace("\r", "\n")
            for box in boxes:
                yield from _texts(box)
        else:
            yield from _texts(child)


def _signs(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        if child.tag in UNSEEN or not isinstance(child.tag, str):
            continue
        name = child.tag.removeprefix(SPACE)
        if name == "txbxContent":
            boxes.append(child)
        elif name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name == "sym":
            yield _symbol(child.get(f"{SPACE}char"))
        else:
            yield from _signs(child, boxes)


def _symbol(code: str | None) -> str:
    """A sign of a symbol font, as the private character that the file names; cleaning reads bullets from these."""
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
