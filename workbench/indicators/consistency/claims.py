"""What a figure or its wording claims: where the true figure may lie for the claim to be right."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from workbench.indicators.consistency.spans import Exact, Span, point
from workbench.indicators.consistency.units import RATIO, SHARE, UNSAID, Unit, factor


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, in its own unit.

    `agrees` and `possible`: the computed figure confirms the claim inside the first, contradicts it outside the
    second, and nothing is told between them. `value` is the figure named, if one is; `step` the last digit printed
    (0 for a plain whole number, which is taken as exact). `loose` claims are words and figures said to be about;
    `growth` claims are factors ("doubled" is 2); `signed` tells whether a direction was given.
    """

    agrees: Span
    possible: Span
    value: Fraction | None
    text: str
    unit: Unit = UNSAID
    step: Fraction = Fraction(0)
    loose: bool = False
    growth: bool = False
    signed: bool = False
    bound: bool = False

    def read_in(self, unit: Unit) -> "Claim | None":
        """The same claim in another unit; None when it cannot be said in it. Growth becomes a change in shares."""
        if self.growth:
            grown = self._grown() if unit.family in {"share", ""} else replace(self, growth=False, unit=RATIO)
            return grown.read_in(unit) if grown.unit != unit else grown
        times = factor(self.unit, unit)
        return None if times is None else replace(self.times(times), unit=unit if unit.family else self.unit)

    def times(self, by: Fraction) -> "Claim":
        value = None if self.value is None else self.value * by
        return replace(
            self, agrees=self.agrees.times(by), possible=self.possible.times(by), value=value, step=self.step * by
        )

    def _grown(self) -> "Claim":
        one = point(Fraction(-1))
        value = None if self.value is None else self.value - 1
        return replace(
            self, agrees=self.agrees + one, possible=self.possible + one, value=value, unit=SHARE, growth=False
        )

    @property
    def plain(self) -> bool:
        """A whole number printed as it is."""
        return not self.loose and not self.bound and self.step == 0 and self.value is not None

    @property
    def figure(self) -> "Figure":
        """The claim as a number to compute with."""
        return Figure(self.value, self.possible, self.unit, self.loose)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that arithmetic uses or makes: its middle where it has one, where it may lie, and its unit.

    `loose` when words or "about" went into it: what it overlaps is then neither confirmed nor contradicted.
    """

    mid: Fraction | None
    span: Span
    unit: Unit
    loose: bool = False

    def read_in(self, unit: Unit, *, apart: bool = False) -> "Figure | None":
        times = factor(self.unit, unit, apart=apart)
        if times is None:
            return None
        mid = None if self.mid is None else self.mid * times
        return Figure(mid, self.span.times(times), unit if unit.family else self.unit, self.loose)


def scaled(value: Fraction, low: Exact, high: Exact, least: Fraction = Fraction(0)) -> Span:
    """From low to high times the value, and at least `least` wide on each side that is not the value itself."""
    ends = sorted((_times(value, low), _times(value, high)))
    if low < 1:
        ends[0] = min(ends[0], value - least)
    if high > 1:
        ends[1] = max(ends[1], value + least)
    return Span(ends[0], ends[1])


def _times(value: Fraction, by: Exact) -> Exact:
    return by if abs(by) == inf else value * Fraction(str(by))
