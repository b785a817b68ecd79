"""Every kind of figure that the room draws, by name: each takes a table. One battery of checks runs over all."""

from collections.abc import Callable, Mapping

from workbench.charts.bars import bars
from workbench.charts.coding import learning_curve
from workbench.charts.crossed import crossed
from workbench.charts.figure import Figure
from workbench.charts.followup import milestones
from workbench.charts.funnel import funnel
from workbench.charts.grid import grid
from workbench.charts.shares import shares
from workbench.charts.timeline import timeline
from workbench.charts.voices import code_by_voice
from workbench.charts.worktime import working_time

CHARTS: Mapping[str, Callable[..., Figure]] = {
    "bars": bars,
    "code_by_voice": code_by_voice,
    "crossed": crossed,
    "funnel": funnel,
    "grid": grid,
    "learning_curve": learning_curve,
    "milestones": milestones,
    "shares": shares,
    "timeline": timeline,
    "working_time": working_time,
}
