"""From the target to the keys: rehoused, dwellings proposed, selection, refusals, delays."""

from typing import TYPE_CHECKING

import numpy as np

from workbench.errors import BadQuantity
from workbench.indicators import bases, reading
from workbench.indicators.counting import by_group, middles, part, tally, total, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Kind, Quantity, missing, share
from workbench.indicators.shared import once
from workbench.indicators.words import Ints, Words, places
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.indicators.reading import Days

REFUSALS = ("refus du bailleur", "refus du ménage")


def rehoused(tables: Tables, at: str) -> Result:
    """Households with keys by `at`, out of the target, by territory; raises BadQuantity for one without a target."""
    entered = _entered(tables, at)
    targets = _targets(tables)
    counts = dict(zip(entered.names, entered.counts().tolist(), strict=True))
    by = {
        t: Result(part(counts.get(t, 0), goal, "household", bases.TARGET, sampled=False)) for t, goal in targets.items()
    }
    strays = {name for name, n in counts.items() if n} - set(targets)
    if strays:
        raise BadQuantity(why=_("no target for the territory {names}").format(names=", ".join(sorted(strays))))
    return Result(part(len(entered), sum(targets.values()), "household", bases.TARGET, sampled=False), by)


def target_reached(tables: Tables, at: str) -> Result:
    """Households rehoused as a share of the target, by territory."""
    counts = rehoused(tables, at)
    return Result(_reached(counts.quantity), {t: Result(_reached(r.quantity)) for t, r in counts.by.items()})


def _reached(count: Quantity) -> Quantity:
    goal = Quantity(count.denominator, count.unit, Kind.TARGET, base=count.base)
    return share(count, goal)


def _entered(tables: Tables, at: str) -> Words:
    rows = reading.households(tables)
    days = reading.dates(tables, "households", "entered")
    return rows.territory[days <= np.datetime64(at)].filled("?")


def _targets(tables: Tables) -> dict[str, int]:
    goals = reading.numbers(tables, "targets", "target")
    territories = reading.texts(tables, "targets", "territory")
    blank = np.isnan(goals) | ~territories.known
    reading.refuse_first("targets", "target", blank, _("a territory or its target is blank"))
    reading.refuse_first("targets", "target", goals == 0, _("the base is zero"))
    return {territories.word(row): int(goal) for row, goal in enumerate(goals)}


def dwellings(tables: Tables, at: str) -> Result:
    """Dwellings proposed by `at`, by territory, then by contingent."""
    rows, territory = _proposed(tables, at)
    contingents = reading.texts(tables, "dwellings", "contingent")[rows]
    by = {}
    for place in territory.order():
        own = contingents[territory.codes == place]
        if len(own):
            by[territory.names[place]] = Result(total(len(own), "dwelling"), tally(own, "dwelling", bases.PROPOSED))
    return Result(total(len(rows), "dwelling"), by)


def prefecture(tables: Tables, at: str) -> Result:
    """Dwellings of the préfecture's contingent out of those proposed, by territory."""
    rows, territory = _proposed(tables, at)
    own = reading.texts(tables, "dwellings", "contingent")[rows].flags("préfecture")
    return Result(yes(own, "dwelling", bases.PROPOSED), by_group(own, territory, "dwelling", bases.PROPOSED))


def prefecture_share(tables: Tables, at: str) -> Result:
    """The préfecture's dwellings as a share of those proposed, by territory."""
    counts = prefecture(tables, at)
    by = {t: Result(_of_base(r.quantity)) for t, r in counts.by.items()}
    return Result(_of_base(counts.quantity), by)


def _of_base(count: Quantity) -> Quantity:
    if count.denominator is None:
        raise BadQuantity(why=count.reason or _("the base is zero"))
    return share(count, Quantity(count.denominator, count.unit, base=count.base))


def outcomes(tables: Tables, at: str) -> Result:
    """What became of the dwellings proposed (let, refused by whom, dropped), then by territory."""
    rows, territory = _proposed(tables, at)
    ends = reading.texts(tables, "dwellings", "outcome")[rows]
    return Result(total(len(rows), "dwelling"), tally(ends, "dwelling", bases.PROPOSED, groups=territory))


def stages(tables: Tables, at: str) -> Result:
    """Dwellings proposed; below, how many of them reached each step (decision, agreement, keys), then by territory."""
    rows, territory = _proposed(tables, at)
    day = np.datetime64(at)
    decided = reading.dates(tables, "dwellings", "decided")[rows] <= day
    agreed = decided & reading.texts(tables, "dwellings", "outcome")[rows].among("attribué")
    homes = reading.households(tables).household
    of = places(reading.texts(tables, "dwellings", "household")[rows], homes)
    keys = agreed & (of >= 0) & (reading.dates(tables, "households", "entered")[of] <= day)
    steps = {"décision rendue": decided, "accord": agreed, "clés remises": keys}
    by = {}
    for name, reached in steps.items():
        flags = reached.astype(np.int8)
        by[name] = Result(
            yes(flags, "dwelling", bases.PROPOSED), by_group(flags, territory, "dwelling", bases.PROPOSED)
        )
    return Result(total(len(rows), "dwelling"), by)


