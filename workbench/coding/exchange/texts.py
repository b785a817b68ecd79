"""The texts of an exchange file with their passages, wherever and however a tool counted them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.coding.exchange import offsets
from workbench.coding.exchange.elements import (
    File,
    below,
    children,
    guid_of,
    instant,
    note_refs,
    own_of,
    tag_of,
    target_of,
    text_of,
    user_of,
)
from workbench.coding.exchange.values import Mark, Selection, Text
from workbench.messages import _


def raw_of(file: File, element: Any) -> tuple[str, bytes] | None:
    """The text of a source or a note as the file holds it, with its bytes; None where it has none."""
    where = element.get("plainTextPath")
    if not where:
        if below(element, "PlainTextContent") is None:
            return None
        said = text_of(element, "PlainTextContent")
        return said, said.encode()
    if where.startswith(("relative:", "absolute:")) or file.archive is None:
        return None
    data = file.archive.text(where)
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"), data
    except UnicodeDecodeError as why:
        raise file.refuse(_("the text {name} is not in UTF-8").format(name=where[:80])) from why


def texts_of(file: File) -> tuple[tuple[Text, ...], str]:
    """The texts with their passages, and in words how the file counts where it is not as the standard says."""
    read: list[tuple[Any, str, bytes, list[Any]]] = []
    for element in below(file.root, "Sources") if below(file.root, "Sources") is not None else ():
        if tag_of(element) == "TextSource" and (found := raw_of(file, element)) is not None:
            read.append((element, *found, children(element, "PlainTextSelection")))
        elif tag_of(element):
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
    return _("{kind} “{name}”").format(kind=kinds.get(tag_of(element), _("source")), name=element.get("name", "?"))


def _ends(file: File, element: Any) -> tuple[int, int]:
    try:
        return int(element.get("startPosition", "")), int(element.get("endPosition", ""))
    except ValueError as why:
        raise file.refuse(_("a passage has no whole number for its start or its end")) from why


def _text(
    file: File, element: Any, text: str, data: bytes, inside: list[Any], spans: list[tuple[int, int] | None]
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
        guid_of(file, element),
        name,
        text,
        data,
        tuple(selections),
        tuple(_marks(file, element)),
        note_refs(element),
        instant(element.get("creationDateTime")),
        own_of(file, element),
    )


def _selection(file: File, element: Any, span: tuple[int, int]) -> Selection:
    marks = tuple(_marks(file, element))
    if marks and user_of(file, element):  # a tool that says who only once, on the passage
        marks = tuple(mark if mark.who else replace(mark, who=user_of(file, element)) for mark in marks)
    said = text_of(element, "Description").strip()
    return Selection(guid_of(file, element), *span, marks, note_refs(element), said, own_of(file, element))


def _marks(file: File, parent: Any) -> Iterator[Mark]:
    for element in children(parent, "Coding"):
        code = below(element, "CodeRef")
        if code is None:
            raise file.refuse(_("a coding names no code"))
        at = instant(element.get("creationDateTime"))
        yield Mark(
            guid_of(file, element),
            target_of(code),
            user_of(file, element),
            at,
            note_refs(element),
        )
