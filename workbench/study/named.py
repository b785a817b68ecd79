"""Who may be named in an interview that comes in: in its text, in its file's name, or beside its text in the file."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import NamesLeft
from workbench.intake.documents import Document
from workbench.intake.identifiers import Proposal, propose
from workbench.intake.unread import unread
from workbench.messages import _, ngettext

SHOWN = 3  # places named for each kind


@dataclass(frozen=True, slots=True)
class Named:
    """What was proposed: each direct identifier's kind with the place where it stands, and how many indirect ones.

    `more` says what the file holds besides its text that may name somebody; empty when it holds nothing of the kind.
    `stem` is what the text is called in the study: the file's name, unless that names somebody.
    """

    file: str
    places: tuple[tuple[str, str], ...]  # (kind, where), never the words
    quasi: int
    stem: str
    more: str = ""

    @property
    def direct(self) -> int:
        """How many direct identifiers there are."""
        return len(self.places)

    def refuse(self, study: Path) -> None:
        """Raises NamesLeft with how many identifiers of which kind stand where, and what to do."""
        cure = _(
            "decide on each one on the screen of notebook 1 (workbench lab {study}), list them with: workbench"
            " pseudonymise {file}, or, if they are decided already, add --names-decided"
        )
        raise NamesLeft(file=self.file, found=self.told(), cure=cure.format(study=study, file=shlex.quote(self.file)))

    def told(self) -> str:
        """ "3 first names (ligne 2, ligne 5…), 1 telephone number (ligne 5)"."""
        parts = []
        for kind in dict.fromkeys(kind for kind, _where in self.places):
            here = [where for this, where in self.places if this == kind]
            shown = list(dict.fromkeys(where for where in here if where))
            where = ", ".join(shown[:SHOWN]) + ("…" if len(shown) > SHOWN else "")
            parts.append(counted(kind, len(here)) + (f" ({where})" if where else ""))
        return ", ".join(parts)


def look(document: Document, original: bytes) -> Named:
    """What is proposed in an interview before it enters. A label in square brackets is nobody's name any more."""
    found = propose(document.text)
    places = [(p.kind, document.where(p.start)) for p in found if p.direct]
    stem = Path(document.name).stem
    if _direct(propose(stem.replace("_", " "))):
        stem = _("interview")
    besides = unread(document.name, original)
    more = _("it also holds comments or deleted words") if besides.words else ""
    if not more and _direct([p for said in besides.about for p in propose(said)]):
        more = _("it also names its author")
    return Named(document.name, tuple(places), sum(not p.direct for p in found), stem, more)


def _direct(proposals: Sequence[Proposal]) -> bool:
    return any(p.direct for p in proposals)


def counted(kind: str, n: int) -> str:
    """So many direct identifiers of a kind, in words."""
    match kind:
        case "first_name":
            said = ngettext("{n} first name", "{n} first names", n)
        case "name":
            said = ngettext("{n} name", "{n} names", n)
        case "phone":
            said = ngettext("{n} telephone number", "{n} telephone numbers", n)
        case "email":
            said = ngettext("{n} e-mail address", "{n} e-mail addresses", n)
        case "address":
            said = ngettext("{n} postal address", "{n} postal addresses", n)
        case "birth_date":
            said = ngettext("{n} date of birth", "{n} dates of birth", n)
        case _:
            said = ngettext("{n} personal number", "{n} personal numbers", n)
    return said.format(n=n)
