"""Labels in place of identifiers, and the way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import BadSpan
from workbench.intake.identifiers import Key, Proposal, propose, replace

LETTER = (
    "Mme Aminata Traoré vit à Melun avec Yanis. Traorai, c’est elle ; Aminata aime Melun et Meaux. Collège Jean-Moulin."
)


def test_one_identity_has_one_label():
    done = replace(LETTER, propose(LETTER))
    assert done.text == (
        "Mme [prénom 1] [nom 1] vit à [ville A] avec [prénom 2]. [nom 1], c’est elle ; [prénom 1] aime [ville A] "
        "et [ville B]. [collège 1]."
    )
    assert done.restored() == LETTER


def test_the_key_goes_on_in_the_next_text():
    first = replace(LETTER, propose(LETTER))
    second = "Yanis et Fatou vivent à Meaux."
    done = replace(second, propose(second), first.key)
    assert done.text == "[prénom 2] et [prénom 3] vivent à [ville B]."


def test_a_label_that_the_text_bears_is_given_to_nobody_else():
    text = "[prénom 1] connaît Fatou."
    assert replace(text, propose(text)).text == "[prénom 1] connaît [prénom 2]."


def test_the_log_may_be_kept_without_words():
    log = [r.without_words() for r in replace(LETTER, propose(LETTER)).replacements]
    assert "Aminata" not in str(log)
    assert log[0]["label"] == "[prénom 1]"


def test_what_does_not_fit_is_refused():
    with pytest.raises(BadSpan):
        replace("Fatou est là.", [Proposal(0, 5, "Fanta", "first_name")])
    with pytest.raises(BadSpan):
        replace("Fatou est là.", [Proposal(0, 5, "Fatou", "first_name"), Proposal(3, 9, "ou est", "name")])


KINDS = st.sampled_from(["first_name", "name", "place", "age", "event"])


@st.composite
def decided(draw):
    text = draw(st.text(alphabet="ab éÉ🙂\n.[]e\u0301'’-", min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [Proposal(a, b, text[a:b], draw(KINDS)) for a, b in pairs]


@settings(max_examples=300, deadline=None)
@given(decided(), st.data())
def test_the_map_leads_back(case, data):
    text, proposals = case
    done = replace(text, proposals, Key())
    assert done.restored() == text
    inside = {n for r in done.replacements for n in range(r.at, r.at + len(r.label))}
    for n in range(len(done.text)):
        if n not in inside:
            start, end = done.to_original(n, n + 1)
            assert text[start:end] == done.text[n]
            assert done.from_original(start, end) == (n, n + 1)
    for r in done.replacements:
        assert done.text[r.at : r.at + len(r.label)] == r.label
        assert text[r.start : r.end] == r.words
        assert done.to_original(r.at, r.at + len(r.label)) == (r.start, r.end)
        assert done.from_original(r.start, r.end) == (r.at, r.at + len(r.label))
        half = data.draw(st.integers(1, len(r.label) - 1))
        assert done.to_original(r.at + half, r.at + len(r.label)) == (r.start, r.end)
