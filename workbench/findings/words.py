"""The words in which states, positions and strengths of findings are named. Words only, no rule."""

from workbench.messages import _


def state(value: str) -> str:
    """Where a finding stands on its way out; a value that nobody foresaw is shown as it is."""
    return {
        "draft": _("draft"),
        "disclosure_checked": _("checked for disclosure"),
        "reviewed": _("reviewed"),
        "revised": _("revised"),
        "returned": _("returned to the group"),
        "published": _("published (state)"),
    }.get(value, value)


def position(value: str) -> str:
    """The name of a position taken on a finding."""
    return {
        "agree": _("agree"),
        "nuance": _("would put it differently"),
        "disagree": _("disagree"),
        "not_about_me": _("not concerned"),
        "no_answer": _("no answer"),
    }.get(value, value)


def strength(value: str) -> str:
    """What kind of proof a statement rests on, in plain words."""
    return {
        "declared": _("said by the people involved"),
        "counted": _("counted on this cohort"),
        "before_after": _("same people, before and after"),
    }.get(value, value)
