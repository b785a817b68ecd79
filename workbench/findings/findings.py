"""A finding: a statement with its evidence for and against, exactly worded, and who was heard."""

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """What kind of proof a statement rests on, from the weakest."""

    DECLARED = "declared"  # what actors say
    COUNTED = "counted"  # figures of this cohort
    BEFORE_AFTER = "before_after"  # the same people at two dates


class State(StrEnum):
    """Where a finding stands on its way out; only RETURNED may be published."""

    DRAFT = "draft"
    CHECKED = "disclosure_checked"
    REVIEWED = "reviewed"
    REVISED = "revised"
    RETURNED = "returned"
    PUBLISHED = "published"


class Stance(StrEnum):
    """Whether a piece of evidence speaks for the statement or against it."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One proof: the id of an indicator, or the id of an excerpt in the store."""

    kind: str  # "indicator" or "excerpt"
    ref: str
    stance: Stance = Stance.FOR


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement in one wording; a change of words is a new version."""

    id: str
    version: int
    statement: str
    plain: str
    recommendation: str
    theme: str
    strength: Strength
    author: str
    territory: str | None = None
    limits: str = ""
    state: State = State.DRAFT
    evidence: tuple[Evidence, ...] = ()


def wording_hash(finding: Finding) -> str:
    """sha256 of the exact words that a reviewer has before them: the statement and its plain wording, NFC."""
    words = unicodedata.normalize("NFC", f"{finding.statement}\n{finding.plain}")
    return hashlib.sha256(words.encode()).hexdigest()
