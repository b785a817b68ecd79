"""The ways of reckoning what is left to live on, each by name with its source; no national rule chooses one."""

from dataclasses import dataclass

from workbench.indicators.definitions import deferred as _

DAYS = 30  # of a month, by convention


@dataclass(frozen=True, slots=True)
class Formula:
    """One way of reckoning what is left to live on: what is taken from the resources, and among whom it is shared."""

    name: str
    label: str
    unit: str
    source: str
    deducted: tuple[str, ...]
    shared: str  # household, person or unit
    days: int


FORMULAS = {
    formula.name: formula
    for formula in (
        Formula(
            "unit-day", _("Left to live on, a day and consumption unit"), "EUR/unit-day",
            _("Insee’s scale of consumption units (1, 0.5, 0.3); the month counts 30 days"),
            ("other_charges",), "unit", DAYS,
        ),
        Formula(
            "person-day", _("Left to live on, a day and person"), "EUR/person-day",
            _("practice of municipal welfare centres (UNCCAS heard by the CNLE, October 2011); a 30-day month"),
            ("other_charges",), "person", DAYS,
        ),
        Formula(
            "household-month", _("Left to live on, a month and household"), "EUR/household-month",
            _("reckoning of over-indebtedness: resources less current charges and repayments (CNLE, June 2012)"),
            ("other_charges", "debt_repayment"), "household", 1,
        ),
    )
}  # fmt: skip
