"""Who speaks, who reads, and what each person allowed: frozen values without names."""

from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """The side that a speaker speaks for; AUTHOR is the writer of a report, never a person interviewed."""

    HOUSEHOLD = "household"
    ASSOCIATION = "association"
    LANDLORD = "landlord"
    STATE = "state"
    LOCAL_AUTHORITY = "local_authority"
    HEALTH = "health"
    SIAO = "siao"
    AUTHOR = "author"
    UNKNOWN = "unknown"


class Audience(StrEnum):
    """Who a release is for, from the nearest to the widest circle."""

    T0 = "T0"  # the evaluators
    T1 = "T1"  # the household itself
    T2 = "T2"  # named members of a coordination cell, the steering committee
    T3 = "T3"  # the public


class Use(StrEnum):
    """What a person is asked to allow."""

    CODE = "codage"
    FOLLOW_UP = "suivi"
    QUOTE_T1 = "citation-T1"
    QUOTE_T2 = "citation-T2"
    QUOTE_T3 = "citation-T3"


class Answer(StrEnum):
    """What the person answered; NONE is silence, which allows nothing."""

    YES = "oui"
    NO = "non"
    NONE = "sans réponse"


@dataclass(frozen=True, slots=True)
class Person:
    """A pseudonym: a household or a professional, never a name."""

    id: str
    voice: Voice
    territory: str | None = None
    function: str | None = None  # "référente personnelle", "bailleur"; None for households

    @property
    def is_household(self) -> bool:
        """Whether this is a household and not a professional."""
        return self.voice is Voice.HOUSEHOLD


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's answer for one use, as recorded on one day (ISO date). The latest answer holds.

    `representative` is who the person chose to answer in their name, by function or pseudonym, never by name.
    """

    person: str
    use: Use
    answer: Answer
    date: str
    recorded_by: str
    read_back: bool = False
    representative: str | None = None
    how: str | None = None  # in what way it was read back: "à voix haute", "avec un interprète"


QUOTE_USE = {Audience.T1: Use.QUOTE_T1, Audience.T2: Use.QUOTE_T2, Audience.T3: Use.QUOTE_T3}


def allows_quote(consents: list[Consent], person: str, audience: Audience) -> bool:
    """Whether this person's latest recorded answer lets their words go to this audience; silence is no."""
    use = QUOTE_USE.get(audience)
    if use is None:  # the evaluators work on everything that may be coded at all
        use = Use.CODE
    answers = sorted((c for c in consents if c.person == person and c.use is use), key=lambda c: c.date)
    return bool(answers) and answers[-1].answer is Answer.YES
