"""Where two coders agree, on fixed units. A figure never comes without what it leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.coding.codings import Coding


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two coders on one code over units that both had before them.

    `alpha` is Krippendorff's nominal alpha (Content Analysis, 2004, ch. 11), None when no unit bears the code or
    every unit does, for then chance agreement is total and the formula is 0/0. `percent` is in [0, 1].
    """

    code: str
    units: int
    both: int
    only_first: int
    only_second: int
    percent: float
    alpha: float | None


def binary_alpha(both: int, only_one: int, neither: int) -> float | None:
    """Krippendorff's nominal alpha of two coders on yes/no units without gaps.

    With u units there are 2u values, n1 = 2 both + only_one of them yes, n0 the others;
    alpha = 1 - (2u - 1) * only_one / (n0 * n1).
    """
    units = both + only_one + neither
    yes = 2 * both + only_one
    no = 2 * units - yes
    if not yes or not no:
        return None
    return 1 - (2 * units - 1) * only_one / (yes * no)


def on_units(first: Mapping[str, set[str]], second: Mapping[str, set[str]], codes: Iterable[str]) -> list[Agreement]:
    """Agreement per code over the units that both coders have; a unit without code is a unit with an empty set."""
    shared = first.keys() & second.keys()
    found = []
    for code in codes:
        both = sum(code in first[u] and code in second[u] for u in shared)
        one = sum(code in first[u] and code not in second[u] for u in shared)
        two = sum(code not in first[u] and code in second[u] for u in shared)
        neither = len(shared) - both - one - two
        percent = (both + neither) / len(shared) if shared else 0.0
        found.append(Agreement(code, len(shared), both, one, two, percent, binary_alpha(both, one + two, neither)))
    return found


def by_turn(codings: Iterable[Coding], turns: Mapping[str, Sequence[tuple[int, int]]]) -> dict[str, set[str]]:
    """Unit id -> codes, a unit being a turn [start, end) of a source: a coding falls in each turn that it touches."""
    units: dict[str, set[str]] = {f"{s}#{n}": set() for s, spans in turns.items() for n in range(len(spans))}
    for coding in codings:
        excerpt = coding.excerpt
        for n, (start, end) in enumerate(turns.get(excerpt.source, ())):
            if excerpt.start < end and start < excerpt.end:
                units[f"{excerpt.source}#{n}"].add(coding.code)
    return units
