"""Whether two quotes can be one person's, and how much says that they are."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from workbench.disclosure.attributions import POSSIBLE, Attributes
from workbench.disclosure.naming import same_name
from workbench.disclosure.told import Told
from workbench.disclosure.words import lexicon

LATER = 24  # months that may lie between two interviews of one person
# Years by which one adult's age may differ from one interview to the next; two years apart are sooner two people,
# unless they bear one name. Children's ages, several at once, leave no such doubt.
BIRTHDAY = 1
# How much a detail that two quotes share points to one person.
WEIGHT = {"composition": 1, "territory": 1, "age": 3, "years": 2, "children": 2, "name": 5}
AGES = {0: 0, 1: 3, 2: 4}  # by how many children's ages agree; 5 beyond
RARE = frozenset(
    {"prison", "voiture", "squat", "ASE", "hôpital", "réfugiée", "veuve", "enceinte", "AAH"}
)  # of 3 points


@dataclass(frozen=True, slots=True)
class Said:
    """One quote: what its attribution says and what its words tell."""

    attributes: Attributes
    told: Told


@lru_cache(maxsize=4096)
def detail(one: Attributes) -> int:
    """How much an attribution says, in the points of `agreement`."""
    points = bool(one.composition) * WEIGHT["composition"] + bool(one.territory) * WEIGHT["territory"]
    points += bool(one.age) * WEIGHT["age"] + bool(one.years) * WEIGHT["years"]
    points += bool(one.surname or one.first_name) * WEIGHT["name"]
    points += _number(one) + sum(sum(sorted(map(_worth, one.words(name)))[-2:]) for name in ("origin", "situation"))
    return points + AGES.get(len(one.ages), 5)


def _number(one: Attributes) -> int:
    """What the number of children says: little of one child, and nothing of a man without any."""
    if one.children in (None, 0, 1):
        return int(one.children == 1 or (one.children == 0 and one.composition != "man"))
    return WEIGHT["children"]


def _worth(word: str) -> int:
    return 3 if word in RARE else 2


@lru_cache(maxsize=65536)
def contradict(one: Attributes, other: Attributes) -> bool:
    """Whether two attributions cannot be the same person's."""
    if bool(one.function) != bool(other.function) and one != Attributes() and other != Attributes():
        return True
    if one.composition and other.composition and not POSSIBLE[one.composition] & POSSIBLE[other.composition]:
        return True
    if one.territory and other.territory and one.territory != other.territory:
        return True
    if False in _names(one, other):
        return True
    if _too_old(one, other):
        return True
    if one.parent is not None and other.parent is not None and one.parent != other.parent:
        return True
    steps = growth(one.ages, other.ages)
    if one.ages and other.ages and (not steps or _one_off(one.ages, other.ages)):
        return True
    if None not in (one.children, other.children) and one.children != other.children and not _born(one, other):
        return True
    return _apart("origin", one, other) or (_apart("situation", one, other) and not _later(one, other, steps))


def _too_old(one: Attributes, other: Attributes) -> bool:
    """Whether the speakers' own ages, or the years between which they lie, are too far apart."""
    spans = [(a.age, a.age) if a.age else a.years for a in (one, other)]
    if not all(spans):
        return False
    slack = LATER // 12 if True in _names(one, other) else BIRTHDAY
    return spans[0][0] > spans[1][1] + slack or spans[1][0] > spans[0][1] + slack


def _names(one: Attributes, other: Attributes) -> tuple[bool | None, bool | None]:
    """Whether surnames and first names are the same, where both quotes have them."""
    return same_name(one.surname, other.surname), same_name(one.first_name, other.first_name)


def growth(one: tuple[int, ...], other: tuple[int, ...]) -> range:
    """The months that can lie between two lists of the same children's ages; empty when they are not the same.

    An age in whole years is any of the twelve months; of lists of different lengths the shorter is part of the longer.
    """
    fewer, more, sign = (one, other, 1) if len(one) <= len(other) else (other, one, -1)
    found: range = range(0)
    for chosen in _orders(fewer, more):
        low, high = -LATER, LATER
        for a, b in zip(fewer, chosen, strict=True):
            (a_low, a_high), (b_low, b_high) = _span(a), _span(b)
            low, high = max(low, b_low - a_high), min(high, b_high - a_low)
        if low <= high:
            nearest = range(low, high + 1) if sign > 0 else range(-high, -low + 1)
            if not found or 0 in nearest:
                found = nearest
    return found


