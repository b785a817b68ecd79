"""People, places, employers and schools: listed names, words where only a name can stand, and the model's hints."""

import re
from bisect import bisect_left

from workbench.intake.identifiers import runs
from workbench.intake.identifiers.forms import Span
from workbench.intake.identifiers.lexicons import (
    ASSOCIATION,
    EMPLOYER,
    FIRST,
    LANDLORD,
    LAST,
    MEDIA,
    NOBODY,
    PLACE,
    SCHOOL,
    context,
    fold,
    gazetteer,
    working,
)
from workbench.intake.identifiers.reading import OF, PERSON, Reading, is_function
from workbench.intake.identifiers.words import Prepared, Word, misspelt

SCHOOLING = re.compile(
    r"\b(?:écoles?|coll[èe]ge|lyc[ée]e|maternelle|classe|scolari\w+"
    r"|CP|CE[12]|CM[12]|sixième|cinquième|troisième|seconde|terminale"
    r"|prof\w*|maîtresse|cantine|rentr[ée]\w*|inscri\w+|bac)\b",
    re.IGNORECASE,
)
SEEN_IN = {
    "dans",
    "a",
    "sur",
    "par",
    "au",
    "de",
    "du",
    "journal",
    "journaliste",
    "emission",
    "radio",
    "chaine",
    "article",
}
TO = {"a", "en", "vers", "sur", "aux", "au", "depuis", "entre", "pres"}
APPOSED = re.compile(
    r"\s?,\s(?:du|de la|de l[’']|des)\s\w+|\s?,\s\w+\sans\b"
    r"|\s?,\s(?:ma|mon|sa|son|notre|leur|l[ae]s?|l[’'])\s?(?:petite? |grande? )?(?P<who>[^\W\d_]+)"
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


def find(prepared: Prepared, hints: list[tuple[int, int, str]], forms: list[Span]) -> list[Span]:
    """Every name, place, employer, school and landlord outside what was found by its form."""
    reading = Reading(prepared, hints)
    for span in forms:
        if span.kind not in {"event", "date", "amount"}:
            starts = prepared.starts
            reading.taken.update(range(bisect_left(starts, span.start), bisect_left(starts, span.end)))
    _listed(reading)
    _unlisted(reading)
    runs.join(reading)
    return runs.spans(reading)


def _listed(reading: Reading) -> None:
    for start, end, kinds in reading.prepared.phrases:
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
    if person and kinds & {FIRST, LAST} and not (len(words) == 1 and head.known and is_function(head)):
        return "first_name" if FIRST in kinds and not reading.titled(start) else "name"
    if NOBODY in kinds:
        return None
    weak = len(words) == 1 and (head.known or head.folded in context("often_words"))
    if SCHOOL in kinds and (len(words) > 1 or not kinds & {FIRST, LAST}) and _in_sentence(reading, head, SCHOOLING):
        return "school"
    if kind := _group(reading, start, len(words), kinds):
        return kind
    if EMPLOYER in kinds and (kind := _employer(reading, start, kinds)):
        return kind
    if PLACE in kinds and (kind := _place(reading, start, end, kinds, weak=weak)):
        return kind
    if kinds & {FIRST, LAST}:
        return _person(reading, start, end, kinds, weak=weak)
    return "name" if kinds == {SCHOOL} and len(words) > 1 else None


def _group(reading: Reading, start: int, size: int, kinds: frozenset[str]) -> str | None:
    """A landlord, an association, or a newspaper, which tells of an event; not when it may be a person or a town."""
    if LANDLORD in kinds:
        return "landlord"
    if ASSOCIATION in kinds and (not kinds & {FIRST, LAST, PLACE} or reading.by(start, {"association", "asso"})):
        return "association"
    head = reading.words[start]
    printed = size > 1 and head.capital and not head.head
    return "event" if MEDIA in kinds and (printed or reading.by(start, SEEN_IN)) else None


def _employer(reading: Reading, start: int, kinds: frozenset[str]) -> str | None:
    at = reading.by(
        start, {"chez", "a", "pour", "au", "aux", "par", "avec", "de", "d", "du", "societe", "entreprise", "est"}
    )
    if at and _in_sentence(reading, reading.words[start], working()):
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
    if end - start == 1 and word.folded in context("often_words") and not toward:
        return None
    return "place"


def _person(reading: Reading, start: int, end: int, kinds: frozenset[str], *, weak: bool) -> str | None:
    word, nxt = reading.words[start], reading.next(end - 1)
    kind = "first_name" if FIRST in kinds else "name"
    beside = start > 0 and reading.kinds.get(start - 1) in PERSON
    beside = beside and reading.prepared.adjacent(reading.words[start - 1], word)
    if len(word.text) < 4 and (is_function(word) or word.folded in context("oral")):
        return "name" if beside or (reading.by(start, {"les"}) and LAST in kinds) else None
    if reading.kin(start):
        return kind
    family = nxt is not None and nxt.capital and _family(nxt)
    if beside:
        return "name"
    listed = start > 1 and reading.words[start - 1].folded == "et" and _names(reading, start - 2)
    if FIRST in kinds and (listed or (weak and family)):
        return kind
    if not weak:
        return kind if len(word.folded) > 2 or not word.bare or family else None
    if word.head or word.bare:
        return kind if _opening(reading, start, end, kinds) else None
    institution = reading.before(start, 1)
    if (
        institution
        and institution[0].capital
        and not institution[0].head
        and institution[0].folded in context("institution")
    ):
        return None
    return kind


def _family(word: Word) -> bool:
    """Whether a capitalised word behind a first name can be its family name: listed, or in no dictionary."""
    listed = gazetteer().get((word.folded,), frozenset())
    return bool(listed & {FIRST, LAST}) or (not word.known and not word.bare and NOBODY not in listed)


def _names(reading: Reading, n: int) -> bool:
    """Whether the n-th word is a name: found to be one, or a capital that no dictionary has."""
    word = reading.words[n]
    return reading.kinds.get(n) in PERSON or (word.bare and word.capital and not word.known)


def _opening(reading: Reading, start: int, end: int, kinds: frozenset[str]) -> bool:
    """Whether a French word at the head of a sentence is a name there: "Rose oui", "Pierre c’est", "Claire :"."""
    word = reading.words[start]
    if not word.head or word.folded in context("oral"):
        return False
    if _alone(reading, start, end):
        return True
    if FIRST not in kinds:
        return False
    follows = reading.words[end].text.casefold() if end < len(reading.words) else ""
    gap = reading.prepared.between(reading.words[end - 1], reading.words[end]) if follows else ""
    speaks = re.match(r"\s?:|[>]", reading.prepared.text[reading.words[end - 1].end :][:2]) is not None
    said = speaks or (follows in AFTER_A_NAME and gap in " \u00a0") or _apposed(reading, end - 1)
    return said or word.folded not in context("often_words")


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
        inside = not word.head or reading.abbreviated(word.n)  # "M. Grau": no sentence ends there
        likely = announced and inside and word.folded not in context("institution") and not is_function(word)
        if likely and (not word.bare or reading.titled(word.n)):
            return "name"
        return "first_name" if _explained(reading, word) else _proper(reading, word)
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
    if reading.by(word.n, {"chez", "pour"}) and _in_sentence(reading, word, working()):
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


def _explained(reading: Reading, word: Word) -> bool:
    """Whether a relative's word between commas explains a word at the head: "Elira, l’aînée, est en cinquième"."""
    match = APPOSED.match(reading.prepared.text, word.end)
    if match is None or match["who"] is None or reading.prepared.text[match.end() : match.end() + 1] != ",":
        return False
    return word.head and not word.bare and word.folded not in context("oral") and fold(match["who"]) in context("kin")


def _by_hint(reading: Reading, word: Word) -> str | None:
    hint = reading.hint(word)
    at = reading.by(word.n, {"chez", "pour"}) or (
        reading.words[word.n - 1].capital and reading.prepared.text[: reading.words[word.n - 1].start].endswith("chez ")
    )
    if at and _in_sentence(reading, word, working()):
        return "employer"
    if reading.by(word.n, {"a", "en", "vers"}):
        return "place"
    if word.bare:
        living = any(w.folded in context("living") for w in reading.before(word.n, 4))
        if reading.by(word.n, OF) and (living or hint == "LOC"):
            return "place"
        # no dictionary has it: a name, or a slip of the transcriber's that one click keeps
        return {"PER": "name", "LOC": "place"}.get(hint, "name") if len(word.text) > 3 else None
    if word.head and hint not in {"PER", "LOC"} and len(word.text) < 4:
        return None
    if hint == "ORG":
        return "organisation"
    return "place" if hint == "LOC" else "name"
