"""The screen on which coders are compared: agreement by code, each difference side by side, and what is decided."""

from typing import TYPE_CHECKING

import anywidget
import traitlets

from workbench.messages import language
from workbench.widgets.coder_desk import Message
from workbench.widgets.compare_desk import CompareDesk
from workbench.widgets.compare_words import words
from workbench.widgets.css import styled
from workbench.widgets.esm import composed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.study import Study

COMMON = ("dom", "fields", "keys", "line")


class Compare(anywidget.AnyWidget):
    """Coders side by side on what was drawn for agreement, or, while nothing was drawn, on what several of them coded.

    Parameters: `study` an open study; `codebook` its id; `by` who looks (a pseudonym): a third person may decide, one
    of the coders may only read; `sources` and `coders` limit what is compared. Raises UnknownId, and BadInput for a
    source that is still coded blind. Nothing of the interviews is a trait: words cross in answers only.
    """

    _esm = composed(*(f"common/{name}.js" for name in COMMON), "review/tools.js", "review/compare.js")
    _css = styled("wbr", "review.css")

    words = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        study: "Study",
        codebook: str,
        *,
        by: str,
        sources: "Sequence[str] | None" = None,
        coders: "Sequence[str] | None" = None,
    ) -> None:
        self._desk = CompareDesk(study, codebook, by, sources, coders)
        super().__init__(words=words(), lang=language())
        self.on_msg(self._asked)

    def __repr__(self) -> str:
        return "<Compare>"  # a notebook saves it

    def _asked(self, _widget: object, message: Message, _buffers: object) -> None:
        self.send(self._desk.answer(message))
