"""How long supports last: milestones while few are at risk, curves where enough are, competing ends kept apart."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.errors import BadQuantity
from workbench.indicators import reading, state
from workbench.indicators.definitions import Tables
from workbench.indicators.state import MONTH
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame

ENOUGH = 10  # households at risk, below which no curve is drawn
ONGOING = ""


@dataclass(frozen=True, slots=True)
class Durations:
    """Months of each support so far, and how it ended; an empty end is still ongoing (censored on the day)."""

    months: "reading.Floats"
    ends: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.months) != len(self.ends):
            raise BadQuantity(why=_("as many durations as ends are needed"))
        if not len(self.months):
            raise BadQuantity(why=_("the base is zero"))
        if np.isnan(self.months).any() or (self.months < 0).any():
            raise BadQuantity(why=_("a duration is not known, or is negative"))

    def at_risk(self, month: float) -> int:
        """Supports known to last until this month."""
        return int((self.months >= month).sum())


def supports(tables: Tables, at: str) -> Durations:
    """The supports of the cohort on `at`."""
    rows = state.cohort(tables, at)
    until = np.where(rows.out, rows.exited, np.datetime64(at))
    kinds = rows.exit_kind.filled(_("no reason given"))
    ends = tuple(kinds.word(row) if gone else ONGOING for row, gone in enumerate(rows.out))
    return Durations((until - rows.entered).astype("timedelta64[D]").astype("float64") / MONTH, ends)


def milestones(found: Durations, months: tuple[int, ...] = state.MILESTONES) -> "DataFrame":
    """Columns months, at_risk (still seen), ended (by then, any end), not_due (begun too late to tell)."""
    from pandas import DataFrame

    over = np.array([bool(end) for end in found.ends])
    return DataFrame([
        {
            "months": month, "at_risk": found.at_risk(month), "ended": int((over & (found.months < month)).sum()),
            "not_due": int((~over & (found.months < month)).sum()),
        }
        for month in months
    ])  # fmt: skip


def curve(found: Durations, enough: int = ENOUGH) -> "DataFrame":
    """Kaplan and Meier's curve of supports ongoing: months, share, low, high (95 %, log-log), at_risk.

    It stops where fewer than `enough` are at risk; raises BadQuantity where there never are as many: milestones and
    counts are then what can be said.
    """
    from lifelines import KaplanMeierFitter

    _enough(found, enough)
    fitted = KaplanMeierFitter().fit(found.months, [bool(end) for end in found.ends])
    frame = fitted.survival_function_.join(fitted.confidence_interval_)
    frame = frame.set_axis(["share", "low", "high"], axis=1).rename_axis("months").reset_index()
    return _kept(frame, found, enough)


def competing(found: Durations, enough: int = ENOUGH) -> "dict[str, DataFrame]":
    """Aalen and Johansen's curve of each way of ending, the others being other ends and not mere absences.

    Per end, most frequent first: months, share (ended so by then), low, high, at_risk; refused as `curve` is.
    """
    import warnings

    from lifelines import AalenJohansenFitter

    _enough(found, enough)
    kinds = [end for end in found.ends if end]
    names = sorted(set(kinds), key=lambda end: (-kinds.count(end), end))
    code = {name: place for place, name in enumerate(names, 1)}
    events = [code.get(end, 0) for end in found.ends]
    curves = {}
    for name in names:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # tied durations are shifted by a trifle, with a fixed seed
            fitted = AalenJohansenFitter(seed=0).fit(found.months, events, event_of_interest=code[name])
        frame = fitted.cumulative_density_.join(fitted.confidence_interval_)
        frame = frame.set_axis(["share", "low", "high"], axis=1).rename_axis("months").reset_index()
        curves[name] = _kept(frame, found, enough)
    return curves


def _enough(found: Durations, enough: int) -> None:
    if len(found.months) < enough:
        why = _("{n} households are too few for a curve (at least {enough}): say the milestones and their counts")
        raise BadQuantity(why=why.format(n=len(found.months), enough=enough))


def _kept(frame: "DataFrame", found: Durations, enough: int) -> "DataFrame":
    """The part of a curve under which enough are at risk."""
    frame = frame.assign(at_risk=[found.at_risk(month) for month in frame["months"]])
    kept: DataFrame = frame[frame["at_risk"] >= enough].reset_index(drop=True)
    return kept
