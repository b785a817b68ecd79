"""From the target to the keys: rehoused, dwellings proposed, selection, refusals, delays."""

from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.indicators import reading
from workbench.indicators.counting import by_group, middle, part, tally, total, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Kind, Quantity, missing, share
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import Series

BASE = "dwellings proposed"


def rehoused(tables: Tables, at: str) -> Result:
    """Households with keys by `at`, out of the target, by territory."""
    entered = _entered(tables, at)
    targets = _targets(tables)
    by = {
        t: Result(part(int((entered == t).sum()), goal, "household", "target", sampled=False))
        for t, goal in targets.items()
    }
    strays = set(entered) - set(targets)
    if strays:
        raise BadQuantity(why=_("no target for the territory {names}").format(names=", ".join(sorted(strays))))
    return Result(part(len(entered), sum(targets.values()), "household", "target", sampled=False), by)


def target_reached(tables: Tables, at: str) -> Result:
    """Households rehoused as a share of the target, by territory."""
    counts = rehoused(tables, at)
    return Result(_reached(counts.quantity), {t: Result(_reached(r.quantity)) for t, r in counts.by.items()})


def _reached(count: Quantity) -> Quantity:
    goal = Quantity(count.denominator, count.unit, Kind.TARGET, base=count.base)
    return share(count, goal)


def _entered(tables: Tables, at: str) -> "Series[str]":
    rows = reading.households(tables)
    days = reading.dates(tables, "households", "entered")
    territories: Series[str] = rows["territory"][days <= at]
    return territories.fillna("?")


def _targets(tables: Tables) -> dict[str, int]:
    goals = reading.numbers(tables, "targets", "target")
    territories = reading.texts(tables, "targets", "territory")
    blank = goals.isna() | territories.isna()
    if blank.any():
        raise reading.refuse(
            "targets", int(blank.to_numpy().argmax()) + 2, "target", _("a territory or its target is blank")
        )
    return {str(t): int(g) for t, g in zip(territories, goals, strict=True)}


def dwellings(tables: Tables, at: str) -> Result:
    """Dwellings proposed by `at`, by territory, then by contingent."""
    proposed = _proposed(tables, at)
    contingents = reading.texts(tables, "dwellings", "contingent")[proposed.index]
    by = {
        str(t): Result(total(len(cells), "dwelling"), tally(contingents[cells.index], "dwelling", BASE))
        for t, cells in proposed.groupby(proposed)
    }
    return Result(total(len(proposed), "dwelling"), by)


def prefecture(tables: Tables, at: str) -> Result:
    """Dwellings of the préfecture's contingent out of those proposed, by territory."""
    proposed = _proposed(tables, at)
    contingents = reading.texts(tables, "dwellings", "contingent")[proposed.index]
    own = (contingents == "préfecture").astype("boolean").mask(contingents.isna())
    return Result(yes(own, "dwelling", BASE), by_group(own, proposed, "dwelling", BASE))


def prefecture_share(tables: Tables, at: str) -> Result:
    """The préfecture's dwellings as a share of those proposed, by territory."""
    counts = prefecture(tables, at)
    by = {t: Result(_of_base(r.quantity)) for t, r in counts.by.items()}
    return Result(_of_base(counts.quantity), by)


def _of_base(count: Quantity) -> Quantity:
    return share(count, Quantity(count.denominator, count.unit, base=count.base))


def outcomes(tables: Tables, at: str) -> Result:
    """What became of the dwellings proposed (let, refused by whom, dropped), then by territory."""
    proposed = _proposed(tables, at)
    ends = reading.texts(tables, "dwellings", "outcome")[proposed.index]
    return Result(total(len(proposed), "dwelling"), tally(ends, "dwelling", BASE, groups=proposed))


def _proposed(tables: Tables, at: str) -> "Series[str]":
    days = reading.dates(tables, "dwellings", "proposed")
    territories: Series[str] = reading.texts(tables, "dwellings", "territory")[days <= at]
    return territories


SELECTION = ("candidates", "retained", "refused_by_landlord", "rehoused")


def selection(tables: Tables, at: str) -> Result:
    """The selection tables as the source prints them: dimension, stage, category. A blank cell stays missing.

    Each dimension is a table of its own: their totals are not added. A stage with blanks is a lower bound.
    """
    dimensions = reading.texts(tables, "selection_94", "dimension")
    by = {}
    for name in dimensions.dropna().unique():
        stages = {stage: _stage(tables, (dimensions == name).fillna(False), stage) for stage in SELECTION}
        by[str(name)] = Result(stages["candidates"].quantity, stages)
    if not by:
        raise BadQuantity(why=_("the base is zero"))
    return Result(next(iter(by.values())).quantity, by)


def _stage(tables: Tables, rows: "Series[Any]", stage: str) -> Result:
    cells = reading.numbers(tables, "selection_94", stage)[rows]
    names = reading.texts(tables, "selection_94", "category")[rows]
    why = reading.texts(tables, "selection_94", "note")[rows]
    unit = "household" if stage == "rehoused" else "candidate"
    by = {
        str(name): Result(total(cell, unit) if cell == cell else missing(unit, note, 1))
        for name, cell, note in zip(names, cells, why.fillna(_("no reason given")), strict=True)
    }
    lost = int(cells.isna().sum())
    return Result(total(cells.sum(), unit, lost=lost, reason=_("blank in the source") if lost else ""), by)


def decided_after(tables: Tables, at: str) -> Result:
    """Median days from a dwelling's proposal to the decision, with the extremes, by territory."""
    proposed, decided = (reading.dates(tables, "dwellings", c) for c in ("proposed", "decided"))
    _in_order(proposed, decided, "decided")
    days = (decided - proposed).dt.days.astype("float64")[proposed <= at]
    return _delays(days, reading.texts(tables, "dwellings", "territory"), _("no decision"))


def keys_after(tables: Tables, at: str) -> Result:
    """Median days from the decision to the household's entry, with the extremes, by territory."""
    reading.households(tables)
    entered = dict(zip(reading.texts(tables, "households", "household"), reading.dates(tables, "households", "entered"),
                       strict=True))  # fmt: skip
    tenants = reading.texts(tables, "dwellings", "household").dropna()
    decided = reading.dates(tables, "dwellings", "decided")[tenants.index]
    moved = tenants.map(entered)
    _in_order(decided, moved, "decided")
    days = (moved - decided).dt.days.astype("float64")
    return _delays(days, reading.texts(tables, "dwellings", "territory"), _("no date"))


def _in_order(first: "Series[Any]", then: "Series[Any]", column: str) -> None:
    wrong = then < first
    if wrong.any():
        row = int(wrong[wrong].index[0])
        raise reading.refuse("dwellings", row + 2, column, _("the dates are not in order"))


def _delays(days: "Series[float]", territories: "Series[str]", reason: str) -> Result:
    groups = days.groupby(territories[days.index])
    by = {str(t): Result(middle(cells, "day", reason=reason)) for t, cells in groups}
    return Result(middle(days, "day", reason=reason), by)
