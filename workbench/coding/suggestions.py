"""Codes proposed for stretches of speech. Nothing here codes: a person accepts or refuses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.coding import sense
from workbench.coding.boundaries import Asked, within
from workbench.coding.calibration import Calibration, calibrated
from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding, Suggestion
from workbench.coding.defined import Defined
from workbench.coding.examples import NOISE, Example, Kind, evenly, named, of_codebook, of_field, of_study
from workbench.coding.excerpts import Excerpt, shortened
from workbench.coding.field import Field, bundled, links
from workbench.coding.known import known
from workbench.coding.learned import Learned, Matrix, Space
from workbench.coding.lexical import Cue, Lexicon
from workbench.messages import _

MOST = 1000  # coded excerpts that are learned from: more make little better, and a first reading long
LATEST = 200  # codings that say what is usual and how sure scores are: enough, and quick
LEAST = 0.25  # the chance below which the machine says nothing
CUE = 0.3  # what a fully announced code adds to its score
NEAR = 0.1  # what one deviation above the usual nearness to a definition adds
BARE = 0.5  # the share of it where a code has a label and no definition: a word or two are near less surely
WORDS = 3  # words of the learned layer given as reasons
LIKE = 0.12  # likeness from which a coded excerpt is worth showing as a reason


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers speak. All do, unless a benchmark asks what one of them brings."""

    lexical: bool = True  # the codebook's terms, as announced
    semantic: bool = True  # word vectors and, where it is installed, the sentence encoder
    encoder: bool = True
    field: bool = True  # what is known of the field before any coding
    learned: bool = True  # this study's codings


