"""Who the households are, and what is done with them: profile at entry, support over the waves."""

from collections.abc import Iterator
from functools import partial

from workbench.indicators import episodes, follow_up, living, payments, profile, themes
from workbench.indicators.charter.define import ID, WAVE, define
from workbench.indicators.definitions import Family, Indicator
from workbench.indicators.definitions import deferred as _
from workbench.indicators.formulas import FORMULAS
from workbench.people import Audience


def profile_at_entry() -> Iterator[Indicator]:
    """Who the households are: the indicators of the profile, in the order in which they are shown."""
    declare = partial(define, Family.FOLLOW_UP)
    entry = _("at entry")
    of = (_("households concerned"), _("households rehoused"))
    yield declare("composition", _("Composition of the households"), profile.composition,
        {"households": (*ID, "composition")}, of=of, period=entry)  # fmt: skip
    yield declare("people-housed", _("Adults and children housed"), profile.people,
        {"households": (*ID, "adults", "children")}, unit="person", of=(_("persons"), ""), period=entry)  # fmt: skip
    yield declare("origin", _("Where the households lived before"), profile.origin,
        {"households": (*ID, "origin")}, of=of, period=entry)  # fmt: skip
    yield declare("resources-entry", _("Monthly resources at entry"), profile.resource_bands,
        {"households": (*ID, "resources_entry", "resources_missing")}, of=of, period=entry)  # fmt: skip
    owed = ("debts", "debts_missing")
    yield declare("debts", _("Households with debts"), profile.debts, {"households": (*ID, *owed)},
        of=(_("households with debts"), _("households asked about debts")), period=entry,
        caveat=_("Where nobody asked, debts are missing, not absent."))  # fmt: skip
    yield declare("debt-types", _("Types of debts"), profile.debt_types,
        {"households": (*ID, *owed, "debt_types")}, unit="mention",
        of=(_("mentions of a type"), _("households with debts")), period=entry,
        caveat=_("Several answers were possible: mentions do not add up to households."))  # fmt: skip
    yield declare("debt-amounts", _("Smallest and largest debt"), profile.debt_amounts,
        {"households": (*ID, *owed, "debt_amount")}, unit="EUR",
        of=(_("EUR"), _("households with debts")), period=entry, audience=Audience.T0)  # fmt: skip
    yield declare("no-rental-experience", _("Households that never held a lease"), profile.no_rental_experience,
        {"households": (*ID, "rental_experience")}, of=of, period=entry)  # fmt: skip
    yield declare("emergency-shelter", _("Households from emergency shelter"), profile.emergency_shelter,
        {"households": (*ID, "emergency_shelter")}, of=of, period=entry)  # fmt: skip
    yield declare("adhesion-hard", _("Households for which agreeing was hard at first"), profile.hard_adhesion,
        {"households": (*ID, "adhesion")}, of=of, period=entry)  # fmt: skip
    budgets = {"households": (*ID, "composition", "resources_entry", "resources_missing")}
    cells = (*living.COLUMNS,)
    share = _("Over 25 or 30 % landlords often refuse: the rate then says who was selected, not how people live.")
    yield declare("effort-rate", _("Effort rate at entry"), living.effort, budgets | {"budgets": cells}, unit="share",
        of=(_("rent, annexes, charges and works less housing aid"), _("resources of those who live there")),
        period=entry, audience=Audience.T0, caveat=share,
        source=_("arrêté of 10 March 2011 (construction and housing code, article R. 441-3-1)"))  # fmt: skip
    several = _("Several formulas coexist and give other figures: compare only figures of this one.")
    for name, formula in FORMULAS.items():
        people = {"unit": ("persons", "under_14"), "person": ("persons",)}.get(formula.shared, ())
        yield declare(f"remaining-{name}", formula.label, living.remaining(name),
            budgets | {"budgets": (*cells, *formula.deducted, *people)}, unit=formula.unit,
            of=(_("resources less housing and charges"), _("households with a known budget")), period=entry,
            audience=Audience.T0, caveat=several, source=formula.source)  # fmt: skip


def support() -> Iterator[Indicator]:
    """What is done with them: the indicators of the waves, in the order in which they are shown."""
    declare = partial(define, Family.FOLLOW_UP)
    of = (_("households concerned"), _("households with an answer at the wave"))
    yield declare("follow-ups-done", _("Follow-up meetings held"), follow_up.done, {"follow_up": WAVE},
        unit="observation", of=(_("meetings held"), _("meetings due")))  # fmt: skip
    yield declare("rights-opened", _("Households with a right opened"), follow_up.rights,
        {"follow_up": (*WAVE, "rights_opened")}, of=(_("households with a right opened"), _("households followed")),
        caveat=_("A right opened is counted for the household, never several times."))  # fmt: skip
    yield declare("themes-worked", _("Themes worked with the households"), themes.worked,
        {"follow_up": (*WAVE, "themes")}, of=(_("households with the theme"), _("households followed")))  # fmt: skip
    yield declare("three-themes", _("Households with at least three themes"), themes.at_least_three,
        {"follow_up": (*WAVE, "themes")},
        of=(_("households with three themes"), _("households followed")))  # fmt: skip
    yield declare("visits", _("Visits to a household, a month"), follow_up.visits,
        {"follow_up": (*WAVE, "visits")}, unit="visit/household-month",
        of=(_("visits"), _("months of the households met")),
        caveat=_("More visits are not better support: the pace follows the need."))  # fmt: skip
    yield declare("employment", _("Households in work or training"), follow_up.employment,
        {"follow_up": (*WAVE, "employment")}, of=of)  # fmt: skip
    yield declare("health-access", _("Households with full access to care"), follow_up.health,
        {"follow_up": (*WAVE, "health_access")}, of=of)  # fmt: skip
    yield declare("schooling", _("Households whose children all go to school"), payments.schooling,
        {"follow_up": (*WAVE, "schooling")},
        of=(_("households whose children all go to school"), _("households with children of school age")),
        caveat=_("A move in the middle of the year may break school for a while."))  # fmt: skip
    episode = {"episodes": ("household", "started", "ended", "end_kind"), "households": ID}
    yield declare("support-episodes", _("Episodes of support"), episodes.counted, episode, unit="episode",
        of=(_("episodes begun"), _("households supported")),
        caveat=_("An episode is not a household: one that comes back begins a second episode."))  # fmt: skip
    yield declare("support-interruptions", _("How the episodes of support ended"), episodes.interruptions, episode,
        unit="episode", of=(_("episodes that have ended"), ""))  # fmt: skip
    yield declare("returns", _("Returns to support after an interruption"), episodes.returns, episode, unit="event",
        of=(_("returns"), _("households supported")),
        caveat=_("A return is an event on a path that is not straight; it is no failure."))  # fmt: skip
