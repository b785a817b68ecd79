import numpy as np
import pytest

from workbench.coding.defined import Defined, Overlap, Usual, pieces
from workbench.coding.sense import senses

DEFINITIONS = (
    "Loyer. Ce que le ménage paie pour se loger, les charges et les dettes.",
    "École. La scolarité des enfants, les devoirs, les maîtresses.",
    "Voisins. Les relations avec l’immeuble, le bruit, l’entraide.",
)
TEXTS = ("On a des dettes de loyer.", "Les enfants font leurs devoirs.", "Le voisin fait du bruit dans l’immeuble.")


@pytest.mark.parametrize("layers", [{}, {"encoder": False}, {"vectors": False}])
def test_each_text_is_nearest_to_what_defines_it(layers):
    near = Defined(DEFINITIONS, **layers).nearness(TEXTS, senses(TEXTS, encoder=not layers))
    assert near.argmax(axis=1).tolist() == [0, 1, 2]


def test_a_text_without_a_word_is_near_nothing():
    near = Defined(DEFINITIONS).nearness(["…", TEXTS[0]], senses(["…", TEXTS[0]]))
    assert not near[0].any()
    assert near[1].any()


def test_pieces_stay_inside_words_and_are_counted():
    assert pieces("") == {}
    assert pieces("a b") == {next(iter(pieces("a"))): 1, next(iter(pieces("b"))): 1}
    once, twice = pieces("Élève"), pieces("élève, eleve")
    assert once.keys() == twice.keys()
    assert set(once.values()) == {1}
    assert set(twice.values()) == {2}


def test_what_is_rare_in_ordinary_speech_weighs_more():
    overlap = Overlap([{"dette": 1, "chose": 1}, {"chose": 1, "école": 1}], {"chose": 90, "dette": 1}, 100)
    (like,) = overlap.likeness([{"dette": 1, "chose": 1, "voilà": 1}])
    assert like[0] > like[1] > 0


def test_the_usual_is_counted_as_if_all_was_heard_at_once():
    one, two = np.array([[0.1, 0.4], [0.3, 0.2]], np.float32), np.array([[0.5, 0.6]], np.float32)
    whole = Usual.of(np.vstack([one, two]))
    apart = Usual.of(one).and_(Usual.of(two))
    assert apart.above(two) == pytest.approx(whole.above(two))
    every = np.vstack([one, two])
    assert whole.above(every) == pytest.approx((every - every.mean(0)) / (every - every.mean(0)).std())


def test_hearing_a_study_makes_its_commonplaces_usual():
    said = ["Dans l’immeuble, c’est comme ça."] * 60
    defined = Defined(DEFINITIONS)
    before = defined.nearness(TEXTS[2:], senses(TEXTS[2:]))[0, 2]
    defined.hear(said, senses(said))
    assert defined.nearness(TEXTS[2:], senses(TEXTS[2:]))[0, 2] < before
