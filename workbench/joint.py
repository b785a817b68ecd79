"""The one place where voices meet figures: themes beside the indicators that bear on them, household by household."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.coding.codebooks import Codebook
from workbench.coding.retrieval import person_by_code
from workbench.people import Voice

if TYPE_CHECKING:
    from pandas import DataFrame


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


@dataclass(frozen=True, slots=True)
class Row:
    """One theme of a joint display. Counts are of distinct excerpts and distinct people, not of codings.

    `figures` are the indicators' texts; empty figures or zero excerpts are said by whoever shows the row.
    """

    theme: str
    label: str
    fit: Fit
    remark: str
    figures: tuple[str, ...]
    household_excerpts: int
    household_people: int
    professional_excerpts: int
    professional_people: int


def rows(
    codings: "DataFrame", codebook: Codebook, links: Sequence[Link], figures: Mapping[str, str]
) -> tuple[Row, ...]:
    """One row for each theme that somebody spoke of or that a figure bears on, contradictions first.

    `codings` is the study's frame (excerpt, person, voice, code); `figures` maps an indicator's id to its text;
    an indicator that could not be computed is simply not in it.
    """
    by_theme = {link.theme: link for link in links}
    spoken = set(codings["code"]) if len(codings) else set()
    found = []
    for code in codebook.codable():
        link = by_theme.get(code.id)
        if link is None and code.id not in spoken:
            continue
        here = codings[codings["code"] == code.id]
        own = here[here["voice"] == Voice.HOUSEHOLD.value]
        other = here[here["voice"] != Voice.HOUSEHOLD.value]
        shown = tuple(figures[i] for i in (link.indicators if link else ()) if i in figures)
        fit = link.fit if link and shown and len(here) else Fit.UNKNOWN
        found.append(
            Row(
                code.id,
                code.label,
                fit,
                link.remark if link else "",
                shown,
                own["excerpt"].nunique(),
                own["person"].nunique(),
                other["excerpt"].nunique(),
                other["person"].nunique(),
            )
        )
    order = list(Fit)
    return tuple(sorted(found, key=lambda row: order.index(row.fit)))


def household_frame(codings: "DataFrame", households: "DataFrame", codebook: Codebook) -> "DataFrame":
    """One row a household: its follow-up columns, then one 0/1 column a theme.

    A household that was not interviewed keeps its row with NA in every theme: not heard is not silent.
    """
    own = codings[codings["voice"] == Voice.HOUSEHOLD.value]
    themes = person_by_code(own, sorted(own["person"].unique()), [c.id for c in codebook.codable()])
    return households.merge(themes.astype("Int64"), left_on="household", right_index=True, how="left")


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
