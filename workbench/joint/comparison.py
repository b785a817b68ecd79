"""Comparing operations or sites facet by facet: documented, not documented, not applicable. A blank is never zero."""

from typing import TYPE_CHECKING

from workbench.errors import BadInput
from workbench.messages import _

if TYPE_CHECKING:
    from pandas import DataFrame

DOCUMENTED, SILENT, NOT_APPLICABLE = "documenté", "non documenté", "sans objet"
STATES = (DOCUMENTED, SILENT, NOT_APPLICABLE)


def complete(comparison: "DataFrame", key: str) -> "DataFrame":
    """The long table [key, facet, state, text, …] as it is, once every row was found sound.

    Raises BadInput when a pair stands twice or not at all, when a state is none of the three, or when a documented
    cell has no text: a cell that nobody filled in must be told, not guessed.
    """
    doubled = comparison[comparison.duplicated([key, "facet"])]
    if len(doubled):
        one = doubled.iloc[0]
        raise BadInput(
            why=_("{row} and {facet} stand twice in the comparison").format(row=one[key], facet=one["facet"])
        )
    missing = comparison[key].nunique() * comparison["facet"].nunique() - len(comparison)
    if missing:
        raise BadInput(why=_("{n} cells of the comparison are missing").format(n=missing))
    if strange := sorted(set(comparison["state"].astype(str)) - set(STATES)):
        raise BadInput(why=_("the state “{state}” is unknown; write one of {all}").format(
            state=strange[0], all=", ".join(STATES)))  # fmt: skip
    mute = comparison[(comparison["state"] == DOCUMENTED) & comparison["text"].isna()]
    if len(mute):
        one = mute.iloc[0]
        raise BadInput(why=_("{row} is documented on {facet} but nothing is written").format(
            row=one[key], facet=one["facet"]))  # fmt: skip
    return comparison


def coverage(comparison: "DataFrame", key: str) -> "DataFrame":
    """One line per value of `key`: key, documented, not_documented, not_applicable, of (cells that apply).

    A facet that does not apply is not a gap: it is in no denominator.
    """
    from pandas import DataFrame

    order = dict.fromkeys(comparison[key])
    counts = comparison.groupby([key, "state"]).size()
    lines = []
    for name in order:
        said, silent, out = (int(counts.get((name, state), 0)) for state in STATES)
        lines.append((name, said, silent, out, said + silent))
    return DataFrame(lines, columns=[key, "documented", "not_documented", "not_applicable", "of"])
