"""The screen on which excerpts are brought together by codes and people, counted, read in their place, and copied."""

from typing import TYPE_CHECKING

import anywidget
import traitlets

from workbench.messages import language
from workbench.widgets.coder_desk import Message
from workbench.widgets.css import styled
from workbench.widgets.esm import composed
from workbench.widgets.retrieve_desk import RetrieveDesk
from workbench.widgets.retrieve_words import words

if TYPE_CHECKING:
    from workbench.study import Study

COMMON = ("dom", "fields", "keys", "line")


class Retrieve(anywidget.AnyWidget):
    """Excerpts by any combination of codes, speaker, attribute, territory and wave, with the tables that count them.

    Parameters: `study` an open study; `codebook` its id; `by` who looks (what is coded blind stays hidden from them);
    `where` a combination to begin with. Raises UnknownId. Nothing of the interviews is a trait.
    """

    _esm = composed(*(f"common/{name}.js" for name in COMMON), "review/tools.js", "review/retrieve.js")
    _css = styled("wbr", "review.css")

    words = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)
    where = traitlets.Unicode().tag(sync=True)

    def __init__(self, study: "Study", codebook: str, *, by: str, where: str = "") -> None:
        self._desk = RetrieveDesk(study, codebook, by)
        super().__init__(words=words(), lang=language(), where=where)
        self.on_msg(self._asked)

    def __repr__(self) -> str:
        return "<Retrieve>"  # a notebook saves it

    def _asked(self, _widget: object, message: Message, _buffers: object) -> None:
        self.send(self._desk.answer(message))
