import pytest

from workbench.coding.unitizing import disagreement, merged, unitizing_alpha

# Krippendorff, Content Analysis (2004), p. 254: continuum of 300 from 150, categories c and k
C = disagreement([[(225, 295), (370, 400)], [(220, 300), (355, 375), (400, 420)]], 150, 300)
K = disagreement([[(180, 240), (300, 350)], [(180, 240), (300, 350)]], 150, 300)

# Krippendorff (1995), p. 57, examples A to D on 24 units, stretched 50 000 times as the paper's limit
EXAMPLES = {
    "A": ([[(2, 10), (14, 20)], [(4, 8), (15, 17)]], 0.03125, 0.553),
    "B": ([[(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)]], 2.26736, -0.926),
    "C": (
        [[(2, 8), (10, 12), (14, 18), (20, 22)], [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)]],
        0.02777,
        0.679,
    ),
    "D": (
        [[(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)], [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)]],
        0.38715,
        0.066,
    ),
}


def test_the_textbook_categories():
    assert C.observed == pytest.approx(0.0144, abs=5e-5)
    assert C.expected == pytest.approx(0.0532, abs=5e-5)
    assert unitizing_alpha([C]) == pytest.approx(0.7286, abs=5e-5)
    assert K.expected == pytest.approx(0.0490, abs=5e-5)
    assert unitizing_alpha([K]) == 1
    assert unitizing_alpha([C, K]) == pytest.approx(0.8591, abs=5e-4)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_1995(name):
    coders, observed, alpha = EXAMPLES[name]
    found = disagreement([[(a * 50_000, b * 50_000) for a, b in spans] for spans in coders], 0, 24 * 50_000)
    assert found.observed == pytest.approx(observed, abs=1e-5)
    assert unitizing_alpha([found]) == pytest.approx(alpha, abs=0.02)  # the paper's own rounding, see DKPro's tests


def test_what_is_observed_stands_somewhere():
    assert C.parts.sum() == pytest.approx(C.observed)
    assert ((C.at >= 150) & (C.at < 450)).all()


def test_overlapping_passages_are_one_and_touching_ones_two():
    assert merged([(5, 9), (0, 6), (9, 12)]) == [(0, 9), (9, 12)]


def test_without_any_passage_nothing_is_said():
    assert unitizing_alpha([disagreement([[], []], 0, 100)]) is None
