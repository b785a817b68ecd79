"""Codes by voice: how many excerpts each side gave to each theme, so that no side speaks for another."""

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


def code_by_voice(
    frame: "pd.DataFrame",
    *,
    id: str,  # noqa: A002
    title: str,
    caption: str,
    section: str,
    voices: list[str],
    choice: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """One stacked bar per code of `frame` [code: str, voice: str, count: int], in excerpts.

    `voices` lists every side to show, in order, a side that said nothing included: its zero is a finding. The
    codes keep the order of the rows. Raises BadInput for a voice that is not listed.
    """
    data = rows(frame, ("code", "voice", "count"))
    if unknown := sorted({str(row["voice"]) for row in data} - set(voices)):
        why = _("the figure {id} has voices that are not listed: {voices}")
        raise BadInput(why=why.format(id=id, voices=", ".join(unknown)))
    counts = {(row["code"], row["voice"]): int(row["count"] or 0) for row in data}
    codes = list(dict.fromkeys(str(row["code"]) for row in data))
    table = tuple((code, *(number(counts.get((code, voice), 0)) for voice in voices)) for code in codes)
    said = " ; ".join(
        f"{code} : " + ", ".join(f"{voice} {n}" for voice, n in zip(voices, line, strict=True)) for code, *line in table
    )
    description = _("Stacked bars, in excerpts, by theme and voice. {values}.").format(values=said)
    return Figure(
        id=id,
        title=title,
        svg=svg(_chart(codes, voices, counts), id=id, title=title, description=description),
        description=description,
        caption=caption,
        columns=(_("Theme"), *voices),
        rows=table,
        section=section,
        choice=choice,
    )


def _parts(codes: list[str], voices: list[str], counts: dict[tuple[Any, Any], int]) -> list[dict[str, Any]]:
    parts = []
    for code in codes:
        start = 0
        for voice in voices:
            if n := counts.get((code, voice), 0):
                parts.append({"code": code, "voice": voice, "from": start, "to": start + n, "shown": number(n)})
                start += n
    return parts


def _chart(
    codes: list[str], voices: list[str], counts: dict[tuple[Any, Any], int]
) -> "alt.LayerChart | alt.FacetChart":
    """The code above its bar; in each part its count, when it is wide enough to hold it."""
    import altair as alt

    inks = dict(zip(voices, (theme.ink_on(shade) for shade in theme.colours(voices)), strict=True))
    totals: list[dict[str, Any]] = []
    for code in codes:
        below, above = theme.folded(code)
        total = sum(counts.get((code, voice), 0) for voice in voices)
        totals.append({"code": code, "below": below, "above": above, "total": total, "shown": number(total)})
    band = theme.band(codes)
    widest = max(row["total"] for row in totals) or 1
    room = theme.WIDTH - 8 - theme.room(row["shown"] for row in totals)
    scale = alt.Scale(domain=[0, widest], range=[0, room], nice=False)
    parts = [
        part
        | {"middle": (part["from"] + part["to"]) / 2, "ink": inks[part["voice"]]}
        | {"wide": (part["to"] - part["from"]) * room / widest > theme.room([part["shown"]], 13)}
        for part in _parts(codes, voices, counts)
    ]
    y = alt.Y("code:N", sort=codes, axis=None, scale=alt.Scale(domain=codes))
    shade = alt.Color("voice:N", scale=alt.Scale(domain=voices, range=theme.colours(voices)), sort=None,
                      legend=theme.legend(voices))  # fmt: skip
    bar = alt.Chart(alt.Data(values=parts)).encode(y=y)
    drawn = bar.mark_bar(height=theme.BAR + 2, yOffset=band.bar, stroke="white", strokeWidth=1.5).encode(
        x=alt.X("from:Q", scale=scale, axis=None), x2="to:Q", color=shade
    )
    inside = bar.transform_filter("datum.wide").mark_text(fontSize=13, fontWeight="bold", dy=band.bar)
    line = alt.Chart(alt.Data(values=totals)).encode(y=y)
    end = line.mark_text(align="left", dx=8, dy=band.bar, fontWeight="bold").encode(
        x=alt.X("total:Q", scale=scale, axis=None), text="shown:N"
    )
    middle = inside.encode(
        x=alt.X("middle:Q", scale=scale, axis=None), text="shown:N", color=alt.Color("ink:N", scale=None)
    )
    return alt.layer(drawn, middle, end, *theme.labels(line, band)).properties(
        width=theme.WIDTH, height=alt.Step(band.step)
    )
