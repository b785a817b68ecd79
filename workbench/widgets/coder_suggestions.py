"""The proposals for the turn on the screen: asked for one turn at a time, each decided once, by a person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from workbench.coding.codings import Suggestion
from workbench.coding.excerpts import Excerpt, cut
from workbench.errors import BadInput
from workbench.messages import _
from workbench.widgets.coder_desk import Desk, Message

if TYPE_CHECKING:
    from workbench.coding.codings import Coding

MOST = 3  # proposals on the screen at once: more would be read as a list to tick
ASKED = 8  # proposals asked for, so that three are left once those decided are set aside

Place = tuple[int, int, str]


class Suggests(Protocol):
    """Whatever proposes codes for excerpts, best first."""

    def suggest(self, excerpts: Sequence[Excerpt], top: int = MOST) -> list[list[Suggestion]]: ...


class Proposals:
    """What a suggester says of each turn, and what this coder decided of it, now or in an earlier session."""

    def __init__(self, desk: Desk, suggester: Suggests | None = None) -> None:
        self.desk = desk
        self._suggester = suggester
        self._shown: dict[str, Suggestion] = {}
        made = desk.study.decisions()
        made = made[(made["source"] == desk.source.id) & (made["by"] == desk.coder)]
        self._decided: set[Place] = set(zip(made["start"], made["end"], made["code"], strict=True))

    def examples(self) -> "list[Coding] | None":
        """The coder's own codings to learn from, read from the study; None once the suggester is there.

        Others' codings are left out: a model shared between coders would make them agree with each other through it.
        """
        if self._suggester is not None:
            return None
        return self.desk.study.codings(codebook=self.desk.book.id, coder=self.desk.coder)

    def think(self, turn: int, examples: "list[Coding] | None") -> list[Suggestion]:
        """The suggester's proposals for a turn; touches no store, so that it may run beside the coder's work."""
        excerpt = self._excerpt(turn)
        if excerpt is None:
            return []
        if self._suggester is None:
            from workbench.coding.suggestions import Suggester, coded_texts

            self._suggester = Suggester(self.desk.book, coded_texts(examples or []))
        return self._suggester.suggest([excerpt], top=ASKED)[0]

    def show(self, turn: int, found: Sequence[Suggestion]) -> Message:
        """The answer for the page: at most three that the turn does not bear and nobody decided."""
        left = [s for s in found if self._place(s) not in self._decided and s.code not in self._borne(s)][:MOST]
        self._shown = {f"{s.excerpt.start}-{s.excerpt.end}-{s.code}": s for s in left}
        items = [
            {"key": key, "code": s.code, "score": s.score, "because": list(s.because)} for key, s in self._shown.items()
        ]
        return {"kind": "suggestions", "turn": turn, "items": items}

    def decide(self, message: Message) -> Message:
        """Records the coder's yes or no to a proposal on the screen; a yes adds the coding."""
        suggestion = self._shown.get(str(message.get("suggestion")))
        if suggestion is None:
            raise BadInput(why=_("this suggestion is no longer on the screen"))
        desk = self.desk
        coding = desk.study.decide(suggestion, bool(message["accepted"]), codebook=desk.book.id, by=desk.coder)
        self._decided.add(self._place(suggestion))
        decided: dict[str, Any] = {"decided": message["suggestion"]}
        if coding is None:
            return {"kind": "decided", **decided}
        return desk.done([coding]) | decided

    @staticmethod
    def _place(suggestion: Suggestion) -> Place:
        return suggestion.excerpt.start, suggestion.excerpt.end, suggestion.code

    def _borne(self, suggestion: Suggestion) -> set[str]:
        """The codes that the coder put on this passage or on part of it."""
        e = suggestion.excerpt
        mine = self.desk.mine.values()
        return {c.code for c in mine if c.excerpt.start < e.end and e.start < c.excerpt.end}

    def _excerpt(self, turn: int) -> Excerpt | None:
        source = self.desk.source
        for spoken in source.turns:
            if spoken.n == turn and not spoken.asks:
                return cut(source.id, source.text, spoken.start, spoken.end, person=spoken.person)
        return None
