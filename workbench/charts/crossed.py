"""Households by theme and follow-up: of those who spoke of a theme and those who did not, what the follow-up says."""

from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.charts.drawing import svg
from workbench.charts.figure import Figure
from workbench.charts.frames import rows
from workbench.charts.french import number
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

HEAD, LINE_STEP, BAR = 26, 26, 18
LEFT = 150  # room for the name of a line
LETTERS = 18
HEAD_LETTERS = 38  # bold


def crossed(
    frame: "pd.DataFrame",
    *,
    id: str,  # noqa: A002
    title: str,
    caption: str,
    section: str,
    said: dict[str, str],
    unit: str,
    choice: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """One stacked line per theme and group of `frame` [theme: str, said: str, state: str, count: int].

    `said` names the groups in order ({"spoke": "en parlent"}); a group without any household keeps its line at zero.
    Counts are written in their parts, and at the end when a part is too thin; the states keep the order of the rows.
    Raises BadInput for a group that is not named or a count given twice.
    """
    data = rows(frame, ("theme", "said", "state", "count"))
    if strange := sorted({str(d["said"]) for d in data} - set(said)):
        why = _("the figure {id} has groups that are not named: {groups}")
        raise BadInput(why=why.format(id=id, groups=", ".join(strange)))
    if len({(d["theme"], d["said"], d["state"]) for d in data}) < len(data):
        raise BadInput(why=_("the figure {id} fills a cell twice").format(id=id))
    states = list(dict.fromkeys(str(d["state"]) for d in data))
    themes = list(dict.fromkeys(str(d["theme"]) for d in data))
    counts = {(str(d["theme"]), str(d["said"]), str(d["state"])): int(d["count"] or 0) for d in data}
    table = tuple(
        (f"{t}, {name}", *(number(counts.get((t, key, s), 0)) for s in states))
        for t in themes
        for key, name in said.items()
    )
    description = _("Stacked bars, in {unit}, by theme and by what was said. {values}.").format(
        unit=unit,
        values=" ; ".join(
            f"{line} : " + ", ".join(f"{s} {n}" for s, n in zip(states, cells, strict=True)) for line, *cells in table
        ),
    )
    return Figure(
        id=id,
        title=title,
        svg=svg(_chart(themes, said, states, counts), id=id, title=title, description=description),
        description=description,
        caption=caption,
        columns=(_("Theme and group"), *states),
        rows=table,
        section=section,
        choice=choice,
    )


def _chart(
    themes: list[str], said: dict[str, str], states: list[str], counts: dict[tuple[str, str, str], int]
) -> "alt.LayerChart | alt.FacetChart":
    import altair as alt

    totals = {(t, k): sum(counts.get((t, k, s), 0) for s in states) for t in themes for k in said}
    widest = max(totals.values(), default=0) or 1
    room = theme.WIDTH - LEFT - theme.room((number(n) for n in totals.values()), 13)
    colours = dict(zip(states, theme.colours(states), strict=True))
    parts: list[dict[str, Any]] = []
    heads, names, ends = [], [], []
    y = 0.0
    for t in themes:
        heads.append({"y": y + 16, "x": 0, "text": theme.cut(t, HEAD_LETTERS)})
        y += HEAD
        for key, name in said.items():
            middle = y + LINE_STEP / 2
            names.append({"y": middle, "x": 0, "text": theme.cut(name, LETTERS)})
            parts += _parts(t, key, states, counts, colours, room / widest, middle)
            ends.append({"y": middle, "x": LEFT + totals[t, key] * room / widest + 7, "text": number(totals[t, key])})
            y += LINE_STEP
        y += 8
    at = partial(theme.plane, height=y)

    shade = alt.Color("state:N", scale=alt.Scale(domain=states, range=list(colours.values())), sort=None,
                      legend=theme.legend(states))  # fmt: skip
    wide = [p for p in parts if p["to"] - p["x"] > theme.room([p["shown"]], 13)]
    return alt.layer(
        at(parts, y="top").mark_rect(stroke="white", strokeWidth=1.5).encode(x2="to:Q", y2="foot:Q", color=shade),
        at(wide, "middle").mark_text(fontWeight="bold", fontSize=13).encode(
            text="shown:N", color=alt.Color("ink:N", scale=None)),
        at(ends).mark_text(align="left", fontWeight="bold", fontSize=13).encode(text="text:N"),
        at(names).mark_text(align="left", color=theme.SOFT, fontSize=14).encode(text="text:N"),
        at(heads).mark_text(align="left", fontWeight="bold").encode(text="text:N"),
    ).properties(width=theme.WIDTH, height=y)  # fmt: skip


def _parts(
    t: str, key: str, states: list[str], counts: dict[tuple[str, str, str], int], colours: dict[str, str],
    scale: float, middle: float,
) -> list[dict[str, Any]]:  # fmt: skip
    parts, start = [], float(LEFT)
    for state in states:
        if n := counts.get((t, key, state), 0):
            end = start + n * scale
            parts.append({
                "x": start, "to": end, "middle": (start + end) / 2, "y": middle, "top": middle - BAR / 2,
                "foot": middle + BAR / 2, "state": state, "shown": number(n), "ink": theme.ink_on(colours[state]),
            })  # fmt: skip
            start = end
    return parts
