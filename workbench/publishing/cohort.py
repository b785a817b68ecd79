"""The cohort as partners may count it: one row a household in few, wide categories, and the tables made safe together.

All tables for named partners (T2) are protected in one go, territory by territory, and each release shows its part:
what one partner reads cannot be subtracted from what another reads, nor from what the public may read, which partners
read too. What went out earlier is counted on in the same way.
"""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workbench.errors import UnsafeTable
from workbench.messages import _
from workbench.people import Audience

if TYPE_CHECKING:
    from pandas import DataFrame

THRESHOLD = {Audience.T2: 5, Audience.T3: 11}  # borrowed: no French rule binds an association with a number
WIDTH = 3  # whole numbers between the ends of what a reader can work out of a hidden count
BANDS = ("moins de 500 €", "de 500 à 1 000 €", "de 1 000 à 1 500 €", "plus de 1 500 €")
UNKNOWN = "non renseigné"
NOT_MET = "pas de point de suivi"
SENSITIVE = ("debts", "rent_6", "rent_12")  # a zero, or a group that is unanimous, tells of each household


@dataclass(frozen=True, slots=True)
class Variable:
    """One trait of households that is published: its id, what heads it, and its categories in reading order."""

    id: str
    title: str
    categories: tuple[str, ...]


VARIABLES = (
    Variable("state", "Situation", ("accompagnement en cours", "accompagnement terminé")),
    Variable("composition", "Composition", ("isolé", "couple", "couple avec enfant(s)", "famille monoparentale")),
    Variable("resources", "Ressources à l’entrée, par mois", (*BANDS, UNKNOWN)),
    Variable("debts", "Dettes à l’entrée", ("oui", "non", UNKNOWN)),
    Variable("rental", "A déjà été locataire", ("oui", "non")),
    Variable("shelter", "Vient de l’hébergement d’urgence", ("oui", "non")),
    Variable("rent_6", "Loyer à 6 mois", ("payé", "en partie ou pas payé", NOT_MET)),
    Variable("rent_12", "Loyer à 12 mois", ("payé", "en partie ou pas payé", NOT_MET)),
)


