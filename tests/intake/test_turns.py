import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.turns import asks, find_turns


def spoken(text):
    return [(t.speaker, t.asks, text[t.start : t.end]) for t in find_turns(text)]


def test_turns_are_cut_at_labels_and_the_interviewer_is_known():
    text = (
        "Enquêtrice : Et les clés ?\n\nMadame : En mars.\nDeux jours après, la CAF.\nEnquêtrice : Ah.\nMadame : Voilà."
    )
    assert spoken(text) == [
        ("Enquêtrice", True, "Et les clés ?"),
        ("Madame", False, "En mars.\nDeux jours après, la CAF."),
        ("Enquêtrice", True, "Ah."),
        ("Madame", False, "Voilà."),
    ]


@pytest.mark.parametrize("sign", [":", " :", "\N{NO-BREAK SPACE}:", " –"])
def test_labels_end_with_a_colon_or_a_dash(sign):
    text = f"E.{sign} Bonjour.\nMme U.{sign} Bonjour.\nE.{sign} Alors ?\nMme U.{sign} Alors rien."
    assert [speaker for speaker, _, _ in spoken(text)] == ["E.", "Mme U."] * 2


def test_a_report_with_colons_is_no_interview():
    text = "Objectif : loger.\nBilan : contrasté.\nObjectif : accompagner.\nQuestion : combien ?"
    assert find_turns(text) == ()


def test_a_colon_inside_speech_starts_no_turn():
    text = "Q : Alors ?\nR : Il a dit : « non ».\nMême chose : rien.\nQ : Et ?\nR : Rien."
    assert len(find_turns(text)) == 4


@pytest.mark.parametrize("label", ["E", "e.", "Enquêteur", "ENQUÊTRICE", "Q", "Int."])
def test_interviewers_labels(label):
    assert asks(label)


@pytest.mark.parametrize("label", ["R", "Madame", "Ménage", "Bailleur"])
def test_other_labels(label):
    assert not asks(label)


words = st.text(
    st.characters(exclude_characters="\n\r:–—", exclude_categories=["Cs", "Zl", "Zp", "Cc"]), min_size=1
).filter(str.strip)


@given(st.lists(words, min_size=4, max_size=12))
def test_no_word_is_lost_between_turns(said):
    labels = ["Enquêteur", "Ménage"]
    text = "\n".join(f"{labels[n % 2]} : {words}" for n, words in enumerate(said))
    assert [text[t.start : t.end] for t in find_turns(text)] == [words.strip() for words in said]
