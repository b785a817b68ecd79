"""Working time by task: where the hours of the support team go in a month."""

from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.charts.bars import bars
from workbench.charts.figure import Figure
from workbench.messages import _

if TYPE_CHECKING:
    import pandas as pd


def working_time(
    frame: "pd.DataFrame",
    *,
    id: str,  # noqa: A002
    title: str,
    caption: str,
    section: str,
    choice: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """One bar per task of `frame` [task: str, hours: number, hours a month], the longest first.

    Equal tasks keep the order of the rows.
    """
    named = frame.rename(columns={"task": "label", "hours": "count"})
    return bars(
        named.sort_values("count", ascending=False, kind="stable") if "count" in named else named,
        id=id,
        title=title,
        caption=caption,
        section=section,
        what=_("Task"),
        unit=_("hours a month"),
        choice=choice,
        decimals=1,
        colour=theme.PALETTE[0],
    )