class Suggester:
    """Proposals from a codebook's definitions and terms, the field's words and, as they come, the study's codings.

    `refused` are texts with a code that somebody refused for them: it is not proposed there again, and less elsewhere.
    `notes` says in sentences what the proposals rest on. Works with no coding, no definition, one code, no code.
    """

    def __init__(
        self,
        codebook: Codebook,
        coded: Iterable[tuple[str, Iterable[str]]] = (),
        *,
        refused: Iterable[tuple[str, str]] = (),
        layers: Layers | None = None,
        field: Field | None = None,
    ) -> None:
        self.codebook = codebook
        self.layers = layers or Layers()
        self.codes = [code.id for code in codebook.offered()]
        self.study = of_study(coded, self._resolved) if self.layers.learned else {}
        lent = field or bundled()
        self.field = lent.beyond(self.study) if self.layers.field else Field((), ())
        self.refused: set[tuple[str, str]] = set()
        self._cues: dict[str, list[Cue]] = {}
        self._define()
        self._learn_all()
        for text, code in refused:
            self.refuse(text, code)

    def _define(self) -> None:
        """What the codebook and the field's themes say: it stays, whatever is coded."""
        encoder = self.layers.semantic and self.layers.encoder
        self.links = links(self.codebook, self.field.themes, encoder=encoder) if self.field.themes else {}
        own = self.codebook.by_id
        theme = {theme.id: theme for theme in self.field.themes}
        borrowed = {code: theme[linked].terms for code, linked in self.links.items() if not own[code].terms}
        self.lexicon = Lexicon(self.codebook, borrowed) if self.layers.lexical and self.codes else None
        self.defined = self._defined() if self.codes else None

    def _learn_all(self) -> None:
        own = self.codebook.by_id
        # the study's codings come last, so that what is learned later follows them
        study = evenly(list(self.study.values()), MOST)
        examples = [*of_codebook(self.codebook), *of_field(self.field, self.links, own), *study]
        self.examples = [e for e in examples if e.text.strip()]
        self.place = {e.text: n for n, e in enumerate(self.examples) if e.kind is Kind.CODED}
        self.learned = self._learned() if self.codes else None
        self.calibration = self._calibration()
        self.notes = self._notes()

    def _learned(self) -> Learned:
        senses = self._senses([e.text for e in self.examples])
        targets = np.array([self._target(e) for e in self.examples], np.float32)
        space = Space(senses, vectors=self.layers.semantic)
        return Learned(senses, targets, [NOISE[e.kind] for e in self.examples], space)

    def _defined(self) -> Defined:
        by_id = self.codebook.by_id
        said = [f"{named(by_id[code])}. {by_id[code].definition}" for code in self.codes]
        self.near = np.array([NEAR if by_id[code].definition else BARE * NEAR for code in self.codes], np.float32)
        return Defined(said, vectors=self.layers.semantic, encoder=self.layers.encoder)

    def _target(self, example: Example) -> list[float]:
        return [float(code in example.codes) for code in self.codes]

    def _senses(self, texts: Sequence[str]) -> list[sense.Sense]:
        encoder = self.layers.semantic and self.layers.encoder
        held = known(encoder and sense.encoder() is not None)
        read = sense.senses([text for text in texts if text not in held], encoder=encoder)
        new = iter(read)
        return [held[text] if text in held else next(new) for text in texts]

    def _calibration(self) -> Calibration:
        if self.learned is None or self.defined is None or not self.place:
            return calibrated()
        chosen = list(self.place.values())[-LATEST:]
        texts = [self.examples[n].text for n in chosen]
        self.defined.hear(texts, self._senses(texts))  # texts of this study are usual speech from now on
        scores = self.learned.without_itself(chosen) + self._unlearned(self.defined, texts)
        return calibrated(scores, self.learned.targets[chosen])

    def _unlearned(self, defined: Defined, texts: Sequence[str]) -> Matrix:
        """The part of scores that no coding has a say in: nearness to definitions, announcing words."""
        near = defined.nearness(texts, self._senses(texts))
        return np.asarray(self.near * near + CUE * self._cue_weights(texts), np.float32)

    def _notes(self) -> tuple[str, ...]:
        notes = []
        if self.layers.semantic and self.layers.encoder and sense.encoder() is None:
            notes.append(_("The sentence encoder is not installed: meanings are compared by word vectors alone."))
        if self.links:
            notes.append(
                _("Codes that borrow the words of a theme known in this field: {n}.").format(n=len(self.links))
            )
        if len(self.study) > MOST:
            notes.append(
                _(
                    "Learned from {n} of {all} coded excerpts: every code as evenly as they come, the latest first."
                ).format(n=MOST, all=len(self.study))
            )
        return tuple(notes)

    @property
    def model(self) -> str:
        """The name under which a decision on a suggestion is kept."""
        return "lexique+noyau-3" + ("+phrases" if self.learned and self.learned.space.sentences else "")

    # learning

    def _resolved(self, codes: Iterable[str]) -> frozenset[str]:
        """Of these codes those that may be proposed, a code's other names counted as the code itself."""
        offered = set(self.codes)
        return frozenset(self.codebook.resolved(c) for c in codes if c in self.codebook.by_id) & offered

    def learn(self, text: str, codes: Iterable[str]) -> None:
        """Take in one coding: these codes are on this text, besides those that it had."""
        if self.learned is None or not text.strip():
            return
        had = self.study[text].codes if text in self.study else frozenset()
        example = self.study[text] = Example(text, had | self._resolved(codes), Kind.CODED)
        target = np.array(self._target(example), np.float32)
        at = self.place.get(text)
        if at is None:
            self.place[text] = len(self.examples)
            self.examples.append(example)
            self.learned.add(self._senses([text])[0], target, NOISE[Kind.CODED])
        else:
            self.examples[at] = example
            self.learned.change(at, target)

    def refuse(self, text: str, code: str) -> None:
        """Take in a refusal: the code is not on this text; nothing is learned of the other codes."""
        if self.learned is None or code not in self.codes or not text.strip():
            return
        self.refused.add((text, code))
        if text not in self.place:
            read = self._senses([text])
            target = self.learned.scores(self.learned.likeness(read))[0]  # as expected, so nothing to learn from
            target[self.codes.index(code)] = 0.0
            self.examples.append(Example(text, frozenset(), Kind.PHRASE))
            self.learned.add(read[0], target, NOISE[Kind.CODED])

    # suggesting

    def suggest(self, excerpts: Sequence[Excerpt], top: int = 3, least: float = LEAST) -> list[list[Suggestion]]:
        """For each excerpt at most `top` suggestions, best first; an empty list where nothing is sure enough.

        A score is a calibrated chance. An excerpt without a word gets nothing, whatever `least`.
        """
        if self.learned is None or self.defined is None or not excerpts:
            return [[] for _excerpt in excerpts]
        texts = [excerpt.text for excerpt in excerpts]
        self._set_apart(texts)
        docs = sense.read(texts, encoder=self.layers.semantic and self.layers.encoder)
        senses = [doc._.get(sense.SENSE) for doc in docs]
        alike = self.learned.likeness(senses)
        scores = self.learned.scores(alike) + self._unlearned(self.defined, texts)
        for n, text in enumerate(texts):
            if text in self.study:  # the very words that were coded: what was put on them may be put again
                own = [self.codes.index(code) for code in self.study[text].codes]
                scores[n, own] = np.maximum(scores[n, own], self.calibration.even)
        chances = self.calibration.chances(scores)
        kept = [
            self._kept(excerpt.text, scores[n], chances[n], top, least) if senses[n] else []
            for n, excerpt in enumerate(excerpts)
        ]
        asked = [Asked(*each) for each in zip(docs, senses, kept, strict=True)]
        found = []
        for n, (excerpt, spans) in enumerate(zip(excerpts, within(self.learned, asked), strict=True)):
            ranks = enumerate(zip(kept[n], spans, strict=True), 1)
            found.append(
                [
                    Suggestion(
                        excerpt,
                        self.codes[k],
                        round(float(chances[n, k]), 4),
                        rank,
                        self.model,
                        self._because(excerpt.text, senses[n], alike[n], k, self.learned),
                        (excerpt.start + start, excerpt.start + end),
                    )
                    for rank, (k, (start, end)) in ranks
                ]
            )
        return found

    def as_if_uncoded(self, texts: Sequence[str], top: int = 3) -> list[list[str]]:
        """For coded texts that were learned from, the first codes had none of these texts been coded."""
        if self.learned is None or self.defined is None or not texts:
            return [[] for _text in texts]
        scores = self.learned.without_these([self.place[text] for text in texts]) + self._unlearned(self.defined, texts)
        return [[self.codes[k] for k in row[:top]] for row in np.argsort(-scores, axis=1, kind="stable")]

    def _kept(self, text: str, scores: Matrix, chances: Matrix, top: int, least: float) -> list[int]:
        """The codes to propose for a text, best first: sure enough, and not refused for it."""
        ranked = [int(k) for k in np.argsort(-scores, kind="stable") if (text, self.codes[k]) not in self.refused]
        return [k for k in ranked[:top] if chances[k] >= least]

    def _set_apart(self, texts: Sequence[str]) -> None:
        """Forget the field's speech when it is the very speech to be coded."""
        if self.field.beyond(texts) is not self.field:
            self.field = self.field.beyond(texts)
            self._learn_all()

    def _cue_weights(self, texts: Sequence[str]) -> Matrix:
        weights = np.zeros((len(texts), len(self.codes)), np.float32)
        for n, cues in enumerate(self._announced(texts)):
            for cue in cues:
                weights[n, self.codes.index(cue.code)] = cue.weight
        return weights

    def _announced(self, texts: Sequence[str]) -> list[list[Cue]]:
        if self.lexicon is None:
            return [[] for _text in texts]
        new = [text for text in dict.fromkeys(texts) if text not in self._cues]
        docs = sense.parsed(new, encoder=self.layers.semantic and self.layers.encoder)
        self._cues |= {text: self.lexicon.cues(doc) for text, doc in zip(new, docs, strict=True)}
        return [self._cues[text] for text in texts]

    def _because(self, text: str, read: sense.Sense, alike: Matrix, k: int, learned: Learned) -> tuple[str, ...]:
        """The announcing words, the words that pulled most, then the coded excerpt that weighed most."""
        cues = {cue.code: cue.words for cue in self._cues.get(text, ())}
        announced = cues.get(self.codes[k], ())
        said = {word.casefold() for cue in announced for word in cue.split()}
        pulled = [word for _pull, word in learned.pulls(read, k) if word.casefold() not in said][:WORDS]
        mine = [n for n in self.place.values() if self.codes[k] in self.examples[n].codes and alike[n] >= LIKE]
        nearest = max(mine, key=lambda n: alike[n] * learned.alpha[n, k], default=None)
        if nearest is None:
            return (*announced, *pulled)
        like = _("like “{words}”").format(words=shortened(self.examples[nearest].text, 80))
        return (*announced, *pulled, like)


def coded_texts(codings: Iterable[Coding]) -> list[tuple[str, set[str]]]:
    """The examples that codings give: the words of each excerpt with every code that somebody put on it."""
    by_words: dict[tuple[str, int, int], tuple[str, set[str]]] = {}
    for coding in codings:
        if coding.retracted is None:
            e = coding.excerpt
            by_words.setdefault((e.source, e.start, e.end), (e.text, set()))[1].add(coding.code)
    return list(by_words.values())
