"""How many attempts at contact reach a household, and how many households a référent supports at a time."""

import numpy as np
from numpy.typing import NDArray

from workbench.errors import BadQuantity
from workbench.indicators import bases, reading, state
from workbench.indicators.counting import nothing, reason_of
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Quantity
from workbench.indicators.reading import Days, Floats
from workbench.indicators.waves import Waves, after_entry
from workbench.indicators.words import Words
from workbench.messages import _

LOAD = "household/full-time"
FULL = 100  # per cent of a full-time post


def reached(tables: Tables, at: str) -> Result:
    """Attempts at contact that reached the household, as a share of all attempts; below, by wave.

    An attempt is a visit or meeting held, or one that stayed without an answer.
    """
    rows = after_entry(tables, at)
    held, lost = (reading.numbers(tables, "follow_up", column)[rows.place] for column in ("visits", "unanswered"))
    every = np.ones(len(rows), dtype=bool)
    by = {
        rows.wave.names[wave]: Result(_share(rows, held, lost, rows.wave.codes == wave))
        for wave in np.flatnonzero(rows.wave.counts()).tolist()
    }
    return Result(_share(rows, held, lost, every), by)


def _share(rows: Waves, held: Floats, lost: Floats, keep: NDArray[np.bool_]) -> Quantity:
    blank = keep & (np.isnan(held) | np.isnan(lost))
    told = keep & ~blank
    met, tried = float(held[told].sum()), float((held + lost)[told].sum())
    missed = int(blank.sum())
    reason = reason_of(blank, rows.why)
    if not tried:
        return nothing("share", missed, reason)
    return Quantity(met / tried, "share", numerator=met, denominator=tried, base=bases.ATTEMPTS, missing=missed,
                    reason=reason)  # fmt: skip


def caseload(tables: Tables, at: str) -> Result:
    """Households supported per full-time référent, on average over the days in post up to `at`; by territory.

    Days of support over days in post: a household supported half of the time counts for half of one. Raises
    BadQuantity for a territory without référent, and where no post has begun.
    """
    rows = state.cohort(tables, at)
    begin, end, territory, time = _posts(tables, at)
    by, support, post = {}, 0.0, 0.0
    for place in territory.order():
        name = territory.names[place]
        own = territory.codes == place
        if not own.any():
            continue
        days = float((_length(begin[own], end[own]) * time[own] / FULL).sum())
        first = begin[own].min()
        inside = rows.territory.among(name)
        until = np.where(rows.out, rows.exited, np.datetime64(at))[inside]
        spent = float(_length(np.maximum(rows.entered[inside], first), until).sum())
        by[name] = Result(_load(spent, days))
        support, post = support + spent, post + days
    strays = {rows.territory.names[p] for p in np.flatnonzero(rows.territory.counts()).tolist()} - set(by)
    if strays:
        raise BadQuantity(why=_("no référent for the territory {names}").format(names=", ".join(sorted(strays))))
    return Result(_load(support, post), by)


def _load(support: float, post: float) -> Quantity:
    if not post:
        return nothing(LOAD, 0, _("the base is zero"))
    return Quantity(support / post, LOAD, numerator=support, denominator=post, base=bases.REFERENT_DAYS)


def _length(begin: Days, end: Days) -> Floats:
    days: Floats = np.maximum((end - begin).astype("timedelta64[D]").astype("float64"), 0)
    return days


def _posts(tables: Tables, at: str) -> tuple[Days, Days, Words, Floats]:
    """Beginning, end (at the latest `at`), territory and working time in per cent of each post begun by `at`."""
    begin, end = (reading.dates(tables, "staff", column) for column in ("from", "until"))
    reading.refuse_first("staff", "from", np.isnat(begin), _("the post has no beginning"))
    reading.refuse_first("staff", "until", end < begin, _("the end is before the beginning"))
    time = reading.percentages(tables, "staff", "time")
    reading.refuse_first("staff", "time", np.isnan(time), _("the working time is blank"))
    day = np.datetime64(at)
    keep = begin <= day
    if not keep.any():
        raise BadQuantity(why=_("the base is zero"))
    last = np.where(end <= day, end, day)
    return begin[keep], last[keep], reading.texts(tables, "staff", "territory")[keep], time[keep]
