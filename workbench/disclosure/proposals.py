"""The attribution to print under each quote of a list: the most that is said without chaining quotes to one person."""

import re
from collections.abc import Mapping, Sequence

from workbench.disclosure.attributions import FUNCTION, Attributes, parsed
from workbench.disclosure.letters import folded
from workbench.disclosure.words import delicate, lexicon

K = 5  # different speakers of the list who must share an attribution that names their département
CODE = re.compile(r"[,;(\s]*(?:\b(?:dans le|le)\s+)?\b(?:\d{2}|2[ABab]|97\d)\b\s*\)?\s*\.?\s*$")


def proposals(printed: Mapping[str, str], words: Mapping[str, str], people: Sequence[Sequence[str]]) -> dict[str, str]:
    """An attribution for every quote. `people` are the chains found; a quote in none is counted with those alike.

    A household keeps who lives together; its département too when at least K speakers of this list share both, none of
    them tells of health or violence, and no speaker is left apart by it.
    """
    said = {id_: parsed(text) for id_, text in printed.items()}
    plain = {id_: plain_attribution(text) for id_, text in printed.items()}
    speaker = {id_: f"person {i}" for i, ids in enumerate(people) for id_ in ids}
    for id_, one in said.items():
        speaker.setdefault(id_, repr(one))  # unchained quotes alike may all be one person's
    households = [id_ for id_, one in said.items() if not one.function and one != Attributes()]
    for kind in {plain[id_] for id_ in households}:
        ids = [id_ for id_ in households if plain[id_] == kind]
        places = {p: [i for i in ids if said[i].territory == p] for p in dict.fromkeys(said[i].territory for i in ids)}
        enough = all(place and len({speaker[i] for i in those}) >= K for place, those in places.items())
        if enough and not any(delicate(words[i]) for i in ids):
            named = lexicon()["territory"]
            plain |= {i: f"{kind}, {named.get(p, p)}" for p, those in places.items() for i in those}
        elif len(ids) > 1 and len({speaker[i] for i in ids}) == 1 and kind not in _wide():
            plain |= dict.fromkeys(ids, "Un ménage accompagné")
    return plain


def _wide() -> set[str]:
    """What so many households are that one voice under it, however often, stays one of many."""
    return {"Femme seule avec enfants", "Famille avec enfants", "Parent seul avec enfants"}


def plain_attribution(attribution: str) -> str:
    """The most that is safe to print without knowing the cohort: who lives together, or the kind of profession.

    A number of children becomes "avec enfants"; ages, origin, situation and département go.
    """
    said = parsed(attribution)
    if said.function:
        return _profession(attribution, said)
    if not said.composition:
        return "Un ménage accompagné" if said.as_dict() else attribution.strip()
    base = {
        "woman": "Femme seule",
        "man": "Homme seul",
        "couple": "Couple",
        "family": "Famille",
        "single parent": "Parent seul",
    }.get(said.composition, "Personne seule")
    alone = re.search(r"\bseule?\b|\bsle\b|mere|isole|maman|monoparent|f\. ?seule", folded(attribution))
    if said.composition in ("woman", "man") and not alone:
        base = base.split()[0]
    return base + (" avec enfants" if said.parent else "")


# The kind of body that a professional speaks from, in the order in which they are sought.
BODIES = (
    ("SIAO", r"\bsiao\b"),
    ("bailleur", r"\bbailleu\w+"),
    ("EDS", r"\beds\b"),
    ("MDS", r"\bmds\b"),
    ("État", r"\bddcs\b|\bdrihl\b|\bprefecture\b|\betat\b"),
    ("opérateur", r"\boperat(?:eur|rice)s?\b"),
    ("association", r"\bassociations?\b"),
    ("Travailleur social", r"\btravailleu\w+ soci\w+|\breferente?s?\b|\bcesf\b|\beducat\w+|\bassistante? soci\w+"),
)


def _profession(attribution: str, said: Attributes) -> str:
    """A common function as it is printed, without its place; of one that singles out, or of a name, the body's kind."""
    from workbench.disclosure.functions import ONE

    text = folded(attribution)
    if ONE.search(text) or said.surname or said.first_name:
        return next((body for body, pattern in BODIES if re.search(pattern, text)), "Un professionnel")
    if not said.territory:
        return attribution.strip()
    head = re.split(r"[,;]", CODE.sub("", attribution.strip(" ().")))[0].strip(" ().")
    return head if FUNCTION.search(folded(head)) else "Un professionnel"
