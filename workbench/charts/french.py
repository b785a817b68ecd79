"""Numbers as French readers write them: one place for the drawings, their tables and their captions."""

from math import isnan
from typing import Any

from workbench.errors import BadInput
from workbench.indicators import display
from workbench.messages import _


def number(value: float, decimals: int = 0) -> str:
    """12345.5 -> "12 345,5" (narrow no-break space), whatever the language; `decimals` at most, zeros dropped."""
    return display.number(value, decimals, "fr_FR")


def count(value: float | None, low: float | None = None, high: float | None = None) -> str:
    """A count, or "de 0 à 6" where it is withheld; raises BadInput when a withheld count has no interval."""
    if not missing(value):
        return number(value)  # type: ignore[arg-type]
    if missing(low) or missing(high):
        raise BadInput(why=_("a withheld count needs its interval, low and high"))
    return _("from {low} to {high}").format(low=number(low), high=number(high))  # type: ignore[arg-type]


def missing(value: object) -> bool:
    """Whether a cell of a frame holds nothing: None, NaN or pandas' NA. Nothing is not zero."""
    if value is None or str(value) == "<NA>":
        return True
    return isinstance(value, float) and isnan(value)


def locale() -> dict[str, Any]:
    """Vega's format locale for French, with the narrow no-break space between thousands."""
    import vl_convert

    return {**vl_convert.get_format_locale("fr-FR"), "thousands": display.NARROW}  # Vega's own is U+00A0
