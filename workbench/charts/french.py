"""Numbers as French readers write them: one place for the drawings, their tables and their captions."""

from math import isnan
from typing import Any

from workbench.errors import BadInput
from workbench.messages import _

THOUSANDS = "\u202f"  # narrow no-break space, the usage of the Imprimerie nationale; Vega's own is U+00A0


def number(value: float, decimals: int = 0) -> str:
    """12345.5 -> "12 345,5" (Babel, narrow no-break space); `decimals` at most, trailing zeros dropped."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    written: str = format_decimal(value, format=pattern, locale="fr_FR")
    return written.replace("\u00a0", THOUSANDS)


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

    return {**vl_convert.get_format_locale("fr-FR"), "thousands": THOUSANDS}
