"""The lexical layer of suggestions: the words by which a codebook says that speech announces a code."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

from workbench import language, resources
from workbench.coding.codebooks import Codebook
from workbench.coding.sense import folded

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

HALF = 2.0  # the weight of matched terms at which a code reaches a score of one half
UNSURE = 0.5  # the share of its weight that an ambiguous term keeps when nothing near it settles its meaning
SPANS = "cues"


@dataclass(frozen=True, slots=True)
class Cue:
    """A code that words announce: the words as spoken, and how telling they are together, in [0, 1)."""

    code: str
    weight: float
    words: tuple[str, ...]


def knowledge() -> dict[str, Any]:
    """The aliases and ambiguities that corpus/lexicons/cues.toml lists."""
    return resources.lexicon("cues")


def with_aliases(term: str, aliases: Sequence[Sequence[str]]) -> list[str]:
    """The term, and the same term with each other way of writing the words in it that have several."""
    found = [term]
    spaced = f" {language.folded(term)} "
    for several in aliases:
        for written in several:
            if (needle := f" {language.folded(written)} ") in spaced:
                found += [spaced.replace(needle, f" {other} ").strip() for other in several if other != written]
                break
    return list(dict.fromkeys(found))


class Cues:
    """The pipeline component `code_cues`: marks in `doc.spans["cues"]` the terms that announce a code.

    Its configuration: `terms`, code -> terms; `aliases`, lists of ways to write one thing; `ambiguous`, terms of
    several meanings with what settles them. Terms are matched on folded lemmas so that "les clés" finds "la clé",
    and on the words as spoken: the model needs a sentence to lemmatise well, and a term stands alone.
    """

    def __init__(
        self,
        nlp: "Language",
        terms: Mapping[str, Sequence[str]],
        aliases: Sequence[Sequence[str]] = (),
        ambiguous: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        from spacy.matcher import PhraseMatcher

        self.vocab = nlp.vocab
        self.matcher = PhraseMatcher(nlp.vocab)  # on the shadow documents of _shadow
        self.codes_of: dict[str, set[str]] = defaultdict(set)
        entries = [(c, t) for c, several in terms.items() for one in several for t in with_aliases(one, aliases)]
        for (code, _term), doc in zip(entries, language.read([term for _, term in entries]), strict=True):
            for form in (_lemma, _spoken):
                if words := [form(token) for token in _words(doc)]:
                    self.codes_of[" ".join(words)].add(code)
        for key in self.codes_of:
            self.matcher.add(key, [self._shadow(key.split(" "))])
        self.codes = len({code for codes in self.codes_of.values() for code in codes})
        self.ambiguous = {language.folded(row["term"]): row for row in ambiguous}

    def _shadow(self, words: list[str]) -> "Doc":
        from spacy.tokens import Doc

        return Doc(self.vocab, words=words)

    def __call__(self, doc: "Doc") -> "Doc":
        from spacy.tokens import Span

        tokens = _words(doc)
        found: dict[tuple[int, int], set[str]] = defaultdict(set)
        for form in (_lemma, _spoken):
            for key, start, end in self.matcher(self._shadow([form(t) for t in tokens])) if tokens else ():
                found[start, end] |= self.codes_of[self.vocab.strings[key]]
        # the longest term wins: "reste à vivre" is not "vivre"
        kept: list[tuple[int, int]] = []
        taken: set[int] = set()
        for start, end in sorted(found, key=lambda s: (s[0] - s[1], s)):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                kept.append((start, end))
        doc.spans[SPANS] = [
            Span(doc, tokens[start].i, tokens[end - 1].i + 1, label=code)
            for start, end in sorted(kept)
            for code in sorted(found[start, end])
        ]
        return doc

    def pipe(self, stream: "Iterable[Doc]", *, batch_size: int = 256) -> "Iterator[Doc]":
        """Many documents, one after the other."""
        yield from map(self, stream)

    def certainty(self, term: str, doc: "Doc") -> float:
        """1 for a term of one meaning; for another 1, UNSURE or 0 by the words around it."""
        row = self.ambiguous.get(language.folded(term))
        if row is None:
            return 1.0
        around = language.folded(doc.text)
        if any(language.folded(words) in around for words in row.get("never", ())):
            return 0.0
        return 1.0 if any(language.folded(words) in around for words in row.get("near", ())) else UNSURE

    def cues(self, doc: "Doc") -> list[Cue]:
        """The codes announced in a marked document, the most telling first; a term of several codes tells less."""
        weights: dict[str, float] = defaultdict(float)
        words: dict[str, list[str]] = defaultdict(list)
        sharers: dict[tuple[int, int], int] = defaultdict(int)
        for span in doc.spans[SPANS]:
            sharers[span.start, span.end] += 1
        for span in doc.spans[SPANS]:
            code, said = span.label_, span.text
            sure = self.certainty(said, doc)
            if sure and said.casefold() not in (w.casefold() for w in words[code]):
                share = log(1 + self.codes / sharers[span.start, span.end]) / log(1 + self.codes)
                weights[code] += sure * share
                words[code].append(said)
        found = [Cue(code, w / (w + HALF), tuple(words[code])) for code, w in weights.items()]
        return sorted(found, key=lambda cue: (-cue.weight, cue.code))


class Lexicon:
    """The terms of a codebook, as a pipeline of one component, `code_cues`. `more` are terms borrowed for its codes."""

    def __init__(self, codebook: Codebook, more: Mapping[str, Sequence[str]] | None = None) -> None:
        import spacy

        register()
        borrowed = more or {}
        terms = {c.id: list(dict.fromkeys((*c.terms, c.label, *borrowed.get(c.id, ())))) for c in codebook.offered()}
        self.pipeline = spacy.blank("fr", vocab=language.pipeline().vocab)
        self.pipeline.max_length = language.pipeline().max_length
        self.pipeline.add_pipe("code_cues", config={"terms": terms, **knowledge()})
        self.component: Cues = self.pipeline.get_pipe("code_cues")  # type: ignore[assignment]

    def cues(self, doc: "Doc") -> list[Cue]:
        """The codes announced in a parsed text, the most telling first."""
        return self.component.cues(self.pipeline(doc))


def register() -> None:
    """Make the component known to spaCy, once."""
    from spacy.language import Language

    if not Language.has_factory("code_cues"):

        @Language.factory("code_cues", default_config={"terms": {}, "aliases": [], "ambiguous": []})
        def _make(
            nlp: "Language",
            name: str,
            terms: dict[str, list[str]],
            aliases: list[list[str]],
            ambiguous: list[dict[str, Any]],
        ) -> Cues:
            return Cues(nlp, terms, aliases, ambiguous)


def _words(doc: "Doc") -> "list[Token]":
    return [token for token in doc if not token.is_punct and not token.is_space]


def _lemma(token: "Token") -> str:
    return folded(token.lemma_ or token.text).replace(" ", "_")


def _spoken(token: "Token") -> str:
    return folded(token.text).replace(" ", "_")
