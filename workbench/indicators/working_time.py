"""Where a référent's month goes: mean hours by task over the months worked, and shares of the whole."""

from dataclasses import dataclass

import numpy as np

from workbench.errors import BadQuantity
from workbench.indicators import bases, reading
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Quantity, share
from workbench.indicators.reading import Floats
from workbench.indicators.shared import once
from workbench.indicators.words import Ints
from workbench.messages import _

UNIT = "hour/month"
PARTNERS = ("partenaires : téléphone", "partenaires : réunions", "cellule de coordination", "comptes rendus")
VISITS = ("ménages : visites, rendez-vous et accompagnements physiques",)
DESK = ("ménages : téléphone et courriels", "dossiers administratifs")


@dataclass(frozen=True, slots=True, eq=False)
class _Log:
    """Hours spent by task (down) and référent (across), the months that each référent noted, and the period."""

    tasks: tuple[str, ...]
    people: tuple[str, ...]
    spent: Floats
    months: Ints
    period: str

    def mean(self, *tasks: str, who: int | None = None) -> Quantity:
        """Hours of these tasks (all when none is named) per month of a référent.

        A month counts when its référent noted anything at all.
        """
        rows = [place for place, task in enumerate(self.tasks) if not tasks or task in tasks]
        months = self.months if who is None else self.months[[who]]
        hours = self.spent[rows] if who is None else self.spent[rows][:, [who]]
        spent, noted = float(hours.sum()), float(months.sum())
        return Quantity(
            spent / noted, UNIT, numerator=spent, denominator=noted, base=bases.REFERENT_MONTHS, period=self.period
        )

    def share(self, *tasks: str) -> Quantity:
        """The same as a share of all hours."""
        return share(_hours_only(self.mean(*tasks)), _hours_only(self.mean()))


def hours(tables: Tables, at: str) -> Result:
    """Mean hours a month of one référent, by task, then by référent."""
    log = _log(tables, at)
    by = {}
    for place in np.argsort(-log.spent.sum(axis=1), kind="stable").tolist():
        task = log.tasks[place]
        people = {name: Result(log.mean(task, who=who)) for who, name in sorted(enumerate(log.people), key=_second)}
        by[task] = Result(log.mean(task), people)
    return Result(log.mean(), by)


def _second(pair: tuple[int, str]) -> str:
    return pair[1]


def shares(tables: Tables, at: str) -> Result:
    """The share of all hours that goes to the longest task; below, of each task."""
    log = _log(tables, at)
    order = np.argsort(-log.spent.sum(axis=1), kind="stable").tolist()
    by = {log.tasks[place]: Result(log.share(log.tasks[place])) for place in order}
    return Result(next(iter(by.values())).quantity, by)


def visits_share(tables: Tables, at: str) -> Result:
    """Visits, meetings and accompaniments with households as a share of all hours."""
    return _share(tables, at, VISITS)


def partners_share(tables: Tables, at: str) -> Result:
    """Work with partners (telephone, meetings, coordination cell, minutes) as a share of all hours."""
    return _share(tables, at, PARTNERS)


def desk_hours(tables: Tables, at: str) -> Result:
    """Mean hours a month of files, and of telephone and mail with households."""
    log = _log(tables, at)
    return Result(log.mean(*DESK), {task: Result(log.mean(task)) for task in DESK})


def _share(tables: Tables, at: str, tasks: tuple[str, ...]) -> Result:
    log = _log(tables, at)
    return Result(log.share(*tasks), {task: Result(log.share(task)) for task in tasks})


def _hours_only(mean: Quantity) -> Quantity:
    # the mean's own base is months; a share of it has all hours for base
    return Quantity(mean.value, mean.unit, base=bases.ALL_HOURS, period=mean.period)


@once
def _log(tables: Tables, at: str) -> _Log:
    dates = reading.dates(tables, "working_time", "date")
    spent = reading.numbers(tables, "working_time", "hours")
    people, tasks = (reading.texts(tables, "working_time", column) for column in ("referent", "task"))
    inside = dates <= np.datetime64(at)
    blank = inside & (np.isnan(spent) | ~tasks.known)
    reading.refuse_first("working_time", "hours", blank, _("a task or its hours are blank"))
    reading.refuse_first("working_time", "referent", inside & ~people.known, _("the référent is blank"))
    if not inside.any():
        raise BadQuantity(why=_("the base is zero"))
    dates, spent, people, tasks = dates[inside], spent[inside], people[inside], tasks[inside]
    cells = tasks.codes.astype(np.int64) * len(people.names) + people.codes
    table = np.bincount(cells, weights=spent, minlength=len(tasks.names) * len(people.names))
    noted = np.unique(np.stack([people.codes.astype("int64"), dates.astype("datetime64[M]").astype("int64")]), axis=1)
    used, met = (np.flatnonzero(words.counts()) for words in (people, tasks))
    by_task: Floats = table.reshape(len(tasks.names), len(people.names))[np.ix_(met, used)].astype("float64")
    months = np.bincount(noted[0], minlength=len(people.names))[used]
    names = (tuple(words.names[place] for place in places.tolist()) for words, places in ((tasks, met), (people, used)))
    task_names, people_names = names
    return _Log(task_names, people_names, by_task, months, f"{dates.min()}/{dates.max()}")
