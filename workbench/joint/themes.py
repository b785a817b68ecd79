"""Themes beside figures: for each theme what is counted, who speaks of it, for and against, and how the two fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.coding.codebooks import Codebook
from workbench.joint.links import Fit, Link
from workbench.people import Voice

if TYPE_CHECKING:
    from pandas import DataFrame

FEW = 3  # people: below it a theme rests on so few voices that whoever shows it says so


@dataclass(frozen=True, slots=True)
class Heard:
    """Distinct excerpts and distinct people, however many coders coded them."""

    excerpts: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One theme of a joint display. Counts are of distinct excerpts and distinct people, not of codings.

    `figures` are the indicators' texts; empty figures or zero excerpts are said by whoever shows the row. `voices`
    has every side that spoke of the theme, households always among them, for their silence is a finding. `speaks_for`
    and `speaks_against` count the excerpts that findings on this theme use as evidence, by stance.
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
    voices: tuple[tuple[str, Heard], ...] = ()
    speaks_for: Heard = Heard()
    speaks_against: Heard = Heard()

    @property
    def few(self) -> bool:
        """Whether somebody spoke of it, but fewer than FEW people in all: a reader must be warned."""
        return 0 < self.household_people + self.professional_people < FEW


def rows(
    codings: "DataFrame",
    codebook: Codebook,
    links: Sequence[Link],
    figures: Mapping[str, str],
    stances: "DataFrame | None" = None,
) -> tuple[Row, ...]:
    """One row for each theme that somebody spoke of or that a figure bears on, contradictions first.

    `codings` is the study's frame (excerpt, person, voice, code); `figures` maps an indicator's id to its text;
    an indicator that could not be computed is simply not in it. `stances` [theme, excerpt, person, stance] are the
    excerpts that findings rest on, stance "for" or "against".
    """
    by_theme = {link.theme: link for link in links}
    spoken = set(codings["code"]) if len(codings) else set()
    found = [
        _row(code.id, code.label, codings[codings["code"] == code.id], by_theme.get(code.id), figures, stances)
        for code in codebook.codable()
        if code.id in by_theme or code.id in spoken
    ]
    order = list(Fit)
    return tuple(sorted(found, key=lambda row: order.index(row.fit)))


def _row(
    theme: str, label: str, here: "DataFrame", link: Link | None, figures: Mapping[str, str],
    stances: "DataFrame | None",
) -> Row:  # fmt: skip
    own = _heard(here[here["voice"] == Voice.HOUSEHOLD.value])
    other = _heard(here[here["voice"] != Voice.HOUSEHOLD.value])
    shown = tuple(figures[i] for i in (link.indicators if link else ()) if i in figures)
    # a fit needs both strands: words without their figure, or a figure without a word, are not compared
    fit = link.fit if link and shown and len(here) else Fit.UNKNOWN
    return Row(
        theme, label, fit, link.remark if link else "", shown, own.excerpts, own.people, other.excerpts, other.people,
        voices=_voices(here), speaks_for=_side(stances, theme, "for"), speaks_against=_side(stances, theme, "against"),
    )  # fmt: skip


def _voices(here: "DataFrame") -> tuple[tuple[str, Heard], ...]:
    sides = [
        Voice.HOUSEHOLD.value,
        *(v.value for v in Voice if v is not Voice.HOUSEHOLD and (here["voice"] == v).any()),
    ]
    return tuple((side, _heard(here[here["voice"] == side])) for side in sides)


def _side(stances: "DataFrame | None", theme: str, stance: str) -> Heard:
    if stances is None or stances.empty:
        return Heard()
    return _heard(stances[(stances["theme"] == theme) & (stances["stance"] == stance)])


def _heard(lines: "DataFrame") -> Heard:
    return Heard(int(lines["excerpt"].nunique()), int(lines["person"].nunique()))
