"""A frame as an evaluator reads it in a notebook: an accessible table, and the frame still there to work on."""

import re
from dataclasses import dataclass
from functools import lru_cache
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import markup
from workbench.charts.french import number

if TYPE_CHECKING:
    from pandas import DataFrame

LONG = re.compile(r"<td>([^<]{80,})</td>")  # a sentence needs room, or the table becomes a column of words
FIGURE = re.compile(r"[−-]?[\d\u202f]+(?:,\d+)?")
CELL = re.compile(r"<tr>|<t([hd])((?: [^>]*)?)>")
STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
SPACED = re.compile(r"(?<=«) | (?=[:;?!»](?:\s|$))")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
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
        rows = [[written(cell) for cell in row] for row in cells.itertuples(index=False)]
        html = markup.table([str(name) for name in frame.columns], rows, self.caption)
        html = LONG.sub(r'<td class="wb-long">\1</td>', html)
        return in_notebook(_aligned(html, {n for n, column in enumerate(zip(*rows, strict=True)) if _counts(column)}))


def _counts(column: tuple[str, ...]) -> bool:
    """Whether a column holds nothing but figures, and at least one."""
    return any(column) and all(FIGURE.fullmatch(cell) for cell in column if cell)


def _aligned(html: str, right: set[int]) -> str:
    # figures line up on the right, under their heading, as in print
    place = -1

    def marked(found: re.Match[str]) -> str:
        nonlocal place
        place = -1 if found[0] == "<tr>" else place + 1
        if place not in right:
            return found[0]
        return f'<t{found[1]}{found[2]} class="wb-number">'

    return CELL.sub(marked, html)


def written(cell: object) -> str:
    """A cell as French readers write it: 1288 -> "1 288", 0.5 -> "0,5", 2015-11-01 -> "01/11/2015", straight quotes
    and spaces before high punctuation as printers set them. Text of another kind is left as it is."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, Real):
        return number(float(cell), 2)
    text = str(cell)
    if day := DAY.fullmatch(text):
        return "/".join(reversed(day.groups()))
    return SPACED.sub("\u00a0", STRAIGHT.sub("’", text))


def table(frame: "DataFrame", caption: str) -> Shown:
    """The frame, shown as a table under its caption; cells without a value stay empty."""
    return Shown(frame, caption)
