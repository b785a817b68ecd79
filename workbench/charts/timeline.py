"""What happened, period by period, one lane for each kind of event: each lane has its unit and its own scale."""

from collections.abc import Mapping
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

MOST = 8  # periods side by side whose names can be read
LANE, TALLEST = 92, 40  # the height of a lane, and of its highest column


def timeline(
    frame: "pd.DataFrame",
    *,
    id: str,  # noqa: A002
    title: str,
    caption: str,
    section: str,
    lanes: Mapping[str, str],
    choice: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """One lane per event of `frame` [month: AAAA-MM, event: str, count: int], columns as high as their counts.

    `lanes` names every event with its unit ("logements proposés"), in order; one that never happened keeps its empty
    lane. Months are gathered into quarters, half-years or years until at most eight periods stand side by side; a
    period without event is a counted zero. Raises BadInput for an event that is not named or a month that is none.
    """
    data = rows(frame, ("month", "event", "count"))
    if strange := sorted({str(d["event"]) for d in data} - set(lanes)):
        why = _("the figure {id} has events that are not named: {events}")
        raise BadInput(why=why.format(id=id, events=", ".join(strange)))
    periods, counts = _gathered(data)
    table = tuple((name, *(number(counts.get((key, e), 0)) for e in lanes)) for key, name in periods)
    description = _("Columns by period, one lane an event. {values}.").format(
        values=" ; ".join(
            f"{name} : " + ", ".join(f"{lane} {n}" for lane, n in zip(lanes.values(), cells, strict=True))
            for name, *cells in table
        )
    )
    return Figure(
        id=id,
        title=title,
        svg=svg(_chart(periods, counts, lanes), id=id, title=title, description=description),
        description=description,
        caption=caption,
        columns=(_("Period"), *lanes.values()),
        rows=table,
        section=section,
        choice=choice,
    )


def _gathered(data: list[dict[str, Any]]) -> tuple[list[tuple[int, str]], dict[tuple[int, str], float]]:
    """Every period from the first to the last with its name, and the counts by period and event."""
    months = [_month(str(d["month"])) for d in data]
    length = next((n for n in (1, 3, 6, 12) if max(months) // n - min(months) // n < MOST), 12)
    first, last = min(months) // length, max(months) // length
    if last - first >= MOST:
        raise BadInput(why=_("{n} years cannot be read side by side; draw them in parts").format(n=last - first + 1))
    counts: dict[tuple[int, str], float] = {}
    for month, row in zip(months, data, strict=True):
        key = (month // length, str(row["event"]))
        counts[key] = counts.get(key, 0) + (row["count"] or 0)
    return [(n, _named(n, length)) for n in range(first, last + 1)], counts


def _month(text: str) -> int:
    year, dash, month = text.partition("-")
    if not (dash and year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12):
        raise BadInput(why=_("{text} is no month such as 2015-11").format(text=text))
    return int(year) * 12 + int(month) - 1


def _named(n: int, length: int) -> str:
    from datetime import date

    from babel.dates import format_date

    year, month = divmod(n * length, 12)
    short = f"{year % 100:02}"
    if length == 1:
        return f"{format_date(date(year, month + 1, 1), 'MMM', locale='fr_FR')} {short}"
    return {3: f"T{month // 3 + 1} {short}", 6: f"S{month // 6 + 1} {short}", 12: str(year)}[length]


def _chart(
    periods: list[tuple[int, str]], counts: dict[tuple[int, str], float], lanes: Mapping[str, str]
) -> "alt.LayerChart | alt.FacetChart":
    import altair as alt

    step = theme.WIDTH / len(periods)
    columns: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    feet: list[dict[str, Any]] = []
    for n, (event, lane) in enumerate(lanes.items()):
        foot = (n + 1) * LANE - 8
        highest = max((v for (_p, e), v in counts.items() if e == event), default=0) or 1
        words.append({"x": 0, "y": n * LANE + 14, "text": theme.cut(lane, theme.LETTERS - 4)})
        feet.append({"x": 0, "to": theme.WIDTH, "y": foot, "under": foot + 1})
        for k, (key, _name) in enumerate(periods):
            count = counts.get((key, event), 0)
            top = foot - TALLEST * count / highest
            left, right = (k + 0.2) * step, (k + 0.8) * step
            columns.append(
                {"x": left, "to": right, "y": foot, "top": top, "middle": (left + right) / 2, "above": top - 4}
                | {"shown": number(count), "ink": theme.INK if count else theme.SOFT}
            )
    height = len(lanes) * LANE + 22
    names = [{"x": (k + 0.5) * step, "y": height - 6, "text": name} for k, (_key, name) in enumerate(periods)]
    at = partial(theme.plane, height=height)
    return alt.layer(
        at([c for c in columns if c["top"] < c["y"]]).mark_rect(color=theme.MAIN).encode(x2="to:Q", y2="top:Q"),
        at(feet).mark_rect(color=theme.RULE).encode(x2="to:Q", y2="under:Q"),
        at(columns, "middle", "above").mark_text(baseline="bottom", fontWeight="bold", fontSize=13).encode(
            text="shown:N", color=alt.Color("ink:N", scale=None)),
        at(words).mark_text(align="left", baseline="alphabetic", limit=theme.WIDTH).encode(text="text:N"),
        at(names).mark_text(baseline="alphabetic", color=theme.SOFT, fontSize=14).encode(text="text:N"),
    ).properties(width=theme.WIDTH, height=height)  # fmt: skip
