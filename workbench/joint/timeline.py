"""What happened in one territory, month by month, by kind of event: counts, never a household's own path."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame

# Which dated column of which table is an event, and what identifies it there.
EVENTS: Mapping[str, tuple[str, str, str]] = {
    "proposed": ("dwellings", "proposed", "dwelling"),
    "entered": ("households", "entered", "household"),
    "met": ("coordination", "date", "date"),
    "exited": ("households", "exited", "household"),
}


def months(tables: "Mapping[str, DataFrame]", territory: str, kinds: Sequence[str] = tuple(EVENTS)) -> "DataFrame":
    """Columns month (AAAA-MM), event (a key of EVENTS), count, of one territory, in the order of time.

    A meeting is one however many partners stand in its sheet. A table that the study has not gives no event; a month
    without event has no row. Raises BadInput for a kind that is unknown and for a date that cannot be read.
    """
    import pandas as pd

    lines: list[tuple[str, str, int]] = []
    for kind in kinds:
        if kind not in EVENTS:
            raise BadInput(why=_("there is no event called {kind}").format(kind=kind))
        table, column, key = EVENTS[kind]
        if table not in tables or not {column, key, "territory"} <= set(tables[table].columns):
            continue
        here = tables[table][tables[table]["territory"].astype(str) == territory].dropna(subset=[column])
        day = pd.to_datetime(here[column], format="%Y-%m-%d", errors="coerce")
        if day.isna().any():
            wrong = here.loc[day.isna(), column].iloc[0]
            raise BadInput(why=_("the table {table} has a date that cannot be read: {date}").format(
                table=table, date=wrong))  # fmt: skip
        counted = here.assign(month=day.dt.strftime("%Y-%m")).groupby("month")[key].nunique()
        lines += [(str(month), kind, int(n)) for month, n in counted.items()]
    return pd.DataFrame(sorted(lines), columns=["month", "event", "count"])
