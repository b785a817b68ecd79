"""A study as an exchange project: pseudonyms only, nothing of who withdrew, nobody's codings from behind a curtain."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from workbench.coding.codings import Coding
from workbench.coding.excerpts import Excerpt
from workbench.coding.exchange.values import Case, Group, Mark, Note, Own, Project, Selection, Text
from workbench.intake.documents import Place
from workbench.messages import _
from workbench.study.blind import hidden_sources
from workbench.study.codebooks import codebook, codebooks
from workbench.study.codings import codings
from workbench.study.excerpts import excerpts
from workbench.study.exchange_codes import book_sets, heads, roots
from workbench.study.exchange_guids import Out, guids_of
from workbench.study.memos import Memo, On, memos
from workbench.study.people import attributes, people
from workbench.study.sources import SourceKind, SourceRecord, sources
from workbench.study.withdrawal import withdrawn
from workbench.study.words import Words, blanked, words

if TYPE_CHECKING:
    from workbench.study.study import Study


def project_of(study: "Study", *, by: str, coders: Collection[str] = (), origin: str, at: str) -> Project:
    """The whole study as `by` may see it, with the codings of these coders only, if some are named.

    `left` says what was kept back. A text in which only people who withdrew speak is left out; elsewhere their words
    are blanked, character for character, so that positions hold.
    """
    texts = sources(study)
    out = Out(guids_of(study), withdrawn(study), _theirs(texts, withdrawn(study)))
    shown, hidden = _shown(study, by, coders)
    spots = _spots(study, out)
    kept = {text.id for text in texts if not _only_theirs(text, out.gone)}
    shown = [c for c in shown if c.excerpt.source in kept and _key(c.excerpt) in spots]
    _take_notes(study, out, by, hidden, {c.id for c in shown}, spots, kept)
    on = _selections(out, shown, spots)
    books = codebooks(study)
    left = [_("the texts of who withdrew: {n}").format(n=len(texts) - len(kept))] if len(kept) < len(texts) else []
    if hidden:
        left.append(
            _("what others coded in interviews still coded blind: {names}").format(names=", ".join(sorted(hidden)))
        )
    named = {c.coder for c in shown} | {note.who for note in out.notes.values() if note.who}
    cases, links = _cases(study, out, [text for text in texts if text.id in kept], spots, on)
    written = [_text(text, out, on.get(text.id, ())) for text in texts if text.id in kept]
    for coding in shown:
        if coding.memo:
            guid, said = out.guid("field", coding.id), out.clean(coding.memo)
            out.notes[guid] = Note(guid, said, "", coding.coder, coding.created, {"on": "field"})
    return Project(
        name=study.title,
        origin=origin,
        at=at,
        users={out.guid("coder", name): name for name in sorted(named)},
        codes=roots(study, books, out, shown),
        texts=tuple(written),
        cases=cases,
        notes=tuple(out.notes.values()),
        sets=(*book_sets(books, out), *_kind_sets([text for text in texts if text.id in kept], out)),
        links=links,
        left=tuple(left),
        own=heads(books, out),
    )


def codebook_of(study: "Study", *, only: str | None = None, origin: str) -> Project:
    """The codebooks of a study, or one of them; raises UnknownId."""
    books = codebooks(study) if only is None else [codebook(study, only)]
    out = Out(guids_of(study), withdrawn(study), _theirs(sources(study), withdrawn(study)))
    codes = roots(study, books, out, ())
    return Project(study.title, origin, codes=codes, sets=book_sets(books, out), own=heads(books, out))


def lines(text: str) -> tuple[Place, ...]:
    """The places of a text that has no better ones: its lines, from 1."""
    starts = [0, *(i + 1 for i, letter in enumerate(text) if letter == "\n")]
    return tuple(Place(start, f"ligne {n}") for n, start in enumerate(starts, 1))


def _theirs(texts: Iterable[SourceRecord], gone: set[str]) -> Words:
    if not gone:
        return Words(frozenset(), frozenset())
    said, others = list[str](), list[str]()
    for text in texts:
        for turn in text.turns:
            (said if turn.person in gone else others).append(text.text[turn.start : turn.end])
    return words(said, others)


def _only_theirs(text: SourceRecord, gone: set[str]) -> bool:
    speaking = {turn.person for turn in text.turns if not turn.asks}
    return bool(speaking) and speaking <= gone


def _shown(study: "Study", by: str, coders: Collection[str]) -> tuple[list[Coding], set[str]]:
    """The standing codings that may go out, and the sources on which some may not yet."""
    standing = [c for c in codings(study) if not coders or c.coder in coders]
    with study.store.read() as connection:
        blind = {book: hidden_sources(connection, book) for book in {c.codebook for c in standing}}
    held = [c for c in standing if c.coder != by and c.excerpt.source in blind[c.codebook]]
    away = {c.id for c in held}
    return [c for c in standing if c.id not in away], {c.excerpt.source for c in held}


_Key = tuple[str, int, int, str, str | None]


def _key(excerpt: Excerpt) -> _Key:
    return excerpt.source, excerpt.start, excerpt.end, excerpt.kind.value, excerpt.person


def _spots(study: "Study", out: Out) -> dict[_Key, str]:
    """The ids of the excerpts that may go out."""
    rows = excerpts(study).astype(object)
    rows = rows.where(rows.notna(), None)
    every = {
        (r["source"], int(r["start"]), int(r["end"]), r["kind"], r["person"]): str(r["excerpt"])
        for r in rows.to_dict("records")
    }
    barred = [key for key in every if key[4] in out.gone]
    touched = {k for k in every for b in barred if k[0] == b[0] and k[1] < b[2] and b[1] < k[2]}
    return {key: id_ for key, id_ in every.items() if key not in touched}


def _take_notes(
    study: "Study",
    out: Out,
    by: str,
    hidden: set[str],
    coded: set[str],
    spots: dict[_Key, str],
    kept: set[str],
) -> None:
    """Puts aside the memos that may go out, by what they are on."""
    source_of = {id_: key[0] for key, id_ in spots.items()}

    def goes(memo: Memo) -> bool:
        if memo.on is On.CODING:
            return memo.target in coded
        if memo.on is On.EXCERPT:
            source = source_of.get(memo.target)
            return source in kept and (source not in hidden or memo.who == by)
        if memo.on is On.INTERVIEW:
            return memo.target in kept and (memo.target not in hidden or memo.who == by)
        return memo.on is On.CODE or memo.target not in out.gone

    for memo in filter(goes, memos(study)):
        guid = out.guid("memo", memo.id)
        out.notes[guid] = Note(guid, out.clean(memo.text), "", memo.who, memo.at, {"on": memo.on.value})
        out.about.setdefault((memo.on.value, memo.target), []).append(guid)


def _selections(out: Out, shown: Iterable[Coding], spots: dict[_Key, str]) -> dict[str, list[Selection]]:
    marks: dict[_Key, list[Mark]] = {}
    for coding in shown:
        notes = tuple(out.about.get(("coding", coding.id), ()))
        if coding.memo:
            notes = (out.guid("field", coding.id), *notes)
        code = out.guid("code", f"{coding.codebook}/{coding.code}")
        mark = Mark(out.guid("coding", coding.id), code, coding.coder, coding.created, notes)
        marks.setdefault(_key(coding.excerpt), []).append(mark)
    found: dict[str, list[Selection]] = {}
    for key, id_ in spots.items():
        notes = tuple(out.about.get(("excerpt", id_), ()))
        if key in marks or notes:
            one = Selection(
                out.guid("excerpt", id_), key[1], key[2], tuple(marks.get(key, ())), notes, own={"kind": key[3]}
            )
            found.setdefault(key[0], []).append(one)
    return found


def _text(text: SourceRecord, out: Out, on: Iterable[Selection]) -> Text:
    said = text.text
    if out.gone:
        said = blanked(said, [(turn.start, turn.end) for turn in text.turns if turn.person in out.gone])
        said = blanked(said, out.theirs.quoted(said))
    turns = [[t.start, t.end, t.speaker, t.asks, None if t.person in out.gone else t.person] for t in text.turns]
    own: Own = {"kind": text.kind.value, "turns": turns}
    if text.places != lines(text.text):
        own["places"] = [[place.start, place.where] for place in text.places]
    notes = tuple(out.about.get(("interview", text.id), ()))
    return Text(out.guid("source", text.id), text.name, said, b"", tuple(on), (), notes, own=own)


def _cases(
    study: "Study",
    out: Out,
    texts: list[SourceRecord],
    spots: dict[_Key, str],
    on: dict[str, list[Selection]],
) -> tuple[tuple[Case, ...], tuple[tuple[str, str], ...]]:
    """The people, with what is known of them, and which memo is on whom."""
    written = {one.guid for inside in on.values() for one in inside}
    rows = attributes(study).astype(object)
    known = rows.where(rows.notna(), None).to_dict("records")
    cases, links = [], []
    for person in people(study):
        if person.id in out.gone:
            continue
        guid = out.guid("person", person.id)
        mine = [r for r in known if r["person"] == person.id]
        latest = {r["name"]: r["value"] for r in sorted(mine, key=lambda r: str(r["date"])) if r["value"] is not None}
        facts = {_("role"): person.voice.value, _("territory"): person.territory, _("function"): person.function}
        values = {name: value for name, value in {**facts, **latest}.items() if value}
        speaks = [t.id for t in texts if any(turn.person == person.id and not turn.asks for turn in t.turns)]
        here = [out.guid("excerpt", id_) for key, id_ in spots.items() if key[4] == person.id]
        own = {
            "person": [person.id, person.voice.value, person.territory, person.function],
            "attributes": [[r["name"], r["value"], r["date"], r["source"], r["missing"]] for r in mine],
        }
        chosen = tuple(one for one in here if one in written)
        cases.append(
            Case(guid, person.id, tuple(values.items()), tuple(out.guid("source", s) for s in speaks), chosen, own)
        )
        links += [(note, guid) for note in out.about.get(("household", person.id), ())]
    return tuple(cases), tuple(links)


def _kind_sets(texts: list[SourceRecord], out: Out) -> tuple[Group, ...]:
    names = {SourceKind.INTERVIEW: _("Interviews"), SourceKind.REPORT: _("Documents"), SourceKind.NOTE: _("Notes")}
    sets = []
    for kind, name in names.items():
        if inside := tuple(out.guid("source", text.id) for text in texts if text.kind is kind):
            sets.append(Group(out.guid("set", f"kind {kind.value}"), name, (), inside))
    return tuple(sets)
