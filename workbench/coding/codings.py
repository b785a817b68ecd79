"""A coding: who put which code on which excerpt, when, and whether a machine had proposed it."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.coding.excerpts import Excerpt


class Origin(StrEnum):
    """How a coding came to be; a suggestion counts only once a person accepted it.

    A decision is a third person's, on what two coders had seen differently: both of theirs stay beside it.
    """

    HUMAN = "human"
    SUGGESTION = "suggestion"
    IMPORT = "import"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code proposed for an excerpt: score in [0, 1], rank from 1, and the words that led to it.

    `within` is the [start, end) of the source's text that the code seems to be about, inside the excerpt.
    """

    excerpt: Excerpt
    code: str
    score: float
    rank: int
    model: str
    because: tuple[str, ...]
    within: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """One judgement by one person. `id` is empty until the store gave one; a retracted coding stays."""

    excerpt: Excerpt
    codebook: str
    code: str
    coder: str
    origin: Origin = Origin.HUMAN
    memo: str = ""
    id: str = ""
    version: int = 1  # of the codebook that the coder had before them
    created: str = ""  # ISO instant, UTC
    retracted: str | None = None
    model: str | None = None  # the three of an accepted suggestion
    score: float | None = None
    rank: int | None = None
