"""What a session did, so that it can be undone and done again; only what the store acknowledged enters here."""

from dataclasses import dataclass

from workbench.coding.codings import Coding


@dataclass(frozen=True, slots=True)
class Act:
    """One gesture of the coder: the codings it added and those it took away."""

    added: tuple[Coding, ...]
    removed: tuple[Coding, ...]

    @property
    def inverse(self) -> "Act":
        return Act(self.removed, self.added)


class History:
    """Acts done and acts undone, latest last, without limit. A new act forgets those undone."""

    def __init__(self) -> None:
        self._done: list[Act] = []
        self._undone: list[Act] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def did(self, act: Act) -> None:
        self._done.append(act)
        self._undone.clear()

    def last(self, *, back: bool) -> Act | None:
        """The act that the step reverses, as the store must undo it; None when there is none."""
        stack = self._done if back else self._undone
        if not stack:
            return None
        return stack[-1] if back else stack[-1].inverse

    def moved(self, *, back: bool) -> None:
        """The store acknowledged the step: the act changes sides."""
        here, there = (self._done, self._undone) if back else (self._undone, self._done)
        there.append(here.pop())
