"""Words found in one interview or in all, each with its turn and what stands around it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.coding import search as finding
from workbench.messages import _
from workbench.study.sources import SourceRecord, source, sources

if TYPE_CHECKING:
    from workbench.study.study import Study


@dataclass(frozen=True, slots=True)
class Found:
    """The [start, end) of words in a source, in code points, with their context; `turn` is None outside any turn."""

    source: str
    turn: int | None
    start: int
    end: int
    before: str
    words: str
    after: str
    where: str


def search(
    study: "Study",
    words: str,
    source: str | None = None,
    *,
    inflections: bool = False,
    most: int = 200,
) -> list[Found]:
    """Where the words stand, in the order of sources and places, at most `most` of them.

    Accents and case never count. With `inflections`, words are found in any form ("clé" finds "clés", "payer" finds
    "paie"), through spaCy, whose reading of a text is kept as long as the kernel lives; without, spaCy is not loaded.
    Raises UnknownId.
    """
    found: list[Found] = []
    for record in _searched(study, source):
        spans = (finding.in_any_form if inflections else finding.plainly)(record.text, words)
        found += [_found(record, span) for span in spans[: most - len(found)]]
        if len(found) >= most:
            break
    return found


def _searched(study: "Study", wanted: str | None) -> list[SourceRecord]:
    return sources(study) if wanted is None else [source(study, wanted)]


def _found(record: SourceRecord, span: tuple[int, int]) -> Found:
    start, end = span
    before, after = finding.around(record.text, span)
    turn = next((t.n for t in record.turns if t.start <= start < t.end), None)
    return Found(record.id, turn, start, end, before, record.text[start:end], after, place(record, start))


def place(record: SourceRecord, start: int) -> str:
    """A position as a reader finds it again: the turn, or the page or line of the file."""
    turn = next((t.n for t in record.turns if t.start <= start < t.end), None)
    if turn is not None:
        return _("{source}, turn {n}").format(source=record.id, n=turn)
    before = [p.where for p in record.places if p.start <= start]
    return f"{record.id}, {before[-1]}" if before else record.id
