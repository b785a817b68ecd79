"""The screen of the consent register, inside a notebook: who allowed what, and new answers recorded."""

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workbench.messages import language
from workbench.widgets.coder_desk import Message
from workbench.widgets.css import styled
from workbench.widgets.esm import composed
from workbench.widgets.register_desk import RegisterDesk
from workbench.widgets.register_words import words

if TYPE_CHECKING:
    from workbench.study import Study

COMMON = ("dom", "fields", "keys", "line")
OWN = ("table", "answer", "screen")


class Register(anywidget.AnyWidget):
    """One row a person, one column a use; each cell says what holds and opens its history and the form.

    Parameters: `study` an open study; `by` who records (a pseudonym), as the journal writes it.

    The traits hold no answer, for a notebook may save them: what people allowed crosses in messages only.
    """

    _esm = composed(*(f"common/{name}.js" for name in COMMON), *(f"register/{name}.js" for name in OWN))
    _css = styled("wba", "register.css")

    words = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)

    def __init__(self, study: "Study", *, by: str = "E1") -> None:
        self._desk = RegisterDesk(study, by)
        super().__init__(words=words(), lang=language())
        self.on_msg(self._asked)

    def __repr__(self) -> str:
        return "<Register>"  # a notebook saves it

    def _asked(self, _widget: object, message: Message, _buffers: object) -> Any:
        self.send(self._desk.answer(message))
