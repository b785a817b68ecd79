"""The key of a study: which identity each bracketed label stands for. One identity, one label, in every text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from workbench.intake.identifiers.lexicons import FIRST, atoms, fold, gazetteer, lexicon, listed, sound

LABEL = re.compile(r"\[[^\[\]\n]{1,60}\]")
PERSON = ("first_name", "name")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a label hides: its kind and every spelling met, the first one first."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """Labels and the identities behind them. It belongs in the vault and nowhere else."""

    identities: Mapping[str, Identity] = field(default_factory=lambda: MappingProxyType({}))

    def label(self, kind: str, words: str) -> str | None:
        """The label that these words already have; spellings that sound alike are one identity."""
        same = _same(kind, words)
        return next(
            (
                label
                for label, i in self.identities.items()
                if i.kind == kind and same in {_same(kind, w) for w in i.words}
            ),
            None,
        )

    def with_words(self, kind: str, words: str, taken: Iterable[str] = ()) -> tuple[str, "Key"]:
        """The label of these words and the key that knows them; a new label is none of those taken."""
        label = self.label(kind, words) or _free(
            _stem(kind, words), {*self.identities, *taken}, letters=kind == "place"
        )
        known = self.identities.get(label, Identity(kind, ()))
        if words in known.words:
            return label, self
        spellings = Identity(kind, (*known.words, words))
        return label, Key(MappingProxyType({**self.identities, label: spellings}))


def _same(kind: str, words: str) -> str:
    """What two spellings of one identity have in common."""
    parts = atoms(words)
    if kind in PERSON:
        return " ".join(sound(part) if len(part) > 4 else part for part in parts)
    return " ".join(parts) or fold(words)


@lru_cache
def _towns() -> dict[tuple[str, ...], str]:
    places, stems = lexicon("places"), lexicon("labels")["places"]
    return {atoms(name): stem for group, stem in stems.items() for name in listed(places[group])}


def _stem(kind: str, words: str) -> str:
    data = lexicon("labels")
    parts = atoms(words)
    for head in data["heads"].get(kind, ()):
        if parts[:1] == atoms(head):
            return str(head)
    if kind == "place" and parts in _towns():
        return _towns()[parts]
    return str(data["kinds"][kind])


def _free(stem: str, taken: set[str], *, letters: bool) -> str:
    n = 0
    while True:
        label = f"[{stem} {_letters(n) if letters else n + 1}]"
        if label not in taken:
            return label
        n += 1


def _letters(n: int) -> str:
    """A, B … Z, AA, AB …"""
    return (_letters(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def parts(kind: str, words: str) -> list[tuple[int, int, str]]:
    """The pieces of a full name as (start, end, kind): first names, then what follows; other kinds stay whole."""
    if kind != "name":
        return [(0, len(words), kind)]
    found = list(re.finditer(r"[^\s]+", words))
    first = [FIRST in gazetteer().get(atoms(m[0]), frozenset()) or _all_first(m[0]) for m in found]
    if len(found) < 2 or (all(first) and len(found) > 2) or not any(first):
        return [(0, len(words), "name")]
    if first[0]:
        split = max(1, min(next((n for n, is_first in enumerate(first) if not is_first), 1), len(found) - 1))
        return [
            (found[0].start(), found[split - 1].end(), "first_name"),
            (found[split].start(), found[-1].end(), "name"),
        ]
    if first[-1]:  # "Diallo Aminata"
        return [(found[0].start(), found[-2].end(), "name"), (found[-1].start(), found[-1].end(), "first_name")]
    return [(0, len(words), "name")]


def _all_first(word: str) -> bool:
    return len(atoms(word)) > 1 and all(FIRST in gazetteer().get((part,), frozenset()) for part in atoms(word))
