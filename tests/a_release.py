"""A small invented release, built by the real code, for the tests of publishing, widgets and pages."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from workbench.charts.bars import bars
from workbench.charts.figure import Figure
from workbench.charts.followup import milestones
from workbench.charts.funnel import funnel
from workbench.charts.voices import code_by_voice
from workbench.charts.worktime import working_time
from workbench.people import Audience
from workbench.publishing.bundle import build
from workbench.publishing.manifest import Manifest

FORBIDDEN = ("M07", "menage-007", "entretien-m07.docx")
VOICES = ["ménages", "associations", "bailleurs", "État"]
STATES = ("loyer payé", "retard de paiement", "non rencontré")


def progress(territory: str, counts: list[int | None], id: str) -> Figure:  # noqa: A002
    low = [0 if n is None else None for n in counts]
    high = [6 if n is None else None for n in counts]
    labels = ["Installés dans leur logement", "Bail signé à leur nom", "En attente d’une proposition"]
    return bars(
        pd.DataFrame({"label": labels, "count": counts, "low": low, "high": high}),
        id=id,
        title=f"Où en sont les ménages ({territory})",
        caption="Ménages de la cohorte, au 1er novembre 2015.",
        section="Avancement",
        what="Situation",
        unit="ménages",
        choice=(("Territoire", territory),),
    )


def follow_up(id: str, withheld: bool) -> Figure:  # noqa: A002
    counts = {"Entrée": (16, 8, 0), "6 mois": (14, 7, 3), "12 mois": (13, 6, 5)}
    lines: list[dict[str, Any]] = []
    for when, values in counts.items():
        for state, n in zip(STATES, values, strict=True):
            hidden = withheld and n < 5
            line = {"milestone": when, "state": state, "count": None if hidden else n}
            lines.append(line | {"low": 0 if hidden else None, "high": 6 if hidden else None})
    return milestones(
        pd.DataFrame(lines),
        id=id,
        title="Le loyer, d’une étape à l’autre",
        caption="24 ménages suivis ; « non rencontré » n’est pas « pas de retard ».",
        section="Suivi",
        what="Étape",
        unit="ménages",
    )


@lru_cache
def figures() -> tuple[Figure, ...]:
    """Drawn once for all tests: drawing is the slow part."""
    hours = pd.DataFrame({"task": ["Visites à domicile", "Réunions", "Déplacements"], "hours": [110, 14, 1.5]})
    steps = pd.DataFrame({"step": ["Logements proposés", "Visités", "Attribués"], "count": [33, 29, 24]})
    themes = [
        ("Accès aux droits", (12, 8, 3, 1)),
        ("Voisinage, vie dans l’immeuble et dans le quartier, de jour comme de nuit", (22, 8, 0, 4)),
    ]
    said = [(code, voice, n) for code, counts in themes for voice, n in zip(VOICES, counts, strict=True)]
    return (
        progress("Seine-et-Marne", [11, 6, None], "avancement-77"),
        progress("Val-de-Marne", [9, 7, None], "avancement-94"),
        follow_up("loyer", withheld=True),
        funnel(
            steps,
            id="entonnoir",
            title="De la proposition à l’attribution",
            caption="Logements proposés aux deux contingents.",
            section="Suivi",
            what="Étape",
            unit="logements",
        ),
        working_time(
            hours, id="temps", title="Où va le temps", caption="Moyenne sur un an.", section="Travail de l’équipe"
        ),
        code_by_voice(
            pd.DataFrame(said, columns=["code", "voice", "count"]),
            id="voix",
            title="Qui parle de quoi",
            caption="Extraits codés, par thème et par voix.",
            section="Travail de l’équipe",
            voices=VOICES,
        ),
    )


def findings() -> list[dict[str, Any]]:
    return [
        {
            "id": "F1",
            "version": 2,
            "statement": "L’accompagnement rapproché au moment de l’emménagement évite les premiers impayés.",
            "plain": "Être aidé au moment d’emménager aide à payer le loyer.",
            "recommendation": "Maintenir trois visites dans le mois qui suit la signature du bail.",
            "theme": "Rapport au loyer",
            "strength": "counted",
            "limits": "Vingt-quatre ménages, un seul opérateur.",
            "wording": "a" * 64,
            "evidence": {
                "for": ["loyer", "q1", {"text": "18 ménages sur 24 sans retard à six mois"}],
                "against": ["q2"],
            },
            "voices": {"household": 12, "association": 7, "landlord": 2},
            "reviews": {"agree": 9, "nuance": None, "disagree": None},
            "dissents": [
                {"who": "un ménage", "position": "disagree", "words": "Moi, c’est la CAF qui a tout bloqué, pas moi."},
                {"who": "un bailleur", "position": "nuance", "words": "Cela dépend surtout du reste à vivre."},
            ],
        },
        {
            "id": "F2",
            "version": 1,
            "statement": "Les ménages disent connaître leurs voisins mais se sentir seuls.",
            "plain": "On connaît ses voisins, mais on se sent seul.",
            "recommendation": "",
            "theme": "Voisinage",
            "strength": "declared",
            "limits": "",
            "wording": "b" * 64,
            "evidence": {"for": ["q3"], "against": []},
            "voices": {"household": 9},
            "reviews": {},
            "dissents": [],
        },
    ]


def quotes() -> list[dict[str, Any]]:
    consent = {"audience": "T2", "answer": "oui", "date": "2016-02-01"}
    said = {
        "q1": ("Ils sont venus trois fois, on a trié les papiers ensemble.", "un ménage"),
        "q2": ("Le premier loyer, personne ne m’avait dit la date.", "un ménage"),
        "q3": ("Je dis bonjour, on me dit bonjour, et je remonte.", "un ménage"),
    }
    return [
        {"id": key, "text": text, "attribution": who, "consent": consent, "signed": ["L1", "L2"]}
        for key, (text, who) in said.items()
    ]


def tables() -> list[dict[str, Any]]:
    cells = [{"key": {"territoire": t}, "count": n, "interval": [n, n]} for t, n in (("77", 15), ("94", 9))]
    return [{"id": "territoire", "by": ["territoire"], "cells": cells}]


def make(folder: Path, **changes: Any) -> Manifest:
    """The example as a release in `folder`; `changes` replace arguments of `build`."""
    given: dict[str, Any] = {
        "id": "cellule-77-2016-03",
        "page": "coordination_cell",
        "audience": Audience.T2,
        "title": "Accompagner l’accès au logement : où en est-on ?",
        "study_title": "Évaluation de l’accompagnement socio-éducatif global",
        "figures": figures(),
        "findings": findings(),
        "quotes": quotes(),
        "tables": tables(),
        "notices": ["Le détail par composition familiale n’est pas montré : trop peu de ménages par case."],
        "approvals": [{"who": "A. Martin", "date": "2016-03-01"}, {"who": "B. Durand", "date": "2016-03-02"}],
        "forbidden": FORBIDDEN,
        "created": "2016-03-02",
    }
    return build(folder, **(given | changes))
