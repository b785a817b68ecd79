"""What a chart accepts: small frames of aggregated rows, checked at the border."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workbench.charts.french import missing
from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 300  # a chart of more rows than this is not an aggregate


def rows(frame: "pd.DataFrame", needed: Iterable[str], optional: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The rows of a frame of aggregates as plain values, holding the named columns and no other.

    Columns that the chart does not use are left behind: nothing unused may reach a drawing. Raises BadInput
    when a column is missing, when there is nothing to draw, or when there are too many rows to be aggregates.
    """
    wanted = list(needed)
    if absent := [name for name in wanted if name not in frame.columns]:
        raise BadInput(why=_("the table to draw has no column {columns}").format(columns=", ".join(absent)))
    if not 0 < len(frame) <= MOST_ROWS:
        why = _("the table to draw has {n} rows; a chart takes 1 to {most} aggregated rows")
        raise BadInput(why=why.format(n=len(frame), most=MOST_ROWS))
    kept = [*wanted, *(name for name in optional if name in frame.columns)]
    return [{name: _plain(row[name]) for name in kept} for row in frame[kept].to_dict("records")]


def _plain(value: Any) -> Any:
    if missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
