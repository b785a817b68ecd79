"""A quantity in words: counts first, French numbers, never a decimal on a percentage of a small group."""

from collections.abc import Callable

from workbench.indicators.quantities import Kind, Quantity
from workbench.messages import _, language, ngettext

NARROW, NO_BREAK = "\u202f", "\u00a0"
# Each unit says itself in one and in several, with {n} for the number.
UNITS: dict[str, Callable[[int], str]] = {
    "household": lambda n: ngettext("{n} household", "{n} households", n),
    "person": lambda n: ngettext("{n} person", "{n} persons", n),
    "dwelling": lambda n: ngettext("{n} dwelling", "{n} dwellings", n),
    "candidate": lambda n: ngettext("{n} candidate", "{n} candidates", n),
    "file": lambda n: ngettext("{n} file", "{n} files", n),
    "measure": lambda n: ngettext("{n} measure", "{n} measures", n),
    "mention": lambda n: ngettext("{n} mention", "{n} mentions", n),
    "observation": lambda n: ngettext("{n} follow-up meeting", "{n} follow-up meetings", n),
    "meeting": lambda n: ngettext("{n} meeting", "{n} meetings", n),
    "visit": lambda n: ngettext("{n} visit", "{n} visits", n),
    "visit/household-month": lambda n: ngettext(
        "{n} visit per household and month", "{n} visits per household and month", n
    ),
    "excerpt": lambda n: ngettext("{n} excerpt", "{n} excerpts", n),
    "episode": lambda n: ngettext("{n} episode of support", "{n} episodes of support", n),
    "event": lambda n: ngettext("{n} event", "{n} events", n),
    "household/full-time": lambda n: ngettext(
        "{n} household per full-time post", "{n} households per full-time post", n
    ),
    "day": lambda n: ngettext("{n} day", "{n} days", n),
    "week": lambda n: ngettext("{n} week", "{n} weeks", n),
    "month": lambda n: ngettext("{n} month", "{n} months", n),
    "hour": lambda n: ngettext("{n} hour", "{n} hours", n),
    "hour/month": lambda n: ngettext("{n} hour a month", "{n} hours a month", n),
    "EUR": lambda n: ngettext("{n} euro", "{n} euros", n),
    "EUR/month": lambda n: ngettext("{n} euro a month", "{n} euros a month", n),
    "EUR/year": lambda n: ngettext("{n} euro a year", "{n} euros a year", n),
    "EUR/household": lambda n: ngettext("{n} euro per household", "{n} euros per household", n),
    "EUR/household-year": lambda n: ngettext("{n} euro per household and year", "{n} euros per household and year", n),
    "EUR/unit-day": lambda n: ngettext(
        "{n} euro a day and consumption unit", "{n} euros a day and consumption unit", n
    ),
    "EUR/person-day": lambda n: ngettext("{n} euro a day and person", "{n} euros a day and person", n),
    "EUR/household-month": lambda n: ngettext("{n} euro a month and household", "{n} euros a month and household", n),
    "ratio": lambda n: ngettext("{n} time", "{n} times", n),
}


def locale() -> str:
    """The Babel locale of the language in force."""
    return "en_GB" if language() == "en" else "fr_FR"


def number(value: float, decimals: int = 1, of: str = "") -> str:
    """The number with that many decimals at most: 3 400 (narrow no-break space), 1,5.

    Written as the language in force does, or as that `of` a Babel locale.
    """
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0." + "#" * decimals, locale=of or locale()))


def money(value: float) -> str:
    """An amount as a bill writes it: 1 186 or 700,50, never 700,5."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0" if float(value).is_integer() else "#,##0.00", locale=locale()))


def percent(value: float) -> str:
    """A share as a whole percentage: 0.8333 gives "83 %"; 0 and 100 are kept for none and all."""
    from babel.numbers import format_percent

    # nearly all is not all: 199 of 200 reads 99 %, not 100 %
    whole = value if value in (0, 1) else min(max(value, 0.01), 0.99) if 0 < value < 1 else value
    return str(format_percent(whole, format=None if language() == "en" else f"#,##0{NARROW}%", locale=locale()))


def amount(value: float, unit: str) -> str:
    """The number with its unit, agreeing as the language wants: "0 ménage", "1,5 heure par mois", "150 000 €"."""
    if unit == "share":
        return percent(value)
    # French says "1,5 heure" and "0 ménage"; English says "1.5 hours"
    several = (abs(value) >= 2) if language() != "en" else value != 1
    words = UNITS[unit](2 if several else 1) if unit in UNITS else "{n} " + unit
    return words.format(n=money(value) if unit.startswith("EUR") else number(value))


def display(q: Quantity) -> str:
    """The quantity in a few words: "18 ménages sur 24", "plus de 700", "environ 3 400 ménages", "non renseigné (…)"."""
    match q.kind:
        case Kind.MISSING:
            return _("not recorded ({reason})").format(reason=q.reason)
        case Kind.RANGE:
            return _("from {low} to {high}").format(low=number(q.low or 0), high=amount(q.high or 0, q.unit))
        case Kind.ABOUT:
            return _("about {figure}").format(figure=_figure(q))
        case Kind.AT_LEAST:
            return _("more than {figure}").format(figure=_figure(q)) if _printed(q) else _("at least {figure}").format(
                figure=_figure(q))  # fmt: skip
        case Kind.AT_MOST:
            return _("at most {figure}").format(figure=_figure(q))
        case Kind.TARGET:
            return _("{figure} (target)").format(figure=_figure(q))
        case Kind.PLANNED:
            return _("{figure} (planned)").format(figure=_figure(q))
    return _figure(q)


def _printed(q: Quantity) -> bool:
    # "plus de 700" is how a report writes a lower bound; our own count with blanks in it is "at least"
    return not q.missing


def _figure(q: Quantity) -> str:
    value = q.value or 0
    counted = q.numerator is not None and q.denominator is not None
    if q.unit == "share" and counted:
        return _("{count} of {base} ({percent})").format(
            count=number(q.numerator or 0), base=number(q.denominator or 0), percent=percent(value)
        )
    if counted and q.numerator == q.value:
        return _("{count} of {base}").format(count=amount(value, q.unit), base=number(q.denominator or 0))
    return amount(value, q.unit)


def sentence(q: Quantity) -> str:
    """The words, then the blanks with their bounds, then the interval: everything that stands under a chart."""
    parts = [display(q)]
    if q.missing and q.kind is not Kind.MISSING:
        blanks = ngettext("{n} answer not recorded: {reason}", "{n} answers not recorded: {reason}", q.missing)
        parts.append(blanks.format(n=number(q.missing), reason=q.reason))
        if q.denominator and q.low is not None and q.high is not None and q.numerator is not None:
            parts.append(_("between {low} and {high} of {all} whatever they are").format(
                low=number(q.low), high=number(q.high), all=number(q.denominator + q.missing)))  # fmt: skip
    if q.denominator and q.numerator is None and q.value is not None and q.low is not None and q.high is not None:
        say = percent if q.unit == "share" else number
        parts.append(_("median of {n}, from {low} to {high}").format(
            n=number(q.denominator), low=say(q.low), high=say(q.high)))  # fmt: skip
    if q.interval:
        parts.append(
            _("interval {low} to {high} (95%)").format(low=percent(q.interval[0]), high=percent(q.interval[1]))
        )
    return " ; ".join(parts)


def interval_caption() -> str:
    """What an interval on a whole cohort is about; it stands under every table or chart that shows one."""
    return _(
        "The households counted are all of those of the experiment: their count is exact. The interval (Wilson, 95 %) "
        "speaks of similar households to come."
    )
