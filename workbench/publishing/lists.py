"""Tables of words that a page shows as they are: difficulties and who takes them on, decisions, costs.

No line tells of a household: counts of people that no published table gives keep a line back, as they do a finding.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workbench.disclosure.sentences import unpublished_counts
from workbench.findings.words import strength
from workbench.indicators import frames
from workbench.indicators.display import display
from workbench.publishing import words
from workbench.publishing.material import Material

if TYPE_CHECKING:
    from pandas import DataFrame

Row = tuple[str, ...]
TAKEN, OPEN = "prise", "à prendre"


def lists(material: Material, findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lists of a page, in order, each {id, section, title, caption, columns, rows}; none without a row."""
    if material.page == "comparison":
        from workbench.publishing.comparisons import lists as compared

        return compared(material.study.settings["audience"][material.audience].get("frames", ()))
    made = {
        "coordination_cell": (_difficulties, _decisions),
        "steering_committee": (_recommendations, _costs, _decisions),
    }.get(material.page, ())
    found = [make(material, list(findings)) for make in made]
    return [one for one in found if one["rows"]]


def _listed(key: str, section: str, title: str, caption: str, columns: Row, rows: Iterable[Row]) -> dict[str, Any]:
    told = {"id": key, "section": section, "title": title, "caption": caption}
    return told | {"columns": list(columns), "rows": [list(row) for row in rows]}


def _noted(material: Material) -> "DataFrame":
    """The decisions of this audience's territory, without the lines whose counts it may not read."""
    if "decisions" not in material.study.tables():
        import pandas as pd

        return pd.DataFrame(columns=["territory", "theme", "difficulty", "what", "who", "status", "date", "due"])
    rows = material.study.table("decisions").fillna("").astype(str)
    if material.territory is not None:
        rows = rows[rows["territory"] == material.territory]
    known = material.counts | set(material.study.settings.get("public_counts", ()))
    safe = [
        not unpublished_counts(f"{d} {w}", known, topics=material.topics, people=material.people(territory or None))
        for d, w, territory in zip(rows["difficulty"], rows["what"], rows["territory"], strict=True)
    ]
    return rows[safe]


def _difficulties(material: Material, _findings: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [(d["difficulty"], d["theme"], d["who"], d["what"]) for d in _noted(material).to_dict("records")]
    return _listed(
        "difficultes",
        "Les difficultés, et qui fait quoi",
        "Difficultés relevées en cellule, et qui s’en charge",
        "Une difficulté par ligne, telle que la cellule l’a formulée ; aucune ne décrit un ménage.",
        ("Difficulté", "Thème", "Qui s’en charge", "Ce qui est fait ou proposé"),
        rows,
    )


def _decisions(material: Material, _findings: list[dict[str, Any]]) -> dict[str, Any]:
    noted = _noted(material).to_dict("records")
    ordered = [d for status in (OPEN, TAKEN) for d in noted if d["status"] == status]
    whole = material.territory is None
    columns = ("Décision", "État", "Qui s’en charge", "Échéance", *(("Département",) if whole else ()))
    rows = [
        (
            d["what"],
            _whole(d["status"]),
            d["who"],
            _whole(words.day(d["due"])) or "non fixée",
            *((str(material.places.get(d["territory"]) or d["territory"]),) if whole else ()),
        )
        for d in ordered
    ]
    return _listed(
        "decisions",
        "Les décisions",
        "Décisions à prendre, puis décisions prises",
        "Celles qui attendent la cellule viennent d’abord.",
        columns,
        rows,
    )


def _whole(said: str) -> str:
    """Words that stay on one line."""
    return said.replace(" ", "\u00a0")


def _recommendations(_material: Material, findings: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [(f["recommendation"], f["theme"], strength(f["strength"])) for f in findings if f["recommendation"]]
    return _listed(
        "preconisations",
        "Les préconisations",
        "Ce que l’évaluation recommande, et sur quoi repose chaque constat",
        "Le détail, les limites et les avis contraires sont avec chaque constat, plus bas.",
        ("Préconisation", "Thème", "Le constat repose sur"),
        rows,
    )


def _costs(material: Material, _findings: list[dict[str, Any]]) -> dict[str, Any]:
    """The published budget; a planned cost stays called planned, and items are never added."""
    rows = [
        (name, display(one.quantity), "prévu" if one.quantity.kind.value == "planned" else "constaté")
        for name, one in frames.result(material.results, "budget").by.items()
    ]
    return _listed(
        "couts",
        "Les coûts",
        "Le budget publié",
        "Montants prévus, non dépensés : moins de ménages que prévu rend chacun plus cher. Rien n’est additionné.",
        ("Poste", "Montant", "Nature"),
        rows,
    )
