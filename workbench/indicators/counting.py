"""Counts out of a base: the few gestures from which the formulas are made."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.errors import BadQuantity
from workbench.indicators.definitions import Result
from workbench.indicators.intervals import wilson
from workbench.indicators.quantities import Kind, Quantity
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import Series

SAMPLED = {"household"}  # an interval speaks of similar households; nobody draws meetings or dwellings from a crowd


def part(
    count: float, of: float, unit: str, base: str = "", *, lost: int = 0, reason: str = "", date: str = "",
    sampled: bool = True,
) -> Quantity:  # fmt: skip
    """`count` out of `of` known answers, `lost` others unknown for `reason`.

    With lost answers, low and high are the count if all of them were no, or yes, out of of + lost. `sampled` is
    False where the base is no sample of anything (a target, the answers given): then there is no interval.
    """
    if of <= 0:
        raise BadQuantity(why=_("the base is zero"))
    drawn = sampled and unit in SAMPLED
    return Quantity(
        float(count), unit, numerator=float(count), denominator=float(of), base=base, date=date,
        low=float(count) if lost else None, high=float(count + lost) if lost else None, missing=lost, reason=reason,
        interval=wilson(int(count), int(of)) if drawn else None,
    )  # fmt: skip


def recorded(cells: "Series[Any]", unit: str, base: str, reasons: "Series[str] | None" = None) -> Quantity:
    """How many have told, out of all; the others are missing for their reasons."""
    lost = int(cells.isna().sum())
    told = Quantity(float(len(cells) - lost), unit, numerator=float(len(cells) - lost), denominator=float(len(cells)))
    return replace(told, base=base, missing=lost, reason=reason_of(cells, reasons))


def yes(
    answers: "Series[Any]", unit: str, base: str = "", reasons: "Series[str] | None" = None, date: str = ""
) -> Quantity:
    """How many answers are true among those known; NA is unknown, never no."""
    known = answers.dropna()
    lost = int(answers.isna().sum())
    if known.empty:
        return _nothing(unit, lost, reason_of(answers, reasons), date)
    return part(int(known.sum()), len(known), unit, base, lost=lost, reason=reason_of(answers, reasons), date=date)


def by_group(answers: "Series[Any]", groups: "Series[str]", unit: str, base: str = "",
             reasons: "Series[str] | None" = None, date: str = "") -> dict[str, Result]:  # fmt: skip
    """`yes` within each group, in the order of the groups' names."""
    return {
        str(name): Result(yes(cells, unit, base, None if reasons is None else reasons.loc[cells.index], date))
        for name, cells in answers.groupby(groups)
    }


def tally(
    values: "Series[str]", unit: str, base: str, *, of: int | None = None, groups: "Series[str] | None" = None
) -> dict[str, Result]:
    """How often each category occurs, most frequent first, within `of` (all known values); then by group if given.

    Every category stands under every group, with 0 where it was not met: there the zero was counted, it is no blank.
    """
    known = values.dropna()
    counts = known.value_counts()
    order = sorted(counts.index, key=lambda name: (-counts[name], name))
    lost = int(values.isna().sum())
    result = {}
    for name in order:
        inner = (
            {} if groups is None else by_group((known == name).astype("boolean"), groups.loc[known.index], unit, base)
        )
        result[str(name)] = Result(part(int(counts[name]), of or len(known), unit, base, lost=lost), inner)
    return result


def total(count: float, unit: str, *, lost: int = 0, reason: str = "", date: str = "", period: str = "") -> Quantity:
    """A plain count; a count with blanks in it is a lower bound, for a blank is not zero."""
    kind = Kind.AT_LEAST if lost else Kind.EXACT
    return Quantity(float(count), unit, kind, missing=lost, reason=reason, date=date, period=period)


def middle(values: "Series[float]", unit: str, base: str = "", *, reason: str = "") -> Quantity:
    """The median of the known values, with the extremes as low and high and the number of values as denominator."""
    known = values.dropna()
    lost = len(values) - len(known)
    if known.empty:
        return _nothing(unit, lost, reason, "")
    return Quantity(
        float(known.median()), unit, denominator=float(len(known)), base=base, low=float(known.min()),
        high=float(known.max()), missing=lost, reason=reason if lost else "",
    )  # fmt: skip


def reason_of(answers: "Series[Any]", reasons: "Series[str] | None") -> str:
    """The reasons given for the blanks, each with its number: "vacances (3) ; ménage absent (2)"."""
    lost = answers.isna()
    if not lost.any():
        return ""
    if reasons is None:
        return _("no reason given")
    given = reasons[lost].fillna(_("no reason given")).value_counts()
    return " ; ".join(f"{name} ({n})" for name, n in sorted(given.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def _nothing(unit: str, lost: int, reason: str, date: str) -> Quantity:
    return Quantity(None, unit, Kind.MISSING, missing=lost, reason=reason or _("nobody answered"), date=date)
