"""The screen of the consent register, inside a notebook: who allowed what, and new answers recorded."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workbench.messages import language
from workbench.widgets.coder_desk import Message
from workbench.widgets.register_desk import RegisterDesk
from workbench.widgets.register_words import words

if TYPE_CHECKING:
    from workbench.study import Study


class Register(anywidget.AnyWidget):
    """One row a person, one column a use; each cell says what holds and opens its history and the form.

    Parameters: `study` an open study; `by` who records (a pseudonym), as the journal writes it.

    The traits hold no answer, for a notebook may save them: what people allowed crosses in messages only.
    """

    _esm = Path(__file__).with_suffix(".js")
    _css = Path(__file__).with_suffix(".css")

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
