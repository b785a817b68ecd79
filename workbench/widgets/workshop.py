"""The workshop's screen: one finding at a time, in large letters, and an answer that is on disk before it is "saved".

The browser says only which finding is answered, how, in which words and with which code; what was shown (version and
hash of the wording) is taken from the release, and who holds a code is not known here at all. Before a code is
accepted, no finding reaches the browser.
"""

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets

from workbench.errors import BadInput, UnknownCode
from workbench.findings.pictograms import PATHS
from workbench.findings.reviews import Position, Review
from workbench.findings.rights import Say
from workbench.findings.tally import tally
from workbench.messages import _, language
from workbench.people import Audience, Voice
from workbench.widgets.esm import composed
from workbench.widgets.guard import guarded
from workbench.widgets.inbox import append_line, positions
from workbench.widgets.workshop_words import words

LONGEST = 40_000  # code points of one answer: five thousand words pass, and no answer fills a disk
HIDDEN = {"version", "wording"}  # of a finding: what an answer must carry stays on this side
GROUP = "groupe"
COMMON = ("dom", "keys")
OWN = ("tools", "keeping", "voice", "entrance", "finding", "answering", "mine", "sending", "screen")


class Release(Protocol):
    """What a workshop needs of an open release, as `workbench.publishing.reader.Bundle` gives it."""

    @property
    def title(self) -> str: ...
    @property
    def workshop(self) -> Sequence[dict[str, Any]]: ...


class Member(Protocol):
    """Somebody whose code was accepted."""

    @property
    def handle(self) -> str: ...
    @property
    def facilitator(self) -> bool: ...
    @property
    def voice(self) -> str: ...
    @property
    def own(self) -> list[dict[str, Any]]: ...


class Gate(Protocol):
    """Who may come in, as `workbench.publishing.workshop_reader.Session` gives it."""

    @property
    def id(self) -> str: ...
    @property
    def gated(self) -> bool: ...
    @property
    def expected(self) -> int: ...
    def over(self) -> str: ...
    def enter(self, code: str) -> Member: ...
    def member(self, code: str) -> Member: ...
    def earlier(self, finding: str, shown: str) -> tuple[int, str] | None: ...


