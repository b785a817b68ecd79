"""The one place that loads the French spaCy pipeline: sentences and lemmas."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.errors import MissingPart

if TYPE_CHECKING:
    from spacy.language import Language
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
