"""The one place that loads the French spaCy pipeline: sentences, lemmas, entities and the dictionary behind them."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from workbench.errors import MissingPart

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

MODEL = "fr_core_news_md"


@lru_cache(maxsize=1)
def pipeline() -> "Language":
    """The French pipeline with sentence bounds, tags and lemmas.

    No parser and no entities: the first is slow, the second mistakes oral French for names
    ("Enquêteur" a place, "bah" a person); sentence bounds come from the model's own recogniser.
    """
    try:
        import spacy

        nlp = spacy.load(MODEL, exclude=["parser", "ner"])
    except (ImportError, OSError) as why:
        raise MissingPart(extra="atelier") from why
    nlp.enable_pipe("senter")
    nlp.max_length = 3_000_000
    return nlp


@lru_cache(maxsize=1)
def entity_pipeline() -> "Language":
    """The model's recogniser of people, places and organisations alone; only pseudonymisation proposals use it."""
    import spacy

    words = pipeline().vocab  # shared, so that the vectors are in memory once
    keep_out = ["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"]
    nlp = spacy.load(MODEL, vocab=words, exclude=keep_out)
    nlp.max_length = 3_000_000
    return nlp


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
    letters = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def lemmas(doc: "Doc") -> list[str]:
    """The folded lemmas of the words that carry meaning: no stop word, no punctuation, no number."""
    return [folded(t.lemma_) for t in doc if t.is_alpha and not t.is_stop and len(t) > 2]


def sentences(text: str) -> list[tuple[int, int]]:
    """The [start, end) of each sentence in code points, blanks at the ends left out."""
    bounds = []
    for sent in pipeline()(text).sents:
        words = sent.text_with_ws
        start = sent.start_char + len(words) - len(words.lstrip())
        end = sent.start_char + len(words.rstrip())
        if start < end:
            bounds.append((start, end))
    return bounds
