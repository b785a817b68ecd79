"""The three or four key facts of a page's first screen, read from the cells that its release publishes.

Nothing is counted from rows of the study: a release holds none. A count that is withheld stays its interval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.messages import _, ngettext

Json = Mapping[str, Any]
TARGET, DWELLINGS = "objectif", "logements-contingent"  # the figures that tell these, as publishing.contents names them


@dataclass(frozen=True, slots=True)
class Fact:
    """A number as it is shown, and what it counts."""

    value: str
    label: str


def key_facts(tables: Sequence[Json], figures: Sequence[Json], findings: Sequence[Json]) -> tuple[Fact, ...]:
    """The facts that this release's own cells tell, in reading order; what it does not publish is left out."""
    drawn = {figure["id"]: figure for figure in figures}
    dissents = sum(len(one["dissents"]) for one in findings)
    told = (
        _rehoused(drawn[TARGET]) if TARGET in drawn else _households(tables),
        _dwellings(drawn[DWELLINGS]) if DWELLINGS in drawn else None,
        _said(len(findings), ngettext("finding of the evaluation", "findings of the evaluation", len(findings))),
        _said(dissents, ngettext("view that differs, published", "views that differ, all published", dissents)),
    )
    return tuple(fact for fact in told if fact)


def _said(n: int, label: str) -> Fact | None:
    return Fact(str(n), label) if n else None


def _households(tables: Sequence[Json]) -> Fact | None:
    """The size of the cohort: the margin of the first table that has one."""
    margin = next((c for t in tables for c in t["cells"] if t["id"] not in c["key"]), None)
    if margin is None:
        return None
    low, high = margin["interval"]
    n = margin["count"]
    value = _("from {low} to {high}").format(low=low, high=high) if n is None else str(n)
    return Fact(value, ngettext("household in the cohort", "households in the cohort", high if n is None else n))


def _rehoused(figure: Json) -> Fact:
    """The last step of the funnel, against its first."""
    return Fact(
        figure["rows"][-1][1], _("households rehoused, of {target} planned").format(target=figure["rows"][0][1])
    )


def _dwellings(figure: Json) -> Fact | None:
    """The printed cells together, unless one of them is no exact number."""
    printed = [row[1] for row in figure["rows"]]
    if not all(cell.isdecimal() for cell in printed):
        return None
    n = sum(int(cell) for cell in printed)
    return Fact(str(n), ngettext("dwelling offered", "dwellings offered", n))
