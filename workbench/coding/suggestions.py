"""Codes proposed for stretches of speech. Nothing here codes: a person accepts or refuses."""

from collections.abc import Iterable, Sequence

from workbench import language
from workbench.coding.codebooks import Codebook
from workbench.coding.codings import Coding, Suggestion
from workbench.coding.excerpts import Excerpt
from workbench.coding.learned import Learned
from workbench.coding.lexical import Lexicon

MODEL = "lexique+régression-1"
LEAST = 0.35  # below it the machine says nothing


class Suggester:
    """Proposals from a codebook's terms and, as soon as there are some, from the codings already made."""

    def __init__(self, codebook: Codebook, coded: Iterable[tuple[str, Iterable[str]]] = ()) -> None:
        examples = [(text, set(codes)) for text, codes in coded]
        self.codable = {code.id for code in codebook.codable()}
        self.lexicon = Lexicon(codebook)
        self.learned = Learned(list(language.read([t for t, _ in examples])), [c & self.codable for _, c in examples])

    def suggest(self, excerpts: Sequence[Excerpt], top: int = 3, least: float = LEAST) -> list[list[Suggestion]]:
        """For each excerpt at most `top` suggestions, best first; an empty list where nothing is sure enough.

        A score is the chance that at least one of the two layers is right, taken as independent.
        """
        docs = list(language.read([excerpt.text for excerpt in excerpts]))
        learned = self.learned.scores(docs)
        return [
            self._ranked(excerpt, self._scored(doc, chances), top, least)
            for excerpt, doc, chances in zip(excerpts, docs, learned, strict=True)
        ]

    def _scored(
        self, doc: object, chances: dict[str, tuple[float, tuple[str, ...]]]
    ) -> list[tuple[float, str, tuple[str, ...]]]:
        cues = {cue.code: cue for cue in self.lexicon.cues(doc)}  # type: ignore[arg-type]
        found = []
        for code in cues.keys() | chances.keys():
            chance, pulls = chances.get(code, (0.0, ()))
            cue = cues.get(code)
            score = 1 - (1 - chance) * (1 - (cue.weight if cue else 0.0))
            spoken = cue.words if cue else ()
            found.append((score, code, spoken + tuple(w for w in pulls if w not in spoken)))
        return sorted(found, key=lambda s: (-s[0], s[1]))

    @staticmethod
    def _ranked(
        excerpt: Excerpt, scored: list[tuple[float, str, tuple[str, ...]]], top: int, least: float
    ) -> list[Suggestion]:
        kept = [s for s in scored if s[0] >= least][:top]
        return [
            Suggestion(excerpt, code, round(score, 4), rank, MODEL, because)
            for rank, (score, code, because) in enumerate(kept, 1)
        ]


def coded_texts(codings: Iterable[Coding]) -> list[tuple[str, set[str]]]:
    """The examples that codings give: the words of each excerpt with every code that somebody put on it."""
    by_words: dict[tuple[str, int, int], tuple[str, set[str]]] = {}
    for coding in codings:
        if coding.retracted is None:
            e = coding.excerpt
            by_words.setdefault((e.source, e.start, e.end), (e.text, set()))[1].add(coding.code)
    return list(by_words.values())
