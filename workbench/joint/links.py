"""What a figure does to what is said: the evaluators' judgement, never the machine's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Fit(StrEnum):
    """What a figure does to what is said (Guetterman, Fetters and Creswell 2015), contradictions first."""

    CONTRADICTS = "contradicts"
    EXPANDS = "expands"
    CONFIRMS = "confirms"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """An evaluator's judgement that indicators bear on a theme, and how."""

    theme: str
    indicators: tuple[str, ...]
    fit: Fit
    remark: str = ""


def links_from(data: Sequence[Mapping[str, object]]) -> tuple[Link, ...]:
    """Links as written in a study's joint.yaml: theme, indicators, fit, remark."""
    return tuple(
        Link(
            str(row["theme"]),
            tuple(str(i) for i in row.get("indicators") or ()),  # type: ignore[attr-defined]
            Fit(str(row.get("fit", "unknown"))),
            str(row.get("remark") or ""),
        )
        for row in data
    )
