"""What the workbench knows of this field before any coding: the bundled themes' words, and speech coded with them.

A code of any codebook borrows them when its label is that of a bundled theme, or when label and definition are closer
to one theme than to any other and clearly so. A codebook of another field borrows nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench import language
from workbench.coding.codebooks import Code, Codebook, read_codebook
from workbench.resources import shipped

# Nearness of label and definition from which a code and a theme are taken for the same, and by how much the nearest
# theme must be nearer than the next one: by the encoder's cosine, and by shared words where there is no encoder.
STRICT = {True: (0.5, 0.1), False: (0.3, 0.15)}
EASY = {True: (0.35, 0.03), False: (0.2, 0.05)}  # once half of a codebook's codes are themes of the field


@dataclass(frozen=True)
class Field:
    """Bundled themes, and speech with the themes that coders put on it (invented interviews, see corpus/asg)."""

    themes: tuple[Code, ...]
    speech: tuple[tuple[str, frozenset[str]], ...]

    def beyond(self, texts: Iterable[str]) -> "Field":
        """The field, without any of its speech if some of it stands in these texts.

        That is the demonstration study itself: there a coder would be told what the others coded.
        """
        everything = "\n".join(texts)
        return replace(self, speech=()) if any(said in everything for said, _codes in self.speech) else self


@lru_cache(maxsize=1)
def bundled() -> Field:
    """The themes of corpus/codebooks/themes.yaml and the speech that the demonstration study's coders coded."""
    themes = read_codebook(shipped("corpus") / "codebooks" / "themes.yaml").codable()
    return Field(themes, tuple(said for several in coded_speech().values() for said in several))


def coded_speech() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """By person of the demonstration study, the passages that somebody coded with every code put on them."""
    by_person: dict[str, dict[str, set[str]]] = {}
    for file in sorted((shipped("corpus") / "asg" / "codings").glob("*/*.jsonl")):
        of_person = by_person.setdefault(file.stem, {})
        for row in map(json.loads, file.read_text("utf-8").splitlines()):
            of_person.setdefault(row["text"], set()).add(row["code"])
    return {person: _merged(of_person) for person, of_person in by_person.items()}


def _merged(coded: Mapping[str, set[str]]) -> list[tuple[str, frozenset[str]]]:
    """A passage inside a longer one adds its codes to it: two coders rarely cut speech at the same word."""
    found: dict[str, set[str]] = {}
    for text in sorted(coded, key=len, reverse=True):
        around = next((longer for longer in found if text in longer), None)
        found.setdefault(around or text, set()).update(coded[text])
    return [(text, frozenset(codes)) for text, codes in found.items()]


def phrases(code: Code) -> tuple[str, ...]:
    """Everything by which a codebook shows what belongs to a code, beside its definition."""
    return tuple(p for p in (code.example, *code.include, *code.terms) if p)


def links(codebook: Codebook, themes: Sequence[Code], *, encoder: bool) -> dict[str, str]:
    """Code -> bundled theme, one to one: by label first, then by the meaning of label and definition."""
    by_label = {language.folded(theme.label): theme.id for theme in themes}
    codes = codebook.offered()
    found = {c.id: by_label[key] for c in codes if (key := language.folded(c.label)) in by_label}
    left = [c for c in codes if c.id not in found and c.definition]
    free = [theme for theme in themes if theme.id not in found.values()]
    if not left or not free:
        return found
    near = _nearness([_said(c) for c in left], [_said(t) for t in free], encoder=encoder)
    for bars in (STRICT, EASY):
        if bars is STRICT or 2 * len(found) >= len(codes):
            pairs = _pairs(near, *bars[near.encoder])
            found |= {left[n].id: free[k].id for n, k in pairs if left[n].id not in found}
    return found


def _pairs(near: "Nearness", least: float, clear: float) -> list[tuple[int, int]]:
    """Row and column that are each other's nearest, near and clearly so."""
    rows = near.values
    found = []
    for n, row in enumerate(rows):
        best, *others = sorted(range(len(row)), key=lambda k, row=row: -row[k])  # type: ignore[misc]
        second = row[others[0]] if others else 0.0
        mutual = max(range(len(rows)), key=lambda m, best=best: rows[m][best]) == n  # type: ignore[misc]
        if mutual and row[best] >= least and row[best] - second >= clear:
            found.append((n, best))
    return found


@dataclass(frozen=True, slots=True)
class Nearness:
    """Nearness of texts, row by column, and whether the encoder measured it."""

    values: list[list[float]]
    encoder: bool


def _said(code: Code) -> str:
    return f"{code.label}. {code.definition}"


def _nearness(left: list[str], right: list[str], *, encoder: bool) -> Nearness:
    """Cosines of the encoder's vectors, or shares of the shorter text's content words that both hold."""
    import numpy as np

    from workbench.coding.sense import senses

    one, two = senses(left, encoder=encoder), senses(right, encoder=encoder)
    if one[0].sentence.size:
        near = np.array([s.sentence for s in one]) @ np.array([s.sentence for s in two]).T
        return Nearness([[float(value) for value in row] for row in near], True)
    shared = [[len({*a.spoken} & {*b.spoken}) / max(1, min(len(a.spoken), len(b.spoken))) for b in two] for a in one]
    return Nearness(shared, False)
