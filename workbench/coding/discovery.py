"""For coders who build their codes as they read: what resembles this, what goes together, when nothing new comes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.coding.excerpts import Excerpt
from workbench.coding.learned import Space
from workbench.coding.sense import senses

TERMS = 6
LONGEST = 200  # rounds after which the groups are taken as they are


@dataclass(frozen=True, slots=True)
class Alike:
    """An excerpt, how like the one asked about it is, from 0 to 1, and the words that they share, as spoken there."""

    excerpt: Excerpt
    likeness: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Excerpts that resemble each other, the most typical first, and the words by which they differ from the others."""

    terms: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]


def similar(asked: Excerpt, among: Sequence[Excerpt], top: int = 5) -> list[Alike]:
    """The excerpts most like one, best first, itself and those without a word left out."""
    others = [e for e in among if e != asked]
    mine, *theirs = senses([asked.text, *(e.text for e in others)])
    if not mine or not any(theirs):
        return []
    space = Space([mine, *theirs])
    alike = np.clip(space.rows([mine]).likeness(space.rows(theirs))[0], 0, 1)
    order = [n for n in np.argsort(-alike, kind="stable") if theirs[n]][:top]
    found = []
    for n in order:
        shared = sorted(set(mine.spoken) & set(theirs[n].spoken), key=lambda t: -space.idf.get(t, 0.0))
        words = tuple(dict.fromkeys(theirs[n].spoken[t] for t in shared))[:TERMS]
        found.append(Alike(others[n], round(float(alike[n]), 4), words))
    return found


def groups(excerpts: Sequence[Excerpt], number: int = 8) -> list[Group]:
    """At most `number` groups of excerpts, the largest first; fewer when there are fewer excerpts with words.

    K-means on directions (each excerpt joins the centre it is most like), from centres chosen far from each other, the
    first being the excerpt most like all: the same excerpts always give the same groups.
    """
    read = senses([e.text for e in excerpts])
    kept = [n for n, sense in enumerate(read) if sense]
    if not kept:
        return []
    space = Space([read[n] for n in kept])
    rows = space.rows([read[n] for n in kept])
    alike = rows.likeness(rows)
    of = _grouped(alike, min(number, len(kept)))
    found = []
    for k in sorted(set(of.tolist()), key=lambda k: (-int((of == k).sum()), k)):
        inside = np.flatnonzero(of == k)
        typical = inside[np.argsort(-alike[np.ix_(inside, inside)].sum(1), kind="stable")]
        terms = _typical_terms(space, [read[kept[n]].spoken for n in range(len(kept)) if of[n] == k], len(kept))
        found.append(Group(terms, tuple(excerpts[kept[n]] for n in typical)))
    return found


def _grouped(alike: np.ndarray, number: int) -> np.ndarray:
    centres = [int(alike.sum(1).argmax())]
    while len(centres) < number:
        nearest = alike[:, centres].max(1)
        nearest[centres] = np.inf
        centres.append(int(nearest.argmin()))
    of = alike[:, centres].argmax(1)
    for _round in range(LONGEST):
        member = np.stack([of == k for k in range(number)], 1).astype(float)
        sums = alike @ member
        lengths = np.sqrt(np.maximum((member * sums).sum(0), 1e-12))
        again = (sums / lengths).argmax(1)
        if (again == of).all():
            break
        of = again
    return np.asarray(of)


def _typical_terms(space: Space, spoken: Sequence[Mapping[str, str]], texts: int) -> tuple[str, ...]:
    """Words more frequent in a group than elsewhere, by the gain in their share weighed by how often they come."""
    inside: dict[str, int] = {}
    said: dict[str, str] = {}
    for words in spoken:
        for token, word in words.items():
            if not token.startswith("~"):
                inside[token] = inside.get(token, 0) + 1
                said.setdefault(token, word)
    everywhere = {t: (1 + texts) / np.exp(space.idf[t] - 1) - 1 for t in inside}
    gain = {t: n / len(spoken) * np.log((n / len(spoken)) / (everywhere[t] / texts)) for t, n in inside.items()}
    best = sorted(gain, key=lambda t: (-gain[t], t))[:TERMS]
    return tuple(said[t] for t in best)


def saturation(codes_by_interview: Iterable[tuple[str, Iterable[str]]]) -> list[tuple[str, int, int]]:
    """Interview by interview, in the order given: its name, codes never met before, codes met so far."""
    met: set[str] = set()
    found = []
    for name, codes in codes_by_interview:
        new = set(codes) - met
        met |= new
        found.append((name, len(new), len(met)))
    return found