def refusals(tables: Tables, at: str) -> Result:
    """Dwellings that were refused, out of those proposed; below, by whom, then for which reason."""
    rows, _territory = _proposed(tables, at)
    ends = reading.texts(tables, "dwellings", "outcome")[rows]
    reasons = reading.texts(tables, "dwellings", "refusal_reason")[rows]
    by = {}
    for who in REFUSALS:
        own = reasons[ends.among(who)]
        by[who] = Result(part(len(own), len(rows), "dwelling", bases.PROPOSED), _why(own))
    return Result(yes(ends.flags(*REFUSALS), "dwelling", bases.PROPOSED), by)


def _why(reasons: Words) -> dict[str, Result]:
    """Refusals by reason, out of all; those without a reason are counted apart."""
    return tally(reasons.filled(_("no reason given")), "dwelling", bases.REFUSED)


@once
def _proposed(tables: Tables, at: str) -> tuple[Ints, Words]:
    """The rows of the dwellings proposed by `at`, and their territories."""
    days = reading.dates(tables, "dwellings", "proposed")
    rows = np.flatnonzero(days <= np.datetime64(at))
    return rows, reading.texts(tables, "dwellings", "territory")[rows]


SELECTION = ("candidates", "retained", "refused_by_landlord", "rehoused")


def selection(tables: Tables, at: str) -> Result:
    """The selection tables as the source prints them: dimension, stage, category. A blank cell stays missing.

    Each dimension is a table of its own: their totals are not added. A stage with blanks is a lower bound.
    Raises BadQuantity for a table without a row.
    """
    dimensions = reading.texts(tables, "selection_94", "dimension")
    by = {}
    for name in dimensions.names:
        rows = np.flatnonzero(dimensions.among(name))
        stages = {stage: _stage(tables, rows, stage) for stage in SELECTION}
        by[name] = Result(stages["candidates"].quantity, stages)
    if not by:
        raise BadQuantity(why=_("the base is zero"))
    return Result(next(iter(by.values())).quantity, by)


def _stage(tables: Tables, rows: Ints, stage: str) -> Result:
    cells = reading.numbers(tables, "selection_94", stage)[rows]
    names = reading.texts(tables, "selection_94", "category")[rows]
    why = reading.texts(tables, "selection_94", "note")[rows].filled(_("no reason given"))
    unit = "household" if stage == "rehoused" else "candidate"
    by = {
        names.word(row): Result(total(cell, unit) if cell == cell else missing(unit, why.word(row), 1))
        for row, cell in enumerate(cells)
    }
    lost = int(np.isnan(cells).sum())
    return Result(total(np.nansum(cells), unit, lost=lost, reason=_("blank in the source") if lost else ""), by)


def decided_after(tables: Tables, at: str) -> Result:
    """Median days from a dwelling's proposal to the decision, with the extremes, by territory."""
    proposed, decided = (reading.dates(tables, "dwellings", c) for c in ("proposed", "decided"))
    _in_order(proposed, decided, "decided")
    rows, territory = _proposed(tables, at)
    return middles(_days(proposed, decided)[rows], territory, "day", reason=_("no decision"))


def keys_after(tables: Tables, at: str) -> Result:
    """Median days from the decision to the household's entry, with the extremes, by territory."""
    homes = reading.households(tables).household
    entered = reading.dates(tables, "households", "entered")
    tenants = reading.texts(tables, "dwellings", "household")
    decided = reading.dates(tables, "dwellings", "decided")
    row_of = places(tenants, homes)
    moved = np.where(row_of >= 0, entered[row_of], np.datetime64("NaT"))
    _in_order(decided, moved, "decided")
    let = tenants.known
    territory = reading.texts(tables, "dwellings", "territory")[let]
    return middles(_days(decided, moved)[let], territory, "day", reason=_("no date"))


def _in_order(first: "Days", then: "Days", column: str) -> None:
    reading.refuse_first("dwellings", column, then < first, _("the dates are not in order"))


def _days(first: "Days", then: "Days") -> "reading.Floats":
    days = (then - first).astype("timedelta64[D]")
    found: reading.Floats = np.where(np.isnat(days), np.nan, days.astype("float64"))
    return found
