"""Charts of the work of coding: when nothing new comes any more, and how a machine learns."""

from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.charts.bars import bars
from workbench.charts.drawing import svg
from workbench.charts.figure import Figure
from workbench.charts.frames import rows
from workbench.messages import _
from workbench.study.machine import new_codes

if TYPE_CHECKING:
    import pandas as pd

    from workbench.study.study import Study


def saturation(study: "Study", codebook: str) -> Figure:
    """New codes per interview, in the order in which interviews were coded."""
    frame = new_codes(study, codebook)
    return bars(
        frame.rename(columns={"interview": "label", "new": "count"})[["label", "count"]],
        id="saturation",
        title=_("New codes, interview by interview"),
        caption=_("Codes never met before, in the order of coding. Several interviews without any: the list is full."),
        section="evaluators",
        what=_("Interview"),
        unit=_("codes"),
    )


def learning_curve(frame: "pd.DataFrame") -> Figure:
    """Recall at 3 by coded excerpts a code; `frame` has way: str, coded: int, recall: number in [0, 1]."""
    import altair as alt

    drawn = rows(frame, ("way", "coded", "recall"))
    ways = list(dict.fromkeys(str(row["way"]) for row in drawn))
    steps = list(dict.fromkeys(str(row["coded"]) for row in drawn))
    recalls = {way: [float(row["recall"]) for row in drawn if row["way"] == way] for way in ways}
    data = [
        {"way": way, "coded": step, "recall": recall}
        for way in ways
        for step, recall in zip(steps, recalls[way], strict=True)
    ]
    title = _("Codes found among the first three")
    description = _("Lines. {values}.").format(
        values=" ; ".join(f"{way} : {', '.join(map(_shown, recalls[way]))}" for way in ways)
    )
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("coded:O", sort=steps, title=_("coded excerpts a code"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("recall:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5)),
        color=alt.Color(
            "way:N", sort=ways, scale=alt.Scale(domain=ways, range=theme.colours(ways)), legend=theme.legend(ways)
        ),
        shape=alt.Shape("way:N", sort=ways, scale=alt.Scale(domain=ways)),
    )
    chart = alt.layer(base.mark_line(strokeWidth=2), base.mark_point(size=60, filled=True))
    chart = chart.properties(width=theme.WIDTH - 60, height=260)
    return Figure(
        id="learning-curve",
        title=title,
        svg=svg(chart, id="learning-curve", title=title, description=description),
        description=description,
        caption=_("Share of the codes on an excerpt; interviews that the machine never saw."),
        columns=(_("way"), *steps),
        rows=tuple((way, *map(_shown, recalls[way])) for way in ways),
        section="evaluators",
    )


def _shown(recall: float) -> str:
    return f"{recall:.2f}".replace(".", ",")
