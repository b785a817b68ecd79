from dataclasses import replace

import pytest

from workbench.errors import BadInput, UnknownId

from .examples import Filled, coding


def test_turns_read_are_kept_by_coder_in_few_rows(filled: Filled) -> None:
    study, source = filled.study, filled.source.id
    assert study.mark_read(source, [1, 2], by="ana") == {1, 2}
    assert study.mark_read(source, [2, 4], by="ana") == {1, 2, 4}
    before = len(study.journal())
    assert study.mark_read(source, [1, 4], by="ana") == {1, 2, 4}
    assert len(study.journal()) == before  # nothing new, nothing written
    assert study.turns_read(source, "ana") == {1, 2, 4}
    assert study.turns_read(source, "bob") == set()
    assert (study.journal()["kind"] == "turns.read").sum() == 2
    for bad in ([0], [5]):
        with pytest.raises(UnknownId, match="turn of"):
            study.mark_read(source, bad, by="ana")
    with pytest.raises(UnknownId, match="no source called x"):
        study.mark_read("x", [1], by="ana")
    study.verify_journal()


def test_progress_says_who_read_coded_and_re_read_what(filled: Filled) -> None:
    study, source = filled.study, filled.source.id
    empty = study.progress("themes").to_dict("records")
    assert [(r["source"], r["coder"], r["turns"], r["read"]) for r in empty] == [(source, "", 2, 0)]
    study.mark_read(source, [1, 2], by="ana")
    study.add_codings([coding(filled), coding(filled, "mars"), coding(filled, "petit", coder="bob")], by="ana")
    assert study.mark_reviewed(source, "ana", codebook="themes", by="bob") == 2
    study.add_coding(coding(filled, "association", "support"), by="ana")
    ana, bob = study.progress("themes").to_dict("records")
    assert {n: ana[n] for n in ("coder", "turns", "read", "coded", "codings", "reviewed", "reviewers")} == {
        "coder": "ana", "turns": 2, "read": 2, "coded": 2, "codings": 3, "reviewed": 2, "reviewers": "bob",
    }  # fmt: skip
    assert (bob["read"], bob["coded"], bob["reviewed"]) == (1, 1, 0)  # who codes has read
    assert ana["last"] > bob["last"]
    study.retract_coding(study.codings(coder="ana")[0].id, by="ana")
    assert study.progress("themes")["reviewed"].tolist() == [1, 0]


def test_a_second_reading_is_somebody_elses(filled: Filled) -> None:
    study, source = filled.study, filled.source.id
    with pytest.raises(BadInput, match="nobody re-reads their own"):
        study.mark_reviewed(source, "ana", codebook="themes", by="ana")
    with pytest.raises(BadInput, match="ana has coded nothing"):
        study.mark_reviewed(source, "ana", codebook="themes", by="bob")
    study.add_coding(replace(coding(filled), coder="ana"), by="ana")
    study.draw_sample("themes", coders=["ana", "bob"], n=1, by="eva")
    with pytest.raises(BadInput, match="still being coded blind"):
        study.mark_reviewed(source, "ana", codebook="themes", by="eva")
