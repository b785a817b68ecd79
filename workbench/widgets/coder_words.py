"""Every word that the coding screen shows, in the reader's language; the script holds none of its own."""

from workbench.messages import _


def words() -> dict[str, str]:
    """Key -> sentence; {braces} are filled by the script."""
    return {
        "coder": _("Coding of an interview"),
        "text": _("Interview"),
        "book": _("Codebook"),
        "card": _("Who speaks"),
        "progress": _("Progress"),
        "here": _("Codes in this text"),
        "none_here": _("No coding yet"),
        "coded_by": _("Coder: {coder}"),
        "turns_read": _("Turns read: {n} of {all}"),
        "turns_coded": _("Turns coded: {n} of {all}"),
        "line": _("l. {n}"),
        "saved": _("saved"),
        "saving": _("saving…"),
        "unsaved": _("not saved"),
        "codings": _("codings"),
        "kernel": _(
            "Not saved yet: the notebook’s kernel does not answer. Leave this page open; it will be sent again."
        ),
        "filter": _("Filter the codes (accents do not matter)"),
        "filter_short": _("Filter…"),
        "no_code": _("No code has these words."),
        "definition": _("Definition"),
        "include": _("Goes in"),
        "exclude": _("Stays out"),
        "example": _("Example"),
        "close": _("Close"),
        "suggestions": _("Suggestions"),
        "suggestions_none": _("Nothing to suggest for this turn."),
        "suggestions_wait": _("Looking for suggestions…"),
        "because": _("because of: {words}"),
        "accept": _("Accept"),
        "refuse": _("Refuse"),
        "coding": _("Coding"),
        "by": _("by {coder}, {when}"),
        "origin_suggestion": _("suggested by the machine, accepted by {coder}"),
        "origin_import": _("imported"),
        "memo": _("Memo"),
        "memo_save": _("Save the memo"),
        "retract": _("Take back"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "others": _("Other coders"),
        "shortcuts": _("Shortcuts"),
        "help": _("Help"),
        "select_first": _("Select a passage first, with the mouse or the arrow keys."),
        "selected": _("Selected: {words}"),
        "only_yours": _("Only {coder} can change this coding."),
        "undone": _("Undone."),
        "redone": _("Done again."),
        "coded": _("Coded: {code}"),
        "help_focus": _(
            "These keys work only while the text has the focus; “Shortcuts” above turns the letters and digits off."
        ),
    }


def keys() -> list[tuple[str, str]]:
    """The keys of the coding screen as they are printed on a keyboard, and what each does, for the help panel."""
    return [
        ("← →", _("previous or next word")),
        ("↑ ↓", _("previous or next sentence")),
        (_("PgUp PgDn"), _("previous or next turn")),
        (_("Shift + any of these"), _("make the passage longer or shorter")),
        (_("Alt + Shift + ← →"), _("move the beginning of the passage")),
        ("P, T", _("select the whole sentence, the whole turn")),
        ("1 … 9", _("put the code that bears this number")),
        (_("Enter or C"), _("look for a code; Enter puts it, Esc comes back to the text")),
        ("D", _("definition of the code (F2 while looking for a code)")),
        ("N, B", _("next, previous coding")),
        (_("M, Delete"), _("write the coding’s memo, take the coding back")),
        ("A, R", _("accept, refuse the first suggestion")),
        ("Ctrl+Z, Ctrl+Y", _("undo, redo")),
        (_("Esc, Tab"), _("let go of the passage, leave the text")),
        ("?", _("this help")),
    ]
