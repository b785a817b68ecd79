"""What a REFI-QDA project holds, as frozen values: positions are [start, end) code points of texts with LF ends only.

`own` is what the exchange format has no place for and this workbench writes beside it; empty in others' files.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Own = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """A memo: its text, who wrote it (a user's name) and when (ISO instant, UTC, or empty)."""

    guid: str
    text: str
    name: str = ""
    who: str = ""
    at: str = ""
    own: Own = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """One code (its guid) put by somebody on a selection or on a whole text."""

    guid: str
    code: str
    who: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage [start, end) of a text, with the codes on it and the guids of its notes."""

    guid: str
    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""
    own: Own = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A source that is text. `original` is the text's bytes as the file holds them; `marks` are on the whole of it."""

    guid: str
    name: str
    text: str
    original: bytes = field(default=b"", compare=False)
    selections: tuple[Selection, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    at: str = ""
    own: Own = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node:
    """A code with those under it; one that is not codable is a heading. `colour` is #RRGGBB or empty."""

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    under: tuple["Node", ...] = ()
    own: Own = field(default_factory=dict)

    def walk(self, above: "Node | None" = None) -> Iterator[tuple["Node", "Node | None"]]:
        """This code and all those under it, each with the one above, in the order of the file."""
        yield self, above
        for node in self.under:
            yield from node.walk(self)


@dataclass(frozen=True, slots=True)
class Case:
    """A person or a place that texts and passages are about, with its variables: (name, value)."""

    guid: str
    name: str
    values: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()
    own: Own = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A set of codes and texts, by guid."""

    guid: str
    name: str
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """All of it. `users` are names by guid; `links` are (note, what it is about); `left` says what was not taken.

    `positions` says in words how the file counts, where that had to be found out.
    """

    name: str
    origin: str = ""
    at: str = ""
    users: dict[str, str] = field(default_factory=dict)
    codes: tuple[Node, ...] = ()
    texts: tuple[Text, ...] = ()
    cases: tuple[Case, ...] = ()
    notes: tuple[Note, ...] = ()
    sets: tuple[Group, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    about: tuple[str, ...] = ()  # the notes on the whole project
    left: tuple[str, ...] = ()
    positions: str = ""
    own: Own = field(default_factory=dict)

    def nodes(self) -> Iterator[tuple[Node, Node | None]]:
        """Every code with the one above it."""
        for node in self.codes:
            yield from node.walk()
