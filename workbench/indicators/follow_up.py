"""How the households fare from wave to wave: rent, arrears, resources, rights, work, care, visits.

The first level is each household's last known answer; below, wave by wave, with the missed ones and their reasons.
A household out of the programme, or not yet at a wave, has no row there and is not in its base.
"""

from typing import TYPE_CHECKING, Any

from workbench.indicators import reading
from workbench.indicators.counting import part, reason_of, tally, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Kind, Quantity, missing
from workbench.indicators.waves import MISSED, STEP, answers, by_wave, last, latest, waves
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame, Series

BASE = "households with a known answer"
FOLLOWED = "households followed"
PAID = ("oui",)
AT_WORK = ("emploi stable", "emploi précaire", "formation")
STABLE = 0.05  # a change of resources within 5 % is noise of pay slips, not an event
RUN = 3  # waves in a row
PACE = "visit/household-month"


def done(tables: Tables, at: str) -> Result:
    """Follow-up meetings held out of those due (observations, not households); below, households met at each wave."""
    rows = waves(tables, at)
    met = (rows["status"] != MISSED).astype("boolean").mask(rows["status"].isna())
    by = {}
    for wave, flags in met.groupby(rows["wave"]):
        absent = rows.loc[flags.index][~flags.fillna(False)]
        reasons = tally(absent["why"].fillna(_("no reason given")), "household", "households missed")
        by[f"{wave:g}"] = Result(yes(flags, "household", "households due"), reasons)
    return Result(part(int(met.sum()), len(met), "observation", "meetings due"), by)


def rent(tables: Tables, at: str) -> Result:
    """Households that paid the whole rent; the entry is left out, no rent is due yet."""
    rows = _after_entry(tables, at)
    flags = answers(tables, rows, "rent_paid", PAID)
    by = by_wave(rows, flags, BASE)
    partial = by_wave(rows, answers(tables, rows, "rent_paid", ("partiel",)), BASE)
    none = by_wave(rows, answers(tables, rows, "rent_paid", ("non",)), BASE)
    told = {w: Result(r.quantity, {"oui": r, "partiel": partial[w], "non": none[w]}) for w, r in by.items()}
    return Result(latest(rows, flags, BASE), told)


def regular(tables: Tables, at: str) -> Result:
    """Households that paid the whole rent at three waves in a row, out of those seen at three waves in a row.

    A missed wave breaks the run: nobody knows what was paid. Households never seen three times running are missing.
    """
    rows = _after_entry(tables, at)
    paid = answers(tables, rows, "rent_paid", PAID)
    longest = _longest_run(rows, paid.fillna(False).astype(bool))
    seen = _longest_run(rows, paid.notna())
    flags = (longest >= RUN).astype("boolean").mask(seen < RUN)
    import pandas as pd

    why = pd.Series(_("not seen three waves in a row"), index=flags.index, dtype="string")
    return Result(yes(flags, "household", "households seen three waves in a row", why))


def _longest_run(rows: "DataFrame", holds: "Series[bool]") -> "Series[int]":
    """Per household, the most consecutive waves (three months apart) at which `holds` is true; rows are sorted."""
    same = rows["household"] == rows["household"].shift()
    gap = ~same | (rows["wave"].diff() != STEP)
    block = (gap | ~holds).cumsum()
    runs = holds.astype(int).groupby(block).cumsum()
    return runs.groupby(rows["household"]).max()


def arrears(tables: Tables, at: str) -> Result:
    """Households with arrears, after the entry."""
    rows = _after_entry(tables, at)
    amounts = reading.numbers(tables, "follow_up", "arrears")[rows.index]
    flags = (amounts > 0).astype("boolean").mask(amounts.isna())
    return Result(latest(rows, flags, BASE), by_wave(rows, flags, BASE))


def arrears_amounts(tables: Tables, at: str) -> Result:
    """The smallest and largest arrears (EUR) of the households that have some, at their last known answer; by wave."""
    rows = _after_entry(tables, at)
    amounts = reading.numbers(tables, "follow_up", "arrears")[rows.index]
    by = {f"{wave:g}": Result(_spread(cells)) for wave, cells in amounts.groupby(rows["wave"])}
    return Result(_spread(last(rows, amounts)), by)


def _spread(amounts: "Series[float]") -> Quantity:
    owed = amounts[amounts > 0]
    lost = int(amounts.isna().sum())
    if owed.empty:
        return missing("EUR", _("no household has arrears") if not lost else _("nobody answered"), lost)
    return Quantity(
        None, "EUR", Kind.RANGE, denominator=float(len(owed)), base="households with arrears", low=float(owed.min()),
        high=float(owed.max()), missing=lost, reason=_("no answer") if lost else "",
    )  # fmt: skip


