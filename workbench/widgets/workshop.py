"""The workshop's screen: one finding at a time, in large letters, and an answer that is on disk before it is "saved".

The browser says only which finding is answered, how, in which words and by whom; what was shown (version and hash
of the wording) is taken from the release, so that an answer can never be tied to other words than those read.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets

from workbench.errors import BadInput
from workbench.findings.reviews import Position, Review
from workbench.messages import _, language
from workbench.people import Voice
from workbench.widgets.guard import guarded
from workbench.widgets.inbox import append
from workbench.widgets.workshop_words import words

LONGEST = 4000  # code points of one answer; a screen page of one's own words, and no way to fill a disk


class Release(Protocol):
    """What a workshop needs of an open release, as `workbench.publishing.reader.Bundle` gives it."""

    @property
    def title(self) -> str: ...
    @property
    def workshop(self) -> Sequence[dict[str, Any]]: ...


class Workshop(anywidget.AnyWidget):
    """The findings to review and their words; messages `{op: "answer", …}` come in, `saved` or `refused` go out."""

    _esm = Path(__file__).with_suffix(".js")
    _css = Path(__file__).with_suffix(".css")

    title = traitlets.Unicode().tag(sync=True)
    findings: traitlets.List[Any] = traitlets.List().tag(sync=True)  # id, theme, statement, plain, quotes
    words = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)

    def __init__(self, bundle: Release, inbox: Path) -> None:
        self._inbox = inbox
        self._shown = {finding["id"]: finding for finding in bundle.workshop}
        super().__init__(
            title=bundle.title,
            findings=[{k: v for k, v in f.items() if k not in {"version", "wording"}} for f in self._shown.values()],
            words=words(),
            lang=language(),
        )
        self.on_msg(self._received)

    def __repr__(self) -> str:
        return f"Workshop({len(self.findings)} findings)"

    def _received(self, _widget: object, message: Any, _buffers: object) -> None:
        answer = str(message.get("answer", "")) if isinstance(message, dict) else ""

        def refuse(sentence: str) -> None:
            if sentence:
                self.send({"kind": "refused", "answer": answer, "why": sentence})

        guarded(self._answer, refuse)(message)

    def _answer(self, message: Any) -> None:
        review = self.review(message)
        append(self._inbox, review)
        self.send({"kind": "saved", "answer": review.answer_id, "finding": review.finding})

    def review(self, message: Any) -> Review:
        """The review that a message asks for; raises BadInput when it is not one that this screen can send."""
        if not isinstance(message, dict) or message.get("op") != "answer" or message.get("confirmed") is not True:
            raise BadInput(why=_("this is not an answer that was read back and confirmed"))
        shown = self._shown.get(message.get("finding", ""))
        positions, voices = set(Position), set(Voice) - {Voice.AUTHOR}
        if shown is None or message.get("position") not in positions or message.get("voice") not in voices:
            raise BadInput(why=_("this answer does not belong to a finding of this workshop"))
        said = str(message.get("words", "")).strip()
        if len(said) > LONGEST:
            raise BadInput(why=_("an answer holds at most {longest} characters").format(longest=LONGEST))
        return Review(
            finding=shown["id"],
            version=shown["version"],
            wording=shown["wording"],
            reviewer=_reviewer(message),
            voice=Voice(message["voice"]).value,
            position=Position(message["position"]),
            words=said,
            session=str(message.get("session", ""))[:80] or datetime.now(UTC).date().isoformat(),
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            written_by=str(message.get("writer", ""))[:80] or "self",
            read_back=True,
            answer_id=_identity(message.get("answer")),
        )


def _reviewer(message: dict[str, Any]) -> str:
    """Who answers: the group, the code that the person was given, or one made for this screen and nobody else."""
    if message.get("group") is True:
        return "groupe"
    code = str(message.get("reviewer", "")).strip()[:40]
    return code or f"anonyme-{_identity(message.get('screen'))[:8]}"


def _identity(value: object) -> str:
    """The identity chosen by the screen, so that one answer sent twice stays one; anything else gets a new one."""
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:
        return str(uuid.uuid4())


def workshop(bundle: Release, inbox: Path) -> Workshop:
    """The screen on which a release's findings are reviewed; answers are added to `inbox/answers.jsonl`."""
    return Workshop(bundle, inbox)
