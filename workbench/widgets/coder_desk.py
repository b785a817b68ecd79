"""One coder at work on one source: takes what the page asks, speaks to the study, gives the page its answer.

Nothing here knows a browser or a kernel: messages are mappings, offsets in them are UTF-16 units.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.coding.codings import Coding
from workbench.coding.excerpts import Kind, cut
from workbench.errors import BadInput, UnknownId, WorkbenchError
from workbench.messages import _
from workbench.widgets.coder_history import Act, History
from workbench.widgets.coder_offsets import Units

if TYPE_CHECKING:
    from workbench.study import SourceRecord, Study

Message = dict[str, Any]
log = logging.getLogger(__name__)


class Desk:
    """A coder's session. `revision` counts the changes that the store has acknowledged since it began."""

    def __init__(self, study: "Study", source: "SourceRecord", codebook: str, coder: str) -> None:
        self.study = study
        self.source = source
        self.book = study.codebook(codebook)
        self.coder = coder
        self.units = Units(source.text)
        self.history = History()
        self.revision = 0
        self.read: set[int] = set()
        self.others = False
        self.mine: dict[str, Coding] = {c.id: c for c in study.codings(source.id, self.book.id, coder)}
        self._verbs: dict[str, Callable[[Message], Message]] = {
            "open": self._open,
            "code": self._code,
            "retract": self._retract,
            "memo": self._memo,
            "undo": lambda _message: self._step(back=True),
            "redo": lambda _message: self._step(back=False),
            "read": self._read,
            "others": self._others,
        }

    def answer(self, message: Message) -> Message:
        """The answer to one message; a refusal is an answer too: {"kind": "refused", "why": one sentence}."""

        def act() -> Message:
            verb = self._verbs.get(str(message.get("op")))
            if verb is None:
                raise BadInput(why=_("the page asked for something unknown"))
            return verb(message)

        return guarded(message, act)

    def row(self, coding: Coding) -> list[str | int]:
        """A coding as the page knows it: id, start, end (UTF-16), code, coder, instant, memo, origin."""
        start, end = self.units.of(coding.excerpt.start), self.units.of(coding.excerpt.end)
        return [coding.id, start, end, coding.code, coding.coder, coding.created, coding.memo, str(coding.origin)]

    def done(self, added: Iterable[Coding] = (), removed: Iterable[Coding] = (), *, undoable: bool = True) -> Message:
        """The answer after the store acknowledged a change; every change of the session passes here."""
        added, removed = list(added), list(removed)
        for coding in removed:
            self.mine.pop(coding.id, None)
        self.mine |= {coding.id: coding for coding in added}
        if undoable:
            self.history.did(Act(tuple(added), tuple(removed)))
        self.revision += 1
        return {
            "kind": "changed",
            "added": [self.row(c) for c in added],
            "removed": [c.id for c in removed],
            **self._counts(),
        }

    def _counts(self) -> Message:
        return {
            "revision": self.revision,
            "saved": len(self.mine),
            "undo": self.history.can_undo,
            "redo": self.history.can_redo,
        }

    def _open(self, _message: Message) -> Message:
        found = self.study.codings(self.source.id, self.book.id)
        self.mine = {c.id: c for c in found if c.coder == self.coder}
        shown = found if self.others else list(self.mine.values())
        return {"kind": "all", "rows": [self.row(c) for c in shown], "read": sorted(self.read), **self._counts()}

    def _others(self, message: Message) -> Message:
        self.others = bool(message.get("on"))
        return self._open(message)

    def _read(self, message: Message) -> Message:
        self.read |= {int(n) for n in message["turns"]}
        return {"kind": "read", "read": sorted(self.read)}

    def _code(self, message: Message) -> Message:
        start, end = self.units.point(int(message["start"])), self.units.point(int(message["end"]))
        kind = Kind.SPEECH if self.source.kind == "interview" else Kind.DOCUMENT
        excerpt = cut(self.source.id, self.source.text, start, end, kind=kind)
        if any(turn.asks and turn.start <= start and end <= turn.end for turn in self.source.turns):
            raise BadInput(why=_("the interviewer’s questions are not coded"))
        there = {c.code for c in self.mine.values() if (c.excerpt.start, c.excerpt.end) == (start, end)}
        codes = [code for code in dict.fromkeys(map(str, message["codes"])) if code not in there]
        if not codes:
            raise BadInput(why=_("this passage bears this code already"))
        return self.done(
            self.study.add_codings(
                [Coding(excerpt, self.book.id, code, self.coder, version=self.book.version) for code in codes],
                by=self.coder,
            )
        )

    def _own(self, message: Message) -> Coding:
        coding = self.mine.get(str(message.get("coding")))
        if coding is None:
            raise UnknownId(what=_("coding of yours"), id=message.get("coding"))
        return coding

    def _retract(self, message: Message) -> Message:
        coding = self._own(message)
        self.study.retract_coding(coding.id, by=self.coder)
        return self.done(removed=[coding])

    def _memo(self, message: Message) -> Message:
        """A memo belongs to the coding's record, which is never rewritten: a new record takes the old one's place."""
        old = self._own(message)
        fresh = replace(old, id="", created="", memo=str(message.get("memo", "")).strip())
        new = self.study.add_coding(fresh, by=self.coder)
        try:
            self.study.retract_coding(old.id, by=self.coder, reason="memo")
        except Exception:
            self.study.retract_coding(new.id, by=self.coder, reason="memo")  # never both at once
            raise
        return self.done([new], [old])

    def _step(self, *, back: bool) -> Message:
        act = self.history.last(back=back)
        if act is None:
            raise BadInput(why=_("there is nothing left to undo") if back else _("there is nothing left to redo"))
        for coding in act.removed:
            self.study.restore_coding(coding.id, by=self.coder)
        for coding in act.added:
            self.study.retract_coding(coding.id, by=self.coder, reason="undo")
        self.history.moved(back=back)
        return self.done(act.removed, act.added, undoable=False)


def guarded(message: Message, act: Callable[[], Message]) -> Message:
    """What the act answers, or its refusal in one sentence; never a traceback, which could quote the interview."""
    re = {"re": message.get("id")}
    try:
        return {**act(), **re}
    except WorkbenchError as no:
        return {"kind": "refused", "why": str(no), **re}
    except Exception as failure:
        name = type(failure).__name__
        log.warning("the coding screen could not do %r: %s", message.get("op"), name)
        why = _("Not saved: the study could not do it ({name}); what you did is still on the screen, try again.")
        return {"kind": "refused", "why": why.format(name=name), **re}
