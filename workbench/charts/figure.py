"""A figure: a drawing with the words and the table that say the same thing. No drawing library is needed here."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from workbench import markup
from workbench.charts.shown import in_notebook
from workbench.errors import BadInput
from workbench.messages import _

ID = re.compile(r"[a-z][a-z0-9-]*")
TEAM = "evaluators"  # the section of a figure that is drawn in a notebook and stands in no release


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawing as a self-contained SVG, with its equivalent in words and in a table.

    `id` is a slug, unique in a release. `choice` names what a reader picked to see this figure rather than a
    sister, such as (("Territoire", "77"),); a figure without choice is always shown. `rows` hold the figures as
    they are printed, withheld ones as their interval. Raises BadInput when the id is no slug, when a text is
    missing, or when a row has not one cell per column.
    """

    id: str
    title: str
    svg: str
    description: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    section: str
    choice: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise BadInput(why=_("the figure name {id} is not made of a-z, 0-9 and -").format(id=self.id))
        empty = [name for name in ("title", "svg", "description", "caption", "section") if not getattr(self, name)]
        if empty or not self.rows:
            raise BadInput(why=_("the figure {id} has no {what}").format(id=self.id, what=", ".join(empty or ["rows"])))
        if any(len(row) != len(self.columns) for row in self.rows):
            raise BadInput(why=_("the figure {id} has a row that does not fit its columns").format(id=self.id))

    def __repr__(self) -> str:
        return f"Figure({self.id}, {len(self.rows)} rows)"

    def _repr_html_(self) -> str:
        return in_notebook(html(self))


def as_dict(figure: Figure) -> dict[str, Any]:
    """The figure as plain JSON values, the form in which it travels in a release."""
    plain = asdict(figure)
    return plain | {
        "columns": list(figure.columns),
        "rows": [list(row) for row in figure.rows],
        "choice": [list(pair) for pair in figure.choice],
    }


def html(figure: Figure) -> str:
    """The figure as accessible HTML: image, caption, and its data table under a disclosure."""
    return markup.figure(as_dict(figure))
