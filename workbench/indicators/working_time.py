"""Where a référent's month goes: mean hours by task over the months worked, and shares of the whole."""

from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.indicators import reading
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Quantity, share
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame

UNIT = "hour/month"
BASE = "months of a référent"
PARTNERS = ("partenaires : téléphone", "partenaires : réunions", "cellule de coordination", "comptes rendus")
VISITS = ("ménages : visites, rendez-vous et accompagnements physiques",)
DESK = ("ménages : téléphone et courriels", "dossiers administratifs")


def hours(tables: Tables, at: str) -> Result:
    """Mean hours a month of one référent, by task, then by référent."""
    log = _log(tables, at)
    by = {}
    for task in log.groupby("task")["hours"].sum().sort_values(ascending=False).index:
        own = log[log["task"] == task]
        people = {str(who): Result(_mean(own[own["referent"] == who], part)) for who, part in log.groupby("referent")}
        by[str(task)] = Result(_mean(own, log), people)
    return Result(_mean(log, log), by)


def visits_share(tables: Tables, at: str) -> Result:
    """Visits, meetings and accompaniments with households as a share of all hours."""
    return _share(tables, at, VISITS)


def partners_share(tables: Tables, at: str) -> Result:
    """Work with partners (telephone, meetings, coordination cell, minutes) as a share of all hours."""
    return _share(tables, at, PARTNERS)


def desk_hours(tables: Tables, at: str) -> Result:
    """Mean hours a month of files, and of telephone and mail with households."""
    log = _log(tables, at)
    by = {task: Result(_mean(log[log["task"] == task], log)) for task in DESK}
    return Result(_mean(log[log["task"].isin(DESK)], log), by)


def _share(tables: Tables, at: str, tasks: tuple[str, ...]) -> Result:
    log = _log(tables, at)
    whole = _mean(log, log)
    spent = _mean(log[log["task"].isin(tasks)], log)
    by = {task: Result(share(_hours_only(_mean(log[log["task"] == task], log)), _hours_only(whole))) for task in tasks}
    return Result(share(_hours_only(spent), _hours_only(whole)), by)


def _hours_only(mean: Quantity) -> Quantity:
    # the mean's own base is months; a share of it has all hours for base
    return Quantity(mean.value, mean.unit, base="all hours", period=mean.period)


def _mean(own: "DataFrame", log: "DataFrame") -> Quantity:
    """Hours of `own` per référent-month of `log`: a month counts when its référent noted anything at all."""
    months = len(log[["referent", "month"]].drop_duplicates())
    spent = float(own["hours"].sum())
    return Quantity(spent / months, UNIT, numerator=spent, denominator=float(months), base=BASE, period=_period(log))


def _period(log: "DataFrame") -> str:
    return f"{log['date'].min():%Y-%m-%d}/{log['date'].max():%Y-%m-%d}"


def _log(tables: Tables, at: str) -> "DataFrame":
    columns: dict[str, Any] = {
        "date": reading.dates(tables, "working_time", "date"),
        "hours": reading.numbers(tables, "working_time", "hours"),
        "referent": reading.texts(tables, "working_time", "referent"),
        "task": reading.texts(tables, "working_time", "task"),
    }
    from pandas import DataFrame

    log = DataFrame(columns)
    log = log[log["date"] <= at]
    blank = log["hours"].isna() | log["task"].isna()
    if blank.any():
        raise reading.refuse(
            "working_time", int(blank[blank].index[0]) + 2, "hours", _("a task or its hours are blank")
        )
    if log.empty:
        raise BadQuantity(why=_("the base is zero"))
    return log.assign(month=log["date"].dt.to_period("M"))
