"""Where coders differ on an interview, turn by turn and code by code, with what each of them put there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding

Turn = tuple[int, int, int]  # number, start, end in code points


@dataclass(frozen=True, slots=True)
class Difference:
    """A turn that some of the coders put a code on and others did not.

    `sides` holds for each coder their codings of that code that touch the turn, none for who did not put it; `others`
    what else they put there, for a reader to see what they meant.
    """

    source: str
    turn: int
    start: int
    end: int
    code: str
    sides: Mapping[str, tuple[Coding, ...]]
    others: Mapping[str, tuple[Coding, ...]]

    @property
    def pro(self) -> tuple[str, ...]:
        """The coders who put the code there."""
        return tuple(coder for coder, put in self.sides.items() if put)

    @property
    def contra(self) -> tuple[str, ...]:
        """The coders who did not."""
        return tuple(coder for coder, put in self.sides.items() if not put)

    @property
    def span(self) -> tuple[int, int]:
        """[start, end) of what was coded, from the first to the last of the codings."""
        put = [coding.excerpt for codings in self.sides.values() for coding in codings]
        return min(e.start for e in put), max(e.end for e in put)


def differences(source: str, turns: Sequence[Turn], coded: Mapping[str, Sequence[Coding]]) -> list[Difference]:
    """Every turn and code on which coders who all had the source before them differ, in the order of the text."""
    found = []
    for n, start, end in turns:
        here = {
            coder: [c for c in codings if c.excerpt.start < end and start < c.excerpt.end]
            for coder, codings in coded.items()
        }
        for code in sorted({coding.code for codings in here.values() for coding in codings}):
            sides = {coder: tuple(c for c in codings if c.code == code) for coder, codings in here.items()}
            if all(sides.values()):
                continue
            others = {coder: tuple(c for c in codings if c.code != code) for coder, codings in here.items()}
            found.append(Difference(source, n, start, end, code, sides, others))
    return found


def in_todays_codes(book: Codebook, code: str) -> str:
    """The code that stands for this one now: what it was merged into, or what it is an alias of."""
    seen = {code}
    while code in book.by_id:
        following = book.retired.get(code) or book.by_id[code].alias_of
        if not following or following in seen:
            return code
        seen.add(following)
        code = following
    return code


def by_turn(turns: Sequence[Turn], codings: Sequence[Coding], source: str) -> dict[str, list[str]]:
    """Unit -> the codes that touch it in the order in which they were put; a turn without code has none."""
    units: dict[str, list[str]] = {}
    for n, start, end in turns:
        here = [c.code for c in codings if c.excerpt.start < end and start < c.excerpt.end]
        units[f"{source}#{n}"] = list(dict.fromkeys(here))
    return units
