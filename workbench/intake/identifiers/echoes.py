"""Names met once are names everywhere: other spellings, names cut in two, names spelt out letter by letter."""

import re

from workbench.intake.identifiers.forms import Span
from workbench.intake.identifiers.lexicons import NOBODY, atoms, context, fold, gazetteer, sound
from workbench.intake.identifiers.words import Prepared, Word

SPELT = re.compile(
    r"(?<![\w’'-])(?:(?-i:[A-ZÀ-Þ])(?:\s?,\s|\s|-|,)){2,}(?-i:[A-ZÀ-Þ])(?![\w’'])|(?<![\w’'-])(?:[a-zà-þ](?:\s?,\s|-|\s)){3,}[a-zà-þ](?![\w’'])"
)
PERSON = {"name", "first_name"}


def find(prepared: Prepared, names: list[Span]) -> list[Span]:
    """The further occurrences of the names found, in any spelling near theirs."""
    known = _learnt(prepared, names)
    sounds = {sound(word): kind for word, kind in known.items() if len(word) > 4}
    found = []
    words = prepared.words
    met: dict[tuple[str, bool, bool, bool], str | None] = {}
    for n, word in enumerate(words):
        following = words[n + 1] if n + 1 < len(words) else None
        looks = (word.folded, word.capital, word.head, word.bare)
        if looks not in met:
            met[looks] = _echo(word, known, sounds)
        kind = met[looks]
        if kind is None and word.bare and n and known.get(word.folded) in PERSON and len(word.folded) > 4:
            kind = known.get(words[n - 1].folded)  # "makiese divine"
        if kind:
            found.append(Span(word.start, word.end, kind))
        elif following is not None and prepared.adjacent(word, following):
            whole = word.folded + following.folded
            split = known.get(whole) or (None if word.known and following.known else sounds.get(sound(whole)))
            if split and len(whole) > 4 and len(word.folded) > 1 and not (word.known and following.known):
                found.append(Span(word.start, following.end, split))
    return found + _spelt(prepared, known)


def _learnt(prepared: Prepared, names: list[Span]) -> dict[str, str]:
    known: dict[str, str] = {}
    for span in names:
        if span.kind in PERSON | {"place"}:
            parts = atoms(prepared.text[span.start : span.end])
            for part in parts:
                if len(part) > 2 and (span.kind in PERSON or len(parts) == 1):
                    known.setdefault(part, span.kind)
    return known


def _echo(word: Word, known: dict[str, str], sounds: dict[str, str]) -> str | None:
    kind = known.get(word.folded)
    if kind and (word.capital and not (word.head and word.known)) and word.folded not in context("oral"):
        return kind
    if kind in PERSON and word.capital and not word.bare and len(word.folded) > 3 and not _said_often(word):
        return kind  # "Cœur l’a vu", where "Mme Cœur" was met
    if kind and not word.known and len(word.folded) > 3 and word.folded not in context("oral") | context("often_words"):
        return kind
    if word.capital and not word.head and len(word.folded) > 2 and not word.bare and _short_for(word.folded, known):
        return "first_name"
    listed = gazetteer().get((word.folded,), frozenset())
    if word.known or len(word.folded) < 5 or NOBODY in listed or word.folded in context("oral"):
        return None
    if any(kind in PERSON and name.endswith(word.folded) for name, kind in known.items()):
        return "name"
    return sounds.get(sound(word.folded)) or next(
        (
            kind
            for name, kind in known.items()
            if kind in PERSON and len(name) > 5 and _one_letter_off(name, word.folded)
        ),
        None,
    )


def _said_often(word: Word) -> bool:
    """Whether a word opens sentences too often to be a name there."""
    return word.folded in context("oral") | context("public") | context("institution") | context("kin")


def _short_for(word: str, known: dict[str, str]) -> bool:
    """Whether a word is the beginning of a first name already met: "Rama" for Ramatoulaye."""
    return any(
        kind == "first_name" and len(name) > len(word) + 1 and name.startswith(word) for name, kind in known.items()
    )


def _one_letter_off(a: str, b: str) -> bool:
    """Whether one letter changed, added, dropped or swapped makes one word of the other; the first letters agree."""
    if a[0] != b[0] or abs(len(a) - len(b)) > 1 or a == b:
        return False
    n = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (
        a[n + 1 :] == b[n + 1 :]
        or a[n:] == b[n + 1 :]
        or a[n + 1 :] == b[n:]
        or (a[n + 2 :] == b[n + 2 :] and sorted(a) == sorted(b))
    )


def _spelt(prepared: Prepared, known: dict[str, str]) -> list[Span]:
    """Names told letter by letter, with the end said at once where it completes a name: "d i a g u raga"."""
    found = []
    for match in SPELT.finditer(prepared.text):
        word = "".join(atoms(match[0]))
        if NOBODY not in gazetteer().get((word,), frozenset()):
            rest = re.match(r"\s([^\W\d_]+)", prepared.text[match.end() : match.end() + 30])
            ended = rest is not None and any(name.startswith(word) and name.endswith(fold(rest[1])) for name in known)
            found.append(Span(match.start(), match.end() + (rest.end() if rest and ended else 0), "name"))
    return found
