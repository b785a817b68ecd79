"""Whose words a finding rests on, counted, and the warning when one side is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.errors import Withheld
from workbench.findings.findings import Evidence, Finding
from workbench.messages import _
from workbench.people import Voice


@dataclass(frozen=True, slots=True)
class Balance:
    """Excerpts and people behind a finding, by voice; for and against together."""

    excerpts: Mapping[str, int]
    people: Mapping[str, int]

    @property
    def warning(self) -> str:
        """The sentence that goes with an unbalanced finding; empty when both sides are heard."""
        households = self.excerpts.get(Voice.HOUSEHOLD.value, 0)
        others = sum(self.excerpts.values()) - households
        if not households and not others:
            return _("No voice: this finding rests on figures alone.")
        if not households:
            return _("No household speaks in this finding: it says what professionals say.")
        if not others:
            return _("Only households speak in this finding: no professional was heard on it.")
        if len(self.people) == 1 and sum(self.people.values()) == 1:
            return _("One person only speaks in this finding.")
        return ""


def balance(evidence: Iterable[Evidence], speakers: Mapping[str, tuple[str, str]]) -> Balance:
    """The voices behind a finding; `speakers` maps an excerpt's id to (person, voice)."""
    heard = [speakers[e.ref] for e in evidence if e.kind == "excerpt" and e.ref in speakers]
    return Balance(
        excerpts=dict(Counter(voice for _person, voice in heard)),
        people=dict(Counter(voice for _person, voice in set(heard))),
    )


HOUSEHOLDS_SAY = ("les ménages disent", "les ménages estiment", "les ménages vivent", "selon les ménages")


def speaks_for_households(finding: Finding) -> bool:
    """Whether the statement says what households say or feel."""
    return any(opening in finding.statement.casefold() for opening in HOUSEHOLDS_SAY)


def check_claim(finding: Finding, heard: Balance) -> None:
    """Raises Withheld when a statement speaks in the households' name without a household's words behind it."""
    if speaks_for_households(finding) and not heard.excerpts.get(Voice.HOUSEHOLD.value):
        raise Withheld(
            why=_("{finding} gives the view of households without a household's words").format(finding=finding.id)
        )
