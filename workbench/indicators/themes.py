"""What the support works on: intervention themes by household, over the waves."""

from typing import TYPE_CHECKING

from workbench.indicators import reading
from workbench.indicators.counting import part
from workbench.indicators.definitions import Result, Tables
from workbench.indicators.quantities import missing
from workbench.indicators.waves import MISSED, waves
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame

FOLLOWED = "households followed"
MET = "households met at the wave"


def worked(tables: Tables, at: str) -> Result:
    """Households with at least one theme worked; below, by theme (each household once), then by wave."""
    rows, pairs = _pairs(tables, at)
    followed = int(rows["household"].nunique())
    met = rows.groupby("wave")["household"].nunique()
    absent = _absent(tables, at)
    by = {}
    households = pairs.groupby("theme")["household"].nunique()
    cells = pairs.groupby(["theme", "wave"])["household"].nunique()
    for theme in sorted(households.index, key=lambda name: (-households[name], name)):
        inner = {}
        for wave, base in met.items():
            count = int(cells.get((theme, wave), 0))
            lost, why = absent.get(str(wave), (0, ""))
            inner[f"{wave:g}"] = Result(part(count, int(base), "household", MET, lost=lost, reason=why))
        by[str(theme)] = Result(part(int(households[theme]), followed, "household", FOLLOWED), inner)
    return Result(part(int(pairs["household"].nunique()), followed, "household", FOLLOWED), by)


def at_least_three(tables: Tables, at: str) -> Result:
    """Households with at least three different themes over their support; below, how many themes each had."""
    rows, pairs = _pairs(tables, at)
    followed = int(rows["household"].nunique())
    if not followed:
        return Result(missing("household", _("nobody answered")))
    numbers = pairs.groupby("household")["theme"].nunique()
    by = {
        str(n): Result(part(int(k), followed, "household", FOLLOWED))
        for n, k in numbers.value_counts().sort_index().items()
    }
    return Result(part(int((numbers >= 3).sum()), followed, "household", FOLLOWED), by)


def _absent(tables: Tables, at: str) -> dict[str, tuple[int, str]]:
    """Per wave, the households missed and why."""
    from workbench.indicators.counting import reason_of

    rows = waves(tables, at)
    blank = reading.texts(tables, "follow_up", "themes")[rows.index]
    return {
        str(wave): (int(cells.isna().sum()), reason_of(cells, rows.loc[cells.index, "why"]))
        for wave, cells in blank.groupby(rows["wave"])
    }


def _pairs(tables: Tables, at: str) -> tuple["DataFrame", "DataFrame"]:
    """The waves at which themes are known, and one row per household, wave and theme."""
    rows = waves(tables, at)
    known = rows[(rows["status"] != MISSED) & reading.texts(tables, "follow_up", "themes")[rows.index].notna()]
    mentions = reading.lists(tables, "follow_up", "themes")
    mentions = mentions[mentions.index.isin(known.index)]
    pairs = (
        mentions.to_frame("theme").join(known[["household", "wave"]]).drop_duplicates(["household", "wave", "theme"])
    )
    return known, pairs
