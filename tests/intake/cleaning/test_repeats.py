from hypothesis import example, given
from hypothesis import strategies as st

from workbench.intake.cleaning.repeats import repeated

BLOCK = (
    "Diagnostic social\nOuverture des droits, avec la personne\nRecherche d’un logement adapté, puis visite\nBail signé"
)


def test_a_block_printed_twice_is_marked_with_the_first():
    text = f"Avant\n{BLOCK}\nEntre les deux\n{BLOCK.upper()}\nAprès"
    (repeat,) = repeated(text)
    assert text[repeat.start : repeat.end] == BLOCK.upper()
    assert text[repeat.first_start : repeat.first_end] == BLOCK


def test_short_lines_that_come_back_are_no_block():
    assert repeated("Oui.\nNon.\nPeut-être.\n" * 20) == ()
    assert repeated("Outils\nUn texte.\n" + "Outils\nUn autre, tout différent.\n") == ()


@example(["a" * 27] * 2)  # a run of the same line overlaps itself
@given(st.lists(st.text(st.characters(categories=["Ll", "Zs"]), max_size=30), max_size=20))
def test_a_repeat_has_the_words_of_its_first(lines):
    text = "\n".join(lines * 2)

    def core(start, end):
        return [c for c in text[start:end].casefold() if c.isalnum()]

    for repeat in repeated(text):
        assert repeat.first_end <= repeat.start < repeat.end
        assert core(repeat.start, repeat.end) == core(repeat.first_start, repeat.first_end)
