"""Excerpts brought together by their codes and by who speaks, with the tables that count them, places kept.

Nobody gets to see here what blind coding hides: on an interview still coded blind, `by` finds their own codings only,
and nobody in particular finds none. A coding counts under today's code where its own was merged.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.coding import combinations
from workbench.coding.codebooks import Codebook
from workbench.coding.retrieval import Near, chosen, code_by, excerpts_of, person_by_code
from workbench.coding.retrieval import code_by_code as pairs
from workbench.coding.side_by_side import in_todays_codes
from workbench.errors import BadInput
from workbench.messages import _
from workbench.people import Person, Voice
from workbench.study.adjudication import refused_codings
from workbench.study.blind import hidden_sources
from workbench.study.codebooks import load_codebook
from workbench.study.codings import codings_frame
from workbench.study.people import attributes as attribute_rows
from workbench.study.people import people as everybody
from workbench.study.search import place
from workbench.study.sources import SourceRecord, sources
from workbench.study.tables import table, tables

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.study.study import Study

Values = str | Collection[str]


def material(study: "Study", codebook: str, *, by: str | None = None, settled: bool = False) -> "DataFrame":
    """The standing codings that `by` may see, one row each: the columns of `codings_frame`, with today's code, `turn`
    (0 outside any), `wave` ("" when not known) and one column for each attribute of people ("" when not known).

    With `settled`, codings that a third person's decision refused are left out. Raises UnknownId.
    """
    with study.store.read() as connection:
        book = load_codebook(connection, codebook)
        hidden = hidden_sources(connection, codebook)
        refused = refused_codings(connection, codebook) if settled else set()
    found = codings_frame(study)
    found = found[(found["codebook"] == codebook) & ~found["coding"].isin(refused)]
    found = found[~found["source"].isin(hidden) | (found["coder"] == (by or ""))]
    records = {record.id: record for record in sources(study)}
    turns, wave = {id_: _turns(record) for id_, record in records.items()}, waves(study)
    found = found.assign(
        code=[in_todays_codes(book, code) for code in found["code"]],
        turn=[turns[source](start) for source, start in zip(found["source"], found["start"], strict=True)],
        wave=[wave.get(source, "") for source in found["source"]],
    )
    known = attributes_of(study)
    for name in attribute_names(study):
        found[name] = [known.get(person, {}).get(name, "") for person in found["person"]]
    return found.reset_index(drop=True)


def _turns(record: SourceRecord) -> Callable[[int], int]:
    """From a position to the number of its turn, 0 outside any."""
    turns = sorted(record.turns, key=lambda turn: turn.start)
    starts = [turn.start for turn in turns]

    def number(start: int) -> int:
        place = bisect_right(starts, start) - 1
        return turns[place].n if place >= 0 and start < turns[place].end else 0

    return number


def attributes_of(study: "Study") -> dict[str, dict[str, str]]:
    """Person -> attribute -> latest known value; what is missing is not there."""
    rows = attribute_rows(study).sort_values("date", kind="stable")
    found: dict[str, dict[str, str]] = {}
    for person, name, value in zip(rows["person"], rows["name"], rows["value"], strict=True):
        if isinstance(value, str):
            found.setdefault(person, {})[name] = value
        else:
            found.get(person, {}).pop(name, None)  # the latest answer is that it is not known
    return found


def attribute_names(study: "Study") -> list[str]:
    """The attributes of people, in the order in which they came."""
    return list(dict.fromkeys(attribute_rows(study)["name"]))


def waves(study: "Study") -> dict[str, str]:
    """Source -> wave of follow-up, for the sources of which study.toml says it, or the day on which they were recorded.

    `[interviews.<source>]` holds `wave`, or `date`: then it is the last wave of the household's follow-up that had come
    by that day (columns household, wave, date of the table follow_up).
    """
    said: Mapping[str, Mapping[str, Any]] = study.settings.get("interviews", {})
    dated = {source: facts for source, facts in said.items() if "date" in facts and "wave" not in facts}
    found = {source: str(facts["wave"]) for source, facts in said.items() if "wave" in facts}
    if not dated or "follow_up" not in tables(study):
        return found
    follow_up = table(study, "follow_up")[["household", "wave", "date"]].dropna()
    persons = {record.id: record.person for record in sources(study)}
    for source, facts in dated.items():
        day = facts["date"].isoformat() if isinstance(facts["date"], date) else str(facts["date"])
        came = follow_up[(follow_up["household"] == persons.get(source)) & (follow_up["date"].astype(str) <= day)]
        if len(came):
            found[source] = str(came.sort_values("date")["wave"].iloc[-1])
    return found


def retrieve(
    study: "Study",
    codebook: str,
    where: str = "",
    *,
    voices: Collection[str] = (),
    territories: Collection[str] = (),
    attributes: Mapping[str, Values] | None = None,
    waves: Collection[str] = (),
    sources: Collection[str] = (),
    people: Collection[str] = (),
    coders: Collection[str] = (),
    near: str = Near.OVERLAP,
    by: str | None = None,
    settled: bool = False,
) -> "DataFrame":
    """One row an excerpt whose codes are what `where` says (see `workbench.coding.combinations`) and that passes every
    filter given; an empty filter lets everything through.

    `near` says how near the codes of a combination must be: "excerpt" (same words), "overlap", "turn" or "person".
    Columns: excerpt, source, start, end, turn, text, kind, person, voice, territory, wave, attributes, codes, coders,
    reference. Raises UnknownId, and BadInput for a combination or a filter that cannot be understood.
    """
    book = study.codebook(codebook)
    found = material(study, codebook, by=by, settled=settled)
    if near not in set(Near):
        raise BadInput(why=_("codes are near by excerpt, overlap, turn or person"))
    filters: dict[str, Collection[str]] = {
        "voice": voices, "territory": territories, "wave": waves, "source": sources, "person": people, "coder": coders,
        **{name: (value,) if isinstance(value, str) else value for name, value in (attributes or {}).items()},
    }  # fmt: skip
    for name, values in filters.items():
        if name not in found:
            raise BadInput(why=_("people have no attribute called “{name}”").format(name=name))
        if values:
            found = found[found[name].isin([str(value) for value in values])]
    rows = excerpts_of(chosen(found, combinations.read(where, book), Near(near)), {c.id: c.label for c in book.codes})
    persons = {person.id: person for person in everybody(study)}
    spots = zip(rows["source"], rows["turn"], rows["person"], rows["text"], strict=True)
    said = [cite(text, _where(source, turn), persons.get(person)) for source, turn, person, text in spots]
    return rows.assign(reference=said)


def code_by_attribute(
    study: "Study", codebook: str, attribute: str, *, by: str | None = None, settled: bool = False
) -> "DataFrame":
    """Codes in rows, one row a code and value: code, label, value, excerpts, people; counts of distinct ones.

    `attribute` is voice, territory, wave, or the name of an attribute; a value not known is said as such, and counted.
    Raises BadInput for an attribute that nobody has.
    """
    found = material(study, codebook, by=by, settled=settled)
    if attribute not in found:
        raise BadInput(why=_("people have no attribute called “{name}”").format(name=attribute))
    unknown = _("not known")
    found[attribute] = found[attribute].fillna("").replace("", unknown)
    return _labelled(code_by(found, attribute).rename(columns={attribute: "value"}), study.codebook(codebook))


def code_by_code(study: "Study", codebook: str, *, by: str | None = None, settled: bool = False) -> "DataFrame":
    """One row a pair of codes on the same words: code, label, code_with, label_with, excerpts, people."""
    book = study.codebook(codebook)
    counts = _labelled(pairs(material(study, codebook, by=by, settled=settled)), book)
    counts.insert(3, "label_with", [book.label(code) for code in counts["code_with"]])
    return counts


def _labelled(counts: "DataFrame", book: Codebook) -> "DataFrame":
    counts.insert(1, "label", [book.label(code) for code in counts["code"]])
    return counts


def household_codes(study: "Study", codebook: str, *, by: str | None = None, settled: bool = False) -> "DataFrame":
    """Households interviewed in rows, codes in columns, 1 where the household's own words bear the code, else 0.

    A household that was not interviewed has no row: its silence is no zero. `retrieve(..., people=[household],
    where=code)` leads back to the words behind each 1.
    """
    found = material(study, codebook, by=by, settled=settled)
    spoken = {turn.person for record in sources(study) for turn in record.turns if turn.person and not turn.asks}
    households = sorted(p.id for p in everybody(study) if p.is_household and p.id in spoken)
    own = found[found["voice"] == Voice.HOUSEHOLD.value]
    codes = [code.id for code in study.codebook(codebook).codable()]
    return person_by_code(own, households, codes).rename_axis(index="household", columns=None)


def reference(study: "Study", source: str, start: int, end: int) -> str:
    """The words with where they stand and who says them, ready to be copied into a report. Raises UnknownId."""
    record = study.source(source)
    turn = next((t for t in record.turns if t.start <= start < t.end), None)
    person = next((p for p in everybody(study) if turn is not None and p.id == turn.person), None)
    return cite(record.text[start:end], place(record, start), person)


def cite(words: str, where: str, person: Person | None) -> str:
    """« Words » (source, turn 14, household M02): quotes inside become double ones, lines one line."""
    one_line = " ".join(words.replace("« ", "“").replace(" »", "”").replace("«", "“").replace("»", "”").split())
    who = ""
    if person is not None:
        side = _("household") if person.is_household else person.function or _("professional")
        who = f", {side} {person.id}"
    return f"«\N{NO-BREAK SPACE}{one_line}\N{NO-BREAK SPACE}» ({where}{who})"


def _where(source: str, turn: int) -> str:
    return _("{source}, turn {n}").format(source=source, n=turn) if turn else source
