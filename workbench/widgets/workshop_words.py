"""The words of the workshop's screen, in the user's language; the script holds none of its own."""

from workbench.messages import _
from workbench.people import Voice


def words() -> dict[str, object]:
    """Every text that the screen can show, by its name in the script; "{n}" and the like are filled there."""
    return _start() | _finding() | _own() | _network() | _lists()


def _start() -> dict[str, object]:
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
        "your_code": _("Your code"),
        "code_help": _("It is on your card: eight letters and digits."),
        "enter": _("Come in"),
        "entering": _("One moment…"),
        "welcome": _("Welcome"),
        "facilitator": _("Facilitator’s screen"),
        "facilitator_intro": _("You show the findings on the wall and write down what the group says together."),
        "someone_else": _("Somebody else answers on this screen"),
    }


def _finding() -> dict[str, object]:
    return {
        "place": _("Statement {n} of {of}"),
        "listen": _("Read aloud"),
        "quiet": _("Stop reading"),
        "statement": _("The statement in full"),
        "said": _("Some people said ({n})"),
        "glossary": _("Difficult words ({n})"),
        "changed": _("What changed thanks to you"),
        "ask": _("What do you say?"),
        "ask_group": _("What does the group say?"),
        "own": _("In your own words (optional)"),
        "own_group": _("In the group’s own words (optional)"),
        "who_writes": _("Who writes these words?"),
        "writers": {
            "self": _("I do"),
            "dictated": _("Somebody writes what I say"),
            "paper": _("They were on paper"),
        },
        "read_back": _("Read again before saving"),
        "too_long": _("These words are too long for one answer: {n} characters, at most {most}. Nothing is lost; say"
                      " the rest in a second answer."),
        "check": _("You answer:"),
        "no_words": _("Without a comment."),
        "listen_mine": _("Hear my answer"),
        "confirm": _("Yes, save"),
        "change": _("Change my answer"),
        "saving": _("Saving…"),
        "saved": _("Saved"),
        "late": _("Kept apart"),
        "late_why": _("The workshop is over. Your words are kept apart, and the team decides with you."),
        "again": _("Change my mind"),
        "before": _("Before, you had answered:"),
        "next": _("Next"),
        "previous": _("Previous"),
        "end": _("Thank you"),
        "end_text": _("Your answers are saved. The team comes back to tell you what they changed."),
        "votes": _("How the room answered"),
        "votes_show": _("Look whether everybody has answered"),
        "votes_force": _("Those who are here have all answered"),
    }  # fmt: skip


def _own() -> dict[str, object]:
    return {
        "mine": _("My words ({n})"),
        "mine_title": _("My words, my rights"),
        "mine_intro": _("Here is what you said and where it is meant to go. You decide, reader by reader. Without your"
                        " answer nothing goes out."),
        "mine_place": _("Your words {n} of {of}"),
        "mine_back": _("Back to the findings"),
        "mine_for": _("For these readers"),
        "went": _("Already shown in: {where}"),
        "not_went": _("Not shown anywhere yet."),
        "not_allowed": _("You have not agreed to be quoted to these readers: nothing of yours goes there."),
        "new_words": _("The words that may be read instead"),
        "says": {
            "as_is": _("As it is"),
            "changed": _("With changes"),
            "not_here": _("Not for these readers"),
            "never": _("Never, for nobody"),
        },
        "readers": {
            "T2": _("the partners who work on the project"),
            "T3": _("everybody: a report, a page on the internet"),
        },
        "save_choice": _("Save my choice"),
        "choose": _("Choose an answer first."),
    }  # fmt: skip


def _network() -> dict[str, object]:
    return {
        "waiting": _("The connection is lost. Your answer is kept on this device and leaves as soon as it is back."),
        "pending": _("{n} answers wait on this device."),
        "back": _("The connection is back."),
        "refused": _("Not taken: {why} Your words are still here."),
    }


def _lists() -> dict[str, object]:
    return {
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
