"""How the households fare from wave to wave: rent, arrears, resources, rights, work, care, visits.

The first level is each household's last known answer; below, wave by wave, with the missed ones and their reasons.
A household out of the programme, or not yet at a wave, has no row there and is not in its base.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.indicators import bases, reading
from workbench.indicators.counting import nothing, part, reason_of, tally, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import Kind, Quantity
from workbench.indicators.waves import STEP, Waves, after_entry, answers, by_wave, cells, flagged, last, latest, waves
from workbench.indicators.words import Ints, Words, coded
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.indicators.reading import Floats

PAID = ("oui",)
AT_WORK = ("emploi stable", "emploi précaire", "formation")
STABLE = 0.05  # a change of resources within 5 % is noise of pay slips, not an event
RUN = 3  # waves in a row
PACE = "visit/household-month"
MOVES = ("hausse", "stable", "baisse")


def done(tables: Tables, at: str) -> Result:
    """Follow-up meetings held out of those due (observations, not households); below, households met at each wave."""
    rows = waves(tables, at)
    met = flagged(rows.held, rows.told)
    by = {}
    for wave, found in by_wave(rows, met, bases.DUE).items():
        absent = rows.why[~rows.held & (rows.wave.codes == list(rows.wave.names).index(wave))]
        reasons = tally(absent.filled(_("no reason given")), "household", bases.MISSED)
        by[wave] = Result(found.quantity, reasons)
    return Result(part(int(rows.held.sum()), len(rows), "observation", bases.MEETINGS_DUE), by)


def rent(tables: Tables, at: str) -> Result:
    """Households that paid the whole rent; the entry is left out, no rent is due yet."""
    rows = after_entry(tables, at)
    flags = answers(tables, rows, "rent_paid", PAID)
    by = by_wave(rows, flags, bases.ANSWERED)
    partial = by_wave(rows, answers(tables, rows, "rent_paid", ("partiel",)), bases.ANSWERED)
    none = by_wave(rows, answers(tables, rows, "rent_paid", ("non",)), bases.ANSWERED)
    told = {w: Result(r.quantity, {"oui": r, "partiel": partial[w], "non": none[w]}) for w, r in by.items()}
    return Result(latest(rows, flags, bases.ANSWERED), told)


def regular(tables: Tables, at: str) -> Result:
    """Households that paid the whole rent at three waves in a row, out of those seen at three waves in a row.

    A missed wave breaks the run: nobody knows what was paid. Households never seen three times running are missing.
    """
    rows = after_entry(tables, at)
    paid = answers(tables, rows, "rent_paid", PAID)
    longest, seen = _longest_run(rows, paid == 1), _longest_run(rows, paid >= 0)
    flags = flagged(longest >= RUN, seen >= RUN)
    why = _one(_("not seen three waves in a row"), len(flags))
    return Result(yes(flags, "household", bases.SEEN_IN_A_ROW, why))


def _longest_run(rows: Waves, holds: NDArray[np.bool_]) -> Ints:
    """Per household, the most consecutive waves (three months apart) at which `holds` is true."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    here, starts = np.arange(len(rows)), rows.starts
    gap = starts | (np.diff(rows.month, prepend=np.nan) != STEP)
    # the row before the run: this one when nothing holds, the one before when a gap lies there
    before = np.maximum.accumulate(np.where(~holds, here, np.where(gap, here - 1, -1)))
    longest: Ints = np.maximum.reduceat(here - before, np.flatnonzero(starts))
    return longest


def arrears(tables: Tables, at: str) -> Result:
    """Households with arrears, after the entry."""
    rows = after_entry(tables, at)
    amounts = reading.amounts(tables, "follow_up", "arrears")[rows.place]
    flags = flagged(amounts > 0, ~np.isnan(amounts))
    return Result(latest(rows, flags, bases.ANSWERED), by_wave(rows, flags, bases.ANSWERED))


def arrears_amounts(tables: Tables, at: str) -> Result:
    """The smallest and largest arrears (EUR) of the households that have some, at their last known answer; by wave."""
    rows = after_entry(tables, at)
    amounts = reading.amounts(tables, "follow_up", "arrears")[rows.place]
    by = {
        rows.wave.names[place]: Result(_spread(amounts[rows.wave.codes == place]))
        for place in np.flatnonzero(rows.wave.counts()).tolist()
    }
    where = last(rows, ~np.isnan(amounts))
    ends = np.where(where >= 0, amounts[where], np.nan) if len(rows) else amounts
    return Result(_spread(ends), by)


def _spread(amounts: "Floats") -> Quantity:
    owed = amounts[amounts > 0]
    lost = int(np.isnan(amounts).sum())
    if not len(owed):
        return nothing("EUR", lost, _("no household has arrears") if not lost else _("nobody answered"))
    return Quantity(
        None, "EUR", Kind.RANGE, denominator=float(len(owed)), base=bases.IN_ARREARS,
        low=float(owed.min()), high=float(owed.max()), missing=lost, reason=_("no answer") if lost else "",
    )  # fmt: skip


