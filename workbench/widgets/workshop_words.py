"""The words of the workshop's screen, in the user's language; the script holds none of its own."""

from workbench.messages import _
from workbench.people import Voice


def words() -> dict[str, object]:
    """Every text that the screen can show, by its name in the script; "{n}" and "{of}" are filled there."""
    return {
        "start": _("Before we begin"),
        "intro": _("Nobody is judged. You may disagree, and you may skip. Your words stay yours."),
        "who": _("Who answers on this screen?"),
        "person": _("One person"),
        "group": _("The group together"),
        "side": _("You are…"),
        "code": _("The code that the facilitator gave you (optional)"),
        "writer": _("Who writes (leave empty if you write yourself)"),
        "begin": _("Begin"),
        "place": _("Statement {n} of {of}"),
        "listen": _("Read aloud"),
        "quiet": _("Stop reading"),
        "statement": _("The statement in full"),
        "said": _("Some people said ({n})"),
        "ask": _("What do you say?"),
        "own": _("In your own words (optional)"),
        "read_back": _("Read again before saving"),
        "check": _("You answer:"),
        "no_words": _("Without a comment."),
        "confirm": _("Yes, save"),
        "change": _("Change my answer"),
        "saving": _("Saving…"),
        "saved": _("Saved"),
        "again": _("Change my mind"),
        "next": _("Next"),
        "previous": _("Previous"),
        "end": _("Thank you"),
        "end_text": _("Your answers are saved. The team comes back to tell you what they changed."),
        "lost": _("The answer was not saved: the connection is lost. Reload the page; what is saved stays saved."),
        "positions": {
            "agree": _("I agree"),
            "nuance": _("I would put it differently"),
            "disagree": _("I disagree"),
            "not_about_me": _("This does not concern me"),
            "no_answer": _("I pass"),
        },
        "sides": {
            Voice.HOUSEHOLD.value: _("a household supported"),
            Voice.ASSOCIATION.value: _("from an association"),
            Voice.LANDLORD.value: _("from a social landlord"),
            Voice.STATE.value: _("from a State service"),
            Voice.LOCAL_AUTHORITY.value: _("from a local authority"),
            Voice.HEALTH.value: _("from a health service"),
            Voice.SIAO.value: _("from the SIAO"),
            Voice.UNKNOWN.value: _("someone else"),
        },
    }
