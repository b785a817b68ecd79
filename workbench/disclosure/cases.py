"""One attempt at protecting a set of tables: which cells must go, which may, and what is left for the reader."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from time import process_time

import numpy as np

from workbench.disclosure.attack import Mask, Reader
from workbench.disclosure.growth import grown
from workbench.disclosure.plan import Facts, Key, Plan, Table, Value, columns_of
from workbench.disclosure.released import Earlier
from workbench.disclosure.suppression import SMALL, WORK, Choice, Task, best, shown_again
from workbench.disclosure.worlds import Worlds, worlds_from

LONG = 28.0  # seconds spent on hiding less in tables too many to be looked at together; safe whenever it stops
ASKING = 14.0  # and for their intervals; those not worked out by then are printed narrower than they are


def singled_out(table: Table, plan: Plan, facts: Facts, insiders: tuple[Facts, ...] = ()) -> set[Key]:
    """The cells of a table that the rules hide: small, small but for those whom a reader knows, or telling a sensitive
    value of nobody or of a whole group."""
    sensitive = plan.sensitive & set(table.by)
    found = set()
    for shape in table.shapes():
        counts = facts.counts(shape)
        found |= {key for key, n in counts.items() if 0 < n < plan.threshold or (n == 0 and sensitive)}
        for theirs in (insider.counts(shape) for insider in insiders):  # who know some people know who is left
            found |= {key for key, n in counts.items() if 0 < n - theirs[key] < plan.threshold}
        for column in sensitive & set(shape):
            groups = facts.counts(tuple(c for c in shape if c != column))
            found |= {k for k, n in counts.items() if n == groups[frozenset(kv for kv in k if kv[0] != column)]}
    return found


@dataclass(frozen=True)
class Case:
    """Tables to protect together, with everything that their readers already have."""

    plan: Plan
    tables: tuple[Table, ...]
    facts: Facts
    earlier: Earlier

    @cached_property
    def cells(self) -> dict[str, dict[Key, int]]:
        """The true count of each table's cells, in the order in which they are printed."""
        return {t.id: {k: n for s in t.shapes() for k, n in self.facts.counts(s).items()} for t in self.tables}

    @cached_property
    def known(self) -> dict[Key, int]:
        """The margins that everybody knows."""
        return {key: n for margin in self.plan.known for key, n in self.facts.counts(margin).items()}

    @cached_property
    def worlds(self) -> Worlds:
        keys = dict.fromkeys([*self.known, *self.earlier.keys])
        keys |= dict.fromkeys(key for cells in self.cells.values() for key in cells)
        seen = self.earlier.values()
        values: dict[str, tuple[Value, ...]] = {
            column: (*own, *sorted(seen.get(column, set()) - set(own), key=repr))
            for column, own in self.facts.values.items()
        }
        return worlds_from(self.facts, list(keys), values)

    @cached_property
    def insiders(self) -> tuple[Facts, ...]:
        """What each partner knows: the rows of its own households."""
        return tuple(part for column, value in self.plan.insiders for part in self.facts.parts_by(column, value))

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        """The public, then each partner, who knows at least its own households in every joint category."""
        return (Reader(self.worlds), *(Reader(self.worlds, self.worlds.counts_of(own)) for own in self.insiders))

    def _mask(self, keys: Container[Key]) -> Mask:
        return np.array([key in keys for key in self.worlds.keys], dtype=np.bool_)

    @cached_property
    def shown(self) -> Mask:
        """What readers have before anything is published."""
        return self._mask({**self.known, **self.earlier.shown})

    @cached_property
    def asked(self) -> Mask:
        return self._mask({key for cells in self.cells.values() for key in cells})

    @cached_property
    def primary(self) -> Mask:
        """What the rules hide, known or not."""
        rules = set[Key]().union(*(singled_out(t, self.plan, self.facts, self.insiders) for t in self.tables))
        return self._mask(rules | self.earlier.nearly(self.facts, self.plan.threshold) | self.earlier.closed)

    @cached_property
    def exact(self) -> bool:
        """Whether all cells can be looked at together."""
        return bool(self.worlds.truth.size * len(self.worlds.keys) <= SMALL)

    @cached_property
    def nought(self) -> Mask:
        """Small cells of sensitive columns: who reads must go on thinking that there may be nobody."""
        few = self.worlds.cells < self.plan.threshold
        sensitive = [bool(columns_of(key) & self.plan.sensitive) for key in self.worlds.keys]
        return np.array(few & sensitive, dtype=np.bool_)

    @cached_property
    def stuck(self) -> Mask:
        """The cells of which everybody knows too much before anything is published; none where too many to ask.

        What only a partner knew is not the tables' doing: that partner is excused from it.
        """
        found = [np.zeros(self.worlds.cells.size, dtype=np.bool_) for _reader in self.readers]
        for cell in np.flatnonzero(~self.shown) if self.exact else ():
            nought = bool(self.nought[cell])
            for mask, reader in zip(found, self.readers, strict=True):
                mask[cell] = reader.exposed(int(cell), self.shown, self.plan.width, nought)
        for mask, reader in zip(found[1:], self.readers[1:], strict=True):
            reader.excused = mask
        return found[0]

    def lost(self) -> list[str]:
        """The tables asked for that hold a cell which must be hidden and cannot be."""
        common = self._mask(self.known)
        hopeless = self.primary & ~common & (self.stuck | self.shown)
        keys = {key for key, lost in zip(self.worlds.keys, hopeless, strict=True) if lost}
        return [id_ for id_, cells in self.cells.items() if keys & cells.keys()]

    @cached_property
    def task(self) -> Task:
        stuck, before = self.stuck, self._mask(self.earlier.empty)
        must = ~self.shown & ~stuck
        free = ~self.shown & ~(stuck & self.asked & ~self.primary)
        primary = free & (self.primary | (before & ~self.asked))
        times = [sum(key in cells for cells in self.cells.values()) for key in self.worlds.keys]
        worth = 1.0 + 0.01 * np.maximum(np.array(times, float) - 1, 0)
        return Task(self.worlds, self.readers, primary, free, must, self.nought, worth, self.plan.width)

    def choice(self) -> Choice:
        """The cells to hide: the best where all can be looked at together, otherwise as few as time allows."""
        task = self.task
        if not self.exact:
            end = process_time() + LONG
            wide = grown(task, task.primary, end - LONG / 4)
            return Choice(shown_again(task, wide, lambda: process_time() > end), task.cost(task.primary), False)
        choice = best(task)
        if choice.proven:
            return choice
        wide = grown(task, choice.hidden)
        return Choice(shown_again(task, wide, lambda: task.asked > 2 * WORK), choice.least, False)

    def intervals(self, hidden: Mask) -> dict[Key, tuple[int, int | None]]:
        """What any reader can work out of each cell of the tables; an end that nothing bounds is None."""
        found: dict[Key, tuple[int, int | None]] = {}
        until = process_time() + (600.0 if self.exact else ASKING)
        public = self.readers[0]
        for number, key in enumerate(self.worlds.keys):
            if not self.asked[number] and not hidden[number]:
                continue
            low = high = float(self.worlds.cells[number])
            if hidden[number]:
                low, high = public.interval(number, ~hidden, until)
            found[key] = (int(low), None if np.isinf(high) else int(high))
        return found
