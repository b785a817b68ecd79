"""How good the suggestions are, against simple ways to suggest, with and without each layer, and how fast.

Run: python benchmarks/suggestions.py [--quick]     (about 8 minutes of one core's work; --quick 2 minutes)

The texts are the demonstration study's coded passages (invented interviews, two coders, their codes joined), the
codebook its nineteen themes given as id, label and definition only. Three ways to look:
- leave one interview out: learn from thirteen interviews, suggest for the fourteenth; no coded speech is borrowed;
- four folds: about seven excerpts a code (138) drawn from half of the interviews, as in a study that begins; the
  field's coded speech comes from the other half, so that it is never the speech asked about;
- definitions alone: the same excerpts before any is coded;
- a learning curve: 0 to 20 coded excerpts a code.
The bars are those that the project set itself on real excerpts, which are not here: the distance to them says less
than the distance between ways on the same excerpts.
Recall at k: share of the codes on an excerpt found among the first k. Hit: share of excerpts with a right one among
them. Precision at k: share of right ones among those k. Calibration error: mean distance, over ten bins of shown
chances and weighed by their size, between the chance shown and the share that was right.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from tempfile import gettempdir
from time import perf_counter, process_time

import numpy as np

from workbench import language
from workbench.coding import sense
from workbench.coding.codebooks import Codebook, codebook_from
from workbench.coding.excerpts import Excerpt
from workbench.coding.field import Field, bundled, coded_speech
from workbench.coding.suggestions import Layers, Suggester


@dataclass(frozen=True)
class Item:
    person: str
    text: str
    codes: frozenset[str]


Scores = np.ndarray  # a row an excerpt, a column a code
Way = Callable[[Sequence[Item], Sequence[Item], Field], Scores]

ITEMS = [Item(person, text, codes) for person, several in coded_speech().items() for text, codes in several]
THEMES = bundled().themes
BOOK: Codebook = codebook_from(
    {"id": "plain", "codes": [{"id": c.id, "label": c.label, "definition": c.definition} for c in THEMES]}
)
CODES = [c.id for c in THEMES]
THEMES_ONLY = Field(THEMES, ())


def truth(items: Sequence[Item]) -> np.ndarray:
    return np.array([[code in item.codes for code in CODES] for item in items], float)


def lemmas(items: Sequence[Item]) -> list[list[str]]:
    return [language.lemmas(doc) for doc in sense.read([item.text for item in items])]


# ways to suggest


def ours(**layers: bool) -> Way:
    def way(known: Sequence[Item], asked: Sequence[Item], field: Field) -> Scores:
        suggester = Suggester(BOOK, [(i.text, i.codes) for i in known], layers=replace(Layers(), **layers), field=field)
        found = np.zeros((len(asked), len(CODES)))
        excerpts = [Excerpt("s", 0, len(i.text), i.text) for i in asked]
        for n, several in enumerate(suggester.suggest(excerpts, top=len(CODES), least=0.0)):
            for s in several:
                # the rank breaks ties of rounded chances
                found[n, CODES.index(s.code)] = s.score - 1e-7 * s.rank
        return found

    return way


def frequent(known: Sequence[Item], asked: Sequence[Item], field: Field) -> Scores:
    counts = truth(known).sum(0) if known else np.zeros(len(CODES))
    return np.tile(counts / max(1.0, counts.sum()), (len(asked), 1))


def keywords(known: Sequence[Item], asked: Sequence[Item], field: Field) -> Scores:
    said = [set(language.lemmas(doc)) for doc in language.read([f"{c.label}. {c.definition}" for c in BOOK.codes])]
    return np.array([[len(words & set(one)) / 10 for words in said] for one in lemmas(asked)])


def _regression(known: Sequence[Item], one: object, two: object) -> Scores:
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    wanted = truth(known)
    there = [k for k in range(len(CODES)) if 0 < wanted[:, k].sum() < len(known)]
    found = np.zeros((two.shape[0], len(CODES)))  # type: ignore[attr-defined]
    if there:
        regression = LogisticRegression(C=10, class_weight="balanced", max_iter=300, solver="liblinear")
        model = OneVsRestClassifier(regression)
        found[:, there] = model.fit(one, wanted[:, there]).predict_proba(two).reshape(-1, len(there))
    return found


def tfidf(known: Sequence[Item], asked: Sequence[Item], field: Field) -> Scores:
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not known:
        return np.zeros((len(asked), len(CODES)))
    words = TfidfVectorizer(sublinear_tf=True)
    return _regression(known, words.fit_transform([i.text for i in known]), words.transform([i.text for i in asked]))


def ensemble(known: Sequence[Item], asked: Sequence[Item], field: Field) -> Scores:
    """The first try at this: regressions on words, letters, vectors and the encoder, added; definitions as examples."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    defined = [Item("", f"{c.label}. {c.definition}", frozenset({c.id})) for c in BOOK.codes]
    learned = [*known, *defined]
    texts, told = [i.text for i in learned], [i.text for i in asked]
    spaces = []
    for more in ({"ngram_range": (1, 2)}, {"analyzer": "char_wb", "ngram_range": (2, 5)}):
        space = TfidfVectorizer(sublinear_tf=True, **more)
        spaces.append((space.fit_transform(texts), space.transform(told)))
    one, two = sense.senses(texts), sense.senses(told)
    spaces += [(np.array([s.vector for s in one]), np.array([s.vector for s in two]))]
    if one[0].sentence.size:
        spaces += [(np.array([s.sentence for s in one]), np.array([s.sentence for s in two]))]
    return sum(_regression(learned, *space) for space in spaces) / len(spaces)


