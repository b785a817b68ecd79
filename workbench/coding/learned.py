"""The learned layer of suggestions: what this study's own codings teach, as one linear model a code."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench import language

if TYPE_CHECKING:
    from spacy.tokens import Doc

FEWEST = 3  # codings below which a code is left to its lexicon


class Learned:
    """Logistic regressions on TF-IDF of lemmas, one a code with at least FEWEST examples; empty until then."""

    def __init__(self, docs: Sequence["Doc"], codes: Sequence[set[str]]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier

        counts: dict[str, int] = {}
        for found in codes:
            for code in found:
                counts[code] = counts.get(code, 0) + 1
        self.codes = sorted(code for code, n in counts.items() if FEWEST <= n < len(codes))
        bags = [language.lemmas(doc) for doc in docs]
        if not self.codes or not any(bags):
            self.codes = []
            return
        self.vectorizer = TfidfVectorizer(analyzer=list, sublinear_tf=True)
        features = self.vectorizer.fit_transform(bags)
        truth = [[int(code in found) for code in self.codes] for found in codes]
        model = LogisticRegression(C=10.0, class_weight="balanced", solver="liblinear")
        self.model = OneVsRestClassifier(model).fit(features, truth)
        self.words = self.vectorizer.get_feature_names_out()

    def scores(self, docs: Sequence["Doc"]) -> list[dict[str, tuple[float, tuple[str, ...]]]]:
        """For each text, by code: probability, and the lemmas that pulled towards it, the strongest first."""
        if not self.codes:
            return [{} for _ in docs]
        features = self.vectorizer.transform([language.lemmas(doc) for doc in docs]).tocsr()
        chances = self.model.predict_proba(features)
        found = []
        for n in range(len(docs)):
            row = features.getrow(n)
            by_code = {}
            for k, code in enumerate(self.codes):
                pulls = self.model.estimators_[k].coef_[0][row.indices] * row.data
                best = [i for i in pulls.argsort()[::-1][:3] if pulls[i] > 0]
                by_code[code] = (float(chances[n][k]), tuple(self.words[row.indices[i]] for i in best))
            found.append(by_code)
        return found
