import numpy as np
import pytest

from workbench.coding import sense
from workbench.coding.calibration import START, calibrated
from workbench.coding.learned import Learned, Space
from workbench.coding.sense import encoded, senses

TEXTS = ["le loyer tombe", "le loyer est payé", "les enfants dorment", "les enfants vont à l’école", "la clé"]
TARGETS = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 0]], np.float32)


def learned(texts=TEXTS, targets=TARGETS, space=None):
    read = senses(texts)
    return Learned(read, targets, [0.4] * len(texts), space or Space(senses(TEXTS)))


def scores(model, texts):
    return model.scores(model.likeness(senses(texts)))


def test_what_is_alike_scores_alike():
    found = scores(learned(), ["le loyer", "l’école des enfants"])
    assert found[0, 0] > found[0, 1]
    assert found[1, 1] > found[1, 0]


def test_adding_and_changing_solve_the_same_system_as_starting_anew():
    whole = learned()
    grown = learned(TEXTS[:3], TARGETS[:3])
    grown.mean = whole.mean
    grown.alpha = grown._solved(grown.targets - grown.mean)
    for text, target in zip(TEXTS[3:], TARGETS[3:], strict=True):
        grown.add(senses([text])[0], target, 0.4)
    assert grown.alpha == pytest.approx(whole.alpha, abs=1e-4)
    grown.change(1, np.array([0, 1], np.float32))
    other = TARGETS.copy()
    other[1] = [0, 1]
    changed = learned(targets=other)
    changed.mean = whole.mean
    assert grown.alpha == pytest.approx(changed._solved(other - whole.mean), abs=1e-4)


def test_leaving_one_out_is_learning_without_it():
    whole = learned()
    rest = learned(TEXTS[1:], TARGETS[1:])
    rest.mean = whole.mean
    rest.alpha = rest._solved(rest.targets - rest.mean)
    assert whole.without_itself([0])[0] == pytest.approx(scores(rest, TEXTS[:1])[0], abs=1e-4)


def test_leaving_a_group_out_is_learning_without_any_of_it():
    whole = learned()
    rest = learned(TEXTS[2:], TARGETS[2:])
    rest.mean = whole.mean
    rest.alpha = rest._solved(rest.targets - rest.mean)
    assert whole.without_these([0, 1]) == pytest.approx(scores(rest, TEXTS[:2]), abs=1e-4)
    assert whole.without_these([0]) == pytest.approx(whole.without_itself([0]), abs=1e-4)


def test_the_words_that_pull_are_the_spoken_ones():
    pulls = learned().pulls(senses(["Nos loyers, franchement"])[0], 0)
    assert [word for _pull, word in pulls][:1] == ["loyers"]


def test_an_encoder_is_used_when_there_is_one(monkeypatch):
    class Tiny:
        def encode(self, texts):
            return np.array([[len(t), 1.0] + [0.0] * 510 for t in texts], np.float32)

    monkeypatch.setattr(sense, "encoder", lambda: Tiny())
    found = encoded(["a b c", "", "mot " * 1000])
    assert found.shape == (3, 512)
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 0, 1])


def test_no_codings_leave_the_benchmark_s_curve_and_many_bend_it():
    start = calibrated()
    assert (start.shift, start.slope) == START
    rng = np.random.default_rng(0)
    x = rng.random((300, 5))
    truth = (rng.random(x.shape) < 1 / (1 + np.exp(-(-1 + 3 * x)))).astype(float)
    bent = calibrated(x, truth)
    right = np.abs(bent.chances(x) - truth.mean()).mean() < np.abs(start.chances(x) - truth.mean()).mean()
    assert right
    assert bent.slope > 0


def test_a_curve_never_turns_round():
    x = np.linspace(0, 1, 400).reshape(-1, 1)
    assert calibrated(x, 1 - (x > 0.5)).slope > 0
