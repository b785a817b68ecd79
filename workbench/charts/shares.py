"""Counts out of their bases on one scale from none to all, each with its interval drawn and its count first."""

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

RIGHT, WIDEST = 118, 230  # room for "18 sur 24" at the end of a line, and for the longest of them
HALF = 6  # half the height of an interval's ends


def shares(
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
    """One dot per row of `frame` [label: str, count: number or missing, of: number, low, high, reason], in order.

    `low` and `high` are the ends of the interval in shares of the base; a row without them is a full count, drawn as
    a dot alone. A missing count is told with its `reason` and no mark: a blank is not zero. Every base is in `unit`.
    Raises BadInput for two rows of one name, a base that is not above zero, a count outside its base, an interval
    that does not hold its count.
    """
    data = rows(frame, ("label", "count", "of"), ("low", "high", "reason"))
    for row in data:
        _check(id, row)
        row |= _shown(row)
    if len({row["label"] for row in data}) < len(data):
        raise BadInput(why=_("the figure {id} has two bars of the same name").format(id=id))
    description = _("Dots from none to all, with their intervals, in {unit}. {values}.").format(
        unit=unit, values=" ; ".join(f"{r['label']} : {r['shown']}, {r['between']}" for r in data)
    )
    return Figure(
        id=id,
        title=title,
        svg=svg(_chart(data), id=id, title=title, description=description),
        description=description,
        caption=caption,
        columns=(what, unit, _("interval (95 %)")),
        rows=tuple((str(r["label"]), r["shown"], r["between"]) for r in data),
        section=section,
        choice=choice,
    )


def _check(id: str, row: dict[str, Any]) -> None:  # noqa: A002
    count, of, low, high = (row.get(name) for name in ("count", "of", "low", "high"))
    if count is None:
        return
    if not of or of <= 0 or not 0 <= count <= of:
        why = _("the figure {id}: {count} is not a part of {of}")
        raise BadInput(why=why.format(id=id, count=number(count, 1), of=number(of or 0, 1)))
    if low is None and high is None:
        return
    if low is None or high is None or not low - 1e-9 <= count / of <= high + 1e-9:
        raise BadInput(why=_("the figure {id} has an interval that does not hold its count").format(id=id))


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    below, above = theme.folded(str(row["label"]))
    place: dict[str, Any] = {"below": below, "above": above, "share": None, "from": None, "to": None}
    if row["count"] is None:
        reason = str(row.get("reason") or "")
        said = _("not recorded ({reason})").format(reason=reason) if reason else _("not recorded")
        return place | {"shown": said, "short": _("not recorded"), "between": "–"}
    shown = _("{count} of {base}").format(count=number(row["count"]), base=number(row["of"]))
    place |= {"share": row["count"] / row["of"], "shown": shown, "short": shown, "between": _("none: full count")}
    if row.get("low") is not None:
        ends = [f"{number(100 * end)}\u202f%" for end in (row["low"], row["high"])]
        place |= {
            "from": row["low"],
            "to": row["high"],
            "between": _("from {low} to {high}").format(low=ends[0], high=ends[1]),
        }
    return place


def _chart(data: list[dict[str, Any]]) -> "alt.LayerChart | alt.FacetChart":
    import altair as alt

    band = theme.band(str(row["label"]) for row in data)
    right = min(max(RIGHT, 20 + theme.room(str(row["short"]) for row in data)), WIDEST)
    scale = alt.Scale(domain=[0, 1], range=[2, theme.WIDTH - right], nice=False)
    kept = ("label", "below", "above", "share", "from", "to", "short")
    base = alt.Chart(alt.Data(values=[{k: row[k] for k in kept} | {"none": 0, "all": 1} for row in data])).encode(
        y=alt.Y("label:N", sort=None, axis=None)
    )
    axis = alt.Axis(values=[0, 0.5, 1], format=".0%", title=None, ticks=False,
                    domain=False, labelColor=theme.SOFT, labelFlush=True)  # fmt: skip
    track = base.mark_rule(yOffset=band.bar, color=theme.RULE).encode(
        x=alt.X("none:Q", scale=scale, axis=axis), x2="all:Q"
    )
    known = base.transform_filter("isValid(datum.share)")
    drawn = known.transform_filter("isValid(datum.from)")
    line = drawn.mark_rule(yOffset=band.bar, strokeWidth=3, color=theme.MAIN).encode(
        x=alt.X("from:Q", scale=scale, axis=axis), x2="to:Q"
    )
    ends = [
        drawn.mark_tick(yOffset=band.bar, thickness=3, size=2 * HALF, color=theme.MAIN).encode(
            x=alt.X(f"{end}:Q", scale=scale, axis=axis)
        )
        for end in ("from", "to")
    ]
    dot = known.mark_point(yOffset=band.bar, size=90, filled=True, opacity=1, color=theme.PALETTE[0],
                           stroke="white", strokeWidth=1.5).encode(
        x=alt.X("share:Q", scale=scale, axis=axis)
    )  # fmt: skip
    value = base.mark_text(align="left", dy=band.bar, fontWeight="bold", limit=0.86 * (right - 12)).encode(
        x=alt.value(theme.WIDTH - right + 12), text="short:N"
    )
    return alt.layer(track, line, *ends, dot, value, *theme.labels(base, band)).properties(
        width=theme.WIDTH, height=alt.Step(band.step)
    )
