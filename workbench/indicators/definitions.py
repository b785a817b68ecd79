"""What an indicator is: one declared formula, and the result that it gives back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.indicators.quantities import Quantity
from workbench.people import Audience

if TYPE_CHECKING:
    from pandas import DataFrame

Tables = Mapping[str, "DataFrame"]


def deferred(message: str) -> str:
    """Marks an English msgid that is translated when it is shown; a module that declares imports it as `_`."""
    return message


class Family(StrEnum):
    """The three kinds of indicators that the experiment's charter asks for."""

    PROCESS = "process"
    FOLLOW_UP = "follow-up"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Result:
    """A quantity and the same figure by category, to any depth. `indicator` is the id, empty below the first level."""

    quantity: Quantity
    by: Mapping[str, "Result"] = field(default_factory=dict)
    indicator: str = ""

    @property
    def failed(self) -> str:
        """Why there is no figure at all; empty when there is one."""
        return self.quantity.reason if self.quantity.kind == "missing" else ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator, declared once. `label`, `numerator`, `denominator`, `caveat` are English msgids.

    `needs` gives the columns that the formula reads, by table. `compute` takes the tables and the date (ISO) of the
    picture and may raise BadQuantity; it never changes a table. `audience` is the widest circle for which the
    indicator is meant; disclosure control still decides. `caveat` says what the figure could push people to do or
    what it cannot say.
    """

    id: str
    label: str
    family: Family
    numerator: str
    denominator: str
    unit: str
    period: str
    source: str
    needs: Mapping[str, tuple[str, ...]]
    compute: Callable[[Tables, str], Result]
    formula_version: int = 1
    audience: Audience = Audience.T2
    caveat: str = ""
