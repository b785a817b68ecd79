"""Stretches of the line of numbers, exact: where a figure may lie, and what sums and quotients make of them."""

from dataclasses import dataclass
from fractions import Fraction
from math import inf

Exact = Fraction | float  # a float only where it is infinite


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high`, ends included unless said open."""

    low: Exact
    high: Exact
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Exact) -> bool:
        above = self.low < value or (self.low == value and not self.low_open)
        return above and (value < self.high or (value == self.high and not self.high_open))

    def meets(self, other: "Span") -> bool:
        """Whether one number lies in both."""
        return self._starts_before_end_of(other) and other._starts_before_end_of(self)

    def within(self, other: "Span") -> bool:
        low = self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open))
        high = self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open))
        return low and high

    @property
    def bounded(self) -> bool:
        return self.low > -inf and self.high < inf

    def __add__(self, other: "Span") -> "Span":
        opened = self.low_open or other.low_open, self.high_open or other.high_open
        return Span(self.low + other.low, self.high + other.high, *opened)

    def __sub__(self, other: "Span") -> "Span":
        return self + Span(-other.high, -other.low, other.high_open, other.low_open)

    def times(self, by: Fraction) -> "Span":
        """Every number of the span multiplied by a number above zero."""
        return Span(self.low * by, self.high * by, self.low_open, self.high_open)

    def over(self, base: "Span") -> "Span":
        """Every quotient by a base that is never negative; a base that may be zero leaves the end open to infinity."""
        low = _divided(self.low, base.high if self.low >= 0 else base.low)
        high = _divided(self.high, base.low if self.high >= 0 else base.high)
        opened = self.low_open or (base.high_open if self.low >= 0 else base.low_open)
        closed = self.high_open or (base.low_open if self.high >= 0 else base.high_open)
        return Span(low, high, opened, closed)

    def _starts_before_end_of(self, other: "Span") -> bool:
        return self.low < other.high or (self.low == other.high and not (self.low_open or other.high_open))


def point(value: Fraction) -> Span:
    return Span(value, value)


def around(value: Fraction, half: Fraction) -> Span:
    return Span(value - half, value + half)


def _divided(top: Exact, bottom: Exact) -> Exact:
    if bottom == inf:
        return Fraction(0) if -inf < top < inf else top
    if bottom == 0:
        return inf if top >= 0 else -inf
    return top / bottom
