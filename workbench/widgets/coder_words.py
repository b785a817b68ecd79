"""Every word that the coding screen shows, in the reader's language; the script holds none of its own."""

from workbench.messages import _


def words() -> dict[str, str]:
    """Key -> sentence; {braces} are filled by the script."""
    return _screen() | _codework() | _suggestions() | _memos()


def _screen() -> dict[str, str]:
    return {
        "coder": _("Coding of an interview"),
        "text": _("Interview"),
        "interview": _("Go to another interview"),
        "book": _("Codebook"),
        "card": _("Who speaks"),
        "progress": _("Progress"),
        "here": _("Codes in this text"),
        "none_here": _("No coding yet"),
        "coded_by": _("Coder: {coder}"),
        "turns_read": _("Turns read: {n} of {all}"),
        "turns_coded": _("Turns coded: {n} of {all}"),
        "coder_line": _("{coder}: {n} of {all} turns coded"),
        "reviewed_by": _("read again by {who}"),
        "review": _("I have read it again"),
        "declare": _("I have finished this interview"),
        "review_none": _("Nobody else’s codings are to be read again here."),
        "declare_none": _(
            "There is nothing to declare here: not drawn for agreement, or you have finished it already."
        ),
        "all_coded": _("Every turn bears a coding of yours."),
        "line": _("l. {n}"),
        "saved": _("saved"),
        "saving": _("saving…"),
        "unsaved": _("not saved"),
        "codings": _("codings"),
        "kernel": _(
            "Not saved yet: the notebook’s kernel does not answer. Leave this page open; it will be sent again."
        ),
        "kernel_gone": _(
            "The notebook’s kernel does not answer. What is saved is safe; run the cell again if it was restarted."
        ),
        "filter": _("Filter the codes (accents do not matter)"),
        "filter_short": _("Filter…"),
        "no_code": _("No code has these words."),
        "definition": _("Definition"),
        "include": _("Goes in"),
        "exclude": _("Stays out"),
        "example": _("Example"),
        "close": _("Close"),
        "coding": _("Coding"),
        "by": _("by {coder}, {when}"),
        "version": _("codebook, version {n}"),
        "origin_suggestion": _("suggested by the machine, accepted by {coder}"),
        "origin_import": _("imported"),
        "origin_decision": _("decided by a third person, {coder}"),
        "retract": _("Take back"),
        "limits": _("Take the passage’s limits"),
        "limits_first": _("Open a coding and select the passage that it should cover."),
        "limits_hint": _("Move the limits first: Shift + arrows, Alt + Shift + arrows."),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "others": _("Other coders"),
        "shortcuts": _("Shortcuts"),
        "help": _("Gestures"),
        "select_first": _("Select a passage first, with the mouse or the arrow keys."),
        "code_first": _("Open a coding or choose a code first."),
        "selected": _("Selected: {words}"),
        "only_yours": _("Only {coder} can change this coding."),
        "undone": _("Undone."),
        "redone": _("Done again."),
        "coded": _("Coded: {code}"),
        "find": _("Words to find"),
        "find_short": _("Find"),
        "find_go": _("Search"),
        "find_all": _("in all interviews"),
        "find_forms": _("all forms of the words"),
        "find_wait": _("Searching…"),
        "find_count": _("{n} found"),
        "find_none": _("Nothing found"),
        "help_focus": _(
            "These keys work only while the text has the focus; “Shortcuts” above turns the letters and digits off."
        ),
        "help_elsewhere": _(
            "Excerpts by code and what coders agree on have screens of their own, Retrieve and Compare: see notebook 2."
        ),
    }


