"""Who comes to the coordination cells, and how often they meet."""

from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.indicators import reading
from workbench.indicators.counting import middle, total, yes
from workbench.indicators.definitions import Result, Tables
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame, Series

BASE = "meetings held"


def presence(tables: Tables, at: str) -> Result:
    """Meetings held; below, each partner's presences out of the meetings where it was noted, then by territory."""
    rows = _cells(tables, at)
    by = {}
    for name, own in rows.groupby("partner"):
        inner = {str(t): Result(_came(cells)) for t, cells in own.groupby("territory")}
        by[str(name)] = Result(_came(own), inner)
    ordered = sorted(by.items(), key=lambda pair: (-(pair[1].quantity.value or 0), pair[0]))
    return Result(total(len(_meetings(rows)), "meeting"), dict(ordered))


def _came(rows: "DataFrame") -> Any:
    return yes(rows["present"], "meeting", BASE)


def rhythm(tables: Tables, at: str) -> Result:
    """Median weeks between two meetings of one territory, with the extremes, by territory."""
    held = _meetings(_cells(tables, at)).sort_values(["territory", "date"])
    weeks = held.groupby("territory")["date"].diff().dt.days / 7
    gaps: Series[float] = weeks.dropna()
    groups = gaps.groupby(held["territory"])
    why = _("fewer than two meetings")
    return Result(middle(gaps, "week", reason=why), {str(t): Result(middle(g, "week", reason=why)) for t, g in groups})


def _meetings(rows: "DataFrame") -> "DataFrame":
    held: DataFrame = rows[["territory", "date"]].drop_duplicates()
    return held


def _cells(tables: Tables, at: str) -> "DataFrame":
    from pandas import DataFrame

    words = reading.texts(tables, "coordination", "present")
    rows = DataFrame({
        "date": reading.dates(tables, "coordination", "date"),
        "territory": reading.texts(tables, "coordination", "territory"),
        "partner": reading.texts(tables, "coordination", "partner"),
        "present": (words == "oui").astype("boolean").mask(words.isna()),
    })  # fmt: skip
    twice = rows.duplicated(["date", "territory", "partner"])
    if twice.any():
        raise reading.refuse(
            "coordination", int(twice.to_numpy().argmax()) + 2, "partner", _("stands twice for one meeting")
        )
    rows = rows[rows["date"] <= at]
    if rows.empty:
        raise BadQuantity(why=_("the base is zero"))
    return rows
