"""The minutes of a workshop, for its own group: what was shown, what was said, what changed, what is still owed.

For the room and not for publication: words stand as they were agreed for others to read, else as they were said, and
under no name; a group under five is never counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from workbench.errors import FolderTaken
from workbench.findings.changes import Change, Piece
from workbench.findings.reviews import Position, Review, latest
from workbench.findings.sessions import Workshop, side_name, side_of
from workbench.findings.tally import tally
from workbench.markup import text
from workbench.messages import _
from workbench.publishing.words import day
from workbench.publishing.workshop_print import document, positions
from workbench.publishing.workshop_sheets import note_print
from workbench.study.study import Study

GROUP = "groupe"


def write(study: Study, workshop_id: str, out: Path, *, by: str) -> int:
    """Writes the minutes of a workshop (the latest when not named) and notes the copy; how many remarks wait.

    Raises FolderTaken for a file that exists, UnknownId.
    """
    if out.exists():
        raise FolderTaken(folder=out)
    workshop = study.workshop(workshop_id)
    gone = study.withdrawn()
    changes = [study.what_changed(finding) for finding, _version in workshop.findings]
    said = [
        [r for r in study.reviews(finding) if r.session == workshop.id and r.reviewer not in gone]
        for finding, _version in workshop.findings
    ]
    out.write_text(document(workshop.title, sheets(workshop, changes, said)), "utf-8")
    held = [review.answer_id for several in said for review in several]
    note_print(study, out, page="minutes", reviews=held, by=by)
    return sum(len(_owed(change, own)) for change, own in zip(changes, said, strict=True))


def sheets(workshop: Workshop, changes: Sequence[Change], said: Sequence[Sequence[Review]]) -> Iterator[str]:
    """The pages: a head, then one finding after the other."""
    ended = _("closed on {day}").format(day=day(workshop.closed)) if workshop.closed else _("still open")
    yield (
        f"<h1>{text(workshop.title)}</h1><p>{text(_('Minutes for the group'))} · {text(side_name(workshop.side))} · "
        f"{text(_('opened on {day}').format(day=day(workshop.opened)))}, {text(ended)}</p>"
        f"<p>{text(_('This paper is for those who were there. It names nobody.'))}</p>"
    )
    for change, own in zip(changes, said, strict=True):
        yield _finding(change, own)


def _finding(change: Change, own: Sequence[Review]) -> str:
    finding = change.finding
    return (
        f'<p class="place">{text(finding.id)}</p><p class="plain">{text(finding.plain)}</p>'
        f"<h3>{text(_('What was said'))}</h3>{_answers(own)}"
        f"<h3>{text(_('What changed thanks to you'))}</h3>{_changed(change, own)}"
    )


def _answers(own: Sequence[Review]) -> str:
    """How many, where they may be counted; then the words, side by side where several sides met."""
    standing = [r for r in latest(list(own)) if not r.reviewer.startswith(GROUP)]
    if not own:
        return f"<p>{text(_('Nobody answered on this finding.'))}</p>"
    counted = tally([r.position for r in standing], len(standing), everybody_in=True)
    words = positions()
    rows = "".join(f"<li>{text(words[position])} : {text(said)}</li>" for position, said in counted.lines)
    counts = f"<ul>{rows}</ul>" if counted.open else f"<p class='small'>{text(counted.why)}</p>"
    return counts + "".join(_side(name, several) for name, several in _by_side(latest(list(own))))


def _by_side(reviews: Iterable[Review]) -> list[tuple[str, list[Review]]]:
    """Whose position is whose never blurs: each side apart, what the group said together on its own."""
    found: dict[str, list[Review]] = {}
    for review in reviews:
        side = side_of(review.voice)
        name = _("the group together") if review.reviewer.startswith(GROUP) else side_name(side) if side else ""
        found.setdefault(name or _("others"), []).append(review)
    return list(found.items())


def _side(name: str, several: Sequence[Review]) -> str:
    words = positions()
    said = "".join(
        f'<div class="quote"><p>« {text(r.public_words or r.words)} »</p>'
        f'<p class="from">{text(words[Position(r.position)])}</p></div>'
        for r in several
        if (r.public_words or r.words).strip()
    )
    return f"<p><strong>{text(name[:1].upper() + name[1:])}</strong></p>{said}" if said else ""


def _changed(change: Change, own: Sequence[Review]) -> str:
    mine = {review.answer_id for review in own}
    parts = []
    if change.before is not None and change.before.plain != change.finding.plain:
        parts.append(f"<p>{_compared(change.plain)}</p>")
    elif change.before is not None:
        parts.append(f"<p>{_compared(change.statement)}</p>")
    answered = [(review, reply) for review, reply in change.answered if review.answer_id in mine]
    for review, reply in answered:
        head = _("changed") if reply.changed else _("kept as it was")
        parts.append(
            f'<div class="quote"><p>« {text(review.public_words or review.words)} »</p>'
            f"<p><strong>{text(head)}</strong> : {text(reply.words)}</p></div>"
        )
    for _review in _owed(change, own):
        parts.append(f"<p>{text(_('A remark still waits for its answer; the team owes it.'))}</p>")
    kept = [r for r in change.dissents if r.answer_id in mine]
    if kept:
        parts.append(
            f"<p>{text(_('Disagreements that travel with this finding: all that were said, in the words agreed.'))}</p>"
        )
    return "".join(parts) or f"<p>{text(_('Nothing was asked to be changed.'))}</p>"


def _owed(change: Change, own: Sequence[Review]) -> list[Review]:
    mine = {review.answer_id for review in own}
    return [review for review in change.owed if review.answer_id in mine]


def _compared(pieces: Iterable[Piece]) -> str:
    mark = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    return "".join(mark[piece.kind].format(text(piece.words)) for piece in pieces)
