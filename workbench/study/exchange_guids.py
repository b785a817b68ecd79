"""Identities in an exchange file, the same from one export to the next, and what else is at hand while writing one."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sqlalchemy import select

from workbench.coding.exchange.values import Note
from workbench.study import schema
from workbench.study.words import Words, cut_out

if TYPE_CHECKING:
    from workbench.study.study import Study

NAMESPACE = UUID("6c2f5a0e-3f52-5f5b-9a52-0d6b0c2f7f11")


@dataclass(frozen=True)
class Guids:
    """Identities that stay the same from one export to the next, and differ from those of another study."""

    seed: str

    def __call__(self, what: str, id_: str) -> str:
        """The guid of one thing of that sort, by the id that the study knows it under."""
        return str(uuid5(NAMESPACE, f"{self.seed}/{what}/{id_}"))


def guids_of(study: "Study") -> Guids:
    """The guids of a study, made from the first entry of its journal."""
    first = select(schema.journal.c.hash).order_by(schema.journal.c.n).limit(1)
    with study.store.read() as connection:
        return Guids(connection.scalar(first) or "")


@dataclass
class Out:
    """What is at hand while a study is written out."""

    guid: Guids
    gone: set[str]
    theirs: Words  # what those who withdrew said
    notes: dict[str, Note] = field(default_factory=dict)
    about: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def clean(self, said: str) -> str:
        """An evaluator's text without the words of those who withdrew."""
        return cut_out(said, self.theirs.own_in(said)) if self.gone else said
