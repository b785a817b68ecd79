"""Every word that the register's screen shows, in the reader's language; the script holds none of its own."""

from workbench.messages import _
from workbench.people import Answer
from workbench.widgets.voices import voices


def words() -> dict[str, str]:
    """Key -> sentence; {braces} are filled by the script."""
    return {
        "screen": _("Register of consents"),
        "rule": _("Silence is no consent: only a recorded yes lets words be used. A new answer erases none before it."),
        "person": _("Person"),
        "looking": _("Reading the register…"),
        "left": _("{yes} yes, {no} no, {silent} without an answer"),
        "filter": _("Show"),
        "everybody": _("everybody"),
        "silent": _("those who have not answered everything"),
        "choose": _("Choose an answer in the table to see its history or to record a new one."),
        "never": _("never asked"),  # in the table, where the rule above says what silence means
        "cell": _("{person}, {use}: {said}"),
        "answered": _("{answer} on {date}, recorded by {who}"),
        "read": _("read back"),
        "read_how": _("read back: {how}"),
        "not_read": _("not read back"),
        "through": _("through {who}"),
        "history": _("Answers recorded, the latest first"),
        "no_history": _("Nobody asked yet, or nobody wrote it down: this allows nothing."),
        "withdrawal": _(
            "This person has withdrawn: nothing of theirs enters a release, whatever was answered. To leave nothing"
            " they said in the study: workbench withdraw STUDY {person} --erase"
        ),
        "withdraw": _("If this person wants to stop taking part: workbench withdraw STUDY {person}"),
        "new": _("Record an answer"),
        "answer": _("Answer"),
        "yes": _("yes"),
        "no": _("no"),
        "silence": _("no answer"),
        "date": _("Day of the answer"),
        "recorded_by": _("Recorded by (pseudonym)"),
        "read_back": _("What will be used was read back to the person"),
        "how": _("How (aloud, in writing, with an interpreter…)"),
        "representative": _("Answered through a representative chosen by the person (who, without a name)"),
        "save": _("Record this answer"),
        "saved": _("Recorded: {person}, {use}: {said}"),
        "kernel": _("The notebook’s kernel does not answer yet. Leave this page open."),
        **voices(),
        "value_yes": Answer.YES.value,
        "value_no": Answer.NO.value,
        "value_silence": Answer.NONE.value,
    }
