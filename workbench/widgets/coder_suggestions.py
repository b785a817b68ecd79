"""The proposals for the turn on the screen: asked for one turn at a time, each decided once, by a person."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from workbench.coding.codings import Suggestion
from workbench.coding.excerpts import Excerpt, cut
from workbench.coding.guards import DECOY
from workbench.errors import BadInput
from workbench.messages import _
from workbench.study import machine
from workbench.widgets.coder_desk import Desk, Message

if TYPE_CHECKING:
    from workbench.coding.codings import Coding

MOST = 3  # proposals on the screen at once: more would be read as a list to tick
ASKED = 8  # proposals asked for, so that three are left once those decided are set aside

Place = tuple[int, int, str]
Examples = tuple[list["Coding"], list[tuple[str, str]]]  # codings, and (words, code) refused


class Suggests(Protocol):
    """Whatever proposes codes for excerpts, best first; it may also `learn(text, codes)` and `refuse(text, code)`."""

    def suggest(self, excerpts: Sequence[Excerpt], top: int = MOST) -> list[list[Suggestion]]: ...


class Proposals:
    """What a suggester says of each turn, and what this coder decided of it, now or in an earlier session."""

    def __init__(self, desk: Desk, suggester: Suggests | None = None) -> None:
        self.desk = desk
        self._suggester = suggester
        self._shown: dict[str, Suggestion] = {}
        self._decided_before: set[Place] | None = None

    @property
    def _decided(self) -> set[Place]:
        """Read when first asked for: with suggestions off, nobody needs it."""
        if self._decided_before is None:
            made = self.desk.study.decisions()
            made = made[(made["source"] == self.desk.source.id) & (made["by"] == self.desk.coder)]
            self._decided_before = set(zip(made["start"], made["end"], made["code"], strict=True))
        return self._decided_before

    def examples(self) -> Examples | None:
        """The coder's own codings and refusals to learn from, read from the study; None once the suggester is there.

        Others' are left out: a model shared between coders would make them agree with each other through it.
        """
        if self._suggester is not None:
            return None
        study, desk = self.desk.study, self.desk
        made = study.decisions()
        no = made[(made["by"] == desk.coder) & (made["codebook"] == desk.book.id) & ~made["accepted"]]
        no = no[~no["model"].str.endswith(DECOY)]
        refused = list(zip(no["text"], no["code"], strict=True))
        return study.codings(codebook=desk.book.id, coder=desk.coder), refused

    def excerpt(self, message: Message) -> Excerpt | None:
        """What the page asks about: the passage selected if it says one, else the turn in view, if somebody answers."""
        desk = self.desk
        if "start" in message:
            return desk.excerpt(*desk.span(message))
        return self._turn(message)

    def _turn(self, message: Message) -> Excerpt | None:
        desk = self.desk
        spoken = next((t for t in desk.source.turns if t.n == int(message["turn"]) and not t.asks), None)
        if spoken is None:
            return None
        return cut(desk.source.id, desk.source.text, spoken.start, spoken.end, person=spoken.person)

    def refuse_control(self, message: Message) -> None:
        """Raises BadInput on a turn that was drawn to be coded without suggestions, whoever codes it."""
        turn = self._turn(message)
        if turn is not None and machine.without_suggestion(self.desk.study, turn):
            raise BadInput(why=_("this turn was drawn at random to be coded without suggestions"))

    def think(self, excerpt: Excerpt | None, examples: Examples | None) -> list[Suggestion]:
        """The suggester's proposals for it; touches no store, so that it may run beside the coder's work."""
        if excerpt is None:
            return []
        if self._suggester is None:
            from workbench.coding.suggestions import Suggester, coded_texts

            coded, refused = examples or ([], [])
            self._suggester = Suggester(self.desk.book, coded_texts(coded), refused=refused)
        return self._suggester.suggest([excerpt], top=ASKED)[0]

    def show(self, turn: int, found: Sequence[Suggestion]) -> Message:
        """The answer for the page: at most three that the turn does not bear and nobody decided."""
        left = self._left(found)[:MOST]
        mixed = machine.mixed(self.desk.study, self.desk.book, left)
        left = mixed if self._left(mixed) == mixed else left  # a decoy that was decided does not come again
        self._shown = {f"{s.excerpt.start}-{s.excerpt.end}-{s.code}": s for s in left}
        of = self.desk.units.of
        items = [
            {
                "key": key,
                "code": s.code,
                "score": s.score,
                "because": list(s.because),
                "within": [of(s.within[0]), of(s.within[1])] if _narrower(s) and s.within else None,
            }
            for key, s in self._shown.items()
        ]
        return {"kind": "suggestions", "turn": turn, "items": items}

    def _left(self, found: Sequence[Suggestion]) -> list[Suggestion]:
        return [s for s in found if self._place(s) not in self._decided and s.code not in self._borne(s)]

    def decide(self, message: Message) -> Message:
        """Records the coder's yes or no to a proposal on the screen; a yes adds the coding, unless it was a decoy.

        A yes is about the stretch that the proposal points at, unless `whole` asks for all that was looked at.
        """
        suggestion = self._shown.get(str(message.get("suggestion")))
        if suggestion is None:
            raise BadInput(why=_("this suggestion is no longer on the screen"))
        desk, accepted, given = self.desk, bool(message["accepted"]), suggestion
        if accepted and not message.get("whole") and _narrower(suggestion) and suggestion.within:
            excerpt = cut(desk.source.id, desk.source.text, *suggestion.within, person=suggestion.excerpt.person)
            given = replace(suggestion, excerpt=excerpt)
        coding = desk.study.decide(given, accepted, codebook=desk.book.id, by=desk.coder)
        self._decided.add(self._place(suggestion))
        decided: dict[str, Any] = {"decided": message["suggestion"]}
        if coding is None:
            return {"kind": "decided", **decided}
        if _planted(suggestion):
            reason = _("suggestion planted to see if they are read")
            desk.study.retract_coding(coding.id, by=desk.coder, reason=reason, undoable=False)
            return {
                "kind": "decided",
                **decided,
                "note": _("It was planted wrong on purpose, and is not kept. If this code does fit, put it yourself."),
            }
        return desk.done([coding]) | decided

    def judged(self, message: Message, answer: Message, thread: Executor) -> None:
        """Tells the suggester, in its own thread, what the coder has just put or refused."""
        if message.get("op") == "decide" and answer["kind"] == "decided":
            refused = self._shown.get(str(message["suggestion"]))
            if refused and not _planted(refused):
                thread.submit(self._tell, "refuse", [(refused.excerpt.text, refused.code)])
        elif self._suggester is not None and answer["kind"] == "changed":
            mine = [self.desk.mine.get(str(row[0])) for row in answer["added"]]
            thread.submit(self._tell, "learn", [(c.excerpt.text, [c.code]) for c in mine if c is not None])

    def _tell(self, verb: str, facts: Iterable[tuple[str, Any]]) -> None:
        tell = getattr(self._suggester, verb, None)
        if tell is not None:
            for text, what in facts:
                tell(text, what)

    @staticmethod
    def _place(suggestion: Suggestion) -> Place:
        return suggestion.excerpt.start, suggestion.excerpt.end, suggestion.code

    def _borne(self, suggestion: Suggestion) -> set[str]:
        """The codes that the coder put on this passage or on part of it."""
        e = suggestion.excerpt
        mine = self.desk.mine.values()
        return {c.code for c in mine if c.excerpt.start < e.end and e.start < c.excerpt.end}


def _narrower(suggestion: Suggestion) -> bool:
    return suggestion.within is not None and suggestion.within != (suggestion.excerpt.start, suggestion.excerpt.end)


def _planted(suggestion: Suggestion) -> bool:
    return suggestion.model.endswith(DECOY)
