"""The lexical layer of suggestions: the words by which a codebook says that speech announces a code."""

from collections import defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from workbench import language
from workbench.coding.codebooks import Codebook

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HALF = 2.0  # the weight of matched terms at which a code reaches a score of one half


@dataclass(frozen=True, slots=True)
class Cue:
    """A code that words announce: the words as spoken, and how telling they are together, in [0, 1)."""

    code: str
    weight: float
    words: tuple[str, ...]


class Lexicon:
    """The terms of a codebook, matched on folded lemmas so that "les clés" finds "la clé", or on the words as spoken.

    Both, because the model needs a sentence to lemmatise well, and a term stands alone.
    """

    def __init__(self, codebook: Codebook) -> None:
        phrases: dict[tuple[str, ...], set[str]] = defaultdict(set)
        entries = [(code.id, term) for code in codebook.codable() for term in (*code.terms, code.label)]
        for (code, _term), doc in zip(entries, language.read([term for _, term in entries]), strict=True):
            for form in (_lemma, _spoken):
                if key := tuple(form(token) for token in _words(doc)):
                    phrases[key].add(code)
        self.phrases = dict(phrases)
        self.longest = max((len(key) for key in phrases), default=0)
        self.codes = len({code for codes in phrases.values() for code in codes})

    def cues(self, doc: "Doc") -> list[Cue]:
        """The codes announced in a text, the most telling first; a term of several codes tells less of each."""
        weights: dict[str, float] = defaultdict(float)
        words: dict[str, list[str]] = defaultdict(list)
        tokens = _words(doc)
        spoken_forms, lemma_forms = [_spoken(t) for t in tokens], [_lemma(t) for t in tokens]
        for start in range(len(tokens)):
            for length in range(min(self.longest, len(tokens) - start), 0, -1):
                codes = self.phrases.get(tuple(lemma_forms[start : start + length]), set()) | self.phrases.get(
                    tuple(spoken_forms[start : start + length]), set()
                )
                if not codes:
                    continue
                spoken = doc[tokens[start].i : tokens[start + length - 1].i + 1].text
                for code in codes:
                    if spoken.casefold() not in (w.casefold() for w in words[code]):
                        weights[code] += log(1 + self.codes / len(codes)) / log(1 + self.codes)
                        words[code].append(spoken)
                break  # the longest term wins: "reste à vivre" is not "vivre"
        found = [Cue(code, w / (w + HALF), tuple(words[code])) for code, w in weights.items()]
        return sorted(found, key=lambda cue: (-cue.weight, cue.code))


def _words(doc: "Doc") -> "list[Token]":
    return [token for token in doc if not token.is_punct and not token.is_space]


def _lemma(token: "Token") -> str:
    return language.folded(token.lemma_ or token.text)


def _spoken(token: "Token") -> str:
    return language.folded(token.text)
