"""The screen on which an interview's identifiers are decided before it enters a study, inside a notebook."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workbench.messages import language
from workbench.widgets.coder_desk import Message
from workbench.widgets.css import styled
from workbench.widgets.esm import composed
from workbench.widgets.pseudonyms_desk import PseudonymsDesk
from workbench.widgets.pseudonyms_words import keys, kinds, words

if TYPE_CHECKING:
    from workbench.study import Study

REMEMBERED = 200  # answers kept for a page that asks again
COMMON = ("dom", "fields", "spans", "highlight", "keys", "line")
OWN = ("tools", "moves", "text", "list", "card", "gestures", "hands", "speakers", "ending", "head", "screen")


class Pseudonyms(anywidget.AnyWidget):
    """Reads one file, proposes what to replace in it, and brings it into the study once every direct one is decided.

    Parameters: `study` an open study; `file` the interview as it was given, which is never changed; `by` who reviews
    (a pseudonym). Raises UnreadableFile and its like, and AlreadyImported when these bytes are in the study.

    The traits hold nothing of the file, for a notebook may save them: text, names and the passphrase cross in messages
    only. Offsets in the browser are UTF-16 units: `coder_offsets` is the only place where they are converted.
    """

    _esm = composed(*(f"common/{name}.js" for name in COMMON), *(f"pseudonyms/{name}.js" for name in OWN))
    _css = styled("wbp", "pseudonyms.css")

    words = traitlets.Dict().tag(sync=True)
    kinds: "traitlets.List[Any]" = traitlets.List().tag(sync=True)  # [kind, name, direct]
    legend: "traitlets.List[Any]" = traitlets.List().tag(sync=True)  # [keys, what they do], for the help panel
    lang = traitlets.Unicode().tag(sync=True)
    shortcuts = traitlets.Bool(True).tag(sync=True)

    def __init__(self, study: "Study", file: str | Path, *, by: str = "E1") -> None:
        self._desk = PseudonymsDesk(study, Path(file).expanduser(), by)
        self._answered: dict[str, Message] = {}
        super().__init__(words=words(), kinds=kinds(), legend=[list(pair) for pair in keys()], lang=language())
        self.on_msg(self._asked)

    def __repr__(self) -> str:
        return "<Pseudonyms>"  # a notebook saves it

    def _asked(self, _widget: object, message: Message, _buffers: object) -> None:
        """Answers a gesture; a page that heard nothing asks again, and gets the same answer without a new act."""
        if message.get("op") in ("open", "preview"):
            self.send(self._desk.answer(message))
            return
        id_ = str(message.get("id"))
        if id_ not in self._answered:
            self._answered[id_] = self._desk.answer(message)
            if len(self._answered) > REMEMBERED:
                del self._answered[next(iter(self._answered))]
        self.send(self._answered[id_])
