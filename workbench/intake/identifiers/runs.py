"""Words that belong together: a family name beside a first name, "Saint-" before a town, "Transports" before a firm."""

import re

from workbench.intake.identifiers.forms import Span
from workbench.intake.identifiers.lexicons import context
from workbench.intake.identifiers.reading import OF, PERSON, Reading
from workbench.intake.identifiers.words import Word

BRETON = re.compile(r"c[’']h\w*", re.IGNORECASE)  # "Vourc’h": one name, as "Brink’s" is one firm
ENGLISH = re.compile(r"\w[’']s(?!\w)")
PARTICLES = {
    "le",
    "la",
    "de",
    "du",
    "des",
    "da",
    "do",
    "dos",
    "di",
    "ben",
    "bin",
    "bint",
    "el",
    "al",
    "van",
    "von",
    "den",
    "saint",
    "ait",
    "ould",
    "mint",
    "m",
    "n",
    "d",
}


def join(reading: Reading) -> None:
    """Family names beside first names, initials after them, and towns' and families' small words in between."""
    for n in sorted(n for n, kind in reading.kinds.items() if kind in PERSON):
        _extend(reading, n, 1)
        _extend(reading, n, -1)
    for n in sorted(n for n, kind in reading.kinds.items() if kind not in PERSON):
        _widen(reading, n)


def _widen(reading: Reading, n: int) -> None:
    """The capitalised words that belong to a place or a firm: "Saint-Soupplets", "Transports Gautherin"."""
    kind = reading.kinds[n]
    for step in (-1, 1):
        at = n + step
        while 0 <= at < len(reading.words) and at not in reading.taken and at not in reading.closed:
            word = reading.words[at]
            a, b = (word, reading.words[at + 1]) if step < 0 else (reading.words[at - 1], word)
            gap = reading.prepared.between(a, b)
            hyphen = gap == "-"
            spaced = gap == " " and kind in {"employer", "organisation"} and not word.head
            article = step < 0 and gap == " " and kind == "place" and word.text in {"Les", "Le", "La"}
            if (
                not word.capital
                or not (hyphen or spaced or article)
                or (word.folded in context("oral") and not article)
            ):
                break
            reading.kinds[at] = kind
            at += step
    far = [w for w in reading.words[n + 1 : n + 3] if w.n not in reading.taken | reading.closed]
    if kind == "place" and len(far) == 2 and far[0].folded in OF | {"des", "sur"} and far[1].capital:
        joined = reading.prepared.adjacent(reading.words[n], far[0]) and reading.prepared.adjacent(*far)
        if joined and reading.kinds.get(far[1].n, kind) == kind:  # "le Formule 1 de Collégien"
            reading.kinds[far[0].n] = reading.kinds[far[1].n] = kind


def _extend(reading: Reading, n: int, step: int) -> None:
    words = reading.words
    bridge: list[int] = []
    at = n + step
    while 0 <= at < len(words):
        a, b = (words[at - 1], words[at]) if step > 0 else (words[at], words[at + 1])
        if not reading.prepared.adjacent(a, b) or at in reading.taken or at in reading.closed:
            return
        word = words[at]
        if step < 0 and len(word.text) == 1 and word.folded in "nmodl" and reading.prepared.between(a, b) in ("’", "'"):
            if word.capital or b.folded[0] not in "aeiouyh" or reading.titled(at):  # "Mme d’Argenlieu"
                _mark(reading, [at])
            return
        if step < 0 and word.folded in PARTICLES and reading.titled(at):  # "M. de Souza"
            _mark(reading, [at])
            return
        if at in reading.kinds:
            if reading.kinds[at] in PERSON or (reading.kinds[at] == "place" and not bridge):
                _mark(reading, [*bridge, at])
                return
            return
        if _is_family(reading, word, step):
            _mark(reading, [*bridge, at])
            bridge, at = [], at + step
        elif (
            word.folded in PARTICLES
            and len(bridge) < 2
            and step > 0
            and (word.capital or word.bare or word.folded in {"de", "du", "d", "ben", "el"})
        ):
            bridge.append(at)
            at += step
        else:
            return


def _is_family(reading: Reading, word: Word, step: int) -> bool:
    if not word.capital:
        return False
    if len(word.text) == 1:  # "Fatou D."
        return (step > 0 and word.text not in {"A", "À", "Y", "J", "L", "C"}) or reading.prepared.text[
            word.end : word.end + 1
        ] == "."
    if step < 0 and word.folded in PARTICLES and not word.head and len(word.text) > 1:
        return True  # "les Ben Soussan"
    if step < 0:
        return not word.head and not word.known and word.folded not in context("titles") | context("oral")
    return word.folded not in context("oral") | context("institution") | context("titles") and word.text not in {
        "Le",
        "La",
        "De",
        "Du",
    }


def _mark(reading: Reading, at: list[int]) -> None:
    for n in at:
        if reading.kinds.get(n) not in PERSON:
            reading.kinds[n] = "name"


def spans(reading: Reading) -> list[Span]:
    """Adjacent words of one kind as one span; a first name and a family name together are a name."""
    found: list[Span] = []
    last: Word | None = None
    for n, kind in sorted(reading.kinds.items()):
        word = reading.words[n]
        if last is not None and last.n == n - 1 and reading.prepared.adjacent(last, word):
            previous = found[-1]
            if previous.kind == kind or {previous.kind, kind} <= PERSON:
                merged = kind if previous.kind == kind else "name"
                found[-1] = Span(previous.start, word.end, merged)
                last = word
                continue
        end = (
            word.end + 1 if len(word.text) == 1 and reading.prepared.text[word.end : word.end + 1] == "." else word.end
        )
        apostrophe = BRETON if kind in PERSON else ENGLISH
        if whole := apostrophe.match(reading.prepared.text, end - 1):
            end = whole.end()
        found.append(Span(word.start, end, kind))
        last = word
    return found
