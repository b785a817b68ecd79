"""Every word that the retrieval screen shows; the script holds none of its own."""

from workbench.messages import _
from workbench.widgets.voices import voice_name


def words() -> dict[str, str]:
    """Key -> sentence; {braces} are filled by the script."""
    return {
        "title": _("Excerpts brought together"),
        "where": _("Codes (and, or, not)"),
        "hint": _("e.g. logement et (voisinage ou budget)"),
        "add_code": _("Add a code"),
        "pick": _("Choose a code…"),
        "near": _("Codes taken together when they are"),
        "near_overlap": _("on words that overlap"),
        "near_excerpt": _("on the same words"),
        "near_turn": _("in the same turn"),
        "near_person": _("said by the same person"),
        "all": _("any"),
        "more_filters": _("More filters"),
        "search": _("Search"),
        "clear": _("Clear"),
        "settled": _("Leave out what a decision refused"),
        "excerpts": _("Excerpts"),
        "by": _("Codes by…"),
        "pairs": _("Codes together"),
        "households": _("Households by codes"),
        "by_what": _("By"),
        "show": _("See in its place"),
        "hide": _("Close"),
        "copy": _("Copy with its reference"),
        "copied": _("Copied."),
        "not_copied": _("Your browser did not allow the copy; select the words and copy them."),
        "next": _("Show more"),
        "none": _("No excerpt answers to this."),
        "nothing": _("There is nothing to count yet."),
        "coders": _("coded by {coders}"),
        "waiting": _("The notebook’s kernel does not answer; run the cell again if it was restarted."),
        "loading": _("Looking…"),
    }


def column_name(column: str) -> str:
    """What a filter is about; an attribute of people bears its own name."""
    return {
        "voice": _("Who speaks"),
        "territory": _("Département"),
        "wave": _("Wave (months)"),
        "coder": _("Coder"),
        "source": _("Interview"),
    }.get(column, column)


def value_name(column: str, value: str) -> str:
    """A value as a reader names it."""
    if column != "voice":
        return value
    return voice_name(value, value)