class Workshop(anywidget.AnyWidget):
    """The findings to review and their words. Messages `{op: …}` come in; each is answered with a kind and its id."""

    _esm = composed(*(f"common/{name}.js" for name in COMMON), *(f"workshop/{name}.js" for name in OWN))
    _css = Path(__file__).with_suffix(".css")

    title = traitlets.Unicode().tag(sync=True)
    findings: traitlets.List[Any] = traitlets.List().tag(sync=True)  # id, theme, statement, plain, quotes, chart…
    session = traitlets.Unicode().tag(sync=True)
    gated = traitlets.Bool().tag(sync=True)
    longest = traitlets.Int(LONGEST).tag(sync=True)
    pictures = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)

    def __init__(self, bundle: Release, inbox: Path, gate: Gate | None = None) -> None:
        self._inbox = inbox
        self._gate = gate if gate is not None and gate.gated else None
        self._shown = {finding["id"]: finding for finding in bundle.workshop}
        self._wrong = 0
        super().__init__(
            title=bundle.title,
            findings=[] if self._gate else self._told(),
            session=self._gate.id if self._gate else "",
            gated=self._gate is not None,
            pictures={position.value: path for position, path in PATHS.items()},
            words=words(),
            lang=language(),
        )
        self.on_msg(self._received)

    def __repr__(self) -> str:
        return f"Workshop({len(self._shown)} findings)"

    def _told(self) -> list[dict[str, Any]]:
        return [{k: v for k, v in f.items() if k not in HIDDEN} for f in self._shown.values()]

    def _received(self, _widget: object, message: Any, _buffers: object) -> None:
        asked = message if isinstance(message, dict) else {}
        answer = str(asked.get("answer", ""))
        acts: dict[object, Callable[[Any], None]] = {
            "enter": self._enter,
            "tally": self._tally,
            "quote": self._quote,
        }

        def refuse(sentence: str) -> None:
            if sentence:
                kind = "shut" if asked.get("op") == "enter" else "refused"
                self.send({"kind": kind, "answer": answer, "why": sentence})

        op = asked.get("op")
        guarded(acts.get(op, self._answer) if isinstance(op, str) else self._answer, refuse)(message)

    def _enter(self, message: Any) -> None:
        """Lets somebody in: their findings go to the browser, and their own quotes."""
        if self._gate is None:
            raise BadInput(why=_("this workshop has no codes"))
        try:
            member = self._gate.enter(str(message.get("code", "")))
        except UnknownCode:
            self._wrong += 1
            time.sleep(min(self._wrong, 10) * 0.2)  # whoever guesses waits longer each time
            raise
        self._wrong = 0
        self.findings = self._told()
        own = [one | {"said": self._said(member, one)} for one in member.own]
        self.send({"kind": "welcome", "facilitator": member.facilitator, "voice": member.voice, "own": own})

    def _said(self, member: Member, quote: Mapping[str, Any]) -> dict[str, str]:
        """What the person answered on one of their quotes, for each audience: as the study had it."""
        return {audience: str(meant.get("said", "")) for audience, meant in quote.get("meant", {}).items()}

    def _answer(self, message: Any) -> None:
        review = self.review(message)
        append_line(self._inbox, asdict(review))
        late = self._gate is not None and bool(self._gate.over())
        self.send({"kind": "late" if late else "saved", "answer": review.answer_id, "finding": review.finding})

    def review(self, message: Any) -> Review:
        """The review that a message asks for; raises BadInput when it is not one that this screen can send."""
        if not isinstance(message, dict) or message.get("op") != "answer" or message.get("confirmed") is not True:
            raise BadInput(why=_("this is not an answer that was read back and confirmed"))
        key = message.get("finding", "")
        shown = self._shown.get(key) if isinstance(key, str) else None
        if shown is None or message.get("position") not in set(Position):
            raise BadInput(why=_("this answer does not belong to a finding of this workshop"))
        reviewer, voice = self._giver(message)
        version, wording = self._words_seen(shown, str(message.get("shown", "")))
        return Review(
            finding=shown["id"],
            version=version,
            wording=wording,
            reviewer=reviewer,
            voice=voice,
            position=Position(message["position"]),
            words=_own_words(message),
            session=self._session(message),
            at=_now(),
            written_by=str(message.get("writer", ""))[:80] or "self",
            read_back=True,
            answer_id=_identity(message.get("answer")),
        )

    def _session(self, message: Mapping[str, Any]) -> str:
        if self._gate is not None:
            return self._gate.id
        return str(message.get("session", ""))[:80] or datetime.now(UTC).date().isoformat()

    def _giver(self, message: Mapping[str, Any]) -> tuple[str, str]:
        """Under which name and voice an answer is written down."""
        if self._gate is not None:
            member = self._gate.member(str(message.get("code", "")))
            return (GROUP if member.facilitator else member.handle), member.voice
        if message.get("voice") not in set(Voice) - {Voice.AUTHOR}:
            raise BadInput(why=_("this answer does not belong to a finding of this workshop"))
        return _reviewer(message), Voice(message["voice"]).value

    def _words_seen(self, shown: Mapping[str, Any], mark: str) -> tuple[int, str]:
        """The version that somebody had before them: the release’s, or the earlier one that their screen names."""
        if not mark or str(shown["wording"]).startswith(mark):
            return shown["version"], shown["wording"]
        found = self._gate.earlier(shown["id"], mark) if self._gate is not None else None
        if found is None:
            raise BadInput(why=_("the words of this finding have changed since; read them again, your own are kept"))
        return found

    def _quote(self, message: Any) -> None:
        """What somebody says of one of their own quotes, for one audience."""
        if self._gate is None or message.get("confirmed") is not True:
            raise BadInput(why=_("this is not an answer that was read back and confirmed"))
        member = self._gate.member(str(message.get("code", "")))
        if message.get("quote") not in {one["id"] for one in member.own}:
            raise BadInput(why=_("this quote is not yours"))
        if message.get("say") not in set(Say) or message.get("audience") not in {Audience.T2, Audience.T3}:
            raise BadInput(why=_("this is not an answer that was read back and confirmed"))
        said = _own_words(message)
        if message["say"] == Say.CHANGED and not said:
            raise BadInput(why=_("a quote that is to be changed comes with the words that may be read instead"))
        line = {
            "kind": "quote",
            "session": self._gate.id,
            "reviewer": member.handle,
            "excerpt": message["quote"],
            "audience": message["audience"],
            "answer": message["say"],
            "words": said,
            "at": _now(),
            "written_by": str(message.get("writer", ""))[:80] or "self",
            "read_back": True,
            "answer_id": _identity(message.get("answer")),
        }
        append_line(self._inbox, line)
        self.send({"kind": "late" if self._gate.over() else "saved", "answer": line["answer_id"]})

    def _tally(self, message: Any) -> None:
        """What the facilitator may show the room of its votes; nothing before everybody has answered."""
        if self._gate is None or not self._gate.member(str(message.get("code", ""))).facilitator:
            raise BadInput(why=_("only the facilitator’s screen shows how the room answered"))
        shown = self._shown.get(str(message.get("finding", "")))
        if shown is None:
            raise BadInput(why=_("this answer does not belong to a finding of this workshop"))
        stand = positions(self._inbox, self._gate.id, shown["id"], shown["version"])
        seen = tally(stand.values(), self._gate.expected, everybody_in=message.get("everybody") is True)
        lines = [{"position": position.value, "said": said} for position, said in seen.lines]
        told = {"kind": "tally", "finding": shown["id"], "open": seen.open, "why": seen.why, "lines": lines}
        self.send(told)


def _own_words(message: Mapping[str, Any]) -> str:
    said = str(message.get("words", "")).strip()
    if len(said) > LONGEST:
        raise BadInput(why=_("an answer holds at most {longest} characters").format(longest=LONGEST))
    return said.replace("\0", "").encode("utf-8", "replace").decode("utf-8")  # half a pair is no text for a database


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _reviewer(message: Mapping[str, Any]) -> str:
    """Who answers without a code of this workshop: the group, the name that was typed, or one for this screen alone."""
    if message.get("group") is True:
        return GROUP
    code = str(message.get("reviewer", "")).strip()[:40]
    return code or f"anonyme-{_identity(message.get('screen'))[:8]}"


def _identity(value: object) -> str:
    """The identity chosen by the screen, so that one answer sent twice stays one; anything else gets a new one."""
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:
        return str(uuid.uuid4())


def workshop(bundle: Release, inbox: Path, gate: Gate | None = None) -> Workshop:
    """The screen on which a release's findings are reviewed; answers are added to `inbox/answers.jsonl`."""
    return Workshop(bundle, inbox, gate)
