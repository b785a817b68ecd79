"""What became of the households: housed, rent, arrears, resources."""

from collections.abc import Iterator
from functools import partial

from workbench.indicators import follow_up, payments, state
from workbench.indicators.charter.define import ID, STATE, WAVE, define
from workbench.indicators.definitions import Family, Indicator
from workbench.indicators.definitions import deferred as _
from workbench.people import Audience

MILESTONE = {
    6: _("Households housed after 6 months"),
    12: _("Households housed after 12 months"),
    18: _("Households housed after 18 months"),
}


def outcome() -> Iterator[Indicator]:
    """The indicators of this family, in the order in which they are shown."""
    declare = partial(define, Family.OUTCOME)
    whole = {"households": STATE}
    of = (_("households concerned"), _("households rehoused"))
    yield declare("support-ended", _("Households whose support has ended"), state.out, whole, of=of,
        caveat=_("Leaving the support is no success in itself."))  # fmt: skip
    yield declare("support-ended-share", _("Share of households whose support has ended"), state.out_share, whole,
        unit="share", of=of)  # fmt: skip
    yield declare("support-ongoing", _("Households still supported"), state.ongoing, whole, of=of)
    yield declare("support-ends", _("How the supports ended"), state.ends, whole, of=of)
    yield declare("support-breaks", _("Supports broken off"), state.breaks, whole, of=of)
    yield declare("support-months", _("Length of the supports that have ended"), state.duration, whole, unit="month",
        of=(_("months"), _("supports that have ended")),
        caveat=_("Supports still ongoing would make the median longer."))  # fmt: skip
    for months in state.MILESTONES:
        yield declare(f"housed-{months:02d}", MILESTONE[months],
            state.housed_after(months), whole,
            of=(_("households known to be housed"), _("households due with a known state")),
            caveat=_("After the end of support nobody looks: these households are not known, not lost."))  # fmt: skip
    of = (_("households concerned"), _("households with an answer at the wave"))
    yield declare("rent-paid", _("Households that paid the whole rent"), follow_up.rent,
        {"follow_up": (*WAVE, "rent_paid")}, of=of,
        caveat=_("The rent left after the allowance: an allowance paid late makes arrears too."))  # fmt: skip
    yield declare("rent-regular", _("Rent paid three waves in a row"), follow_up.regular,
        {"follow_up": (*WAVE, "rent_paid")},
        of=(_("households with such a run"), _("households seen three waves in a row")))  # fmt: skip
    yield declare("arrears", _("Households with arrears"), follow_up.arrears, {"follow_up": (*WAVE, "arrears")}, of=of)
    yield declare("arrears-amounts", _("Smallest and largest arrears"), follow_up.arrears_amounts,
        {"follow_up": (*WAVE, "arrears")}, unit="EUR", of=(_("EUR"), _("households with arrears")),
        audience=Audience.T0)  # fmt: skip
    yield declare("resources-change", _("Households whose resources rose"), follow_up.resources,
        {"follow_up": (*WAVE, "resources", "resources_missing")},
        of=(_("households whose resources rose"), _("households known at entry and later")),
        caveat=_("Changes within 5 % are called stable."))  # fmt: skip
    yield declare("rent-three-months", _("Rent paid three months in a row"), payments.three_months,
        {"follow_up": (*WAVE, "rent_streak")},
        of=(_("households that paid three months in a row"), _("households with a known run of payments")),
        caveat=_("An allowance paid late breaks the run of a household that did pay its part."))  # fmt: skip
    yield declare("plan-kept", _("Repayment plans kept"), payments.plan, {"follow_up": (*WAVE, "plan")},
        of=(_("households that keep their plan"), _("households with a repayment plan")),
        caveat=_("A plan that asks too much is broken by its amount, not by the household."))  # fmt: skip
    yield declare("arrears-months", _("Months of rent owed"), payments.months_owed,
        {"follow_up": (*WAVE, "arrears"), "households": ID,
         "budgets": ("household", "rent", "annexes", "charges")},
        unit="month", of=(_("arrears"), _("rent and charges of a month")), audience=Audience.T0)  # fmt: skip
