"""An excerpt: a span of one source that carries its own words as a self-check."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.errors import BadSpan, QuoteNotFound
from workbench.messages import _


class Kind(StrEnum):
    """Whose words a span holds."""

    SPEECH = "speech"
    REPORTED = "reported"
    DOCUMENT = "document"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """[start, end) in code points of the source's text; start < end; `text` is what stands there."""

    source: str
    start: int
    end: int
    text: str
    kind: Kind = Kind.SPEECH
    person: str | None = None  # who speaks; None for a report's own text


def cut(source: str, text: str, start: int, end: int, **more: object) -> Excerpt:
    """The excerpt [start, end) of a source's text; raises BadSpan when it is empty or outside."""
    if not 0 <= start < end <= len(text):
        why = _("it lies outside the text or is empty")
        raise BadSpan(start=start, end=end, source=source, length=len(text), why=why)
    return Excerpt(source, start, end, text[start:end], **more)  # type: ignore[arg-type]


def find(source: str, text: str, words: str) -> Excerpt:
    """The excerpt whose words these are; raises QuoteNotFound unless they stand there exactly once."""
    times = text.count(words) if words else 0
    if times != 1:
        raise QuoteNotFound(text=words[:60], times=times, source=source)
    start = text.index(words)
    return Excerpt(source, start, start + len(words), words)


def fits(excerpt: Excerpt, text: str) -> bool:
    """Whether the source's text still holds the excerpt's words at its place."""
    return text[excerpt.start : excerpt.end] == excerpt.text


def shortened(text: str, most: int) -> str:
    """The words on one line, about `most` characters of them, cut after a whole word."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"
