"""Whether a figure worked out confirms what is printed: rounding told from error, and doubt left as doubt."""

from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from math import inf

from workbench.indicators.consistency.claims import Claim, Figure
from workbench.indicators.consistency.rows import Relation
from workbench.indicators.consistency.spans import around, point
from workbench.indicators.consistency.units import PERCENT

ROUND_FIGURE = 1000  # from here on, zeros at the end of a whole number may come of rounding


class Verdict(IntEnum):
    """In the order of what one figure is finally told, when several checks bear on it."""

    CANNOT_TELL = 0
    AGREES = 1
    CONTRADICTION = 2

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check of one figure: its verdict, the figure worked out in the figure's unit, and the sentence."""

    verdict: Verdict
    figure: Figure | None
    why: str


def judge(claim: Claim, figure: Figure) -> Verdict:
    """A contradiction only where no number fits both; agreement where what was worked out is what is claimed."""
    if not claim.possible.meets(figure.span):
        return Verdict.CONTRADICTION
    if figure.mid is None or not figure.span.bounded:
        return Verdict.AGREES if figure.span.within(claim.agrees) else Verdict.CANNOT_TELL
    if claim.agrees.holds(figure.mid):
        return Verdict.AGREES
    # what overlaps by rounding alone agrees; beside a bound, or when a term is "about", it tells nothing
    certain = not figure.loose and not claim.bound
    return Verdict.AGREES if certain and claim.agrees.meets(figure.span) else Verdict.CANNOT_TELL


def rounded(claim: Claim, figure: Figure, relation: Relation) -> Claim:
    """The claim with the rounding that a whole number may hold beside what was worked out.

    24 households are 24. A quotient is seldom whole, so a whole number printed for it is rounded to the unit, and
    "79 000 €" to its last digit that is not zero (two digits are always taken as meant). A total of a million or
    more may be rounded so too, by one per cent at most.
    """
    if not claim.plain or claim.value is None or claim.unit.family in {"share", "points"}:
        return claim
    value = abs(claim.value)
    quotient = relation in {Relation.RATIO, Relation.CHANGE}
    whole = figure.mid is not None and figure.mid.denominator == 1
    # terms printed with decimals may make a whole number that was rounded; 18 months are not 2 years
    blurred = quotient or figure.span.low < figure.span.high
    half = Fraction(1, 2) if blurred and not whole else Fraction(0)
    reach = _last_digit(value) / 2
    if not (quotient or value >= 1000 * ROUND_FIGURE or (relation is Relation.SAME and value >= ROUND_FIGURE)):
        reach = Fraction(0)
    near = min(reach, value / 100)
    far = reach if value >= ROUND_FIGURE and relation in {Relation.RATIO, Relation.SAME} else near
    return replace(
        claim, agrees=around(claim.value, max(half, near)), possible=around(claim.value, max(half, near, far))
    )


def _last_digit(value: Fraction) -> Fraction:
    """The place of the last digit that is not zero, two digits at least being meant."""
    if value.denominator != 1 or value < 100:
        return Fraction(0)
    digits = str(value.numerator)
    zeros = len(digits) - len(digits.rstrip("0"))
    return Fraction(10 ** min(zeros, len(digits) - 2)) if zeros else Fraction(0)


def whole_of_shares(claim: Claim) -> Claim:
    """100 % is all of it, not a figure rounded."""
    hundred = Fraction(1) / claim.unit.scale
    if claim.unit.family == "share" and claim.value == hundred and not claim.loose and not claim.bound:
        return replace(claim, agrees=point(hundred), possible=point(hundred))
    return claim


def ceiling(claim: Claim) -> Claim | None:
    """A cap: anything up to it; None when it is only said to be at least so much."""
    high = claim.possible.high
    if high == inf:
        return None
    limit = claim.value if claim.value is not None and not claim.loose else high
    span = replace(claim.agrees, low=-inf, high=limit, low_open=False, high_open=claim.possible.high_open)
    return replace(claim, agrees=span, possible=span, bound=True)


def in_percent(claim: Claim, figure: Figure) -> Claim:
    """85 without a unit, beside a quotient of at most one, is a percentage."""
    bare = not claim.unit.family and not claim.growth and figure.unit.family in {"ratio", "share"}
    if not bare or claim.value is None or claim.value <= 1 or figure.mid is None or figure.mid > 1:
        return claim
    step = claim.step or Fraction(1)
    span = around(claim.value, step / 2)
    claim = replace(claim, unit=PERCENT, step=step)
    return claim if claim.loose or claim.bound else replace(claim, agrees=span, possible=span)


def mirrored(claim: Claim) -> Claim:
    """The claim with its sign turned."""
    spans = [replace(s, low=-s.high, high=-s.low) for s in (claim.agrees, claim.possible)]
    return replace(claim, agrees=spans[0], possible=spans[1])
