"""The evaluators' charts, one call each from a notebook. They show small numbers: they are for the team alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.charts import bars as _bars
from workbench.charts import followup, worktime
from workbench.charts import shares as _shares
from workbench.charts import voices as _voices
from workbench.charts.figure import TEAM, Figure
from workbench.coding.retrieval import code_by_voice
from workbench.indicators import frames
from workbench.indicators.display import display, interval_caption
from workbench.indicators.registry import label
from workbench.messages import _, ngettext
from workbench.people import Voice
from workbench.study.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.indicators.definitions import Result


def voice_names() -> dict[str, str]:
    """How each side that speaks is called, households first."""
    return {
        Voice.HOUSEHOLD.value: _("households"),
        Voice.ASSOCIATION.value: _("operators and référents"),
        Voice.LANDLORD.value: _("landlords"),
        Voice.LOCAL_AUTHORITY.value: _("département"),
        Voice.SIAO.value: _("SIAO"),
        Voice.STATE.value: _("State"),
        Voice.HEALTH.value: _("health services"),
    }


def voices_frame(speech: "DataFrame", labels: dict[str, str], most: int | None = None) -> "DataFrame":
    """Columns code (its label), voice (its name), count (excerpts), the most spoken of first, at most `most` codes."""
    names = voice_names()
    counted = code_by_voice(speech)
    counted = counted[counted["voice"].isin(list(names))]
    order = counted.groupby("code")["excerpts"].sum().sort_values(ascending=False, kind="stable").index[:most]
    rank = {code: n for n, code in enumerate(order)}
    kept = counted[counted["code"].isin(order)]
    kept = kept.assign(rank=kept["code"].map(rank)).sort_values(["rank", "voice"])
    frame = kept.assign(code=kept["code"].map(labels), voice=kept["voice"].map(names))
    return frame.rename(columns={"excerpts": "count"})[["code", "voice", "count"]].reset_index(drop=True)


def sides(frame: "DataFrame") -> list[str]:
    """The sides that a voices frame shows, in order; households are always there, for their silence is a finding."""
    names = voice_names()
    heard = set(frame["voice"])
    return [name for voice, name in names.items() if name in heard or voice == Voice.HOUSEHOLD.value]


def voices(study: Study, codebook: str) -> Figure:
    """Excerpts of every theme by voice."""
    book = study.codebook(codebook)
    speech = study.codings_frame()
    frame = voices_frame(speech[speech["codebook"] == codebook], {c.id: c.label for c in book.codes})
    return _voices.code_by_voice(
        frame,
        id="voices",
        title=_("Who speaks of what"),
        caption=_("Distinct excerpts, however many coders coded them."),
        section=TEAM,
        voices=sides(frame),
    )


def indicators(results: "Sequence[Result]") -> "DataFrame":
    """Every indicator in words: name, figure, how many are missing and why, date."""
    from pandas import DataFrame

    rows = [
        {
            _("indicator"): label(r.indicator),
            _("figure"): display(r.quantity),
            _("missing"): r.quantity.missing,
            _("period or date"): _(r.quantity.period) if r.quantity.period else r.quantity.date,
        }
        for r in results
    ]
    return DataFrame(rows)


def counted(results: "Sequence[Result]", ids: "Sequence[str]") -> Figure:
    """These indicators as counts out of their bases, each with its interval; a blank is told with its reason."""
    from pandas import DataFrame

    known = {r.indicator: r.quantity for r in results}
    rows = [
        {"label": label(i), "count": known[i].numerator, "of": known[i].denominator, "reason": known[i].reason}
        | dict(zip(("low", "high"), known[i].interval or (None, None), strict=True))
        for i in ids
    ]
    return _shares.shares(
        DataFrame(rows),
        id="counted",
        title=_("Households counted, with their intervals"),
        caption=interval_caption(),
        section=TEAM,
        what=_("Indicator"),
        unit=_("households"),
    )


def composition(results: "Sequence[Result]") -> Figure:
    """Households by composition, both territories."""
    frame = frames.composition(results).groupby("label", sort=False, as_index=False)[["count"]].sum()
    return _bars.bars(
        frame,
        id="composition",
        title=_("Households by composition"),
        caption=_("In households, on entry."),
        section=TEAM,
        what=_("Composition"),
        unit=_("households"),
    )


def contingents(results: "Sequence[Result]") -> Figure:
    """Dwellings proposed by contingent, both territories."""
    frame = frames.contingent(results).groupby("label", sort=False, as_index=False)[["count"]].sum()
    return _bars.bars(
        frame.loc[frame["count"] > 0, ["label", "count"]],
        id="contingents",
        title=_("Dwellings proposed, by contingent"),
        caption=_("In dwellings: a household may have seen several."),
        section=TEAM,
        what=_("Contingent"),
        unit=_("dwellings"),
    )


def rent(results: "Sequence[Result]") -> Figure:
    """What was paid of the rent, wave after wave, with what was not recorded."""
    frame = frames.rent_by_wave(results)
    names = frame["wave"].map(lambda wave: ngettext("{n} month", "{n} months", wave).format(n=wave))
    return followup.milestones(
        frame.assign(milestone=names).rename(columns={"label": "state"})[["milestone", "state", "count"]],
        id="rent",
        title=_("Rent paid, wave after wave"),
        caption=_("In households due at the wave."),
        section=TEAM,
        what=_("Wave"),
        unit=_("households"),
    )


def working_time(results: "Sequence[Result]") -> Figure:
    """A référent's month by task."""
    return worktime.working_time(
        frames.working_time(results).rename(columns={"label": "task"})[["task", "hours"]],
        id="working-time",
        title=_("A référent’s month, by task"),
        caption=_("Mean hours a month and référent, from dated records."),
        section=TEAM,
    )
