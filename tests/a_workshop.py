"""A small workshop with codes, built by the real code: eight participants and a facilitator."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests import a_release
from workbench.publishing import workshop_codes
from workbench.publishing.workshop_charts import Part, figure
from workbench.publishing.workshop_names import chart_id

SALT = "a1" * 16
PARTICIPANTS = 8


@dataclass(frozen=True)
class Made:
    """The release's folder, the participants' codes, the facilitator's."""

    folder: Path
    codes: list[str]
    facilitator: str

    @property
    def inbox(self) -> Path:
        return self.folder.parent / "inbox"


def own_words() -> list[dict[str, Any]]:
    meant = {"allowed": True, "asked": True, "said": "", "words": "", "went": ["Comité de pilotage"]}
    return [
        {
            "id": "e7",
            "text": "On a trié les papiers ensemble.",
            "meant": {"T2": meant, "T3": meant | {"allowed": False}},
        },
        {"id": "e9", "text": "Et après, plus personne.", "meant": {"T2": meant, "T3": meant}},
    ]


def make(folder: Path, *, ends: timedelta = timedelta(hours=3), findings: list[dict[str, Any]] | None = None) -> Made:
    """The workshop in `folder`; its codes end after `ends` from now."""
    codes = [f"AAAA-22{n}2" for n in range(PARTICIPANTS)] + ["FFFF-4444"]
    entries = []
    for n, code in enumerate(codes):
        keys = workshop_codes.keys(code, SALT)
        entries.append(
            {
                "handle": keys.handle,
                "check": keys.check,
                "role": "participant" if n < PARTICIPANTS else "facilitator",
                "voice": "household",
                "sealed": workshop_codes.sealed(own_words() if n == 0 else [], keys),
            }
        )
    shown = findings or a_release.findings()
    content = {
        "id": "atelier-essai",
        "title": "Atelier d’essai",
        "side": "households",
        "opened": datetime.now(UTC).isoformat(timespec="seconds"),
        "expires": (datetime.now(UTC) + ends).isoformat(timespec="seconds"),
        "salt": SALT,
        "codes": entries,
        "order": [one["id"] for one in shown],
        "glossary": {shown[0]["id"]: {"bail": "Le papier signé pour louer un logement."}},
        "labels": {one["id"]: "texte simplifié" for one in shown},
        "changed": {shown[0]["id"]: ["Nous avons ajouté le temps qu’il faut."]},
        "earlier": {one["id"]: [[1, "e" * 64], [one["version"], one["wording"]]] for one in shown},
    }
    drawn = figure(chart_id(shown[0]["id"]), "Ménages relogés", Part(19, 19, 20, "household"))
    figures = (*a_release.figures(), drawn)
    a_release.make(folder, id="atelier", page="workshop", figures=figures, findings=shown, workshop=content)
    return Made(folder, codes[:-1], codes[-1])
