"""A frame as an evaluator reads it in a notebook: an accessible table, and the frame still there to work on."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import markup

if TYPE_CHECKING:
    from pandas import DataFrame

LONG = re.compile(r"<td>([^<]{80,})</td>")  # a sentence needs room, or the table becomes a column of words
STYLE = Path(__file__).with_name("notebook.css")


@lru_cache
def _style() -> str:
    return STYLE.read_text("utf-8")


def in_notebook(html: str) -> str:
    """HTML of ours with the style that a notebook lacks."""
    return f'<div class="wb-notebook"><style>{_style()}</style>{html}</div>'


@dataclass(frozen=True, repr=False)
class Shown:
    """A frame under its caption. `frame` is the frame itself; `repr` tells its shape, never its cells."""

    frame: "DataFrame"
    caption: str

    def __repr__(self) -> str:
        return f"Shown({self.caption}: {self.frame.shape[0]} x {self.frame.shape[1]})"

    def _repr_html_(self) -> str:
        frame = self.frame.reset_index() if self.frame.index.name else self.frame
        cells = frame.astype(object).where(frame.notna(), "")
        rows = [[str(cell) for cell in row] for row in cells.itertuples(index=False)]
        html = markup.table([str(name) for name in frame.columns], rows, self.caption)
        return in_notebook(LONG.sub(r'<td class="wb-long">\1</td>', html))


def table(frame: "DataFrame", caption: str) -> Shown:
    """The frame, shown as a table under its caption; cells without a value stay empty."""
    return Shown(frame, caption)
