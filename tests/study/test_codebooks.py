from dataclasses import replace

import pytest

from workbench.coding.codebooks import Code
from workbench.errors import UnknownId
from workbench.study import Study

from .examples import BOOK


def test_a_codebook_comes_back_as_it_was(study: Study) -> None:
    assert study.add_codebook(BOOK, by="eva") == 1
    assert study.codebook("themes") == BOOK
    assert study.codebooks() == [BOOK]


def test_unchanged_is_the_same_version_and_changed_the_next(study: Study) -> None:
    changed = replace(BOOK, codes=(*BOOK.codes, Code("arrears", "Impayés")))
    assert [study.add_codebook(book, by="eva") for book in (BOOK, BOOK, changed, changed, BOOK)] == [1, 1, 2, 2, 3]
    assert study.codebook("themes", 2).by_id["arrears"].label == "Impayés"
    assert "arrears" not in study.codebook("themes", 1).by_id
    assert study.codebook("themes") == replace(BOOK, version=3)
    assert [book.version for book in study.codebooks()] == [3]
    assert study.journal()["row"].tolist() == ["study", "themes/1", "themes/2", "themes/3"]


def test_a_number_given_by_the_author_is_kept_when_it_is_higher(study: Study) -> None:
    assert study.add_codebook(replace(BOOK, version=4), by="eva") == 4
    assert study.add_codebook(replace(BOOK, version=2, title="Autre"), by="eva") == 5


def test_what_is_unknown_is_named(study: Study) -> None:
    study.add_codebook(BOOK, by="eva")
    with pytest.raises(UnknownId, match="no codebook called other"):
        study.codebook("other")
    with pytest.raises(UnknownId, match="themes, version 9"):
        study.codebook("themes", 9)
