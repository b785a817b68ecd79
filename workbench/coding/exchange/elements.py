"""The XML of an exchange file, element by element: its names, its GUIDs, its instants, and what we wrote beside it."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from workbench.coding.exchange.archive import Archive
from workbench.coding.exchange.values import Own
from workbench.coding.exchange.writing import OWN
from workbench.errors import UnreadableFile
from workbench.messages import _

OURS = "workbench"


@dataclass
class File:
    """What is at hand while one file is read; `left` collects what is not taken."""

    name: str
    root: Any
    archive: Archive | None = None
    users: dict[str, str] = field(default_factory=dict)
    guids: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)

    @property
    def ours(self) -> bool:
        """Whether the file says that it comes from this workbench."""
        return str(self.root.get("origin", "")).startswith(OURS)

    def refuse(self, why: str) -> UnreadableFile:
        """The refusal of the whole file, to be raised."""
        return UnreadableFile(file=self.name, why=why)


def changed(file: str) -> UnreadableFile:
    """What is said of a file whose own part somebody rewrote."""
    return UnreadableFile(file=file, why=_("what the workbench wrote in it was changed"))


def tag_of(element: Any) -> str:
    """An element's name without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(parent: Any, tag: str) -> list[Any]:
    """The elements of that name right under another, none under nothing."""
    return [] if parent is None else [child for child in parent if tag_of(child) == tag]


def below(parent: Any, tag: str) -> Any:
    """The first of them, or None."""
    return next(iter(children(parent, tag)), None)


def text_of(parent: Any, tag: str) -> str:
    """The words of the first of them, empty when there is none."""
    found = below(parent, tag)
    return "" if found is None else "".join(found.itertext())


def plain_guid(guid: str) -> str:
    """A guid in the one form in which two are compared."""
    return guid.strip().strip("{}").lower()


def guid_of(file: File, element: Any) -> str:
    """An element's own guid; raises UnreadableFile when it has none."""
    guid = element.get("guid", "")
    if not guid.strip():
        raise file.refuse(_("a {element} has no GUID").format(element=tag_of(element)))
    return plain_guid(guid)


def guids_in(file: File) -> set[str]:
    """Every guid that the file gives to something."""
    return {
        plain_guid(e.get("guid")) for e in file.root.iter() if tag_of(e) and e.get("guid") and tag_of(e) != "MemberCode"
    }


def target_of(reference: Any) -> str:
    """The guid of what a reference points to."""
    return plain_guid(reference.get("targetGUID", ""))


def note_refs(parent: Any) -> tuple[str, ...]:
    """The guids of the notes on an element."""
    return tuple(map(target_of, children(parent, "NoteRef")))


def own_of(file: File, element: Any) -> Own:
    """What this workbench wrote beside an element, in a file that says that it comes from it.

    Raises UnreadableFile when somebody rewrote it.
    """
    if not file.ours:
        return {}
    for child in element:
        if getattr(child, "target", None) == OWN and not isinstance(child.tag, str):
            try:
                found = json.loads(child.text or "")
            except (ValueError, RecursionError) as why:
                raise changed(file.name) from why
            return found if isinstance(found, dict) else {}
    return {}


def instant(said: str | None) -> str:
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


def user_of(file: File, element: Any) -> str:
    """Who made an element, by name; empty when nobody is said."""
    return file.users.get(plain_guid(element.get("creatingUser", "")), "")
