"""Outputs already given to the same readers: what they showed, what they left empty, whether the rows still agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.disclosure.plan import Facts, Key, Value, columns_of, plain
from workbench.errors import BadPlan
from workbench.messages import _


def key_from(mapping: Mapping[str, Any]) -> Key:
    return frozenset((str(column), plain(value)) for column, value in mapping.items())


@dataclass(frozen=True, slots=True)
class Earlier:
    """The counts that readers have, by key, and the keys that they were shown empty."""

    shown: dict[Key, int]
    empty: frozenset[Key]

    @property
    def columns(self) -> frozenset[str]:
        return frozenset().union(*map(columns_of, [*self.shown, *self.empty]))

    def values(self) -> dict[str, set[Value]]:
        """The values of each column that readers have seen."""
        seen: dict[str, set[Value]] = {}
        for key in [*self.shown, *self.empty]:
            for column, value in key:
                seen.setdefault(column, set()).add(value)
        return seen

    def contradicted(self, facts: Facts) -> list[Key]:
        """The keys that were given another count than the rows have now: corrected or other rows."""
        counts: dict[frozenset[str], dict[tuple[Value, ...], int]] = {}
        wrong = []
        for key, count in self.shown.items():
            columns = tuple(sorted(columns_of(key)))
            seen = counts.setdefault(columns_of(key), facts.counts_seen(columns))
            values = dict(key)
            if seen.get(tuple(values[c] for c in columns), 0) != count:
                wrong.append(key)
        return wrong


def earlier_from(outputs: Sequence[Mapping[str, Any]]) -> Earlier:
    """All earlier outputs joined; raises BadPlan when one cannot be read or two contradict each other."""
    shown: dict[Key, int] = {}
    empty: set[Key] = set()
    for output in outputs:
        try:
            cells = [cell for table in output["tables"] for cell in table["cells"]] + list(output.get("known", []))
            pairs = [(key_from(cell["key"]), cell["count"]) for cell in cells]
        except (KeyError, TypeError, AttributeError) as why:
            raise BadPlan(why=_("an earlier output cannot be read")) from why
        for key, count in pairs:
            if count is None:
                empty.add(key)
            elif shown.setdefault(key, int(count)) != count:
                raise BadPlan(why=_("two earlier outputs contradict each other"))
    return Earlier(shown, frozenset(empty - set(shown)))
