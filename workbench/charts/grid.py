"""A grid of states: rows by columns, each cell one of a few named states. A cell is a shape before it is a colour."""

from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.charts.drawing import svg
from workbench.charts.figure import Figure
from workbench.charts.frames import rows
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

SHAPES = ("square", "square", "stroke", "triangle-up", "diamond")  # the second is drawn hollow
COLOURS = (theme.MAIN, theme.SOFT, theme.SOFT, theme.PALETTE[1], theme.PALETTE[4])
MOST_COLUMNS = 12
CELL = 13  # half the room that a mark takes, in units of the drawing
LONGEST_HEAD = 24  # letters of a column's name, written upwards


def grid(
    frame: "pd.DataFrame",
    *,
    id: str,  # noqa: A002
    title: str,
    caption: str,
    section: str,
    what: str,
    states: list[str],
    choice: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """One mark per row of `frame` [row: str, column: str, state: str]; rows and columns keep their order.

    `states` lists every state in the order of the legend, the first one drawn full, the second hollow, the third as
    a dash. A pair that is not in the frame stays empty in the drawing and "–" in the table. Raises BadInput for a
    state that is not listed, a pair given twice, more states than shapes, more columns than fit.
    """
    data = rows(frame, ("row", "column", "state"))
    _check(id, data, states)
    lines = list(dict.fromkeys(str(d["row"]) for d in data))
    columns = list(dict.fromkeys(str(d["column"]) for d in data))
    cells = {(str(d["row"]), str(d["column"])): str(d["state"]) for d in data}
    table = tuple((line, *(cells.get((line, c), "–") for c in columns)) for line in lines)
    description = _("Grid of {rows} rows and {columns} columns. {values}.").format(
        rows=len(lines), columns=len(columns), values=_said(table, columns)
    )
    return Figure(
        id=id,
        title=title,
        svg=svg(_chart(lines, columns, cells, states), id=id, title=title, description=description),
        description=description,
        caption=caption,
        columns=(what, *columns),
        rows=table,
        section=section,
        choice=choice,
    )


def _check(id: str, data: list[dict[str, Any]], states: list[str]) -> None:  # noqa: A002
    if strange := sorted({str(d["state"]) for d in data} - set(states)):
        why = _("the figure {id} has states that are not listed: {states}")
        raise BadInput(why=why.format(id=id, states=", ".join(strange)))
    if len(states) > len(SHAPES):
        why = _("{n} states cannot be told apart; group them into {most}")
        raise BadInput(why=why.format(n=len(states), most=len(SHAPES)))
    if len({(d["row"], d["column"]) for d in data}) < len(data):
        raise BadInput(why=_("the figure {id} fills a cell twice").format(id=id))
    if (n := len({d["column"] for d in data})) > MOST_COLUMNS:
        why = _("the figure {id} has {n} columns; {most} fit: draw it turned, or in parts")
        raise BadInput(why=why.format(id=id, n=n, most=MOST_COLUMNS))


def _said(table: tuple[tuple[str, ...], ...], columns: list[str]) -> str:
    return " ; ".join(
        f"{line} : " + ", ".join(f"{c} {state}" for c, state in zip(columns, cells, strict=True))
        for line, *cells in table
    )


def _chart(
    lines: list[str], columns: list[str], cells: dict[tuple[str, str], str], states: list[str]
) -> "alt.LayerChart | alt.FacetChart":
    import altair as alt

    step = theme.WIDTH / len(columns)
    names = [(line, *theme.folded(line)) for line in lines]
    tall = any(above for _line, _below, above in names)
    head = max(len(theme.cut(c, LONGEST_HEAD)) for c in columns) * theme.LETTER + 10
    band = theme.LINE * (2 if tall else 1) + 2 * CELL + 6
    places: list[dict[str, Any]] = []
    for (line, column), state in cells.items():
        foot = head + (lines.index(line) + 1) * band - CELL - 2
        places.append({"x": (columns.index(column) + 0.5) * step, "y": foot, "state": state})
    heads = [{"x": (n + 0.5) * step, "y": head - 6, "text": theme.cut(c, LONGEST_HEAD)} for n, c in enumerate(columns)]
    words = [
        {"x": 0, "y": head + n * band + (theme.LINE * k) + 2, "text": text}
        for n, (_line, below, above) in enumerate(names)
        for k, text in (enumerate((above, below)) if above else [(int(tall), below)])
    ]
    height = head + len(lines) * band
    at = partial(theme.plane, height=height)
    legend = alt.Legend(symbolSize=160, symbolStrokeWidth=2.5, symbolType="square", **theme.legend(states))
    fills = [COLOURS[n] if n != 1 else "#ffffff" for n in range(len(states))]
    mark = (
        at(places)
        .mark_point(size=230, strokeWidth=2.5, opacity=1)
        .encode(
            shape=alt.Shape("state:N", scale=alt.Scale(domain=states, range=list(SHAPES[: len(states)])), sort=None,
                            legend=legend),
            fill=alt.Fill("state:N", scale=alt.Scale(domain=states, range=fills), sort=None, legend=legend),
            stroke=alt.Stroke("state:N", scale=alt.Scale(domain=states, range=list(COLOURS[: len(states)])), sort=None,
                              legend=legend),
        )
    )  # fmt: skip
    top = at(heads).mark_text(angle=270, align="left", baseline="middle").encode(text="text:N")
    named = at(words).mark_text(align="left", baseline="top", limit=theme.WIDTH).encode(text="text:N")
    return alt.layer(mark, top, named).properties(width=theme.WIDTH, height=height)
