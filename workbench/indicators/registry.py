"""The indicators of the experiment, declared: what the charter asks for, in three families."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from workbench.indicators import cost, follow_up, funnel, partners, profile, state, themes, working_time
from workbench.indicators.definitions import Family, Indicator, Result, Tables
from workbench.messages import _
from workbench.people import Audience

Formula = Callable[[Tables, str], Result]
STUDY = "follow-up tables of the study"
ID = ("household", "territory")
STATE = ("household", "territory", "entered", "exited", "exit_kind")


WAVE = ("household", "wave", "date", "status", "missing_reason")
CONTINGENT = ("dwellings of the contingent", "dwellings proposed")


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
    yield define("rehoused", "Households rehoused against the target", funnel.rehoused, entered,
        of=("households with keys", "target of the experiment"),
        caveat="Counting leases rewards quick matching; it does not say who was turned away.")  # fmt: skip
    yield define("target-reached", "Share of the target reached", funnel.target_reached, entered, unit="share",
        of=("households with keys", "target of the experiment"))  # fmt: skip
    proposed = ("territory", "proposed")
    yield define("dwellings-proposed", "Dwellings proposed, by contingent", funnel.dwellings,
        {"dwellings": (*proposed, "contingent")}, unit="dwelling", of=("dwellings proposed", ""))  # fmt: skip
    yield define("dwellings-prefecture", "Dwellings of the préfecture’s contingent", funnel.prefecture,
        {"dwellings": (*proposed, "contingent")}, unit="dwelling", of=CONTINGENT)  # fmt: skip
    yield define("prefecture-share", "Share of the préfecture’s contingent", funnel.prefecture_share,
        {"dwellings": (*proposed, "contingent")}, unit="share", of=CONTINGENT)  # fmt: skip
    yield define("dwellings-outcomes", "What became of the dwellings proposed", funnel.outcomes,
        {"dwellings": (*proposed, "outcome")}, unit="dwelling",
        of=("dwellings by outcome", "dwellings proposed"))  # fmt: skip
    yield define("selection-94", "Selection of candidates in Val-de-Marne", funnel.selection,
        {"selection_94": ("dimension", "category", *funnel.SELECTION, "note")}, unit="candidate",
        of=("candidates at each stage", ""),
        caveat="The two tables of the source do not count the same candidates; blank cells are not zero.")  # fmt: skip
    yield define("days-to-decision", "Days from the proposal to the decision", funnel.decided_after,
        {"dwellings": (*proposed, "decided")}, unit="day", of=("days", "dwellings with a decision"))  # fmt: skip
    yield define("days-to-keys", "Days from the decision to the keys", funnel.keys_after,
        {"dwellings": ("territory", "household", "decided"), "households": (*ID, "entered")}, unit="day",
        of=("days", "dwellings let"))  # fmt: skip
    log = {"working_time": ("date", "referent", "task", "hours")}
    year = "mean month of the period noted"
    yield define("working-hours", "Monthly working time of a référent, by task", working_time.hours, log,
        unit="hour/month", of=("hours noted", "months of a référent"), period=year)  # fmt: skip
    yield define("working-desk", "Files, telephone and mail in a référent’s month", working_time.desk_hours, log,
        unit="hour/month", of=("hours noted", "months of a référent"), period=year)  # fmt: skip
    yield define("working-share-visits", "Share of working time with households", working_time.visits_share, log,
        unit="share", of=("hours of visits, meetings and accompaniments", "all hours"), period=year)  # fmt: skip
    yield define("working-share-partners", "Share of working time with partners", working_time.partners_share, log,
        unit="share", of=("hours with partners", "all hours"), period=year)  # fmt: skip
    cells = {"coordination": ("date", "territory", "partner", "present")}
    yield define("partners-presence", "Partners present in the coordination cells", partners.presence, cells,
        unit="meeting", of=("meetings attended", "meetings held"))  # fmt: skip
    yield define("cells-rhythm", "Weeks between two coordination cells", partners.rhythm, cells, unit="week",
        of=("weeks", "intervals between meetings"))  # fmt: skip
    budget = {"budget": ("item", "value", "unit", "period", "kind", "source")}
    yield define("budget", "Published budget", cost.budget, budget, unit="EUR/year", of=("budget", ""))
    yield define("cost-household-year", "Planned cost of a household for a year", cost.per_household_year, budget,
        unit="EUR/household-year", of=("budget of a year", "households budgeted"),
        caveat="Planned, not spent: fewer households than budgeted make each of them dearer.")  # fmt: skip


def _profile() -> Iterator[Indicator]:
    define = partial(_define, Family.FOLLOW_UP)
    entry = "at entry"
    of = ("households concerned", "households rehoused")
    yield define("composition", "Composition of the households", profile.composition,
        {"households": (*ID, "composition")}, of=of, period=entry)  # fmt: skip
    yield define("people-housed", "Adults and children housed", profile.people,
        {"households": (*ID, "adults", "children")}, unit="person", of=("persons", ""), period=entry)  # fmt: skip
    yield define("origin", "Where the households lived before", profile.origin,
        {"households": (*ID, "origin")}, of=of, period=entry)  # fmt: skip
    yield define("resources-entry", "Monthly resources at entry", profile.resource_bands,
        {"households": (*ID, "resources_entry", "resources_missing")}, of=of, period=entry)  # fmt: skip
    owed = ("debts", "debts_missing")
    yield define("debts", "Households with debts", profile.debts, {"households": (*ID, *owed)},
        of=("households with debts", "households asked about debts"), period=entry,
        caveat="Where nobody asked, debts are missing, not absent.")  # fmt: skip
    yield define("debt-types", "Types of debts", profile.debt_types, {"households": (*ID, *owed, "debt_types")},
        unit="mention", of=("mentions of a type", "households with debts"), period=entry,
        caveat="Several answers were possible: mentions do not add up to households.")  # fmt: skip
    yield define("debt-amounts", "Smallest and largest debt", profile.debt_amounts,
        {"households": (*ID, *owed, "debt_amount")}, unit="EUR", of=("EUR", "households with debts"), period=entry,
        audience=Audience.T0)  # fmt: skip
    yield define("no-rental-experience", "Households that never held a lease", profile.no_rental_experience,
        {"households": (*ID, "rental_experience")}, of=of, period=entry)  # fmt: skip
    yield define("emergency-shelter", "Households from emergency shelter", profile.emergency_shelter,
        {"households": (*ID, "emergency_shelter")}, of=of, period=entry)  # fmt: skip
    yield define("adhesion-hard", "Households for which agreeing was hard at first", profile.hard_adhesion,
        {"households": (*ID, "adhesion")}, of=of, period=entry)  # fmt: skip


def _support() -> Iterator[Indicator]:
    define = partial(_define, Family.FOLLOW_UP)
    of = ("households concerned", "households with an answer at the wave")
    yield define("follow-ups-done", "Follow-up meetings held", follow_up.done, {"follow_up": WAVE},
        unit="observation", of=("meetings held", "meetings due"))  # fmt: skip
    yield define("rights-opened", "Households with a right opened", follow_up.rights,
        {"follow_up": (*WAVE, "rights_opened")}, of=("households with a right opened", "households followed"),
        caveat="A right opened is counted for the household, never several times.")  # fmt: skip
    yield define("themes-worked", "Themes worked with the households", themes.worked,
        {"follow_up": (*WAVE, "themes")}, of=("households with the theme", "households followed"))  # fmt: skip
    yield define("three-themes", "Households with at least three themes", themes.at_least_three,
        {"follow_up": (*WAVE, "themes")}, of=("households with three themes", "households followed"))  # fmt: skip
    yield define("visits", "Visits to a household, a month", follow_up.visits,
        {"follow_up": (*WAVE, "visits")}, unit="visit/household-month", of=("visits", "months of the households met"),
        caveat="More visits are not better support: the pace follows the need.")  # fmt: skip
    yield define("employment", "Households in work or training", follow_up.employment,
        {"follow_up": (*WAVE, "employment")}, of=of)  # fmt: skip
    yield define("health-access", "Households with full access to care", follow_up.health,
        {"follow_up": (*WAVE, "health_access")}, of=of)  # fmt: skip


def _outcome() -> Iterator[Indicator]:
    define = partial(_define, Family.OUTCOME)
    whole = {"households": STATE}
    of = ("households concerned", "households rehoused")
    yield define("support-ended", "Households whose support has ended", state.out, whole, of=of,
        caveat="Leaving the support is no success in itself.")  # fmt: skip
    yield define("support-ended-share", "Share of households whose support has ended", state.out_share, whole,
        unit="share", of=of)  # fmt: skip
    yield define("support-ongoing", "Households still supported", state.ongoing, whole, of=of)
    yield define("support-ends", "How the supports ended", state.ends, whole, of=of)
    yield define("support-breaks", "Supports broken off", state.breaks, whole, of=of)
    yield define("support-months", "Length of the supports that have ended", state.duration, whole, unit="month",
        of=("months", "supports that have ended"),
        caveat="Supports still ongoing would make the median longer.")  # fmt: skip
    for months in state.MILESTONES:
        yield define(f"housed-{months:02d}", f"Households housed after {months} months",
            state.housed_after(months), whole,
            of=("households known to be housed", "households due with a known state"),
            caveat="After the end of support nobody looks: these households are not known, not lost.")  # fmt: skip
    of = ("households concerned", "households with an answer at the wave")
    yield define("rent-paid", "Households that paid the whole rent", follow_up.rent,
        {"follow_up": (*WAVE, "rent_paid")}, of=of,
        caveat="The rent left after the allowance: an allowance paid late makes arrears too.")  # fmt: skip
    yield define("rent-regular", "Rent paid three waves in a row", follow_up.regular,
        {"follow_up": (*WAVE, "rent_paid")},
        of=("households with such a run", "households seen three waves in a row"))  # fmt: skip
    yield define("arrears", "Households with arrears", follow_up.arrears, {"follow_up": (*WAVE, "arrears")}, of=of)
    yield define("arrears-amounts", "Smallest and largest arrears", follow_up.arrears_amounts,
        {"follow_up": (*WAVE, "arrears")}, unit="EUR", of=("EUR", "households with arrears"),
        audience=Audience.T0)  # fmt: skip
    yield define("resources-change", "Households whose resources rose", follow_up.resources,
        {"follow_up": (*WAVE, "resources", "resources_missing")},
        of=("households whose resources rose", "households known at entry and later"),
        caveat="Changes within 5 % are called stable.")  # fmt: skip


REGISTRY: tuple[Indicator, ...] = tuple(
    sorted(chain(_process(), _profile(), _support(), _outcome()), key=lambda indicator: indicator.id)
)


def label(indicator: str) -> str:
    """The label of the indicator of that id, in the user's language; the id itself where it is not in the registry."""
    return next((_(known.label) for known in REGISTRY if known.id == indicator), indicator)