def resources(tables: Tables, at: str) -> Result:
    """Households whose resources rose between the entry and their last known answer; below: rose, stable, fell.

    Paired: a household counts when both are known. Within 5 % of the first amount is stable.
    """
    rows = waves(tables, at)
    amounts = reading.amounts(tables, "follow_up", "resources")[rows.place]
    known = ~np.isnan(amounts)
    first, then = (_at(amounts, last(rows, known & side)) for side in (rows.month == 0, rows.month > 0))
    change = (then - first) / np.where(first == 0, np.nan, first)
    lost = np.isnan(change)
    blank = [_("amount after the entry not known"), _("amount at entry not known"), _("no resources at entry")]
    why = Words(np.where(first == 0, 2, np.where(np.isnan(first), 1, 0)), blank)
    held = {"hausse": change > STABLE, "stable": np.abs(change) <= STABLE, "baisse": change < -STABLE}
    base = bases.KNOWN_TWICE
    kinds = {name: Result(yes(flagged(held[name], ~lost), "household", base, why)) for name in MOVES}
    return Result(kinds["hausse"].quantity, kinds)


def _at(values: "Floats", where: Ints) -> "Floats":
    found: Floats = np.where(where >= 0, values[where], np.nan)
    return found


def rights(tables: Tables, at: str) -> Result:
    """Households with at least one right opened since the entry; below, by right, each household once."""
    rows = waves(tables, at)
    followed = rows.rows(rows.held | ~rows.told).households
    opened = reading.lists(tables, "follow_up", "rights_opened")
    owner, right = opened.pairs(rows.place)
    width = max(len(opened.names), 1)
    found = np.unique(rows.household[owner] * width + right)
    by = tally(Words(found % width, opened.names), "household", bases.FOLLOWED, of=followed)
    return Result(part(len(np.unique(found // width)), followed, "household", bases.FOLLOWED), by)


def employment(tables: Tables, at: str) -> Result:
    """Households in work or training; below, by wave, then by situation."""
    return by_situation(tables, at, "employment", AT_WORK)


def by_situation(tables: Tables, at: str, column: str, positive: tuple[str, ...]) -> Result:
    """Households in one of these situations; below, by wave, then by situation."""
    rows = waves(tables, at)
    words, flags = cells(tables, rows, column), answers(tables, rows, column, positive)
    by = {}
    for wave, found in by_wave(rows, flags, bases.ANSWERED).items():
        there = words[rows.wave.codes == list(rows.wave.names).index(wave)]
        by[wave] = Result(found.quantity, tally(there[there.known], "household", bases.ANSWERED))
    return Result(latest(rows, flags, bases.ANSWERED), by)


def health(tables: Tables, at: str) -> Result:
    """Households with full access to care ("oui"); partial access is not full."""
    rows = waves(tables, at)
    flags = answers(tables, rows, "health_access", ("oui",))
    return Result(latest(rows, flags, bases.ANSWERED), by_wave(rows, flags, bases.ANSWERED))


def visits(tables: Tables, at: str) -> Result:
    """Visits per household and month: all waves together, then by wave.

    Visits are noted since the last meeting held, so after a missed wave they are spread over all months since then.
    """
    rows = waves(tables, at)
    counts = reading.numbers(tables, "follow_up", "visits")[rows.place]
    here = np.arange(len(rows))
    held = np.maximum.accumulate(np.where(rows.held, here, -1))
    before = np.r_[-1, held[:-1]]
    first = np.maximum.accumulate(np.where(rows.starts, here, 0))
    months = np.where(before >= first, rows.month - rows.month[before], np.nan)
    months[np.isnan(counts)] = np.nan
    later = rows.month > 0
    by = {
        rows.wave.names[place]: Result(_pace(counts, months, rows.why, later & (rows.wave.codes == place)))
        for place in np.flatnonzero(rows.wave[later].counts()).tolist()
    }
    return Result(_pace(counts, months, rows.why, later), by)


def _pace(counts: "Floats", months: "Floats", reasons: Words, rows: NDArray[np.bool_]) -> Quantity:
    blank = np.isnan(counts) & rows
    lost = int(blank.sum())
    why = reason_of(blank, reasons)
    spent, spread = float(np.nansum(counts[rows])), float(np.nansum(months[rows]))
    if not spread:
        return nothing(PACE, lost, why)
    return Quantity(
        spent / spread, PACE, numerator=spent, denominator=spread, base=bases.MONTHS_MET,
        missing=lost, reason=why,
    )  # fmt: skip


def _one(word: str, rows: int) -> Words:
    return coded([word])[np.zeros(rows, dtype=np.int64)]
