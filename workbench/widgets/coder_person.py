"""What stands beside an interview: who speaks, and what the study knows of them, gaps included."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.messages import _

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
        "voice": person.function or _voice(person.voice),
        "territory": person.territory or "",
        "attributes": [[name, _value(row), str(row["date"] or "")] for name, row in latest.items()],
    }


def _voice(voice: str) -> str:
    names = {
        "household": _("household"),
        "association": _("association"),
        "landlord": _("landlord"),
        "state": _("State"),
        "local_authority": _("local authority"),
        "health": _("health care"),
        "siao": _("SIAO"),
        "author": _("author"),
    }
    return names.get(voice, _("unknown voice"))


def _value(row: Mapping[Any, Any]) -> str:
    value, missing = row["value"], row["missing"]
    if isinstance(value, str):
        return value
    return _("not known: {why}").format(why=missing) if isinstance(missing, str) else _("not known")
