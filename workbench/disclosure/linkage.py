"""Quotes that can be chained to one person by what their attributions say, and attributions that chain less.

Two households of a small group are told apart by their children's ages, or by several details at once; the same
detailed string under two quotes says that one person spoke both.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.disclosure.attributions import Attributes, parsed, plain_attribution
from workbench.errors import BadInput
from workbench.messages import _

# How much two quotes that agree on an attribute point to one person; four points make a profile.
WEIGHT = {"ages": 4, "children": 2, "origin": 2, "situation": 2, "function": 2, "composition": 1, "territory": 1}
ENOUGH = 4


def linkage(quotes: list[dict[str, Any]]) -> dict[str, Any]:
    """The profiles that a reader can put together from `[{id, text, attribution}]`, and safer attributions.

    Gives `profiles` (quotes, attributes, why), each of at least two quotes, and `proposed` (one attribution for every
    id, the printed one where it is safe). Raises BadInput when the list cannot be read.
    """
    try:
        printed = {str(quote["id"]): str(quote.get("attribution") or "") for quote in quotes}
    except (TypeError, KeyError, AttributeError) as why:
        raise BadInput(why=_("the quotes must be a list of id, text, attribution")) from why
    known = {id_: parsed(text) for id_, text in printed.items()}
    groups = _groups(known)
    profiles = []
    for ids in groups:
        merged = _merged(known[id_] for id_ in ids)
        profiles.append({"quotes": ids, "attributes": merged.as_dict(), "why": _why(ids, printed, merged)})
    return {"profiles": profiles, "proposed": {id_: plain_attribution(printed[id_]) for id_ in printed}}


def _groups(known: Mapping[str, Attributes]) -> list[list[str]]:
    """Sets of quotes that point to one person; a quote that fits two different people is left with neither."""
    order = sorted(known, key=lambda id_: -_detail(known[id_]))
    people: list[tuple[Attributes, list[str]]] = []
    for id_ in order:
        fits = [i for i, (person, _ids) in enumerate(people) if _same(person, known[id_])]
        if len(fits) == 1:
            person, ids = people[fits[0]]
            people[fits[0]] = (_merged([person, known[id_]]), [*ids, id_])
        elif not fits and _detail(known[id_]) >= ENOUGH:
            people.append((known[id_], [id_]))
    place = {id_: i for i, id_ in enumerate(known)}
    found = [sorted(ids, key=place.__getitem__) for _person, ids in people if len(ids) > 1]
    return sorted(found, key=lambda ids: place[ids[0]])


def _detail(one: Attributes) -> int:
    return sum(WEIGHT[name] for name in one.as_dict())


def _same(one: Attributes, other: Attributes) -> bool:
    """Whether nothing tells two descriptions apart and enough is common to both."""
    points = 0
    for name, value in one.as_dict().items():
        second = other.as_dict().get(name)
        if second is None:
            continue
        if (name == "ages" and _grown(one.ages, other.ages)) or value == second:
            points += WEIGHT[name]
        elif name in ("situation", "origin"):
            points += WEIGHT[name] if set(one.words(name)) & set(other.words(name)) else 0
        else:
            return False
    return points >= ENOUGH


def _grown(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """The same children, at most a year later: every age moved the same way."""
    steps = [b - a for a, b in zip(one, other, strict=False)]
    return len(one) == len(other) and (all(0 <= s <= 12 for s in steps) or all(-12 <= s <= 0 for s in steps))


def _merged(several: Iterable[Attributes]) -> Attributes:
    merged = Attributes()
    for one in several:
        merged = merged.joined(one)
    return merged


def _why(ids: list[str], printed: Mapping[str, str], merged: Attributes) -> str:
    if len({printed[id_].strip(" ().").casefold() for id_ in ids}) == 1:
        return _("The same detailed attribution stands under {n} quotes.").format(n=len(ids))
    if merged.ages:
        return _("The children’s ages, or the details that go with them, are the same under {n} quotes.").format(
            n=len(ids)
        )
    return _("The details under these {n} quotes agree, and together they describe one person.").format(n=len(ids))
