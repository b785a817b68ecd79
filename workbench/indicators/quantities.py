"""A figure with everything that it needs to be believed, and the arithmetic that refuses what makes no sense."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

from workbench.errors import BadQuantity
from workbench.messages import _


class Kind(StrEnum):
    """What the value is: a figure counted, a figure rounded by its author, a bound, an intention, or a blank."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    TARGET = "target"
    PLANNED = "planned"
    MISSING = "missing"


OBSERVED = {Kind.EXACT, Kind.ABOUT}
INTENDED = {Kind.TARGET, Kind.PLANNED}
BOUNDS = {Kind.AT_LEAST, Kind.AT_MOST, Kind.RANGE}
# What is counted by heads: one of these is never expressed per another (households per dwelling say nothing).
COUNTED = {"household", "person", "dwelling", "candidate", "file", "measure", "mention", "observation"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure.

    `unit` is an English slug, with what it is per after a slash ("EUR/household-year"). A count taken out of a base
    has value == numerator, the size of the base in `denominator` and what is counted there in `base`. A share is in
    [0, 1] (unit "share"). `low` and `high` are the ends of a range; on a count with `missing` answers they are its
    worst and best case over denominator + missing; on a median, the extremes. `period` is an ISO interval or words,
    `date` an ISO day. `interval` is Wilson's, in shares of the base. Raises BadQuantity for a blank without reason,
    a value that is no number, a range without ends or upside down, a base that is not above zero.
    """

    value: float | None
    unit: str
    kind: Kind = Kind.EXACT
    numerator: float | None = None
    denominator: float | None = None
    base: str = ""
    low: float | None = None
    high: float | None = None
    period: str = ""
    date: str = ""
    source: str = ""
    missing: int = 0
    reason: str = ""
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.kind is Kind.MISSING:
            if self.value is not None or not self.reason:
                raise BadQuantity(why=_("a missing figure has no value and says why it is missing"))
        elif self.kind is Kind.RANGE:
            if self.low is None or self.high is None or self.value is not None:
                raise BadQuantity(why=_("a range has two ends and no value"))
        elif self.value is None or not isfinite(self.value):
            raise BadQuantity(why=_("{value} is not a figure").format(value=self.value))
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadQuantity(why=_("the low end {low} is above {high}").format(low=self.low, high=self.high))
        if self.denominator is not None and self.denominator <= 0:
            raise BadQuantity(why=_("the base is zero"))

    def __add__(self, other: "Quantity") -> "Quantity":
        return added(self, other)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return subtracted(self, other)

    def __truediv__(self, other: "Quantity") -> "Quantity":
        return ratio(self, other)


def missing(unit: str, reason: str, count: int = 0, date: str = "") -> Quantity:
    """A figure that is not known, with the reason and the number of answers that fail."""
    return Quantity(None, unit, Kind.MISSING, reason=reason, missing=count, date=date)


def added(one: Quantity, two: Quantity) -> Quantity:
    """Two parts of the same base put together; a bound plus a figure stays that bound.

    Raises BadQuantity when units, bases or periods differ, when one is missing, when an intention meets an
    observation, when two bounds look in different directions, or when the parts are more than their base.
    """
    _comparable(one, two, same_base=True)
    kind = _kind_of_sum(one, two)
    missed, reason = one.missing + two.missing, _reasons(one, two)
    if kind is Kind.RANGE:
        low, high = _ends(one), _ends(two)
        return Quantity(
            None, one.unit, kind, base=one.base, low=low[0] + high[0], high=low[1] + high[1],
            period=one.period, date=one.date, source=_sources(one, two), missing=missed, reason=reason,
        )  # fmt: skip
    total = _value(one) + _value(two)
    if one.denominator is not None and total > one.denominator:
        why = _(
            "the parts add up to {total}, more than their base of {base}: are there several answers to one question?"
        )
        raise BadQuantity(why=why.format(total=_plain(total), base=_plain(one.denominator)))
    return _result(one, two, total, kind, missed, reason)


def subtracted(one: Quantity, two: Quantity) -> Quantity:
    """What is left of `one` without `two`; both are observed figures, or both are intentions of one kind.

    Raises BadQuantity as `added` does, for every bound, and when the rest of a count would be negative.
    """
    _comparable(one, two, same_base=True)
    _refuse_bounds(one, two)
    rest = _value(one) - _value(two)
    if rest < 0 and one.unit in COUNTED:
        raise BadQuantity(why=_("{less} cannot be taken out of {more}").format(
            less=_plain(_value(two)), more=_plain(_value(one))))  # fmt: skip
    return _result(one, two, rest, _kind_of_sum(one, two), one.missing + two.missing, _reasons(one, two))


def ratio(one: Quantity, two: Quantity) -> Quantity:
    """How many times `two` goes into `one`, both in one unit and one period (unit "ratio"); else BadQuantity."""
    _comparable(one, two, same_base=False)
    _refuse_bounds(one, two)
    kind = _kind_of_sum(one, two)
    return Quantity(
        _value(one) / _divisor(two), "ratio", kind, numerator=_value(one), denominator=_value(two),
        period=one.period, date=one.date, source=_sources(one, two), missing=one.missing + two.missing,
        reason=_reasons(one, two),
    )  # fmt: skip


def share(part: Quantity, whole: Quantity) -> Quantity:
    """The part of the whole as a share (unit "share"), with both counts; a target or a plan may be the whole.

    Raises BadQuantity when units or periods differ, when the part was counted out of another base, for bounds and
    blanks, for a whole of zero, and when the part is larger than a whole that was observed.
    """
    _known(part, whole)
    _agree(_("units"), part.unit, whole.unit)
    _agree(_("periods"), part.period, whole.period)
    _refuse_bounds(part, whole)
    if part.kind not in OBSERVED and part.kind is not whole.kind:
        raise BadQuantity(why=_("what was intended is not a part of what was observed"))
    if part.denominator is not None and part.denominator != whole.value:
        _agree(_("bases"), _plain(part.denominator), _plain(_value(whole)))
    if whole.kind in OBSERVED and not 0 <= _value(part) <= _value(whole):
        raise BadQuantity(why=_("{count} is not a part of {base}").format(
            count=_plain(_value(part)), base=_plain(_value(whole))))  # fmt: skip
    return Quantity(
        _value(part) / _divisor(whole), "share", Kind.ABOUT if Kind.ABOUT in (part.kind, whole.kind) else Kind.EXACT,
        numerator=part.value, denominator=whole.value, base=whole.base or part.base, period=part.period,
        date=part.date, source=_sources(part, whole), missing=part.missing, reason=part.reason,
    )  # fmt: skip


def per(amount: Quantity, count: Quantity) -> Quantity:
    """An amount for each one of those counted: EUR/year per household is EUR/household-year.

    Raises BadQuantity for heads per heads (households per dwelling), differing periods, bounds, blanks and zero;
    an intention and an observation do not mix.
    """
    _known(amount, count)
    if count.unit not in COUNTED or amount.unit.partition("/")[0] in COUNTED:
        raise BadQuantity(why=_("{unit} is not counted per {other}").format(unit=amount.unit, other=count.unit))
    _agree(_("periods"), amount.period, count.period)
    _refuse_bounds(amount, count)
    kind = _kind_of_sum(amount, count)
    top, slash, bottom = amount.unit.partition("/")
    unit = f"{top}/{count.unit}-{bottom}" if slash else f"{top}/{count.unit}"
    return Quantity(
        _value(amount) / _divisor(count), unit, kind, numerator=amount.value, denominator=count.value, base=count.base,
        period=amount.period, date=amount.date, source=_sources(amount, count),
    )  # fmt: skip


def _known(*quantities: Quantity) -> None:
    for q in quantities:
        if q.kind is Kind.MISSING:
            raise BadQuantity(why=_("a figure is missing ({reason})").format(reason=q.reason))


def _agree(what: str, one: str, two: str) -> None:
    if one != two:
        raise BadQuantity(
            why=_("the {what} differ: “{one}” and “{two}”").format(what=what, one=one or "-", two=two or "-")
        )


def _comparable(one: Quantity, two: Quantity, *, same_base: bool) -> None:
    _known(one, two)
    _agree(_("units"), one.unit, two.unit)
    _agree(_("periods"), one.period, two.period)
    if same_base:
        _agree(_("dates"), one.date, two.date)
        _agree(_("bases"), one.base, two.base)
        if one.denominator != two.denominator:
            _agree(_("bases"), _plain(one.denominator), _plain(two.denominator))


def _refuse_bounds(*quantities: Quantity) -> None:
    if any(q.kind in BOUNDS for q in quantities):
        raise BadQuantity(why=_("a bound is not an exact figure"))


def _kind_of_sum(one: Quantity, two: Quantity) -> Kind:
    kinds = {one.kind, two.kind}
    if len(kinds) == 1:
        return one.kind
    if kinds & INTENDED:
        raise BadQuantity(why=_("what was intended and what was observed do not mix"))
    if kinds == OBSERVED:
        return Kind.ABOUT
    if Kind.ABOUT in kinds or len(kinds & BOUNDS) > 1:
        raise BadQuantity(why=_("a bound is not an exact figure"))
    return (kinds - {Kind.EXACT}).pop()


def _ends(q: Quantity) -> tuple[float, float]:
    if q.kind is Kind.RANGE and q.low is not None and q.high is not None:
        return q.low, q.high
    return _value(q), _value(q)


def _value(q: Quantity) -> float:
    if q.value is None:  # a range
        raise BadQuantity(why=_("a bound is not an exact figure"))
    return q.value


def _divisor(q: Quantity) -> float:
    if not _value(q):
        raise BadQuantity(why=_("the base is zero"))
    return _value(q)


def _result(one: Quantity, two: Quantity, value: float, kind: Kind, missed: int, reason: str) -> Quantity:
    # an interval or a worst case of one part says nothing of the sum, so neither is kept
    counted = one.denominator is not None
    return replace(
        one, value=value, kind=kind, numerator=value if counted else None, low=None, high=None, interval=None,
        source=_sources(one, two), missing=missed, reason=reason,
    )  # fmt: skip


def _sources(one: Quantity, two: Quantity) -> str:
    return " ; ".join(dict.fromkeys(s for s in (one.source, two.source) if s))


def _reasons(one: Quantity, two: Quantity) -> str:
    return " ; ".join(dict.fromkeys(r for r in (one.reason, two.reason) if r))


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