def vectors(known: Sequence[Item], asked: Sequence[Item], field: Field) -> Scores:
    if not known:
        return np.zeros((len(asked), len(CODES)))
    one, two = ([s.vector for s in sense.senses([i.text for i in items])] for items in (known, asked))
    return _regression(known, np.array(one), np.array(two))


WAYS: dict[str, Way] = {
    "most frequent codes": frequent,
    "codebook keywords": keywords,
    "TF-IDF + logistic regression": tfidf,
    "fr-core-news-md vectors alone": vectors,
    "first ensemble": ensemble,
    "workbench": ours(),
    "  without the lexical layer": ours(lexical=False),
    "  without the semantic layer": ours(semantic=False),
    "  without the sentence encoder": ours(encoder=False),
    "  without the field": ours(field=False),
    "  without field and encoder": ours(field=False, encoder=False),
    "  without the learned layer": ours(learned=False),
}


# figures


def figures(scores: Scores, wanted: np.ndarray) -> dict[str, float]:
    order = np.argsort(-scores, axis=1, kind="stable")
    found = {}
    for k in (1, 3):
        right = np.take_along_axis(wanted, order[:, :k], axis=1).sum(1)
        found |= {f"R@{k}": right.sum() / wanted.sum(), f"hit@{k}": (right > 0).mean(), f"P@{k}": right.mean() / k}
    shown = np.take_along_axis(scores, order[:, :3], axis=1).ravel()
    right = np.take_along_axis(wanted, order[:, :3], axis=1).ravel()
    bins = np.clip((shown * 10).astype(int), 0, 9)
    gaps = [abs(shown[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return found | {"calib": float(sum(gaps))}


def one_out(way: Way) -> dict[str, float]:
    """Every interview in turn, from the thirteen others; the themes' words may be borrowed, nobody's coded speech."""
    rows, wanted = [], []
    for person in sorted({i.person for i in ITEMS}):
        asked = [i for i in ITEMS if i.person == person]
        rows.append(way([i for i in ITEMS if i.person != person], asked, THEMES_ONLY))
        wanted.append(truth(asked))
    return figures(np.vstack(rows), np.vstack(wanted))


def beginning(seed: int, most: int = 138) -> tuple[list[Item], Field]:
    """A study of `most` excerpts, codes as even as they come, and the field without that study's interviews."""
    random = np.random.default_rng(seed)
    people = sorted({i.person for i in ITEMS})
    mine = {p for kind in "MP" for p in random.permutation([p for p in people if p[0] == kind])[:4]}
    pool = [i for i in ITEMS if i.person in mine and len(i.text.split()) >= 15]
    pool = [pool[n] for n in random.permutation(len(pool))]
    counts = dict.fromkeys(CODES, 0)
    chosen: list[Item] = []
    while pool and len(chosen) < most:
        wanted = min((c for c in CODES if any(c in i.codes for i in pool)), key=lambda c: counts[c])
        item = next(i for i in pool if wanted in i.codes)
        pool.remove(item)
        chosen.append(item)
        for code in item.codes:
            counts[code] += 1
    order = random.permutation(len(chosen))
    others = tuple(said for p, several in coded_speech().items() if p not in mine for said in several)
    return [chosen[n] for n in order], Field(THEMES, others)


def four_folds(way: Way, seeds: int) -> dict[str, float]:
    found = []
    for seed in range(seeds):
        items, field = beginning(seed)
        rows = np.zeros((len(items), len(CODES)))
        for fold in range(4):
            asked = [n for n in range(len(items)) if n % 4 == fold]
            rows[asked] = way([i for n, i in enumerate(items) if n % 4 != fold], [items[n] for n in asked], field)
        found.append(figures(rows, truth(items)))
    return {name: mean(f[name] for f in found) for name in found[0]}


def definitions_alone(way: Way, seeds: int) -> dict[str, float]:
    found = []
    for seed in range(seeds):
        items, field = beginning(seed)
        found.append(figures(way([], items, Field(field.themes, ())), truth(items)))
    return {name: mean(f[name] for f in found) for name in found[0]}


def curve(way: Way, seeds: int, steps: Sequence[int] = (0, 1, 2, 5, 10, 20)) -> list[dict[str, float]]:
    """By coded excerpts a code, in turn: leave-out of three interviews, `n` excerpts a code from the others."""
    found: list[list[dict[str, float]]] = [[] for _ in steps]
    for seed in range(seeds):
        random = np.random.default_rng(100 + seed)
        people = sorted({i.person for i in ITEMS})
        out = set(random.permutation(people)[:3])
        asked = [i for i in ITEMS if i.person in out]
        pool = [i for i in ITEMS if i.person not in out]
        pool = [pool[n] for n in random.permutation(len(pool))]
        for step, at in enumerate(steps):
            known = {i.text: i for code in CODES for i in [i for i in pool if code in i.codes][:at]}
            found[step].append(figures(way(list(known.values()), asked, THEMES_ONLY), truth(asked)))
    return [{name: mean(f[name] for f in several) for name in several[0]} for several in found]


def table(title: str, rows: dict[str, dict[str, float]]) -> None:
    print(f"\n{title}")
    heads = list(next(iter(rows.values())))
    print(f"{'':34}" + "".join(f"{h:>8}" for h in heads))
    for name, row in rows.items():
        print(f"{name:34}" + "".join(f"{row[h]:8.3f}" for h in heads), flush=True)


def chart(title: str, curves: dict[str, list[dict[str, float]]], steps: Sequence[int]) -> None:
    """The curves as a table, and as a drawing in the folder for temporary files."""
    from pandas import DataFrame

    from workbench.charts.coding import learning_curve
    from workbench.charts.drawing import png

    print(f"\n{title}")
    print(f"{'':34}" + "".join(f"{at:>8}" for at in steps))
    for name, points in curves.items():
        print(f"{name:34}" + "".join(f"{point['R@3']:8.3f}" for point in points), flush=True)
    points = [
        (name.strip(), at, point["R@3"])
        for name, several in curves.items()
        for at, point in zip(steps, several, strict=True)
    ]
    figure = learning_curve(DataFrame(points, columns=["way", "coded", "recall"]))
    drawn = Path(gettempdir()) / "suggestions.svg"
    drawn.write_text(figure.svg, "utf-8")
    drawn.with_suffix(".png").write_bytes(png(figure))
    print(f"drawn in {drawn} and {drawn.with_suffix('.png')}")


# speed


def speed() -> None:
    """Seconds for a 5 000-word interview, cold and warm, and for one coding more on top of 5 000."""
    words = [word for item in ITEMS for word in item.text.split()]
    turns = [" ".join(words[n : n + 50]) + "." for n in range(0, 5000, 50)]
    excerpts = [Excerpt("s", 0, len(t), t) for t in turns]
    suggester = Suggester(BOOK, [("on a parlé du loyer", {"budget-loyer"})])
    for name, bar in (("cold", 2.0), ("warm", 0.2), ("warm", 0.2)):
        _timed(f"5 000 words, {name}", bar, lambda: suggester.suggest(excerpts))
    random = np.random.default_rng(1)
    coded = [(" ".join(random.choice(words, 25)), {CODES[n % len(CODES)]}) for n in range(5000)]
    made: list[Suggester] = []
    _timed("5 000 codings learned", None, lambda: made.append(Suggester(BOOK, coded)))
    for n in range(3):
        said = " ".join(random.choice(words, 25))
        _timed("one coding more", 0.1, lambda said=said, n=n: made[0].learn(said, {CODES[n]}))


def _timed(name: str, bar: float | None, act: Callable[[], object]) -> None:
    start, spent = perf_counter(), process_time()
    act()
    end, worked = perf_counter() - start, process_time() - spent
    print(f"  {name:24} {end:7.3f} s, {worked:7.3f} s of work" + (f"   bar {bar} s" if bar else ""), flush=True)


def main() -> None:
    quick = "--quick" in sys.argv
    seeds = 1 if quick else 3
    began = process_time()
    print(
        f"{len(ITEMS)} passages, {sum(len(i.codes) for i in ITEMS)} codes; "
        f"sentence encoder: {sense.encoder() is not None}"
    )
    bars = "bars on real excerpts: R@1 0.65, R@3 0.88; definitions alone R@3 0.70"
    table(f"Four folds of 138 excerpts, about 7 a code ({bars})", {n: four_folds(w, seeds) for n, w in WAYS.items()})
    alone = ("codebook keywords", "workbench", "  without the field", "  without field and encoder")
    table("Definitions alone", {n: definitions_alone(WAYS[n], seeds) for n in alone})
    if not quick:
        table("Leave one interview out", {n: one_out(w) for n, w in WAYS.items()})
        steps = (0, 1, 2, 5, 10, 20)
        shown = ("codebook keywords", "TF-IDF + logistic regression", "workbench", "  without the field")
        chart("Recall at 3 by coded excerpts a code", {n: curve(WAYS[n], 2, steps) for n in shown}, steps)
    print("\nSpeed")
    speed()
    print(f"\n{process_time() - began:.0f} s of work in all")


if __name__ == "__main__":
    main()
