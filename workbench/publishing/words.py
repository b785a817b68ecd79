"""The words in which a page names voices, positions, strengths and days. Words only, no rule."""

import re
from datetime import date

from workbench.findings.words import position, strength
from workbench.messages import _, language

__all__ = ["circulation", "day", "position", "purpose", "quoted", "readers", "strength", "voice"]

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),  # noqa: SIM905
    "January February March April May June July August September October November December".split(),  # noqa: SIM905
)


def voice(value: str) -> str:
    """The name of a side that speaks; a value that nobody foresaw is shown as it is."""
    return {
        "household": _("households"),
        "association": _("associations"),
        "landlord": _("social landlords"),
        "state": _("State services"),
        "local_authority": _("local authorities"),
        "health": _("health services"),
        "siao": _("SIAO"),
        "author": _("authors of reports"),
        "unknown": _("unknown voices"),
    }.get(value, value)


def purpose(page: str) -> str:
    """What a page tells, in one sentence; nothing for a page that has no such sentence."""
    return {
        "coordination_cell": _(
            "Where the households stand, what the evaluation finds, and what those who see it differently say."
        ),
        "steering_committee": _(
            "Where the experiment stands against its target, what the evaluation finds and recommends,"
            " and what those who see it differently say."
        ),
        "public": _(
            "What was tried to help households into homes of their own, what came of it, and what those who see it"
            " differently say."
        ),
        "comparison": _(
            "What others who do the same write about it, heading by heading, what they leave unsaid, and what this"
            " evaluation found."
        ),
    }.get(page, "")


def readers(page: str) -> str:
    """For whom a page was made."""
    return {
        "coordination_cell": _("For the members of the coordination cell: landlords, social services, associations."),
        "steering_committee": _("For the members of the steering committee."),
        "public": _("For everybody."),
        "comparison": _("For everybody."),
    }.get(page, "")


def circulation(audience: str) -> str:
    """How far a release may travel."""
    return {
        "T2": _("Not to be passed on to anybody else."),
        "T3": _("May be passed on freely."),
    }.get(audience, "")


def quoted(said: str) -> str:
    """Words to be set between « and »: the quotation marks inside become “ and ”, as French asks; no word changes."""
    return re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", said))


def day(iso: str) -> str:
    """An ISO day in words ("1er novembre 2015"); what is no day is shown as it is."""
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    if language() == "en":
        return f"{when.day} {MONTHS[1][when.month - 1]} {when.year}"
    return f"{'1er' if when.day == 1 else when.day} {MONTHS[0][when.month - 1]} {when.year}"
