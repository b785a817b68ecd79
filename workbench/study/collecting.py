"""What comes back from a workshop: brought into the study once each, however often it is run, and nothing lost.

An inbox is a folder of `*.jsonl` files to which a page only ever adds. An answer names its giver by the handle of a
code; here the handle becomes the pseudonym. What cannot be counted (too late, an unknown code, a wording that the study
does not have) is set aside with its reason, to be read and decided on.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import BadTable, UnknownId, UnreadableFile
from workbench.findings.reviews import Review
from workbench.findings.rights import QuoteAnswer, Say
from workbench.findings.sessions import Workshop
from workbench.messages import _
from workbench.people import Audience
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.people import erased_ids
from workbench.study.reviews import answer_of, put_reviews
from workbench.study.rights import put_quote_answers
from workbench.study.rows import canonical, next_ids, now
from workbench.study.workshops import holders, workshops

if TYPE_CHECKING:
    from workbench.study.study import Study

GROUP = "groupe"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Collected:
    """What one collection brought: answers and answers on quotes that were new, those that were there already, those
    set aside with the reason (answer, why), and lines torn by a crash, which nobody was told were saved."""

    answers: int = 0
    quotes: int = 0
    known: int = 0
    set_aside: tuple[tuple[str, str], ...] = ()
    torn: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """An answer that is kept and counted nowhere."""

    answer: Review
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What the study knows of sessions, wordings and people while a collection is judged."""

    sessions: Mapping[str, Workshop]
    holders: Mapping[str, str | None]
    voices: Mapping[str, str]
    wordings: Mapping[tuple[str, int], str]


def collect_inbox(study: "Study", folder: Path, *, by: str) -> int:
    """Adds the answers that lie in a folder's `*.jsonl` files, each once however often it is run; how many were new.

    A last line without its line feed is still being written: it is left for the next time. A line that is no answer
    refuses the whole collection with its file and number (BadTable), and nothing is added. The files stay.
    """
    return collect(study, folder, by=by).answers


def collect(study: "Study", folder: Path, *, by: str) -> Collected:
    """The same, and what else came of it. Raises BadTable, UnreadableFile; nothing is added then."""
    found, torn = list[Json](), 0
    for file in sorted(Path(folder).glob("*.jsonl")):
        lines, broken = _lines(file)
        found += lines
        torn += broken
    sessions = {one.id: one for one in workshops(study)}
    with study.store.write() as connection:
        known = _known(connection, sessions)
        answers, quotes, aside = list[Review](), list[QuoteAnswer](), list[tuple[Review, str]]()
        for given in found:
            if given.get("kind") == "quote":
                quotes += _quote(given, known)
                continue
            review, why = judged(answer_of(given), known)
            if why:
                aside.append((review, why))
            else:
                answers.append(review)
        kept = _set_aside(connection, aside, by)
        new, said = put_reviews(connection, answers, by), put_quote_answers(connection, quotes, by)
    before = len(found) - new - said - len(kept)
    return Collected(new, said, before, tuple(kept), torn)


def _known(connection: Connection, sessions: Mapping[str, Workshop]) -> _Known:
    people, findings = schema.people.c, schema.findings.c
    return _Known(
        sessions,
        holders(connection),
        {row.id: row.voice for row in connection.execute(select(people.id, people.voice))},
        {
            (row.id, row.version): row.wording
            for row in connection.execute(select(findings.id, findings.version, findings.wording))
        },
    )