def _codework() -> dict[str, str]:
    return {
        "new_code": _("New code"),
        "new_code_hint": _("New code, from the words selected if there are any (V)"),
        "in_vivo": _("New code from these words"),
        "label": _("Name"),
        "inside": _("Inside"),
        "top_level": _("(no group)"),
        "why": _("Why (optional)"),
        "do_it": _("Save"),
        "cancel": _("Cancel"),
        "rename": _("Rename"),
        "edit": _("Describe"),
        "move": _("Move"),
        "merge": _("Merge"),
        "split": _("Split"),
        "retire": _("Retire"),
        "reinstate": _("Offer again"),
        "retired": _("This code is retired: its codings stay, it is no longer offered."),
        "merged_into": _("This code was merged into “{code}”."),
        "into": _("Into"),
        "merge_note": _("Its codings, those of every coder, go to the other code; the history keeps both."),
        "split_note": _("The passages ticked go to the new code; the others stay where they are."),
        "retire_note": _("Its codings stay; it is no longer offered. It can be offered again."),
        "part_label": _("Name of the new code"),
        "part_codings": _("Passages that go there"),
        "include_lines": _("Goes in (one per line)"),
        "exclude_lines": _("Stays out (one per line)"),
        "history": _("History"),
        "history_none": _("Nothing has changed yet."),
        "history_line": _("version {n}, {who}, {when}"),
    }


def _suggestions() -> dict[str, str]:
    return {
        "suggestions": _("Suggestions"),
        "suggestions_none": _("Nothing to suggest for this turn."),
        "suggestions_wait": _("Looking for suggestions…"),
        "suggestions_off": _("Suggestions are off."),
        "because": _("because of: {words}"),
        "accept": _("Accept"),
        "refuse": _("Refuse"),
        "refused": _("Refused; it will not be proposed here again."),
    }


def _memos() -> dict[str, str]:
    return {
        "memo": _("Memo"),
        "memos": _("Memos"),
        "memo_on": _("What the memo is on"),
        "memo_excerpt": _("the passage “{words}”"),
        "memo_code": _("the code “{code}”"),
        "memo_interview": _("the interview {source}"),
        "memo_household": _("the household {person}"),
        "memo_none": _("No memo yet."),
        "memo_save": _("Save the memo"),
        "memo_saved": _("Memo saved."),
    }


def keys() -> list[tuple[str, str, str]]:
    """The keys as they are printed on a keyboard, what each does, and the gesture that a click makes, if any."""
    return [
        ("← →", _("previous or next word"), ""),
        ("↑ ↓", _("previous or next sentence"), ""),
        (_("PgUp PgDn"), _("previous or next turn"), ""),
        (_("Shift + any of these"), _("make the passage longer or shorter"), ""),
        (_("Alt + Shift + ← →"), _("move the beginning of the passage"), ""),
        (_("Alt + Shift + ↑ ↓"), _("move the end of the passage"), ""),
        ("P", _("select the whole sentence"), "p"),
        ("T", _("select the whole turn"), "t"),
        ("1 … 9", _("put the code that bears this number"), ""),
        (_("Enter or C"), _("look for a code; Enter puts it, Shift + Enter puts it and stays"), "c"),
        ("V", _("new code, from the words selected"), "v"),
        ("D", _("definition of the code, and what can be done with it"), "d"),
        ("H", _("history of the code"), "h"),
        (_("Shift + H"), _("history of the codebook"), "Shift+h"),
        ("N", _("next coding"), "n"),
        ("B", _("previous coding"), "b"),
        (_("U, Shift + U"), _("next or previous turn without a coding of yours"), "u"),
        ("J", _("next interview"), "j"),
        ("K", _("previous interview"), "k"),
        ("F", _("find words"), "f"),
        (_("G, Shift + G"), _("next or previous place found"), "g"),
        ("M", _("write the coding’s memo"), "m"),
        (_("Shift + M"), _("memo on the passage, the code, the interview, the household"), "Shift+m"),
        ("L", _("give the coding the limits of the passage"), "l"),
        (_("Delete"), _("take the coding back"), "delete"),
        ("A", _("accept the first suggestion"), "a"),
        (_("Shift + A"), _("accept it for the whole turn"), "Shift+a"),
        ("R", _("refuse the first suggestion"), "r"),
        ("S", _("suggestions for the passage selected"), "s"),
        (_("Shift + S"), _("suggestions on or off"), "Shift+s"),
        ("O", _("other coders’ codings"), "o"),
        ("X", _("go to “I have read it again”"), "x"),
        (_("Shift + X"), _("go to “I have finished this interview”"), "Shift+x"),
        ("Ctrl+Z", _("undo"), "undo"),
        ("Ctrl+Y", _("redo"), "redo"),
        (_("Esc, Tab"), _("let go of the passage, leave the text"), ""),
        ("?", _("this panel"), ""),
    ]
