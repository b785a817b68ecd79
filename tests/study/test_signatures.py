import pytest

from workbench.errors import BadInput, IdTaken, UnknownId
from workbench.people import Audience

from .examples import Filled, coding


def test_two_readers_sign_the_words_for_one_audience(filled: Filled) -> None:
    study = filled.study
    study.add_codings([coding(filled)], by="eva")
    for reader in ("L1", "L2"):
        study.sign_quotes(["e1"], audience="T2", reader=reader, by=reader)
    assert study.quote_signatures(Audience.T2) == {"e1": ("L1", "L2")}
    assert study.quote_signatures(Audience.T3) == {}
    assert study.journal()["kind"].tolist()[-2:] == ["quote.signed"] * 2


def test_one_reader_signs_once_and_with_a_name(filled: Filled) -> None:
    study = filled.study
    study.add_codings([coding(filled)], by="eva")
    study.sign_quotes(["e1"], audience="T2", reader="L1", by="L1")
    with pytest.raises(IdTaken):
        study.sign_quotes(["e1"], audience="T2", reader="L1 ", by="L1")
    with pytest.raises(BadInput):
        study.sign_quotes(["e1"], audience="T2", reader=" ", by="L1")
    with pytest.raises(UnknownId):
        study.sign_quotes(["e1", "e9"], audience="T3", reader="L2", by="L2")
    assert study.quote_signatures("T3") == {}
