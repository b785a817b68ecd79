"""Who comes to the coordination cells, and how often they meet."""

from dataclasses import dataclass

import numpy as np

from workbench.errors import BadQuantity
from workbench.indicators import bases, reading
from workbench.indicators.counting import by_group, middles, total, yes
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.reading import Days
from workbench.indicators.shared import once
from workbench.indicators.words import Flags, Words
from workbench.messages import _


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """One row per meeting and partner."""

    date: Days
    territory: Words
    partner: Words
    present: Flags

    def meetings(self) -> tuple[Days, Words]:
        """Each meeting once, by territory and then by day."""
        pairs = np.unique(np.stack([self.territory.codes, self.date.astype("int64")]), axis=1)
        return pairs[1].astype("datetime64[D]"), Words(pairs[0], self.territory.names)


def presence(tables: Tables, at: str) -> Result:
    """Meetings held; below, each partner's presences out of the meetings where it was noted, then by territory."""
    rows = _cells(tables, at)
    found = {}
    for place in range(len(rows.partner.names)):
        own = rows.partner.codes == place
        if own.any():
            inner = by_group(rows.present[own], rows.territory[own], "meeting", bases.HELD)
            found[rows.partner.names[place]] = Result(yes(rows.present[own], "meeting", bases.HELD), inner)
    ordered = sorted(found.items(), key=lambda pair: (-(pair[1].quantity.value or 0), pair[0]))
    return Result(total(len(rows.meetings()[0]), "meeting"), dict(ordered))


def rhythm(tables: Tables, at: str) -> Result:
    """Median weeks between two meetings of one territory, with the extremes, by territory."""
    days, territory = _cells(tables, at).meetings()
    same = territory.codes[1:] == territory.codes[:-1]
    weeks = np.diff(days).astype("float64") / 7
    return middles(weeks[same], territory[np.flatnonzero(same) + 1], "week", reason=_("fewer than two meetings"))


@once
def _cells(tables: Tables, at: str) -> _Cells:
    date = reading.dates(tables, "coordination", "date")
    territory, partner, present = (
        reading.texts(tables, "coordination", column) for column in ("territory", "partner", "present")
    )
    keys = np.stack([date.astype("int64"), territory.codes.astype("int64"), partner.codes.astype("int64")])
    again = np.ones(len(date), dtype=bool)
    again[np.unique(keys, axis=1, return_index=True)[1]] = False
    reading.refuse_first("coordination", "partner", again, _("stands twice for one meeting"))
    rows = date <= np.datetime64(at)
    if not rows.any():
        raise BadQuantity(why=_("the base is zero"))
    return _Cells(date[rows], territory[rows], partner[rows], present[rows].flags("oui"))
