"""The registry: every indicator that the charter declares, by id; study.toml may declare others (see `declared`)."""

from itertools import chain

from workbench.indicators.charter.follow_up import profile_at_entry, support
from workbench.indicators.charter.outcome import outcome
from workbench.indicators.charter.process import process
from workbench.indicators.definitions import Indicator
from workbench.messages import _

REGISTRY: tuple[Indicator, ...] = tuple(
    sorted(chain(process(), profile_at_entry(), support(), outcome()), key=lambda indicator: indicator.id)
)


BY_ID = {indicator.id: indicator for indicator in REGISTRY}


def label(indicator: str) -> str:
    """The label of the indicator of that id, in the user's language; the id itself where it is not in the registry."""
    return _(BY_ID[indicator].label) if indicator in BY_ID else indicator
