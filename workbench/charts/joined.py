"""The joint displays as an evaluator draws them in a notebook. They show small numbers: they are for the team alone."""

from workbench.charts import crossed as _crossed
from workbench.charts import timeline as _timeline
from workbench.charts.figure import TEAM, Figure
from workbench.joint.households import HEARD, NOT_HEARD, SPOKE
from workbench.messages import _
from workbench.study import displays
from workbench.study.study import Study


def crossed(study: Study, most: int = 4) -> Figure:
    """Of the households that spoke of a theme, and of the others, how many were last known to be in arrears."""
    return _crossed.crossed(
        displays.crossed(study, most),
        id="themes-and-arrears",
        title=_("Themes spoken of, beside the arrears at the last known answer"),
        caption=_(
            "In households. So few were interviewed that a difference of one or two says nothing: read it beside what "
            "they say, never as a cause."
        ),
        section=TEAM,
        said={SPOKE: _("speak of it"), HEARD: _("do not"), NOT_HEARD: _("not interviewed")},
        unit=_("households"),
    )


def timeline(study: Study, territory: str) -> Figure:
    """What happened in one territory, period by period."""
    return _timeline.timeline(
        displays.timeline(study, territory),
        id=f"timeline-{territory}",
        title=_("What happened in {territory}").format(territory=territory),
        caption=_("Each lane has its own unit and its own scale: columns of two lanes are not compared."),
        section=TEAM,
        lanes={
            "proposed": _("dwellings proposed"),
            "entered": _("households that moved in"),
            "met": _("coordination cells held"),
            "exited": _("supports that ended"),
        },
    )
