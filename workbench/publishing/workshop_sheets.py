"""Sheets that only the evaluators print: the codes to be cut and handed out, and one person’s own words."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from workbench.errors import FolderTaken
from workbench.findings.sessions import Workshop
from workbench.markup import text
from workbench.messages import _
from workbench.people import Audience
from workbench.publishing.words import day
from workbench.publishing.workshop_print import document, lines, quote_choices, quote_readers
from workbench.study.study import Study
from workbench.study.workshops import Card

SHEETS = "workshops"  # the folder of the study that keeps them


def keep_sheet(study: Study, workshop: Workshop, *, out: Path | None = None, address: str = "") -> Path:
    """Writes the sheet of codes into the study's folder `workshops`, or to `out`; gives where it lies."""
    file = out if out is not None else study.root / SHEETS / f"{workshop.id}-codes.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(codes_sheet(workshop, study.cards(workshop.id), address or workshop.address), "utf-8")
    file.chmod(0o600)  # who holds which code is for the evaluators alone
    return file


def page_of(address: str, code: str) -> str:
    """The address that a QR code opens: the code stands behind the #, which no server is ever told."""
    return f"{address.rstrip('/')}/voila/render/workshop.ipynb#{code}"


def codes_sheet(workshop: Workshop, cards: Iterable[Card], address: str) -> str:
    """The cards to cut: a code, its QR, and below the cut whom it is for."""
    made = "".join(_card(card, address) for card in cards)
    head = (
        f"<h1>{text(workshop.title)}</h1>"
        f"<p>{text(_('Cut along the dashes. Keep the strip with the pseudonym: it never goes with the card.'))}</p>"
        f"<p>{text(_('Open {address} and type the code, or take a picture of the square.').format(address=address))} "
        f"{text(_('The codes end on {day}.').format(day=day(workshop.expires)))}</p>"
    )
    return document(workshop.title, [f'{head}<div class="cards">{made}</div>'])


def _card(card: Card, address: str) -> str:
    import segno

    drawn = segno.make(page_of(address, card.code), error="m").svg_inline(scale=4, border=2, omitsize=True)
    whose = card.person or _("facilitator")
    return (
        f'<div class="card">{_described(drawn, card.code)}<p class="code">{text(card.code)}</p>'
        f'<p class="to">{text(whose)}</p></div>'
    )


def _described(svg: str, code: str) -> str:
    """The square with a name for screen readers."""
    said = _("QR code of {code}").format(code=code)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{text(said)}" ', 1)


def own_sheet(study: Study, person: str, out: Path, *, by: str) -> None:
    """Prints a person's own words and where each is meant to go, and notes the copy; FolderTaken, UnknownId."""
    if out.exists():
        raise FolderTaken(folder=out)
    quotes = study.own_words(person)
    sheets = [_quote(n, q.text, q.excerpt, q.meant, len(quotes)) for n, q in enumerate(quotes, 1)]
    first = f"<h1>{text(_('My words, my rights'))}</h1><p>{text(_mine(len(quotes)))}</p>"
    out.write_text(document(_("My words, my rights"), [first, *sheets]), "utf-8")
    note_print(study, out, page="own_words", excerpts=[quote.excerpt for quote in quotes], by=by)


def note_print(
    study: Study, out: Path, *, page: str, excerpts: Iterable[str] = (), reviews: Iterable[str] = (), by: str
) -> None:
    """Records a paper that is handed to those who spoke, with the words that it holds: a withdrawal finds it."""
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    study.record_release(
        id=f"{out.name}-{secrets.token_hex(6)}",
        audience=Audience.T1,
        page=page,
        digest=digest,
        path=str(out),
        approved=[by],
        excerpts=dict.fromkeys(excerpts, ""),
        reviews=reviews,
        by=by,
    )


def _mine(n: int) -> str:
    if not n:
        return _("None of your words is used in a finding, and none was shown to anybody.")
    return _(
        "Here is what you said and where it is meant to go. You decide, reader by reader. Without your answer nothing"
        " goes out."
    )


def _quote(n: int, words: str, id_: str, meant: Mapping[str, Mapping[str, Any]], of: int) -> str:
    inside, readers = "", quote_readers()
    for audience, known in meant.items():
        went = ", ".join(known["went"])
        where = _("Already shown in: {where}").format(where=went) if went else _("Not shown anywhere yet.")
        if not known["allowed"]:
            where = _("You have not agreed to be quoted to these readers: nothing of yours goes there.")
        inside += (
            f"<h3>{text(_('For these readers'))} : {text(readers[audience])}</h3><p class='small'>{text(where)}</p>"
            f"{quote_choices()}"
        )
    return (
        f'<p class="place">{text(_("Your words {n} of {of}").format(n=n, of=of))} · {text(id_)}</p>'
        f'<blockquote class="quote"><p>« {text(words)} »</p></blockquote>{inside}'
        f"<p>{text(_('The words that may be read instead'))}</p>{lines(2)}"
    )