def _one_off(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether most ages in years stand still and few move, and no age in months tells of time gone by.

    (14, 9, 6, 3) and (14, 9, 5, 3) are sooner two families than one whose third child alone had a birthday.
    """
    if len(one) != len(other):
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a % 12 == 0 and b % 12 == 0]
    moved = sum(a != b for a, b in pairs)
    return 0 < moved < len(pairs) / 2 and not any(
        a != b for a, b in zip(one, other, strict=True) if (a % 12) or (b % 12)
    )


def _orders(fewer: tuple[int, ...], more: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The parts of the longer list, in order of age, as long as the shorter one."""
    from itertools import combinations

    return list(combinations(more, len(fewer))) if len(more) <= 10 else [more[: len(fewer)]]


def _span(months: int) -> tuple[int, int]:
    """What an age can be: printed in whole years, or in months, give or take one."""
    return (months, months + 11) if months % 12 == 0 else (months - 1, months + 1)


def _born(one: Attributes, other: Attributes) -> bool:
    """Whether the one child more is a baby born since: all the other ages told, at least two, agree, and have grown."""
    small, large = sorted((one, other), key=lambda a: len(a.ages))
    return (
        len(small.ages) >= 2
        and len(large.ages) == len(small.ages) + 1
        and large.ages[0] < LATER
        and any(step > 0 for step in growth(small.ages, large.ages[1:]))
    )


def _later(one: Attributes, other: Attributes, steps: range) -> bool:
    """Whether two children or more are the same and older: who works may have changed since."""
    return min(len(one.ages), len(other.ages)) >= 2 and bool(steps) and 0 not in steps


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() > 0.8


def _common(name: str, one: Attributes, other: Attributes) -> int:
    """The points of the two most telling details of one kind that both give."""
    both = [_worth(a) for a in one.words(name) if any(_alike(a, b) for b in other.words(name))]
    return sum(sorted(both)[-2:])


def _apart(name: str, one: Attributes, other: Attributes) -> bool:
    """Whether both name a known category, and none in common or side by side."""
    known = lexicon()["said"][name]
    together = lexicon()["said"]["together"]
    first, second = ([w for w in a.words(name) if w in known and w not in _BESIDE] for a in (one, other))
    if not first or not second:
        return False
    return not any(a == b or b in together.get(a, ()) or a in together.get(b, ()) for a in first for b in second)


# Situations that say nothing of work: a woman may be separated and out of work.
_BESIDE = frozenset({"sans papiers", "réfugiée", "victime de violences", "séparée", "veuve", "enceinte"})


def agreement(one: Said, other: Said) -> int:
    """The points that say that two quotes which do not contradict each other are one person's."""
    a, b = one.attributes, other.attributes
    points = 0
    if a.composition and b.composition:
        points += WEIGHT["composition"]
    if a.territory and a.territory == b.territory:
        points += WEIGHT["territory"]
    if a.age and b.age:
        points += WEIGHT["age"]
    elif (a.age or a.years) and (b.age or b.years):
        points += WEIGHT["years"]
    if True in _names(a, b):
        points += WEIGHT["name"]
    if a.children == b.children:
        points += min(_number(a), _number(b))
    points += AGES.get(min(len(a.ages), len(b.ages)), 5)
    return points + _common("origin", a, b) + _common("situation", a, b) + _words(one, other)


def _words(one: Said, other: Said) -> int:
    """What the words of the quotes add; of professionals they tell nothing."""
    if one.attributes.function or other.attributes.function:
        return 0
    points = 4 * len(one.told.events & other.told.events)
    names = one.told.names & other.told.names
    points += max((1 if name.startswith("[") else 4 for name in names), default=0)
    ages = max(
        _heard(one.told.ages, other.attributes.ages or other.told.ages),
        _heard(other.told.ages, one.attributes.ages or one.told.ages),
    )
    numbers = {one.told.children, other.told.children} - {None}
    agreed = any(
        n in numbers and m == n
        for n, m in (
            (
                one.told.children,
                other.attributes.children if other.attributes.children is not None else other.told.children,
            ),
            (
                other.told.children,
                one.attributes.children if one.attributes.children is not None else one.told.children,
            ),
        )
    )
    return (
        points + 2 * min(ages, 2) + (2 if agreed and not (one.attributes.children and other.attributes.children) else 0)
    )


def _heard(told: tuple[int, ...], listed: tuple[int, ...]) -> int:
    """How many ages told are among those listed."""
    return sum(any(_span(a)[0] <= _span(b)[1] and _span(b)[0] <= _span(a)[1] for b in listed) for a in told)
