"""What the workbench knows of this field before any coding: the bundled themes' words, and speech coded with them.

A code of any codebook borrows them when its label is that of a bundled theme, or when label and definition are closer
to one theme than to any other and clearly so. A codebook of another field borrows nothing.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench import language
from workbench.coding.codebooks import Code, Codebook, read_codebook
from workbench.resources import shipped

NEAR = 0.55  # cosine of label and definition from which a code and a theme are taken for the same
CLEAR = 0.08  # by which the nearest theme must be nearer than the next one


@dataclass(frozen=True)
class Field:
    """Bundled themes, and speech with the themes that coders put on it (invented interviews, see corpus/asg)."""

    themes: tuple[Code, ...]
    speech: tuple[tuple[str, frozenset[str]], ...]

    def beyond(self, texts: Collection[str]) -> "Field":
        """The field without the speech that stands in these texts: nobody is told what they are being asked."""
        everything = "\n".join(texts)
        kept = tuple((said, codes) for said, codes in self.speech if said not in everything)
        return self if len(kept) == len(self.speech) else replace(self, speech=kept)


@lru_cache(maxsize=1)
def bundled() -> Field:
    """The themes of corpus/codebooks/themes.yaml and the speech that the demonstration study's coders coded."""
    themes = read_codebook(shipped("corpus") / "codebooks" / "themes.yaml").codable()
    by_person: dict[str, dict[str, set[str]]] = {}
    for file in sorted((shipped("corpus") / "asg" / "codings").glob("*/*.jsonl")):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        of_person = by_person.setdefault(file.stem, {})
        for row in rows:
            of_person.setdefault(row["text"], set()).add(row["code"])
    return Field(themes, tuple(said for of_person in by_person.values() for said in _merged(of_person)))


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
    codes = codebook.codable()
    found = {c.id: by_label[key] for c in codes if (key := language.folded(c.label)) in by_label}
    left = [c for c in codes if c.id not in found and c.definition]
    free = [theme for theme in themes if theme.id not in found.values()]
    if not left or not free:
        return found
    near = _nearness([_said(c) for c in left], [_said(t) for t in free], encoder=encoder)
    for n, code in enumerate(left):
        best, *others = sorted(range(len(free)), key=lambda k: -near[n][k])
        second = near[n][others[0]] if others else 0.0
        mutual = max(range(len(left)), key=lambda m: near[m][best]) == n
        if mutual and near[n][best] >= NEAR and near[n][best] - second >= CLEAR:
            found[code.id] = free[best].id
    return found


def _said(code: Code) -> str:
    return f"{code.label}. {code.definition}"


def _nearness(left: list[str], right: list[str], *, encoder: bool) -> list[list[float]]:
    """Cosines of texts, row by column: the encoder's where there is one, else of their word vectors and words."""
    import numpy as np

    from workbench.coding.sense import senses

    one, two = senses(left, encoder=encoder), senses(right, encoder=encoder)
    if one[0].sentence.size:
        near = np.array([s.sentence for s in one]) @ np.array([s.sentence for s in two]).T
    else:
        shared = [[len({*a.spoken} & {*b.spoken}) / max(1, min(len(a.spoken), len(b.spoken))) for b in two] for a in one]
        near = np.array(shared)
    return [[float(value) for value in row] for row in near]
