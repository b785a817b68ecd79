"""From scores to chances: a logistic curve, the benchmark's at first, bent to the study's own codings as they come."""

from dataclasses import dataclass

import numpy as np

from workbench.coding.learned import Matrix

# The curve fitted by benchmarks/suggestions.py on interviews that the model had not seen.
START = (-3.6, 6.8)
TRUST = 60.0  # codings that the starting curve is worth


@dataclass(frozen=True, slots=True)
class Calibration:
    """chance = 1 / (1 + exp(-(shift + slope * score))), never decreasing in the score."""

    shift: float
    slope: float

    @property
    def even(self) -> float:
        """The score whose chance is one half."""
        return -self.shift / self.slope

    def chances(self, scores: Matrix) -> Matrix:
        """The chance of each score, in (0, 1), in the same shape."""
        found: Matrix = 1 / (1 + np.exp(-np.clip(self.shift + self.slope * scores, -30, 30)))
        return found


def calibrated(scores: Matrix | None = None, truth: Matrix | None = None) -> Calibration:
    """The curve that fits scores of texts which the model did not know, kept near START by TRUST codings' worth.

    `scores` and `truth` (0/1) have a row a text and a column a code. Newton's method on the penalised likelihood;
    a curve that would decrease is refused in favour of START.
    """
    if scores is None or truth is None or not len(scores):
        return Calibration(*START)
    x, y = scores.ravel().astype(float), truth.ravel().astype(float)
    start = np.array(START)
    design = np.stack([np.ones_like(x), x], axis=1)
    # what TRUST texts would say for the starting curve, as a quadratic around it
    p = 1 / (1 + np.exp(-np.clip(design @ start, -30, 30)))
    prior = (design * (p * (1 - p))[:, None]).T @ design * (TRUST / len(scores)) + 1e-6 * np.eye(2)
    curve = start.copy()
    for _step in range(25):
        p = 1 / (1 + np.exp(-np.clip(design @ curve, -30, 30)))
        slope = design.T @ (y - p) - prior @ (curve - start)
        bend = (design * (p * (1 - p))[:, None]).T @ design + prior
        step = np.linalg.solve(bend, slope)
        curve = curve + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:
            break
    fits = bool(np.isfinite(curve).all()) and curve[1] > 0
    return Calibration(float(curve[0]), float(curve[1])) if fits else Calibration(*START)
