"""What several indicators read alike is worked out once a computation: typed columns, waves, the cohort."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from workbench.errors import BadQuantity

if TYPE_CHECKING:
    from pandas import DataFrame

    from workbench.indicators.definitions import Tables

P = ParamSpec("P")
T = TypeVar("T")


class Shared(Mapping[str, "DataFrame"]):
    """The tables of one computation, and beside them what was already worked out; nothing outlives it."""

    def __init__(self, tables: "Tables") -> None:
        self.tables = tables
        self.known: dict[Hashable, Any] = {}

    def __getitem__(self, name: str) -> "DataFrame":
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def once(work: Callable[Concatenate["Tables", P], T]) -> Callable[Concatenate["Tables", P], T]:
    """The same function, which on Shared tables works once for the same arguments; a refusal is kept as well."""

    @wraps(work)
    def shared(tables: "Tables", /, *args: P.args, **kwargs: P.kwargs) -> T:
        if not isinstance(tables, Shared):
            return work(tables, *args, **kwargs)
        key = (work, args, *kwargs.items())
        if key not in tables.known:
            try:
                tables.known[key] = work(tables, *args, **kwargs)
            except BadQuantity as refused:
                tables.known[key] = refused
        found = tables.known[key]
        if isinstance(found, BadQuantity):
            raise BadQuantity(**found.facts)
        done: T = found
        return done

    return shared
