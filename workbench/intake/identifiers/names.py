"""People, places, employers and schools: listed names, words where only a name can stand, and the model's hints."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from workbench.intake.identifiers.forms import Span
from workbench.intake.identifiers.lexicons import (
    EMPLOYER,
    FIRST,
    LANDLORD,
    LAST,
    NOBODY,
    PLACE,
    SCHOOL,
    context,
    fold,
    gazetteer,
    lexicon,
)
from workbench.intake.identifiers.words import Prepared, Word, misspelt

SCHOOLING = re.compile(
    r"\b(?:écoles?|coll[èe]ge|lyc[ée]e|maternelle|classe|scolari\w+|CP|CE[12]|CM[12]|sixième|cinquième|troisième|seconde|terminale"
    r"|prof\w*|maîtresse|cantine|rentr[ée]\w*|inscri\w+|bac)\b",
    re.IGNORECASE,
)
TO = {"a", "en", "vers", "sur", "aux", "au", "depuis", "entre", "pres"}
OF = {"de", "d", "du"}
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
}
APPOSED = re.compile(
    r"\s?,\s(?:du|de la|de l[’']|des)\s\w+|\s?,\s(?:ma|mon|sa|son|notre|leur|l[ae]s?|l[’'])\s?(?:petite? |grande? )?(?P<who>[^\W\d_]+)|\s?,\s\w+\sans\b"
)
AFTER_A_NAME = {
    "elle",
    "il",
    "c",
    "est",
    "était",
    "a",
    "avait",
    "va",
    "oui",
    "non",
    "m",
    "s",
    "qui",
    "et",
    "lui",
    "travaille",
    "dit",
    "aussi",
}
ELISIONS = {"c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu"}
PERSON = {"name", "first_name"}


@dataclass
class Reading:
    """A prepared text being read: what each word was found to be, word by word."""

    prepared: Prepared
    hints: list[tuple[int, int, str]]
    taken: set[int] = field(default_factory=set)  # words inside identifiers of a known form
    closed: set[int] = field(default_factory=set)  # words that name nobody: CAF, Noël
    kinds: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = self.prepared.words
        self._hint_starts = [start for start, _end, _label in self.hints]

    def hint(self, word: Word) -> str:
        n = bisect_right(self._hint_starts, word.start) - 1
        return self.hints[n][2] if n >= 0 and word.end <= self.hints[n][1] else ""

    def before(self, n: int, most: int = 4) -> list[Word]:
        """The words before the n-th in its line, nearest first, elisions included."""
        found: list[Word] = []
        for word in reversed(self.words[max(0, n - most - 1) : n]):
            nearer = found[-1] if found else self.words[n]
            if not found and word.folded in {"n", "m", "o", "d", "l"} and self._gap(word, nearer) in ("’", "'"):
                if nearer.capital and (word.capital or nearer.folded[0] not in "aeiouyh"):
                    continue  # "N’Guessan" is one name
            if re.search(r"[\n.!?;…](?!\s?-)", self._gap(word, nearer)) and not self._title_dot(word, nearer):
                break
            found.append(word)
        return found[:most]

    def _gap(self, a: Word, b: Word) -> str:
        return self.prepared.between(a, b)

    def _title_dot(self, word: Word, nearer: Word) -> bool:
        return (
            word.folded in context("titles")
            and re.fullmatch(r"\.?[ \u00a0\u202f]", self._gap(word, nearer)) is not None
        )

    def next(self, n: int) -> Word | None:
        if n + 1 < len(self.words) and self.prepared.adjacent(self.words[n], self.words[n + 1]):
            return self.words[n + 1]
        return None

    def titled(self, n: int) -> bool:
        """Whether a title stands before the n-th word: "Mme ", "monsieur "."""
        near = self.before(n, 1)
        if not near or near[0].folded not in context("titles"):
            return False
        gap = self.prepared.text[near[0].end : self.words[n].start]
        if re.match(r"\.?[ \u00a0\u202f]", gap) is None:  # "Madame : Bah"
            return False
        return len(near[0].folded) > 1 or (near[0].text == "M" and gap[0] == ".")

    def named(self, n: int) -> bool:
        """Whether the words before announce a name: "je m’appelle ", "prénom : ", "moi c’est "."""
        near = [word.folded for word in self.before(n, 4)]
        while near and near[0] in {"donc", "euh", "bah", "aussi", "juste", "tout", "simplement", "toujours"}:
            near.pop(0)
        if not near:
            return False
        return (
            near[0] in _announcing()
            or near[:2] == ["est", "c"]
            and near[2:3] in (["moi"], ["prenom"], ["nom"], ["surnom"])
            or near[:2] == ["est", "prenom"]
        )

    def kin(self, n: int) -> bool:
        """Whether the word before is a relative's or a helper's: "mon fils ", "ma référente, "."""
        near = self.before(n, 3)
        while near and near[0].folded in {"c", "est", "s", "social", "sociale", "euh", "de", "rue"} and len(near) > 1:
            near.pop(0)
        return bool(near) and near[0].folded in context("kin")

    def by(self, n: int, words: set[str]) -> bool:
        near = self.before(n, 2)
        while near and near[0].folded in {"l", "la", "le", "les"}:
            near.pop(0)
        return bool(near) and near[0].folded in words


@lru_cache
def _announcing() -> frozenset[str]:
    stems = {word.rpartition("'")[2] for word in context("naming")}
    return frozenset(stems)


@lru_cache
def _working() -> re.Pattern[str]:
    return re.compile(lexicon("contexts")["working"], re.IGNORECASE)


def find(prepared: Prepared, hints: list[tuple[int, int, str]], forms: list[Span]) -> list[Span]:
    """Every name, place, employer, school and landlord outside what was found by its form."""
    reading = Reading(prepared, hints)
    for span in forms:
        if span.kind not in {"event", "date", "amount"}:
            reading.taken.update(w.n for w in reading.words if span.start <= w.start < span.end)
    _listed(reading)
    _unlisted(reading)
    _beside(reading)
    return _spans(reading)


def _listed(reading: Reading) -> None:
    for start, end, kinds in reading.prepared.phrases():
        if any(n in reading.taken for n in range(start, end)):
            continue
        kind = _kind_of(reading, start, end, kinds)
        for n in range(start, end):
            if kind:
                reading.kinds[n] = kind
            elif NOBODY in kinds:
                reading.closed.add(n)


def _kind_of(reading: Reading, start: int, end: int, kinds: frozenset[str]) -> str | None:
    words = reading.words[start:end]
    head = words[0]
    if not any(word.capital for word in words) or (len(words) > 1 and not head.capital and not words[-1].capital):
        return None
    person = reading.titled(start) or reading.named(start)
    if person and kinds & {FIRST, LAST} and not (len(words) == 1 and head.known and _function(head)):
        return "first_name" if FIRST in kinds and not reading.titled(start) else "name"
    if NOBODY in kinds:
        return None
    weak = len(words) == 1 and (head.known or head.folded in context("often_words"))
    if SCHOOL in kinds and (len(words) > 1 or not kinds & {FIRST, LAST}) and _in_sentence(reading, head, SCHOOLING):
        return "school"
    if LANDLORD in kinds:
        return "landlord"
    if EMPLOYER in kinds and (kind := _employer(reading, start, kinds)):
        return kind
    if PLACE in kinds and (kind := _place(reading, start, end, kinds, weak=weak)):
        return kind
    if kinds & {FIRST, LAST}:
        return _person(reading, start, end, kinds, weak=weak)
    return "name" if kinds == {SCHOOL} and len(words) > 1 else None


def _employer(reading: Reading, start: int, kinds: frozenset[str]) -> str | None:
    at = reading.by(
        start, {"chez", "a", "pour", "au", "aux", "par", "avec", "de", "d", "du", "societe", "entreprise", "est"}
    )
    if at and _in_sentence(reading, reading.words[start], _working()):
        return "employer"
    return None


def _place(reading: Reading, start: int, end: int, kinds: frozenset[str], *, weak: bool) -> str | None:
    word = reading.words[start]
    toward = reading.by(start, TO | OF | {"par", "ville", "commune", "dans", "pour"})
    if kinds & {FIRST, LAST}:
        nxt = reading.next(end - 1)
        surname_follows = nxt is not None and nxt.capital and not nxt.known
        if (reading.kin(start) or surname_follows) and not reading.by(start, TO):
            return None
        if not toward and not (reading.hint(word) == "LOC" and FIRST not in kinds):
            return None
    if weak and word.head:
        return None
    if word.folded in context("often_words") and not toward:
        return None
    return "place"


def _person(reading: Reading, start: int, end: int, kinds: frozenset[str], *, weak: bool) -> str | None:
    word, nxt = reading.words[start], reading.next(end - 1)
    kind = "first_name" if FIRST in kinds else "name"
    if len(word.text) < 4 and (_function(word) or word.folded in context("oral")):
        before = reading.words[start - 1] if start else None
        beside = (
            before is not None and reading.kinds.get(start - 1) in PERSON and reading.prepared.adjacent(before, word)
        )
        return "name" if beside or (reading.by(start, {"les"}) and LAST in kinds) else None
    if reading.kin(start):
        return kind
    family = nxt is not None and nxt.capital and bool(gazetteer().get((nxt.folded,), frozenset()) & {FIRST, LAST})
    if start and reading.kinds.get(start - 1) in PERSON and reading.prepared.adjacent(reading.words[start - 1], word):
        return "name"
    listed = start > 1 and reading.words[start - 1].folded == "et" and reading.kinds.get(start - 2) in PERSON
    if listed and FIRST in kinds:
        return kind
    if not weak:
        return kind if len(word.folded) > 2 or not word.bare or family else None
    if family and FIRST in kinds:
        return kind
    if word.head or word.bare:
        follows = reading.words[end].text.casefold() if end < len(reading.words) else ""
        gap = reading.prepared.between(reading.words[end - 1], reading.words[end]) if follows else ""
        speaks = re.match(r"\s?:|[>]", reading.prepared.text[reading.words[end - 1].end :][:2]) is not None
        if (
            FIRST in kinds
            and word.head
            and word.folded not in context("oral")
            and (speaks or (follows in AFTER_A_NAME and gap in " \u00a0") or _apposed(reading, end - 1))
        ):
            return kind
        if word.head and word.folded not in context("often_words") and (FIRST in kinds or _alone(reading, start, end)):
            return kind
        return kind if word.head and _alone(reading, start, end) and word.folded not in context("oral") else None
    institution = reading.before(start, 1)
    if (
        institution
        and institution[0].capital
        and not institution[0].head
        and institution[0].folded in context("institution")
    ):
        return None
    return kind


def _alone(reading: Reading, start: int, end: int) -> bool:
    """Whether the words are a whole answer: "R : Sy."."""
    text = reading.prepared.text
    before, after = text[: reading.words[start].start].rstrip(), text[reading.words[end - 1].end :]
    return before[-1:] in ":-–>" and re.match(r"\s?[.!\n]|$", after) is not None


def _apposed(reading: Reading, n: int) -> bool:
    """Whether a relative's word explains the n-th: "Prunelle, ma voisine", "Rose, 12 ans"."""
    match = APPOSED.match(reading.prepared.text, reading.words[n].end)
    return match is not None and (match["who"] is None or fold(match["who"]) in context("kin"))


