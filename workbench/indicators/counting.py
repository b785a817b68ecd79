"""Counts out of a base: the few gestures from which the formulas are made."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.errors import BadQuantity
from workbench.indicators.definitions import Result
from workbench.indicators.intervals import wilson
from workbench.indicators.quantities import Kind, Quantity
from workbench.indicators.words import Flags, Ints, Words, grid
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.indicators.reading import Floats

SAMPLED = {"household"}  # an interval speaks of similar households; nobody draws meetings or dwellings from a crowd


def part(
    count: float, of: float, unit: str, base: str = "", *, lost: int = 0, reason: str = "", date: str = "",
    sampled: bool = True,
) -> Quantity:  # fmt: skip
    """`count` out of `of` known answers, `lost` others unknown for `reason`.

    With lost answers, low and high are the count if all of them were no, or yes, out of of + lost. `sampled` is
    False where the base is no sample of anything (a target, the answers given): then there is no interval.
    Raises BadQuantity for a base of zero.
    """
    if of <= 0:
        raise BadQuantity(why=_("the base is zero"))
    drawn = sampled and unit in SAMPLED
    return Quantity(
        float(count), unit, numerator=float(count), denominator=float(of), base=base, date=date,
        low=float(count) if lost else None, high=float(count + lost) if lost else None, missing=lost, reason=reason,
        interval=wilson(int(count), int(of)) if drawn else None,
    )  # fmt: skip


def recorded(known: NDArray[np.bool_], unit: str, base: str, reasons: Words | None = None) -> Quantity:
    """How many have told, out of all; the others are missing for their reasons. Raises BadQuantity for nobody."""
    told = int(known.sum())
    if not len(known):
        raise BadQuantity(why=_("the base is zero"))
    whole = Quantity(float(told), unit, numerator=float(told), denominator=float(len(known)))
    return replace(whole, base=base, missing=len(known) - told, reason=reason_of(~known, reasons))


def yes(flags: Flags, unit: str, base: str = "", reasons: Words | None = None, date: str = "") -> Quantity:
    """How many answers are yes among those known; what is not known is never no."""
    lost, no, count = (int(n) for n in np.bincount(flags + 1, minlength=3))
    reason = reason_of(flags < 0, reasons) if lost else ""
    return _told(count, no, lost, unit, base, reason, date)


def _told(count: int, no: int, lost: int, unit: str, base: str, reason: str, date: str) -> Quantity:
    if not count + no:
        return nothing(unit, lost, reason, date)
    return part(count, count + no, unit, base, lost=lost, reason=reason, date=date)


def by_group(flags: Flags, groups: Words, unit: str, base: str = "", reasons: Words | None = None,
             date: str = "") -> dict[str, Result]:  # fmt: skip
    """`yes` within each group, in the order of the groups' names."""
    counts = grid(groups, flags.astype(np.int64) + 1, 3)
    why = _reasons_by_group(flags, groups, reasons)
    found = {}
    for place in groups.order():
        lost, no, count = (int(n) for n in counts[place])
        if lost or no or count:
            found[groups.names[place]] = Result(_told(count, no, lost, unit, base, why.get(place, ""), date))
    return found


def _reasons_by_group(flags: Flags, groups: Words, reasons: Words | None) -> dict[int, str]:
    lost = np.flatnonzero((flags < 0) & groups.known)
    if not len(lost):
        return {}
    if reasons is None:
        return dict.fromkeys(np.unique(groups.codes[lost]).tolist(), _("no reason given"))
    given = reasons[lost].filled(_("no reason given"))
    table = grid(groups[lost], given.codes, len(given.names))
    return {place: _said(given.names, row) for place, row in enumerate(table) if row.any()}


def tally(
    values: Words, unit: str, base: str, *, of: int | None = None, groups: Words | None = None
) -> dict[str, Result]:
    """How often each category occurs, most frequent first, within `of` (all known values); then by group if given.

    Every category stands under every group, with 0 where it was not met: there the zero was counted, it is no blank.
    """
    counts = values.counts()
    known = int(counts.sum())
    lost = len(values) - known
    cross = None if groups is None else grid(groups, values.codes, len(values.names))
    result = {}
    for place in sorted(np.flatnonzero(counts).tolist(), key=lambda p: (-counts[p], values.names[p])):
        inner = {}
        if groups is not None and cross is not None:
            inner = {
                groups.names[g]: Result(part(int(cross[g, place]), int(cross[g].sum()), unit, base))
                for g in groups.order()
                if cross[g].any()
            }
        result[values.names[place]] = Result(part(int(counts[place]), of or known, unit, base, lost=lost), inner)
    return result


def total(count: float, unit: str, *, lost: int = 0, reason: str = "") -> Quantity:
    """A plain count; a count with blanks in it is a lower bound, for a blank is not zero."""
    kind = Kind.AT_LEAST if lost else Kind.EXACT
    return Quantity(float(count), unit, kind, missing=lost, reason=reason)


def middle(values: "Floats", unit: str, base: str = "", *, reason: str = "") -> Quantity:
    """The median of the known values, with the extremes as low and high and the number of values as denominator."""
    known = values[~np.isnan(values)]
    lost = len(values) - len(known)
    if not len(known):
        return nothing(unit, lost, reason, "")
    return Quantity(
        float(np.median(known)), unit, denominator=float(len(known)), base=base, low=float(known.min()),
        high=float(known.max()), missing=lost, reason=reason if lost else "",
    )  # fmt: skip


def middles(values: "Floats", groups: Words, unit: str, base: str = "", *, reason: str = "") -> Result:
    """The median of all, and of each group."""
    by = {
        groups.names[g]: Result(middle(values[groups.codes == g], unit, base, reason=reason))
        for g in groups.order()
        if (groups.codes == g).any()
    }
    return Result(middle(values, unit, base, reason=reason), by)


def reason_of(lost: NDArray[np.bool_], reasons: Words | None) -> str:
    """The reasons given for the blanks, each with its number: "vacances (3) ; ménage absent (2)"."""
    if not lost.any():
        return ""
    if reasons is None:
        return _("no reason given")
    given = reasons[lost].filled(_("no reason given"))
    return _said(given.names, given.counts())


def _said(names: Sequence[str], counts: Ints) -> str:
    told = [(str(name), int(n)) for name, n in zip(names, counts, strict=True) if n]
    return " ; ".join(f"{name} ({n})" for name, n in sorted(told, key=lambda pair: (-pair[1], pair[0])))


def nothing(unit: str, lost: int, reason: str, date: str = "") -> Quantity:
    """No answer at all, with the reason."""
    return Quantity(None, unit, Kind.MISSING, missing=lost, reason=reason or _("nobody answered"), date=date)
