import numpy as np
import pytest

from workbench.coding.known import known, texts
from workbench.coding.sense import senses


def test_the_file_holds_every_text_of_the_field():
    # after a change of themes.yaml or of the codings: python -m workbench.coding.known
    assert set(texts()) <= known(False).keys()


def test_the_file_says_what_reading_says():
    sample = texts()[::97]
    for text, read in zip(sample, senses(sample, encoder=False), strict=True):
        held = known(False)[text]
        assert held.tokens == read.tokens
        assert held.spoken == read.spoken
        assert held.vector == pytest.approx(read.vector, abs=2e-3)
        assert held.sentence.size == 0
    assert np.isfinite([s.vector for s in known(False).values()]).all()
