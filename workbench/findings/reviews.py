"""A review: one position on one exact wording, in the reviewer's own words. Positions are never averaged."""

from dataclasses import dataclass
from enum import StrEnum


class Position(StrEnum):
    """What a reviewer says of a wording."""

    AGREE = "agree"
    NUANCE = "nuance"
    DISAGREE = "disagree"
    NOT_ABOUT_ME = "not_about_me"
    NO_ANSWER = "no_answer"


DISSENT = frozenset({Position.NUANCE, Position.DISAGREE})


@dataclass(frozen=True, slots=True)
class Review:
    """One answer given in one session; `wording` is the hash of the exact text shown, `answer_id` its own identity.

    `reviewer` is a pseudonym or "groupe"; it never leaves the study. A changed mind is a new review.
    """

    finding: str
    version: int
    wording: str
    reviewer: str
    voice: str
    position: Position
    words: str
    session: str
    at: str  # ISO instant
    written_by: str
    read_back: bool
    answer_id: str
    public_words: str = ""  # the wording agreed with the reviewer for others to read; empty: their own words


def dissents(reviews: list[Review]) -> list[Review]:
    """The reviews that nuance or contest, the latest of each reviewer on each finding, in order of time."""
    latest: dict[tuple[str, str], Review] = {}
    for review in sorted(reviews, key=lambda r: r.at):
        latest[(review.finding, review.reviewer)] = review
    return [r for r in sorted(latest.values(), key=lambda r: r.at) if r.position in DISSENT]
