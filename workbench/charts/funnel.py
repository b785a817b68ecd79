"""The funnel: how many households are left after each step, always out of those of the first step."""

import itertools
from typing import TYPE_CHECKING

from workbench.charts import theme
from workbench.charts.bars import bars
from workbench.charts.figure import Figure
from workbench.charts.frames import rows
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    import pandas as pd


def funnel(
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
    """One bar per step of `frame` [step: str, count: number or missing, low, high], in the order of the rows.

    Raises BadInput when a step holds more than the one before: such steps are categories, and want `bars`.
    """
    known = [row["count"] for row in rows(frame, ("step", "count")) if row["count"] is not None]
    if any(later > earlier for earlier, later in itertools.pairwise(known)):
        raise BadInput(why=_("the figure {id} is no funnel: a step holds more than the one before it").format(id=id))
    return bars(
        frame.rename(columns={"step": "label"}),
        id=id,
        title=title,
        caption=caption,
        section=section,
        what=what,
        unit=unit,
        choice=choice,
        colour=theme.PALETTE[4],
    )
