"""What the machine learns from: examples of each code, of four kinds, this study's codings weighing most."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.coding.codebooks import Code, Codebook
from workbench.coding.field import Field, phrases


class Kind(StrEnum):
    """Where an example comes from."""

    CODED = "coded"
    DEFINITION = "definition"
    PHRASE = "phrase"  # a term, what belongs to a code, the codebook's example
    SPEECH = "speech"  # the field's coded speech


# How much an example's codes are doubted: the variance that the learned layer adds to it, an excerpt's own being 1.
NOISE = {Kind.CODED: 0.2, Kind.DEFINITION: 0.5, Kind.PHRASE: 1.0, Kind.SPEECH: 1.0}


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its codes."""

    text: str
    codes: frozenset[str]
    kind: Kind


def named(code: Code) -> str:
    """A code's label as words: "budget-loyer" and "budget_loyer", which are names for machines, as "budget loyer"."""
    return code.label if " " in code.label else re.sub("[-_]+", " ", code.label)


def of_codebook(codebook: Codebook) -> list[Example]:
    """A codebook's own words: label and definition sentence by sentence, and the phrases of each code."""
    found = []
    for code in codebook.offered():
        sentences = [s for s in re.split(r"(?<=[.:;])\s+", code.definition) if s]
        found += [Example(text, frozenset({code.id}), Kind.DEFINITION) for text in (named(code), *sentences)]
        found += [Example(text, frozenset({code.id}), Kind.PHRASE) for text in phrases(code)]
    return found


def of_field(field: Field, links: Mapping[str, str], own: Mapping[str, Code]) -> list[Example]:
    """The phrases and the coded speech of the bundled themes to which codes are linked, under these codes."""
    code_of = {theme: code for code, theme in links.items()}
    found = []
    for theme in field.themes:
        code = code_of.get(theme.id)
        if code is not None:
            already = set(phrases(own[code]))
            found += [Example(p, frozenset({code}), Kind.PHRASE) for p in phrases(theme) if p not in already]
    for text, themes in field.speech:
        if codes := frozenset(code_of[t] for t in themes if t in code_of):
            found.append(Example(text, codes, Kind.SPEECH))
    return found


def of_study(
    coded: Iterable[tuple[str, Iterable[str]]], resolved: Callable[[Iterable[str]], frozenset[str]]
) -> dict[str, Example]:
    """This study's codings, one example a text; `resolved` keeps of its codes those that may be proposed."""
    by_text: dict[str, frozenset[str]] = {}
    for text, several in coded:
        if text.strip():
            by_text[text] = by_text.get(text, frozenset()) | resolved(several)
    return {text: Example(text, codes, Kind.CODED) for text, codes in by_text.items()}


def evenly(examples: Sequence[Example], most: int) -> list[Example]:
    """At most that many examples, in their order: in turn the latest of each code, so that a rare one keeps all."""
    if len(examples) <= most:
        return list(examples)
    waiting: dict[frozenset[str], list[int]] = {}
    for n, example in enumerate(examples):
        for key in [frozenset({code}) for code in example.codes] or [frozenset()]:
            waiting.setdefault(key, []).append(n)
    chosen: set[int] = set()
    while len(chosen) < most:
        for key in [key for key, several in waiting.items() if several]:
            if len(chosen) < most:
                chosen.add(waiting[key].pop())
    return [examples[n] for n in sorted(chosen)]
