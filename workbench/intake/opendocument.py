"""LibreOffice texts (.odt): headings and paragraphs in reading order, each note after its paragraph."""

import io
from collections.abc import Iterator
from typing import Any

UNSEEN = {"tracked-changes", "annotation", "note-citation"}  # deleted words, comments, a note's number
APART = {"note", "frame", "custom-shape"}  # what hangs on a paragraph with paragraphs of its own


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Every heading and paragraph that holds text, numbered from 1 in reading order."""
    from odf.opendocument import load

    kept = [text for text in _texts(load(io.BytesIO(data)).text) if text.strip()]
    return [(f"§ {n}", text) for n, text in enumerate(kept, 1)]


def _texts(node: Any) -> Iterator[str]:
    for child in getattr(node, "childNodes", ()):
        name = _name(child)
        if name in UNSEEN:
            continue
        if name in {"p", "h"}:
            apart: list[Any] = []
            yield "".join(_signs(child, apart))
            for element in apart:
                yield from _texts(element)
        else:
            yield from _texts(child)


def _signs(node: Any, apart: list[Any]) -> Iterator[str]:
    for child in node.childNodes:
        name = _name(child)
        if not name:
            yield str(child.data)
        elif name in APART:
            apart.append(child)
        elif name == "s":
            yield " " * int(child.getAttribute("c") or 1)
        elif name in {"tab", "line-break"}:
            yield "\t" if name == "tab" else "\n"
        elif name not in UNSEEN:
            yield from _signs(child, apart)


def _name(node: Any) -> str:
    """The local name of an element, empty for text."""
    return node.qname[1] if getattr(node, "qname", None) else ""
