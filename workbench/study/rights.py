"""Own words, own rights: each person's quotes with where they are meant to go, and what the person answered on them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workbench.errors import BadInput, UnknownId
from workbench.findings.rights import QuoteAnswer, Say, standing, words_for
from workbench.messages import _
from workbench.people import QUOTE_USE, Audience, Consent, allows_quote
from workbench.study import schema
from workbench.study.journal import record
from workbench.study.people import erased_ids
from workbench.study.rows import next_ids

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

READERS = (Audience.T2, Audience.T3)


@dataclass(frozen=True, slots=True)
class OwnQuote:
    """One quote as its speaker sees it; `meant` maps an audience to what decides there and where it went already."""

    excerpt: str
    text: str
    findings: tuple[str, ...]  # the plain wordings that rest on it
    meant: Mapping[str, Mapping[str, Any]]  # T2, T3 -> allowed (bool), said (Say or ""), words, went (titles)


def add_quote_answers(study: "Study", answers: Iterable[QuoteAnswer], *, by: str) -> int:
    """Adds what people said of their own quotes, all or none, each once by its `id`; how many were new.

    Raises UnknownId for an excerpt that is not this person's, BadInput for a change without words.
    """
    with study.store.write() as connection:
        return put_quote_answers(connection, list(answers), by)


def put_quote_answers(connection: Connection, answers: list[QuoteAnswer], by: str) -> int:
    """The same in the caller's transaction."""
    table, excerpts = schema.quote_answers, schema.excerpts.c
    known, gone = set(connection.scalars(select(table.c.id))), erased_ids(connection)
    new: dict[str, QuoteAnswer] = {}
    for one in answers:
        if one.id in known or one.person in gone:
            continue
        speaker = connection.scalar(select(excerpts.person).where(excerpts.id == one.excerpt))
        if speaker is None or speaker != one.person:
            raise UnknownId(what=_("quote of {person}").format(person=one.person), id=one.excerpt)
        if one.answer is Say.CHANGED and not one.words.strip():
            raise BadInput(why=_("a quote that is to be changed comes with the words that may be read instead"))
        new.setdefault(one.id or f"{one.person}/{one.excerpt}/{one.audience}/{one.at}", one)
    ids = next_ids(connection, "quote_answer", len(new)) if new else []
    rows = [
        {
            **asdict(one),
            "id": id_,
            "n": n,
            "audience": Audience(one.audience).value,
            "answer": Say(one.answer).value,
            "read_back": int(one.read_back),
        }
        for (n, _unused), (id_, one) in zip(ids, new.items(), strict=True)
    ]
    record(connection, table, rows, kind="quote_answer.added", by=by)
    return len(rows)


def quote_answers(study: "Study", person: str | None = None) -> list[QuoteAnswer]:
    """Every answer on a quote in the order of arrival, of one person if said; earlier ones stay readable."""
    table = schema.quote_answers
    wanted = select(table).order_by(table.c.n)
    if person is not None:
        wanted = wanted.where(table.c.person == person)
    with study.store.read() as connection:
        return [_answer(row) for row in connection.execute(wanted)]


def _answer(row: Any) -> QuoteAnswer:
    return QuoteAnswer(
        row.person,
        row.excerpt,
        Audience(row.audience),
        Say(row.answer),
        row.at,
        row.written_by,
        row.session,
        row.words,
        bool(row.read_back),
        row.id,
    )


def as_agreed(study: "Study", excerpts: "DataFrame", audience: Audience) -> "DataFrame":
    """The excerpts that their speakers' answers leave to this audience, in the words that they leave.

    Takes and returns a frame with at least the columns excerpt and text. Consents are another gate, asked elsewhere.
    """
    answers = standing(quote_answers(study))
    if not answers:
        return excerpts
    said = [
        words_for(str(row.excerpt), str(row.text), audience, answers)
        for row in excerpts[["excerpt", "text"]].itertuples(index=False)
    ]
    kept = excerpts.assign(text=[words or "" for words in said])
    return kept[[words is not None for words in said]]


def own_words(study: "Study", person: str) -> list[OwnQuote]:
    """Each quote of a person that a finding rests on or that went out, and where it is meant to go; UnknownId."""
    traced = study.trace(person)
    consents, answers = study.consents(), standing(quote_answers(study, person))
    plain = {finding.id: finding.plain for finding in study.findings()}
    titles = {a: str(s.get("title", a)) for a, s in study.settings.get("audience", {}).items()}
    found = []
    for one in traced["excerpts"]:
        if not one["findings"] and not one["went"]:
            continue
        ids = dict.fromkeys(f["id"] for f in one["findings"])
        meant = {a.value: _meant(one, a, person, consents, answers, titles) for a in READERS}
        found.append(OwnQuote(one["id"], one["text"], tuple(plain[i] for i in ids if i in plain), meant))
    return found


def _meant(
    one: Mapping[str, Any],
    audience: Audience,
    person: str,
    consents: list[Consent],
    answers: Mapping[tuple[str, Audience], QuoteAnswer],
    titles: Mapping[str, str],
) -> dict[str, Any]:
    said = answers.get((one["id"], audience))
    went = [
        place["path"] for place in one["went"] if place["audience"] == audience.value and place["kind"] == "release"
    ]
    asked = any(c.person == person and c.use is QUOTE_USE[audience] for c in consents)
    return {
        "allowed": allows_quote(consents, person, audience),
        "asked": asked,
        "said": said.answer.value if said else "",
        "words": said.words if said else "",
        "went": sorted({titles.get(path, path) for path in went}),
    }
