"""What each person answered on each of their own quotes, reader by reader. Silence publishes nothing.

An answer on a quote only ever narrows what was agreed in general: a yes here opens nothing that a consent left closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.people import Audience


class Say(StrEnum):
    """What a person says of one quote for one audience."""

    AS_IS = "as_is"
    CHANGED = "changed"
    NOT_HERE = "not_here"
    NEVER = "never"  # for no audience, whichever one it was said of


@dataclass(frozen=True, slots=True)
class QuoteAnswer:
    """One answer on one quote; `words` are what may be read instead, of an answer "changed"."""

    person: str
    excerpt: str
    audience: Audience
    answer: Say
    at: str  # ISO instant
    written_by: str
    session: str = ""
    words: str = ""
    read_back: bool = True
    id: str = ""


def standing(answers: Iterable[QuoteAnswer]) -> dict[tuple[str, Audience], QuoteAnswer]:
    """The last answer of each quote for each audience; a "never" holds for every audience until it is taken back."""
    latest: dict[tuple[str, Audience], QuoteAnswer] = {}
    for answer in sorted(answers, key=lambda a: a.at):
        for audience in Audience if answer.answer is Say.NEVER else (answer.audience,):
            latest[(answer.excerpt, audience)] = answer
    return latest


def words_for(
    excerpt: str, text: str, audience: Audience, answers: dict[tuple[str, Audience], QuoteAnswer]
) -> str | None:
    """The words of a quote that this audience may read as far as the speaker's answers go; None: none of them."""
    said = answers.get((excerpt, audience))
    if said is None or said.answer is Say.AS_IS:
        return text
    if said.answer is Say.CHANGED:
        return said.words.strip() or None
    return None
