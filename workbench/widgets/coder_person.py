"""What stands beside an interview: who speaks, and what the study knows of them, gaps included."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.charts.shown import written
from workbench.messages import _
from workbench.widgets.voices import voice_name

if TYPE_CHECKING:
    from workbench.study import SourceRecord, Study


def speaker_card(study: "Study", source: "SourceRecord") -> dict[str, Any]:
    """The person interviewed and their latest attributes; empty when the source has no known speaker.

    `attributes` holds [name, value, date]: an unknown value is said as such, with its reason, never left blank.
    """
    person_id = source.person or next((t.person for t in source.turns if t.person and not t.asks), None)
    person = next((p for p in study.people() if p.id == person_id), None)
    if person is None:
        return {}
    frame = study.attributes()
    rows = frame[frame["person"] == person.id].sort_values("date", kind="stable")
    latest = {row["name"]: row for row in rows.to_dict("records")}
    return {
        "id": person.id,
        "voice": person.function or voice_name(person.voice, _("unknown voice")),
        "territory": person.territory or "",
        "attributes": [[name, _value(row), written(row["date"] or "")] for name, row in latest.items()],
    }


def _value(row: Mapping[Any, Any]) -> str:
    value, missing = row["value"], row["missing"]
    if isinstance(value, str):
        return _amount(value) if "€" in row["name"] else written(value)
    return _("not known: {why}").format(why=missing) if isinstance(missing, str) else _("not known")


def _amount(value: str) -> str:
    """An amount with its thousands apart and its unit; words in its place are left as they are."""
    try:
        return f"{written(float(value))}\u00a0€"
    except ValueError:
        return written(value)