def _in_sentence(reading: Reading, word: Word, expression: re.Pattern[str]) -> bool:
    low, high = reading.prepared.sentence(word.start)
    return expression.search(reading.prepared.text, low, high) is not None


def _unlisted(reading: Reading) -> None:
    """Capitalised words that no list knows; where nothing tells what they are, they count as names."""
    for word in reading.words:
        if word.n in reading.taken or word.n in reading.closed or word.n in reading.kinds:
            continue
        kind = _unknown(reading, word)
        if kind:
            reading.kinds[word.n] = kind


def _unknown(reading: Reading, word: Word) -> str | None:
    if not word.capital or len(word.text) < 2 or not word.text[0].isalpha() or word.folded in context("oral"):
        return None
    announced = reading.titled(word.n) or reading.named(word.n)
    initials = word.text.isupper() and len(word.text) <= 6
    if word.known or word.folded in context("institution"):
        likely = announced and not word.head and word.folded not in context("institution") and not _function(word)
        if likely and (not word.bare or reading.titled(word.n)):
            return "name"
        return _proper(reading, word)
    if any(c.isdigit() for c in word.text) or (initials and not announced and len(word.text) < 5):
        return None
    similar = misspelt(word.text)
    if announced:
        return "name" if reading.titled(word.n) or not reading.named(word.n) else "first_name"
    if similar:
        return "first_name" if FIRST in similar else "name"
    if initials:
        return None
    if reading.kin(word.n):
        return "first_name"
    return _by_hint(reading, word)


