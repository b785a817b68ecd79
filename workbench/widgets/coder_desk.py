"""One coder at work on one source: takes what the page asks, speaks to the study, gives the page its answer.

Nothing here knows a browser or a kernel: messages are mappings, offsets in them are UTF-16 units.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from workbench.coding.codebooks import checked
from workbench.coding.codings import Coding
from workbench.coding.excerpts import Excerpt, Kind, cut, fits
from workbench.errors import BadInput, UnknownId, WorkbenchError
from workbench.messages import _, ngettext
from workbench.widgets.coder_book import book_of
from workbench.widgets.coder_offsets import Units

if TYPE_CHECKING:
    from workbench.study import SourceRecord, Study

Message = dict[str, Any]
Verb = Callable[[Message], Message]
log = logging.getLogger(__name__)


class Desk:
    """A coder's session on one source. `revision` counts the changes that the store has acknowledged since it began.

    `blind` keeps the others' codings away even where the study would show them. Raises UnknownId, Altered for a text
    that is no longer the one its sha256 names, and BadCodebook for a codebook with a cycle or two codes of one name.
    """

    def __init__(self, study: "Study", source: "SourceRecord", codebook: str, coder: str, *, blind: bool) -> None:
        self.study = study
        self.source = source
        self.book = checked(study.codebook(codebook))
        self.coder = coder
        self.blind = blind
        self.units = Units(source.text)
        self.revision = 0
        self.others = True  # shown unless coding is blind: independence is asked for, not met by chance
        self.curtain = study.curtain(source.id, self.book.id, coder)
        self.mine: dict[str, Coding] = {}
        self.verbs: dict[str, Verb] = {
            "ping": lambda _message: {"kind": "pong"},
            "open": self._open,
            "others": self._others,
            "read": self._read,
            "code": self._code,
            "revise": self._revise,
            "retract": self._retract,
            "undo": lambda _message: self._step(back=True),
            "redo": lambda _message: self._step(back=False),
        }

    def answer(self, message: Message) -> Message:
        """The answer to one message; a refusal is an answer too: {"kind": "refused", "why": one sentence}."""

        def act() -> Message:
            verb = self.verbs.get(str(message.get("op")))
            if verb is None:
                raise BadInput(why=_("the page asked for something unknown"))
            return verb(message)

        return guarded(message, act)

    def row(self, coding: Coding) -> list[str | int]:
        """A coding as the page knows it: id, start, end (UTF-16), code, coder, instant, memo, origin, version."""
        start, end = self.units.of(coding.excerpt.start), self.units.of(coding.excerpt.end)
        who = (coding.coder, coding.created, coding.memo, str(coding.origin), coding.version)
        return [coding.id, start, end, coding.code, *who]

    def span(self, message: Message) -> tuple[int, int]:
        """The message's `start` and `end` in code points; raises BadSpan."""
        return self.units.point(int(message["start"])), self.units.point(int(message["end"]))

    def excerpt(self, start: int, end: int) -> Excerpt:
        """The excerpt [start, end) in code points, as this source's kind makes it; raises BadSpan, BadInput."""
        kind = Kind.SPEECH if self.source.kind == "interview" else Kind.DOCUMENT
        excerpt = cut(self.source.id, self.source.text, start, end, kind=kind)
        if any(turn.asks and turn.start <= start and end <= turn.end for turn in self.source.turns):
            raise BadInput(why=_("the interviewer’s questions are not coded"))
        return excerpt

    def done(
        self,
        added: Iterable[Coding] = (),
        removed: Iterable[Coding] = (),
        *,
        titles: tuple[str, str] | None = None,
        **more: Any,
    ) -> Message:
        """The answer after the store acknowledged a change; every change of the session passes here.

        `titles` say what the next undo and redo would do; without them, the change is new: it can be undone.
        """
        shown, gone = [c for c in added if self._here(c)], list(removed)
        for coding in gone:
            self.mine.pop(coding.id, None)
        self.mine |= {coding.id: coding for coding in shown if coding.coder == self.coder}
        self.revision += 1
        return {
            "kind": "changed",
            "added": [self.row(c) for c in shown],
            "removed": [c.id for c in gone],
            **self._counts(titles or (True, False)),
            **more,
        }

    def changed(self, **more: Any) -> Message:
        """What an answer carries when the codebook has a new version."""
        self.book = self.study.codebook(self.book.id)
        return {"book": book_of(self.book), **more}

    def _here(self, coding: Coding) -> bool:
        """Whether a coding is on this screen: of this text and codebook, and the coder's own or shown."""
        placed = coding.excerpt.source == self.source.id and coding.codebook == self.book.id
        return placed and (coding.coder == self.coder or (self.others and not self.hidden))

    @property
    def hidden(self) -> bool:
        """Whether the others' codings must not be seen from here."""
        return self.blind or self.curtain.hidden

    def _counts(self, titles: tuple[str | bool, str | bool]) -> Message:
        return {"revision": self.revision, "saved": len(self.mine), "undo": titles[0], "redo": titles[1]}

    def _open(self, _message: Message) -> Message:
        self._look()
        if self.others and not self.hidden:
            found = self.study.visible_codings(self.source.id, self.book.id, self.coder)
        else:
            found = self.study.codings(self.source.id, self.book.id, self.coder)
        sound = [c for c in found if fits(c.excerpt, self.source.text)]
        self.mine = {c.id: c for c in sound if c.coder == self.coder}
        return {
            "kind": "all",
            "rows": [self.row(c) for c in sound],
            "read": sorted(self.study.turns_read(self.source.id, self.coder)),
            "others": self.others and not self.hidden,
            "why": _astray(len(found) - len(sound)),
            **self._counts(self.study.undoable(self.coder)),
        }

    def _look(self) -> None:
        """Whether the others have finished meanwhile."""
        self.curtain = self.study.curtain(self.source.id, self.book.id, self.coder)

    def _others(self, message: Message) -> Message:
        self._look()
        if message.get("on") and self.hidden:
            raise BadInput(why=_("this interview is coded blind: the others’ codings stay hidden until all are done"))
        self.others = bool(message.get("on"))
        return self._open(message)

    def _read(self, message: Message) -> Message:
        read = self.study.mark_read(self.source.id, [int(n) for n in message["turns"]], by=self.coder)
        return {"kind": "read", "read": sorted(read)}

    def _code(self, message: Message) -> Message:
        start, end = self.span(message)
        excerpt = self.excerpt(start, end)
        there = {c.code for c in self.mine.values() if c.excerpt.start == start and c.excerpt.end == end}
        codes = [code for code in dict.fromkeys(map(str, message["codes"])) if code not in there]
        if not codes:
            raise BadInput(why=_("this passage bears this code already"))
        version = self.book.version
        new = [Coding(excerpt, self.book.id, code, self.coder, version=version) for code in codes]
        return self.done(self.study.add_codings(new, by=self.coder))

    def own(self, message: Message) -> Coding:
        """The coder's coding that the message names; raises UnknownId."""
        coding = self.mine.get(str(message.get("coding")))
        if coding is None:
            raise UnknownId(what=_("coding of yours"), id=message.get("coding"))
        return coding

    def _retract(self, message: Message) -> Message:
        coding = self.own(message)
        self.study.retract_coding(coding.id, by=self.coder)
        return self.done(removed=[coding])

    def _revise(self, message: Message) -> Message:
        """Other limits or another memo: a record is never rewritten, a new one takes its place."""
        old = self.own(message)
        values: dict[str, Any] = {}
        if "start" in message:
            values["start"], values["end"] = self.span(message)
            self.excerpt(values["start"], values["end"])
        if "memo" in message:
            values["memo"] = str(message["memo"]).strip()
        new = self.study.revise_coding(old.id, by=self.coder, **values)
        return self.done([new], [] if new.id == old.id else [old])

    def _step(self, *, back: bool) -> Message:
        step = (self.study.undo if back else self.study.redo)(by=self.coder)
        titles = self.study.undoable(self.coder)
        if not step.done:  # nothing left, or another coder built on it: that act is stepped over
            return {"kind": "refused", "why": step.sentence, "titles": titles}
        book = self.changed() if step.codebook == self.book.id else {}
        return self.done(step.added, step.removed, titles=titles, said=step.sentence, **book)


def _astray(n: int) -> str:
    """What is said of codings whose words no longer stand at their place."""
    if not n:
        return ""
    return ngettext(
        "{n} coding lies outside the text or on other words than its own; it is not shown, and stays in the study.",
        "{n} codings lie outside the text or on other words than theirs; they are not shown, and stay in the study.",
        n,
    ).format(n=n)


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
