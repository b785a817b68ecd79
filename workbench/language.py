"""The one place that loads the French spaCy pipeline: parsed texts, lemmas, entities and the dictionary behind them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, cast

from workbench.errors import MissingPart

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MODEL = "fr_core_news_md"
HYPHENS = "-–—‐‑"
HUGE = 500_000  # characters; spaCy's French compiles one pattern of 1,450,000, and no other program one of that size


class HyphenatedWords:
    """spaCy's pattern of French words with a hyphen or an apostrophe inside, compiled where a word needs it.

    The pattern is 266 alternatives joined, each with every letter of Unicode in it: compiling them all takes three
    seconds of each start, and an interview meets a few. Nearly all begin with letters (`porte[-]…`): only those whose
    beginning fits are compiled. `match` answers what the whole pattern answers.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _alternatives(self) -> list[tuple[re.Pattern[str], str]]:
        """The beginning of each alternative, up to its first class of letters, and the alternative."""
        from spacy.lang.char_classes import ALPHA, ALPHA_LOWER
        from spacy.lang.fr import tokenizer_exceptions

        listed = list(tokenizer_exceptions._regular_exp)
        if self.pattern != "(?iu)" + "|".join(f"(?:{one})" for one in listed):  # another spaCy: no short way
            return [(re.compile(""), self.pattern)]
        ends = [min(i for i in (one.find(f"[{ALPHA_LOWER}"), one.find(f"[{ALPHA}")) if i >= 0) for one in listed]
        return [(re.compile(one[:end], re.IGNORECASE), one) for one, end in zip(listed, ends, strict=True)]

    def match(self, word: str) -> "re.Match[str] | None":
        """The match at the word's beginning, or None."""
        signs = sum(word.count(sign) for sign in HYPHENS)
        if not signs and not any(sign in word for sign in "'’"):
            return None
        for head, whole in self._alternatives:
            # those that begin with any letters ("pet-en-l'air") hold two hyphens
            if (signs > 1 or head.pattern != "^") and head.match(word) and (found := _compiled(whole).match(word)):
                return found
        return None


@cache
def _compiled(alternative: str) -> "re.Pattern[str]":
    return re.compile(alternative, re.IGNORECASE)


@contextmanager
def _huge_pattern_later() -> Iterator[None]:
    """While spaCy's French is imported: its one huge pattern waits until a word needs a part of it."""
    real = re.compile

    def compiled(pattern: "str | re.Pattern[str]", flags: "int | re.RegexFlag" = 0) -> object:
        huge = isinstance(pattern, str) and len(pattern) > HUGE
        return HyphenatedWords(str(pattern)) if huge else real(pattern, flags)

    setattr(re, "compile", compiled)  # noqa: B010 - for the time of an import
    try:
        yield
    finally:
        setattr(re, "compile", real)  # noqa: B010


def _loaded(vocab: "Vocab | bool" = True, *, without: list[str]) -> "Language":
    """The model without some of its parts; its tokenizer is spaCy's French one, and need not be read from disk."""
    import spacy

    with _huge_pattern_later():
        import spacy.lang.fr
    nlp = spacy.load(MODEL, vocab=vocab, exclude=[*without, "tokenizer"])
    nlp.max_length = 3_000_000
    return nlp


@lru_cache(maxsize=1)
def pipeline() -> "Language":
    """The French pipeline with sentence bounds, tags and lemmas.

    No parser and no entities: the first is slow, the second mistakes oral French for names
    ("Enquêteur" a place, "bah" a person); sentence bounds come from the model's own recogniser. Raises MissingPart
    where the model is not installed.
    """
    try:
        nlp = _loaded(without=["parser", "ner"])
    except (ImportError, OSError) as why:
        raise MissingPart(extra="atelier") from why
    nlp.enable_pipe("senter")
    index = cast("Lemmatizer", nlp.get_pipe("lemmatizer")).lookups.get_table("lemma_index")
    for part in list(index):  # lists in the model: each new word would be compared with tens of thousands, one by one
        index[part] = frozenset(index[part])
    return nlp


@lru_cache(maxsize=1)
def entity_pipeline() -> "Language":
    """The model's recogniser of people, places and organisations alone; only pseudonymisation proposals use it."""
    words = pipeline().vocab  # shared, so that the vectors are read and in memory once
    without = ["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "vocab"]
    return _loaded(words, without=without)


def entities(text: str) -> list[tuple[int, int, str]]:
    """The [start, end) and label (PER, LOC, ORG, MISC) of each entity, in code points: hints, often wrong."""
    lines = text.splitlines(keepends=True)  # line by line: an entity never runs over one, and memory stays flat
    found, at = [], 0
    for line, doc in zip(lines, entity_pipeline().pipe(lines, batch_size=64), strict=True):
        found += [(at + e.start_char, at + e.end_char, e.label_) for e in doc.ents]
        at += len(line)
    return found


@lru_cache(maxsize=1)
def dictionary() -> frozenset[str]:
    """Every French word form that the model's lemmatizer knows, folded; proper names are mostly not among them."""
    nlp = pipeline()
    lookups = cast("Lemmatizer", nlp.get_pipe("lemmatizer")).lookups
    words = set(nlp.Defaults.stop_words)
    for key, forms in lookups.get_table("lemma_lookup").items():
        words.update(forms)
        if key in nlp.vocab.strings:
            words.add(nlp.vocab.strings[key])
    for table in ("lemma_index", "lemma_exc"):
        for forms in lookups.get_table(table).values():
            words.update(forms)
    return frozenset(folded(word).replace("œ", "oe") for word in words)


def read(texts: Iterable[str]) -> Iterator["Doc"]:
    """The parsed texts, in order."""
    return pipeline().pipe(texts, batch_size=64)


def folded(word: str) -> str:
    """Lower case without accents: so that "réfèrent" and "referent" are one."""
    return without_accents(word.replace("’", "'").casefold())


def without_accents(text: str) -> str:
    """The text in plain letters, its case kept; ligatures of compatibility ("ﬁ") fall apart, "œ" does not."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def lemmas(doc: "Doc") -> list[str]:
    """The folded lemmas of the words that carry meaning: no stop word, no punctuation, no number."""
    return [folded(t.lemma_) for t in doc if t.is_alpha and not t.is_stop and len(t) > 2]
