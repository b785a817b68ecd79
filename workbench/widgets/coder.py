"""The screen on which an interview is coded, inside a notebook. Its traits are its state, messages are gestures."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workbench.errors import Altered, BadCodebook, BadInput, WorkbenchError
from workbench.messages import _, language
from workbench.widgets.coder_beside import Beside
from workbench.widgets.coder_blocks import blocks
from workbench.widgets.coder_book import Bookwork, book_of
from workbench.widgets.coder_desk import Desk, Message, guarded
from workbench.widgets.coder_suggestions import Proposals, Suggests
from workbench.widgets.coder_words import keys, words
from workbench.widgets.css import styled
from workbench.widgets.esm import composed

if TYPE_CHECKING:
    from workbench.coding.codings import Suggestion
    from workbench.study import Study

REMEMBERED = 200  # answers kept for a page that asks again
SETTLED = 12  # changes after which the store tidies up; by itself it would after some sixty, and the coder would wait
YIELD = 0.0003  # s: the kernel's sending thread takes over now, rather than when the interpreter next switches (5 ms)
COMMON = ("dom", "spans", "highlight", "keys", "line")
OWN = ("codings", "paint", "text", "moves", "boxes", "book", "codework", "memos", "find", "suggest", "details", "hands")
SCRIPT = composed(
    *(f"common/{name}.js" for name in COMMON), *(f"coder/{name}.js" for name in (*OWN, "sides", "head", "screen"))
)


class Coder(anywidget.AnyWidget):
    """Reads one source of a study and codes it; every gesture is on disk before it is called saved.

    Parameters: `study` an open study; `source` and `codebook` their ids; `coder` who codes (a pseudonym);
    `suggest` whether codes are proposed at first; `blind` keeps the others' codings away even where the study would
    show them; `suggester` who proposes codes, by default a `workbench.coding.suggestions.Suggester` that learns from
    this coder's codings. Raises UnknownId for ids that the study does not have. A text that is no longer the one its
    sha256 names, or a codebook that contradicts itself, is said on the screen, and nothing can be coded.

    The text crosses once, as a trait; codings cross as rows in answers, with the revision that acknowledges them.
    Offsets in the browser are UTF-16 units: `coder_offsets` is the only place where they are converted.
    """

    _esm = SCRIPT
    _css = styled("wbc", "coder.css")

    text = traitlets.Unicode().tag(sync=True)
    head = traitlets.Dict().tag(sync=True)  # study, source, title, coder, lang, span
    blocks: "traitlets.List[Any]" = traitlets.List().tag(sync=True)  # [turn, start, end, speaker, asks, where]
    book = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    legend: "traitlets.List[Any]" = traitlets.List().tag(sync=True)  # [keys, what they do, gesture], for the panel
    trouble = traitlets.Unicode().tag(sync=True)  # why nothing can be coded here
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
        blind: bool = False,
        suggester: Suggests | None = None,
    ) -> None:
        self._study, self._coder, self._codebook, self._blind = study, coder, codebook, blind
        self._suggester = suggester
        self._answered: dict[str, Message] = {}
        self._changes = 0
        self._desk: Desk | None = None
        self._verbs: dict[str, Any] = {}
        try:
            state = self._sit(source)
        except (Altered, BadCodebook) as no:
            head = {"study": study.root.name, "source": source, "title": "", "coder": coder, "lang": language()}
            state = {"head": head, "trouble": str(no)}
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="suggestions")
        super().__init__(words=words(), legend=[list(row) for row in keys()], suggest=suggest, **state)
        self.on_msg(self._asked)

    def _sit(self, source: str, span: list[int] | None = None) -> dict[str, Any]:
        """Sits down at a source, and says what the page must know of it: its traits; `span` is to be selected."""
        record = self._study.source(source)
        desk = Desk(self._study, record, self._codebook, self._coder, blind=self._blind)
        self._desk = desk
        self._proposals = Proposals(desk, self._suggester)
        self._verbs = {**desk.verbs, **Bookwork(desk).verbs, **Beside(desk).verbs}
        self._verbs |= {"decide": self._decide, "visit": self._visit}
        desk.verbs = self._verbs
        of = desk.units.of
        head = {"study": self._study.root.name, "source": record.id, "title": record.name}
        return {
            "text": record.text,
            "head": {**head, "coder": self._coder, "lang": language(), "span": span and [of(n) for n in span]},
            "blocks": [[b.turn, of(b.start), of(b.end), b.speaker, b.asks, b.where] for b in blocks(record)],
            "book": book_of(desk.book),
            "trouble": "",
        }

    def _asked(self, _widget: object, message: Message, _buffers: object) -> None:
        if message.get("op") == "view":
            self._propose(message)
        elif message.get("op") == "find" and message.get("inflections") and self._beside is not None:
            self._beside.submit(lambda: self.send(self._answer(message)))  # a model reads: codings must not wait
        else:
            answer = self._answer(message)
            self.send(answer)
            time.sleep(YIELD)
            self._afterwards(message, answer)

    def _answer(self, message: Message) -> Message:
        """The answer to a gesture; a page that heard nothing asks again, and gets the same answer without a new act."""
        id_ = str(message.get("id"))
        if id_ not in self._answered:
            self._answered[id_] = self._desk.answer(message) if self._desk else self._refused(message)
            if len(self._answered) > REMEMBERED:
                del self._answered[next(iter(self._answered))]
            self._learn(message, self._answered[id_])
        return self._answered[id_]

    def _afterwards(self, message: Message, answer: Message) -> None:
        """What the coder does not wait for: the store makes room once the screen is there, and tidies now and then."""
        if self._beside is None:
            return
        if message.get("op") == "beside":
            self._beside.submit(self._study.make_room)
        elif answer["kind"] == "changed":
            self._changes += 1
            if self._changes % SETTLED == 0:
                self._beside.submit(self._study.settle)

    def _refused(self, message: Message) -> Message:
        return {"kind": "refused", "why": self.trouble, "re": message.get("id")}

    def _visit(self, message: Message) -> Message:
        """Another interview, on the same screen; `span` is in its code points, and is selected there."""
        before = self._desk, self._proposals, self._verbs
        try:
            span = message.get("span")
            state = self._sit(str(message["source"]), span and [int(point) for point in span])
        except WorkbenchError:
            self._desk, self._proposals, self._verbs = before
            raise
        with self.hold_sync():
            for name, value in state.items():
                self.set_trait(name, value)
        return {"kind": "visited"}

    # suggestions

    def _decide(self, message: Message) -> Message:
        return self._proposals.decide(message)

    def _learn(self, message: Message, answer: Message) -> None:
        """What the coder has just judged betters the next suggestions; in the other thread, nobody waits for it."""
        if self._beside is not None and self.suggest and answer.get("kind") in {"changed", "decided"}:
            self._proposals.judged(message, answer, self._beside)

    def _propose(self, message: Message) -> None:
        """Thinks in another thread: the first time may take seconds, and a coding must never wait for it."""
        if not self.suggest or self._beside is None or self._desk is None:
            return
        proposals = self._proposals
        try:
            if not self._desk.curtain.suggestions:
                raise BadInput(why=_("this interview was drawn for agreement: it is coded without suggestions"))
            proposals.refuse_control(message)
            examples = proposals.examples()
            asked = proposals.excerpt(message)
        except Exception as failure:
            self.send(self._silent(message, failure))
            return

        def told(done: "Future[list[Suggestion]]") -> None:
            failure = done.exception()
            self.send(
                self._silent(message, failure)
                if failure
                else guarded(message, lambda: proposals.show(int(message["turn"]), done.result()))
            )

        self._beside.submit(proposals.think, asked, examples).add_done_callback(told)

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
