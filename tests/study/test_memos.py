import pytest

from workbench.errors import BadInput, UnknownId

from .examples import Filled, coding


def test_a_memo_on_everything_and_each_version_stays(filled: Filled) -> None:
    study = filled.study
    one = study.add_coding(coding(filled), by="ana")
    targets = [("excerpt", "e1"), ("code", "themes/keys"), ("interview", filled.source.id), ("household", "M02")]
    written = [
        study.add_memo(on, target, f" à revoir {on} ", by="ana") for on, target in [*targets, ("coding", one.id)]
    ]
    assert [memo.text for memo in study.memos()] == [memo.text for memo in written]
    assert written[0].text == "à revoir excerpt"
    edited = study.edit_memo(written[0].id, "vu", by="bob", version=1)
    assert (edited.version, edited.who, edited.target) == (2, "bob", "e1")
    assert study.memos("excerpt") == [edited]
    assert [m.text for m in study.memos("excerpt", "e1", history=True)] == ["à revoir excerpt", "vu"]
    assert study.edit_memo(edited.id, "vu ", by="ana", version=2) == edited
    study.edit_memo(edited.id, "", by="ana", version=2)
    assert study.memos("excerpt") == []
    assert len(study.memos("excerpt", history=True)) == 3
    kinds = study.journal()["kind"].tolist()
    assert kinds[-3:] == ["memo.added", "memo.edited", "memo.taken_away"]
    study.verify_journal()


def test_nothing_is_overwritten_unseen(filled: Filled) -> None:
    memo = filled.study.add_memo("household", "M02", "a", by="ana")
    filled.study.edit_memo(memo.id, "b", by="bob", version=1)
    with pytest.raises(BadInput, match="bob has changed this memo since"):
        filled.study.edit_memo(memo.id, "c", by="ana", version=1)
    assert [m.text for m in filled.study.memos()] == ["b"]


@pytest.mark.parametrize(
    ("on", "target"),
    [("excerpt", "e9"), ("code", "themes/none"), ("code", "keys"), ("interview", "x"), ("household", "M99"),
     ("coding", "c9")],
)  # fmt: skip
def test_a_target_that_is_not_there_is_named(filled: Filled, on: str, target: str) -> None:
    with pytest.raises(UnknownId, match=target):
        filled.study.add_memo(on, target, "x", by="ana")
    with pytest.raises(UnknownId, match="no memo called m9"):
        filled.study.edit_memo("m9", "x", by="ana", version=1)


def test_an_empty_memo_and_another_kind_are_refused(filled: Filled) -> None:
    with pytest.raises(BadInput, match="says something"):
        filled.study.add_memo("household", "M02", "  ", by="ana")
    with pytest.raises(BadInput, match="a memo is on"):
        filled.study.add_memo("study", "M02", "x", by="ana")


def test_an_erasure_takes_the_memos_on_what_a_person_said_with_it(filled: Filled) -> None:
    study = filled.study
    one = study.add_coding(coding(filled), by="ana")
    for on, target in (("excerpt", "e1"), ("coding", one.id), ("household", "M02"), ("interview", filled.source.id)):
        study.add_memo(on, target, "note", by="ana")
    kept = study.add_memo("code", "themes/keys", "elle dit : « les clés en mars. C’était petit », souvent", by="ana")
    study.withdraw("M02", by="eva", erase=True)
    [left] = study.memos()
    assert left.id == kept.id
    assert "petit" not in left.text
    assert "codings that were erased since" in study.undo(by="ana").sentence
    study.verify_journal()
