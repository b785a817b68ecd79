"""Horizontal bars of counts, each labelled above and at its end; a withheld count is a hatched interval."""

from typing import TYPE_CHECKING, Any

from workbench.charts import theme
from workbench.charts.drawing import svg
from workbench.charts.figure import Figure
from workbench.charts.frames import rows
from workbench.charts.french import count, number
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


def bars(
    frame: "pd.DataFrame",
    *,
    id: str,  # noqa: A002 - the word used everywhere for a figure's identity
    title: str,
    caption: str,
    section: str,
    what: str,
    unit: str,
    choice: tuple[tuple[str, str], ...] = (),
    decimals: int = 0,
    colour: str = theme.MAIN,
) -> Figure:
    """One bar per row of `frame` [label: str, count: number or missing, low, high], in the order of the rows.

    A missing count is withheld: its row must bear `low` and `high`, and is drawn as the hatched interval that
    any reader could work out. `what` heads the column of labels ("Situation"), `unit` that of counts
    ("ménages"); every count is in this one unit. `decimals` at most are shown.
    """
    data = [_bar(row, decimals) for row in rows(frame, ("label", "count"), ("low", "high"))]
    if len({row["label"] for row in data}) < len(data):
        raise BadInput(why=_("the figure {id} has two bars of the same name").format(id=id))
    description = _("Bar chart, in {unit}. {values}.").format(
        unit=unit, values=" ; ".join(f"{row['label']} : {row['shown']}" for row in data)
    )
    return Figure(
        id=id,
        title=title,
        svg=svg(_chart(data, colour), id=id, title=title, description=description),
        description=description,
        caption=caption,
        columns=(what, unit),
        rows=tuple((row["label"], row["shown"]) for row in data),
        section=section,
        choice=choice,
    )


def _bar(row: dict[str, Any], decimals: int) -> dict[str, Any]:
    known = row["count"] is not None
    shown = number(row["count"], decimals) if known else count(None, row.get("low"), row.get("high"))
    below, above = theme.folded(str(row["label"]))
    return {
        "label": str(row["label"]),
        "below": below,
        "above": above,
        "from": 0 if known else row["low"],
        "to": row["count"] if known else row["high"],
        "known": known,
        "shown": shown,
    }


def _chart(data: list[dict[str, Any]], colour: str) -> "alt.LayerChart | alt.FacetChart":
    """Bars as wide as the widest value allows, leaving room for the words at their end."""
    import altair as alt

    band = theme.band(row["label"] for row in data)
    widest = max((row["to"] for row in data), default=0) or 1
    scale = alt.Scale(
        domain=[0, widest], range=[0, theme.WIDTH - 8 - theme.room(row["shown"] for row in data)], nice=False, zero=True
    )
    base = alt.Chart(alt.Data(values=data)).encode(y=alt.Y("label:N", sort=None, axis=None))
    bar = base.mark_bar(height=theme.BAR, yOffset=band.bar, strokeWidth=1.5).encode(
        x=alt.X("from:Q", scale=scale, axis=None),
        x2="to:Q",
        color=alt.condition("datum.known", alt.value(colour), alt.value(theme.HATCHED)),
        stroke=alt.condition("datum.known", alt.value(colour), alt.value(theme.SOFT)),
    )
    value = base.mark_text(align="left", baseline="middle", dx=8, dy=band.bar, fontWeight="bold").encode(
        x=alt.X("to:Q", scale=scale, axis=None), text="shown:N"
    )
    return alt.layer(bar, value, *theme.labels(base, band)).properties(width=theme.WIDTH, height=alt.Step(band.step))