def judged(review: Review, known: _Known) -> tuple[Review, str]:
    """The answer under its giver's pseudonym and voice, and why it is set aside, if it is."""
    session = known.sessions.get(review.session)
    if session is not None:
        if review.reviewer == GROUP:
            review = replace(review, reviewer=f"{GROUP}-{session.id}")
        elif known.holders.get(review.reviewer) is not None:
            person = str(known.holders[review.reviewer])
            review = replace(review, reviewer=person, voice=known.voices.get(person, review.voice))
        elif review.reviewer in known.holders:
            review = replace(review, reviewer=f"{GROUP}-{session.id}")
        else:
            return review, _("nobody was given this code")
        if _instant(review.at) > _instant(min(session.expires, session.closed or session.expires)):
            return review, _("it came after the end of the workshop")
    wording = known.wordings.get((review.finding, review.version))
    if session is not None and wording != review.wording:
        return review, _("it was given on words that the study does not have")
    return review, ""


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _quote(given: Json, known: _Known) -> list[QuoteAnswer]:
    """An answer on a quote, once its giver is known; nothing for a code that nobody holds."""
    person = known.holders.get(str(given["reviewer"]))
    if person is None:
        return []
    return [
        QuoteAnswer(
            person,
            str(given["excerpt"]),
            Audience(given["audience"]),
            Say(given["answer"]),
            str(given["at"]),
            str(given["written_by"]),
            str(given["session"]),
            str(given["words"]),
            bool(given["read_back"]),
            str(given["answer_id"]),
        )
    ]


def _set_aside(connection: Connection, aside: Iterable[tuple[Review, str]], by: str) -> list[tuple[str, str]]:
    """Keeps answers that cannot be counted, each once; gives back those that were new with their reason."""
    table = schema.set_aside
    known = set(connection.scalars(select(table.c.answer_id))) | set(
        connection.scalars(select(schema.reviews.c.answer_id))
    )
    gone = erased_ids(connection)
    new: dict[str, tuple[Review, str]] = {}
    for review, why in aside:
        if review.answer_id not in known and review.reviewer not in gone:
            new.setdefault(review.answer_id, (review, why))
    rows = [
        {
            "answer_id": id_,
            "n": n,
            "workshop": review.session,
            "reviewer": review.reviewer,
            "why": why,
            "answer": canonical(asdict(review)),
            "at": now(),
        }
        for (n, _unused), (id_, (review, why)) in zip(
            next_ids(connection, "aside", len(new)) if new else [], new.items(), strict=True
        )
    ]
    record(connection, table, rows, kind="answer.set_aside", by=by)
    return [(id_, why) for id_, (_review, why) in new.items()]


def set_aside(study: "Study") -> list[SetAside]:
    """The answers that wait for somebody to decide, in the order of arrival."""
    table = schema.set_aside
    with study.store.read() as connection:
        taken = set(connection.scalars(select(schema.reviews.c.answer_id)))
        rows = connection.execute(select(table).order_by(table.c.n)).all()
    return [SetAside(answer_of(json.loads(row.answer)), row.why, row.at) for row in rows if row.answer_id not in taken]


def take_in(study: "Study", answer: str, *, by: str) -> Review:
    """Counts an answer that had been set aside; raises UnknownId, or what `add_reviews` raises for its wording."""
    waiting = {one.answer.answer_id: one.answer for one in set_aside(study)}
    if answer not in waiting:
        raise UnknownId(what=_("answer set aside"), id=answer)
    study.add_reviews([waiting[answer]], by=by)
    return waiting[answer]


def _lines(file: Path) -> tuple[list[Json], int]:
    """The answers of one file as JSON, and how many lines a crash has torn. Raises UnreadableFile, BadTable."""
    try:
        content = file.read_bytes()
    except OSError as why:
        raise UnreadableFile(file=file.name, why=why.strerror or type(why).__name__) from why
    whole = content[: content.rfind(b"\n") + 1]
    answers, torn = list[Json](), 0
    for n, line in enumerate(whole.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line.decode("utf-8", "replace" if line.startswith(b"{") else "strict"))
        except ValueError as why:
            if line.startswith(b'{"') and not line.rstrip().endswith(b"}"):
                torn += 1  # cut off in the middle of an answer: it was never acknowledged, and came again
                continue
            raise BadTable(file=file.name, why=_("line {n} is not an answer").format(n=n)) from why
        answers.append(_checked(given, file, n))
    return answers, torn


def _checked(given: Any, file: Path, n: int) -> Json:
    try:
        if given.get("kind") == "quote":
            Audience(given["audience"]), Say(given["answer"])
            return dict(given)
        answer_of(given)
        return dict(given)
    except (ValueError, TypeError, KeyError, AttributeError) as why:
        raise BadTable(file=file.name, why=_("line {n} is not an answer").format(n=n)) from why
