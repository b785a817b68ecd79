"""Answers on paper: the form in which they are typed in afterwards, each slip once however often the form is given."""

import csv
import io
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import BadTable, UnreadableFile
from workbench.findings.findings import wording_hash
from workbench.findings.reviews import Position, Review
from workbench.findings.rights import QuoteAnswer, Say
from workbench.findings.sessions import Workshop, plain_code
from workbench.messages import _
from workbench.people import Audience, Voice
from workbench.study.collecting import GROUP, Collected
from workbench.study.reviews import put_reviews
from workbench.study.rights import put_quote_answers
from workbench.study.rows import now
from workbench.study.steps import one
from workbench.study.workshops import cards, workshop

if TYPE_CHECKING:
    from workbench.study.study import Study

COLUMNS = ("code", "finding", "quote", "audience", "answer", "words", "public_words", "written_by", "read_back")
# What stands on the printed slips, and the values for those who write these instead.
POSITIONS = {
    "d’accord": Position.AGREE,
    "je suis d’accord": Position.AGREE,
    "je le dirais autrement": Position.NUANCE,
    "nuance": Position.NUANCE,
    "à nuancer": Position.NUANCE,
    "pas d’accord": Position.DISAGREE,
    "je ne suis pas d’accord": Position.DISAGREE,
    "cela ne me concerne pas": Position.NOT_ABOUT_ME,
    "je passe": Position.NO_ANSWER,
} | {position.value: position for position in Position}
SAYS = {
    "comme c’est": Say.AS_IS,
    "avec des changements": Say.CHANGED,
    "pas pour ces lecteurs": Say.NOT_HERE,
    "jamais": Say.NEVER,
    "jamais, pour personne": Say.NEVER,
} | {say.value: say for say in Say}
AUDIENCES = {"partenaires": Audience.T2, "tout le monde": Audience.T3, "T2": Audience.T2, "T3": Audience.T3}
YES = {"oui", "yes", "x", "1"}
SPACE = uuid.UUID("6f0c58ea-8a60-4f7d-9d1c-5b7d2f1d3c11")  # under which a slip's identity is made of its content


def blank_form(codes: list[str], findings: list[str]) -> str:
    """The form as CSV, one line a slip that was handed out, to be filled in and given to `enter`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([code, finding, "", "", "", "", "", "", ""] for code in codes for finding in findings)
    return out.getvalue()


def enter(study: "Study", file: Path, *, by: str, workshop_id: str = "") -> Collected:
    """Adds the slips of a filled form to a workshop (the latest one if not named); empty lines were not answered.

    A code is a participant's, or the facilitator's for what the group said together. Raises UnreadableFile, BadTable
    with the line, UnknownId; nothing is added then. Slips of a workshop that is closed are taken: they were filled in
    the room.
    """
    session = workshop(study, workshop_id)
    people = {person.id: person.voice.value for person in study.people()}
    held = {plain_code(card.code): card.person for card in cards(study, session.id)}
    answers, quotes = list[Review](), list[QuoteAnswer]()
    shown = {id_: one(study, id_, version) for id_, version in session.findings}
    for n, row in _rows(file):
        try:
            person = held[plain_code(row["code"])]
        except KeyError as why:
            raise BadTable(file=file.name, why=_("line {n} has a code that nobody was given").format(n=n)) from why
        try:
            if row["quote"]:
                quotes.append(_quote(row, session, person, by))
                continue
            finding = shown[row["finding"]]
            position = POSITIONS[row["answer"].replace("'", "’").casefold()]
        except KeyError as why:
            said = _("line {n}: {value} is not on the slips of this workshop").format(n=n, value=why.args[0] or "-")
            raise BadTable(file=file.name, why=said) from why
        answers.append(
            Review(
                finding.id,
                finding.version,
                wording_hash(finding),
                person or f"{GROUP}-{session.id}",
                people[person] if person else Voice.HOUSEHOLD.value,
                position,
                row["words"],
                session.id,
                now(),
                _writer(row),
                row["read_back"].casefold() in YES,
                _identity(session, row),
                row["public_words"],
            )
        )
    with study.store.write() as connection:
        new, said_of_quotes = put_reviews(connection, answers, by), put_quote_answers(connection, quotes, by)
    return Collected(new, said_of_quotes, len(answers) + len(quotes) - new - said_of_quotes)


def _writer(row: Mapping[str, str]) -> str:
    return row["written_by"] or _("on paper")


def _identity(session: Workshop, row: Mapping[str, str]) -> str:
    content = "\x1f".join([session.id, plain_code(row["code"]), *(row[name] for name in COLUMNS[1:7])])
    return str(uuid.uuid5(SPACE, content))


def _quote(row: Mapping[str, str], session: Workshop, person: str | None, by: str) -> QuoteAnswer:
    say, audience = SAYS[row["answer"].replace("'", "’").casefold()], AUDIENCES[row["audience"]]
    return QuoteAnswer(
        person or "",
        row["quote"],
        audience,
        say,
        now(),
        row["written_by"] or by,
        session.id,
        row["words"],
        row["read_back"].casefold() in YES,
        _identity(session, row),
    )


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled lines with their numbers in the file; raises UnreadableFile or BadTable."""
    try:
        raw = file.read_bytes()
    except OSError as why:
        raise UnreadableFile(file=file.name, why=why.strerror or type(why).__name__) from why
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")  # what a spreadsheet on an old machine writes
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count))
    if missing := sorted({"code", "finding", "answer"} - set(reader.fieldnames or ())):
        raise BadTable(file=file.name, why=_("there is no column {names}").format(names=", ".join(missing)))
    for row in reader:
        filled = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if filled["answer"]:
            yield reader.line_num, filled
