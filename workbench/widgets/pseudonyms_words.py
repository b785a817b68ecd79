"""Every word that the review screen shows, in the reader's language; the script holds none of its own."""

from workbench.intake.identifiers import DIRECT, KINDS
from workbench.messages import _
from workbench.widgets.voices import voices


def words() -> dict[str, str]:
    """Key -> sentence; {braces} are filled by the script."""
    return {
        "screen": _("Review of what could name somebody"),
        "text": _("Text as it was given"),
        "looking": _("Looking for names, places, dates… A long interview takes a few seconds."),
        "left": _("To decide: {direct} direct, {quasi} indirect"),
        "all_decided": _("Everything is decided."),
        "review": _("Review"),
        "ending": _("Preview and entry"),
        "help": _("Help"),
        "shortcuts": _("Shortcuts"),
        "close": _("Close"),
        "list": _("Proposals"),
        "none": _("Nothing was proposed. Read the text all the same: select the words to replace."),
        "direct": _("direct"),
        "quasi": _("indirect"),
        "undecided": _("to decide"),
        "accepted": _("accepted: replaced"),
        "refused": _("refused: kept"),
        "kind_count": _("{kind}: {n}, {left} to decide"),
        "line": _("l. {n}"),
        "card": _("Proposal"),
        "selection": _("Selection"),
        "accept": _("Accept"),
        "refuse": _("Refuse"),
        "everywhere": _("Apply to all occurrences ({n})"),
        "reached": _("Applied in {n} places."),
        "undo": _("Not decided"),
        "kind": _("Kind"),
        "label": _("Label of “{words}”"),
        "start": _("Beginning"),
        "end": _("End"),
        "earlier": _("{edge} one word earlier"),
        "later": _("{edge} one word later"),
        "to_selection": _("Correct: these words instead of “{words}”"),
        "add": _("Replace these words too"),
        "select_first": _("Select words first, with the mouse or the arrow keys."),
        "choose_first": _("Choose a proposal first."),
        "next": _("Next to decide"),
        "previous": _("Previous to decide"),
        "no_more": _("No other proposal waits for a decision."),
        "said": _("{words}: {kind}, {state}"),
        "selected": _("Selected: {words}"),
        "preview": _("Text as it will enter the study"),
        "kept_quasi": _("{n} indirect identifiers are not decided: they stay in the text as they are."),
        "first_direct": _("{n} direct identifiers are still to decide: the text cannot enter yet."),
        "speakers": _("Who speaks"),
        "no_speakers": _("No speaker was found in this text."),
        "asks": _("asks the questions"),
        "nobody": _("nobody of the study"),
        "somebody": _("a new person…"),
        "pseudonym": _("Pseudonym"),
        "role": _("Role"),
        "territory": _("Territory"),
        "function": _("Function (if a professional)"),
        "name": _("Name of the text in the study (nobody’s name)"),
        "passphrase": _("Passphrase of the vault"),
        "again": _("The same passphrase again"),
        "vault_none": _(
            "This study has no vault yet: this passphrase makes it. Nobody can find it again for you; write it down"
            " where the team keeps its secrets."
        ),
        "vault_locked": _("The vault is closed: labels may change when it opens, to be those of the other interviews."),
        "vault_open": _("The vault was opened: labels are those of the other interviews."),
        "unlock": _("Open the vault for the labels"),
        "different": _("The two passphrases differ."),
        "enter": _("Bring into the study"),
        "entering": _("Bringing in…"),
        "entered": _("The text is in the study as {source}. Its file and the names are in the vault."),
        "kernel": _("The notebook’s kernel does not answer yet. Leave this page open."),
        **voices(),
        "help_focus": _("These keys work only while the text has the focus; “Shortcuts” above turns the letters off."),
    }


def kinds() -> list[list[str | bool]]:
    """[kind, name, direct] of every kind of identifier, direct ones first."""
    names = {
        "first_name": _("first name"),
        "name": _("name"),
        "phone": _("telephone"),
        "email": _("e-mail"),
        "address": _("address"),
        "birth_date": _("date of birth"),
        "social_security": _("social-security number"),
        "housing_number": _("unique housing number"),
        "file_number": _("file number"),
        "landlord": _("landlord"),
        "school": _("school"),
        "employer": _("employer"),
        "age": _("age"),
        "date": _("date"),
        "amount": _("amount"),
        "association": _("association"),
        "organisation": _("organisation"),
        "place": _("place"),
        "event": _("rare event"),
        "health": _("health"),
        "origin": _("origin"),
    }
    rows: list[list[str | bool]] = [[kind, names.get(kind, kind), kind in DIRECT] for kind in KINDS]
    return sorted(rows, key=lambda row: (not row[2], [*names].index(str(row[0])) if row[0] in names else len(names)))


def keys() -> list[tuple[str, str]]:
    """The keys of the review screen as they are printed on a keyboard, and what each does, for the help panel."""
    return [
        ("N, B", _("next, previous proposal to decide")),
        ("↑ ↓", _("previous or next proposal, decided or not")),
        ("A, R", _("accept (replaced), refuse (kept as it is)")),
        ("T", _("apply the decision to all occurrences")),
        ("U", _("not decided any more")),
        ("K, L", _("change the kind, the label")),
        ("← →", _("previous or next word")),
        (_("Shift + ← →"), _("move the end of the selection")),
        (_("Alt + Shift + ← →"), _("move the beginning of the selection")),
        ("C", _("correct the proposal: the selected words become its own")),
        ("I", _("replace the selected words, which nobody proposed")),
        (_("Esc, Tab"), _("let go of the proposal, leave the text")),
        ("?", _("this help")),
    ]