def partners_of(audiences: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The partners who read as themselves, from study.toml's audiences: `partner = {operator = "operateur-94"}`.

    Each is the column of the table of households, and its value, of the rows that this partner knows.
    """
    named = [settings.get("partner", {}) for settings in audiences.values()]
    return tuple(sorted({(str(column), str(value)) for one in named for column, value in one.items()}))


def cohort_rows(tables: "Mapping[str, DataFrame]", at: str, more: Iterable[str] = ()) -> "DataFrame":
    """One row a household: `territory`, one column a variable, in words, and the columns in `more`; no identifier.

    `at` is the ISO day of the picture. A blank becomes UNKNOWN or NOT_MET, never a no.
    """
    import pandas as pd

    households, waves = tables["households"], tables["follow_up"]
    rent = {"oui": "payé", "partiel": "en partie ou pas payé", "non": "en partie ou pas payé"}
    rows = pd.DataFrame({"territory": households["territory"].astype(str)})
    out = households["exited"].notna() & (households["exited"].astype(str) <= at)
    rows["state"] = out.map({True: "accompagnement terminé", False: "accompagnement en cours"})
    rows["composition"] = households["composition"]
    amounts = pd.to_numeric(households["resources_entry"])
    bands = pd.cut(amounts, [0, 500, 1000, 1500, float("inf")], labels=list(BANDS), right=False)
    rows["resources"] = bands.astype(object).fillna(UNKNOWN)
    rows["debts"] = households["debts"].fillna(UNKNOWN)
    rows["rental"] = households["rental_experience"]
    rows["shelter"] = households["emergency_shelter"]
    for months in (6, 12):
        seen = waves[waves["wave"].astype(int) == months].set_index("household")["rent_paid"]
        rows[f"rent_{months}"] = households["household"].map(seen).map(rent).fillna(NOT_MET)
    for column in more:
        rows[column] = households[column]
    return rows


def protected(
    rows: "DataFrame",
    tier: Audience,
    earlier: Sequence[Mapping[str, Any]] = (),
    partners: tuple[tuple[str, str], ...] = (),
) -> dict[str, Any]:
    """The tables of all variables, safe for that tier, as `disclosure.protect` prints them.

    For partners each variable is crossed with the territory and has its margins; the public reads the margins of the
    whole cohort alone. `earlier` are the outputs that readers of this tier have already. Those which only show a part
    of the same tables, as the releases of one day do, change nothing; those of other rows (corrected since, or of an
    earlier day) keep back every count that moved by few, here and in what the public reads today. `partners` (column
    and value of the rows that each knows) learn nothing of the others' households, which the auditor then tries with
    their rows in hand.
    Raises UnsafeTable when one of them cannot be made safe.
    """
    data = rows.to_csv(index=False)
    public = [] if tier is Audience.T3 else [json.loads(_protected(data, Audience.T3, "[]", partners))]
    safe: dict[str, Any] = json.loads(_protected(data, tier, _as_text(public), partners))
    if news := [output for output in earlier if not _part_of(output, [safe, *public])]:
        if public:
            told = [one if one.get("tier") == Audience.T3.value else _moved(one, rows) for one in news]
            public = [json.loads(_protected(data, Audience.T3, _as_text(told), partners)) | {"now": True}]
        safe = json.loads(_protected(data, tier, _as_text([*public, *news]), partners))
    _attacked(safe, rows, partners)
    return safe


def _attacked(safe: Mapping[str, Any], rows: "DataFrame", partners: tuple[tuple[str, str], ...]) -> None:
    """Raises UnsafeTable when a partner who knows its own households finds out more of the others' than it may."""
    from workbench.disclosure.audit import audit

    columns = ["territory", *(variable.id for variable in VARIABLES)]
    for column, value in partners:
        own = [{str(k): v for k, v in row.items()} for row in rows[rows[column] == value][columns].to_dict("records")]
        if own and not audit(safe, theirs=own)["safe"]:
            raise UnsafeTable(
                table=VARIABLES[0].id, why=_("{partner} could work out others’ households").format(partner=value)
            )


def still_true(outputs: Sequence[Mapping[str, Any]], rows: "DataFrame") -> list[dict[str, Any]]:
    """Earlier outputs beside these rows: what is still true of them, and apart from it what has `moved`."""
    from workbench.disclosure.released import beside

    return beside(outputs, _read(rows.to_csv(index=False)))


def _moved(output: Mapping[str, Any], rows: "DataFrame") -> dict[str, Any]:
    """Of what partners have had, the counts that have moved since, and what was empty: the public is shown neither by
    how few the first moved, nor what fills the others."""
    (one,) = still_true([output], rows)
    empty = [cell for table in output["tables"] for cell in table["cells"] if cell["count"] is None]
    return {"tables": [{"id": "moved", "by": [], "cells": [*one.get("moved", []), *empty]}]}


def _read(rows: str) -> "DataFrame":
    import pandas as pd

    return pd.read_csv(io.StringIO(rows), dtype=str, keep_default_na=False)


def _as_text(outputs: Sequence[Mapping[str, Any]]) -> str:
    kept = [{name: output[name] for name in ("tables", "known", "now") if name in output} for output in outputs]
    return json.dumps(kept, sort_keys=True)


def _part_of(output: Mapping[str, Any], wholes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every cell of an output stands in one of the others with the same count, or as empty as there."""

    def cells(one: Mapping[str, Any]) -> dict[str, Any]:
        return {json.dumps(c["key"], sort_keys=True): c["count"] for t in one["tables"] for c in t["cells"]}

    theirs = [cells(whole) for whole in wholes]
    return all(any(key in whole and whole[key] == count for whole in theirs) for key, count in cells(output).items())


@lru_cache(maxsize=16)  # the releases of one day show parts of the same tables
def _protected(rows: str, tier: Audience, previous: str, partners: tuple[tuple[str, str], ...]) -> str:
    from workbench.disclosure.tables import protect

    crossed = ["territory"] if tier is not Audience.T3 else []
    spec = {
        "threshold": THRESHOLD[tier],
        "width": WIDTH,
        "known": [[], ["territory"]],
        "sensitive": list(SENSITIVE),
        "tables": [{"id": v.id, "by": [*crossed, v.id], "margins": True} for v in VARIABLES],
        "previous": json.loads(previous),
        "insiders": [{column: value} for column, value in partners],
    }
    found = protect(_read(rows), spec)
    if found["refused"]:
        raise UnsafeTable(table=found["refused"][0].get("id", "?"), why=found["refused"][0].get("why", ""))
    return json.dumps(found)


def public(safe: Mapping[str, Any], tier: Audience) -> list[dict[str, Any]]:
    """Of what these tables were made to agree with, the part that is open to anybody; nothing for the public itself."""
    return [dict(safe["previous"][0])] if tier is not Audience.T3 else []


def part(tables: Mapping[str, Any], territory: str | None) -> list[dict[str, Any]]:
    """The cells that one release shows: those of its territory, or those of the whole cohort when it has none."""
    return [
        {"id": t["id"], "by": t["by"], "cells": [c for c in t["cells"] if c["key"].get("territory") == territory]}
        for t in tables["tables"]
    ]


def cells(table: Mapping[str, Any], variable: Variable) -> "DataFrame":
    """A table's part as a frame for drawing: label, count (missing where withheld), low, high, in reading order."""
    import pandas as pd

    by_label = {c["key"][variable.id]: c for c in table["cells"] if variable.id in c["key"]}
    kept = [(label, by_label[label]) for label in variable.categories if label in by_label]
    return pd.DataFrame(
        [(label, c["count"], c["interval"][0], c["interval"][1]) for label, c in kept],
        columns=["label", "count", "low", "high"],
    )


def published_counts(tables: list[dict[str, Any]]) -> set[int]:
    """Every count that these tables give away, so that a sentence says no other."""
    return {int(c["count"]) for t in tables for c in t["cells"] if c["count"] is not None}
