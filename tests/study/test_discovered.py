import pytest

from tests.a_demo import copied
from workbench.errors import BadInput
from workbench.study import discovered, open_study

BOOK = "asg-analyse"


@pytest.fixture(scope="module")
def study(demo, tmp_path_factory):
    with open_study(copied(demo[0], tmp_path_factory.mktemp("discovered"))) as opened:
        yield opened


def test_words_find_the_passages_that_say_the_same_with_their_codes(study):
    frame = discovered.resembling(study, BOOK, "Il y a de l’humidité dans la chambre", top=4)
    assert len(frame) == 4
    assert "humidité" in frame.iloc[0, 3]
    assert "humidité" in frame.iloc[0, 1]
    assert frame.iloc[:, 2].str.len().min() > 0
    assert not any(a in b for a in frame.iloc[:, 3] for b in frame.iloc[:, 3] if a is not b)  # cut twice, said once


def test_a_passage_of_the_study_is_not_like_itself(study):
    excerpt = max((c.excerpt for c in study.codings(codebook=BOOK)), key=lambda e: len(e.text))
    assert excerpt.text[:60] not in " ".join(discovered.resembling(study, BOOK, excerpt).iloc[:, 3])


@pytest.mark.parametrize("nothing", ["", "  "])
def test_no_word_is_refused(study, nothing):
    with pytest.raises(BadInput):
        discovered.resembling(study, BOOK, nothing)


def test_what_nobody_coded_is_gathered_and_nothing_coded_is_in_it(study):
    said = discovered.uncoded_sentences(study, BOOK)
    codings = study.codings(codebook=BOOK)
    for e in said:
        assert study.source(e.source).text[e.start : e.end] == e.text
        assert not any(
            c.excerpt.source == e.source and c.excerpt.start < e.end and e.start < c.excerpt.end for c in codings
        )
    frame = discovered.uncoded_groups(study, BOOK, number=5)
    assert frame.iloc[:, 1].sum() == len(said)
    assert 2 <= len(frame) <= 5
    assert frame.iloc[:, 0].str.len().min() > 3