def _proper(reading: Reading, word: Word) -> str | None:
    """A French word with a capital inside a sentence, where a place or a firm is expected: "aux Hautes-Noues"."""
    if word.bare or word.head or len(word.text) < 4 or word.text.isupper() or word.folded in context("institution"):
        return None
    if reading.by(word.n, {"chez", "pour"}) and _in_sentence(reading, word, _working()):
        return "employer"
    if reading.by(word.n, TO - {"pres", "entre", "depuis"} | {"quartier", "dit", "dits", "dite"}):
        return "place"
    if reading.kin(word.n):
        return "first_name"
    following = reading.next(word.n)
    before = reading.words[word.n - 1] if word.n else None
    if (
        reading.hint(word) == "PER"
        and before
        and before.text.islower()
        and reading.prepared.between(before, word) == " "
    ):
        return "name"
    beside = following is not None and following.capital and following.folded not in context("institution")
    return {"PER": "name", "LOC": "place"}.get(reading.hint(word)) if beside else None


def _by_hint(reading: Reading, word: Word) -> str | None:
    hint = reading.hint(word)
    at = reading.by(word.n, {"chez", "pour"}) or (
        reading.words[word.n - 1].capital and reading.prepared.text[: reading.words[word.n - 1].start].endswith("chez ")
    )
    if at and _in_sentence(reading, word, _working()):
        return "employer"
    if reading.by(word.n, {"a", "en", "vers"}):
        return "place"
    if word.bare:
        living = any(w.folded in context("living") for w in reading.before(word.n, 4))
        if reading.by(word.n, OF) and (living or hint == "LOC"):
            return "place"
        return {"PER": "name", "LOC": "place"}.get(hint) if len(word.text) > 3 else None
    if word.head and hint not in {"PER", "LOC"} and len(word.text) < 4:
        return None
    if hint == "ORG":
        return "organisation"
    return "place" if hint == "LOC" else "name"


