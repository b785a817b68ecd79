"""The checker's arithmetic and its verdicts, in words."""

import re
from fractions import Fraction
from math import inf

from workbench.indicators.consistency.claims import Claim, Figure
from workbench.indicators.consistency.spans import Exact, Span
from workbench.indicators.consistency.units import Unit
from workbench.indicators.display import NARROW, NO_BREAK, number
from workbench.messages import _


def shown(figure: Figure, decimals: int | None = None) -> str:
    """A figure with its unit: « 20 », « 82,1 % », « ≥ 30 % », « ≈ 400 »."""
    span = figure.span
    if figure.mid is not None and span.bounded:
        return ("≈ " if figure.loose else "") + in_unit(figure.mid, figure.unit, decimals)
    if span.bounded:
        return between(span, figure.unit)
    if span.high == inf and span.low > 0:
        return ("> " if span.low_open else "≥ ") + in_unit(span.low, figure.unit, decimals)
    return ("< " if span.high_open else "≤ ") + in_unit(span.high, figure.unit, decimals)


def between(span: Span, unit: Unit) -> str:
    """The ends of a span: « de 67,5 à 77,3 % », « plus de 50 % »."""
    if span.low == span.high:
        return in_unit(span.low, unit)
    if span.low == -inf:
        end = in_unit(span.high, unit)
        return (_("less than {n}") if span.high_open else _("{n} at most")).format(n=end)
    start = in_unit(span.low, unit)
    if span.high == inf:
        return (_("more than {n}") if span.low_open else _("{n} at least")).format(n=start)
    bare = re.split("[\u202f\u00a0](?=[^\\d])", start)[0]  # the unit is said once, at the end
    return _("from {low} to {high}").format(low=bare, high=in_unit(span.high, unit))


def in_unit(value: Exact, unit: Unit, decimals: int | None = None) -> str:
    """The number with its unit; shares as percentages, with one decimal more than whole numbers need."""
    if unit.family == "share" and unit.scale == 1:
        return in_unit(value * 100, Unit("share", Fraction(1, 100), text="%"), decimals)
    if decimals is None:
        decimals = _decimals(value, unit)
    written = number(float(value), decimals).replace("-", "−")
    text = unit.text
    return written + (NARROW if text == "%" else NO_BREAK if text else "") + text


def printed(claim: Claim) -> str:
    """The claim as the report prints it, in quotation marks when it is words."""
    text = claim.text
    if claim.value is not None and not any(c.isalpha() for c in text):
        if claim.unit.text and not text.endswith(claim.unit.text):
            return text + (NARROW if claim.unit.text == "%" else NO_BREAK) + claim.unit.text
        return text
    return _("“{text}”").format(text=text)


def _decimals(value: Exact, unit: Unit) -> int:
    if unit.family == "share":
        return 1 if value == 0 or not -1 < value < 1 else 2
    return 2 if -10_000 < value < 10_000 or unit.scale != 1 else 0
