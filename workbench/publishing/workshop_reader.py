"""What a workshop's page knows of its release: who a code lets in, until when, and what it shows besides the findings.

Standard library and the reader alone, like every page. A release without `workshop.json` takes answers without codes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.errors import UnknownCode, WorkshopOver
from workbench.publishing import workshop_codes
from workbench.publishing.manifest import WORKSHOP, read_json
from workbench.publishing.reader import Bundle, find, inbox, open_folder
from workbench.publishing.words import day
from workbench.publishing.workshop_names import chart_id

PAGE = "workshop"
CLOSED = "closed.json"  # what the evaluators put into the inbox when they end a workshop
EARLIER = "earlier"


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """Somebody whose code was accepted: the handle under which answers are written down, and their own quotes."""

    handle: str
    facilitator: bool
    voice: str
    own: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Session:
    """An open workshop. `data` is its `workshop.json`, None when the release takes answers without codes."""

    bundle: Bundle
    folder: Path
    inbox: Path
    data: dict[str, Any] | None = field(repr=False)
    _known: dict[str, Member] = field(default_factory=dict, repr=False, compare=False)

    @property
    def title(self) -> str:
        """What the workshop is called."""
        return str(self.data["title"]) if self.data else self.bundle.title

    @property
    def id(self) -> str:
        """What answers are given in: the workshop's name, or nothing."""
        return str(self.data["id"]) if self.data else ""

    @property
    def gated(self) -> bool:
        """Whether one enters with a code."""
        return self.data is not None

    @property
    def expected(self) -> int:
        """How many participants hold a code; 0 when nobody does."""
        return sum(code["role"] == "participant" for code in self.data["codes"]) if self.data else 0

    @property
    def workshop(self) -> list[dict[str, Any]]:
        """Each finding as it is shown: words, chart, quotes, glossary, how its plain wording may be called."""
        drawn = {figure["id"]: figure for figure in self.bundle.figures}
        data: Mapping[str, Any] = self.data or {}
        order: list[str] = data.get("order", [])
        return [
            one
            | _chart(drawn.get(chart_id(one["id"])))
            | {
                "shown": one["wording"][:16],
                "label": data.get("labels", {}).get(one["id"], ""),
                "glossary": data.get("glossary", {}).get(one["id"], {}),
                "changed": data.get("changed", {}).get(one["id"], []),
            }
            for one in sorted(self.bundle.workshop, key=lambda one: order.index(one["id"]) if order else 0)
        ]

    def over(self) -> str:
        """The day on which this workshop ended, in words; nothing while it is open."""
        if self.data is None:
            return ""
        try:
            closed = json.loads((self.inbox / CLOSED).read_text("utf-8"))
            if closed.get(self.id):
                return day(str(closed[self.id]))
        except (OSError, ValueError, AttributeError):
            pass  # nobody has closed anything
        expires = str(self.data["expires"])
        return day(expires) if datetime.fromisoformat(expires) <= datetime.now(UTC) else ""

    def enter(self, code: str) -> Member:
        """Who this code lets in; raises WorkshopOver, or UnknownCode after the time that one try takes."""
        if self.data is None:
            raise UnknownCode()
        if ended := self.over():
            raise WorkshopOver(day=ended)
        return self.member(code)

    def member(self, code: str) -> Member:
        """The same, also when the workshop is over: an answer that comes late is kept under its giver's handle."""
        if code in self._known:  # on the way of every answer: the slow derivation is for whoever comes in
            return self._known[code]
        opened = workshop_codes.found(code, self.data["salt"], self.data["codes"]) if self.data else None
        if opened is None:
            raise UnknownCode()
        entry, keys = opened
        own = workshop_codes.unsealed(entry["sealed"], keys) if entry.get("sealed") else []
        member = Member(str(entry["handle"]), entry["role"] == "facilitator", str(entry["voice"]), own)
        return self._known.setdefault(code, member)

    def earlier(self, finding: str, shown: str) -> tuple[int, str] | None:
        """The version and wording that begin with this mark, of a finding reworded since somebody read it."""
        known = (self.data or {}).get(EARLIER, {}).get(finding, [])
        return next(((int(version), str(word)) for version, word in known if word[:16] == shown), None)


def _chart(figure: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"chart": {"svg": figure["svg"], "caption": figure["caption"]} if figure else None}


def open_session() -> Session:
    """The workshop that is being served; raises BundleBroken in one sentence when there is none or it was changed."""
    return session(find(PAGE), inbox())


def session(folder: Path, box: Path) -> Session:
    """The workshop in a release's folder, with the inbox that takes its answers; raises BundleBroken."""
    bundle = open_folder(folder, PAGE)
    data = read_json(folder, WORKSHOP) if WORKSHOP in bundle.manifest.files else None
    return Session(bundle, folder, box, data)