def _function(word: Word) -> bool:
    return word.folded in {
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "un",
        "une",
        "qui",
        "que",
        "je",
        "il",
        "elle",
        "on",
        "a",
        "et",
        "votre",
        "vous",
        "mon",
        "ma",
    }


def _beside(reading: Reading) -> None:
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
            if word.capital or b.folded[0] not in "aeiouyh":
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
            and (word.capital or word.bare or word.folded in {"de", "du", "ben", "el"})
        ):
            bridge.append(at)
            at += step
        else:
            return


def _is_family(reading: Reading, word: Word, step: int) -> bool:
    if not word.capital:
        return False
    if len(word.text) == 1:  # "Fatou D."
        return (
            step > 0
            and word.text not in {"A", "À", "Y", "J", "L", "C"}
            or reading.prepared.text[word.end : word.end + 1] == "."
        )
    if step < 0 and word.folded in PARTICLES and not word.head and len(word.text) > 1:
        return True  # "les Ben Soussan"
    if step < 0:
        return not word.head and not word.known and word.folded not in context("titles") | context("oral")
    return word.folded not in context("oral") | context("institution") | context("titles") and not (
        word.text in {"Le", "La", "De", "Du"}
    )


def _mark(reading: Reading, at: list[int]) -> None:
    for n in at:
        if reading.kinds.get(n) not in PERSON:
            reading.kinds[n] = "name"


def _spans(reading: Reading) -> list[Span]:
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
        found.append(Span(word.start, end, kind))
        last = word
    return found
