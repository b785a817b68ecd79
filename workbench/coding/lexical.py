"""The lexical layer of suggestions: the words by which a codebook says that speech announces a code."""

from collections import defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from workbench import language
from workbench.coding.codebooks import Codebook

if TYPE_CHECKING:
    from spacy.tokens import Doc

HALF = 2.0  # the weight of matched terms at which a code reaches a score of one half


@dataclass(frozen=True, slots=True)
class Cue:
    """A code that words announce: the words as spoken, and how telling they are together, in [0, 1)."""

    code: str
    weight: float
    words: tuple[str, ...]


class Lexicon:
    """The terms of a codebook, matched on folded lemmas so that "les clés" finds "la clé"."""

    def __init__(self, codebook: Codebook) -> None:
        phrases: dict[tuple[str, ...], set[str]] = defaultdict(set)
        entries = [(code.id, term) for code in codebook.codable() for term in (*code.terms, code.label)]
        for (code, _term), doc in zip(entries, language.read([term for _, term in entries]), strict=True):
            key = tuple(_form(token) for token in doc if not token.is_punct and not token.is_space)
            if key:
                phrases[key].add(code)
        self.phrases = dict(phrases)
        self.longest = max((len(key) for key in phrases), default=0)
        self.codes = len({code for codes in phrases.values() for code in codes})

    def cues(self, doc: "Doc") -> list[Cue]:
        """The codes announced in a text, the most telling first; a term of several codes tells less of each."""
        weights: dict[str, float] = defaultdict(float)
        words: dict[str, list[str]] = defaultdict(list)
        tokens = [token for token in doc if not token.is_punct and not token.is_space]
        forms = [_form(token) for token in tokens]
        for start in range(len(tokens)):
            for length in range(min(self.longest, len(tokens) - start), 0, -1):
                codes = self.phrases.get(tuple(forms[start : start + length]))
                if codes is None:
                    continue
                spoken = doc[tokens[start].i : tokens[start + length - 1].i + 1].text
                for code in codes:
                    if spoken.casefold() not in (w.casefold() for w in words[code]):
                        weights[code] += log(1 + self.codes / len(codes)) / log(1 + self.codes)
                        words[code].append(spoken)
                break  # the longest term wins: "reste à vivre" is not "vivre"
        found = [Cue(code, w / (w + HALF), tuple(words[code])) for code, w in weights.items()]
        return sorted(found, key=lambda cue: (-cue.weight, cue.code))


def _form(token: object) -> str:
    return language.folded(getattr(token, "lemma_", "") or getattr(token, "text", ""))
