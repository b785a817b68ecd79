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


def latest(reviews: list[Review]) -> list[Review]:
    """Where each reviewer stands now on each finding, in order of time; earlier positions stay in the study."""
    standing: dict[tuple[str, str], Review] = {}
    for review in sorted(reviews, key=lambda r: r.at):
        standing[(review.finding, review.reviewer)] = review
    return sorted(standing.values(), key=lambda r: r.at)


def dissents(reviews: list[Review]) -> list[Review]:
    """The reviewers who now nuance or contest, in order of time."""
    return [review for review in latest(reviews) if review.position in DISSENT]
