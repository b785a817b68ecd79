"""Which sentences of a stretch of speech a suggested code is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.coding.learned import Learned, Matrix
from workbench.coding.sense import Sense, encoded, mean_vector, tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

SHARE = 0.5  # of the best sentence's evidence that a neighbour must have to belong
SAID, KEPT = "workbench_sentences", "workbench_sentence_senses"
SENTENCES = 60  # beyond, a text is no stretch of speech and is proposed whole


@dataclass(frozen=True, slots=True)
class Asked:
    """A parsed stretch of speech, its Sense, and the codes (columns of the learned layer) whose bounds are wanted."""

    doc: "Doc"
    whole: Sense
    codes: Sequence[int]


def within(learned: Learned, asked: Sequence[Asked]) -> list[list[tuple[int, int]]]:
    """For each stretch and each of its codes the [start, end) of the text it is about, in code points.

    The sentence that speaks most for the code, with its neighbours as long as they speak at least SHARE as much.
    """
    said = [_sentences(one.doc) if one.codes else [] for one in asked]
    bounds = [[_trimmed(sentence) for sentence in several] for several in said]
    several = [n for n, found in enumerate(bounds) if 1 < len(found) <= SENTENCES]
    _read([(asked[n], said[n]) for n in several if KEPT not in asked[n].doc.user_data])
    senses = [sense for n in several for sense in asked[n].doc.user_data[KEPT]]
    evidence = learned.scores(learned.likeness(senses)) - learned.mean if senses else np.zeros((0, 0), np.float32)
    at, of = 0, {}
    for n in several:
        of[n] = evidence[at : at + len(bounds[n])]
        at += len(bounds[n])
    return [
        [_run(of[n][:, code], bounds[n]) if n in of else _everything(one.doc, bounds[n]) for code in one.codes]
        for n, one in enumerate(asked)
    ]


def _sentences(doc: "Doc") -> "list[Span]":
    """The sentences with a word, found once a document."""
    found: list[Span] | None = doc.user_data.get(SAID)
    if found is None:
        found = doc.user_data[SAID] = [sentence for sentence in doc.sents if sentence.text.strip()]
    return found


def _everything(doc: "Doc", bounds: list[tuple[int, int]]) -> tuple[int, int]:
    return (bounds[0][0], bounds[-1][1]) if bounds else (0, len(doc.text))


def _read(stretches: "Sequence[tuple[Asked, list[Span]]]") -> None:
    """Keep on each document the Sense of its sentences: it does not change when more is learned."""
    texts = [sentence.text.strip() for _one, sentences in stretches for sentence in sentences]
    if not texts:
        return
    encoder = bool(stretches[0][0].whole.sentence.size)
    vectors = iter(encoded(texts) if encoder else np.zeros((len(texts), 0), np.float32))
    for one, sentences in stretches:
        one.doc.user_data[KEPT] = [Sense(*tokens_of(span), mean_vector(span), next(vectors)) for span in sentences]


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
