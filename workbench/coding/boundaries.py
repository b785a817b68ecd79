"""Which sentences of a stretch of speech a suggested code is about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from workbench.coding.learned import Learned, Matrix
from workbench.coding.sense import Sense, encoded, mean_vector, tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

SHARE = 0.5  # of the best sentence's evidence that a neighbour must have to belong
KEPT = "workbench_sentences"
SENTENCES = 60  # beyond, a text is no stretch of speech and is proposed whole


def within(learned: Learned, doc: "Doc", whole: Sense, codes: Sequence[int]) -> list[tuple[int, int]]:
    """For each code (a column of the learned layer) the [start, end) of the text it is about, in code points.

    The sentence that speaks most for the code, with its neighbours as long as they speak at least SHARE as much.
    """
    spans = [sentence for sentence in doc.sents if sentence.text.strip()]
    bounds = [_trimmed(sentence) for sentence in spans]
    everything = (bounds[0][0], bounds[-1][1]) if bounds else (0, len(doc.text))
    if not 1 < len(bounds) <= SENTENCES:
        return [everything for _code in codes]
    senses = _senses_of(doc, spans, bounds, encoder=bool(whole.sentence.size))
    evidence = learned.scores(learned.likeness(senses)) - learned.mean
    return [_run(evidence[:, code], bounds) for code in codes]


def _senses_of(doc: "Doc", spans: "list[Span]", bounds: list[tuple[int, int]], *, encoder: bool) -> list[Sense]:
    """The Sense of each sentence, kept on the document: it does not change when more is learned."""
    if KEPT not in doc.user_data:
        texts = [doc.text[start:end] for start, end in bounds]
        sentences = encoded(texts) if encoder else np.zeros((len(texts), 0), np.float32)
        read = zip(spans, sentences, strict=True)
        doc.user_data[KEPT] = [Sense(*tokens_of(span), mean_vector(span), sentence) for span, sentence in read]
    return list(doc.user_data[KEPT])


def _run(evidence: Matrix, bounds: list[tuple[int, int]]) -> tuple[int, int]:
    best = int(np.argmax(evidence))
    if evidence[best] <= 0:
        return bounds[0][0], bounds[-1][1]
    enough = SHARE * evidence[best]
    first = last = best
    while first > 0 and evidence[first - 1] >= enough:
        first -= 1
    while last + 1 < len(bounds) and evidence[last + 1] >= enough:
        last += 1
    return bounds[first][0], bounds[last][1]


def _trimmed(sentence: "Span") -> tuple[int, int]:
    words, start = sentence.text_with_ws, sentence.start_char
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
