"""Guarding against the machine: what tells whether suggestions help coders or lead them.

Suggestions raise agreement more surely than speed, and may do so by making coders alike. So some excerpts are shown
without any (control), some with one known to be wrong (decoy), and what coders did is compared. And before suggested
codings are joined with figures, one asks whether the machine errs more for some households than for others: an error
that goes with an attribute would look like a finding about it.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np

from workbench.coding.codings import Suggestion
from workbench.coding.excerpts import Excerpt

DECOY = "+leurre"  # ends the model's name of a decoy, so that its decision is told apart in the store


def is_control(excerpt: Excerpt, share: float, salt: str = "") -> bool:
    """Whether an excerpt belongs to the control sample of that share, shown without suggestions.

    Drawn by a hash of its place: the same for every coder and every session, and nobody can choose it.
    """
    return _drawn(f"{salt}|{excerpt.source}|{excerpt.start}") < share


def with_decoys(
    suggestions: Sequence[Suggestion], codes: Sequence[str], right: Collection[str], share: float, salt: str = ""
) -> list[Suggestion]:
    """The suggestions of one excerpt, of which that share of excerpts gets one decoy in place of the last.

    The decoy is a code neither suggested nor `right` (put on the excerpt by anybody), with the score and the rank of
    the one it replaces, and no reason: a coder who reads the words will refuse it.
    """
    if not suggestions:
        return []
    last = suggestions[-1]
    wrong = [c for c in codes if c not in right and all(c != s.code for s in suggestions)]
    key = f"{salt}|leurre|{last.excerpt.source}|{last.excerpt.start}"
    if not wrong or _drawn(key) >= share:
        return list(suggestions)
    code = wrong[int(_drawn(key + "|code") * len(wrong))]
    return [*suggestions[:-1], replace(last, code=code, model=last.model + DECOY, because=())]


def _drawn(key: str) -> float:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") / 2**64


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Suggestions decided and accepted; of them decoys. A rate is None where nothing was decided."""

    decided: int
    accepted: int
    decoys: int
    decoys_accepted: int

    @property
    def rate(self) -> float | None:
        """Share of real suggestions that were accepted, in [0, 1]."""
        return self.accepted / self.decided if self.decided else None

    @property
    def decoy_rate(self) -> float | None:
        """Share of suggestions known to be wrong that were accepted all the same."""
        return self.decoys_accepted / self.decoys if self.decoys else None


def acceptance(decisions: Iterable[tuple[str, bool]]) -> Acceptance:
    """From (model, accepted) of each decision, real suggestions and decoys apart."""
    real: Counter[bool] = Counter()
    decoy: Counter[bool] = Counter()
    for model, accepted in decisions:
        (decoy if model.endswith(DECOY) else real)[accepted] += 1
    return Acceptance(real.total(), real[True], decoy.total(), decoy[True])


@dataclass(frozen=True, slots=True)
class Diversity:
    """How varied codes are: `effective` is the number of equally used codes with the same entropy (Hill, order 1)."""

    codings: int
    codes: int
    effective: float | None


def diversity(codes: Iterable[str]) -> Diversity:
    """Of the codes of some codings; compare those made with suggestions and those of the control sample."""
    counts = Counter(codes)
    total = counts.total()
    entropy = -sum(n / total * log(n / total) for n in counts.values())
    return Diversity(total, len(counts), exp(entropy) if total else None)


@dataclass(frozen=True, slots=True)
class Bias:
    """One attribute: excerpts and share of errors by its values, and how surprising their spread is by chance.

    `p` is the share of permutations of households that spread errors at least as much; None where there are fewer than
    two values or two households, for then nothing can be told.
    """

    attribute: str
    excerpts: Mapping[str, int]
    errors: Mapping[str, float]
    spread: float | None
    p: float | None


def bias(
    errors: Sequence[tuple[str, bool]], attributes: Mapping[str, Mapping[str, str]], draws: int = 2000
) -> list[Bias]:
    """For each attribute, whether the machine's errors are unrelated to it.

    `errors` is one (household, whether the machine was wrong) an excerpt, `attributes` household -> attribute -> value.
    The permutation moves whole households, since a household's excerpts resemble each other; its statistic is the
    weighted variance of the values' error rates. A missing value is a value of its own ("").
    """
    names = sorted({name for values in attributes.values() for name in values})
    households = sorted({household for household, _wrong in errors})
    place = {household: n for n, household in enumerate(households)}
    count, wrong = np.zeros(len(households)), np.zeros(len(households))
    for household, mistaken in errors:
        count[place[household]] += 1
        wrong[place[household]] += mistaken
    return [
        _bias(name, [attributes.get(h, {}).get(name, "") for h in households], count, wrong, draws) for name in names
    ]


def _bias(name: str, values: list[str], count: np.ndarray, wrong: np.ndarray, draws: int) -> Bias:
    kinds = sorted(set(values))
    of = np.array([kinds.index(v) for v in values], int)

    def spread(kind: np.ndarray) -> float:
        n = np.bincount(kind, count, len(kinds))
        rate = np.divide(np.bincount(kind, wrong, len(kinds)), n, out=np.zeros(len(kinds)), where=n > 0)
        return float((n * (rate - wrong.sum() / count.sum()) ** 2).sum() / count.sum())

    excerpts = {k: int(count[of == n].sum()) for n, k in enumerate(kinds)}
    rates = {k: float(wrong[of == n].sum() / count[of == n].sum()) for n, k in enumerate(kinds)}
    if len(kinds) < 2 or len(values) < 2:
        return Bias(name, excerpts, rates, None, None)
    seen = spread(of)
    random = np.random.default_rng(20151)
    as_much = sum(spread(random.permutation(of)) >= seen - 1e-12 for _draw in range(draws))
    return Bias(name, excerpts, rates, seen, (as_much + 1) / (draws + 1))
