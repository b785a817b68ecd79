import numpy as np
import pytest

from workbench.coding.codings import Suggestion
from workbench.coding.excerpts import Excerpt
from workbench.coding.guards import DECOY, acceptance, bias, diversity, is_control, with_decoys


def excerpt(n):
    return Excerpt("s", n, n + 5, "x" * 5)


def suggestions(n):
    return [Suggestion(excerpt(n), code, 0.8, rank, "m", ("mot",)) for rank, code in enumerate("ab", 1)]


def test_the_control_sample_has_its_share_and_never_moves():
    drawn = [is_control(excerpt(n), 0.1) for n in range(5000)]
    assert 0.08 < np.mean(drawn) < 0.12
    assert drawn == [is_control(excerpt(n), 0.1) for n in range(5000)]
    assert drawn != [is_control(excerpt(n), 0.1, salt="other study") for n in range(5000)]


def test_decoys_are_wrong_codes_in_their_share_that_look_like_suggestions():
    shown = [with_decoys(suggestions(n), list("abcd"), {"c"}, 0.2) for n in range(2000)]
    decoys = [s for several in shown for s in several if s.model.endswith(DECOY)]
    assert 0.16 < len(decoys) / 2000 < 0.24
    assert {s.code for s in decoys} == {"d"}
    assert {(s.rank, s.score) for s in decoys} == {(2, 0.8)}
    assert with_decoys([], ["a"], set(), 1) == []
    assert with_decoys(suggestions(1), ["a", "b"], set(), 1) == suggestions(1)  # no code left that would be wrong


def test_acceptance_keeps_decoys_apart():
    found = acceptance([("m", True), ("m", False), ("m" + DECOY, True), ("m" + DECOY, False), ("m" + DECOY, False)])
    assert found.rate == 0.5
    assert found.decoy_rate == pytest.approx(1 / 3)
    assert acceptance([]).rate is None


def test_diversity_counts_equally_used_codes():
    assert diversity("aabbcc").effective == pytest.approx(3)
    assert 1 < diversity("aaaaab").effective < 2
    assert diversity("").effective is None


def test_errors_that_follow_an_attribute_are_seen_and_others_are_not():
    rng = np.random.default_rng(3)
    attributes = {f"M{n}": {"territory": "77" if n < 12 else "94", "sex": "fh"[n % 2]} for n in range(24)}
    errors = [(f"M{n}", bool(rng.random() < (0.6 if n < 12 else 0.1))) for n in range(24) for _ in range(15)]
    sex, territory = bias(errors, attributes)
    assert territory.p < 0.01
    assert territory.errors["77"] > territory.errors["94"]
    assert sex.p > 0.05
    assert sum(territory.excerpts.values()) == len(errors)


def test_one_value_tells_nothing_and_a_missing_one_is_a_value():
    assert bias([("M1", True), ("M2", False)], {"M1": {"a": "x"}, "M2": {"a": "x"}})[0].p is None
    assert set(bias([("M1", True), ("M2", False)], {"M1": {"a": "x"}})[0].excerpts) == {"x", ""}
    assert bias([], {}) == []
