"""Codebooks as values, read from YAML that a non-programmer can edit."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench.errors import BadCodebook
from workbench.messages import _


@dataclass(frozen=True, slots=True)
class Code:
    """A theme with what belongs to it; `terms` are the words by which speech announces it."""

    id: str
    label: str
    group: str | None = None
    codable: bool = True
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    example: str = ""
    terms: tuple[str, ...] = ()
    plain: str = ""
    alias_of: str | None = None


@dataclass(frozen=True)
class Codebook:
    """An ordered tree of codes under one namespace, with its version."""

    id: str
    title: str
    version: int
    codes: tuple[Code, ...]
    language: str = "fr"
    source: str = ""
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)  # what a nomenclature adds: units, rubriques

    @cached_property
    def by_id(self) -> dict[str, Code]:
        """The codes by their identifiers."""
        return {code.id: code for code in self.codes}

    @property
    def retired(self) -> dict[str, str]:
        """The codes no longer offered, each with the one that took its place, "" when none did; they stay readable."""
        return dict(self.extra.get("retired") or {})

    def codable(self) -> tuple[Code, ...]:
        """The codes that an excerpt may bear, those retired included, in the codebook's order."""
        return tuple(code for code in self.codes if code.codable)

    def offered(self) -> tuple[Code, ...]:
        """The codes that may be put on an excerpt now: no heading, none retired, no alias."""
        return tuple(c for c in self.codes if c.codable and c.alias_of is None and c.id not in self.retired)

    def resolved(self, code: str) -> str:
        """The code that an alias stands for, itself otherwise: so that one thing is counted once."""
        return self.by_id[code].alias_of or code

    def label(self, code: str) -> str:
        """How a code is called; one that the codebook does not have is called by its identifier."""
        return self.by_id[code].label if code in self.by_id else code


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _items(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(_text(v) for v in value) if isinstance(value, list) else (_text(value),)


CODE_FIELDS = set(Code.__dataclass_fields__)


def codebook_from(data: dict[str, Any]) -> Codebook:
    """The codebook that a mapping describes; raises BadCodebook for doubles, unknown groups, aliases and cycles."""
    name = _text(data.get("id")) or "?"
    codes = []
    extra = {}
    for row in data.get("codes") or []:
        if not _text(row.get("id")) or not _text(row.get("label")):
            raise BadCodebook(codebook=name, why=_("a code without id or label: {row}").format(row=str(row)[:80]))
        code = Code(
            id=_text(row["id"]),
            label=_text(row["label"]),
            group=_text(row.get("group")) or None,
            codable=bool(row.get("codable", True)),
            definition=_text(row.get("definition")),
            include=_items(row.get("include")),
            exclude=_items(row.get("exclude")),
            example=_text(row.get("example")),
            terms=_items(row.get("terms")),
            plain=_text(row.get("plain")),
            alias_of=_text(row.get("alias_of")) or None,
        )
        codes.append(code)
        if more := {k: v for k, v in row.items() if k not in CODE_FIELDS}:
            extra[code.id] = more
    head = {k: v for k, v in data.items() if k not in {"id", "title", "version", "language", "source", "note", "codes"}}
    book = Codebook(
        id=name,
        title=_text(data.get("title")) or name,
        version=int(data.get("version", 1)),
        codes=tuple(codes),
        language=_text(data.get("language")) or "fr",
        source=_text(data.get("source")),
        note=_text(data.get("note")),
        extra={"codes": extra, **head},
    )
    return checked(book)


def checked(book: Codebook) -> Codebook:
    """The codebook itself; raises BadCodebook for two codes of one name, an unknown group or alias, a cycle."""
    doubles = [id_ for id_, n in Counter(code.id for code in book.codes).items() if n > 1]
    doubles += [label for label, n in Counter(c.label for c in book.codes if not c.alias_of).items() if n > 1]
    if doubles:
        raise BadCodebook(codebook=book.id, why=_("two codes are called {name}").format(name=doubles[0]))
    for code in book.codes:
        for other in (code.group, code.alias_of):
            if other is not None and other not in book.by_id:
                why = _("{code} refers to {other}, which is not in it").format(code=code.id, other=other)
                raise BadCodebook(codebook=book.id, why=why)
        seen = {code.id}
        up = code.group
        while up is not None:
            if up in seen:
                raise BadCodebook(codebook=book.id, why=_("{code} is inside itself").format(code=code.id))
            seen.add(up)
            up = book.by_id[up].group
    return book


def read_codebook(path: Path) -> Codebook:
    """The codebook in a YAML file; raises BadCodebook with the file's name when it cannot be understood."""
    import yaml

    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as why:
        raise BadCodebook(codebook=path.name, why=str(why).splitlines()[0]) from why
    if not isinstance(data, dict):
        raise BadCodebook(codebook=path.name, why=_("it is not a YAML mapping with id, title and codes"))
    return codebook_from(data)
