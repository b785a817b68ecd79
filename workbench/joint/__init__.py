"""The one place where voices meet figures: themes beside the indicators that bear on them, household by household."""

from workbench.joint.households import arrears, crossed, household_frame
from workbench.joint.links import Fit, Link, links_from
from workbench.joint.themes import FEW, Heard, Row, rows

__all__ = ["FEW", "Fit", "Heard", "Link", "Row", "arrears", "crossed", "household_frame", "links_from", "rows"]
