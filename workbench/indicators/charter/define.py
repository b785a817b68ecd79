"""What the declarations share: how one is written, and the columns that several read."""

from collections.abc import Callable, Mapping

from workbench.indicators.definitions import Family, Indicator, Result, Tables
from workbench.indicators.definitions import deferred as _
from workbench.people import Audience

Formula = Callable[[Tables, str], Result]
STUDY = _("follow-up tables of the study")
ID = ("household", "territory")
STATE = ("household", "territory", "entered", "exited", "exit_kind")
WAVE = ("household", "wave", "date", "status", "missing_reason")


def define(
    family: Family, name: str, label: str, compute: Formula, needs: Mapping[str, tuple[str, ...]], *,
    unit: str = "household", of: tuple[str, str] = ("", ""), period: str = "", source: str = STUDY, caveat: str = "",
    audience: Audience = Audience.T2, version: int = 1,
) -> Indicator:  # fmt: skip
    """One indicator; `of` is its numerator and denominator in words."""
    return Indicator(
        name,
        label,
        family,
        of[0],
        of[1],
        unit,
        period,
        source,
        needs,
        compute,
        formula_version=version,
        audience=audience,
        caveat=caveat,
    )
