"""First names that are also French words, where nobody wrote capitals: told by their place, "ma fille claire elle"."""

import re
from functools import lru_cache

from workbench.intake.identifiers.forms import Span
from workbench.intake.identifiers.lexicons import FIRST, LAST, context, gazetteer, lexicon
from workbench.intake.identifiers.words import Prepared, Word
from workbench.language import dictionary

SPEAKS = {"il", "elle", "ils", "elles", "lui"}
TOWARD = {"a", "avec", "chez", "pour", "et", "dit", "disait", "appelle", "contre", "sans", "voir", "embrasse", "donc"}
BEFORE_ANY_NOUN = {"a", "avec", "en", "par", "de", "d", "sans", "pour", "sous", "et", "ou", "ni", "comme"}
OF = {"de", "d"}
LINKS = {"de", "d", "du", "des", "la", "le", "l", "les", "et"}
NAMED_AFTER = (" à ", " chez ", " par ", " pour ", " via ", "\nà ", "\nchez ", "\npar ")
VERB = re.compile(r"(?:er|ir|oir|dre|tre|vre|ire|ure|ait|aient|ais|ions|iez|ez|ent|ant|era|erai|eront|ment)$")


@lru_cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon("bare")[name])


@lru_cache
def _candidates() -> frozenset[str]:
    """The listed first names of one word that the dictionary holds too, without those that only a title tells."""
    known = dictionary()
    single = {key[0] for key, kinds in gazetteer().items() if len(key) == 1 and FIRST in kinds}
    return frozenset(w for w in single if len(w) > 2 and w in known) - _list("never")


def find(prepared: Prepared) -> list[Span]:
    """First names among the words of passages without capitals; one that was told by its place is told everywhere."""
    words = prepared.words
    bare = [word for word in words if word.bare and word.folded in _candidates()]
    sure = {word.folded for word in bare if _placed(prepared, words, word)}
    found = [w for w in bare if w.folded in sure and (_placed(prepared, words, w) or _free(prepared, words, w))]
    spans = [Span(word.start, word.end, "first_name") for word in found]
    return spans + _families(prepared, words, found) + _households(prepared, words) + _houses(prepared, words)


def _households(prepared: Prepared, words: list[Word]) -> list[Span]:
    """Family names that are French words too, behind "les" and without a plural: "les moreau"."""
    known, spans = dictionary(), []
    for word in words:
        if not word.bare or len(word.folded) < 4 or LAST not in gazetteer().get((word.folded,), frozenset()):
            continue
        before = _before(prepared, words, word)
        several = before[:1] and before[0].folded == "les"
        if several and (word.folded not in known or word.folded[-1] not in "sxz" or _listed(prepared, words, word)):
            spans.append(Span(word.start, word.end, "name"))
    return spans


def _houses(prepared: Prepared, words: list[Word]) -> list[Span]:
    """What is called by French words and stands behind "à" without article: "j’ai écrit à habitats du florival"."""
    spans = []
    for word in words:
        if not word.bare or len(word.folded) < 4 or not prepared.text.endswith(NAMED_AFTER, 0, word.start):
            continue
        if not word.known or word.folded in _list("behind_to") | context("oral") or _verb(word.folded):
            continue
        spans.append(Span(word.start, _house_end(prepared, words, word), "organisation"))
    return spans


def _house_end(prepared: Prepared, words: list[Word], word: Word) -> int:
    """Where a name that opens with a French word ends: up to two words on, small ones between."""
    last, at, size = word, word.n + 1, 0
    while at < len(words) and size < 2 and prepared.text[words[at - 1].end : words[at].start] in (" ", "’", "'", "-"):
        nxt = words[at]
        if nxt.folded not in LINKS:
            if len(nxt.folded) < 4 or nxt.folded in _list("closing") | context("oral") or _verb(nxt.folded):
                break
            last, size = nxt, size + 1
        at += 1
    return last.end


def _verb(folded: str) -> bool:
    return VERB.search(folded) is not None


def _listed(prepared: Prepared, words: list[Word], word: Word) -> bool:
    """Whether other households are told just before: "les hamidi et les roux"."""
    near = words[max(0, word.n - 8) : max(0, word.n - 1)]
    names = [w for w in near if w.capital and not w.known and w.n and words[w.n - 1].folded == "les"]
    return bool(names) and prepared.text[names[-1].end : word.start].count("\n") == 0


def _families(prepared: Prepared, words: list[Word], found: list[Word]) -> list[Span]:
    """Family names that are French words too, behind those first names: "claire fontaine"."""
    spans = []
    for word in found:
        after = _after(prepared, words, word)
        kinds = gazetteer().get((after.folded,), frozenset()) if after else frozenset()
        if after is not None and len(after.folded) > 3 and LAST in kinds and after.folded not in context("oral"):
            spans.append(Span(after.start, after.end, "name"))
    return spans


def _placed(prepared: Prepared, words: list[Word], word: Word) -> bool:
    """Whether a name is expected here: behind a relative, before "il" or "elle", behind "chez" and its like."""
    before, after = _before(prepared, words, word), _after(prepared, words, word)
    following = after.folded if after else ""
    last = before[0].folded if before else ""
    noun, quality = word.folded in _list("things"), word.folded in _list("qualities")
    if word.folded not in _list("words"):  # hardly ever anything but a name
        return last not in _list("determiners") or last in {"la", "le"}
    if last in context("kin") and _said_of_one(before) and following not in OF:
        return not (noun or quality) or following in SPEAKS | {"qui"} or last not in _list("small")
    if following in {"mon", "ma", "notre", "son", "sa"} and last in TOWARD:
        relative = words[word.n + 2].folded if word.n + 2 < len(words) else ""
        if relative in context("kin"):  # "à constant mon cousin"
            return True
    if following in SPEAKS and last not in _list("determiners") | _list("degrees"):
        return not ((noun or quality) and last in BEFORE_ANY_NOUN)
    if last == "est" and following == "qui":
        return len(before) > 1 and before[1].folded == "c"
    if noun or quality:
        return quality and last == "a" and following in {"de", "que", "qu"} and len(before) > 2
    said = last == "c" or (last in {"est", "etait"} and len(before) > 1 and before[1].folded == "c")
    return last in TOWARD or said


def _said_of_one(before: list[Word]) -> bool:
    """Whether the relative before is somebody's or one: "ma fille", "le dernier", not "petite" alone."""
    return len(before) > 1 and (before[1].folded in _list("determiners") or before[1].folded in context("kin"))


def _free(prepared: Prepared, words: list[Word], word: Word) -> bool:
    """Whether a word stands without what a noun or an adjective needs before it."""
    before = _before(prepared, words, word)
    last = before[0].folded if before else ""
    return last not in _list("determiners") | _list("degrees")


def _before(prepared: Prepared, words: list[Word], word: Word) -> list[Word]:
    """Up to three words before, nearest first, in the same line and sentence."""
    found: list[Word] = []
    right = word
    for left in reversed(words[max(0, word.n - 3) : word.n]):
        if not re.fullmatch(r"[ \u00a0\u202f’'-]+", prepared.text[left.end : right.start]):
            break
        found.append(left)
        right = left
    return found


def _after(prepared: Prepared, words: list[Word], word: Word) -> Word | None:
    nxt = words[word.n + 1] if word.n + 1 < len(words) else None
    return nxt if nxt and prepared.text[word.end : nxt.start] in (" ", "\u00a0") else None
