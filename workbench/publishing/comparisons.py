"""The comparison of operations or sites: what each documents under which heading, drawn and in words."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.charts.figure import Figure
from workbench.charts.grid import grid
from workbench.joint.comparison import DOCUMENTED, STATES, complete
from workbench.study.frames import Frame, frame

if TYPE_CHECKING:
    from pandas import DataFrame

# How each frame calls what it compares: its table, the key of its comparison, and the words of the page.
COMPARED = {
    "hlm": ("operations", "action", "Action", "Les actions des bailleurs sociaux"),
    "partenariats": ("sites", "site", "Site", "Les partenariats locaux"),
}


def figures(names: Iterable[str]) -> list[Figure]:
    """For each frame one grid: who documents what."""
    return [_grid(frame(name)) for name in names]


def lists(names: Iterable[str]) -> list[dict[str, Any]]:
    """For each frame and heading the words of each; a heading is one choice of the list."""
    return [listed for name in names for listed in _words(frame(name))]


def _cells(one: Frame) -> list[dict[str, str]]:
    """One line a pair, in reading order: row and column by their labels, state, text."""
    table, key, _what, _section = COMPARED[one.name]
    cells = complete(one.table("comparison"), key).to_dict("records")
    rows = {str(row[key]): str(row["title"]) for row in one.table(table).to_dict("records")}
    facets = {str(row["facet"]): str(row["label"]) for row in _ordered(one.table("facets")).to_dict("records")}

    def place(cell: Mapping[Any, Any]) -> tuple[int, int]:
        return list(rows).index(cell[key]), list(facets).index(cell["facet"])

    return [
        {"row": rows[c[key]], "column": facets[c["facet"]], "state": str(c["state"]), "text": str(c["text"])}
        for c in sorted(cells, key=place)
    ]


def _ordered(facets: "DataFrame") -> "DataFrame":
    return facets.assign(order=facets["order"].astype(int)).sort_values("order")


def _grid(one: Frame) -> Figure:
    import pandas as pd

    _table, _key, what, section = COMPARED[one.name]
    return grid(
        pd.DataFrame(_cells(one))[["row", "column", "state"]],
        id=f"comparaison-{one.name}",
        title=one.title,
        caption="Ce que chacun documente dans les pages publiées. « Non documenté » n’est ni un non ni un zéro.",
        section=section,
        what=what,
        states=list(STATES),
    )


def _words(one: Frame) -> list[dict[str, Any]]:
    _table, _key, what, section = COMPARED[one.name]
    cells = _cells(one)
    return [
        {
            "id": f"{one.name}-{n}",
            "section": f"{section}, rubrique par rubrique",
            "title": facet,
            "caption": "Formulé en bref par l’équipe, d’après les pages publiées.",
            "columns": [what, facet],
            "rows": [
                [c["row"], c["text"] if c["state"] == DOCUMENTED else c["state"]] for c in cells if c["column"] == facet
            ],
            "choice": ["Rubrique", facet],
        }
        for n, facet in enumerate(dict.fromkeys(c["column"] for c in cells), 1)
    ]
