"""Where the households stand on a day: in the programme or out of it, and still housed after 6, 12 or 18 months."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.indicators import reading
from workbench.indicators.counting import by_group, middle, part, tally, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Quantity, missing, share
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame, Series

BASE = "households rehoused"
BREAK = "rupture"
# Ways of leaving the dwelling itself; they compete with each other and are never merged into one failure.
DEPARTURES = ("expulsion", "départ choisi", "décès")
MILESTONES = (6, 12, 18)


def cohort(tables: Tables, at: str) -> "DataFrame":
    """The households with keys by `at`: household, territory, entered, exited (NaT if after `at`), exit_kind.

    Raises BadQuantity with the row when an exit stands before its entry.
    """
    rows = reading.households(tables)
    rows["entered"] = reading.dates(tables, "households", "entered")
    rows["exited"] = reading.dates(tables, "households", "exited")
    rows["exit_kind"] = reading.texts(tables, "households", "exit_kind")
    wrong = rows["exited"] < rows["entered"]
    if wrong.any():
        raise reading.refuse(
            "households", int(wrong.to_numpy().argmax()) + 2, "exited", _("the exit is before the entry")
        )
    later = ~(rows["exited"] <= at)
    rows["exited"] = rows["exited"].mask(later)
    rows["exit_kind"] = rows["exit_kind"].mask(later)
    inside: DataFrame = rows.loc[rows["entered"] <= at, ["household", "territory", "entered", "exited", "exit_kind"]]
    if inside.empty:
        raise BadQuantity(why=_("the base is zero"))
    return inside


def out(tables: Tables, at: str) -> Result:
    """Households whose support has ended by `at`, by territory."""
    rows = cohort(tables, at)
    return _count(rows, rows["exited"].notna(), at)


def ongoing(tables: Tables, at: str) -> Result:
    """Households still supported on `at`, by territory."""
    rows = cohort(tables, at)
    return _count(rows, rows["exited"].isna(), at)


def out_share(tables: Tables, at: str) -> Result:
    """Households whose support has ended by `at` as a share of those rehoused."""
    count = out(tables, at).quantity
    return Result(share(count, Quantity(count.denominator, count.unit, base=count.base, date=at)))


def _count(rows: "DataFrame", answers: "Series[bool]", at: str) -> Result:
    flags = answers.astype("boolean")
    return Result(
        yes(flags, "household", BASE, date=at), by_group(flags, rows["territory"], "household", BASE, date=at)
    )


def ends(tables: Tables, at: str) -> Result:
    """How the supports that have ended by `at` ended, by kind, then by territory."""
    rows = cohort(tables, at)
    over = rows[rows["exited"].notna()]
    if over.empty:
        return Result(missing("household", _("no support has ended"), date=at))
    kinds = over["exit_kind"].fillna(_("no reason given"))
    return Result(
        part(len(over), len(rows), "household", BASE, date=at),
        tally(kinds, "household", "households whose support has ended", groups=over["territory"]),
    )


def breaks(tables: Tables, at: str) -> Result:
    """Households that broke off the support by `at`, by territory."""
    rows = cohort(tables, at)
    return _count(rows, rows["exit_kind"].eq(BREAK).fillna(False), at)


def duration(tables: Tables, at: str) -> Result:
    """Median months of the supports that have ended (30.4 days each), by territory; those ongoing are missing."""
    rows = cohort(tables, at)
    months: Series[float] = (rows["exited"] - rows["entered"]).dt.days / (365.25 / 12)
    why = _("support still ongoing")
    groups = months.groupby(rows["territory"])
    by = {str(t): Result(middle(cells, "month", reason=why)) for t, cells in groups}
    return Result(middle(months, "month", reason=why), by)


def housed_after(months: int) -> Callable[[Tables, str], Result]:
    """The formula for households known to be housed `months` after their keys."""

    def formula(tables: Tables, at: str) -> Result:
        """Households known to be housed at the milestone, out of those due with a known state; ends kept apart.

        Below: at the milestone "housed", each way of leaving the dwelling, "not known" (support ended before, so
        nobody saw them that day) and "not yet due" (the milestone lies after `at`).
        """
        rows = cohort(tables, at)
        stands = _stands(rows, months, at)
        due = stands != "not yet due"
        if not due.any():
            return Result(missing("household", _("no household has reached this milestone"), len(rows), at))
        known = (stands == "housed").astype("boolean").mask(stands == "not known")[due]
        reasons = (
            rows["exit_kind"].fillna("")[due].map(lambda kind: _("support ended before: {kind}").format(kind=kind))
        )
        by = tally(stands, "household", BASE)
        return Result(yes(known, "household", "households due with a known state", reasons, at), by)

    return formula


def _stands(rows: "DataFrame", months: int, at: str) -> "Series[str]":
    """Per household: housed, a way of leaving, not known, or not yet due."""
    import pandas as pd

    milestone = rows["entered"] + pd.DateOffset(months=months)
    stands: Series[Any] = pd.Series("housed", index=rows.index, dtype="string")
    gone = rows["exited"] < milestone
    stands = stands.mask(gone, "not known")
    left = gone & rows["exit_kind"].isin(DEPARTURES)
    stands = stands.mask(left, rows["exit_kind"])
    return stands.mask(milestone > pd.Timestamp(at), "not yet due")
