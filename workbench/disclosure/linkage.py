"""Quotes that can be chained to one person, by what their attributions say and by what their words tell.

Two households of a small group are told apart by their children's ages, or by several details at once; the same
detailed string under two quotes says that one person spoke both. The rules err towards chains among agreeing details,
and never join two quotes of which one denies the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.disclosure.agreement import Said, agreement, contradict, detail
from workbench.disclosure.attributions import Attributes, parsed
from workbench.disclosure.functions import singular
from workbench.disclosure.proposals import proposals
from workbench.disclosure.told import events, told
from workbench.errors import BadInput
from workbench.messages import _

SAME = 4  # points of an attribution that, printed twice alike, describes one person
ENOUGH = 5  # points that two different quotes must have in common
ALONE = 4  # of these, points that words alone may give, where attributions say little
CLEARLY = 2  # points by which one person must fit better than any other


def linkage(quotes: list[dict[str, Any]]) -> dict[str, Any]:
    """The profiles that a reader can put together from `[{id, text, attribution}]`, and safer attributions.

    Gives `profiles` (quotes, attributes, why), each of at least two quotes, and `proposed` (one attribution for every
    id, the printed one where it is safe). Raises BadInput when the list cannot be read.
    """
    try:
        printed = {str(quote["id"]): str(quote.get("attribution") or "") for quote in quotes}
        words = {str(quote["id"]): str(quote.get("text") or "") for quote in quotes}
    except (TypeError, KeyError, AttributeError) as why:
        raise BadInput(why=_("the quotes must be a list of id, text, attribution")) from why
    said = {id_: _said(printed[id_], words[id_]) for id_ in printed}
    groups = _groups(said)
    profiles = []
    for ids in groups:
        merged = Attributes()
        for id_ in ids:
            merged = merged.joined(said[id_].attributes)
        profiles.append({"quotes": ids, "attributes": merged.as_dict(), "why": _why(ids, said)})
    return {"profiles": profiles, "proposed": proposals(printed, words, groups)}


def _said(attribution: str, text: str) -> Said:
    """Both together; twins and other rare events may stand in either."""
    attributes, heard = parsed(attribution), told(text)
    if attributes.function:
        return Said(attributes, heard)
    twins = frozenset({"twins"} if len(attributes.ages) == 2 and len(set(attributes.ages)) == 1 else ())
    return Said(attributes, replace(heard, events=heard.events | events(attribution) | twins))


def _groups(said: Mapping[str, Said]) -> list[list[str]]:
    """Sets of quotes that point to one person; a quote that fits two different people is left with neither."""
    place = {id_: i for i, id_ in enumerate(said)}
    people = _repeated(said)
    order = sorted((ids for ids in people), key=lambda ids: (-detail(said[ids[0]].attributes), place[ids[0]]))
    joined: list[list[str]] = []
    loose: list[list[str]] = []
    for ids in order:
        fits = _fitting(ids, joined, said)
        if len(fits) == 1:
            fits[0].extend(ids)
        elif not fits:
            joined.append(list(ids))
        else:
            loose.append(list(ids))
    found = [sorted(ids, key=place.__getitem__) for ids in [*joined, *loose] if len(ids) > 1]
    return sorted(found, key=lambda ids: place[ids[0]])


def _repeated(said: Mapping[str, Said]) -> list[list[str]]:
    """Quotes under the same attribution together, where it describes one person; the others by themselves."""
    found: dict[Any, list[str]] = {}
    for id_, one in said.items():
        same = one.attributes
        if same.function and singular(same):
            held = [a.attributes for a in said.values() if a.attributes.function == same.function]
            places = {a.territory for a in held} - {""}
            place = same.territory or (min(places) if len(places) == 1 else "")
            found.setdefault((same.function, same.surname, same.first_name, place), []).append(id_)
        else:
            describes = not same.function and detail(same) >= SAME
            found.setdefault(same if describes else id_, []).append(id_)
    return list(found.values())


def _fitting(ids: Sequence[str], people: list[list[str]], said: Mapping[str, Said]) -> list[list[str]]:
    """The people whom these quotes fit: one when one fits clearly better than the others."""
    scored = []
    for person in people:
        pairs = [(said[a], said[b]) for a in ids for b in person]
        if any(contradict(a.attributes, b.attributes) for a, b in pairs):
            continue
        points = max(agreement(a, b) for a, b in pairs)
        if points >= max(_needed(a, b) for a, b in pairs):
            scored.append((points, person))
    if not scored:
        return []
    best = max(points for points, _person in scored)
    return [person for points, person in scored if points > best - CLEARLY]


def _needed(one: Said, other: Said) -> int:
    """The points asked for: one less when an attribution says too little to give them."""
    if one.attributes.function or other.attributes.function:
        return 99  # professionals are chained by the same words only
    return ALONE if min(detail(one.attributes), detail(other.attributes)) < SAME else ENOUGH


def _why(ids: list[str], said: Mapping[str, Said]) -> str:
    known = [said[id_] for id_ in ids]
    n = len(ids)
    if any(one.attributes.function for one in known):
        return _("The same function, held by one person, stands under {n} quotes.").format(n=n)
    if len({one.attributes for one in known}) == 1 and detail(known[0].attributes) >= SAME:
        return _("The same detailed attribution stands under {n} quotes.").format(n=n)
    if set.intersection(*(set(one.told.events) for one in known)):
        return _("The same rare event is told in {n} quotes.").format(n=n)
    if sum(bool(one.attributes.ages) for one in known) > 1:
        return _("The children’s ages, or the details that go with them, are the same under {n} quotes.").format(n=n)
    return _("The details under these {n} quotes agree, and together they describe one person.").format(n=n)
