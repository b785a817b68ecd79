"""The register of consents: for each person and each use, what they answered, when, to whom, and what was before.

Silence is an answer that allows nothing, and is shown as such. A new answer never erases the one before it. Who has
withdrawn allows nothing any more, whatever they answered.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from workbench.errors import BadInput
from workbench.messages import _
from workbench.people import QUOTE_USE, Answer, Audience, Consent, Person, Use
from workbench.study.study import Study

AUDIENCE = {use: audience for audience, use in QUOTE_USE.items()}
LONGEST = 120  # characters of what is typed beside an answer


@dataclass(frozen=True, slots=True)
class Entry:
    """What holds for one person and one use; `history` is every answer ever recorded, the latest first."""

    person: str
    role: str
    use: Use
    answer: Answer
    allowed: bool
    withdrawn: str  # the day on which the person withdrew, empty while they take part
    history: tuple[Consent, ...]

    @property
    def latest(self) -> Consent | None:
        """The answer recorded last, None while nobody has asked."""
        return self.history[0] if self.history else None

    def as_dict(self) -> dict[str, Any]:
        """The entry as `workbench consents --json` prints it."""
        now = self.latest
        return {
            "person": self.person,
            "role": self.role,
            "use": self.use.value,
            "audience": audience_of(self.use).value,
            "answer": self.answer.value,
            "allowed": self.allowed,
            "date": now.date if now else None,
            "recorded_by": now.recorded_by if now else None,
            "read_back": now.read_back if now else None,
            "how": now.how if now else None,
            "representative": now.representative if now else None,
            "withdrawn": self.withdrawn or None,
            "history": [one | {"use": self.use.value} for one in map(asdict, self.history)],
        }


def register(study: Study) -> list[Entry]:
    """Every person and every use that can be asked of them, in the order of persons; nobody is left out for silence."""
    gone = {one.person: one.at[:10] for one in study.withdrawals()}
    given: dict[tuple[str, Use], list[Consent]] = {}
    for consent in study.consents():
        given.setdefault((consent.person, consent.use), []).append(consent)
    return [
        _entry(person, use, given.get((person.id, use), []), gone.get(person.id, ""))
        for person in study.people()
        for use in Use
        if person.is_household or use is not Use.FOLLOW_UP or (person.id, use) in given
    ]


def _entry(person: Person, use: Use, given: list[Consent], gone: str) -> Entry:
    # by day, and on one day the one recorded last first, as `allows_quote` reads them
    latest_first = sorted(enumerate(given), key=lambda pair: (pair[1].date, pair[0]), reverse=True)
    history = tuple(consent for _n, consent in latest_first)
    answer = history[0].answer if history else Answer.NONE
    return Entry(person.id, person.voice.value, use, answer, answer is Answer.YES and not gone, gone, history)


def record_answer(study: Study, consent: Consent, *, by: str) -> Consent:
    """Records one answer. Raises BadInput with everything that is wrong with it."""
    if wrong := faults_of(consent, {one.person: one.at[:10] for one in study.withdrawals()}):
        raise BadInput(why=" ; ".join(wrong))
    return study.add_consents([consent], by=by)[0]


def faults_of(consent: Consent, gone: dict[str, str]) -> list[str]:
    """What keeps an answer from being recorded, in words; `gone` says who withdrew on which day."""
    wrong = []
    try:
        if date.fromisoformat(consent.date) > today():
            wrong.append(_("an answer cannot be given on a day to come"))
    except ValueError:
        wrong.append(_("the day is written as 2015-11-01"))
    if not consent.recorded_by.strip():
        wrong.append(_("say who recorded the answer"))
    if consent.how and not consent.read_back:
        wrong.append(_("it says how the answer was read back, and that it was not"))
    if consent.person in gone and consent.answer is Answer.YES:
        told = _("{person} withdrew on {date}: a yes would have no effect")
        wrong.append(told.format(person=consent.person, date=gone[consent.person]))
    if any(len(said or "") > LONGEST for said in (consent.recorded_by, consent.how, consent.representative)):
        wrong.append(_("what is written beside an answer has at most {n} characters").format(n=LONGEST))
    return wrong


def today() -> date:
    """The day on this machine's calendar."""
    return datetime.now().astimezone().date()


def audience_of(use: Use) -> Audience:
    """Who sees what a use allows; coding and follow-up data stay with the evaluators."""
    return AUDIENCE.get(use, Audience.T0)


def audience_name(audience: Audience) -> str:
    """An audience in words, from the nearest circle to the widest."""
    return {
        Audience.T0: _("the evaluators"),
        Audience.T1: _("the person’s own household"),
        Audience.T2: _("the named members of a coordination cell"),
        Audience.T3: _("the public"),
    }[audience]


def use_name(use: Use) -> str:
    """What is asked, in a few words."""
    return {
        Use.CODE: _("Work on what was said"),
        Use.FOLLOW_UP: _("Use the follow-up data"),
        Use.QUOTE_T1: _("Quote to their household"),
        Use.QUOTE_T2: _("Quote to the cell"),
        Use.QUOTE_T3: _("Quote to the public"),
    }[use]


def answer_name(entry: Entry) -> str:
    """What holds, in words: silence is said to be no consent."""
    if entry.withdrawn:
        return _("withdrawn on {date}").format(date=entry.withdrawn)
    if not entry.history:
        return _("never asked: no consent")
    return {Answer.YES: _("yes"), Answer.NO: _("no"), Answer.NONE: _("silence: no consent")}[entry.answer]
