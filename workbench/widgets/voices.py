"""Whose voice a text is, as the screens name it."""

from workbench.messages import _


def voices() -> dict[str, str]:
    """The value of each voice that a person of the study may have, and its name."""
    return {
        "household": _("household"),
        "association": _("association"),
        "landlord": _("landlord"),
        "state": _("State"),
        "local_authority": _("local authority"),
        "health": _("health care"),
        "siao": _("SIAO"),
        "unknown": _("unknown voice"),
    }


def voice_name(voice: str, otherwise: str) -> str:
    """The name of a voice, that of a text's own author too; `otherwise` for what is none."""
    return (voices() | {"author": _("author")}).get(voice, otherwise)
