"""That what makes the French pipeline start sooner changes nothing of what it reads."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import language
from workbench.resources import shipped

TEXT = (shipped("corpus") / "asg" / "interviews" / "entretien-M13.txt").read_text("utf-8")
MORE = (
    "porte-monnaie pet-en-l’air Entr’aide r’abat grand-mère États-unis va-t-en Porte-Avions chef-d’œuvre "
    "Saint-Denis-sur-Loire l’hôtel 😀-là vis-à-vis"
)
WORDS = sorted({*TEXT.split(), *MORE.split()})


@pytest.fixture(scope="module")
def whole():
    """spaCy's own pattern, compiled at once."""
    return re.compile(language.pipeline().tokenizer.token_match.__self__.pattern).match


def test_the_words_of_an_interview_match_as_the_whole_pattern_says(whole):
    quick = language.pipeline().tokenizer.token_match
    assert [bool(quick(word)) for word in WORDS] == [bool(whole(word)) for word in WORDS]
    assert sum(bool(whole(word)) for word in WORDS) > 5


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("-‑–’'aéÉzportemnisu"), max_size=14))
def test_so_do_invented_ones(word):
    quick = language.pipeline().tokenizer.token_match
    assert bool(quick(word)) == bool(re.compile(quick.__self__.pattern).match(word))


def test_the_pipelines_read_as_the_model_as_published_does():
    import spacy

    plain = spacy.load(language.MODEL)
    ours = language.pipeline()(TEXT)
    assert [t.text for t in ours] == [t.text for t in plain.make_doc(TEXT)]
    assert [t.lemma_ for t in ours] == [t.lemma_ for t in plain(TEXT)]
    assert [(e.text, e.label_) for e in language.entity_pipeline()(TEXT).ents] == [
        (e.text, e.label_) for e in plain(TEXT).ents
    ]


def test_importing_the_language_leaves_the_compiler_of_patterns_alone():
    language.pipeline()
    assert re.compile.__module__ == "re"


def test_another_pattern_than_the_one_known_is_used_whole():
    other = language.HyphenatedWords("(?iu)(?:^x[-]y$)")
    assert other.match("X-y")
    assert not other.match("x-z")
