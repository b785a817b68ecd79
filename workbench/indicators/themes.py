"""What the support works on: intervention themes by household, over the waves."""

from dataclasses import dataclass

import numpy as np

from workbench.indicators import bases, reading
from workbench.indicators.counting import nothing, part, reason_of
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.shared import once
from workbench.indicators.waves import Waves, waves
from workbench.indicators.words import Ints, grid
from workbench.messages import _


@dataclass(frozen=True, slots=True, eq=False)
class _Worked:
    """The waves at which themes are known; `owner` and `theme` give one line per wave and theme."""

    rows: Waves
    owner: Ints
    theme: Ints
    names: tuple[str, ...]

    def households(self) -> Ints:
        """One line per household and theme, as household times the number of themes plus theme."""
        seen = np.zeros(self.rows.households * len(self.names), dtype=bool)
        seen[self.rows.household[self.owner] * len(self.names) + self.theme] = True
        return np.flatnonzero(seen)


def worked(tables: Tables, at: str) -> Result:
    """Households with at least one theme worked; below, by theme (each household once), then by wave."""
    found = _worked(tables, at)
    rows, width = found.rows, len(found.names)
    if not rows.households:
        return Result(nothing("household", 0, _("nobody answered")))
    pairs = found.households()
    households = np.bincount(pairs % max(width, 1), minlength=width)
    met = rows.wave.counts()
    cells = grid(rows.wave[found.owner], found.theme, width)
    absent = _absent(tables, at)
    by = {}
    for theme in sorted(np.flatnonzero(households).tolist(), key=lambda t: (-households[t], found.names[t])):
        inner = {}
        for wave in np.flatnonzero(met).tolist():
            lost, why = absent.get(wave, (0, ""))
            count = part(int(cells[wave, theme]), int(met[wave]), "household", bases.MET, lost=lost, reason=why)
            inner[rows.wave.names[wave]] = Result(count)
        by[found.names[theme]] = Result(
            part(int(households[theme]), rows.households, "household", bases.FOLLOWED), inner
        )
    some = len(np.unique(pairs // max(width, 1)))
    return Result(part(some, rows.households, "household", bases.FOLLOWED), by)


def at_least_three(tables: Tables, at: str) -> Result:
    """Households with at least three different themes over their support; below, how many themes each had."""
    found = _worked(tables, at)
    followed = found.rows.households
    if not followed:
        return Result(nothing("household", 0, _("nobody answered")))
    each = np.bincount(found.households() // max(len(found.names), 1), minlength=followed)
    numbers = np.bincount(each)
    by = {str(n): Result(part(int(k), followed, "household", bases.FOLLOWED)) for n, k in enumerate(numbers) if k and n}
    return Result(part(int((each >= 3).sum()), followed, "household", bases.FOLLOWED), by)


def _absent(tables: Tables, at: str) -> dict[int, tuple[int, str]]:
    """Per wave, the households whose themes are blank, and why."""
    rows = waves(tables, at)
    blank = ~reading.texts(tables, "follow_up", "themes")[rows.place].known
    return {
        wave: (int(there.sum()), reason_of(there, rows.why))
        for wave in range(len(rows.wave.names))
        if (there := blank & (rows.wave.codes == wave)).any()
    }


@once
def _worked(tables: Tables, at: str) -> _Worked:
    rows = waves(tables, at)
    themes = reading.lists(tables, "follow_up", "themes")
    known = rows.rows((rows.held | ~rows.told) & reading.texts(tables, "follow_up", "themes")[rows.place].known)
    owner, theme = themes.pairs(known.place)
    return _Worked(known, owner, theme, tuple(themes.names))
