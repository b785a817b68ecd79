"""Who speaks behind a printed label, as typed: "Mme U.=M02", or "Mme U.=M02:ménage:77" for somebody new."""

from collections.abc import Iterable

from workbench.errors import BadInput
from workbench.messages import _
from workbench.people import Person, Voice

# The role as an evaluator writes it, beside the code that the study keeps.
ROLES = {
    "ménage": Voice.HOUSEHOLD,
    "association": Voice.ASSOCIATION,
    "bailleur": Voice.LANDLORD,
    "état": Voice.STATE,
    "collectivité": Voice.LOCAL_AUTHORITY,
    "santé": Voice.HEALTH,
    "siao": Voice.SIAO,
    "inconnu": Voice.UNKNOWN,
}


def read_speakers(typed: Iterable[str]) -> tuple[dict[str, str], tuple[Person, ...]]:
    """Labels with the person that each stands for, and those of them whose role is given; raises BadInput."""
    speakers: dict[str, str] = {}
    people: dict[str, Person] = {}
    for one in typed:
        label, equals, said = one.rpartition("=")
        id_, role, territory = [*(part.strip() for part in said.split(":")), "", ""][:3]
        if not equals or not label.strip() or not id_:
            raise BadInput(why=_("“{said}” does not say who speaks: write LABEL=PERSON").format(said=one))
        speakers[label.strip()] = id_
        if role:
            people[id_] = Person(id_, _role(role), territory or None)
    return speakers, tuple(people.values())


def _role(word: str) -> Voice:
    plain = word.casefold()
    if plain in ROLES:
        return ROLES[plain]
    if plain in set(Voice) - {Voice.AUTHOR}:
        return Voice(plain)
    raise BadInput(why=_("“{word}” is no role; the roles are {roles}").format(word=word, roles=", ".join(ROLES)))