def resources(tables: Tables, at: str) -> Result:
    """Households whose resources rose between the entry and their last known answer; below: rose, stable, fell.

    Paired: a household counts when both are known. Within 5 % of the first amount is stable.
    """
    rows = waves(tables, at)
    amounts = reading.numbers(tables, "follow_up", "resources")[rows.index]
    first = amounts[rows["wave"] == 0].groupby(rows["household"]).first()
    then = amounts[rows["wave"] > 0].groupby(rows["household"]).last()
    people = rows["household"].drop_duplicates()
    first, then = first.reindex(people), then.reindex(people)
    change = (then - first) / first.mask(first == 0)
    moved = change.map(_direction, na_action="ignore")
    import pandas as pd

    blank = pd.Series(_("amount after the entry not known"), index=moved.index, dtype="string")
    blank = blank.mask(first.isna(), _("amount at entry not known")).mask(first == 0, _("no resources at entry"))
    kinds = {
        name: Result(yes(_is(moved, name), "household", "households known at entry and later", blank))
        for name in ("hausse", "stable", "baisse")
    }
    return Result(kinds["hausse"].quantity, kinds)


def _direction(change: float) -> str:
    if change > STABLE:
        return "hausse"
    return "baisse" if change < -STABLE else "stable"


def _is(values: "Series[Any]", name: str) -> "Series[Any]":
    return (values == name).astype("boolean").mask(values.isna())


def rights(tables: Tables, at: str) -> Result:
    """Households with at least one right opened since the entry; below, by right, each household once."""
    rows = waves(tables, at)
    followed = int(rows.loc[rows["status"] != MISSED, "household"].nunique())
    opened = reading.lists(tables, "follow_up", "rights_opened")
    opened = opened[opened.index.isin(rows.index)]
    pairs = opened.to_frame("right").assign(household=rows["household"]).drop_duplicates(["household", "right"])
    by = tally(pairs["right"], "household", FOLLOWED, of=followed)
    return Result(part(int(pairs["household"].nunique()), followed, "household", FOLLOWED), by)


def employment(tables: Tables, at: str) -> Result:
    """Households in work or training; below, by wave, then by situation."""
    rows = waves(tables, at)
    cells = reading.texts(tables, "follow_up", "employment")[rows.index]
    flags = answers(tables, rows, "employment", AT_WORK)
    situations = {f"{w:g}": tally(group.dropna(), "household", BASE) for w, group in cells.groupby(rows["wave"])}
    by = {w: Result(r.quantity, situations[w]) for w, r in by_wave(rows, flags, BASE).items()}
    return Result(latest(rows, flags, BASE), by)


def health(tables: Tables, at: str) -> Result:
    """Households with full access to care ("oui"); partial access is not full."""
    rows = waves(tables, at)
    flags = answers(tables, rows, "health_access", ("oui",))
    return Result(latest(rows, flags, BASE), by_wave(rows, flags, BASE))


def visits(tables: Tables, at: str) -> Result:
    """Visits per household and month: all waves together, then by wave.

    Visits are noted since the last meeting held, so after a missed wave they are spread over all months since then.
    """
    rows = waves(tables, at)
    counts = reading.numbers(tables, "follow_up", "visits")[rows.index]
    held = rows["wave"].where(rows["status"] != MISSED)
    since = held.groupby(rows["household"]).ffill().groupby(rows["household"]).shift()
    months = (rows["wave"] - since).mask(counts.isna())
    later = rows["wave"] > 0
    by = {
        f"{wave:g}": Result(_pace(cells, months[cells.index], rows["why"]))
        for wave, cells in counts[later].groupby(rows["wave"][later])
    }
    return Result(_pace(counts[later], months[later], rows["why"]), by)


def _pace(counts: "Series[float]", months: "Series[float]", reasons: "Series[str]") -> Quantity:
    lost = int(counts.isna().sum())
    why = reason_of(counts, reasons[counts.index])
    if not months.sum():
        return missing(PACE, why or _("nobody answered"), lost)
    spent = float(counts.sum())
    return Quantity(
        spent / float(months.sum()), PACE, numerator=spent, denominator=float(months.sum()),
        base="months of the households met", missing=lost, reason=why,
    )  # fmt: skip


def _after_entry(tables: Tables, at: str) -> "DataFrame":
    rows = waves(tables, at)
    later: DataFrame = rows[rows["wave"] > 0]
    return later
