"""The screen on which an interview is coded, inside a notebook. Its traits are its state, messages are gestures."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workbench.errors import BadInput, WorkbenchError
from workbench.messages import _, language
from workbench.widgets.coder_blocks import blocks
from workbench.widgets.coder_desk import Desk, Message, guarded
from workbench.widgets.coder_person import speaker_card
from workbench.widgets.coder_suggestions import Proposals, Suggests
from workbench.widgets.coder_words import keys, words

if TYPE_CHECKING:
    from workbench.coding.codebooks import Codebook
    from workbench.coding.codings import Suggestion
    from workbench.study import Study

REMEMBERED = 200  # answers kept for a page that asks again


class Coder(anywidget.AnyWidget):
    """Reads one source of a study and codes it; every gesture is on disk before it is called saved.

    Parameters: `study` an open study; `source` and `codebook` their ids; `coder` who codes (a pseudonym);
    `suggest` whether codes are proposed at first; `suggester` who proposes them, by default a
    `workbench.coding.suggestions.Suggester` that learns from this coder's codings. Raises UnknownId for ids that
    the study does not have.

    The text crosses once, as a trait; codings cross as rows in answers, with the revision that acknowledges them.
    Offsets in the browser are UTF-16 units: `coder_offsets` is the only place where they are converted.
    """

    _esm = Path(__file__).with_suffix(".js")
    _css = Path(__file__).with_suffix(".css")

    text = traitlets.Unicode().tag(sync=True)
    head = traitlets.Dict().tag(sync=True)  # source, title, coder, lang
    blocks: "traitlets.List[Any]" = traitlets.List().tag(sync=True)  # [turn, start, end, speaker, asks, where]
    book = traitlets.Dict().tag(sync=True)
    person = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    legend: "traitlets.List[Any]" = traitlets.List().tag(sync=True)  # [keys, what they do], for the help panel
    suggest = traitlets.Bool(True).tag(sync=True)
    shortcuts = traitlets.Bool(True).tag(sync=True)

    _beside: ThreadPoolExecutor | None = None

    def __init__(
        self,
        study: "Study",
        source: str,
        codebook: str,
        coder: str,
        *,
        suggest: bool = True,
        suggester: Suggests | None = None,
    ) -> None:
        record = study.source(source)
        self._desk = Desk(study, record, codebook, coder)
        self._proposals = Proposals(self._desk, suggester)
        self._answered: dict[str, Message] = {}
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="suggestions")
        of = self._desk.units.of
        super().__init__(
            text=record.text,
            head={"source": record.id, "title": record.name, "coder": coder, "lang": language()},
            blocks=[[b.turn, of(b.start), of(b.end), b.speaker, b.asks, b.where] for b in blocks(record)],
            book=_book(self._desk.book),
            person=speaker_card(study, record),
            words=words(),
            legend=[list(pair) for pair in keys()],
            suggest=suggest,
        )
        self.on_msg(self._asked)

    def _asked(self, _widget: object, message: Message, _buffers: object) -> None:
        if message.get("op") == "view":
            self._propose(message)
        else:
            self.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        """The answer to a gesture; a page that heard nothing asks again, and gets the same answer without a new act."""
        id_ = str(message.get("id"))
        if id_ not in self._answered:
            if message.get("op") == "decide":
                answer = guarded(message, lambda: self._proposals.decide(message))
            else:
                answer = self._desk.answer(message)
            self._answered[id_] = answer
            if len(self._answered) > REMEMBERED:
                del self._answered[next(iter(self._answered))]
        return self._answered[id_]

    def _propose(self, message: Message) -> None:
        """Thinks in another thread: the first time may take seconds, and a coding must never wait for it."""
        if not self.suggest or self._beside is None:
            return
        turn = int(message["turn"])
        try:
            examples = self._proposals.examples()
        except Exception as failure:
            self.send(self._silent(message, failure))
            return

        def told(done: "Future[list[Suggestion]]") -> None:
            failure = done.exception()
            self.send(
                self._silent(message, failure)
                if failure
                else guarded(message, lambda: self._proposals.show(turn, done.result()))
            )

        self._beside.submit(self._proposals.think, turn, examples).add_done_callback(told)

    @staticmethod
    def _silent(message: Message, failure: BaseException) -> Message:
        """No suggestions, and why; coding goes on."""

        def refuse() -> Message:
            if isinstance(failure, WorkbenchError):
                raise failure
            why = _("suggestions are not available ({name}); coding goes on without them")
            raise BadInput(why=why.format(name=type(failure).__name__)) from failure

        return guarded(message, refuse) | {"about": "suggestions"}

    def close(self) -> None:
        """Takes the screen away; what was acknowledged is in the study."""
        if self._beside is not None:  # None when the study refused before there was a screen
            self._beside.shutdown(wait=False, cancel_futures=True)
        super().close()


def _book(book: "Codebook") -> dict[str, Any]:
    codes = [
        {
            "id": c.id,
            "label": c.label,
            "group": c.group,
            "codable": c.codable,
            "definition": c.definition,
            "include": list(c.include),
            "exclude": list(c.exclude),
            "example": c.example,
        }
        for c in book.codes
        if c.alias_of is None
    ]
    return {"id": book.id, "title": book.title, "version": book.version, "codes": codes}
