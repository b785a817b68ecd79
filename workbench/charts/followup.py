"""Follow-up at its milestones: at each date, how many households are in each state. Never a curve, never a rate."""

from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.charts.drawing import svg
from workbench.charts.figure import Figure
from workbench.charts.frames import rows
from workbench.charts.french import count
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


def milestones(
    frame: "pd.DataFrame",
    *,
    id: str,  # noqa: A002
    title: str,
    caption: str,
    section: str,
    what: str,
    unit: str,
    choice: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """One group of bars per milestone of `frame` [milestone: str, state: str, count: number or missing, low, high].

    Milestones and states keep the order of the rows. When every count is known, the states of a milestone are
    stacked in one bar; as soon as one is withheld they stand side by side, because a stack would give the
    hidden part back by its length. "Not met" is a state like another: a blank is not zero. `what` heads the
    column of milestones.
    """
    data = rows(frame, ("milestone", "state", "count"), ("low", "high"))
    for row in data:
        row["known"] = row["count"] is not None
        row["shown"] = count(row["count"], row.get("low"), row.get("high"))
        row["from"], row["to"] = (0, row["count"]) if row["known"] else (row["low"], row["high"])
    if len({(row["milestone"], row["state"]) for row in data}) < len(data):
        raise BadInput(why=_("the figure {id} counts the same state twice at one milestone").format(id=id))
    description = _("Bars for each milestone, in {unit}. {values}.").format(unit=unit, values=_said(data))
    states = list(dict.fromkeys(str(row["state"]) for row in data))
    drawn = _stacked(data, states) if all(row["known"] for row in data) else _grouped(data, states)
    return Figure(
        id=id,
        title=title,
        svg=svg(drawn, id=id, title=title, description=description),
        description=description,
        caption=caption,
        columns=(what, *states),
        rows=_table(data, states),
        section=section,
        choice=choice,
    )


def _said(data: list[dict[str, Any]]) -> str:
    return " ; ".join(f"{row['milestone']}, {row['state']} : {row['shown']}" for row in data)


def _table(data: list[dict[str, Any]], states: list[str]) -> tuple[tuple[str, ...], ...]:
    shown = {(row["milestone"], row["state"]): row["shown"] for row in data}
    times = dict.fromkeys(row["milestone"] for row in data)
    return tuple((str(time), *(shown.get((time, state), "–") for state in states)) for time in times)


def _stacked(data: list[dict[str, Any]], states: list[str]) -> "alt.LayerChart | alt.FacetChart":
    """One bar per milestone under its name; each part bears its count, and the legend its state, in the same order."""
    import altair as alt

    inks = dict(zip(states, (theme.ink_on(shade) for shade in theme.colours(states)), strict=True))
    total: dict[str, float] = {}
    for row in data:
        row["from"] = total.get(row["milestone"], 0)
        row["to"] = total[row["milestone"]] = row["from"] + row["count"]
    widest = max(total.values()) or 1
    for row in data:
        # a part too thin for its own figure keeps it in the table
        row["wide"] = (row["to"] - row["from"]) * theme.WIDTH / widest > theme.room([row["shown"]])
        row["ink"], row["middle"] = inks[str(row["state"])], (row["from"] + row["to"]) / 2
    names = [dict(zip(("milestone", "below", "above"), (m, *theme.folded(m)), strict=True)) for m in total]
    band = theme.band(total)
    scale = alt.Scale(domain=[0, widest], range=[0, theme.WIDTH], nice=False)
    y = alt.Y("milestone:N", sort=list(total), axis=None, scale=alt.Scale(domain=list(total)))
    base = alt.Chart(alt.Data(values=[row for row in data if row["count"]])).encode(y=y)
    bar = base.mark_bar(height=theme.BAR + 4, yOffset=band.bar, stroke="white", strokeWidth=2).encode(
        x=alt.X("from:Q", scale=scale, axis=None),
        x2="to:Q",
        color=alt.Color("state:N", scale=alt.Scale(domain=states, range=theme.colours(states)), sort=None,
                        legend=theme.legend(states)),
    )  # fmt: skip
    value = base.transform_filter("datum.wide").mark_text(fontWeight="bold", dy=band.bar)
    shown = value.encode(
        x=alt.X("middle:Q", scale=scale, axis=None), text="shown:N", color=alt.Color("ink:N", scale=None)
    )
    named = alt.Chart(alt.Data(values=names)).encode(y=y)
    return alt.layer(bar, shown, *theme.labels(named, band)).properties(width=theme.WIDTH, height=alt.Step(band.step))


def _grouped(data: list[dict[str, Any]], states: list[str]) -> "alt.LayerChart | alt.FacetChart":
    """One line per milestone and state, the state written on the line; what is withheld is a hatched interval."""
    import altair as alt

    lines: list[dict[str, Any]] = []
    for row in data:
        first = not lines or lines[-1]["milestone"] != row["milestone"]
        lines.append({**row, "line": f"{len(lines):03}", "head": row["milestone"] if first else ""})
    widest = max(row["to"] for row in lines) or 1
    left, band = 84, theme.band([])
    scale = alt.Scale(
        domain=[0, widest], range=[left, theme.WIDTH - 8 - theme.room(row["shown"] for row in lines)], nice=False
    )
    base = alt.Chart(alt.Data(values=lines)).encode(
        y=alt.Y("line:N", sort=None, axis=None, scale=alt.Scale(domain=[row["line"] for row in lines]))
    )
    known = (
        base.transform_filter("datum.known")
        .mark_bar(height=theme.BAR, yOffset=band.bar)
        .encode(
            x=alt.X("from:Q", scale=scale, axis=None),
            x2="to:Q",
            color=alt.Color("state:N", scale=alt.Scale(domain=states, range=theme.colours(states)), legend=None),
        )
    )
    hidden = (
        base.transform_filter("!datum.known")
        .mark_bar(height=theme.BAR, yOffset=band.bar, color=theme.HATCHED, stroke=theme.SOFT, strokeWidth=1.5)
        .encode(x=alt.X("from:Q", scale=scale, axis=None), x2="to:Q")
    )
    head = base.mark_text(align="left", fontWeight="bold", dy=band.label, baseline="bottom", limit=left - 10).encode(
        x=alt.value(0), text="head:N"
    )
    name = base.mark_text(align="left", dy=band.label, baseline="bottom", limit=theme.WIDTH - left).encode(
        x=alt.value(left), text="state:N"
    )
    value = base.mark_text(align="left", dx=8, dy=band.bar, fontWeight="bold").encode(
        x=alt.X("to:Q", scale=scale, axis=None), text="shown:N"
    )
    return alt.layer(known, hidden, head, name, value).properties(width=theme.WIDTH, height=alt.Step(band.step))
