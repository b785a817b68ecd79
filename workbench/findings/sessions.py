"""Who meets whom: peers first, each side on its own, and only then a mixed circle."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from workbench.errors import BadInput
from workbench.findings.reviews import Review
from workbench.messages import _
from workbench.people import Voice


class Side(StrEnum):
    """The three groups of equals, and the circle in which they meet."""

    HOUSEHOLDS = "households"
    PROFESSIONALS = "professionals"
    PARTNERS = "partners"
    ALL = "all"


SIDES: Mapping[Voice, Side] = {
    Voice.HOUSEHOLD: Side.HOUSEHOLDS,
    Voice.ASSOCIATION: Side.PROFESSIONALS,
    Voice.LANDLORD: Side.PARTNERS,
    Voice.STATE: Side.PARTNERS,
    Voice.LOCAL_AUTHORITY: Side.PARTNERS,
    Voice.HEALTH: Side.PARTNERS,
    Voice.SIAO: Side.PARTNERS,
}


def plain_code(code: str) -> str:
    """A code as it is compared: capital letters and digits alone, however it was typed or written on a slip."""
    return "".join(c for c in code.upper() if c.isascii() and c.isalnum())[:40]


@dataclass(frozen=True, slots=True)
class Workshop:
    """One session: the findings in the versions shown, for which side, until when. Instants are ISO 8601 in UTC."""

    id: str
    title: str
    side: Side
    audience: str
    findings: tuple[tuple[str, int], ...]
    opened: str
    expires: str
    closed: str | None = None
    release: str | None = None
    path: str = ""
    address: str = ""

    @property
    def mixed(self) -> bool:
        """Whether groups that are not equals sit together."""
        return self.side is Side.ALL


def side_of(voice: str) -> Side | None:
    """The group of equals of a voice; nobody's for an author or an unknown voice."""
    return SIDES.get(Voice(voice)) if voice in set(Voice) else None


def side_name(side: Side | str) -> str:
    """A group's name in words."""
    return {
        "households": _("households"),
        "professionals": _("professionals"),
        "partners": _("partners"),
        "all": _("mixed circle"),
    }[str(side)]


def heard_apart(reviews: Iterable[Review]) -> dict[str, set[Side]]:
    """For each finding, the sides that answered on it in a session of their own."""
    present: dict[str, set[Side]] = {}
    on: dict[str, set[str]] = {}
    for review in reviews:
        side = side_of(review.voice)
        if side is not None:
            present.setdefault(review.session, set()).add(side)
        on.setdefault(review.finding, set()).add(review.session)
    return {
        finding: {next(iter(present[s])) for s in sessions if len(present.get(s, ())) == 1}
        for finding, sessions in on.items()
    }


def require_peers_first(findings: Iterable[str], invited: AbstractSet[Side], reviews: Iterable[Review]) -> None:
    """Raises BadInput when a mixed circle would discuss a finding before each side invited had it among equals."""
    apart = heard_apart(reviews)
    for finding in findings:
        alone = sorted(side_name(side) for side in invited - apart.get(finding, set()))
        if alone:
            why = _("a mixed circle comes after the meetings among equals: {sides} have not yet answered on {finding}")
            raise BadInput(why=why.format(sides=", ".join(alone), finding=finding))
