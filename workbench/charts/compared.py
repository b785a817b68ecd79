"""The frames as an evaluator looks at them in a notebook: comparisons, coverage, indicators with their labels."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.charts import funnel as _funnel
from workbench.charts import grid as _grid
from workbench.charts import shares as _shares
from workbench.charts.figure import TEAM, Figure
from workbench.charts.notebook import voice_names
from workbench.indicators.display import display
from workbench.joint import comparison
from workbench.messages import _
from workbench.people import Voice
from workbench.study.frames import Frame, results_of

if TYPE_CHECKING:
    from pandas import DataFrame


def indicators(frame: Frame) -> "DataFrame":
    """Every indicator of a frame in words: name, figure, source, caution."""
    from pandas import DataFrame

    told = {spec["id"]: spec for spec in frame.settings["indicator"]}
    rows = [
        {
            _("indicator"): told[r.indicator]["label"],
            _("figure"): display(r.quantity),
            _("period or date"): r.quantity.period or r.quantity.date,
            _("caution"): " ".join(told[r.indicator][k] for k in ("assume", "caveat") if k in told[r.indicator]),
        }
        for r in results_of(frame.name)
        if r.indicator in told
    ]
    return DataFrame(rows)


def names(frame: Frame, table: str, key: str) -> dict[str, str]:
    """The values of a table's key with the words that name them, in order: "Présence Habitat – Lorraine"."""
    found: dict[str, str] = {}
    for row in frame.table(table).to_dict("records"):
        who = row["operator"] if "operator" in row else row["title"]
        named = f"{who} – {row['territory']}"
        found[str(row[key])] = named if named not in found.values() else f"{named}, {row['title']}"
    return found


def rows(frame: Frame, table: str, columns: Sequence[str]) -> "DataFrame":
    """These columns of a frame's table under the labels of its dictionary, voices by their names."""
    labels = frame.settings["tables"][table]["columns"]
    kept = frame.table(table)[list(columns)]
    if "said_by" in kept:
        kept = kept.assign(said_by=kept["said_by"].map(voice_names()).fillna(kept["said_by"].map(_others())))
    return kept.rename(columns={name: labels[name]["label"] for name in columns})


def _others() -> dict[str, str]:
    return {Voice.AUTHOR.value: _("author"), Voice.UNKNOWN.value: _("unknown")}


def partnership(frame: Frame) -> "DataFrame":
    """Actors in rows, instances in columns of words: site, instance, actor, what it is there as."""
    seats = frame.table("partnership").merge(frame.table("instances")[["instance", "label", "rhythm"]], on="instance")
    places = frame.table("sites").set_index("site")["territory"]
    kept = seats.assign(territory=seats["site"].map(places))[["territory", "label", "rhythm", "actor", "role"]]
    kept.columns = [_("territory"), _("instance"), _("rhythm"), _("actor"), _("role")]
    return kept


def site_funnel(frame: Frame, site: str) -> Figure:
    """One site's funnel, in its own unit."""
    steps = frame.table("funnel")[frame.table("funnel")["site"] == site].sort_values("rank")
    title = frame.table("sites").set_index("site").loc[site, "title"]
    return _funnel.funnel(
        steps.assign(count=steps["count"].astype(int))[["step", "count"]],
        id=f"{frame.name}-funnel-{site}",
        title=_("From one step to the next: {site}").format(site=title),
        caption=_("In this site’s own unit ({unit}).").format(unit=steps["unit"].iloc[0]),
        section=TEAM,
        what=_("Step"),
        unit=str(steps["unit"].iloc[0]),
    )


def documented(frame: Frame, key: str, names: dict[str, str]) -> Figure:
    """What each action or site documents, facet by facet; `names` gives the values of `key` their labels."""
    facets = dict(zip(frame.table("facets")["facet"], frame.table("facets")["label"], strict=True))
    cells = comparison.complete(frame.table("comparison"), key)
    kept = cells[cells[key].isin(list(names))]
    drawn = kept.assign(row=kept[key].map(names), column=kept["facet"].map(facets))
    return _grid.grid(
        drawn[["row", "column", "state"]],
        id=f"{frame.name}-documented",
        title=_("What each one documents"),
        caption=_("Not documented is not nil: the document is silent. What does not apply is in no count."),
        section=TEAM,
        what=frame.settings["tables"]["comparison"]["columns"][key]["label"],
        states=list(comparison.STATES),
    )


def coverage(frame: Frame, key: str, names: dict[str, str]) -> Figure:
    """How much of what applies each action or site documents."""
    counted = comparison.coverage(comparison.complete(frame.table("comparison"), key), key)
    drawn = counted.assign(label=counted[key].map(names), count=counted["documented"])
    return _shares.shares(
        drawn[["label", "count", "of"]],
        id=f"{frame.name}-coverage",
        title=_("Facets documented, out of those that apply"),
        caption=_("A count of facets, not of quality: every facet weighs the same."),
        section=TEAM,
        what=frame.settings["tables"]["comparison"]["columns"][key]["label"],
        unit=_("facets"),
    )


def attainment(frame: Frame, ids: Sequence[str]) -> Figure:
    """Declared shares of a frame, each out of its own base and in its own unit: read one by one, never added."""
    told = {spec["id"]: spec["label"] for spec in frame.settings["indicator"]}
    results = {r.indicator: r.quantity for r in results_of(frame.name)}
    from pandas import DataFrame

    rows = [
        {"label": told[i], "count": results[i].numerator, "of": results[i].denominator, "reason": results[i].reason}
        for i in ids
    ]
    return _shares.shares(
        DataFrame(rows),
        id=f"{frame.name}-attainment",
        title=_("Each one out of its own base"),
        caption=_("Units and periods differ from line to line: nothing here is added up or averaged."),
        section=TEAM,
        what=_("Indicator"),
        unit=_("count"),
    )
