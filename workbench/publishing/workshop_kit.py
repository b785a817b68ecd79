"""The paper kit of a workshop, from its folder alone: a card a finding, the answer slips, the consent sheet."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench.errors import BundleBroken, FolderTaken
from workbench.markup import text
from workbench.messages import _
from workbench.publishing.workshop_print import choices, code_boxes, document, lines, quote_choices, quote_readers
from workbench.publishing.workshop_reader import Session, session


def make(folder: Path, out: Path, *, by: str, form: Path | None = None) -> bool:
    """Writes the kit to `out`, and the empty form for its slips to `form`; whether a study noted the copy.

    The study is the one whose folder the workshop lies in. Raises BundleBroken, FolderTaken for a file that exists.
    """
    for path in filter(None, (out, form)):
        if path.exists():
            raise FolderTaken(folder=path)
    opened = session(folder.resolve(), folder.parent / "inbox")
    if opened.data is None:
        raise BundleBroken(folder=folder.name, why=_("it is no workshop: make one with workbench workshop open"))
    out.write_text(document(opened.title, sheets(opened)), "utf-8")
    home = next((path for path in folder.resolve().parents if (path / "study.toml").is_file()), None)
    if form is not None:
        form.write_text(_form(home, opened), "utf-8-sig")  # the mark by which spreadsheets know the encoding
    if home is None:
        return False
    from workbench import study

    with study.open_study(home) as whole:
        whole.record_copy(kind="print", path=str(out), release=whole.workshop(opened.id).release, by=by)
    return True


def _form(home: Path | None, opened: Session) -> str:
    """The form: with the codes when the study is at hand, otherwise with one empty line a finding."""
    from workbench.study.slips import blank_form

    codes = [""]
    if home is not None:
        from workbench import study

        with study.open_study(home) as whole:
            codes = [card.code for card in whole.cards(opened.id)]
    return blank_form(codes, [one["id"] for one in opened.workshop])


def sheets(opened: Session) -> Iterator[str]:
    """The kit's pages in the order of the evening."""
    findings = opened.workshop
    yield _first(opened, len(findings))
    for n, one in enumerate(findings, 1):
        yield _card(one, n, len(findings))
    yield from _slips(findings)
    yield _own_words()
    yield _consent()


def _first(opened: Session, n: int) -> str:
    rules = (
        _("Nobody is judged. You may disagree, and you may skip. Your words stay yours."),
        _("One finding at a time. Somebody reads it aloud; everybody looks at the picture."),
        _("Everybody answers alone first, on a slip. Nobody looks at the others’ slips."),
        _("Then whoever wants to speaks. Somebody writes the words down and reads them back."),
        _("Slips are collected folded. With fewer than five people nobody counts them aloud."),
    )
    return (
        f"<h1>{text(opened.title)}</h1><p>{text(_('{n} findings to discuss').format(n=n))}</p>"
        f"<h2>{text(_('How it goes'))}</h2><ol>{''.join(f'<li>{text(rule)}</li>' for rule in rules)}</ol>"
        f"<p class='small'>{text(_('Reference of what is shown:'))} {text(opened.bundle.manifest.digest[:12])}</p>"
    )


def _card(one: Mapping[str, Any], n: int, of: int) -> str:
    chart = one.get("chart")
    drawn = f"<figure>{chart['svg']}<figcaption>{text(chart['caption'])}</figcaption></figure>" if chart else ""
    said = "".join(
        f'<blockquote class="quote"><p>« {text(q["text"])} »</p>'
        f'<p class="from">{text(q["attribution"])}</p></blockquote>'
        for q in one["quotes"]
    )
    words = "".join(f"<li><strong>{text(w)}</strong> : {text(m)}</li>" for w, m in one.get("glossary", {}).items())
    return (
        f'<p class="place">{text(_("Statement {n} of {of}").format(n=n, of=of))} · {text(one["id"])} · '
        f'{text(one["label"])}</p><p class="plain">{text(one["plain"])}</p>{drawn}'
        + (f"<h3>{text(_('Some people said'))}</h3>{said}" if said else "")
        + (
            f"<div class='words'><h3>{text(_('Difficult words'))}</h3><ul class='small'>{words}</ul></div>"
            if words
            else ""
        )
    )


def _slips(findings: list[dict[str, Any]]) -> Iterator[str]:
    """Two slips a page: each is cut off and stays one answer to one finding."""
    made = [_slip(one) for one in findings]
    for n in range(0, len(made), 2):
        yield "".join(made[n : n + 2])


def _slip(one: Mapping[str, Any]) -> str:
    return (
        f'<div class="slip"><p class="place">{text(_("Answer slip"))} · {text(one["id"])}</p>'
        f"<p>{text(one['plain'])}</p>{choices()}<p>{text(_('In my own words'))}</p>{lines(2)}"
        f"{code_boxes()}<p class='small'>☐ {text(_('read back to me aloud'))} &nbsp; ☐ "
        f"{text(_('written by somebody else:'))} ……………………</p></div>"
    )


def _own_words() -> str:
    inside = "".join(
        f"<h3>{text(_('For these readers'))} : {text(who)}</h3>{quote_choices()}" for who in quote_readers().values()
    )
    return (
        f"<h2>{text(_('My words, my rights'))}</h2>"
        f"<p>{text(_('For each of my quotes (the facilitator has the list of mine): where may it go?'))}</p>"
        f"<p>{text(_('The quote:'))}</p>{lines(2)}{inside}<p>{text(_('The words that may be read instead'))}</p>"
        f"{lines(2)}{code_boxes()}"
    )


def _consent() -> str:
    asked = (
        _("I take part in this workshop because I want to. I may leave at any moment, without saying why."),
        _("What I say may be written down and used by the evaluation team."),
        _("My words may be read by the partners who work on the project, without my name."),
        _("My words may be read by everybody, without my name."),
        _("I want to be told what changed."),
    )
    rows = "".join(f"<tr><td>{text(one)}</td><td>☐ {text(_('yes'))}<br>☐ {text(_('no'))}</td></tr>" for one in asked)
    return (
        f"<h2>{text(_('What I agree to'))}</h2><table>{rows}</table>"
        f"<p>{text(_('No answer is a no. I can change my mind: what I withdraw is in no later publication.'))}</p>"
        f"{code_boxes()}<p>{text(_('Date'))} ……………… &nbsp; {text(_('Sign or cross'))} ………………………</p>"
    )
