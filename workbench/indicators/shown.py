"""Indicators as frames in words, for an evaluator's notebook: what each one counts, and what stands below its figure.

The columns are headings in the user's language, so that a frame can be shown as it is.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.indicators import survival
from workbench.indicators.definitions import Family, Result
from workbench.indicators.display import display, number, percent, sentence
from workbench.indicators.formulas import FORMULAS
from workbench.indicators.frames import result
from workbench.indicators.quantities import Quantity
from workbench.indicators.registry import REGISTRY, label
from workbench.messages import _
from workbench.people import Voice

if TYPE_CHECKING:
    from pandas import DataFrame


def families() -> dict[Family, str]:
    """How the three families of the charter are called."""
    return {Family.PROCESS: _("process"), Family.FOLLOW_UP: _("follow-up"), Family.OUTCOME: _("outcome")}


def category(name: str) -> str:
    """A category as it is said; those of the data are said as they are written there."""
    words = {
        Voice.HOUSEHOLD: _("households"), Voice.ASSOCIATION: _("operators and référents"),
        Voice.LANDLORD: _("landlords"), Voice.LOCAL_AUTHORITY: _("département"), Voice.SIAO: _("SIAO"),
        Voice.STATE: _("State"), Voice.HEALTH: _("health services"), Voice.AUTHOR: _("authors of reports"),
        Voice.UNKNOWN: _("voice not known"), "housed": _("housed"), "not known": _("not known"),
        "not yet due": _("not yet due"), "adults": _("adults"), "children": _("children"),
    }  # fmt: skip
    return words.get(name, name)


def declared() -> "DataFrame":
    """Every indicator of the registry: its family, what is counted out of what, its source, what it may push to."""
    from pandas import DataFrame

    names = families()
    return DataFrame([
        {
            _("indicator"): _(one.label), _("family"): names[one.family], _("what is counted"): _(one.numerator),
            _("out of"): _(one.denominator) if one.denominator else "", _("source"): _(one.source),
            _("to keep in mind"): _(one.caveat) if one.caveat else "",
        }
        for one in REGISTRY
    ])  # fmt: skip


def below(results: Iterable[Result], indicator: str) -> "DataFrame":
    """An indicator and its categories: the figure, then its blanks, bounds and interval; raises KeyError."""
    from pandas import DataFrame

    found = result(results, indicator)
    rows = [(label(indicator), found), *found.by.items()]
    frame = DataFrame([
        {_("category"): category(name), _("figure"): display(one.quantity), _("in full"): more(one.quantity)}
        for name, one in rows
    ])  # fmt: skip
    return frame if any(frame[_("in full")]) else frame.drop(columns=_("in full"))


def more(q: Quantity) -> str:
    """The sentence of a figure where it says more than the figure; otherwise nothing."""
    said = sentence(q)
    return said if said != display(q) else ""


def remaining(results: Iterable[Result]) -> "DataFrame":
    """What is left to live on under each named formula, side by side and never mixed: formula, figure, source."""
    from pandas import DataFrame

    every = list(results)
    return DataFrame([
        {
            _("formula"): _(formula.label), _("figure"): display(result(every, f"remaining-{name}").quantity),
            _("source"): _(formula.source),
        }
        for name, formula in FORMULAS.items()
    ])  # fmt: skip


def milestones(found: survival.Durations) -> "DataFrame":
    """Supports still seen at each milestone, ended by then, begun too late to tell; counts only."""
    frame = survival.milestones(found)
    names = {
        "months": _("months"), "at_risk": _("still seen"), "ended": _("ended by then"),
        "not_due": _("begun too late to tell"),
    }  # fmt: skip
    return frame.rename(columns=names)


def _between(low: float, high: float) -> str:
    # until a first support ends the formula gives no width, which is not certainty: nothing is said
    return _("{low} to {high}").format(low=percent(low), high=percent(high)) if low < high else ""


def curve(found: survival.Durations) -> "DataFrame":
    """The supports still ongoing, month by month, while ten or more are at risk: share, interval, number at risk.

    The interval is empty until a first support ends. Raises BadQuantity where they are too few for a curve.
    """
    from pandas import DataFrame

    frame = survival.curve(found)
    columns = (frame[name].tolist() for name in ("months", "share", "low", "high", "at_risk"))
    return DataFrame([
        {
            _("months"): number(month), _("still ongoing"): percent(share),
            _("interval (95%)"): _between(low, high),
            _("still seen"): at_risk,
        }
        for month, share, low, high, at_risk in zip(*columns, strict=True)
    ])  # fmt: skip
