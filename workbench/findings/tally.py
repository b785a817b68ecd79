"""What a room may see of its own votes: nothing before everybody has answered, and never how few hold a position.

A group under five is never shown as a count. Nor is a larger one when what is left over would give the small one away:
somebody who counts the chairs subtracts.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.findings.reviews import Position
from workbench.messages import _

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """Whether the votes may be seen, why not, and one line a position: (position, how many, in words)."""

    open: bool
    why: str
    lines: tuple[tuple[Position, str], ...] = ()


def tally(positions: Iterable[Position], expected: int, *, everybody_in: bool = False) -> Tally:
    """What may be shown of these positions, one for each person; `expected` is how many hold a code.

    `everybody_in` is the facilitator's word that those who have not answered are not in the room.
    """
    counts = Counter(positions)
    total = sum(counts.values())
    if total < expected and not everybody_in:
        return Tally(False, _("Hidden until everybody has answered."))
    if total < FEWEST:
        return Tally(False, _("Fewer than five people have answered: no count is shown."))
    shown = {position: n for position, n in counts.items() if n >= FEWEST}
    rest = total - sum(shown.values())
    exact = rest == 0 or rest >= FEWEST
    lines = []
    for position in Position:
        n = counts[position]
        if n == total:
            lines.append((position, _("everybody")))
        elif n >= FEWEST:
            lines.append((position, str(n) if exact else _("five people or more")))
        elif n:
            lines.append((position, _("at least one person")))
    return Tally(True, "", tuple(lines))
