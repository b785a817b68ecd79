"""How the experiment was run: matching, work, partners, cost, voices."""

from collections.abc import Iterator
from functools import partial

from workbench.indicators import contact, cost, funnel, partners, voices, working_time
from workbench.indicators.charter.define import ID, STATE, WAVE, define
from workbench.indicators.definitions import Family, Indicator
from workbench.indicators.definitions import deferred as _

CONTINGENT = (_("dwellings of the contingent"), _("dwellings proposed"))


def process() -> Iterator[Indicator]:
    """The indicators of this family, in the order in which they are shown."""
    declare = partial(define, Family.PROCESS)
    entered = {"households": (*ID, "entered"), "targets": ("territory", "target")}
    yield declare("rehoused", _("Households rehoused against the target"), funnel.rehoused, entered,
        of=(_("households with keys"), _("target of the experiment")),
        caveat=_("Counting leases rewards quick matching; it does not say who was turned away."))  # fmt: skip
    yield declare("target-reached", _("Share of the target reached"), funnel.target_reached, entered, unit="share",
        of=(_("households with keys"), _("target of the experiment")))  # fmt: skip
    proposed = ("territory", "proposed")
    yield declare("dwellings-proposed", _("Dwellings proposed, by contingent"), funnel.dwellings,
        {"dwellings": (*proposed, "contingent")}, unit="dwelling", of=(_("dwellings proposed"), ""))  # fmt: skip
    yield declare("dwellings-prefecture", _("Dwellings of the préfecture’s contingent"), funnel.prefecture,
        {"dwellings": (*proposed, "contingent")}, unit="dwelling", of=CONTINGENT)  # fmt: skip
    yield declare("prefecture-share", _("Share of the préfecture’s contingent"), funnel.prefecture_share,
        {"dwellings": (*proposed, "contingent")}, unit="share", of=CONTINGENT)  # fmt: skip
    yield declare("dwellings-outcomes", _("What became of the dwellings proposed"), funnel.outcomes,
        {"dwellings": (*proposed, "outcome")}, unit="dwelling",
        of=(_("dwellings by outcome"), _("dwellings proposed")))  # fmt: skip
    yield declare("selection-94", _("Selection of candidates in Val-de-Marne"), funnel.selection,
        {"selection_94": ("dimension", "category", *funnel.SELECTION, "note")}, unit="candidate",
        of=(_("candidates at each stage"), ""),
        caveat=_("The two tables of the source do not count the same candidates; blank cells are not zero."),
    )  # fmt: skip
    yield declare("days-to-decision", _("Days from the proposal to the decision"), funnel.decided_after,
        {"dwellings": (*proposed, "decided")}, unit="day", of=(_("days"), _("dwellings with a decision")))  # fmt: skip
    yield declare("days-to-keys", _("Days from the decision to the keys"), funnel.keys_after,
        {"dwellings": ("territory", "household", "decided"), "households": (*ID, "entered")}, unit="day",
        of=(_("days"), _("dwellings let")))  # fmt: skip
    log = {"working_time": ("date", "referent", "task", "hours")}
    year = _("mean month of the period noted")
    yield declare("working-hours", _("Monthly working time of a référent, by task"), working_time.hours, log,
        unit="hour/month", of=(_("hours noted"), _("months of a référent")), period=year)  # fmt: skip
    yield declare("working-desk", _("Files, telephone and mail in a référent’s month"), working_time.desk_hours, log,
        unit="hour/month", of=(_("hours noted"), _("months of a référent")), period=year)  # fmt: skip
    yield declare("working-share-visits", _("Share of working time with households"), working_time.visits_share, log,
        unit="share", of=(_("hours of visits, meetings and accompaniments"), _("all hours")), period=year)  # fmt: skip
    yield declare("working-share-partners", _("Share of working time with partners"), working_time.partners_share, log,
        unit="share", of=(_("hours with partners"), _("all hours")), period=year)  # fmt: skip
    cells = {"coordination": ("date", "territory", "partner", "present")}
    yield declare("partners-presence", _("Partners present in the coordination cells"), partners.presence, cells,
        unit="meeting", of=(_("meetings attended"), _("meetings held")))  # fmt: skip
    yield declare("cells-rhythm", _("Weeks between two coordination cells"), partners.rhythm, cells, unit="week",
        of=(_("weeks"), _("intervals between meetings")))  # fmt: skip
    budget = {"budget": ("item", "value", "unit", "period", "kind", "source")}
    yield declare("budget", _("Published budget"), cost.budget, budget, unit="EUR/year", of=(_("budget"), ""))
    yield declare("cost-household-year", _("Planned cost of a household for a year"), cost.per_household_year, budget,
        unit="EUR/household-year", of=(_("budget of a year"), _("households budgeted")),
        caveat=_("Planned, not spent: fewer households than budgeted make each of them dearer."))  # fmt: skip
    yield declare("matching-funnel", _("From the proposal of a dwelling to its keys"), funnel.stages,
        {"dwellings": (*proposed, "decided", "outcome", "household"), "households": (*ID, "entered")}, unit="dwelling",
        of=(_("dwellings that reached each step"), _("dwellings proposed")))  # fmt: skip
    yield declare("refusal-reasons", _("Dwellings refused, by whom and why"), funnel.refusals,
        {"dwellings": (*proposed, "outcome", "refusal_reason")}, unit="dwelling",
        of=(_("dwellings refused"), _("dwellings proposed")),
        caveat=_("A refusal by a household says that a choice was left to it; it is no fault of its own."),
    )  # fmt: skip
    yield declare("working-shares", _("Share of working time by task"), working_time.shares, log, unit="share",
        of=(_("hours of the longest task"), _("all hours")), period=year)  # fmt: skip
    yield declare("contact-reached", _("Attempts at contact that reached the household"), contact.reached,
        {"follow_up": (*WAVE, "visits", "unanswered")}, unit="share",
        of=(_("visits and meetings held"), _("attempts at contact")),
        caveat=_("Counting contacts rewards those that are easy to reach; silence may be a choice."))  # fmt: skip
    yield declare("caseload", _("Households supported per full-time référent"), contact.caseload,
        {"households": STATE, "staff": ("referent", "territory", "time", "from", "until")}, unit="household/full-time",
        of=(_("days of support"), _("days of full-time posts")),
        caveat=_("Planned at ten households per référent; a lower figure may come from late entries."))  # fmt: skip
    yield declare("voice-balance", _("Excerpts in the households’ own words"), voices.balance,
        {"voices": voices.COLUMNS}, unit="excerpt", of=(_("excerpts from households"), _("excerpts coded")),
        source=_("codings of the interviews"),
        caveat=_("Excerpts are what coders kept: their number says who was heard, not who is right."))  # fmt: skip
