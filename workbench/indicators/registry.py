"""The indicators of the experiment, declared: what the charter asks for, in three families."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from workbench.indicators import cost, follow_up, funnel, partners, profile, state, themes, working_time
from workbench.indicators.definitions import Family, Indicator, Result, Tables
from workbench.indicators.definitions import deferred as _
from workbench.people import Audience

Formula = Callable[[Tables, str], Result]
STUDY = _("follow-up tables of the study")
ID = ("household", "territory")
STATE = ("household", "territory", "entered", "exited", "exit_kind")
WAVE = ("household", "wave", "date", "status", "missing_reason")
CONTINGENT = (_("dwellings of the contingent"), _("dwellings proposed"))
MILESTONE = {
    6: _("Households housed after 6 months"),
    12: _("Households housed after 12 months"),
    18: _("Households housed after 18 months"),
}


def _define(
    family: Family, name: str, label: str, compute: Formula, needs: Mapping[str, tuple[str, ...]], *,
    unit: str = "household", of: tuple[str, str] = ("", ""), period: str = "", source: str = STUDY, caveat: str = "",
    audience: Audience = Audience.T2,
) -> Indicator:  # fmt: skip
    return Indicator(
        name, label, family, of[0], of[1], unit, period, source, needs, compute, audience=audience, caveat=caveat
    )


def _process() -> Iterator[Indicator]:
    define = partial(_define, Family.PROCESS)
    entered = {"households": (*ID, "entered"), "targets": ("territory", "target")}
    yield define("rehoused", _("Households rehoused against the target"), funnel.rehoused, entered,
        of=(_("households with keys"), _("target of the experiment")),
        caveat=_("Counting leases rewards quick matching; it does not say who was turned away."))  # fmt: skip
    yield define("target-reached", _("Share of the target reached"), funnel.target_reached, entered, unit="share",
        of=(_("households with keys"), _("target of the experiment")))  # fmt: skip
    proposed = ("territory", "proposed")
    yield define("dwellings-proposed", _("Dwellings proposed, by contingent"), funnel.dwellings,
        {"dwellings": (*proposed, "contingent")}, unit="dwelling", of=(_("dwellings proposed"), ""))  # fmt: skip
    yield define("dwellings-prefecture", _("Dwellings of the préfecture’s contingent"), funnel.prefecture,
        {"dwellings": (*proposed, "contingent")}, unit="dwelling", of=CONTINGENT)  # fmt: skip
    yield define("prefecture-share", _("Share of the préfecture’s contingent"), funnel.prefecture_share,
        {"dwellings": (*proposed, "contingent")}, unit="share", of=CONTINGENT)  # fmt: skip
    yield define("dwellings-outcomes", _("What became of the dwellings proposed"), funnel.outcomes,
        {"dwellings": (*proposed, "outcome")}, unit="dwelling",
        of=(_("dwellings by outcome"), _("dwellings proposed")))  # fmt: skip
    yield define("selection-94", _("Selection of candidates in Val-de-Marne"), funnel.selection,
        {"selection_94": ("dimension", "category", *funnel.SELECTION, "note")}, unit="candidate",
        of=(_("candidates at each stage"), ""),
        caveat=_("The two tables of the source do not count the same candidates; blank cells are not zero."),
    )  # fmt: skip
    yield define("days-to-decision", _("Days from the proposal to the decision"), funnel.decided_after,
        {"dwellings": (*proposed, "decided")}, unit="day", of=(_("days"), _("dwellings with a decision")))  # fmt: skip
    yield define("days-to-keys", _("Days from the decision to the keys"), funnel.keys_after,
        {"dwellings": ("territory", "household", "decided"), "households": (*ID, "entered")}, unit="day",
        of=(_("days"), _("dwellings let")))  # fmt: skip
    log = {"working_time": ("date", "referent", "task", "hours")}
    year = _("mean month of the period noted")
    yield define("working-hours", _("Monthly working time of a référent, by task"), working_time.hours, log,
        unit="hour/month", of=(_("hours noted"), _("months of a référent")), period=year)  # fmt: skip
    yield define("working-desk", _("Files, telephone and mail in a référent’s month"), working_time.desk_hours, log,
        unit="hour/month", of=(_("hours noted"), _("months of a référent")), period=year)  # fmt: skip
    yield define("working-share-visits", _("Share of working time with households"), working_time.visits_share, log,
        unit="share", of=(_("hours of visits, meetings and accompaniments"), _("all hours")), period=year)  # fmt: skip
    yield define("working-share-partners", _("Share of working time with partners"), working_time.partners_share, log,
        unit="share", of=(_("hours with partners"), _("all hours")), period=year)  # fmt: skip
    cells = {"coordination": ("date", "territory", "partner", "present")}
    yield define("partners-presence", _("Partners present in the coordination cells"), partners.presence, cells,
        unit="meeting", of=(_("meetings attended"), _("meetings held")))  # fmt: skip
    yield define("cells-rhythm", _("Weeks between two coordination cells"), partners.rhythm, cells, unit="week",
        of=(_("weeks"), _("intervals between meetings")))  # fmt: skip
    budget = {"budget": ("item", "value", "unit", "period", "kind", "source")}
    yield define("budget", _("Published budget"), cost.budget, budget, unit="EUR/year", of=(_("budget"), ""))
    yield define("cost-household-year", _("Planned cost of a household for a year"), cost.per_household_year, budget,
        unit="EUR/household-year", of=(_("budget of a year"), _("households budgeted")),
        caveat=_("Planned, not spent: fewer households than budgeted make each of them dearer."))  # fmt: skip


def _profile() -> Iterator[Indicator]:
    define = partial(_define, Family.FOLLOW_UP)
    entry = _("at entry")
    of = (_("households concerned"), _("households rehoused"))
    yield define("composition", _("Composition of the households"), profile.composition,
        {"households": (*ID, "composition")}, of=of, period=entry)  # fmt: skip
    yield define("people-housed", _("Adults and children housed"), profile.people,
        {"households": (*ID, "adults", "children")}, unit="person", of=(_("persons"), ""), period=entry)  # fmt: skip
    yield define("origin", _("Where the households lived before"), profile.origin,
        {"households": (*ID, "origin")}, of=of, period=entry)  # fmt: skip
    yield define("resources-entry", _("Monthly resources at entry"), profile.resource_bands,
        {"households": (*ID, "resources_entry", "resources_missing")}, of=of, period=entry)  # fmt: skip
    owed = ("debts", "debts_missing")
    yield define("debts", _("Households with debts"), profile.debts, {"households": (*ID, *owed)},
        of=(_("households with debts"), _("households asked about debts")), period=entry,
        caveat=_("Where nobody asked, debts are missing, not absent."))  # fmt: skip
    yield define("debt-types", _("Types of debts"), profile.debt_types,
        {"households": (*ID, *owed, "debt_types")}, unit="mention",
        of=(_("mentions of a type"), _("households with debts")), period=entry,
        caveat=_("Several answers were possible: mentions do not add up to households."))  # fmt: skip
    yield define("debt-amounts", _("Smallest and largest debt"), profile.debt_amounts,
        {"households": (*ID, *owed, "debt_amount")}, unit="EUR",
        of=(_("EUR"), _("households with debts")), period=entry, audience=Audience.T0)  # fmt: skip
    yield define("no-rental-experience", _("Households that never held a lease"), profile.no_rental_experience,
        {"households": (*ID, "rental_experience")}, of=of, period=entry)  # fmt: skip
    yield define("emergency-shelter", _("Households from emergency shelter"), profile.emergency_shelter,
        {"households": (*ID, "emergency_shelter")}, of=of, period=entry)  # fmt: skip
    yield define("adhesion-hard", _("Households for which agreeing was hard at first"), profile.hard_adhesion,
        {"households": (*ID, "adhesion")}, of=of, period=entry)  # fmt: skip


def _support() -> Iterator[Indicator]:
    define = partial(_define, Family.FOLLOW_UP)
    of = (_("households concerned"), _("households with an answer at the wave"))
    yield define("follow-ups-done", _("Follow-up meetings held"), follow_up.done, {"follow_up": WAVE},
        unit="observation", of=(_("meetings held"), _("meetings due")))  # fmt: skip
    yield define("rights-opened", _("Households with a right opened"), follow_up.rights,
        {"follow_up": (*WAVE, "rights_opened")}, of=(_("households with a right opened"), _("households followed")),
        caveat=_("A right opened is counted for the household, never several times."))  # fmt: skip
    yield define("themes-worked", _("Themes worked with the households"), themes.worked,
        {"follow_up": (*WAVE, "themes")}, of=(_("households with the theme"), _("households followed")))  # fmt: skip
    yield define("three-themes", _("Households with at least three themes"), themes.at_least_three,
        {"follow_up": (*WAVE, "themes")},
        of=(_("households with three themes"), _("households followed")))  # fmt: skip
    yield define("visits", _("Visits to a household, a month"), follow_up.visits,
        {"follow_up": (*WAVE, "visits")}, unit="visit/household-month",
        of=(_("visits"), _("months of the households met")),
        caveat=_("More visits are not better support: the pace follows the need."))  # fmt: skip
    yield define("employment", _("Households in work or training"), follow_up.employment,
        {"follow_up": (*WAVE, "employment")}, of=of)  # fmt: skip
    yield define("health-access", _("Households with full access to care"), follow_up.health,
        {"follow_up": (*WAVE, "health_access")}, of=of)  # fmt: skip


def _outcome() -> Iterator[Indicator]:
    define = partial(_define, Family.OUTCOME)
    whole = {"households": STATE}
    of = (_("households concerned"), _("households rehoused"))
    yield define("support-ended", _("Households whose support has ended"), state.out, whole, of=of,
        caveat=_("Leaving the support is no success in itself."))  # fmt: skip
    yield define("support-ended-share", _("Share of households whose support has ended"), state.out_share, whole,
        unit="share", of=of)  # fmt: skip
    yield define("support-ongoing", _("Households still supported"), state.ongoing, whole, of=of)
    yield define("support-ends", _("How the supports ended"), state.ends, whole, of=of)
    yield define("support-breaks", _("Supports broken off"), state.breaks, whole, of=of)
    yield define("support-months", _("Length of the supports that have ended"), state.duration, whole, unit="month",
        of=(_("months"), _("supports that have ended")),
        caveat=_("Supports still ongoing would make the median longer."))  # fmt: skip
    for months in state.MILESTONES:
        yield define(f"housed-{months:02d}", MILESTONE[months],
            state.housed_after(months), whole,
            of=(_("households known to be housed"), _("households due with a known state")),
            caveat=_("After the end of support nobody looks: these households are not known, not lost."))  # fmt: skip
    of = (_("households concerned"), _("households with an answer at the wave"))
    yield define("rent-paid", _("Households that paid the whole rent"), follow_up.rent,
        {"follow_up": (*WAVE, "rent_paid")}, of=of,
        caveat=_("The rent left after the allowance: an allowance paid late makes arrears too."))  # fmt: skip
    yield define("rent-regular", _("Rent paid three waves in a row"), follow_up.regular,
        {"follow_up": (*WAVE, "rent_paid")},
        of=(_("households with such a run"), _("households seen three waves in a row")))  # fmt: skip
    yield define("arrears", _("Households with arrears"), follow_up.arrears, {"follow_up": (*WAVE, "arrears")}, of=of)
    yield define("arrears-amounts", _("Smallest and largest arrears"), follow_up.arrears_amounts,
        {"follow_up": (*WAVE, "arrears")}, unit="EUR", of=(_("EUR"), _("households with arrears")),
        audience=Audience.T0)  # fmt: skip
    yield define("resources-change", _("Households whose resources rose"), follow_up.resources,
        {"follow_up": (*WAVE, "resources", "resources_missing")},
        of=(_("households whose resources rose"), _("households known at entry and later")),
        caveat=_("Changes within 5 % are called stable."))  # fmt: skip


REGISTRY: tuple[Indicator, ...] = tuple(
    sorted(chain(_process(), _profile(), _support(), _outcome()), key=lambda indicator: indicator.id)
)


BY_ID = {indicator.id: indicator for indicator in REGISTRY}


def label(indicator: str) -> str:
    """The label of the indicator of that id, in the user's language; the id itself where it is not in the registry."""
    return _(BY_ID[indicator].label) if indicator in BY_ID else indicator
