"""Household by household: the themes that a household spoke of, beside what its follow-up says."""

from typing import TYPE_CHECKING

from workbench.coding.codebooks import Codebook
from workbench.coding.retrieval import person_by_code
from workbench.errors import BadInput
from workbench.messages import _
from workbench.people import Voice

if TYPE_CHECKING:
    from pandas import DataFrame, Series

SPOKE, HEARD, NOT_HEARD = "spoke", "heard", "not heard"


def household_frame(codings: "DataFrame", households: "DataFrame", codebook: Codebook) -> "DataFrame":
    """One row a household: its follow-up columns, then one 0/1 column a theme.

    A household that was not interviewed keeps its row with NA in every theme: not heard is not silent.
    """
    own = codings[codings["voice"] == Voice.HOUSEHOLD.value]
    themes = person_by_code(own, sorted(own["person"].unique()), [c.id for c in codebook.codable()])
    return households.merge(themes.astype("Int64"), left_on="household", right_index=True, how="left")


def arrears(follow_up: "DataFrame") -> "Series[str]":
    """By household, "none" or "some" arrears at its last known answer after the entry; "unknown" when it gave none.

    `follow_up` [household, wave, arrears]; the rule is that of the indicator "arrears", so that both count alike.
    """
    import pandas as pd

    after = follow_up[pd.to_numeric(follow_up["wave"]) > 0].sort_values("wave", kind="stable")
    known = after[after["arrears"].notna()].drop_duplicates("household", keep="last")
    owed: Series[bool] = pd.to_numeric(known.set_index("household")["arrears"]) > 0
    everybody = pd.Index(sorted(follow_up["household"].unique()), name="household")
    return owed.map({True: "some", False: "none"}).reindex(everybody, fill_value="unknown")


def crossed(frame: "DataFrame", themes: list[str], state: str, unknown: str) -> "DataFrame":
    """Households by theme, by whether they spoke of it, and by the state of their follow-up.

    `frame` is a household frame, `state` one of its follow-up columns; a household without state is counted under
    `unknown`, never left out. Columns theme, said (SPOKE, HEARD: interviewed, did not speak of it, NOT_HEARD: not
    interviewed), state, count (households); every combination stands, with its counted zero. Raises BadInput for a
    theme or column that the frame has not.
    """
    import pandas as pd

    if absent := [name for name in [*themes, state] if name not in frame]:
        raise BadInput(why=_("the table has no column {columns}").format(columns=", ".join(absent)))
    states = frame[state].astype("object").where(frame[state].notna(), unknown)
    order = [*sorted({str(s) for s in states if s != unknown}), *([unknown] if (states == unknown).any() else [])]
    lines = []
    for theme in themes:
        said = frame[theme].map({1: SPOKE, 0: HEARD}).astype("object").where(frame[theme].notna(), NOT_HEARD)
        counted = pd.crosstab(said, states).reindex(index=[SPOKE, HEARD, NOT_HEARD], columns=order, fill_value=0)
        lines += [(theme, s, c, int(counted.loc[s, c])) for s in counted.index for c in order]
    return pd.DataFrame(lines, columns=["theme", "said", "state", "count"])
